"""Looking for tampering and for rows that do not follow from the log. Refuses to mend anything: it reports.

A chain of digests does not show that the last events of a stream were cut off, that a whole stream was written anew by
somebody who can compute it, or that lines of two streams, recorded at one instant, changed places in the order of
recording: that takes an anchor kept outside of the database (`anchors`).
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import msgspec
from msgspec import Struct

from tracker.store import compiled, documents, readmodels, schema
from tracker.store.database import Database
from tracker.store.digests import FIRST_LINK, link, payload_digest
from tracker.store.explanations import explained
from tracker.store.folding import Rows
from tracker.store.refusals import Undecodable
from tracker.store.told import LINES_BETWEEN, Told, nobody
from tracker.values.counts import counted


class Finding(Struct, frozen=True, kw_only=True):
    """One thing that is not as it must be."""

    what: str
    """`file`, `schema`, `chain`, `payload`, `document`, `read-model` or `anchor`."""
    sentence: str
    """What is wrong and where."""
    patient: str | None = None
    seq: int | None = None


def verify(database: Database, told: Told = nobody) -> tuple[Finding, ...]:
    """Check the whole database: file, schema and guards, order of recording, digests, payloads, read models.

    Raises:
        StoreRefused: when the file cannot be read at all. Where a part of it cannot, that is a finding, and the rest is
            checked.
    """
    checks = (
        _file_findings,
        _schema_findings,
        order_findings,
        partial(digest_findings, told=told),
        _correction_findings,
        _document_findings,
        partial(_row_findings, told=told),
        _stranger_findings,
    )
    with database.reading() as connection:
        return tuple(finding for check in checks for finding in _as_far_as_possible(check, connection, database.path))


def _as_far_as_possible(
    check: Callable[[sqlite3.Connection], Iterator[Finding]], connection: sqlite3.Connection, path: Path
) -> Iterator[Finding]:
    try:
        yield from check(connection)
    except sqlite3.Error as error:
        yield Finding(what="file", sentence=str(explained(error, path)))


def _file_findings(connection: sqlite3.Connection) -> Iterator[Finding]:
    for (said,) in connection.execute("PRAGMA integrity_check(20)"):
        if said != "ok":
            yield Finding(what="file", sentence=f"SQLite finds the file damaged: {said}")


def _schema_findings(connection: sqlite3.Connection) -> Iterator[Finding]:
    for sentence in schema.deviations(connection).values():
        yield Finding(what="schema", sentence=sentence)


def order_findings(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Gaps in the order of recording, and instants that go back."""
    for before, seq in connection.execute(compiled.GAPS):
        missing = f"event {seq - 1} is" if seq - before == 2 else f"events {before + 1} to {seq - 1} are"  # noqa: PLR2004 - one line between
        yield Finding(what="chain", sentence=f"{missing} missing from the log", seq=seq)
    for seq, patient in connection.execute(compiled.BACKWARDS):
        sentence = f"event {seq} of the log (patient {patient}) was recorded before the one it follows"
        yield Finding(what="chain", sentence=sentence, patient=patient, seq=seq)


def digest_findings(connection: sqlite3.Connection, told: Told = nobody) -> Iterator[Finding]:
    """Recompute every digest over the bytes as stored, stream by stream."""
    with _as_bytes(connection):
        erased = {patient for (patient,) in connection.execute(compiled.ERASED_PATIENTS)}
        (lines, _) = connection.execute(compiled.LOG_HEAD).fetchone() or (0, "")
        patient, version, before, last = None, 0, FIRST_LINK, 0
        for place, (seq, *columns, payload, salt, of_payload, digest) in enumerate(
            connection.execute(compiled.EVERYTHING)
        ):
            if not place % LINES_BETWEEN:
                told(place, lines)
            if columns[0] != patient:
                patient, version, before, last = columns[0], 0, FIRST_LINK, 0
            name = columns[0].decode(errors="replace")
            where = f"event {seq} of the log (patient {name}, version {columns[1]})"
            if columns[1] != version + 1:
                sentence = f"the stream of patient {name} misses versions {version + 1} to {columns[1] - 1}"
                yield Finding(what="chain", sentence=sentence, patient=name, seq=seq)
            if seq < last:
                sentence = f"{where} was recorded before event {last}, which it follows in its stream"
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
            version, before, last = columns[1], digest, seq


@contextmanager
def _as_bytes(connection: sqlite3.Connection) -> Iterator[None]:
    """Text as stored: digests are over bytes, and tampered text need not be UTF-8."""
    connection.text_factory = bytes
    try:
        yield
    finally:
        connection.text_factory = str


def _row_findings(connection: sqlite3.Connection, told: Told) -> Iterator[Finding]:
    """Fold every stream anew and compare the rows with those stored."""
    try:
        for patient, rows in readmodels.fold_all(connection, told):
            if isinstance(rows, Undecodable):
                yield Finding(what="payload", sentence=str(rows), patient=patient, seq=rows.seq)
            else:
                yield from _differences(connection, patient, rows)
    except sqlite3.OperationalError as error:
        yield Finding(what="payload", sentence=f"the log cannot be read to its end: {error}")


def _document_findings(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Attached documents that are not the ones that were attached."""
    for digest in documents.changed(connection):
        sentence = (
            f"the document {digest} was changed after it was attached: attach it again with `tracker document add`"
        )
        yield Finding(what="document", sentence=sentence)


def _stranger_findings(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Rows of somebody who has no stream at all."""
    try:
        for name, patient in readmodels.strangers(connection):
            sentence = f"{name} has rows of {patient}, of whom the log knows nothing: run `tracker rebuild`"
            yield Finding(what="read-model", sentence=sentence, patient=patient)
    except sqlite3.OperationalError as error:
        yield Finding(what="read-model", sentence=f"the rows cannot be read ({error}): run `tracker rebuild`")


def _differences(connection: sqlite3.Connection, patient: str, rows: Rows) -> Iterator[Finding]:
    try:
        for difference in readmodels.differences(connection, patient, rows):
            sentence = (
                f"{difference.name} of patient {patient}: {counted(len(difference.gone), 'stored row does', 'stored rows do')} not follow from the "
                f"log, {counted(len(difference.new), 'that does is', 'that do are')} missing: run `tracker rebuild`"
            )
            yield Finding(what="read-model", sentence=sentence, patient=patient)
    except sqlite3.OperationalError as error:
        sentence = f"the rows of patient {patient} cannot be read ({error}): run `tracker rebuild`"
        yield Finding(what="read-model", sentence=sentence, patient=patient)


class _Named(Struct):
    """What a payload says of its key: its own, or the one it corrects."""

    key: str = ""
    target: str = ""


_decode_named = msgspec.json.Decoder(_Named).decode


def _correction_findings(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Corrections whose column names another fact than their payload."""
    for seq, patient, corrects, payload, corrected in connection.execute(compiled.CORRECTIONS):
        try:
            target, key = _decode_named(payload).target, _decode_named(corrected or b"{}").key
        except (msgspec.MsgspecError, UnicodeDecodeError):
            continue  # the fold names a payload that cannot be read
        if target != key:
            sentence = (
                f"event {seq} of the log (patient {patient}) corrects {target}, "
                f"but names version {corrects}, which is another fact"
            )
            yield Finding(what="payload", sentence=sentence, patient=patient, seq=seq)
