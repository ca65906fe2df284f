"""When something was, in as many words as the record supports: a date, a month of the calendar, or `M8.3`.

Refuses to name a date that is not exact to the day, and to hide that a fact may not have happened yet (`≈`).
"""

from math import floor

from tracker.projections.chronology import Placement
from tracker.projections.months import Frame, fraction_of
from tracker.projections.times import date_of, dates_of
from tracker.values.months import PRECISION_DAYS, Calendar

APPROXIMATELY = "≈"


def month_text(calendar: Calendar, day: float) -> str:
    """A day as months from the origin, cut to one decimal so that the label never runs into the next month.

    >>> month_text(Calendar(), 30.4375 * 8.97)
    'M8.9'
    """
    return f"M{floor(fraction_of(calendar, day) * 10 + PRECISION_DAYS) / 10:.1f}"


def moment_text(calendar: Calendar, start: Placement, *, certain: bool = True) -> str:
    """When a fact happened: `2023-08-12`, `2023-08`, `M8.3`, with `≈` where it may not have happened yet."""
    text = _date_text(calendar, start) or month_text(calendar, start.estimate)
    return text if certain else APPROXIMATELY + text


def frame_label(calendar: Calendar, frame: Frame) -> str:
    """The name of a month: `M8`, in a dated case `M8 · to 2023-08-31`."""
    last = calendar.date_of(frame.end_day - 1)
    return f"M{frame.month}" if last is None else f"M{frame.month} · to {last.isoformat()}"


def _date_text(calendar: Calendar, start: Placement) -> str:
    day = date_of(calendar, start)
    if day is not None:
        return day.isoformat()
    first, last = dates_of(calendar, start)
    if first is None or last is None or start.moved:
        return ""
    return first.isoformat()[:7] if (first.year, first.month) == (last.year, last.month) else ""
