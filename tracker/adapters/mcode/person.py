"""The patient, the performance status and body measurements, as resources and facts. Refuses a birth date: an age is made of it.

Patient gives the registration and, where it says so, the death; ECOG and vital signs are Observations.
"""

from collections.abc import Iterator
from decimal import Decimal

from tracker.adapters.mcode.drafts import Draft, Reading, Writing, common, resource
from tracker.adapters.mcode.elements import (
    Json,
    at,
    categories,
    code_of,
    concept,
    list_at,
    number_at,
    profiles,
    quantity,
    text_at,
    words_of,
)
from tracker.adapters.mcode.laboratory import unit_of
from tracker.adapters.mcode.terms import (
    ECOG,
    LOINC,
    LOINC_OF_MEASUREMENT,
    MCODE,
    MEASUREMENTS,
    TERMINOLOGY,
    US_CORE,
)
from tracker.adapters.mcode.times import date_in, missing_reason, read_moment, read_point, write_moment, write_point
from tracker.events.person import (
    MeasurementTaken,
    PatientContacted,
    PatientDied,
    PatientRegistered,
    PerformanceAssessed,
)
from tracker.values.dates import days_named_by
from tracker.values.units import units_of_measurement
from tracker.values.vocabularies import Sex
from tracker.values.when import TIME_ZERO, UNKNOWN, Basis, Timing

_SEXES = {"male": Sex.MALE, "female": Sex.FEMALE, "other": Sex.OTHER}
_ECOG_MOST = 5


def read_patient(name: str, patient: Json, reading: Reading) -> Iterator[Draft]:
    """The registration; a death or a patient known to be alive besides, if Patient says so.

    A Patient has no time; the registration is assumed at the origin, where a primary condition makes one.
    """
    sex = _SEXES.get(text_at(patient, "gender"), Sex.NOT_STATED)
    since = UNKNOWN if _primary(reading) is None else Timing(at=TIME_ZERO, basis=Basis.ASSUMED)
    yield Draft(PatientRegistered(**common(name, since), sex=sex, age_at_diagnosis=_age(name, reading)), (name,))
    died = read_point(patient, "deceasedDateTime", reading.places)
    if patient.get("deceasedBoolean") is True or died != UNKNOWN or "_deceasedDateTime" in patient:
        said = common(name, died)
        yield Draft(PatientDied(**said | {"key": f"{said['key']}-death"}), (name,), derived=True)
    elif patient.get("deceasedBoolean") is False:
        said = common(name, UNKNOWN)
        yield Draft(PatientContacted(**said | {"key": f"{said['key']}-alive"}), (name,), derived=True)


def _age(name: str, reading: Reading) -> int | None:
    """Completed years at diagnosis, where birth date and onset leave no doubt, else as the condition states it."""
    primary = _primary(reading)
    stated = number_at(primary, "onsetAge", "value")
    if stated is not None and text_at(primary, "onsetAge", "code") == "a" and 0 <= stated <= 130:  # noqa: PLR2004 - the longest life
        return int(stated)
    birth, onset = date_in(reading.births.get(name, "")), date_in(text_at(primary, "onsetDateTime"))
    if not birth or not onset:
        return None
    (born, born_last), (first, last) = days_named_by(birth), days_named_by(onset)
    years = {
        end.year - start.year - ((end.month, end.day) < (start.month, start.day))
        for start, end in ((born_last, first), (born, last))
    }
    age = years.pop()
    return age if not years and 0 <= age <= 130 else None  # noqa: PLR2004 - as above


def _primary(reading: Reading) -> Json | None:
    found = (item for item in reading.resources.values() if "mcode-primary-cancer-condition" in profiles(item))
    return next(found, None)


def write_patient(fact: PatientRegistered | None, writing: Writing) -> Json:
    """The Patient of a bundle; one without a registration says nothing but the vital status."""
    said = resource("Patient", "", f"{MCODE}cancer-patient") | {"id": writing.patient}
    if fact is not None and fact.sex is not Sex.NOT_STATED:
        said["gender"] = str(fact.sex)
    elif fact is not None:
        said["gender"] = "unknown"
    died = writing.died
    if died is not None:
        write_point(said, "deceasedDateTime", died.occurred, died.key, writing.places)
        if not {"deceasedDateTime", "_deceasedDateTime"} & said.keys():
            said["deceasedBoolean"] = True
    elif writing.alive:
        said["deceasedBoolean"] = False
    return said


def is_ecog(observation: Json) -> bool:
    """Whether an Observation is an ECOG performance status."""
    return code_of(observation.get("code"), LOINC) == ECOG or "mcode-ecog-performance-status" in profiles(observation)


def read_ecog(name: str, observation: Json, reading: Reading) -> Iterator[Draft]:
    """A score, or the words for a change without one."""
    score = number_at(observation, "valueInteger")
    words = words_of(at(observation, "interpretation", 0))
    said = common(name, read_moment(observation, "effective", reading.places))
    if score is not None and 0 <= score <= _ECOG_MOST:
        yield Draft(PerformanceAssessed(**said, ecog=int(score)), (name,))
    elif words:
        yield Draft(PerformanceAssessed(**said, words=words), (name,))
    else:
        reading.refuse(name, "a performance status without a score from 0 to 5")


def write_ecog(fact: PerformanceAssessed, writing: Writing) -> list[Json]:
    """An Observation of mCODE's profile."""
    said = resource("Observation", fact.key, f"{MCODE}ecog-performance-status") | {
        "status": "final",
        "category": [concept(system=f"{TERMINOLOGY}observation-category", code="survey", display="Survey")],
        "code": concept(system=LOINC, code=ECOG),
        "subject": writing.subject(),
    }
    write_moment(said, "effective", fact.occurred, fact.key, writing.places)
    if fact.ecog is not None:
        return [said | {"valueInteger": fact.ecog}]
    return [said | {"dataAbsentReason": missing_reason("not-asked"), "interpretation": [concept(fact.words)]}]


def is_measurement(observation: Json) -> bool:
    """Whether an Observation is a vital sign or a measure of the body."""
    return code_of(observation.get("code"), LOINC) in MEASUREMENTS or "vital-signs" in categories(observation)


def read_measurement(name: str, observation: Json, reading: Reading) -> Iterator[Draft]:
    """One quantity in an accepted UCUM unit."""
    loinc = code_of(observation.get("code"), LOINC)
    what = MEASUREMENTS.get(loinc) or words_of(observation.get("code"))
    value, unit = number_at(observation, "valueQuantity", "value"), unit_of(observation.get("valueQuantity"))
    known = units_of_measurement(what)
    if value is None or not unit or not what or (known and unit not in known) or (known and value < 0):
        parts = " its components are not recorded" if list_at(observation, "component") else ""
        reading.refuse(name, f"a measurement without a value in a unit that is known here;{parts}".rstrip(";"))
        return
    said = common(name, read_moment(observation, "effective", reading.places))
    yield Draft(MeasurementTaken(**said, what=what, value=value, unit=unit), (name,))


def write_measurement(fact: MeasurementTaken, writing: Writing) -> list[Json]:
    """An Observation of the category vital signs."""
    code = LOINC_OF_MEASUREMENT.get(fact.what.casefold(), "")
    said = resource("Observation", fact.key, f"{US_CORE}vital-signs") | {
        "status": "final",
        "category": [concept(system=f"{TERMINOLOGY}observation-category", code="vital-signs")],
        "code": concept(system=LOINC, code=code) if code else concept(fact.what),
        "subject": writing.subject(),
        "valueQuantity": quantity(Decimal(fact.value), fact.unit),
    }
    write_moment(said, "effective", fact.occurred, fact.key, writing.places)
    return [said]
