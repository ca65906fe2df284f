"""Grades of laboratory values by CTCAE v5.0 (NCI, 27 November 2017). Refuses a grade that needs clinical words or a missing limit.

The bound nearer to normal is exclusive: hemoglobin 80 g/L is grade 2, 79.9 grade 3. Grade 1 needs the laboratory's own
limit; without it a value in that range is not gradable, which is not grade 0. Rows in multiples of the upper limit of
normal (ULN) have no grade at all without it; creatinine alone can be graded 2 or 3 against the baseline. A multiple of a limit
needs no unit, for both are in the same one; everything else is converted to SI by an exact or agreed factor, or refused.
"""

from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from tracker.values.ctcae_table import (
    CREATININE,
    CREATININE_BASELINE_CUTS,
    ROWS,
    Falling,
    Rising,
    factor_to_si,
)
from tracker.values.spelling import spelled
from tracker.values.vocabularies import Comparator, WordMeaning

VERSION = "5.0"
"""Stored with every grade: v6.0 moves neutrophils, platelets, ALP and the arms of an abnormal baseline."""


class Measured(Struct, frozen=True, kw_only=True):
    """A number with its unit and the limits of the laboratory that gave it, in that unit."""

    value: Decimal
    unit: str
    """UCUM."""
    comparator: Comparator | None = None
    low: Decimal | None = None
    """LLN."""
    high: Decimal | None = None
    """ULN."""


class LabGrade(Struct, frozen=True, kw_only=True):
    """A grade, or why there is none. Grade 0 is a finding: not gradable is not grade 0."""

    term: str
    """CTCAE term."""
    grade: int | None
    """0 to 4; None: not gradable."""
    reason: str = ""
    """Why it is not gradable, in one clause."""
    against: str = ""
    """What it was graded against: `absolute`, `LLN`, `ULN`, `baseline` or `word`."""
    wants_limit: bool = False
    """Whether nothing but the laboratory's own limit is missing: then alone a word may give grade 1."""
    version: str = VERSION

    @property
    def text(self) -> str:
        """`G3`, `G1 by word`, `not gradable`."""
        if self.grade is None:
            return "not gradable"
        return f"G{self.grade} by word" if self.against == "word" else f"G{self.grade}"


_ROWS = {spelled(name): row for name, row in ROWS.items()}


@lru_cache(maxsize=1024)
def _row_of(analyte: str) -> Falling | Rising | None:
    return _ROWS.get(spelled(analyte))


def term_of(analyte: str) -> str | None:
    """The CTCAE term by which an analyte is graded; None where the table has none.

    >>> term_of("Hb"), term_of("EBV-DNA")
    ('Anemia', None)
    """
    row = _row_of(analyte)
    return None if row is None else row.term


def _in_unit_of(term: str, measured: Measured, other: Measured) -> Decimal | None:
    """The other's value in the unit of the first; None where no exact conversion is known."""
    if measured.unit == other.unit:
        return other.value
    factor, own = factor_to_si(term, other.unit), factor_to_si(term, measured.unit)
    return None if factor is None or own is None else other.value * factor / own


def _falling_grade(row: Falling, value: Decimal, low: Decimal | None) -> LabGrade:
    below = sum(value < cut for cut in row.cuts)
    if below:
        return LabGrade(term=row.term, grade=below + 1, against="absolute")
    if low is None:
        why = "grade 1 and normal cannot be told apart without the lower limit of normal"
        return _not_gradable(row.term, why, wants_limit=True)
    return LabGrade(term=row.term, grade=int(value < low), against="LLN")


def _not_gradable(term: str, reason: str, *, wants_limit: bool = False) -> LabGrade:
    return LabGrade(term=term, grade=None, reason=reason, wants_limit=wants_limit)


def _steps(value: Decimal, unit: Decimal, cuts: tuple[Decimal, ...], *, first_included: bool = False) -> int:
    """How many of the multiples of the unit the value exceeds."""
    if first_included and value == cuts[0] * unit:
        return 1
    return sum(value > cut * unit for cut in cuts)


def _rising_grade(row: Rising, measured: Measured, value: Decimal, baseline: Measured | None) -> LabGrade:
    before = None if baseline is None else _in_unit_of(row.term, measured, baseline)
    if row is CREATININE:
        return _creatinine_grade(measured, value, before, convertible=baseline is None or before is not None)
    if measured.high is None or measured.high <= 0:
        return _not_gradable(row.term, "no upper limit of normal", wants_limit=True)
    if baseline is not None and row.of_baseline:
        if before is None:
            return _not_gradable(
                row.term, f"baseline in {baseline.unit or 'no unit'}, value in {measured.unit or 'no unit'}"
            )
        limit = measured.high if baseline.high is None else baseline.high
        if baseline.high is None and baseline.unit != measured.unit:
            return _not_gradable(row.term, "no upper limit of normal at baseline")
        if (before if baseline.high is None else baseline.value) > limit:
            grade = _steps(value, before, row.of_baseline, first_included=row.first_included)
            return LabGrade(term=row.term, grade=grade, against="baseline")
    return LabGrade(term=row.term, grade=_steps(value, measured.high, row.of_limit), against="ULN")


def _creatinine_grade(measured: Measured, value: Decimal, before: Decimal | None, *, convertible: bool) -> LabGrade:
    """The worse of the two arms: × ULN, and × baseline for grades 2 and 3."""
    term = CREATININE.term
    by_limit = None
    if measured.high is not None and measured.high > 0:
        by_limit = _steps(value, measured.high, CREATININE.of_limit)
    steps = 0 if before is None or before <= 0 else _steps(value, before, CREATININE_BASELINE_CUTS)
    by_baseline = steps + 1 if steps else 0
    if by_limit is not None and by_limit >= by_baseline:
        return LabGrade(term=term, grade=by_limit, against="ULN")
    if by_baseline:
        return LabGrade(term=term, grade=by_baseline, against="baseline")
    if not convertible:
        return _not_gradable(term, "no upper limit of normal, and the baseline is in another unit")
    return _not_gradable(term, "neither upper limit of normal nor a baseline that gives grade 2 or 3", wants_limit=True)


def _graded(row: Falling | Rising, measured: Measured, value: Decimal, baseline: Measured | None) -> LabGrade:
    match row:
        case Rising():
            return _rising_grade(row, measured, value, baseline)
        case Falling():
            factor = factor_to_si(row.term, measured.unit)
            if factor is None:
                return _not_gradable(row.term, f"unit {measured.unit or 'not stated'} is not converted")
            low = None if measured.low is None else measured.low * factor
            return _falling_grade(row, value * factor, low)


def _allowed(value: Decimal, comparator: Comparator) -> tuple[Decimal, Decimal]:
    """The least and the greatest value that a bound allows."""
    match comparator:
        case Comparator.BELOW:
            return Decimal(0), value.next_minus()
        case Comparator.AT_MOST:
            return Decimal(0), value
        case Comparator.AT_LEAST:
            return value, Decimal("Infinity")
        case Comparator.ABOVE:
            return value.next_plus(), Decimal("Infinity")


def grade_value(analyte: str, measured: Measured, baseline: Measured | None = None) -> LabGrade | None:
    """Grade a value by CTCAE v5.0; None where the table has no row for the analyte.

    Args:
        analyte: As recorded, such as `Hb` or `ALT`.
        measured: Value, unit and the laboratory's limits.
        baseline: The last value not after the first dose of line 1. Left out, or for the baseline itself, ALT, AST, ALP
            and bilirubin are graded as from a normal baseline, and creatinine against ULN alone. One that only bounds is none.

    A value that only bounds (`<`, `>`) has a grade where everything it allows has the same one.
    """
    row = _row_of(analyte)
    if row is None:
        return None
    if baseline is not None and baseline.comparator is not None:
        baseline = None
    if measured.comparator is None:
        return _graded(row, measured, measured.value, baseline)
    ends = _allowed(measured.value, measured.comparator)
    ends_graded = [_graded(row, measured, end, baseline) for end in ends]
    grades = sorted({each.grade for each in ends_graded if each.grade is not None})
    if len(grades) == 1 and all(each.grade is not None for each in ends_graded):
        return ends_graded[0]
    if len(grades) > 1:
        why = f"{measured.comparator.value} {measured.value} allows grades {grades[0]} to {grades[1]}"
        return _not_gradable(row.term, why)
    why = next(each.reason for each in ends_graded if each.reason)
    return _not_gradable(row.term, why, wants_limit=all(each.wants_limit for each in ends_graded))


def grade_by_word(analyte: str, meaning: WordMeaning | None) -> LabGrade | None:
    """Grade 1 by the source's word, labeled as such: "elevated" or "anemia" without a limit. None: the word gives none.

    Never more than grade 1, and only in the direction in which the analyte is graded.
    """
    row = _row_of(analyte)
    bad = WordMeaning.LOW if isinstance(row, Falling) else WordMeaning.HIGH
    if row is None or meaning is not bad:
        return None
    return LabGrade(term=row.term, grade=1, against="word")
