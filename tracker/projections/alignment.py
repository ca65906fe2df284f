"""From which day two cases are counted when they stand side by side. Refuses to align on what a case does not have.

The day is the best estimate, as everywhere on a scale of time.
"""

from datetime import date
from enum import StrEnum
from math import inf

from msgspec import Struct

from tracker.projections.picture import MilestoneKind, Picture


class Alignment(StrEnum):
    """What stands at month 0."""

    DIAGNOSIS = "diagnosis"
    TREATMENT = "first treatment"
    PROGRESSION = "first progression"
    CALENDAR = "calendar"
    ORIGIN = "day 0"
    """Where the days of each record count from: what is left where nothing that both have may be told."""

    @property
    def others(self) -> tuple["Alignment", ...]:
        """The others that can be asked for, the next one first, round and round; day 0 is asked for by nobody."""
        ways = [way for way in Alignment if way is not Alignment.ORIGIN]
        at = ways.index(self) + 1 if self in ways else 0
        return tuple(way for way in (*ways[at:], *ways[:at]) if way is not self)


class Zero(Struct, frozen=True, kw_only=True):
    """The day of a case, from its own origin, that stands at 0; where nothing says more, every month may tell it."""

    day: float
    told: float = -inf
    """The day from which on a drawing tells of it: of a stated length the end."""
    known: float = -inf
    """The day by which the treating team could know it, by estimate; infinite where only the publication knew."""


def zero_of(picture: Picture, alignment: Alignment, origin: str | None, epoch: str | None) -> Zero | None:
    """What of a case stands at 0; None where it has no such day.

    Args:
        picture: The case.
        alignment: What stands at 0.
        origin: The ISO date of its origin, None where no calendar date is known.
        epoch: The ISO date that is day 0 of the calendar that the cases share.
    """
    match alignment:
        case Alignment.DIAGNOSIS | Alignment.PROGRESSION:
            kind = MilestoneKind.DIAGNOSIS if alignment is Alignment.DIAGNOSIS else MilestoneKind.PROGRESSION
            stones = (stone for stone in picture.milestones if stone.kind is kind)
            stone = min(stones, key=lambda stone: stone.day, default=None)
            return None if stone is None else Zero(day=stone.day, told=stone.day, known=stone.known)
        case Alignment.TREATMENT:
            given = (band for band in picture.bands if not band.doubtful)
            band = min(given, key=lambda band: band.start, default=None)
            return None if band is None else Zero(day=band.start, told=band.told, known=band.known)
        case Alignment.ORIGIN:
            return Zero(day=0.0)
        case Alignment.CALENDAR:
            if origin is None or epoch is None:
                return None
            return Zero(day=float((date.fromisoformat(epoch) - date.fromisoformat(origin)).days))
