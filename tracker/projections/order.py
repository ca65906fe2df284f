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
            before = _before(chronology, tied)
            tied.sort(key=lambda fact: before.get(fact.key, 0))
            tied = _begun_first(chronology, tied, before, running)
        for fact in tied:
            if isinstance(fact, RegimenStarted | RegimenResumed | RegimenHeld):
                running.add(fact.regimen)
            elif isinstance(fact, RegimenStopped):
                running.discard(fact.regimen)
        ordered.extend(tied)
    return tuple(ordered)


def _begun_first(
    chronology: Chronology, tied: list[ClinicalEvent], before: Mapping[str, int], running: Collection[str]
) -> list[ClinicalEvent]:
    """Put what changes a regimen that did not run before the tie after its start within, unless it is certainly before that.

    A stop on the day of a start ends what ran before, and so stops come before starts; but a regimen that was stopped on
    the day of its start ran before it no more than any other. What is certainly after such a stop goes with it, so that
    whatever is certainly before something stays before it.

    Args:
        chronology: Where facts are.
        tied: The facts, those first that are certainly before others.
        before: How many of them are certainly before each; what is not named has none before it.
        running: The regimens that ran before the tie.
    """
    starts: dict[str, str] = {}
    for fact in tied:
        if isinstance(fact, RegimenStarted) and fact.regimen not in running:
            starts.setdefault(fact.regimen, fact.key)
    ordered: list[ClinicalEvent] = []
    waiting: dict[str, list[ClinicalEvent]] = {}

    def is_before(first: ClinicalEvent, second: str) -> bool:
        return before.get(second, 0) > 0 and _certainly_before(chronology, first.key, second)

    def awaited(fact: ClinicalEvent) -> str | None:
        """The regimen for whose start a fact waits: its own, or that of something that waits and is certainly before it."""
        if isinstance(fact, RegimenStopped | RegimenHeld | RegimenResumed):
            start = starts.get(fact.regimen)
            if start is not None and not is_before(fact, start):
                return fact.regimen
        if not before.get(fact.key):
            return None
        return next((name for name, facts in waiting.items() if any(is_before(each, fact.key) for each in facts)), None)

    todo = tied[::-1]
    while todo:
        fact = todo.pop()
        regimen = awaited(fact)
        if regimen is not None:
            waiting.setdefault(regimen, []).append(fact)
            continue
        ordered.append(fact)
        if isinstance(fact, RegimenStarted) and starts.pop(fact.regimen, None) is not None:
            todo.extend(reversed(waiting.pop(fact.regimen, ())))
    # Starts that wait for each other: those stay as they were.
    left = {fact.key for facts in waiting.values() for fact in facts}
    return [*ordered, *(fact for fact in tied if fact.key in left)]


def _before(chronology: Chronology, tied: list[ClinicalEvent]) -> dict[str, int]:
    """How many facts of a tie are certainly before each of them; empty where none is before any."""
    places = {fact.key: chronology.start(fact.key) for fact in tied}
    ranges = {key: place for key, place in places.items() if place.earliest != place.latest or place.latest is None}
    # Facts that share their midpoint are certainly before each other only by what ties them.
    askew = frozenset([key for key, place in ranges.items() if not _is_in_its_middle(place)])
    if not askew and len(ranges) <= 1:
        return {}
    return _counts_before(chronology, places, askew)


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
