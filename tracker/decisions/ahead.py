"""The record as it would stand with events that are not recorded yet. Refuses to be taken for a record that stands."""

from collections.abc import Iterable

from tracker.events.catalogue import Event
from tracker.events.recorded import Recorded
from tracker.projections.record import Record, record_after


def ahead(record: Record, events: Iterable[Event], *, at: str = "") -> Record:
    """The record with more events, for looking ahead only: their lines of the log do not exist yet.

    An erased record takes none and stays what it is.

    Args:
        record: What stands.
        events: What would be recorded.
        at: The instant of recording, as the log writes it, where what is asked for depends on it.
    """
    lines = [
        Recorded(
            seq=0,
            patient=record.patient,
            version=record.version + step,
            event_id="",
            recorded_at=at,
            recorded_by="",
            event=event,
        )
        for step, event in enumerate(events, 1)
    ]
    return record_after(record, lines)
