"""Recording new facts by hand. Refuses a used key, a reference to nothing, and what cannot have happened."""

from collections.abc import Sequence
from typing import assert_never

from tracker.decisions.ahead import ahead
from tracker.decisions.counting import refuse_counting_anew
from tracker.decisions.references import refuse_dangling
from tracker.decisions.refused import Refused, refuse_if_erased
from tracker.events.catalogue import Entered, Fact
from tracker.events.deliberation import AmbiguityNoted, DecisionRecorded, IntervalStated, ReadingSelected
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
from tracker.projections.chronology import chronology_of
from tracker.projections.record import Record
from tracker.projections.rules.turns import never_held, repeats_in
from tracker.values.durations import DEFAULT_TOLERANCE
from tracker.values.months import PRECISION_DAYS
from tracker.values.rounding import at_least
from tracker.values.vocabularies import VitalStatus


def record_facts(
    record: Record, entries: Sequence[Entered], *, tolerance: float = DEFAULT_TOLERANCE
) -> tuple[Entered, ...]:
    """Record new facts and choices of readings; what stands already with the same content records nothing new.

    Args:
        record: What stands for the patient.
        entries: What is entered, in order; entries may refer to each other.
        tolerance: Rounding of stated months and years that a time may need, in that unit.

    Raises:
        Refused: for an erased patient, a key that is used or was retracted, a reference to nothing, a second
            registration or death, a second stop of a regimen that was not resumed, the resumption of one that was
            never held, what only a living patient can have, certainly after the death, and days from the origin that
            would move the origin of a dated case.
    """
    refuse_if_erased(record)
    facts = new_facts(record, entries)
    fresh = {fact.key for fact in facts}
    new = tuple(entry for entry in entries if _is_new(record, entry, fresh))
    refuse_dangling(record, new)
    refuse_impossible(record, ahead(record, facts), tolerance=tolerance)
    refuse_counting_anew(record, ahead(record, new))
    return new


def new_facts(record: Record, entries: Sequence[Entered]) -> tuple[Fact, ...]:
    """The entered facts that do not stand yet, each key once.

    Raises:
        Refused: for a key that stands with other content, was retracted, or is entered twice.
    """
    standing = {fact.key: fact.fact for fact in record.facts}
    retracted = {fact.key for fact in record.retracted}
    fresh: dict[str, Fact] = {}
    for entry in entries:
        if isinstance(entry, ReadingSelected):
            continue
        key = entry.key
        if key in fresh:
            raise Refused(f"{key}: the key is entered twice; a key names one fact")
        if key in retracted:
            raise Refused(f"{key}: the key was retracted and is never reused; amending {key} restores it")
        if key not in standing:
            fresh[key] = entry
        elif standing[key] != entry:
            raise Refused(f"{key}: the key is used already and says something else; amend {key}, or choose another key")
    return tuple(fresh.values())


def _is_new(record: Record, entry: Entered, fresh: set[str]) -> bool:
    if isinstance(entry, ReadingSelected):
        return record.selections.get(entry.question) != entry
    return entry.key in fresh


def refuse_impossible(record: Record, coming: Record, *, tolerance: float = 0.5) -> None:
    """Refuse what nobody can have seen.

    What happens once a second time, what needs something before it without that, and what only a living patient can have
    certainly after the death. An import records all of it, and `tracker check` reports it. What is so already may be corrected in some other way.

    Args:
        record: What stands.
        coming: The record as it would stand.
        tolerance: Rounding of stated months and years that a time may need, in that unit.

    Raises:
        Refused: naming the first fact that cannot be, and the one that it contradicts.
    """
    stood = {standing.key: standing.fact for standing in record.facts}
    facts = {standing.key: standing.fact for standing in coming.facts}
    changed = [key for key, fact in facts.items() if stood.get(key) != fact]
    known = [set(repeat.keys) for repeat in repeats_in(stood.values())]
    for repeat in repeats_in(facts.values()):
        touched = [key for key in repeat.keys if key in changed]
        if touched and not any(keys.issuperset(repeat.keys) for keys in known):
            first = next(key for key in repeat.keys if key != touched[-1])
            raise Refused(f"{touched[-1]}: {repeat.what} already, by {first}; amend {first} instead")
    unheld = {resumed.key for resumed in never_held(stood.values())}
    for resumed in never_held(facts.values()):
        if resumed.key in changed and resumed.key not in unheld:
            raise Refused(
                f"{resumed.key}: no fact holds or stops the regimen {resumed.regimen}; "
                'record its regimen-held, whose time may be "unknown"'
            )
    late = _after_death(coming, tolerance)
    if late:
        before = _after_death(record, tolerance)
        for key, (death, days) in late.items():
            if key not in before:
                raise Refused(
                    f"{key}: is certainly after the death ({death}), by at least {at_least(days):.0f} d; correct one of the two times"
                )


def _after_death(record: Record, tolerance: float) -> dict[str, tuple[str, float]]:
    """Facts that only a living patient can have and that are certainly after the death: by key the death and days at least."""
    deaths = [standing.key for standing in record.facts if isinstance(standing.fact, PatientDied)]
    alive = [standing.key for standing in record.facts if _needs_life(standing.fact)] if deaths else []
    if not alive:
        return {}
    chronology = chronology_of(record, tolerance=tolerance)
    leasts = ((key, chronology.between(deaths[0], key).least) for key in alive)
    return {key: (deaths[0], least) for key, least in leasts if least is not None and least > PRECISION_DAYS}


def _needs_life(fact: Fact) -> bool:
    """Whether only a living patient can have it. Reports, autopsies and reviews may well come after a death."""
    match fact:
        case (
            CycleGiven()
            | RadiotherapyGiven()
            | RegimenStarted()
            | RegimenResumed()
            | PerformanceAssessed()
            | MeasurementTaken()
        ):
            return True
        case PatientContacted(vital_status=status):
            return status is VitalStatus.ALIVE
        case (
            PatientRegistered()
            | CancerDiagnosed()
            | StageAssigned()
            | PathologyReported()
            | LabResulted()
            | ScanReported()
            | FindingNoted()
            | RegimenHeld()
            | RegimenStopped()
            | ProcedurePerformed()
            | ResponseAssessed()
            | ProgressionDeclared()
            | AdverseEventNoted()
            | DecisionRecorded()
            | PatientDied()
            | IntervalStated()
            | AmbiguityNoted()
        ):
            return False
        case _:
            assert_never(fact)
