"""The seven time columns of every public relation, from a placement. Refuses a date that is not exact to the day.

`month, day, day_earliest, day_latest, date, date_earliest, date_latest`: days count from the origin and are not rounded;
an open side is None. A fact has its dates also where the origin has none.
"""

from datetime import date

from tracker.projections.chronology import Placement
from tracker.values.months import Calendar

Times = tuple[int, float, float | None, float | None, str | None, str | None, str | None]
"""Month, day, earliest and latest day, date, earliest and latest date."""

OpenTimes = tuple[int | None, float | None, float | None, float | None, str | None, str | None, str | None]
"""The same of something that may have no time at all."""

NO_TIMES: OpenTimes = (None, None, None, None, None, None, None)
"""The time columns of what has no time: an end that is still open, a remark about the record."""


def dates_of(calendar: Calendar, placement: Placement) -> tuple[date | None, date | None]:
    """First and last calendar day; None where a side is open or nothing is known of the calendar."""
    if calendar.origin is None:
        return placement.dates
    earliest, latest = placement.earliest, placement.latest
    return (
        None if earliest is None else calendar.date_of(earliest),
        None if latest is None else calendar.date_of(latest),
    )


def date_of(calendar: Calendar, placement: Placement) -> date | None:
    """The day, where the record knows it. A day that only a contradiction leaves is not known."""
    first, last = dates_of(calendar, placement)
    return first if first == last and not placement.moved else None


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
    if earliest is not None and earliest == latest and calendar.origin is not None:
        first = last = _text(calendar.date_of(earliest))
    else:
        first, last = map(_text, dates_of(calendar, placement))
    exact = first if first == last and not placement.moved else None
    return (month, day, earliest, latest, exact, first, last)


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
