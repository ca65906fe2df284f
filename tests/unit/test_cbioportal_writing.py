"""What a case looks like as rows: days with their bounds, a regimen with its stop, the patient's survival."""

import pytest
from msgspec.structs import replace

from tests import examples as ex
from tests.studies import as_row
from tracker.adapters.cbioportal.attributes import attribute_lines
from tracker.adapters.cbioportal.patients import read_patient
from tracker.adapters.cbioportal.rows import CARRIED
from tracker.adapters.cbioportal.timeline import read_row
from tracker.adapters.cbioportal.writing import Survival, Written, study_rows
from tracker.events.catalogue import Fact
from tracker.events.fact import RecordedFact
from tracker.events.observation import ImagingStudy
from tracker.values.vocabularies import Modality, OverallChange, Sex
from tracker.values.when import UNKNOWN, Basis, Timing, When


def rows(*facts: Fact) -> list[Written]:
    return list(study_rows(ex.history(ex.diagnosed(day=0), *facts, patient="P1"), Survival("0:LIVING", "12")))


def row_of(key: str, *facts: Fact) -> dict[str, str]:
    return next(row.cells for row in rows(*facts) if any(getattr(event, "key", "") == key for event in row.events))


def test_an_exact_day_is_an_integer_without_bounds() -> None:
    cells = row_of("scan", ex.scan("scan", day=20))
    assert (cells["START_DATE"], cells.get("STOP_DATE"), cells["EVENT_TYPE"]) == ("20", None, "IMAGING")
    assert "TRACKER_DAY_EARLIEST" not in cells


@pytest.mark.parametrize(
    ("overall", "of_studies", "result"),
    [
        ("worse", ("better", "same"), "worse"),
        ("not-stated", ("worse",), "worse"),
        ("not-stated", ("better", "worse"), "CT: better; MRI: worse"),
        ("not-stated", ("better", "not-stated"), "better"),
        ("not-stated", ("not-stated",), None),
    ],
)
def test_the_change_of_a_scan_is_that_of_its_report_else_of_its_studies(
    overall: str, of_studies: tuple[str, ...], result: str | None
) -> None:
    ways = zip((Modality.CT, Modality.MRI), of_studies, strict=False)
    studies = tuple(ImagingStudy(modality=way, overall=OverallChange(change)) for way, change in ways)
    scan = replace(ex.scan("scan", day=20), overall=OverallChange(overall), studies=studies)
    assert row_of("scan", scan).get("RESULT") == result


def test_an_uncertain_day_is_its_estimate_with_its_bounds_and_basis_beside() -> None:
    cells = row_of("scan", ex.scan("scan", day=(10, 21), basis=Basis.ASSUMED))
    assert cells["START_DATE"] == "16"
    assert [cells[f"TRACKER_{name}"] for name in ("DAY_EARLIEST", "DAY_LATEST", "BASIS")] == ["10", "21", "assumed"]


@pytest.mark.parametrize(
    ("when", "back"),
    [
        pytest.param({"day": (10, 21)}, Timing(day=(10, 21)), id="between"),
        pytest.param({"day": -3.5}, Timing(day=-3.5), id="half a day"),
        pytest.param({"after": "dx"}, Timing(after="time-zero", at_least="0 d"), id="open to one side"),
        pytest.param({"at": UNKNOWN}, UNKNOWN, id="nothing is known"),
    ],
)
def test_bounds_come_back_without_the_column_of_events(when: dict[str, object], back: When) -> None:
    cells = row_of("scan", ex.scan("scan", at=Timing(**when)))  # type: ignore[arg-type]  # fields of a time
    (fact,) = read_row(as_row({name: text for name, text in cells.items() if name != CARRIED}))
    assert isinstance(fact, RecordedFact)
    assert fact.occurred == back


def test_a_regimen_and_its_first_stop_are_one_row_and_a_hold_is_another() -> None:
    facts = (ex.started("l1", "cisplatin", day=2), ex.held("l1", day=9), ex.stopped("l1", day=30))
    cells = row_of("l1", *facts)
    assert (cells["START_DATE"], cells["STOP_DATE"], cells["AGENT"]) == ("2", "30", "cisplatin")
    assert cells["TREATMENT_TYPE"] == "Medical Therapy"
    assert [len(row.events) for row in rows(*facts) if row.kind == "TIMELINE"] == [1, 2, 1]


def test_a_stop_before_its_start_has_a_row_of_its_own() -> None:
    facts = (ex.started("l1", "cisplatin", day=20), ex.stopped("l1", day=3))
    assert "STOP_DATE" not in row_of("l1", *facts)
    assert len([row for row in rows(*facts) if row.file == "data_timeline_treatment_change.txt"]) == 1


def test_the_row_of_the_patient_has_survival_and_what_has_no_day() -> None:
    found = rows(ex.registered(sex=Sex.MALE, age=51), ex.ambiguity("a", "open", "dx"))[0]
    cells = {name: text for name, text in found.cells.items() if name != CARRIED}
    assert cells == {"PATIENT_ID": "P1", "SEX": "Male", "AGE": "51", "OS_STATUS": "0:LIVING", "OS_MONTHS": "12"}
    assert len(found.events) == 2


def test_a_status_that_a_study_stated_goes_out_unless_a_death_overtook_it() -> None:
    alive = read_patient(as_row({"PATIENT_ID": "P1", "OS_STATUS": "0:LIVING", "OS_MONTHS": "82"}))[1]
    history = ex.history(ex.diagnosed(day=0), alive, ex.died(day=3_000), patient="P1")
    for survival, said in ((Survival("1:DECEASED", "98.7"), "98.7"), (Survival(), "82")):
        assert next(study_rows(history, survival)).cells["OS_MONTHS"] == said


def test_a_case_without_a_sample_has_one_in_name_only() -> None:
    cells = next(row.cells for row in rows() if row.file == "data_clinical_sample.txt")
    assert (cells["SAMPLE_ID"], cells["TRACKER_PLACEHOLDER"]) == ("P1-no-sample", "yes")


def test_the_lines_above_a_clinical_table_name_describe_type_and_rank_its_columns() -> None:
    lines = [
        line.decode().rstrip("\n").split("\t")
        for line in attribute_lines(("PATIENT_ID", "AGE", CARRIED), frozenset({"AGE"}))
    ]
    assert [line[0][0] for line in lines] == ["#"] * 4
    assert lines[0] == ["#Patient Identifier", "Diagnosis Age", "Tracker Events"]
    assert lines[2:] == [["#STRING", "NUMBER", "STRING"], ["#1", "1", "0"]]
