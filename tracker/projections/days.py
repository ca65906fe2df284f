"""A month day by day: which of its events had happened by the end of a day, as far as their bounds tell.

A day belongs to the month in which it begins; the last one ends with its month. In known-then an event has happened for the
team once it could know it. Refuses to sort an uncertain event to one side of a day: what its bounds leave open is said.
"""

from datetime import date
from enum import Enum
from math import ceil, inf

from msgspec import Struct

from tracker.projections.sheet import EventLine, Sheet
from tracker.values.months import PRECISION_DAYS, Calendar


class Reached(Enum):
    """How an event of a month stands to the end of one of its days."""

    OVER = "over"
    """Its latest day is over."""
    PROBABLE = "probable"
    """Its estimate is over, its latest day is not."""
    POSSIBLE = "possible"
    """Its earliest day is over, its estimate is not."""
    LATER = "later"
    """Its earliest day is still to come."""


class DayReached(Struct, frozen=True, kw_only=True):
    """The end of a day of a month, and what had happened by then."""

    day: int
    """Counted from the origin, whose own day is 0."""
    end_day: float
    """The end of the day, exclusive, in days from the origin."""
    name: str
    """`2023-08-12`, without a calendar `day 12/30`."""
    events: tuple[Reached, ...]
    """Of the events of the month, in their order."""
    exact: int
    """How many of them are exact to the day."""

    @property
    def text(self) -> str:
        """`by 2023-08-12: 3 of 7, 2 exact`: what had happened by then, and what of the month is exact to the day."""
        happened = sum(reached in {Reached.OVER, Reached.PROBABLE} for reached in self.events)
        count = len(self.events)
        if not count:
            return f"{self.name}: no event"
        return f"by {self.name}: {happened} of {count}, {'all' if self.exact == count else self.exact} exact"


def days_of(sheet: Sheet) -> range:
    """The days that begin in a month, from the origin on."""
    return range(ceil(sheet.start_day - PRECISION_DAYS), ceil(sheet.end_day - PRECISION_DAYS))


def day_reached(sheet: Sheet, day: int, origin: date | None, *, known: bool = False) -> DayReached:
    """What of a month had happened by the end of one of its days.

    Args:
        sheet: The month.
        day: One of `days_of`, clamped.
        origin: The date of day 0, where there is one.
        known: Whether an event has happened once the team could know it.
    """
    days = days_of(sheet)
    day = min(max(day, days.start), days.stop - 1)
    end = min(day + 1.0, sheet.end_day) if day < days.stop - 1 else sheet.end_day
    dated = Calendar(origin).date_of(day)
    number = f"day {day - days.start + 1}/{len(days)}"
    bounds = [_bounds(line, known=known) for line in sheet.events]
    return DayReached(
        day=day,
        end_day=end,
        name=number if dated is None else dated.isoformat(),
        events=tuple(_reached(each, end) for each in bounds),
        exact=sum(latest - earliest <= PRECISION_DAYS for earliest, _, latest in bounds),
    )


def _bounds(line: EventLine, *, known: bool) -> tuple[float, float, float]:
    """Earliest, estimate and latest day of an event, of its becoming known where that is asked for."""
    earliest, estimate, latest = -inf, inf, inf
    if line.occurred is not None:
        start = line.occurred
        earliest = -inf if start.earliest is None else start.earliest
        estimate, latest = start.estimate, inf if start.latest is None else start.latest
    if known and line.known is not None:
        earliest = max(earliest, -inf if line.known.earliest is None else line.known.earliest)
        estimate = max(estimate, line.known.estimate)
        latest = max(latest, inf if line.known.latest is None else line.known.latest)
    return earliest, estimate, latest


def _reached(bounds: tuple[float, float, float], end: float) -> Reached:
    earliest, estimate, latest = (bound + PRECISION_DAYS for bound in bounds)
    if latest < end:
        return Reached.OVER
    if estimate < end:
        return Reached.PROBABLE
    return Reached.POSSIBLE if earliest < end else Reached.LATER
