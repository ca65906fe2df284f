"""Rows of the clinical tables: the person, the stated vital status, the samples."""

from typing import Any

import pytest

from tests.studies import as_row
from tracker.adapters.cbioportal.patients import day_zero_diagnosis, read_patient, read_sample
from tracker.events.disease import PathologyReported
from tracker.events.person import PatientContacted, PatientRegistered
from tracker.values.vocabularies import Sex, VitalStatus
from tracker.values.when import UNKNOWN, Timing


def read(**cells: str) -> tuple[Any, ...]:
    return read_patient(as_row({"PATIENT_ID": "P1", **cells}))


@pytest.mark.parametrize(
    ("cells", "sex", "age", "extra"),
    [
        ({"SEX": "Male", "AGE": "28"}, Sex.MALE, 28, {}),
        ({"SEX": "FEMALE", "AGE": "63.4"}, Sex.FEMALE, 63, {"SEX": "FEMALE", "AGE": "63.4"}),
        ({"GENDER": "Female"}, Sex.FEMALE, None, {"SEX": "", "GENDER": "Female"}),
        ({"SEX": "Unknown", "AGE": ">89"}, Sex.NOT_STATED, None, {"SEX": "Unknown", "AGE": ">89"}),
        ({"AGE": "400", "ETHNICITY": "x"}, Sex.NOT_STATED, None, {"AGE": "400", "ETHNICITY": "x"}),
    ],
)
def test_a_patient_is_registered_with_what_the_row_says(
    cells: dict[str, str], sex: Sex, age: int | None, extra: dict[str, str]
) -> None:
    (registered,) = read(**cells)
    assert isinstance(registered, PatientRegistered)
    assert (registered.sex, registered.age_at_diagnosis, registered.extra) == (sex, age, extra)


@pytest.mark.parametrize(
    ("status", "months", "vital", "occurred"),
    [
        ("1:DECEASED", "58", VitalStatus.DECEASED, Timing(after="time-zero", stated="58 mo")),
        ("LIVING", "17.97", VitalStatus.ALIVE, Timing(after="time-zero", stated="17.97 mo")),
        ("", "5", VitalStatus.NOT_STATED, Timing(after="time-zero", stated="5 mo")),
        ("0:LIVING", "", VitalStatus.ALIVE, UNKNOWN),
        ("0:LIVING", "-3", VitalStatus.ALIVE, UNKNOWN),
        ("lost", "NA", VitalStatus.NOT_STATED, UNKNOWN),
    ],
)
def test_a_stated_status_is_a_contact_and_never_a_death(
    status: str, months: str, vital: VitalStatus, occurred: object
) -> None:
    _, contact = read(**{name: text for name, text in (("OS_STATUS", status), ("OS_MONTHS", months)) if text})
    assert isinstance(contact, PatientContacted)
    assert (contact.vital_status, contact.occurred) == (vital, occurred)


def test_a_status_that_changes_with_a_release_is_another_fact() -> None:
    before, after = (read(OS_STATUS="0:LIVING", OS_MONTHS=months, AGE="50") for months in ("10", "22"))
    assert before[0].key == after[0].key
    assert before[0] == after[0]
    assert before[1].key != after[1].key


def test_a_sample_is_what_pathology_found_when_its_specimen_was_taken() -> None:
    cells = {"PATIENT_ID": "P1", "SAMPLE_ID": "S1", "CANCER_TYPE_DETAILED": "Astrocytoma", "TMB": "1.3"}
    (report,) = read_sample(as_row(cells), "s1-0-abc")
    assert isinstance(report, PathologyReported)
    assert (report.histology, report.extra) == ("Astrocytoma", {"SAMPLE_ID": "S1", "TMB": "1.3"})
    assert isinstance(report.occurred, Timing)
    assert report.occurred.with_ == "s1-0-abc"
    (undated,) = read_sample(as_row(cells), None)
    assert isinstance(undated, PathologyReported)
    assert undated.occurred == UNKNOWN


def test_a_sample_in_name_only_states_nothing() -> None:
    cells = {"PATIENT_ID": "P1", "SAMPLE_ID": "S1", "TRACKER_PLACEHOLDER": "yes"}
    assert read_sample(as_row(cells), None) == ()


def test_time_zero_is_a_diagnosis_whose_name_may_be_missing() -> None:
    assert day_zero_diagnosis("Glioma").diagnosis == "Glioma"
    assert day_zero_diagnosis("").diagnosis == "cancer, type not stated"
    assert len(day_zero_diagnosis("x" * 900).diagnosis) == 400
