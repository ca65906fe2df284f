"""When something was, in as many words as the record supports: a date, a month of the calendar, or `M8.3`; and how old it is.

`≈` marks a day that is not certain; `≤` and `≥` a time with one open side; `open` one with both. Refuses to name a date
that is not exact to the day, to tell from a month what its future decides, and to give an age that the bounds deny.
"""

from collections.abc import Callable
from datetime import date
from sys import intern

from tracker.projections.chronology import Placement
from tracker.projections.months import Frame, fraction_of
from tracker.projections.times import date_of, dates_of
from tracker.values.durations import DAYS_PER_MONTH
from tracker.values.months import PRECISION_DAYS, Calendar
from tracker.values.rounding import at_least, at_most, half_up

APPROXIMATELY = "≈"
"""The day is not certain."""
YET = "yet?"
"""By its bounds a fact may come only after the end of the month, in which its estimate put it."""
OPEN = "open"

_LAST_TENTH = 0.9
"""Where a month ends, to one decimal."""
_OLD_DAYS = 2 * DAYS_PER_MONTH
"""From here on an age is told in whole months."""
_WIDE_DAYS = 2 * DAYS_PER_MONTH
"""A time that is less certain than this has no age worth telling: it is told by its bounds."""


def month_text(calendar: Calendar, day: float) -> str:
    """A day as months from the origin, to one decimal of its own month: what would round into the next one stays its last tenth.

    Args:
        calendar: Months, and dates where the origin has one.
        day: In days from the origin.

    >>> [month_text(Calendar(), 30.4375 * months) for months in (2.46, 2.44, 8.97, -0.02, -2.5)]
    ['M2.5', 'M2.4', 'M8.9', 'M-0.1', 'M-2.5']
    """
    month = calendar.month_of(day)
    return f"M{min(half_up(fraction_of(calendar, day), 1), month + _LAST_TENTH):.1f}"


def bound_text(calendar: Calendar, day: float, rounds: Callable[[float, int], float]) -> str:
    """A bound as months from the origin, to one decimal outwards, also to the end of its month: every day within it is possible.

    Args:
        calendar: Months, and dates where the origin has one.
        day: In days from the origin.
        rounds: `at_least` or `at_most`.

    >>> bound_text(Calendar(), 30.4375 * 8.97, at_most), bound_text(Calendar(), 30.4375 * 8.97, at_least)
    ('M9.0', 'M8.9')
    """
    return f"M{rounds(fraction_of(calendar, day), 1):.1f}"


def moment_text(calendar: Calendar, start: Placement, end_day: float) -> str:
    """When a fact happened: `2023-08-12`, `2023-08`, `M8.3`, `≈M8.3` not to the day, `≤M0.0` or `≥M8.3` with one open side.

    Args:
        calendar: Months, and dates where the origin has one.
        start: Where the fact is.
        end_day: The end of the month that tells it; a bound after it is not told.
    """
    earliest, latest = start.earliest, start.latest
    text = _date_text(calendar, start)
    if text:
        return text
    first, last = dates_of(calendar, start)
    if earliest is None:
        return OPEN if latest is None or latest >= end_day else f"≤{_day_text(calendar, latest, last, at_most)}"
    if latest is None:
        return f"≥{_day_text(calendar, earliest, first, at_least)}"
    text = month_text(calendar, start.estimate)
    return text if latest - earliest <= PRECISION_DAYS else APPROXIMATELY + text


def month_days_text(start_day: float, end_day: float) -> str:
    """Which days from the origin a month holds, outwards: what was “at 8 months” is on the first day of M8.

    >>> month_days_text(8 * 30.4375, 9 * 30.4375), month_days_text(-31, 0)
    ('day 243–274', 'day -31 to 0')
    """
    first, last = f"{at_least(start_day):.0f}", f"{at_most(end_day):.0f}"
    return f"day {first} to {last}" if start_day < 0 else f"day {first}–{last}"


def frame_label(calendar: Calendar, frame: Frame) -> str:
    """The name of a month: `M8`, in a dated case `M8 · to 2023-08-31`."""
    last = calendar.date_of(frame.end_day - 1)
    return f"M{frame.month}" if last is None else f"M{frame.month} · to {last.isoformat()}"


def age_text(days: float) -> str:
    """How old something is, rounded: in days up to two months, then in whole months.

    >>> age_text(-0.1), age_text(0.2), age_text(59.5), age_text(213.0625), age_text(30.4375 * 8.5)
    ('0 d', '0 d', '60 d', '7 mo', '9 mo')
    """
    # Every line of every month has one, and there are few: each is held once.
    if days < _OLD_DAYS:
        return intern(f"{max(half_up(days), 0):.0f} d")
    return intern(f"{half_up(days / DAYS_PER_MONTH):.0f} mo")


def greatest_age_text(days: float) -> str:
    """How old something is at most: in whole days, from two months on in whole months, never rounded down.

    >>> greatest_age_text(60.2), greatest_age_text(213.0625), greatest_age_text(214)
    ('61 d', '7 mo', '8 mo')
    """
    return f"{at_most(days):.0f} d" if days < _OLD_DAYS else f"{at_most(days / DAYS_PER_MONTH):.0f} mo"


def age_of(frame: Frame, start: Placement) -> str:
    """How old a fact is at the end of the month: `22 d`, `≈22 d` where its bounds allow another; empty where `span_of` says it."""
    earliest, latest = start.earliest, start.latest
    if earliest is None or latest is None or latest - earliest > _WIDE_DAYS:
        return ""
    text = age_text(frame.end_day - start.estimate)
    if earliest == latest:
        return text
    oldest, youngest = age_text(frame.end_day - earliest), age_text(frame.end_day - latest)
    return text if oldest == youngest else APPROXIMATELY + text


def span_of(calendar: Calendar, frame: Frame, start: Placement) -> str:
    """The months between which a fact happened, where that is too uncertain for an age: `M8–M28`, `≥M8`, `≤M0`, `open`.

    A bound after the end of the month is not told.
    """
    earliest, latest = start.earliest, start.latest
    if earliest is not None and latest is not None and latest - earliest <= _WIDE_DAYS:
        return ""
    until = "" if latest is None or latest >= frame.end_day else f"M{calendar.month_of(latest)}"
    if earliest is None:
        return f"≤{until}" if until else OPEN
    begun = f"M{calendar.month_of(earliest)}"
    return f"{begun}–{until}" if until else f"≥{begun}"


def _day_text(calendar: Calendar, day: float, known: date | None, rounds: Callable[[float, int], float]) -> str:
    return bound_text(calendar, day, rounds) if known is None else known.isoformat()


def _date_text(calendar: Calendar, start: Placement) -> str:
    day = date_of(calendar, start)
    if day is not None:
        return day.isoformat()
    first, last = dates_of(calendar, start)
    if first is None or last is None or start.moved:
        return ""
    return first.isoformat()[:7] if (first.year, first.month) == (last.year, last.month) else ""
