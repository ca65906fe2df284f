"""How the cells of a comparison are worded: lengths, times after the diagnosis, totals. Refuses a number without its bounds."""

from tracker.projections.early_response import EarlyResponse
from tracker.projections.exposures import Exposure
from tracker.projections.moments import APPROXIMATELY
from tracker.projections.recist.assessment import Category
from tracker.projections.recist.best import BestResponse
from tracker.projections.words import number_words
from tracker.values.months import PRECISION_DAYS
from tracker.values.rounding import at_least, at_most, half_up
from tracker.values.units import shown_unit


def months_words(earliest: float | None, estimate: float | None, latest: float | None, *, places: int = 1) -> str:
    """A length in months: a sure one to two decimals, another to one with its bounds outwards, as the state of a month has it.

    Args:
        earliest: The least; None is open.
        estimate: Between the two.
        latest: The most; None is open.
        places: Decimals of a length that is not sure.

    >>> months_words(7.88, 8.25, 8.62), months_words(28.0, 28.0, 28.0), months_words(1.5, None, None)
    ('≈8.3 mo [7.8–8.7]', '28.00 mo', '1.5 mo or more')
    >>> months_words(1.0001, 1.0025, 1.0049)
    '≈1.0 mo [1.0–1.1]'
    """
    if latest is None:
        return "no bounds" if earliest is None else f"{at_least(earliest, places):.{places}f} mo or more"
    if earliest is None:
        return f"{at_most(latest, places):.{places}f} mo or less"
    if estimate is None or latest - earliest <= PRECISION_DAYS:
        return f"{half_up(latest, 2):.2f} mo"
    bounds = f"{at_least(earliest, places):.{places}f}–{at_most(latest, places):.{places}f}"
    return f"{APPROXIMATELY}{half_up(estimate, places):.{places}f} mo [{bounds}]"


def time_words(earliest: float | None, estimate: float | None, latest: float | None) -> str:
    """When something was, in months after the diagnosis.

    >>> time_words(7.77, 8.14, 8.52), time_words(0.0, 0.0, 0.0), time_words(-2.5, -2.0, -1.5)
    ('at ≈8.1 mo [7.7–8.6]', 'at diagnosis', '≈2.0 mo [1.5–2.5] before diagnosis')
    >>> time_words(None, None, 0.0), time_words(None, None, None)
    ('before diagnosis', 'at an unknown time')
    """
    if earliest is None and latest is None:
        return "at an unknown time"
    if earliest == latest == 0:
        return "at diagnosis"
    if latest is None or latest > 0:
        return f"at {months_words(earliest, estimate, latest)}"
    if earliest is None:
        return f"{months_words(-latest, None, None)} before diagnosis" if latest else "before diagnosis"
    middle = None if estimate is None else -estimate
    return f"{months_words(abs(latest), middle, -earliest)} before diagnosis"


def exposure_words(exposure: Exposure) -> str:
    """A total as a range; a drug without a recorded dose says so."""
    if exposure.least is None:
        return f"{exposure.drug}: no dose stated" if exposure.cycles else f"{exposure.drug}: no cycle recorded"
    unit = shown_unit(exposure.unit)
    least = number_words(exposure.least)
    if exposure.most is None:
        return f"{exposure.drug} {least} {unit} or more"
    if exposure.least == exposure.most:
        return f"{exposure.drug} {least} {unit}"
    return f"{exposure.drug} {least}–{number_words(exposure.most)} {unit}"


def best_words(best: BestResponse, confirmed: BestResponse) -> str:
    """The best response by the rule, and whether it was seen again.

    Args:
        best: Without asking for a confirmation.
        confirmed: With it.
    """
    if best.category is Category.NOT_EVALUABLE:
        return f"not evaluable: {best.reason}"
    if best.category not in (Category.COMPLETE_RESPONSE, Category.PARTIAL_RESPONSE):
        return best.category.value
    if confirmed.confirmed_by is None:
        return f"{best.category.value}, not confirmed"
    if confirmed.category is not best.category:
        return f"{best.category.value}, confirmed as {confirmed.category.value}"
    return f"{best.category.value}, confirmed"


def early_words(early: EarlyResponse) -> str:
    """Whether the marker fell by half at day 28, with the fall, its day and what is open.

    >>> early_words(EarlyResponse(responded=None, note="no first dose"))
    'not evaluable: no first dose'
    """
    if early.day is None:
        return f"not evaluable: {early.note}"
    verdict = "open" if early.responded is None else "yes" if early.responded else "no"
    fall = "" if early.fall_percent is None else f", {-early.fall_percent:+.2f} %"
    note = f" ({early.note})" if early.note else ""
    return f"{verdict}{fall} on day {half_up(early.day):.0f}{note}"
