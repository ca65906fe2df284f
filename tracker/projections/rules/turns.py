"""Rules about what happens once, or after something else. Refuses to take the order of recording for that of living."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct

from tracker.events.person import PatientDied, PatientRegistered
from tracker.events.treatment import RegimenHeld, RegimenResumed, RegimenStopped
from tracker.projections.rules.evidence import Discrepancy, Evidence
from tracker.projections.stated import stated_by
from tracker.values.counts import counted
from tracker.values.vocabularies import Severity


class Repeat(Struct, frozen=True):
    """What happens once, and is said several times."""

    what: str
    """As the predicate of a sentence, such as `the patient is registered`."""
    keys: tuple[str, ...]
    """Facts that say so, at least two."""
    severity: Severity


def repeats_in(facts: Iterable[object]) -> Iterator[Repeat]:
    """Registrations and deaths beyond the first, and stops of a regimen that no resumption comes between.

    Stops and resumptions are counted, not ordered: their times may be uncertain.
    """
    registered: list[str] = []
    died: list[str] = []
    stops: dict[str, list[str]] = defaultdict(list)
    resumed: dict[str, int] = defaultdict(int)
    for fact in facts:
        match fact:
            case PatientRegistered(key=key):
                registered.append(key)
            case PatientDied(key=key):
                died.append(key)
            case RegimenStopped(key=key, regimen=regimen):
                stops[regimen].append(key)
            case RegimenResumed(regimen=regimen):
                resumed[regimen] += 1
            case _:
                pass
    for what, keys in (("the patient is registered", registered), ("the patient is dead", died)):
        if len(keys) > 1:
            yield Repeat(what, tuple(keys), Severity.ERROR)
    for regimen, keys in stops.items():
        if len(keys) > 1 + resumed[regimen]:
            yield Repeat(f"the regimen {regimen} is stopped", tuple(keys), Severity.WARNING)


def never_held(facts: Iterable[object]) -> Iterator[RegimenResumed]:
    """Resumptions of a regimen that nothing held or stopped."""
    known = list(facts)
    paused = {fact.regimen for fact in known if isinstance(fact, RegimenHeld | RegimenStopped)}
    yield from (fact for fact in known if isinstance(fact, RegimenResumed) and fact.regimen not in paused)


def _facts_of(evidence: Evidence) -> tuple[object, ...]:
    kinds = (PatientRegistered, PatientDied, RegimenHeld, RegimenResumed, RegimenStopped)
    return tuple(stated.value for kind in kinds for stated in stated_by(evidence.history, kind))


def only_once(evidence: Evidence) -> Iterator[Discrepancy]:
    """More than one registration or death, or a regimen that is stopped again without having been resumed."""
    for repeat in repeats_in(_facts_of(evidence)):
        keys = tuple(sorted(repeat.keys))
        summary = f"{repeat.what[0].upper()}{repeat.what[1:]} by {counted(len(keys), 'fact')}: {', '.join(keys)}"
        yield evidence.found("only-once", repeat.severity, summary, keys)


def resumed_not_held(evidence: Evidence) -> Iterator[Discrepancy]:
    """A regimen is resumed that no fact holds or stops."""
    for fact in never_held(_facts_of(evidence)):
        summary = f"{fact.key} resumes the regimen {fact.regimen}, which no fact holds or stops"
        yield evidence.found("resumed-not-held", Severity.NOTE, summary, (fact.key,))
