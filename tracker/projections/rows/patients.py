"""`patients`: who is in the file, one row each. Refuses to show anything of an erased stream."""

from typing import Annotated

from msgspec import Meta, Struct

from tracker.events.disease import CancerDiagnosed
from tracker.events.person import PatientContacted, PatientDied, PatientRegistered, PerformanceAssessed
from tracker.projections.evolve import DEAD, SHOWS_LIFE
from tracker.projections.history import History, events_of
from tracker.projections.months import month_range
from tracker.projections.rows.columns import PatientColumn, text_or_null
from tracker.values.vocabularies import DiagnosisRole, VitalStatus


class PatientRow(Struct, frozen=True, gc=False):
    """One patient; an erased one has no row."""

    patient: PatientColumn
    sex: Annotated[str | None, Meta(description="male, female, other, not-stated; NULL: never registered")]
    age: Annotated[int | None, Meta(description="completed years at diagnosis", extra={"unit": "a"})]
    diagnosis: Annotated[str | None, Meta(description="first primary cancer in order of living, as recorded")]
    topography: Annotated[str | None, Meta(description="ICD-O-3 topography of that cancer, where sure")]
    morphology: Annotated[str | None, Meta(description="ICD-O-3 morphology of that cancer, where sure")]
    de_novo_metastatic: Annotated[bool | None, Meta(description="1: metastatic when that cancer was found")]
    origin_date: Annotated[str | None, Meta(description="ISO date of day 0; NULL where no calendar date is known")]
    vital_status: Annotated[
        str,
        Meta(
            description="deceased where a death is recorded or reported, else alive where a fact shows it, else not-stated"
        ),
    ]
    first_month: Annotated[int | None, Meta(description="first month that has a frame", extra={"unit": "mo"})]
    last_month: Annotated[int | None, Meta(description="last month that has a frame", extra={"unit": "mo"})]
    facts: Annotated[int, Meta(description="number of standing facts, remarks about the record included")]


def _vital_status(history: History) -> VitalStatus:
    said = {contact.vital_status for contact in events_of(history, PatientContacted)}
    scores = {performance.ecog for performance in events_of(history, PerformanceAssessed)}
    if PatientDied in history.by_kind or VitalStatus.DECEASED in said or DEAD in scores:
        return VitalStatus.DECEASED
    alive = scores or VitalStatus.ALIVE in said or not SHOWS_LIFE.isdisjoint(history.by_kind)
    return VitalStatus.ALIVE if alive else VitalStatus.NOT_STATED


def derive_patients(history: History) -> tuple[PatientRow, ...]:
    """One row per patient who has at least one event and was not erased."""
    if history.record.erased:
        return ()
    registered = next(reversed(events_of(history, PatientRegistered)), None)
    diagnoses = events_of(history, CancerDiagnosed)
    primary = next((diagnosis for diagnosis in diagnoses if diagnosis.role is DiagnosisRole.PRIMARY), None)
    origin = history.calendar.origin
    months = month_range(history.facts) if history.facts else ()
    return (
        PatientRow(
            history.patient,
            registered.sex.value if registered else None,
            registered.age_at_diagnosis if registered else None,
            primary.diagnosis if primary else None,
            text_or_null(primary.topography) if primary else None,
            text_or_null(primary.morphology) if primary else None,
            primary.de_novo_metastatic if primary else None,
            origin.isoformat() if origin else None,
            _vital_status(history).value,
            months[0] if months else None,
            months[-1] if months else None,
            len(history.record.facts),
        ),
    )
