"""The patient as a person: registration, contacts, death. Refuses names, birth dates and every other identifier."""

from decimal import Decimal
from typing import Annotated

from msgspec import Meta, Struct

from tracker.events.fact import RecordedFact, Text, Words
from tracker.values.vocabularies import DiseaseStatus, Presence, Sex, VitalStatus, YesNo


class HistoryItem(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One item of the patient's or the family's history, present or explicitly absent."""

    item: Words
    """Disease, treatment, habit or family history."""
    presence: Presence = Presence.PRESENT
    """Whether the patient has it, or is said not to."""


class PatientRegistered(
    RecordedFact, tag="patient-registered", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A patient entered the record. Age is in completed years at diagnosis."""

    sex: Sex = Sex.NOT_STATED
    """As the source has it."""
    age_at_diagnosis: Annotated[int, Meta(ge=0, le=130)] | None = None
    """Completed years; left out where not stated."""
    history: tuple[HistoryItem, ...] = ()
    """Past and family history."""


class PatientContacted(
    RecordedFact, tag="patient-contacted", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """Somebody saw or reached the patient: the last date known alive comes from here."""

    vital_status: VitalStatus = VitalStatus.ALIVE
    """Whether the patient was alive then."""
    disease_status: DiseaseStatus = DiseaseStatus.NOT_STATED
    """How the disease stood, as the contact reports it."""
    off_treatment: YesNo = YesNo.NOT_STATED
    """Whether the source says that the patient was without treatment at this contact."""
    words: Words = ""
    """What the source calls the time up to this contact, such as `survived 28 months`."""
    function: Text = ""
    """How the patient lived at that time, in the curator's words."""


class PatientDied(
    RecordedFact, tag="patient-died", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """The patient died, of whatever cause."""

    causes: tuple[Words, ...] = ()
    """Every cause that the source names."""
    underlying_cause: Words = ""
    """The one that it calls the underlying one."""
    related_to_disease: YesNo = YesNo.NOT_STATED
    """Whether it puts the death down to the cancer."""


class PerformanceAssessed(
    RecordedFact, tag="performance-assessed", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """Performance status: ECOG 0 to 5, or a change without a score."""

    ecog: Annotated[int, Meta(ge=0, le=5)] | None = None
    """Score; left out for a change without one. 5 is death."""
    words: Words = ""
    """How the source names the scale, or the change, such as `PS` or `decline`."""


class MeasurementTaken(
    RecordedFact, tag="measurement-taken", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """Weight, height or a vital sign."""

    what: Words
    """Such as `weight`, `height`, `temperature`."""
    value: Decimal
    """In `unit`, with the digits that the source gives."""
    unit: Words
    """UCUM."""
