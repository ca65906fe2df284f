"""Rules about what cannot have come before: recording, a regimen's start, an earlier cycle, the diagnosis. Refuses to reorder.

Only what is certain counts: whatever the truth within the bounds, the pair's most is below 0.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from math import floor

from tracker.events.deliberation import AmbiguityNoted
from tracker.events.disease import CancerDiagnosed
from tracker.events.treatment import CycleGiven, RadiotherapyGiven, RegimenStarted
from tracker.projections.history import PlacedFact, events_of
from tracker.projections.pairs import pairs_of
from tracker.projections.rules.evidence import Discrepancy, Evidence
from tracker.projections.summaries import name_of
from tracker.values.months import PRECISION_DAYS
from tracker.values.rounding import at_least
from tracker.values.vocabularies import Severity

_ZONES = 1
"""Days that a calendar may be ahead of that of UTC, in which recording is dated."""


def after_recording(evidence: Evidence) -> Iterator[Discrepancy]:
    """A fact that is certainly later than the day on which it was recorded as it stands: nobody records what is yet to come.

    Recording is dated by the clock of the ledger, in UTC; the day after it may have begun elsewhere. A fact that is placed on
    no date, as in an undated case, is never found.
    """
    for placed in evidence.history.facts:
        recorded = placed.standing.latest.recorded_at[:10]
        earliest = _earliest(evidence, placed)
        if earliest is None or not recorded:
            continue
        if earliest > date.fromisoformat(recorded).toordinal() + _ZONES:
            when = date.fromordinal(earliest).isoformat() if earliest <= date.max.toordinal() else "after the year 9999"
            summary = f"{name_of(placed.event)} is {when} or later, after the day on which it was recorded, {recorded}"
            yield evidence.found("after-recording", Severity.ERROR, summary, (placed.key,))


def _earliest(evidence: Evidence, placed: PlacedFact) -> int | None:
    """The earliest day of a fact, as the calendar counts days; None where nothing on it bounds the fact."""
    origin, earliest = evidence.history.calendar.origin, placed.start.earliest
    if origin is None:
        dated = placed.start.dates[0]
        return None if dated is None else dated.toordinal()
    return None if earliest is None else origin.toordinal() + floor(earliest + PRECISION_DAYS)


def cycle_before_start(evidence: Evidence) -> Iterator[Discrepancy]:
    """A cycle that is certainly before every start of its regimen."""
    starts: dict[str, list[str]] = defaultdict(list)
    for start in events_of(evidence.history, RegimenStarted):
        starts[start.regimen].append(start.key)
    for cycle in events_of(evidence.history, CycleGiven):
        gaps = [_days_before(evidence, cycle.key, start) for start in starts[cycle.regimen]]
        if gaps and min(gaps) > 0:
            first = starts[cycle.regimen][0]
            summary = f"{cycle.key} is at least {at_least(min(gaps)):.0f} d before its regimen {cycle.regimen} starts ({first})"
            yield evidence.found("cycle-before-start", Severity.ERROR, summary, (first, cycle.key))


def cycle_out_of_turn(evidence: Evidence) -> Iterator[Discrepancy]:
    """A cycle that is certainly before the one with the number below, of the same regimen."""
    cycles: dict[str, dict[int, str]] = defaultdict(dict)
    for cycle in events_of(evidence.history, CycleGiven):
        cycles[cycle.regimen].setdefault(cycle.number, cycle.key)
    for regimen, numbered in cycles.items():
        ordered = sorted(numbered)
        for below, number in pairwise(ordered):
            days = _days_before(evidence, numbered[number], numbered[below])
            if days > 0:
                summary = (
                    f"Cycle {number} of {regimen} ({numbered[number]}) is at least {at_least(days):.0f} d before "
                    f"cycle {below} ({numbered[below]})"
                )
                yield evidence.found("cycle-out-of-turn", Severity.ERROR, summary, (numbered[below], numbered[number]))


def treated_before_diagnosis(evidence: Evidence) -> Iterator[Discrepancy]:
    """A regimen or a course of radiotherapy that is certainly before every diagnosis of the record.

    It may have been for another disease: an ambiguity that names it says so, and it is no longer found.
    """
    diagnoses = [event.key for event in events_of(evidence.history, CancerDiagnosed)]
    noted = {
        key
        for standing in evidence.record.facts
        if isinstance(fact := standing.fact, AmbiguityNoted)
        for key in fact.keys
    }
    treatments: list[RegimenStarted | RadiotherapyGiven] = [
        *events_of(evidence.history, RegimenStarted),
        *events_of(evidence.history, RadiotherapyGiven),
    ]
    for event in treatments:
        gaps = [_days_before(evidence, event.key, diagnosis) for diagnosis in diagnoses]
        if gaps and min(gaps) > 0 and event.key not in noted:
            summary = (
                f"{name_of(event)} is at least {at_least(min(gaps)):.0f} d before the diagnosis ({diagnoses[0]}); "
                "if it was for another disease, an ambiguity-noted that names it says so"
            )
            yield evidence.found("treated-before-diagnosis", Severity.WARNING, summary, (diagnoses[0], event.key))


def _days_before(evidence: Evidence, first: str, second: str) -> float:
    """Days by which the first is certainly before the second; 0 where it is not."""
    most = pairs_of(evidence.history).bounds(second, first)[1]
    return -most if most is not None and most < -PRECISION_DAYS else 0.0
