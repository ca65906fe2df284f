"""A laboratory result as it is read: flag, grade, change against the result before. Refuses a change between two units.

The baseline of a grade is the last value not after the first dose. A result that only bounds (`<`, `>`) is no number, so
nothing is computed from it.
"""

from bisect import bisect_right
from decimal import Decimal

from msgspec import Struct

from tracker.events.laboratory import LabResulted
from tracker.projections.first_doses import is_baseline
from tracker.projections.flags import NORMAL, flag_of
from tracker.projections.grades import grade_of
from tracker.projections.history import History, PlacedFact
from tracker.projections.lab_series import series_name, series_of
from tracker.projections.state import LabSeries
from tracker.projections.stated import Stated, stated_by
from tracker.values.ctcae import LabGrade
from tracker.values.months import PRECISION_DAYS

COPIES = "{copies}/mL"
"""Counts that are read on a logarithmic scale, in powers of ten from a thousand on."""

_POWERS_FROM = Decimal(10_000)
_POWERS_FROM_IN_COPIES = Decimal(1_000)
_DIGITS = 4
_FACTOR_FROM = 10
_WHOLE = 100


class LabReading(Struct, frozen=True, kw_only=True):
    """The last result of an analyte and what follows from it."""

    analyte: str
    """The name by which it was recorded first: that of another result would change from month to month."""
    last: Stated[LabResulted]
    before: Stated[LabResulted] | None
    """The result before it, if both are numbers in one unit; a result without a number between is no bridge."""
    last_number: Stated[LabResulted] | None
    """The last result with a value, a bound included, where the last result has none."""
    flag: str
    """`H` or `L`, only with a basis."""
    flag_basis: str
    grade: LabGrade | None
    """None where the analyte has no grades."""
    beside: Stated[LabResulted] | None = None
    """A word that was said of the last result in a fact of its own, such as a peak that only later results could show."""
    baseline: Stated[LabResulted] | None = None
    """The last number not after the first dose, against which a grade may be."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The results that it rests on, each once, the last one first."""
        others = (self.beside, self.before, self.last_number, None if self.grade is None else self.baseline)
        return tuple(dict.fromkeys((self.last.key, *(stated.key for stated in others if stated is not None))))

    @property
    def change(self) -> str:
        """Against the number before it: `▼ 99 %`, `▲ ×20`; empty without one."""
        if self.before is None or self.last.value.value is None or self.before.value.value is None:
            return ""
        return change_text(self.before.value.value, self.last.value.value)

    @property
    def fold(self) -> str:
        """A fall to a tenth or less as a factor, `÷4695`."""
        if self.before is None or self.last.value.value is None or self.before.value.value is None:
            return ""
        return fold_text(self.before.value.value, self.last.value.value)


def reading_of(history: History, series: LabSeries, first_dose: PlacedFact | None) -> LabReading:
    """Read the last result of a series.

    Args:
        history: Whose results they are.
        series: All results of one analyte so far, at least one.
        first_dose: That of line 1; None while nothing was given.
    """
    beside = series[-1] if len(series) > 1 and is_word_of(history, series[-1].value, series[-2].value) else None
    series = series if beside is None else series[:-1]
    last = series[-1]
    lab = last.value
    flag, basis = flag_of(lab)
    before = series[-2] if len(series) > 1 and are_comparable(series[-2].value, lab) else None
    baseline = _baseline(history, series, first_dose)
    return LabReading(
        analyte=series_name(series[0].value),
        last=last,
        before=before,
        last_number=None
        if lab.value is not None
        else next((stated for stated in reversed(series) if stated.value.value is not None), None),
        flag="" if flag == NORMAL else flag,
        flag_basis="" if flag == NORMAL else basis,
        grade=grade_of(lab, None if baseline is None else baseline.value),
        beside=beside,
        baseline=baseline,
    )


def is_number(lab: LabResulted) -> bool:
    """Whether the result is a number, not a bound and not only a word."""
    return lab.value is not None and lab.comparator is None


def are_comparable(before: LabResulted, after: LabResulted) -> bool:
    """Whether a change from one result to the next can be told: both are numbers, in one unit."""
    return is_number(before) and is_number(after) and before.unit == after.unit


def is_word_of(history: History, word: LabResulted, number: LabResulted) -> bool:
    """Whether a result is only a word for the number that another one gives of the same analyte at the same time."""
    if word.value is not None or not word.word or number.value is None:
        return False
    if series_of(word) != series_of(number):
        return False
    chronology = history.chronology
    if abs(chronology.start(word.key).estimate - chronology.start(number.key).estimate) > PRECISION_DAYS:
        return False
    pair = history.chronology.between(word.key, number.key)
    return pair.least is not None and pair.most is not None and max(-pair.least, pair.most) <= PRECISION_DAYS


def value_text(lab: LabResulted) -> str:
    """`2.63e3`, `< 500`, or the source's word in quotation marks where it gives no number."""
    if lab.value is None:
        return f"“{lab.word}”" if lab.word else "no value"
    number = short_number(lab.value, lab.unit)
    return number if lab.comparator is None else f"{lab.comparator.value} {number}"


def short_number(number: Decimal, unit: str = "") -> str:
    """A number in few characters: powers of ten from 10 000 on, for copies from 1 000 on, to four digits.

    >>> short_number(Decimal(615000)), short_number(Decimal(2630), "{copies}/mL"), short_number(Decimal(6029), "U/L")
    ('6.15e5', '2.63e3', '6029')
    """
    if abs(number) < (_POWERS_FROM_IN_COPIES if unit == COPIES else _POWERS_FROM):
        return f"{number:f}"
    # Zeros that a plain integer needs for its size say nothing; those of `2.40e3` were recorded and stay.
    written = number if int(number.as_tuple().exponent) > 0 else number.normalize()
    places = min(len(written.as_tuple().digits), _DIGITS) - 1
    return f"{number:.{places}e}".replace("e+", "e")


def change_text(before: Decimal, after: Decimal) -> str:
    """A change in few characters; a rise to ten times or more is a factor, and only nothing left is 100 %.

    >>> change_text(Decimal(615000), Decimal(131)), change_text(Decimal(131), Decimal(2630))
    ('▼ 99 %', '▲ ×20')
    """
    if before == after:
        return "= 0 %"
    if before <= 0:
        return "▲" if after > before else "▼"
    if after >= before * _FACTOR_FROM:
        return f"▲ ×{round(after / before)}"
    percent = abs(after - before) / before * 100
    whole = min(round(percent), _WHOLE - 1) if 0 < after < before else round(percent)
    return f"{'▲' if after > before else '▼'} {whole or '< 1'} %"


def fold_text(before: Decimal, after: Decimal) -> str:
    """A fall to a tenth or less as a factor; empty for any other change.

    >>> fold_text(Decimal(615000), Decimal(131)), fold_text(Decimal(131), Decimal(2630))
    ('÷4695', '')
    """
    return f"÷{round(before / after)}" if 0 < after * _FACTOR_FROM <= before else ""


def _baseline(history: History, series: LabSeries, first_dose: PlacedFact | None) -> Stated[LabResulted] | None:
    """The last number not after the first dose; None where the last result of the series is one of that time itself."""
    if first_dose is None or is_baseline(history, first_dose, series[-1].by):
        return None
    found = _until(history, series, first_dose)
    numbers = (stated for stated in reversed(found) if is_number(stated.value))
    return next((stated for stated in numbers if is_baseline(history, first_dose, stated.by)), None)


def _until(history: History, series: LabSeries, first_dose: PlacedFact) -> LabSeries:
    """The results without those that are after the first dose: of a long chart most are."""
    if not _is_exact(first_dose):
        return series
    end = bisect_right(series, first_dose.start.estimate + PRECISION_DAYS, key=_day)
    late = history.once(_estimated_later, first_dose.key).get(series_of(series[-1].value))
    return (*series[:end], *(stated for stated in series[end:] if stated.key in late)) if late else series[:end]


def _estimated_later(history: History, first_dose: str) -> dict[str, set[str]]:
    """By series, as a state keys them, the results that are estimated after a dose, and by their pair are not after it."""
    dose = history.by_key[first_dose]
    since, found = dose.start.estimate + PRECISION_DAYS, dict[str, set[str]]()
    for stated in stated_by(history, LabResulted):
        if stated.day > since and not _is_exact(stated.by) and is_baseline(history, dose, stated.by):
            found.setdefault(series_of(stated.value), set()).add(stated.key)
    return found


def _is_exact(placed: PlacedFact) -> bool:
    return placed.start.earliest == placed.start.latest


def _day(stated: Stated[LabResulted]) -> float:
    return stated.day
