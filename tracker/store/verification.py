"""Looking for tampering and for rows that do not follow from the log. Refuses to mend anything: it reports.

A chain of digests does not show that the last events of a stream were cut off, nor that a whole stream was written anew
by somebody who can compute it: that takes an anchor kept outside of the database.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from msgspec import Struct
from sqlalchemy import Connection

from tracker.events.catalogue import Correction
from tracker.events.recorded import Recorded
from tracker.projections.history import history_of
from tracker.projections.record import record_of
from tracker.store import readmodels, schema, tables
from tracker.store.database import Database
from tracker.store.digests import FIRST_LINK, link, payload_digest
from tracker.store.refusals import Undecodable
from tracker.store.streams import patients, read_stream


class Finding(Struct, frozen=True, kw_only=True):
    """One thing that is not as it must be."""

    what: str
    """`file`, `schema`, `chain`, `payload` or `read-model`."""
    sentence: str
    """What is wrong and where."""
    patient: str | None = None
    seq: int | None = None


def verify(database: Database) -> tuple[Finding, ...]:
    """Check the whole database: file, schema and guards, gaps, digests, payloads, read models.

    Raises:
        StoreRefused: when the file cannot be read at all.
    """
    with database.reading() as connection:
        return (
            *_file_findings(connection),
            *_schema_findings(connection),
            *order_findings(connection),
            *digest_findings(connection),
            *_stream_findings(connection),
        )


def _file_findings(connection: Connection) -> Iterator[Finding]:
    for (said,) in tables.driver(connection).execute("PRAGMA integrity_check(20)"):
        if said != "ok":
            yield Finding(what="file", sentence=f"SQLite finds the file damaged: {said}")


def _schema_findings(connection: Connection) -> Iterator[Finding]:
    wanted, found = schema.expected_objects(), schema.objects(connection)
    for name, text in wanted.items():
        if name not in found:
            yield Finding(what="schema", sentence=f"the {name} was dropped")
        elif found[name] != text:
            yield Finding(what="schema", sentence=f"the {name} was changed")
    for name in found.keys() - wanted.keys():
        yield Finding(what="schema", sentence=f"the {name} does not belong to the database")


def order_findings(connection: Connection) -> Iterator[Finding]:
    """Gaps in the order of recording, and instants that go back."""
    driver = tables.driver(connection)
    for before, seq in driver.execute(tables.GAPS):
        missing = f"event {seq - 1} is" if seq - before == 2 else f"events {before + 1} to {seq - 1} are"  # noqa: PLR2004 - one line between
        yield Finding(what="chain", sentence=f"{missing} missing from the log", seq=seq)
    for seq, patient in driver.execute(tables.BACKWARDS):
        sentence = f"event {seq} of the log (patient {patient}) was recorded before the one it follows"
        yield Finding(what="chain", sentence=sentence, patient=patient, seq=seq)


def digest_findings(connection: Connection) -> Iterator[Finding]:
    """Recompute every digest over the bytes as stored, stream by stream."""
    with _as_bytes(connection) as driver:
        erased = {patient for (patient,) in driver.execute(tables.ERASED_PATIENTS)}
        patient, version, before = None, 0, FIRST_LINK
        for seq, *columns, payload, salt, of_payload, digest in driver.execute(tables.EVERYTHING):
            if columns[0] != patient:
                patient, version, before = columns[0], 0, FIRST_LINK
            name = columns[0].decode(errors="replace")
            where = f"event {seq} of the log (patient {name}, version {columns[1]})"
            if columns[1] != version + 1:
                sentence = f"the stream of patient {name} misses versions {version + 1} to {columns[1] - 1}"
                yield Finding(what="chain", sentence=sentence, patient=name, seq=seq)
            if payload is None or salt is None:
                if patient not in erased:
                    sentence = f"{where} lost its payload without an erasure on record"
                    yield Finding(what="payload", sentence=sentence, patient=name, seq=seq)
            elif patient in erased and columns[3] != b"patient-erased":
                sentence = f"{where} still holds its payload, but the patient was erased"
                yield Finding(what="payload", sentence=sentence, patient=name, seq=seq)
            elif payload_digest(salt, payload) != of_payload:
                sentence = f"{where} has a payload that is not the one recorded"
                yield Finding(what="payload", sentence=sentence, patient=name, seq=seq)
            if link(before, (*columns, of_payload)) != digest:
                sentence = f"{where} does not continue its chain: it, or what came before it, was changed"
                yield Finding(what="chain", sentence=sentence, patient=name, seq=seq)
            version, before = columns[1], digest


@contextmanager
def _as_bytes(connection: Connection) -> Iterator[sqlite3.Connection]:
    """The driver with text as stored: digests are over bytes, and tampered text need not be UTF-8."""
    driver = tables.driver(connection)
    driver.text_factory = bytes
    try:
        yield driver
    finally:
        driver.text_factory = str


def _stream_findings(connection: Connection) -> Iterator[Finding]:
    for patient in patients(connection):
        try:
            yield from _patient_findings(connection, patient)
        except Undecodable as error:
            yield Finding(what="payload", sentence=str(error), patient=patient, seq=error.seq)
        except sqlite3.OperationalError as error:
            sentence = f"the lines or rows of patient {patient} cannot be read: {error}"
            yield Finding(what="read-model", sentence=sentence, patient=patient)
    for name, patient in readmodels.strangers(connection):
        sentence = f"{name} has rows of {patient}, of whom the log knows nothing: run `tracker rebuild`"
        yield Finding(what="read-model", sentence=sentence, patient=patient)


def _patient_findings(connection: Connection, patient: str) -> Iterator[Finding]:
    """Fold one stream anew and compare it with what is stored."""
    stream = read_stream(connection, patient)
    yield from _correction_findings(connection, stream)
    for difference in readmodels.differences(connection, history_of(record_of(patient, stream))):
        sentence = (
            f"{difference.name} of patient {patient}: {len(difference.gone)} stored rows do not follow from the log, "
            f"{len(difference.new)} that do are missing: run `tracker rebuild`"
        )
        yield Finding(what="read-model", sentence=sentence, patient=patient)


def _correction_findings(connection: Connection, stream: tuple[Recorded, ...]) -> Iterator[Finding]:
    """Corrections whose column names another fact than their payload."""
    lines = {line.version: line.event for line in stream}
    for seq, version, corrects in tables.driver(connection).execute(tables.CORRECTED, (stream[0].patient,)):
        correction = lines.get(version)
        if isinstance(correction, Correction) and getattr(lines.get(corrects), "key", None) != correction.target:
            sentence = (
                f"event {seq} of the log (patient {stream[0].patient}) corrects {correction.target}, "
                f"but names version {corrects}, which is another fact"
            )
            yield Finding(what="payload", sentence=sentence, patient=stream[0].patient, seq=seq)
