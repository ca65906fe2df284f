"""Markers over time: extremes, changes, half-life and doubling time per analyte. Refuses to take a bound for a number.

Conventions: a series is one analyte of one specimen (blood, serum and plasma being one) in one unit. The baseline is the last number not after the first dose of line 1. The
nadir is the smallest number from the baseline on, the peak the greatest of all; of equal ones the first. Half-life
ln 2 · Δt / ln(C₀ / C₁) runs from the baseline to the nadir, doubling time ln 2 · Δt / ln(C₁ / C₀) from the nadir to the last
number; both rest on two points and have the bounds of their Δt. A result with a comparator (<, >) only bounds: it is listed
and enters nothing but the early response, where what it bounds may be enough. There are no agreed response categories for
EBV-DNA; early response is a fall of at least 50 % at day 28 of line 1, by the result nearest to it within 14 to 42 days.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import log, log10

from msgspec import Struct
from msgspec.structs import replace

from tracker.events.laboratory import LabResulted
from tracker.projections.early_response import EarlyResponse, early_response_of, is_undetectable
from tracker.projections.first_doses import doses_before, first_doses
from tracker.projections.history import History
from tracker.projections.lab_series import series_name, series_of
from tracker.projections.precedence import days_from
from tracker.projections.stated import Stated, stated_by
from tracker.values.analytes import analyte_of

Result = Stated[LabResulted]

EBV_DNA = analyte_of("EBV-DNA")


class MarkerChange(Struct, frozen=True, gc=False, kw_only=True):
    """How far the last number is from a reference."""

    reference: str
    """Key of the result that it is compared with."""
    percent: float | None
    """None: the reference is 0."""
    log10: float | None
    """Powers of ten; None where one of both is 0 or less."""
    fold: float | None
    """Last over reference; None: the reference is 0."""


class Rate(Struct, frozen=True, gc=False, kw_only=True):
    """A half-life or doubling time in days, from two points."""

    start: str
    """Key of the first result."""
    stop: str
    days: float
    """By the midpoint of the pair."""
    earliest_days: float | None
    """By the shortest time that may lie between both; None: open."""
    latest_days: float | None
    points: int = 2

    @property
    def label(self) -> str:
        """What it rests on."""
        return "two-point"


class Marker(Struct, frozen=True, kw_only=True):
    """One analyte in one unit, over the whole history."""

    analyte: str
    """As first recorded, with the specimen where it is not of blood."""
    unit: str
    """UCUM; empty where no result gives a number."""
    numbers: int
    """How many results are numbers."""
    first: Result | None
    last: Result | None
    nadir: Result | None
    peak: Result | None
    baseline: Result | None
    """None: no number until the first dose, or no dose."""
    bounds: tuple[Result, ...]
    """Results that only bound a value."""
    from_baseline: MarkerChange | None
    """The last number against the baseline; None: no baseline, or no later number."""
    from_nadir: MarkerChange | None
    """The last number against the nadir; None: it is the nadir itself."""
    half_life: Rate | None
    """None: no fall from a baseline, or no time between both that is known to be positive by its midpoint."""
    doubling_time: Rate | None
    """None: no rise from the nadir, or as above."""
    early_response: EarlyResponse | None = None
    """Of EBV-DNA only."""
    note: str = ""
    """That specimens differ, within one series."""


def derive_markers(history: History) -> tuple[Marker, ...]:
    """One marker per analyte and unit, in the order in which they were first recorded; by word alone where none has a unit."""
    series: dict[str, list[Result]] = {}
    for result in stated_by(history, LabResulted):
        series.setdefault(series_of(result.value), []).append(result)
    return tuple(marker for name, results in series.items() for marker in _markers(history, name, results))


def is_number(result: Result) -> bool:
    """Whether a result is a number, not a bound and not only a word."""
    return result.value.value is not None and result.value.comparator is None


def number_of(result: Result) -> Decimal:
    """The number of a result; 0 of one without any."""
    return result.value.value or Decimal(0)


def _markers(history: History, name: str, results: Sequence[Result]) -> Iterator[Marker]:
    units = dict.fromkeys(result.value.unit for result in results if result.value.value is not None)
    for unit in units or ("",):
        own = [result for result in results if result.value.unit == unit or not units]
        marker = _marker(history, unit, own)
        if name == EBV_DNA:
            # A word has no unit of its own: "undetectable" is so in every one.
            judged = [result for result in results if result.value.unit == unit or is_undetectable(result.value)]
            early = early_response_of(history, first_doses(history)[:1], marker.baseline, judged)
            marker = replace(marker, early_response=early)
        yield marker


def _marker(history: History, unit: str, results: Sequence[Result]) -> Marker:
    doses = first_doses(history)[:1]
    numbers = [result for result in results if is_number(result)]
    before = [result for result in numbers if not doses_before(history, doses, result.by)] if doses else []
    baseline = before[-1] if before else None
    since = numbers if baseline is None else numbers[numbers.index(baseline) :]
    nadir = min(since, key=number_of, default=None)
    last = numbers[-1] if numbers else None
    specimens = sorted({result.value.specimen for result in numbers} - {""})
    return Marker(
        analyte=series_name(results[0].value),
        unit=unit,
        numbers=len(numbers),
        first=numbers[0] if numbers else None,
        last=last,
        nadir=nadir,
        peak=max(numbers, key=number_of, default=None),
        baseline=baseline,
        bounds=tuple(result for result in results if result.value.comparator is not None),
        from_baseline=_change(baseline, last),
        from_nadir=_change(nadir, last),
        half_life=_rate(history, baseline, nadir, rising=False),
        doubling_time=_rate(history, nadir, last, rising=True),
        note=f"specimens differ: {', '.join(specimens)}" if len(specimens) > 1 else "",
    )


def _change(reference: Result | None, last: Result | None) -> MarkerChange | None:
    if reference is None or last is None or reference.key == last.key:
        return None
    before, after = number_of(reference), number_of(last)
    return MarkerChange(
        reference=reference.key,
        percent=float((after - before) * 100 / before) if before else None,
        log10=log10(after / before) if before > 0 and after > 0 else None,
        fold=float(after / before) if before else None,
    )


def _rate(history: History, first: Result | None, second: Result | None, *, rising: bool) -> Rate | None:
    """The time in which the marker halves or doubles, between two results."""
    if first is None or second is None or first.key == second.key:
        return None
    before, after = number_of(first), number_of(second)
    if before <= 0 or after <= 0 or (after <= before if rising else after >= before):
        return None
    days = days_from(history, first.key, second.key)
    if days <= 0:
        return None
    between = history.chronology.between(first.key, second.key)
    share = log(2) / abs(log(after / before))
    return Rate(
        start=first.key,
        stop=second.key,
        days=days * share,
        earliest_days=None if between.least is None else max(0.0, between.least) * share,
        latest_days=None if between.most is None else between.most * share,
    )
