"""The order of living: what comes first where estimates agree. Refuses to look at the order of recording.

Estimates are compared to a microday. Within a tie comes first what has fewer of the tied facts certainly before it, then
the order of kinds below (a result is known before it is judged, a regimen stops before the next one starts), then the key.
"""

from bisect import bisect_right
from collections.abc import Collection, Hashable, Iterable, Mapping
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
from tracker.projections.chronology import Chronology, Placement
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
    """Sort facts by their place in the patient's life; a start comes before what holds or ends it on the same day."""
    placed = [(round(chronology.start(fact.key).estimate, _PRECISION), fact) for fact in facts]
    placed.sort(key=lambda pair: (pair[0], KIND_RANK[type(pair[1])], pair[1].key))
    ordered: list[ClinicalEvent] = []
    running: set[str] = set()
    for _, tie in groupby(placed, key=lambda pair: pair[0]):
        tied = [fact for _, fact in tie]
        if len(tied) > 1:
            tied = _begun_first(chronology, _untied(chronology, tied), running)
        for fact in tied:
            if isinstance(fact, RegimenStarted | RegimenResumed | RegimenHeld):
                running.add(fact.regimen)
            elif isinstance(fact, RegimenStopped):
                running.discard(fact.regimen)
        ordered.extend(tied)
    return tuple(ordered)


def _begun_first(chronology: Chronology, tied: list[ClinicalEvent], running: Collection[str]) -> list[ClinicalEvent]:
    """Put the start of a regimen that did not run before the tie before what changes it within, unless that is certainly first.

    A stop on the day of a start ends what ran before, and so stops come before starts; but a regimen that was stopped on
    the day of its start ran before it no more than any other.
    """
    for start in tied:
        if isinstance(start, RegimenStarted) and start.regimen not in running:
            own = (
                place
                for place, fact in enumerate(tied[: tied.index(start)])
                if isinstance(fact, RegimenStopped | RegimenHeld | RegimenResumed)
                and fact.regimen == start.regimen
                and not _certainly_before(chronology, fact.key, start.key)
            )
            first = next(own, None)
            if first is not None:
                rest = [fact for fact in tied if fact is not start]
                return _begun_first(chronology, [*rest[:first], start, *rest[first:]], {*running, start.regimen})
    return tied


def _untied(chronology: Chronology, tied: list[ClinicalEvent]) -> list[ClinicalEvent]:
    """Sort a tie that is in order of kind and key by what is certainly before what."""
    places = {fact.key: chronology.start(fact.key) for fact in tied}
    ranges = {key: place for key, place in places.items() if place.earliest != place.latest or place.latest is None}
    # Facts that share their midpoint are certainly before each other only by what ties them.
    askew = frozenset([key for key, place in ranges.items() if not _is_in_its_middle(place)])
    if not askew and len(ranges) <= 1:
        return tied
    before = _counts_before(chronology, places, askew)
    return sorted(tied, key=lambda fact: before[fact.key])


def _is_in_its_middle(place: Placement) -> bool:
    """Whether the estimate is the midpoint of the bounds; not with an open side, nor where closing another one moved it."""
    if place.earliest is None or place.latest is None:
        return False
    return abs((place.earliest + place.latest) / 2 - place.estimate) <= PRECISION_DAYS


def _counts_before(chronology: Chronology, places: Mapping[str, Placement], askew: frozenset[str]) -> dict[str, int]:
    """How many facts of the tie are certainly before each of them.

    Facts that hang on nothing in common are compared by their own bounds, all at once: a large tie is usually one of facts
    of which nothing but a year, or nothing at all, is known.
    """
    ends = _Ends(places, askew)
    counts = {key: ends.before(key) for key in places}
    groups: dict[int, list[str]] = {}
    for key in places:
        group = chronology.group_of(key)
        if group is not None:
            groups.setdefault(group, []).append(key)
    for keys in groups.values():
        if len(keys) > 1:
            by_bounds = _Ends({key: places[key] for key in keys}, askew)
            # Facts that are alike are before and after the same ones, and never before each other: one stands for all.
            alike: dict[Hashable, list[str]] = {}
            for key in keys:
                alike.setdefault(chronology.likeness(key), []).append(key)
            for one in alike.values():
                certain = sum(
                    len(others)
                    for others in alike.values()
                    if others is not one and _certainly_before(chronology, others[0], one[0])
                )
                for key in one:
                    counts[key] += certain - by_bounds.before(key)
    return counts


class _Ends:
    """The latest times of some facts, in order."""

    def __init__(self, places: Mapping[str, Placement], askew: frozenset[str]) -> None:
        self._places = places
        self._askew = askew
        self._all = self._sorted(places)
        self._of_askew = self._sorted(askew & places.keys())

    def _sorted(self, keys: Iterable[str]) -> list[float]:
        return sorted(latest for key in keys if (latest := self._places[key].latest) is not None)

    def before(self, key: str) -> int:
        """How many of the facts are over when a fact begins, by their bounds; two in their middle never are."""
        earliest = self._places[key].earliest
        if earliest is None:
            return 0
        ends = self._all if key in self._askew else self._of_askew
        return bisect_right(ends, earliest + PRECISION_DAYS)


def _certainly_before(chronology: Chronology, first: str, second: str) -> bool:
    pair = chronology.between(first, second)
    if pair.least is None or pair.least < -PRECISION_DAYS:
        return False
    return pair.most is None or pair.most > PRECISION_DAYS
