"""Which resource a fact becomes and which fact a resource is: the one place that lists both. Refuses to skip a resource unsaid."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from msgspec import Struct

from tracker.adapters.mcode import (
    administrations,
    adverse,
    disease,
    laboratory,
    lesions,
    medication,
    person,
    procedures,
    reports,
    staging,
)
from tracker.adapters.mcode.drafts import Draft, Reading, Writing, id_of
from tracker.adapters.mcode.elements import Json, text_at
from tracker.adapters.mcode.medication import Fate
from tracker.adapters.mcode.names import PEOPLE
from tracker.adapters.mcode.times import ORIGIN, Bounds, Places
from tracker.events.catalogue import Fact
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
from tracker.values.vocabularies import DiagnosisRole, VitalStatus

Reader = Callable[[str, Json, Reading], Iterator[Draft]]

_TYPES: dict[type[Struct], str] = {
    PatientRegistered: "Patient",
    CancerDiagnosed: "Condition",
    StageAssigned: "Observation",
    PathologyReported: "DiagnosticReport",
    LabResulted: "Observation",
    MeasurementTaken: "Observation",
    ScanReported: "DiagnosticReport",
    FindingNoted: "Observation",
    PerformanceAssessed: "Observation",
    RegimenStarted: "MedicationRequest",
    CycleGiven: "MedicationAdministration",
    RadiotherapyGiven: "Procedure",
    ProcedurePerformed: "Procedure",
    ResponseAssessed: "Observation",
    ProgressionDeclared: "Observation",
    AdverseEventNoted: "AdverseEvent",
}
"""What stands for a fact; anything else goes whole into a Basic resource."""

_OBSERVATIONS: tuple[tuple[Callable[[Json], bool], Reader], ...] = (
    (person.is_ecog, person.read_ecog),
    (disease.is_status, disease.read_status),
    (lesions.is_size, lesions.read_size),
    (person.is_measurement, person.read_measurement),
    (laboratory.is_lab, laboratory.read_lab),
    (reports.is_finding, reports.read_finding),
)
_READERS: dict[str, Reader] = {
    "Patient": person.read_patient,
    "Procedure": procedures.read_procedure,
    "DiagnosticReport": reports.read_report,
    "AdverseEvent": adverse.read_adverse,
    "BodyStructure": lesions.read_tumor,
}
_TURNS = {"DiagnosticReport": 0, "BodyStructure": 2}
"""Reports take up sizes, and sizes take up tumors, before these are read by themselves."""

_NOT_RECORDED = frozenset({"entered-in-error", "cancelled", "registered"})


def reading_of(resources: dict[str, Json], births: dict[str, str]) -> Reading:
    """Everything that readers need of a bundle: every resource can be what a time hangs on."""
    keys = {name: name.partition("/")[2] for name in resources}
    return Reading(resources, Places(keys), births)


def drafts_of(reading: Reading) -> tuple[Draft, ...]:
    """The facts of a bundle by themselves, in the order of their resources; `reading.left_out` says what gave none."""
    groups = (staging.read_stages, medication.read_orders, administrations.read_administrations)
    found = [draft for read in groups for draft in read(reading)]
    taken = {name for draft in found for name in draft.parts} | reading.used
    for name in sorted(reading.resources, key=lambda name: _TURNS.get(name.partition("/")[0], 1)):
        if name not in taken and name not in reading.used:
            read = tuple(_read_one(name, reading.resources[name], reading))
            found.extend(read)
            taken.update(part for draft in read for part in draft.parts)
    found.extend(staging.disagreements(reading))
    used = {name for draft in found for name in draft.parts} | reading.used
    reading.left_out.extend(_without_fact(name for name in reading.resources if name not in used))
    places = {name: place for place, name in enumerate(reading.resources)}
    return tuple(sorted(found, key=lambda draft: places[draft.parts[0]]))


def _read_one(name: str, resource: Json, reading: Reading) -> Iterator[Draft]:
    kind = resource["resourceType"]
    if kind == "Observation":
        if text_at(resource, "status") in _NOT_RECORDED:
            reading.refuse(name, f"an observation of the status {text_at(resource, 'status')}")
            return
        reader = next((read for fits, read in _OBSERVATIONS if fits(resource)), None)
    elif kind == "Condition" and disease.is_cancer(resource):
        reader = disease.read_condition
    else:
        reader = _READERS.get(kind)
    if reader is not None:
        yield from reader(name, resource, reading)


def _without_fact(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if name.partition("/")[0] not in PEOPLE and name != ORIGIN:
            yield f"{name}: no fact holds it"


def writing_of(
    patient: str,
    facts: Iterable[Fact],
    names: dict[str, str],
    bounds: Callable[[str], Bounds | None] = lambda _key: None,
) -> Writing:
    """Everything that writers need of a case.

    Args:
        patient: Id of the Patient resource.
        facts: What the case says.
        names: Key of a fact to the name of its resource.
        bounds: Earliest and latest day of a fact.
    """
    primary, age, died, alive, said_dead = "", None, None, False, False
    fates: dict[str, Fate] = {}
    scans: set[str] = set()
    all_names = dict(names)
    for fact in facts:
        match fact:
            case CancerDiagnosed(role=DiagnosisRole.PRIMARY) if not primary:
                primary = names.get(fact.key, "")
            case PatientRegistered():
                age = fact.age_at_diagnosis
            case PatientDied():
                died = fact
            case PatientContacted(vital_status=VitalStatus.ALIVE):
                alive = True
            case PatientContacted(vital_status=VitalStatus.DECEASED):
                said_dead = True
            case ScanReported():
                scans.add(fact.key)
            case RegimenStarted():
                all_names.setdefault(f"regimen:{fact.regimen}", names.get(fact.key, ""))
            case RegimenStopped():
                fates[fact.regimen] = Fate(ended=fact, reason=fact.reason)
            case RegimenHeld():
                fates[fact.regimen] = Fate(held=True, reason=fact.reason)
            case RegimenResumed():
                fates.pop(fact.regimen, None)
            case _:
                pass
    return Writing(
        patient,
        Places(all_names, bounds),
        primary,
        age,
        fates,
        died,
        alive and died is None and not said_dead,
        frozenset(scans),
    )


def type_of(fact: Any) -> str:  # noqa: ANN401 - any entry, also a chosen reading
    """The type of the resource that stands for a fact."""
    if isinstance(fact, FindingNoted) and lesions.is_tumor_alone(fact):
        return "BodyStructure"
    return _TYPES.get(type(fact), "Basic")


def name_of(fact: Fact, patient: str) -> str:
    """The name of the resource that stands for a fact of a patient."""
    return f"Patient/{patient}" if isinstance(fact, PatientRegistered) else f"{type_of(fact)}/{id_of(fact.key)}"


def write(fact: Any, writing: Writing) -> list[Json]:  # noqa: ANN401 - as above
    """The resources of a fact, its own first; none where mCODE has nothing for it."""
    match fact:
        case PatientRegistered():
            return [person.write_patient(fact, writing)]
        case CancerDiagnosed():
            return disease.write_condition(fact, writing)
        case StageAssigned():
            return staging.write_stage(fact, writing)
        case PathologyReported():
            return reports.write_pathology(fact, writing)
        case LabResulted():
            return laboratory.write_lab(fact, writing)
        case MeasurementTaken():
            return person.write_measurement(fact, writing)
        case ScanReported():
            return reports.write_scan(fact, writing)
        case FindingNoted() if lesions.is_tumor_alone(fact):
            return lesions.write_tumor(fact, writing)
        case FindingNoted():
            return reports.write_finding(fact, writing)
        case PerformanceAssessed():
            return person.write_ecog(fact, writing)
        case RegimenStarted():
            return medication.write_start(fact, writing)
        case CycleGiven():
            return administrations.write_cycle(fact, writing)
        case RadiotherapyGiven():
            return procedures.write_radiotherapy(fact, writing)
        case ProcedurePerformed():
            return procedures.write_procedure(fact, writing)
        case ResponseAssessed():
            return disease.write_response(fact, writing)
        case ProgressionDeclared():
            return disease.write_progression(fact, writing)
        case AdverseEventNoted():
            return adverse.write_adverse(fact, writing)
        case _:
            return []
