"""Months of a case: which days a month holds, what a day is called. Refuses to name a date where no date is known.

Months are half-open, month m is ``[m, m + 1)`` months from the origin and negative before it. In a dated case they are
the anniversary months ``origin.add(months=m)``, always counted from the origin (adding month by month drifts from the
31st to the 28th); without a calendar date, or outside the years 1 to 9999, a month is 30.4375 days.
"""

from datetime import date, timedelta
from functools import lru_cache
from math import floor

from msgspec import Struct

from tracker.values.durations import DAYS_PER_MONTH

PRECISION_DAYS = 1e-6
"""Days are compared to this precision: a microsecond's worth of floating point is not a clinical difference."""

MONTHS_PER_YEAR = 12


@lru_cache(maxsize=65536)
def _anniversary(origin: date, month: int) -> float:
    """Days from the origin to the beginning of a month; before and after the years of the calendar a month is a mean one."""
    import pendulum  # noqa: PLC0415 - half of the start-up time of an undated case would be this import

    before = (origin.year - date.min.year) * MONTHS_PER_YEAR + origin.month - 1
    after = (date.max.year - origin.year) * MONTHS_PER_YEAR + MONTHS_PER_YEAR - origin.month
    within = min(max(month, -before), after)
    anniversary = pendulum.Date(origin.year, origin.month, origin.day).add(months=within)
    return anniversary.toordinal() - origin.toordinal() + (month - within) * DAYS_PER_MONTH


@lru_cache(maxsize=65536)
def _month_of(origin: date, day: int) -> int:
    """The month that holds a whole day, and so every time of that day: months begin at the beginning of a day."""
    month = floor(day / DAYS_PER_MONTH)
    while _anniversary(origin, month) > day:
        month -= 1
    while _anniversary(origin, month + 1) <= day:
        month += 1
    return month


class Calendar(Struct, frozen=True):
    """How days from the origin map to months and, where the origin has a date, to dates."""

    origin: date | None = None

    def start_of(self, month: int) -> float:
        """First day of the month, in days from the origin. The end of month m is the start of m + 1, exclusive."""
        return month * DAYS_PER_MONTH if self.origin is None else _anniversary(self.origin, month)

    def month_of(self, day: float) -> int:
        """The month that holds the day.

        >>> Calendar().month_of(30.4375), Calendar(date(2023, 1, 31)).month_of(28)
        (1, 1)
        """
        day = day + PRECISION_DAYS
        return floor(day / DAYS_PER_MONTH) if self.origin is None else _month_of(self.origin, floor(day))

    def date_of(self, day: float) -> date | None:
        """The calendar date of a day from the origin; None where the origin has no date, or outside the calendar."""
        if self.origin is None:
            return None
        try:
            return self.origin + timedelta(days=floor(day + PRECISION_DAYS))
        except OverflowError:
            return None
