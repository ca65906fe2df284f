"""When and by which fact, as it stands in every object of `tracker show`. Refuses an age without the month it is seen from."""

from decimal import Decimal
from typing import Any

from tracker.projections.history import PlacedFact
from tracker.projections.months import Frame, fraction_of
from tracker.values.durations import DAYS_PER_MONTH
from tracker.values.months import Calendar
from tracker.values.rounding import half_up, outwards

Shown = dict[str, Any]
"""A plain object: text, numbers, lists and objects, nothing else."""

_PLACES = 2


class Stamps:
    """Stamps facts with their key, their time and their age, as seen from the end of one month."""

    def __init__(self, calendar: Calendar, frame: Frame) -> None:
        self.calendar = calendar
        self.frame = frame

    def month(self, day: float | None) -> float | None:
        """A day as months from the origin, rounded to two decimals; None stays open."""
        found = self._fraction(day)
        return None if found is None else half_up(found, _PLACES)

    def _fraction(self, day: float | None) -> float | None:
        return None if day is None else fraction_of(self.calendar, day)

    def of(self, placed: PlacedFact) -> Shown:
        """Key, month with its bounds, age and doubt of a fact."""
        start = placed.start
        earliest, latest = outwards(self._fraction(start.earliest), self._fraction(start.latest), _PLACES)
        return {
            "key": placed.event.key,
            "month": self.month(start.estimate),
            "month_earliest": earliest,
            "month_latest": latest,
            "age_months": months_of_days(self.frame.age_days(placed)),
            "certain": self.frame.certain(placed),
            "contradictory": placed.contradictory,
        }


def bounds_of_days(least: float | None, most: float | None) -> tuple[float | None, float | None]:
    """The bounds of a length in months of 30.4375 d, to two decimals outwards; None stays open."""
    return outwards(_months(least), _months(most), _PLACES)


def months_of_days(days: float | None) -> float | None:
    """A length in months of 30.4375 d, rounded to two decimals; None stays open."""
    months = _months(days)
    return None if months is None else half_up(months, _PLACES)


def _months(days: float | None) -> float | None:
    return None if days is None else days / DAYS_PER_MONTH


def plain_number(number: Decimal | None) -> int | float | None:
    """A number as JSON has it: whole where it is whole.

    >>> plain_number(Decimal("2.63e3")), plain_number(Decimal("1.5"))
    (2630, 1.5)
    """
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)
