"""Early response of EBV-DNA: a fall of at least 50 % at day 28. Refuses a result outside of 14 to 42 days.

Convention: days count from the first dose of line 1, the fall from the baseline; of the results whose midpoint lies within
14 to 42 days the one nearest to day 28 counts. Where the bounds of its time leave that window, that is said. A result that
says "undetectable" counts without a number: nothing is left to find of what the baseline found.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from tracker.events.laboratory import LabResulted
from tracker.projections.first_doses import FirstDose
from tracker.projections.history import History
from tracker.projections.precedence import days_from
from tracker.projections.stated import Stated
from tracker.values.months import PRECISION_DAYS
from tracker.values.vocabularies import Comparator

DAY = 28.0
WINDOW = (14.0, 42.0)
_ENOUGH = Decimal(2)
"""The baseline over the result: a fall of 50 %."""
_UNDETECTABLE = re.compile(
    r"\b(?:undetect(?:able|ed)|(?:not|non)[ -]detect(?:able|ed)|below (?:the )?(?:limit of detection|detection limit))\b"
)


class EarlyResponse(Struct, frozen=True, kw_only=True):
    """Whether EBV-DNA fell by half at day 28, or why there is no telling."""

    responded: bool | None
    """None: not evaluable."""
    note: str = ""
    """Why it is not evaluable; that the bounds leave the window, or that the result only bounds the fall or is a word."""
    key: str | None = None
    """Of the result that counts."""
    day: float | None = None
    """Days from the first dose, by the midpoint of the pair."""
    earliest_day: float | None = None
    latest_day: float | None = None
    fall_percent: float | None = None
    """Negative for a rise; of a result that only bounds, the bound; None without a number."""


def early_response_of(
    history: History,
    doses: Sequence[FirstDose],
    baseline: Stated[LabResulted] | None,
    results: Sequence[Stated[LabResulted]],
) -> EarlyResponse:
    """Judge the results of one analyte in one unit.

    Args:
        history: The facts in their places.
        doses: The first dose of line 1, if any.
        baseline: The last number not after it.
        results: In the order of living.
    """
    if not doses:
        return EarlyResponse(responded=None, note="no first dose")
    if baseline is None or not baseline.value.value:
        return EarlyResponse(responded=None, note="no value at baseline")
    dose = doses[0].by.event.key
    placed = [
        (abs(days - DAY), place, days)
        for place, result in enumerate(results)
        if (result.value.value is not None or is_undetectable(result.value))
        and WINDOW[0] - PRECISION_DAYS <= (days := days_from(history, dose, result.key)) <= WINDOW[1] + PRECISION_DAYS
    ]
    if not placed:
        return EarlyResponse(responded=None, note="no value within 14 to 42 days of the first dose")
    _, place, days = min(placed)
    result = results[place].value
    between = history.chronology.between(dose, result.key)
    before, after = baseline.value.value, result.value
    responded = True if after is None else _fell_by_half(before, after, result.comparator)
    notes = []
    if between.least is None or between.most is None or between.least < WINDOW[0] or between.most > WINDOW[1]:
        notes.append("its time may lie outside of 14 to 42 days")
    if after is None:
        notes.append(f"the result is a word: “{result.word}”")
    elif result.comparator is not None:
        notes.append(f"the result only bounds: {result.comparator.value} {after:f}")
    return EarlyResponse(
        responded=responded,
        note="; ".join(notes),
        key=result.key,
        day=days,
        earliest_day=between.least,
        latest_day=between.most,
        fall_percent=None if after is None else float((before - after) * 100 / before),
    )


def is_undetectable(lab: LabResulted) -> bool:
    """Whether a result without a number says that nothing was detected."""
    return lab.value is None and _UNDETECTABLE.search(lab.word.casefold()) is not None


def _fell_by_half(before: Decimal, after: Decimal, comparator: Comparator | None) -> bool | None:
    """Whether the fall is at least 50 %; None where a bound does not decide it."""
    enough = after * _ENOUGH <= before
    match comparator:
        case None:
            return enough
        case Comparator.BELOW | Comparator.AT_MOST:
            return True if enough else None
        case Comparator.ABOVE:
            return False if after * _ENOUGH >= before else None
        case Comparator.AT_LEAST:
            return None if enough else False
