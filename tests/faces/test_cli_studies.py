"""`tracker import STUDY` and `tracker export --to cbioportal`: what a user sees."""

import csv
import io
from pathlib import Path

import pytest

from tests.faces.command_line import Clinic
from tests.studies import LGG, timeline_row, write_study


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clinic:
    monkeypatch.chdir(tmp_path)
    return Clinic(tmp_path)


BROKEN = (timeline_row("Status", STATUS="PD"), timeline_row("Status", "soon", STATUS="PD"))


def test_a_study_is_accounted_for_row_by_row(clinic: Clinic) -> None:
    said = clinic("import", LGG)
    assert said.code == 0
    assert "data_timeline_treatment.txt: 20 rows = 20 recorded + 0 already recorded + 0 rejected" in said.out
    assert "lgg_ucsf_2014: 23 patients; 259 rows = 259 recorded + 0 already recorded + 0 rejected" in said.out
    assert "not read: meta_gene_panel_matrix.txt" in said.err


def test_rejected_rows_are_printed_and_kept_and_the_exit_code_says_so(clinic: Clinic, tmp_path: Path) -> None:
    folder = write_study(tmp_path / "s", BROKEN)
    said = clinic("import", folder)
    assert said.code == 1
    assert "data_timeline_x.txt:3: START_DATE 'soon' is no number of days" in said.out
    assert (tmp_path / "made_up-rejected.tsv").exists()
    assert clinic("import", folder).out.count("made_up-rejected-2.tsv") == 1
    assert clinic("import", folder, "--rejected", tmp_path / "made_up-rejected.tsv").code == 1
    found = clinic("import", folder, "--rejected", tmp_path / "mine.tsv", "--format", "json").json
    assert (found["rows"], found["recorded"], found["already_recorded"]) == (2, 0, 1)
    assert found["rejected"] == 1
    assert found["rejected_rows"] == [
        {"file": "data_timeline_x.txt", "line": 3, "reason": "START_DATE 'soon' is no number of days"}
    ]


def test_an_agent_that_is_no_drug_or_holds_a_dose_is_recorded_and_said_once(clinic: Clinic, tmp_path: Path) -> None:
    rows = [
        timeline_row("Treatment", str(day), TREATMENT_TYPE="Chemotherapy", AGENT=agent)
        for day, agent in enumerate(("not given", "not given", "Cisplatin 75 mg/m2", "Accutane"), 1)
    ]
    said = clinic("import", write_study(tmp_path / "s", rows))
    assert said.code == 0
    assert [line.partition(": leave")[0] for line in said.err.splitlines() if "warning" in line] == [
        "tracker: warning: 'not given' is no drug",
        (
            "tracker: warning: 'Cisplatin 75 mg/m2' holds a dose: write Cisplatin as the drug and 75 mg/m2 in the fields dose and "
            "unit; as written nothing counts that dose"
        ),
    ]


def test_a_dry_run_says_what_would_be_and_makes_nothing(clinic: Clinic, tmp_path: Path) -> None:
    folder = write_study(tmp_path / "s", BROKEN)
    said = clinic("import", folder, "--dry-run")
    assert (said.code, clinic.db.exists(), list(tmp_path.glob("*.tsv"))) == (1, False, [])
    assert "2 rows = 1 recorded + 0 already recorded + 1 rejected" in said.out
    assert said.out.endswith("nothing was recorded\n")


@pytest.mark.parametrize("extra", [("other.yaml",), ("--amend",), ("--reason", "x")])
def test_what_does_not_go_with_a_folder_is_wrong_usage(clinic: Clinic, extra: tuple[str, ...]) -> None:
    assert clinic("import", LGG, *extra).code == 2


def test_a_place_for_rejected_rows_goes_with_a_folder_only(clinic: Clinic) -> None:
    assert clinic("import", clinic.file(), "--rejected", "x").code == 2


def test_what_a_newer_release_does_not_state_any_more_is_named(clinic: Clinic, tmp_path: Path) -> None:
    rows = [timeline_row("Status", str(day), STATUS="PD") for day in (10, 20)]
    clinic("import", write_study(tmp_path / "old", rows))
    newer = write_study(tmp_path / "new", rows[:1])
    (patient,) = clinic("cases", "--format", "json").json
    gone = next(key for key in clinic.standing(patient["patient"]) if "-20-" in key)
    said = clinic("import", newer)
    assert "1 fact of an earlier import is not in the study any more; it stands until --amend takes it back" in said.err
    assert f"{patient['patient']}: {gone}" in said.err
    amending = ("import", newer, "--amend", "--reason", "new release")
    assert clinic(*amending, "--dry-run", "--format", "json").json["gone_facts"] == {patient["patient"]: [gone]}
    assert f"retracted, as the study does not state it any more: {patient['patient']}: {gone}" in clinic(*amending).out


def test_a_folder_that_holds_no_study_is_refused(clinic: Clinic, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    said = clinic("import", tmp_path / "empty")
    assert said.code == 1
    assert "is no study folder" in said.err


def test_an_export_says_what_it_cannot_hold(clinic: Clinic, tmp_path: Path) -> None:
    clinic.holds_mini()
    said = clinic("export", "--to", "cbioportal", tmp_path / "out")
    assert said.code == 0
    assert "cycle-given: 2 come back as findings" in said.err
    assert "1 case has no sample" in said.err
    patients = (tmp_path / "out" / "data_clinical_patient.txt").read_text(encoding="utf-8").splitlines()
    assert patients[4].startswith("PATIENT_ID\tSEX\tAGE\tOS_STATUS\tOS_MONTHS\t")
    assert "\t0:LIVING\t28.03\t" in patients[5]
    assert clinic("export", "--to", "cbioportal", tmp_path / "out").code == 1


def test_an_export_names_only_the_losses_that_occur(clinic: Clinic, tmp_path: Path) -> None:
    clinic.holds_mini()
    said = clinic("export", "--to", "cbioportal", tmp_path / "whole").err
    assert "who recorded what, and when, is in the log alone" in said
    assert "calendar dates" not in said
    assert "corrections" not in said
    assert "scan-reported: 1 loses or changes studies" in said
    dated = "key: seen\ntype: patient-contacted\noccurred: 2023-04-12\n"
    assert clinic("record", "dated", "-", stdin=dated).code == 0
    assert clinic("retract", "mini", "last-follow-up", "--reason", "not this patient").code == 0
    said = clinic("export", "--to", "cbioportal", tmp_path / "both").err
    assert "1 case has calendar dates: rows count days from time zero" in said
    assert "1 case has corrections: what facts said before" in said


def test_a_row_that_was_edited_after_its_export_is_not_passed_over(clinic: Clinic, tmp_path: Path) -> None:
    clinic.holds_mini()
    clinic("export", "--to", "cbioportal", tmp_path / "out")
    table = tmp_path / "out" / "data_timeline_performance_status.txt"
    table.write_text(table.read_text(encoding="utf-8").replace("mini\t0\t", "mini\t5\t", 1), encoding="utf-8")
    said = clinic("import", tmp_path / "out")
    assert said.code == 1
    assert "was changed after it was exported" in said.out


def test_no_cell_of_a_rejected_row_is_a_formula_and_numbers_stay_numbers(clinic: Clinic, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    folder.mkdir()
    head = b"PATIENT_ID\tSTART_DATE\tSTOP_DATE\tEVENT_TYPE\tNOTE\n"
    row = b"p1\t-30\t-31\t@SUM(A1)\t=cmd|' /C calc'!A0\xff\n"
    (folder / "data_timeline_status.txt").write_bytes(head + row)
    assert clinic("import", folder, "--rejected", tmp_path / "mine.tsv").code == 1
    _, kept = (tmp_path / "mine.tsv").read_bytes().splitlines()
    assert kept.split(b"\t")[-5:] == [b"p1", b"-30", b"-31", b"'@SUM(A1)", b"'=cmd|' /C calc'!A0\xff"]


def test_no_cell_of_a_rejected_row_becomes_a_formula_as_it_is_read(clinic: Clinic, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    folder.mkdir()
    head = b"PATIENT_ID\tSTART_DATE\tSTOP_DATE\tEVENT_TYPE\tNOTE\n"
    cells = ["p1", "soon", '"=1+1"', "foo\r=1+2", '"open']
    (folder / "data_timeline_status.txt").write_bytes(head + "\t".join(cells).encode() + b"\xff\n")
    assert clinic("import", folder, "--rejected", tmp_path / "mine.tsv").code == 1
    kept = (tmp_path / "mine.tsv").read_bytes()
    assert b'"""=1+1"""\t"foo\r=1+2"\t"""open\xff"\n' in kept
    text = kept.decode(errors="surrogateescape")
    _, row = csv.reader(io.StringIO(text, newline=""), delimiter="\t")
    assert row[-5:] == [*cells[:-1], '"open\udcff']
