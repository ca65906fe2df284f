"""Rule about time of which the record says nothing. Refuses to fill it with the last known treatment."""

import re
from collections.abc import Callable, Iterator

from tracker.projections.history import History
from tracker.projections.intervals.course import Course
from tracker.projections.intervals.interval import DEFAULT_CONVENTIONS, Interval
from tracker.projections.intervals.unaccounted import derive_unaccounted
from tracker.projections.rules.evidence import Discrepancy, Evidence
from tracker.values.durations import DAYS_PER_MONTH
from tracker.values.identifiers import KEY_PATTERN
from tracker.values.rounding import at_least, at_most, half_up
from tracker.values.vocabularies import Severity
from tracker.values.when import fact_of

MOST_DAYS = DAYS_PER_MONTH
"""Untold time that is too short to be worth a word: one month."""
_WORD = re.compile(KEY_PATTERN.removeprefix("^").removesuffix(r"\Z"))


def unaccounted_time(evidence: Evidence) -> Iterator[Discrepancy]:
    """More than a month, at the least, that no regimen, radiotherapy, hold or stated follow-up covers, under any reading.

    Under a reading that was not chosen it is shown where it differs from the chosen ones by a day or more; readings that
    leave nothing untold are named.
    """
    chosen = _untold(evidence.history)
    others = [(other, _untold(other.history)) for other in evidence.other_readings]
    least = _least(chosen)
    if chosen is not None and least > MOST_DAYS:
        told = [(other, found) for other, found in others if _least(found) <= MOST_DAYS]
        asked = {other.question.name: other.question.chosen for other, _ in told}
        under, closing = "", ""
        if told:
            under = f", under the chosen reading {' and '.join(f'{name} of {asks}' for asks, name in asked.items())}"
            left = [f"{_months(found)} under reading {other.name} of {other.question.name}" for other, found in told]
            closing = f"; at least {' and '.join(left)}"
        yield _discrepancy(evidence, evidence.history, chosen, under, closing)
    for other, found in others:
        if found is not None and _least(found) > MOST_DAYS and abs(_least(found) - least) >= 1:
            under = f", under reading {other.name} of {other.question.name}"
            yield _discrepancy(evidence, other.history, found, under, "")


def _untold(history: History) -> Interval | None:
    found = derive_unaccounted(history.once(Course, DEFAULT_CONVENTIONS))
    return next((interval for interval in found if interval.evaluable), None)


def _least(interval: Interval | None) -> float:
    return 0.0 if interval is None or interval.earliest_days is None else interval.earliest_days


def _months(interval: Interval | None) -> str:
    return _told(interval, _least(interval), at_least)


def _told(interval: Interval | None, days: float, rounds: Callable[[float, int], float]) -> str:
    """A bound in months, outwards; one of two that are the same day is no bound but the length itself."""
    sure = interval is not None and interval.earliest_days == interval.latest_days
    return f"{(half_up if sure else rounds)(days / DAYS_PER_MONTH, 1):.1f}"


def _discrepancy(evidence: Evidence, history: History, untold: Interval, under: str, closing: str) -> Discrepancy:
    ends = [fact_of(anchor) for anchor in (untold.start, untold.stop) if anchor is not None]
    gaps = [key for word in _WORD.findall(untold.note) if (key := fact_of(word)) in history.by_key]
    most = "" if untold.latest_days is None else f" and at most {_told(untold, untold.latest_days, at_most)}"
    summary = (
        f"At least {_months(untold)}{most} months of the time from {' to '.join(ends)} are "
        f"untold, without treatment, hold or stated follow-up{under} ({untold.note}){closing}"
    )
    return evidence.found("unaccounted-time", Severity.WARNING, summary, (*gaps, *ends))
