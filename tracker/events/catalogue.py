"""The closed catalogue of events. A new event is one class in its area's file and one line here.

`Fact` is everything that can be corrected; `Event` is everything that can be stored. The unions are closed: a `match` that
owes every event an answer ends in `assert_never`, so the type checker lists what a new event still needs. What concerns
fields (numbers, units, keys) or few events is asked for by `tests/architecture/test_new_events.py`.
"""

from types import MappingProxyType
from typing import get_args

from msgspec import Struct

from tracker.events.deliberation import AmbiguityNoted, DecisionRecorded, IntervalStated, ReadingSelected
from tracker.events.disease import (
    CancerDiagnosed,
    PathologyReported,
    ProgressionDeclared,
    ResponseAssessed,
    StageAssigned,
)
from tracker.events.fact import Text
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
from tracker.values.identifiers import Key

ClinicalEvent = (
    PatientRegistered
    | CancerDiagnosed
    | StageAssigned
    | PathologyReported
    | LabResulted
    | MeasurementTaken
    | ScanReported
    | FindingNoted
    | PerformanceAssessed
    | RegimenStarted
    | RegimenHeld
    | RegimenResumed
    | RegimenStopped
    | CycleGiven
    | RadiotherapyGiven
    | ProcedurePerformed
    | ResponseAssessed
    | ProgressionDeclared
    | AdverseEventNoted
    | DecisionRecorded
    | PatientContacted
    | PatientDied
)
"""What happened to a patient, at a time."""

Fact = ClinicalEvent | IntervalStated | AmbiguityNoted
"""What has a key and can be amended or retracted."""


class FactAmended(
    Struct,
    tag="fact-amended",
    tag_field="type",
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
):
    """A fact is replaced as a whole, times included. The replacement keeps the key; an amendment restores a retracted fact."""

    target: Key
    """Which fact."""
    replacement: Fact
    """The fact as it now stands, under the same key."""
    reason: Text
    """Why it was corrected."""


class FactRetracted(
    Struct,
    tag="fact-retracted",
    tag_field="type",
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
):
    """A fact is taken back."""

    target: Key
    """Which fact."""
    reason: Text
    """Why it was taken back."""


class PatientErased(
    Struct,
    tag="patient-erased",
    tag_field="type",
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
):
    """Every payload of the patient was destroyed; only this one, the legal basis, stays."""

    legal_basis: Text
    """Law or request that asks for it."""


Entered = Fact | ReadingSelected
"""What a person may enter: a fact, or the choice of a reading. Corrections are commands."""

Correction = FactAmended | FactRetracted

Event = Fact | ReadingSelected | FactAmended | FactRetracted | PatientErased
"""What can be stored."""

SCHEMA_VERSIONS = MappingProxyType(
    {
        "patient-registered": 1,
        "cancer-diagnosed": 1,
        "stage-assigned": 1,
        "pathology-reported": 1,
        "lab-resulted": 1,
        "measurement-taken": 1,
        "scan-reported": 1,
        "finding-noted": 1,
        "performance-assessed": 1,
        "regimen-started": 1,
        "regimen-held": 1,
        "regimen-resumed": 1,
        "regimen-stopped": 1,
        "cycle-given": 1,
        "radiotherapy-given": 1,
        "procedure-performed": 1,
        "response-assessed": 1,
        "progression-declared": 1,
        "adverse-event-noted": 1,
        "decision-recorded": 1,
        "patient-contacted": 1,
        "patient-died": 1,
        "interval-stated": 1,
        "ambiguity-noted": 1,
        "reading-selected": 1,
        "fact-amended": 1,
        "fact-retracted": 1,
        "patient-erased": 1,
    }
)
"""The version of the payload that the classes above describe. Raised together with an upcaster and a golden payload."""

EVENT_CLASSES: tuple[type[Struct], ...] = get_args(Event)
FACT_CLASSES: tuple[type[Struct], ...] = get_args(Fact)
CLINICAL_CLASSES: tuple[type[Struct], ...] = get_args(ClinicalEvent)


def wire_name(event: Event | type[Struct]) -> str:
    """The name under which an event is stored.

    >>> wire_name(CycleGiven)
    'cycle-given'
    """
    return str(event.__struct_config__.tag)
