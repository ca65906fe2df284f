"""One line of the state panel before it knows which month it is. Refuses a value without the fact that states it."""

from msgspec import Struct

from tracker.projections.chronology import Placement
from tracker.projections.history import PlacedFact


class StateDraft(Struct, frozen=True, kw_only=True):
    """One line of the state panel."""

    slot: str
    """What makes a line of two months the same line."""
    label: str
    value: str
    """What is compared with the month before."""
    short: str = ""
    """How it reads as what was before, where less than the value says it."""
    by: PlacedFact
    """The last fact that states it: its age is the age of the line."""
    tail: str = ""
    """What stands behind the value and is not compared."""
    since: PlacedFact | None = None
    """From when on it holds, where the line says so."""
    seen: PlacedFact | None = None
    """The last fact by which it still held, where that is not the one that states it: it is as old as this one."""
    until: Placement | None = None
    """When it was over, where the fact itself says so; before that the line is silent about it."""
    mark: str = ""
    """What the line is marked with in the month in which it was stated."""
    rank: float | None = None
    """A number of which more is marked ▲ and less ▼ when it changes."""
    was: str = ""
    """What it was before, as the fact itself says."""
    full: str = ""
    """The value unabbreviated, where it is abbreviated."""
    alone: bool = True
    """Whether it is worth a mark when it appears; a part of another line is not."""
    also: tuple[str, ...] = ()
    """Keys of other facts that the line rests on."""
    ages: bool = True
    rests: tuple[PlacedFact, ...] = ()
    """Further facts without which the line would not read as it does: while one may not have happened, the line is doubtful."""
