"""Reading the log. Refuses to skip a line it cannot decode: it stops and names it.

An erased stream reads as its last line alone, the erasure; its payloads are gone.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection

from tracker.events.recorded import Recorded
from tracker.store import codec, tables
from tracker.store.refusals import Undecodable

ERASED = "patient-erased"
"""The one type after which a stream goes on no more."""


def read_stream(connection: Connection, patient: str) -> tuple[Recorded, ...]:
    """The stream of a patient in order of recording; empty when there is none.

    Raises:
        Undecodable: at a line that this version cannot read.
    """
    return _decoded(tables.driver(connection).execute(tables.STREAM, (patient,)).fetchall())


def read_streams(connection: Connection) -> Iterator[tuple[str, tuple[Recorded, ...]]]:
    """Every stream, by patient, one at a time.

    Raises:
        Undecodable: at a line that this version cannot read.
    """
    rows: list[tuple[Any, ...]] = []
    for row in tables.driver(connection).execute(tables.STREAMS):
        if rows and rows[-1][1] != row[1]:
            yield rows[0][1], _decoded(rows)
            rows = []
        rows.append(row)
    if rows:
        yield rows[0][1], _decoded(rows)


def read_correlation(connection: Connection, correlation_id: str) -> tuple[Recorded, ...]:
    """Everything that one command or one import recorded, in order of recording.

    Lines of erased patients are left out: there is nothing to take back.
    """
    rows = tables.driver(connection).execute(tables.BY_CORRELATION, (correlation_id,)).fetchall()
    return tuple(line_of(row) for row in rows if row[-1] is not None)


def read_event(connection: Connection, event_id: str) -> Recorded | None:
    """The line with this event id, None when there is none or its payload was erased."""
    row = tables.driver(connection).execute(tables.BY_EVENT_ID, (event_id,)).fetchone()
    return None if row is None or row[-1] is None else line_of(row)


def patients(connection: Connection) -> tuple[str, ...]:
    """Every patient with a stream, erased ones included, in order of their first event."""
    return tuple(str(patient) for (patient,) in tables.driver(connection).execute(tables.PATIENTS))


def line_of(row: tuple[Any, ...]) -> Recorded:
    """Decode one row of the log.

    Raises:
        Undecodable: when the payload is gone or cannot be read.
    """
    seq, patient, version, event_id, stored_type, schema_version, recorded_at, recorded_by, correlation_id, payload = (
        row
    )
    try:
        if payload is None:
            raise codec.PayloadRefused("its payload is gone without an erasure on record")
        event = codec.decode(stored_type, schema_version, payload)
    except codec.PayloadRefused as error:
        raise Undecodable(seq=seq, patient=patient, reason=str(error)) from error
    return Recorded(
        seq=seq,
        patient=patient,
        version=version,
        event_id=event_id,
        recorded_at=recorded_at,
        recorded_by=recorded_by,
        correlation_id=correlation_id,
        event=event,
    )


def _decoded(rows: list[tuple[Any, ...]]) -> tuple[Recorded, ...]:
    if rows and rows[-1][4] == ERASED:
        return (line_of(rows[-1]),)
    return tuple([line_of(row) for row in rows])
