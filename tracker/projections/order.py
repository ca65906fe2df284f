"""The order of living: what comes first where estimates agree. Refuses to look at the order of recording.

Estimates are compared to a microday. Within a tie comes first what has fewer of the tied facts certainly before it, then
the order of kinds below (a result is known before it is judged, a regimen stops before the next one starts), then the key.
"""

from collections.abc import Iterable
from itertools import groupby
from types import MappingProxyType

from tracker.events.catalogue import ClinicalEvent
from tracker.events.deliberation import DecisionRecorded
from tracker.events.disease import (
    CancerDiagnosed,
    PathologyReported,
    ProgressionDeclared,
    ResponseAssessed,
    StageAssigned,
)
from tracker.events.laboratory import LabResulted
from tracker.events.observation import FindingNoted, ScanReported
from tracker.events.person import (
    MeasurementTaken,
    PatientContacted,
    PatientDied,
    PatientRegistered,
    PerformanceAssessed,
)
from tracker.events.toxicity import AdverseEventNoted
from tracker.events.treatment import (
    CycleGiven,
    ProcedurePerformed,
    RadiotherapyGiven,
    RegimenHeld,
    RegimenResumed,
    RegimenStarted,
    RegimenStopped,
)
from tracker.projections.chronology import Chronology
from tracker.values.months import PRECISION_DAYS

_PRECISION = 6
"""Decimals of a day to which estimates are compared."""

KINDS: tuple[type[ClinicalEvent], ...] = (
    PatientRegistered,
    FindingNoted,
    CancerDiagnosed,
    PathologyReported,
    ScanReported,
    LabResulted,
    MeasurementTaken,
    PerformanceAssessed,
    StageAssigned,
    AdverseEventNoted,
    ResponseAssessed,
    ProgressionDeclared,
    DecisionRecorded,
    RegimenStopped,
    RegimenHeld,
    RegimenResumed,
    RegimenStarted,
    CycleGiven,
    RadiotherapyGiven,
    ProcedurePerformed,
    PatientContacted,
    PatientDied,
)
"""Every kind of clinical event, in the order in which they count within a tie."""

KIND_RANK = MappingProxyType({kind: rank for rank, kind in enumerate(KINDS)})


def order_of_living(chronology: Chronology, facts: Iterable[ClinicalEvent]) -> tuple[ClinicalEvent, ...]:
    """Sort facts by their place in the patient's life."""
    placed = [(round(chronology.start(fact.key).estimate, _PRECISION), fact) for fact in facts]
    placed.sort(key=lambda pair: (pair[0], KIND_RANK[type(pair[1])], pair[1].key))
    ordered: list[ClinicalEvent] = []
    for _, tie in groupby(placed, key=lambda pair: pair[0]):
        tied = [fact for _, fact in tie]
        ordered.extend(tied if len(tied) == 1 else _untied(chronology, tied))
    return tuple(ordered)


def _untied(chronology: Chronology, tied: list[ClinicalEvent]) -> list[ClinicalEvent]:
    """Sort a tie that is in order of kind and key by what is certainly before what."""
    # An exact time has nothing certainly before or after it but what has an open side: all else shares its midpoint.
    exact, ranges, half_open = [], [], []
    for fact in tied:
        place = chronology.start(fact.key)
        if place.earliest is None or place.latest is None:
            half_open.append(fact.key)
        elif place.earliest == place.latest:
            exact.append(fact.key)
        else:
            ranges.append(fact.key)
    if not half_open and len(ranges) <= 1:
        return tied
    before = {key: _count_before(chronology, key, half_open) for key in exact}
    before |= {key: _count_before(chronology, key, ranges + half_open) for key in ranges}
    before |= {key: _count_before(chronology, key, exact + ranges + half_open) for key in half_open}
    return sorted(tied, key=lambda fact: before[fact.key])


def _count_before(chronology: Chronology, key: str, others: Iterable[str]) -> int:
    return sum(_certainly_before(chronology, other, key) for other in others if other != key)


def _certainly_before(chronology: Chronology, first: str, second: str) -> bool:
    pair = chronology.between(first, second)
    if pair.least is None or pair.least < -PRECISION_DAYS:
        return False
    return pair.most is None or pair.most > PRECISION_DAYS
