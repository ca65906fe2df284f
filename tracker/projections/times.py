"""The seven time columns of every public relation, from a placement. Refuses a date that is not exact to the day.

`month, day, day_earliest, day_latest, date, date_earliest, date_latest`: days count from the origin and are not rounded;
an open side is None; a date is given only where the origin has one.
"""

from datetime import date
from math import floor

from tracker.projections.chronology import Placement
from tracker.values.months import PRECISION_DAYS, Calendar

Times = tuple[int, float, float | None, float | None, str | None, str | None, str | None]
"""Month, day, earliest and latest day, date, earliest and latest date."""

OpenTimes = tuple[int | None, float | None, float | None, float | None, str | None, str | None, str | None]
"""The same of something that may have no time at all."""

NO_TIMES: OpenTimes = (None, None, None, None, None, None, None)
"""The time columns of what has no time: an end that is still open, a remark about the record."""


def _date_text(origin: int, day: float | None) -> str | None:
    if day is None:
        return None
    try:
        return date.fromordinal(origin + floor(day + PRECISION_DAYS)).isoformat()
    except (ValueError, OverflowError):
        return None


def time_columns(calendar: Calendar, placement: Placement, month: int | None = None) -> Times:
    """Lay a placement out as columns.

    Args:
        calendar: Months, and dates where the origin has one.
        placement: Bounds and estimate in days from the origin.
        month: The month of the estimate, where it is known already.
    """
    day, earliest, latest = placement.estimate, placement.earliest, placement.latest
    if month is None:
        month = calendar.month_of(day)
    if calendar.origin is None:
        return (month, day, earliest, latest, None, None, None)
    origin = calendar.origin.toordinal()
    first = _date_text(origin, earliest)
    last = first if latest == earliest else _date_text(origin, latest)
    return (month, day, earliest, latest, first if first == last else None, first, last)
