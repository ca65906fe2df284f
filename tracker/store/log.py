"""Appending to the log. Refuses to change a line, to drop a repeated one silently, or to know the time.

A stream is the record of one patient. Whoever appends says at which version the stream was read; times, identifiers and
salts are handed in, because only the casebook has a clock.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from tracker.events.catalogue import SCHEMA_VERSIONS, Event, wire_name
from tracker.events.recorded import Recorded
from tracker.store import codec, compiled
from tracker.store.digests import FIRST_LINK, link, payload_digest
from tracker.store.lines import ERASED, line_of
from tracker.store.refusals import ConcurrentAppend, DifferentContent, StreamErased
from tracker.values.counts import counted


class Expected(Enum):
    """What is expected of a stream without naming a version."""

    NO_STREAM = "no record yet"
    ANY = "any version"


NO_STREAM = Expected.NO_STREAM
ANY = Expected.ANY

_as_json = msgspec.json.Encoder().encode


class NewEvent(Struct, frozen=True, kw_only=True):
    """An event on its way into the log, with what was made for it beside the clock."""

    event: Event
    event_id: str
    """UUIDv7, or UUIDv5 of (patient, source, source key) for an import."""
    salt: bytes
    """16 random bytes."""
    corrects: int | None = None
    """For an amendment or a retraction: the version of the fact it names, `StandingFact.origin.version`."""


class Recording(Struct, frozen=True, kw_only=True):
    """What one command says about all its events."""

    at: str
    """The UTC instant, `YYYY-MM-DDTHH:MM:SS.ffffffZ`. What is stored never goes back behind the line before."""
    by: str
    """Who records."""
    correlation_id: str | None = None
    """What one command or one import records together."""


class StreamHead(Struct, frozen=True):
    """Where a stream ends. Version 0 is a stream that does not exist."""

    version: int = 0
    digest: bytes = FIRST_LINK
    erased: bool = False


def stream_head(connection: sqlite3.Connection, patient: str) -> StreamHead:
    """Read where the stream of a patient ends."""
    row = connection.execute(compiled.STREAM_HEAD, (patient,)).fetchone()
    return StreamHead() if row is None else StreamHead(row[0], row[1], row[2] == ERASED)


def log_head(connection: sqlite3.Connection) -> int:
    """Read where the log of all patients ends; 0 where nothing was recorded yet."""
    row = connection.execute(compiled.LOG_HEAD).fetchone()
    return 0 if row is None else int(row[0])


def append(
    connection: sqlite3.Connection,
    patient: str,
    events: Sequence[NewEvent],
    *,
    expected: int | Expected,
    recording: Recording,
) -> tuple[Recorded, ...]:
    """Append events to the stream of a patient, all or none, within the writer's transaction.

    An event whose id is on record with the same content is not appended again: its first line is returned in its place.
    When all of them are, the stream's version does not matter: the command has been recorded before.

    Args:
        connection: From `Database.writing()`.
        patient: Whose stream.
        events: What to append, in order.
        expected: The version that the stream was read at, `NO_STREAM`, or `ANY`.
        recording: When, by whom, in which command.

    Returns:
        The lines of the log, one for each event, in order; a line recorded now has the version after the stream's.

    Raises:
        ConcurrentAppend: when the stream is at another version.
        DifferentContent: when an event id is on record with other content, or comes twice.
        StreamErased: when the patient was erased.
    """
    by_id = {new.event_id: new for new in events}
    if len(by_id) < len(events):
        raise DifferentContent(f"an event id comes twice among the {counted(len(events), 'event')} for {patient}")
    lines = _on_record(connection, patient, by_id)
    fresh = [new for new in events if new.event_id not in lines]
    if fresh:
        head = stream_head(connection, patient)
        _check_expected(patient, expected, head)
        seq, last = connection.execute(compiled.LOG_HEAD).fetchone() or (0, "")
        made = list(_chained(patient, fresh, head, seq, replace(recording, at=max(recording.at, last))))
        connection.executemany(compiled.INSERT, [row for row, _ in made])
        lines.update((line.event_id, line) for _, line in made)
    return tuple(lines[event_id] for event_id in by_id)


def _chained(
    patient: str, fresh: Sequence[NewEvent], head: StreamHead, seq: int, recording: Recording
) -> Iterator[tuple[tuple[Any, ...], Recorded]]:
    """The row and the line of each event, numbered and linked to the end of the stream."""
    digest = head.digest
    correlation = None if recording.correlation_id is None else recording.correlation_id.encode()
    of_stream, at, by = patient.encode(), recording.at.encode(), recording.by.encode()
    for step, new in enumerate(fresh, 1):
        stored_type = wire_name(new.event)
        schema_version = SCHEMA_VERSIONS[stored_type]
        payload = codec.encode(new.event)
        of_payload = payload_digest(new.salt, payload)
        digest = link(
            digest,
            (
                of_stream,
                head.version + step,
                new.event_id.encode(),
                stored_type.encode(),
                schema_version,
                new.corrects,
                at,
                by,
                correlation,
                of_payload,
            ),
        )
        line = Recorded(
            seq=seq + step,
            patient=patient,
            version=head.version + step,
            event_id=new.event_id,
            recorded_at=recording.at,
            recorded_by=recording.by,
            correlation_id=recording.correlation_id,
            event=new.event,
        )
        yield (
            (
                line.seq,
                patient,
                line.version,
                new.event_id,
                stored_type,
                schema_version,
                new.corrects,
                recording.at,
                recording.by,
                recording.correlation_id,
                payload.decode(),
                new.salt,
                of_payload,
                digest,
            ),
            line,
        )


def _on_record(connection: sqlite3.Connection, patient: str, events: Mapping[str, NewEvent]) -> dict[str, Recorded]:
    """The lines that hold these very events already, by event id."""
    lines = {}
    for row in connection.execute(compiled.BY_EVENT_IDS, (_as_json(list(events)).decode(),)):
        if row[1] == patient and row[-1] is None:
            raise StreamErased(patient)
        line = line_of(row)
        if line.patient != patient or codec.encode(line.event) != codec.encode(events[line.event_id].event):
            raise DifferentContent(
                f"event id {line.event_id} is on record with other content (event {line.seq}, patient {line.patient}): "
                "a change is recorded as an amendment"
            )
        lines[line.event_id] = line
    return lines


def _check_expected(patient: str, expected: int | Expected, head: StreamHead) -> None:
    if head.erased:
        raise StreamErased(patient)
    if expected is ANY:
        return
    wanted, words = (expected, f"version {expected}") if isinstance(expected, int) else (0, expected.value)
    if head.version != wanted:
        raise ConcurrentAppend(patient, expected=words, actual=head.version)
