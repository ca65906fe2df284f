"""One line of the log, decoded: an event with what the store knows about it. Refuses nothing; the store has checked."""

from msgspec import Struct

from tracker.events.catalogue import Event


class Recorded(Struct, frozen=True, gc=False, kw_only=True):
    """An event as this ledger accepted it."""

    seq: int
    """Place in the whole log, gapless from 1."""
    patient: str
    version: int
    """Place in the patient's stream, gapless from 1."""
    event_id: str
    recorded_at: str
    """UTC, `YYYY-MM-DDTHH:MM:SS.ffffffZ`, so that text order is time order."""
    recorded_by: str
    correlation_id: str | None = None
    """One command, one import."""
    event: Event
