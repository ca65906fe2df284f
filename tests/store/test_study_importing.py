"""Importing studies: every row is accounted for, the same again is nothing, and nobody becomes somebody else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import examples as ex
from tests.studies import Rows, counts, imported, timeline_row, write_study
from tracker.casebook.correcting import Warrant, amend_fact, retract_fact, retract_import
from tracker.casebook.erasing import erase_patient
from tracker.casebook.reading import read_lines
from tracker.casebook.recording import record_entries
from tracker.casebook.studies import importing
from tracker.casebook.studies.folder import open_study
from tracker.casebook.studies.rejected import RejectedRows
from tracker.casebook.unknown import Unsound
from tracker.decisions.refused import Refused
from tracker.events.catalogue import Fact
from tracker.events.disease import CancerDiagnosed
from tracker.projections.record import record_of
from tracker.store.database import Database, open_database
from tracker.store.streams import patients
from tracker.store.verification import verify

WHY = Warrant(by="tester", reason="read again")
PERSON = {"PATIENT_ID": "P1", "SEX": "Male", "AGE": "50", "OS_STATUS": "0:LIVING", "OS_MONTHS": "12"}
DRUG = timeline_row("Treatment", "10", "40", AGENT="TMZ")
DEATH = timeline_row("Status", "900", STATUS="DECEASED")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with open_database(tmp_path / "test.db", create=True) as opened:
        yield opened


def standing(database: Database, patient: str = "P1") -> dict[str, Fact]:
    return {fact.key: fact.fact for fact in record_of(patient, read_lines(database, patient)).facts}


def study(
    tmp_path: Path, *timeline: dict[str, str], people: Rows = (PERSON,), samples: Rows = (), name: str = "made_up"
) -> Path:
    return write_study(tmp_path / name, timeline, people, samples, name)


def test_a_second_import_records_nothing(database: Database, tmp_path: Path) -> None:
    folder = study(tmp_path, DRUG, DEATH)
    first, _ = imported(database, folder)
    again, _ = imported(database, folder)
    assert counts(first) == (3, 3, 0, 0)
    assert counts(again) == (3, 0, 3, 0)
    assert (first.facts, again.facts, again.gone, again.correlation_id) == (6, 0, 0, None)
    assert verify(database) == ()


def test_time_zero_is_the_diagnosis_unless_the_study_has_one(database: Database, tmp_path: Path) -> None:
    imported(database, study(tmp_path, DRUG))
    diagnosis = standing(database)["day-0-diagnosis"]
    assert isinstance(diagnosis, CancerDiagnosed)
    assert diagnosis.diagnosis == "hnsc (type of cancer of the study)"
    found = timeline_row("Diagnosis", "-5", patient="P2", SUBTYPE="Primary", DX_DESCRIPTION="carcinoma")
    imported(database, study(tmp_path, found, people=(), name="other"))
    assert "day-0-diagnosis" not in standing(database, "P2")


def test_a_row_that_says_the_same_again_is_recorded_already(database: Database, tmp_path: Path) -> None:
    said, _ = imported(database, study(tmp_path, DRUG, DRUG, {**DRUG, "START_DATE": "10.0"}, people=()))
    assert counts(said) == (3, 1, 2, 0)
    assert len([key for key in standing(database) if key.startswith("tmz")]) == 2


def test_rejected_rows_are_told_by_file_line_and_reason_and_kept_in_a_file(database: Database, tmp_path: Path) -> None:
    bad = timeline_row("Status", "soon", STATUS="PD")
    folder = study(
        tmp_path, DRUG, bad, timeline_row("Status", patient="P 1", STATUS="PD"), timeline_row("x", patient="")
    )
    said, rejected = imported(database, folder, tmp_path / "rejected.tsv")
    assert counts(said) == (5, 2, 0, 3)
    assert sorted(map(str, rejected)) == [
        "data_timeline_x.txt:3: START_DATE 'soon' is no number of days",
        "data_timeline_x.txt:4: PATIENT_ID 'P 1' is no pseudonym; use letters, digits, - . and _, at most 80 of them",
        "data_timeline_x.txt:5: PATIENT_ID is blank; whose row it is is not said",
    ]
    lines = (tmp_path / "rejected.tsv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "file\tline\treason\trow"
    assert "\tP1\tsoon\t\tStatus" in "".join(lines)
    assert len(lines) == 4


def test_a_mended_row_is_recorded_by_the_next_import(database: Database, tmp_path: Path) -> None:
    bad = timeline_row("Status", "soon", STATUS="PD")
    imported(database, study(tmp_path, DRUG, bad))
    said, _ = imported(database, study(tmp_path, DRUG, {**bad, "START_DATE": "77"}))
    assert counts(said) == (3, 1, 2, 0)


def test_a_newer_release_adds_and_what_is_gone_from_it_stands_until_it_is_taken_back(
    database: Database, tmp_path: Path
) -> None:
    imported(database, study(tmp_path, DRUG, DEATH))
    newer = study(tmp_path, {**DRUG, "STOP_DATE": "55"}, DEATH)
    said, _ = imported(database, newer)
    assert (counts(said), said.gone) == ((3, 1, 2, 0), 2)
    named = said.gone_facts
    assert [len(keys) for keys in named.values()] == [2]
    said, _ = imported(database, newer, amend=True, reason="new release")
    assert (said.retracted, said.gone, said.gone_facts) == (2, 0, named)
    said, _ = imported(database, newer)
    assert (said.facts, said.gone) == (0, 0)


def test_a_person_who_is_described_otherwise_is_rejected_until_it_is_called_a_correction(
    database: Database, tmp_path: Path
) -> None:
    imported(database, study(tmp_path, DRUG))
    older = study(tmp_path, DRUG, people=({**PERSON, "AGE": "51"},))
    said, rejected = imported(database, older)
    assert counts(said) == (2, 0, 1, 1)
    assert "registered stands with other content" in rejected[0].reason
    said, rejected = imported(database, older, amend=True, reason="new release")
    assert (rejected, said.amended) == ([], 1)


def test_what_was_corrected_by_hand_stays_corrected(database: Database, tmp_path: Path) -> None:
    folder = study(tmp_path, DRUG, DEATH)
    imported(database, folder)
    key = next(key for key in standing(database) if key.startswith("deceased"))
    amend_fact(database, "P1", key, (ex.died(key=key, day=899),), WHY)
    drug = next(key for key in standing(database) if key.endswith("-stop"))
    retract_fact(database, "P1", drug, WHY)
    before = standing(database)
    said, rejected = imported(database, folder)
    assert (counts(said), said.facts, rejected) == ((3, 0, 3, 0), 0, [])
    assert standing(database) == before


def test_somebody_else_of_the_same_name_is_not_joined(database: Database, tmp_path: Path) -> None:
    record_entries(database, "P1", (ex.diagnosed(), ex.ecog(1, day=3)), by="tester")
    said, rejected = imported(database, study(tmp_path, DRUG))
    assert counts(said) == (2, 0, 0, 2)
    assert "it may be somebody else" in rejected[0].reason
    assert set(standing(database)) == {"dx", "ecog-0"}


def test_a_second_study_about_the_same_name_is_not_joined(database: Database, tmp_path: Path) -> None:
    imported(database, study(tmp_path, DRUG))
    said, _ = imported(database, study(tmp_path, timeline_row("Surgery", "3", SUBTYPE="x"), people=(), name="other"))
    assert counts(said) == (1, 0, 0, 1)


def test_an_erased_patient_does_not_come_back(database: Database, tmp_path: Path) -> None:
    folder = study(tmp_path, DRUG)
    imported(database, folder)
    erase_patient(database, "P1", legal_basis="request", by="tester")
    said, rejected = imported(database, folder)
    assert counts(said) == (2, 0, 0, 2)
    assert "was erased" in rejected[0].reason


def test_a_sample_has_the_time_of_its_specimen(database: Database, tmp_path: Path) -> None:
    taken = timeline_row("Sample acquisition", "124", SAMPLE_ID="S1")
    sequenced = timeline_row("Sequencing", "200", SAMPLE_ID="S1")
    sample = {"PATIENT_ID": "P1", "SAMPLE_ID": "S1", "CANCER_TYPE": "Glioma", "CANCER_TYPE_DETAILED": "Astrocytoma"}
    said, _ = imported(database, study(tmp_path, taken, sequenced, samples=(sample,)))
    assert counts(said) == (4, 4, 0, 0)
    facts = standing(database)
    assert getattr(facts["day-0-diagnosis"], "diagnosis", "") == "Glioma"
    key = next(key for key in facts if key.startswith("s1-124"))
    report = next(fact for key, fact in facts.items() if key.startswith("sample-s1"))
    assert getattr(report.occurred, "with_", "") == key  # type: ignore[union-attr]  # a report has a time


def test_one_import_is_taken_back_whole_although_it_landed_in_batches(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "ROWS_AT_ONCE", 2)
    rows = [
        timeline_row("Status", str(day), patient=f"P{person}", STATUS="PD") for person in range(5) for day in range(3)
    ]
    said, _ = imported(database, study(tmp_path, *rows, people=()))
    assert (said.patients, counts(said)) == (5, (15, 15, 0, 0))
    assert said.correlation_id is not None
    retract_import(database, said.correlation_id, WHY)
    assert [standing(database, f"P{person}") for person in range(5)] == [{}] * 5


def test_an_import_that_stops_half_way_goes_on_where_it_stopped(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "ROWS_AT_ONCE", 1)
    good = [timeline_row("Status", "3", patient=f"P{person}", STATUS="PD") for person in range(4)]
    folder = study(tmp_path, *good, people=())
    index = importing.index_of(open_study(folder), lambda *_: None)
    table = folder / "data_timeline_x.txt"
    table.write_text(table.read_text(encoding="utf-8").replace("P3", "Q3"), encoding="utf-8")
    with RejectedRows(None) as rows, pytest.raises(Refused, match="was changed while it was read"):
        importing.import_study(database, index, rows, by="tester", told=lambda *_: None)
    with database.reading() as connection:
        assert patients(connection) == ("P0", "P1", "P2")
    said, _ = imported(database, folder)
    assert counts(said) == (4, 1, 3, 0)


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("meta_timeline_x.txt", "datatype: TIMELINE\ndata_filename: ../x.txt\n", "is no file of this folder"),
        ("meta_timeline_x.txt", "datatype: TIMELINE\ndata_filename: gone.txt\n", "which is not in the folder"),
        ("data_timeline_x.txt", "PATIENT_ID\tEVENT_TYPE\n", "has no column START_DATE"),
        ("data_timeline_x.txt", "", "is empty"),
        ("notes.txt", "x", "is no study folder"),
    ],
)
def test_a_folder_that_cannot_be_read_is_refused_before_anything_is_recorded(
    tmp_path: Path, name: str, text: str, complaint: str
) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(Unsound, match=complaint):
        open_study(folder)


def test_files_that_are_not_read_are_named(tmp_path: Path) -> None:
    folder = study(tmp_path, DRUG)
    (folder / "meta_mutations.txt").write_text("genetic_alteration_type: MUTATION_EXTENDED\ndatatype: MAF\n", "utf-8")
    (folder / "LICENSE").write_text("x", encoding="utf-8")
    assert open_study(folder).not_read == ("meta_mutations.txt (MUTATION_EXTENDED)", "LICENSE")


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\t\n\r"), max_size=8)
DAYS = st.one_of(st.integers(-500, 4_000).map(str), CELLS)
KINDS = st.sampled_from(
    [
        "TREATMENT",
        "Status",
        "LAB_TEST",
        "imaging",
        "Specimen",
        "SURGERY",
        "Pathology",
        "Diagnosis",
        "ECOG",
        "STAGE",
        "Ward",
        "",
    ]
)
WORDS = st.one_of(
    CELLS, st.sampled_from(["DECEASED", "PD", "1", "<5", "60 Gy", "Radiation Therapy", "Primary", "kg", "=x"])
)
FUZZED = st.fixed_dictionaries(
    {"PATIENT_ID": st.one_of(st.sampled_from(["P1", "P2"]), CELLS), "START_DATE": DAYS, "EVENT_TYPE": KINDS},
    optional=dict.fromkeys(
        ("STOP_DATE", "STATUS", "AGENT", "TREATMENT_TYPE", "SUBTYPE", "TEST", "RESULT", "UNIT", "SITE", "T", "ECOG"),
        WORDS,
    )
    | {"TRACKER_EVENTS": CELLS, "TRACKER_DAY_EARLIEST": DAYS, "TRACKER_DAY_LATEST": DAYS, "SAMPLE_ID": CELLS},
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(FUZZED, max_size=12),
    people=st.lists(st.fixed_dictionaries({"PATIENT_ID": CELLS, "AGE": WORDS}), max_size=2),
)
def test_every_row_of_any_study_is_recorded_recorded_already_or_rejected(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, str]], people: list[dict[str, str]]
) -> None:
    folder = write_study(tmp_path_factory.mktemp("study") / "s", [*rows, DRUG], people)
    with open_database(folder.parent / "x.db", create=True) as database:
        said, rejected = imported(database, folder)
        total, recorded, already, refused = counts(said)
        assert (total, refused) == (recorded + already + refused, len(rejected))
        again, still = imported(database, folder)
        assert (counts(again)[1], again.facts) == (0, 0)
        assert sorted(map(str, still)) == sorted(map(str, rejected))
        assert verify(database) == ()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=st.binary(max_size=400), meta=st.binary(max_size=60), header=st.booleans())
def test_no_bytes_are_more_than_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, table: bytes, meta: bytes, header: bool
) -> None:
    folder = tmp_path_factory.mktemp("study") / "s"
    folder.mkdir()
    columns = b"PATIENT_ID\tSTART_DATE\tEVENT_TYPE\n" if header else b""
    (folder / "data_timeline_x.txt").write_bytes(columns + table)
    (folder / "meta_timeline_x.txt").write_bytes(meta)
    with open_database(folder.parent / "x.db", create=True) as database:
        try:
            said, rejected = imported(database, folder)
        except Refused:
            return
        assert counts(said)[0] == counts(said)[1] + counts(said)[2] + len(rejected)
