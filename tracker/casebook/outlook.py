"""What a filled form would do, and what it did, for a screen to tell. Refuses to decide it."""

from msgspec import Struct

from tracker.decisions.form import Complaint, Difference
from tracker.projections.foresight import Foresight


class Outlook(Struct, frozen=True, kw_only=True):
    """What a filled form would do."""

    complaints: tuple[Complaint, ...] = ()
    """What is wrong; nothing else is said then."""
    says: str = ""
    """What would be recorded, a sentence."""
    notes: tuple[str, ...] = ()
    """What is worth a second look, a sentence each."""
    meanwhile: tuple[Difference, ...] = ()
    """What somebody else corrected since the form's draft was begun."""
    differences: tuple[Difference, ...] = ()
    """Of a correction, field by field."""
    foresight: Foresight | None = None


class Recorded(Struct, frozen=True):
    """What was recorded."""

    says: str
    month: int | None
    """Where the case shows it."""
