"""A row of a timeline becomes the fact that it states, and no cell of it is lost."""

from decimal import Decimal

import pytest
from msgspec import structs

from tests.studies import as_row, timeline_row
from tracker.adapters.cbioportal.describing import described
from tracker.adapters.cbioportal.rows import Misfit
from tracker.adapters.cbioportal.timeline import read_row
from tracker.events.catalogue import ClinicalEvent, wire_name
from tracker.events.disease import CancerDiagnosed, PathologyReported, ProgressionDeclared, ResponseAssessed
from tracker.events.fact import RecordedFact
from tracker.events.laboratory import LabResulted
from tracker.events.observation import FindingNoted, ScanReported
from tracker.events.person import PatientContacted
from tracker.events.treatment import ProcedurePerformed, RadiotherapyGiven, RegimenStarted, RegimenStopped
from tracker.values.vocabularies import Comparator, DiseaseStatus, Modality, OverallChange, VitalStatus
from tracker.values.when import Lasting, Timing


def read(kind: str, start: str = "10", stop: str = "", **cells: str) -> ClinicalEvent:
    """The first fact of a row."""
    fact = read_row(as_row(timeline_row(kind, start, stop, **cells)))[0]
    assert isinstance(fact, RecordedFact)
    return fact


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(timeline_row("Treatment", AGENT="TMZ"), "regimen-started", id="a drug"),
        pytest.param(timeline_row("TREATMENT", SUBTYPE="Chemo"), "regimen-started", id="a subtype without a drug"),
        pytest.param(
            timeline_row("Treatment", TREATMENT_TYPE="Radiation Therapy"), "radiotherapy-given", id="radiation"
        ),
        pytest.param(timeline_row("Treatment", SUBTYPE="Radiation Therapy"), "radiotherapy-given", id="by its subtype"),
        pytest.param(timeline_row("treatment", TREATMENT_TYPE="Surgery", AGENT="x"), "finding-noted", id="neither"),
        pytest.param(timeline_row("LAB_TEST", TEST="PSA", RESULT="10"), "lab-resulted", id="laboratory"),
        pytest.param(timeline_row("Lab_test", RESULT="10"), "finding-noted", id="laboratory without a test"),
        pytest.param(timeline_row("IMAGING", DIAGNOSTIC_TYPE="MRI"), "scan-reported", id="imaging"),
        pytest.param(timeline_row("Status", STATUS="DECEASED"), "patient-died", id="death"),
        pytest.param(
            timeline_row("STATUS", STATUS="radiographic_progression"), "progression-declared", id="progression"
        ),
        pytest.param(
            timeline_row("STATUS", STATUS="No progression"), "finding-noted", id="what a word denies is not read"
        ),
        pytest.param(timeline_row("STATUS", STATUS="Partial Response"), "response-assessed", id="response"),
        pytest.param(timeline_row("STATUS", STATUS="Recurrence"), "cancer-diagnosed", id="recurrence"),
        pytest.param(timeline_row("STATUS", STATUS="Alive With Disease"), "patient-contacted", id="contact"),
        pytest.param(
            timeline_row("STATUS", STATUS="Reported deceased"), "patient-contacted", id="a death without a day"
        ),
        pytest.param(timeline_row("SPECIMEN", SAMPLE_ID="S1"), "procedure-performed", id="specimen"),
        pytest.param(timeline_row("Sample Acquisition"), "procedure-performed", id="acquisition"),
        pytest.param(timeline_row("sequencing"), "procedure-performed", id="sequencing"),
        pytest.param(timeline_row("SURGERY", SUBTYPE="Resection"), "procedure-performed", id="surgery"),
        pytest.param(timeline_row("PATHOLOGY", TEST="PD-L1", RESULT="+"), "pathology-reported", id="pathology"),
        pytest.param(timeline_row("Diagnosis", SUBTYPE="Primary"), "cancer-diagnosed", id="diagnosis"),
        pytest.param(timeline_row("Diagnosis", DX_DESCRIPTION="carcinoma"), "cancer-diagnosed", id="described"),
        pytest.param(
            timeline_row("Diagnosis", SUBTYPE="Tumor Sites", X="Liver"), "finding-noted", id="of another kind"
        ),
        pytest.param(
            timeline_row("Diagnosis", SUBTYPE="Progression", PROGRESSION="Y"), "progression-declared", id="yes"
        ),
        pytest.param(timeline_row("Diagnosis", SUBTYPE="Progression", PROGRESSION="N"), "finding-noted", id="no"),
        pytest.param(timeline_row("Performance status", ECOG="1"), "performance-assessed", id="performance"),
        pytest.param(timeline_row("ECOG", ECOG="9"), "finding-noted", id="a score that ECOG does not have"),
        pytest.param(timeline_row("Toxicity", TERM="Nausea", GRADE="2"), "adverse-event-noted", id="adverse event"),
        pytest.param(
            timeline_row("MEASUREMENT", TEST="weight", RESULT="61", UNIT="kg"), "measurement-taken", id="weight"
        ),
        pytest.param(timeline_row("Stage", T="T4", STAGE_GROUP="IV"), "stage-assigned", id="stage"),
        pytest.param(timeline_row("Hospital stay", WARD="7"), "finding-noted", id="never seen before"),
    ],
)
def test_a_row_of_a_type_states_that_kind_of_fact_and_keeps_every_cell(cells: dict[str, str], expected: str) -> None:
    row = as_row(cells)
    fact = read_row(row)[0]
    assert wire_name(fact) == expected
    assert isinstance(fact, RecordedFact)
    assert fact.occurred == Timing(day=10)
    said = {**described(fact), **fact.extra}
    written = {name: text for name, text in said.items() if text}
    assert written == {name: text for name, text in row.cells.items() if name not in {"PATIENT_ID", "START_DATE"}}


def test_a_drug_is_given_from_its_first_to_its_last_day() -> None:
    started, stopped = read_row(as_row(timeline_row("Treatment", "977", "1007", AGENT="TMZ + accutane")))
    assert isinstance(started, RegimenStarted)
    assert isinstance(stopped, RegimenStopped)
    assert [drug.drug for drug in started.drugs] == ["TMZ", "accutane"]
    assert (started.regimen, stopped.occurred) == (stopped.regimen, Timing(day=1007))


@pytest.mark.parametrize("stop", ["", "  "])
def test_without_a_last_day_no_stop_is_recorded(stop: str) -> None:
    assert len(read_row(as_row(timeline_row("Treatment", "5", stop.strip(), AGENT="TMZ")))) == 1


@pytest.mark.parametrize(
    ("agent", "gray", "words"),
    [("60 Gy", Decimal(60), ""), ("5940cGy", Decimal("59.4"), ""), ("standard dose", None, "standard dose")],
)
def test_radiotherapy_has_the_dose_that_its_agent_states(agent: str, gray: Decimal | None, words: str) -> None:
    course = read("Treatment", "0", "42", TREATMENT_TYPE="Radiation Therapy", SUBTYPE="XRT", AGENT=agent)
    assert isinstance(course, RadiotherapyGiven)
    assert (course.volumes[0].name, course.volumes[0].dose_gy, course.volumes[0].words) == ("XRT", gray, words)
    assert course.lasting == Lasting(stated="42 d")


@pytest.mark.parametrize(
    ("said", "drugs", "gray"),
    [
        pytest.param({"TREATMENT_TYPE": "Chemoradiation", "AGENT": "Cisplatin"}, ["Cisplatin"], None, id="one word"),
        pytest.param(
            {"TREATMENT_TYPE": "Radiochemotherapy", "AGENT": "TMZ + 60 Gy"}, ["TMZ"], 60, id="a drug and a dose"
        ),
        pytest.param({"TREATMENT_TYPE": "Chemotherapy and Radiation"}, [], None, id="no drug is named"),
        pytest.param({"SUBTYPE": "CCRT", "AGENT": "xyz"}, ["xyz"], None, id="a drug that nobody knows"),
        pytest.param(
            {"TREATMENT_TYPE": "Radiation Therapy", "AGENT": "Cisplatin"}, ["Cisplatin"], None, id="a drug as agent"
        ),
    ],
)
def test_chemoradiation_is_a_course_and_the_drugs_beside_it(
    said: dict[str, str], drugs: list[str], gray: int | None
) -> None:
    row = as_row(timeline_row("Treatment", "30", "72", **said))
    course, started, stopped = read_row(row)
    assert isinstance(course, RadiotherapyGiven)
    assert isinstance(started, RegimenStarted)
    assert isinstance(stopped, RegimenStopped)
    assert [drug.drug for drug in started.drugs] == drugs
    assert (course.volumes[0].dose_gy, course.volumes[0].words) == (gray, "")
    assert (course.concurrent_regimen, started.concurrent_with) == (started.regimen, course.key)
    assert (course.occurred, stopped.occurred) == (started.occurred, Timing(day=72))
    cells = {name: text for name, text in {**described(course), **course.extra}.items() if text}
    assert cells == {
        name: text for name, text in row.cells.items() if name not in {"PATIENT_ID", "START_DATE", "STOP_DATE"}
    }


@pytest.mark.parametrize(
    ("result", "unit", "value", "comparator", "word", "known"),
    [
        ("10", "ng/ml", Decimal(10), None, "", "ng/mL"),
        ("<0.5", "ng/mL", Decimal("0.5"), Comparator.BELOW, "", "ng/mL"),
        ("≥ 500", "ng/mL", Decimal(500), Comparator.AT_LEAST, "", "ng/mL"),
        ("-1.5", "furlong", Decimal("-1.5"), None, "", ""),
        ("elevated", "ng/mL", None, None, "elevated", ""),
    ],
)
def test_a_result_is_a_number_a_bound_or_a_word(  # noqa: PLR0913, PLR0917 - one argument per column of the table
    result: str, unit: str, value: Decimal | None, comparator: Comparator | None, word: str, known: str
) -> None:
    lab = read("LAB_TEST", TEST="CEA", RESULT=result, UNIT=unit)
    assert isinstance(lab, LabResulted)
    assert (lab.analyte, lab.value, lab.comparator, lab.word, lab.unit) == ("CEA", value, comparator, word, known)


def test_a_unit_that_an_analyte_cannot_have_stays_in_the_columns() -> None:
    lab = read("LAB_TEST", TEST="LDH", RESULT="300", UNIT="g/L")
    assert isinstance(lab, LabResulted)
    assert (lab.unit, lab.extra["UNIT"]) == ("", "g/L")


def test_imaging_says_how_and_what_came_of_it() -> None:
    scan = read("Imaging", DIAGNOSTIC_TYPE="PET/CT; MRI", RESULT="Stable", SOURCE="Clinic")
    assert isinstance(scan, ScanReported)
    assert [study.modality for study in scan.studies] == [Modality.PET_CT, Modality.MRI]
    mammogram = read("Imaging", DIAGNOSTIC_TYPE="Mammogram")
    assert isinstance(mammogram, ScanReported)
    assert [study.modality for study in mammogram.studies] == [Modality.MAMMOGRAPHY]
    assert (scan.studies[0].overall, scan.extra["SOURCE"]) == (OverallChange.SAME, "Clinic")


def test_a_way_of_looking_that_no_table_has_keeps_its_name() -> None:
    scan = read("Imaging", DIAGNOSTIC_TYPE="Octreotide scan")
    assert isinstance(scan, ScanReported)
    assert (scan.studies[0].modality, scan.extra["DIAGNOSTIC_TYPE"]) == (Modality.OTHER, "Octreotide scan")


def test_what_is_worded_as_a_status_is_what_the_words_mean() -> None:
    progressed, responded = (
        read("STATUS", STATUS="radiographic_progression"),
        read("STATUS", STATUS="cCR", RESPONSE="CR"),
    )
    contact, relapse = read("STATUS", STATUS="NED"), read("STATUS", STATUS="Local recurrence")
    assert isinstance(progressed, ProgressionDeclared)
    assert isinstance(responded, ResponseAssessed)
    assert isinstance(contact, PatientContacted)
    assert isinstance(relapse, CancerDiagnosed)
    assert (progressed.words, responded.words, responded.category.value) == ("radiographic_progression", "cCR", "CR")
    assert (contact.vital_status, contact.disease_status) == (VitalStatus.ALIVE, DiseaseStatus.NO_EVIDENCE)
    assert (relapse.role.value, relapse.diagnosis) == ("recurrence", "Local recurrence")


def test_a_type_that_nobody_has_seen_is_a_finding_with_all_its_columns() -> None:
    fact = read("Hospital stay", "-30", "-20", WARD="7 B")
    assert isinstance(fact, FindingNoted)
    assert fact.findings[0].name == "Hospital stay"
    assert fact.extra == {"EVENT_TYPE": "Hospital stay", "STOP_DATE": "-20", "WARD": "7 B"}
    assert fact.occurred == Timing(day=-30)


def test_pathology_and_procedures_are_what_their_most_telling_column_says() -> None:
    report = read("Pathology", HISTOLOGY="carcinoma", TEST="PD-L1", RESULT="positive")
    operation = read("Surgery", EVENT_TYPE_DETAILED="Astro II biopsy")
    assert isinstance(report, PathologyReported)
    assert isinstance(operation, ProcedurePerformed)
    assert (report.histology, report.markers[0].name, report.markers[0].result) == ("carcinoma", "PD-L1", "positive")
    assert (operation.procedure, operation.extra) == ("Astro II biopsy", {"EVENT_TYPE": "Surgery"})


@pytest.mark.parametrize(
    ("cells", "complaint"),
    [
        pytest.param(timeline_row("Status", "", STATUS="x"), "START_DATE is blank", id="no day"),
        pytest.param(timeline_row("Status", "soon"), "START_DATE 'soon' is no number of days", id="a word"),
        pytest.param(timeline_row("Status", "1e3"), "is no number of days", id="an exponent"),
        pytest.param(timeline_row("Status", "nan"), "is no number of days", id="no number"),
        pytest.param(timeline_row("Status", "60000"), "further than 55,000 days", id="no lifetime"),
        pytest.param(
            timeline_row("Treatment", "9", "8", AGENT="x"), "STOP_DATE 8 is before START_DATE 9", id="reversed"
        ),
        pytest.param(timeline_row("", "9"), "EVENT_TYPE is blank", id="nothing happened"),
        pytest.param(timeline_row("Status", STATUS="PD", X="a\x1bb"), "control character", id="a control character"),
        pytest.param(timeline_row("LAB_TEST", TEST="LDH", RESULT="-5"), "cannot be negative", id="a negative enzyme"),
        pytest.param(timeline_row("Surgery", SUBTYPE="x" * 401), "cannot be recorded", id="a sentence as a name"),
    ],
)
def test_a_row_that_cannot_be_recorded_says_why(cells: dict[str, str], complaint: str) -> None:
    with pytest.raises(Misfit, match=complaint):
        read_row(as_row(cells))


def test_the_key_of_a_row_depends_on_what_it_says_and_on_nothing_else() -> None:
    cells = timeline_row("Treatment", "611", "977", AGENT="TMZ")
    turned = dict(reversed(cells.items()))
    as_numbers = {**cells, "START_DATE": "611.0"}
    keys = [
        read_row(as_row(each, file, line))[0]
        for each, file, line in ((cells, "a", 2), (turned, "b", 9), (as_numbers, "a", 3))
    ]
    names = {structs.asdict(fact)["key"] for fact in keys}
    assert len(names) == 1
    assert names.pop().startswith("tmz-611-")
    assert read("Treatment", "611", "978", AGENT="TMZ").key != structs.asdict(keys[0])["key"]


def test_a_day_that_is_written_otherwise_goes_out_as_it_came() -> None:
    assert read("Status", "611.0", STATUS="x").extra["START_DATE"] == "611.0"
    assert "START_DATE" not in read("Status", "611", STATUS="x").extra
