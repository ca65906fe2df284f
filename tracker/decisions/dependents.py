"""What hangs on a fact: what points to it, directly or through others. Refuses to tell what may go: a correction decides that."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tracker.decisions.references import time_anchors
from tracker.events.catalogue import Fact
from tracker.events.deliberation import AmbiguityNoted
from tracker.events.disease import ProgressionDeclared, ResponseAssessed
from tracker.events.treatment import (
    CycleGiven,
    RadiotherapyGiven,
    RegimenHeld,
    RegimenResumed,
    RegimenStarted,
    RegimenStopped,
)
from tracker.projections.record import Record
from tracker.values.when import fact_of


def dependents_of(record: Record, keys: Iterable[str]) -> tuple[str, ...]:
    """Standing facts that point to the keys, directly or through others, in order of recording.

    Their times hang on one, or their evidence, their regimen or what they are about is one; a stated interval hangs on both
    its ends. The keys themselves are left out.
    """
    starts: dict[str, list[str]] = {}
    for standing in record.facts:
        if isinstance(standing.fact, RegimenStarted):
            starts.setdefault(standing.fact.regimen, []).append(standing.key)
    hanging: dict[str, list[str]] = {}
    for standing in record.facts:
        for key in _pointed_to(standing.fact, starts):
            hanging.setdefault(key, []).append(standing.key)
    asked = set(keys)
    found = set(asked)
    waiting = list(asked)
    while waiting:
        for key in hanging.get(waiting.pop(), ()):
            if key not in found:
                found.add(key)
                waiting.append(key)
    return tuple(standing.key for standing in record.facts if standing.key in found - asked)


def _pointed_to(fact: Fact, starts: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Keys of every fact that one points to; of a regimen those that start it."""
    yield from map(fact_of, time_anchors(fact))
    match fact:
        case AmbiguityNoted(keys=keys):
            yield from keys
        case ResponseAssessed(evidence=evidence) | ProgressionDeclared(evidence=evidence):
            yield from evidence
        case (
            CycleGiven(regimen=str(name))
            | RegimenHeld(regimen=str(name))
            | RegimenResumed(regimen=str(name))
            | RegimenStopped(regimen=str(name))
            | RadiotherapyGiven(concurrent_regimen=str(name))
            | RegimenStarted(concurrent_with=str(name))
        ):
            yield from starts.get(name, (name,))
        case _:
            return
