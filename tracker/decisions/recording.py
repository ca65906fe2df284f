"""Recording new facts by hand. Refuses a used key, a reference to nothing, and what cannot have happened."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import assert_never

from tracker.decisions.ahead import ahead
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
            never held, and what only a living patient can have, certainly after the death.
    """
    refuse_if_erased(record)
    facts = new_facts(record, entries)
    fresh = {fact.key for fact in facts}
    new = tuple(entry for entry in entries if _is_new(record, entry, fresh))
    refuse_dangling(record, new)
    coming = ahead(record, facts)
    _refuse_out_of_turn(coming, fresh)
    _refuse_after_death(coming, fresh, tolerance)
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


def _refuse_out_of_turn(coming: Record, fresh: AbstractSet[str]) -> None:
    facts = [standing.fact for standing in coming.facts]
    for repeat in repeats_in(facts):
        key, first = repeat.keys[-1], repeat.keys[0]
        if key in fresh:
            raise Refused(f"{key}: {repeat.what} already, by {first}; amend {first} instead")
    for resumed in never_held(facts):
        if resumed.key in fresh:
            raise Refused(
                f"{resumed.key}: no fact holds or stops the regimen {resumed.regimen}; "
                'record its regimen-held, whose time may be "unknown"'
            )


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


def _refuse_after_death(coming: Record, fresh: AbstractSet[str], tolerance: float) -> None:
    deaths = [standing.key for standing in coming.facts if isinstance(standing.fact, PatientDied)]
    dies_now = not fresh.isdisjoint(deaths)
    suspects = [
        standing.key for standing in coming.facts if _needs_life(standing.fact) and (dies_now or standing.key in fresh)
    ]
    if not deaths or not suspects:
        return
    chronology = chronology_of(coming, tolerance=tolerance)
    for key in suspects:
        least = chronology.between(deaths[0], key).least
        if least is not None and least > PRECISION_DAYS:
            raise Refused(
                f"{key}: is certainly after the death ({deaths[0]}), by at least {least:.0f} d; correct one of the two times"
            )
