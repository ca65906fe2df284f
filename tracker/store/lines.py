"""Stored lines of the log to what they say. Refuses to know where they are stored, so that any process can decode them."""

from collections.abc import Sequence
from sys import intern

from tracker.events.recorded import Recorded
from tracker.store import codec
from tracker.store.refusals import Undecodable

ERASED = "patient-erased"
"""The one type after which a stream goes on no more."""

Line = tuple[int, str, int, str, str, int, str, str, str | None, bytes | None]
"""Seq, patient, version, event id, type, schema version, recorded at, recorded by, correlation id, payload."""


def patient_of(lines: Sequence[Line]) -> str:
    """Whose stream the lines are; there is at least one."""
    return lines[0][1]


def line_of(row: Line) -> Recorded:
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
    # What thousands of lines say alike is held once.
    return Recorded(
        seq=seq,
        patient=intern(patient),
        version=version,
        event_id=event_id,
        recorded_at=intern(recorded_at),
        recorded_by=intern(recorded_by),
        correlation_id=None if correlation_id is None else intern(correlation_id),
        event=event,
    )


def decoded(lines: Sequence[Line]) -> tuple[Recorded, ...]:
    """Decode the lines of one stream, in order of recording.

    Raises:
        Undecodable: at a line that cannot be read.
    """
    if lines and lines[-1][4] == ERASED:
        return (line_of(lines[-1]),)
    return tuple([line_of(line) for line in lines])
