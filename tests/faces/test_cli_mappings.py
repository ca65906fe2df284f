"""`tracker import --mapping` and `tracker mapping check`: every row is accounted for, and nothing lands by halves."""

import csv
import stat
from pathlib import Path

import pytest

from tests.faces.command_line import Clinic, Said
from tests.tablefiles import HEAD, LABS

TABLE = "id,visit,on,hb\np1,1,2023-01-04,61\np1,2,2023-02-04,sixty\np2,1,2023-03-04,63\n"


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    (tmp_path / "m.yaml").write_text(LABS, encoding="utf-8")
    return Clinic(tmp_path)


def write(clinic: Clinic, table: str | bytes = TABLE, name: str = "t.csv") -> Path:
    path = clinic.folder / name
    path.write_bytes(table.encode() if isinstance(table, str) else table)
    return path


def imported(clinic: Clinic, *arguments: object, table: str | bytes = TABLE) -> Said:
    return clinic("import", "--mapping", clinic.folder / "m.yaml", write(clinic, table), *arguments)


def account(said: Said) -> str:
    return said.err.splitlines()[-1]


def test_rows_are_recorded_and_a_second_import_records_nothing(clinic: Clinic) -> None:
    first = imported(clinic)
    assert (first.code, account(first)) == (1, "rows: 3 in = 2 recorded + 0 already recorded + 1 rejected")
    assert "t.csv:3: hb: lab-resulted (mapping line 5): expects a number; found 'sixty'" in first.err
    assert first.out.startswith("p1: 1 new\np2: 1 new\n")
    again = imported(clinic)
    assert account(again) == "rows: 3 in = 0 recorded + 2 already recorded + 1 rejected"
    assert clinic.standing("p1") == {"hb-1"}


def test_a_drug_that_is_none_is_recorded_as_written_and_said(clinic: Clinic) -> None:
    regimens = "- type: regimen-started\n  key: l1\n  regimen: l1\n  occurred: {column: on}\n  drugs: [{drug: {column: drug}}]\n"
    (clinic.folder / "m.yaml").write_text(HEAD + regimens, encoding="utf-8")
    said = imported(clinic, table="id,on,drug\np1,2023-01-04,not given\np2,2023-01-05,gemcitabine\n")
    assert said.code == 0, said.err
    assert "tracker: warning: 'not given' is no drug: leave a drug that was not given out" in said.err
    assert said.err.count("warning") == 1


def test_rejected_rows_are_kept_in_a_file_for_its_owner_alone(clinic: Clinic, tmp_path: Path) -> None:
    target = tmp_path / "rejected.csv"
    imported(clinic, "--rejected", target)
    with target.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["file"], row["line"], row["column"], row["patient"]) == (str(tmp_path / "t.csv"), "3", "hb", "p1")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    said = imported(clinic, "--rejected", target)
    assert (said.code, "is there already" in said.complaint) == (1, True)


def test_a_rejected_row_ends_the_command_with_1_unless_the_mapping_leaves_it_out(clinic: Clinic) -> None:
    sound = TABLE.replace("sixty", "60")
    assert imported(clinic, table=sound).code == 0
    (clinic.folder / "m.yaml").write_text(
        f"{LABS}leave_out: [{{where: {{visit: '2'}}, why: a test}}]\n", encoding="utf-8"
    )
    said = imported(clinic)
    assert (said.code, account(said)) == (0, "rows: 3 in = 0 recorded + 2 already recorded + 1 rejected")


def test_an_ambiguous_date_in_the_last_row_keeps_the_whole_command_from_recording(clinic: Clinic) -> None:
    said = imported(clinic, table=TABLE.replace("2023-03-04", "03/04/2023"))
    assert (said.code, said.out) == (1, "")
    assert "t.csv:4: on:" in said.complaint
    assert "declare table: dates as DD/MM/YYYY or MM/DD/YYYY" in said.complaint
    assert not clinic.db.exists()


def test_what_stands_is_changed_only_with_amend(clinic: Clinic) -> None:
    imported(clinic)
    changed = TABLE.replace("61", "62")
    said = imported(clinic, table=changed)
    assert "hb-1 stands and says something else; import with --amend" in said.err
    said = imported(clinic, "--amend", "--reason", "typed wrongly", table=changed)
    assert said.out.startswith("p1: amended hb-1\n")
    assert account(said) == "rows: 3 in = 1 recorded + 1 already recorded + 1 rejected"


def test_a_case_file_of_the_same_patient_takes_nothing_of_a_table_away(clinic: Clinic) -> None:
    imported(clinic)
    assert clinic("import", clinic.file(patient="p1")).code == 0
    assert "hb-1" in clinic.standing("p1")
    assert clinic("import", clinic.file(patient="p1")).out.startswith("p1: nothing new")


def test_an_import_is_taken_back_by_its_id(clinic: Clinic) -> None:
    identifier = imported(clinic).out.splitlines()[-1].split()[1].rstrip(";")
    assert clinic("retract", "--import", identifier, "--reason", "wrong study").code == 0
    assert "was retracted; import with --amend" in imported(clinic).err


def test_a_dry_run_shows_the_account_and_records_nothing(clinic: Clinic) -> None:
    said = imported(clinic, "--dry-run")
    assert account(said) == "rows: 3 in = 2 recorded + 0 already recorded + 1 rejected"
    assert said.out.endswith("nothing was recorded\n")
    assert not clinic.db.exists()
    rows = imported(clinic, "--dry-run", "--format", "json").json
    assert [row["new"] for row in rows] == [["hb-1"], ["hb-1"]]


def test_columns_of_which_nothing_is_made_are_said(clinic: Clinic) -> None:
    table = TABLE.replace("hb\n", "hb,ward\n").replace("\np", "\np").replace("61", "61,7").replace("63", "63,8")
    assert "nothing is made of ward" in imported(clinic, table=table).err
    (clinic.folder / "m.yaml").write_text(f"{LABS}unused: [ward]\n", encoding="utf-8")
    assert "ward" not in imported(clinic, table=table).err


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_table_with_a_byte_order_mark_needs_no_declaration(clinic: Clinic, encoding: str) -> None:
    assert account(imported(clinic, table=TABLE.encode(encoding))).startswith("rows: 3 in = 2 recorded")


def test_a_table_in_another_encoding_has_to_declare_it(clinic: Clinic) -> None:
    table = TABLE.replace("sixty", "61é").encode("latin-1")
    assert "t.csv:3: the bytes are not in this encoding; declare table: encoding" in imported(clinic, table=table).err
    (clinic.folder / "m.yaml").write_text(f"table: {{encoding: latin-1}}\n{LABS}", encoding="utf-8")
    assert account(imported(clinic, table=table)) == "rows: 3 in = 2 recorded + 0 already recorded + 1 rejected"


def test_a_table_is_read_from_the_standard_input(clinic: Clinic) -> None:
    said = clinic("import", "--mapping", clinic.folder / "m.yaml", "-", stdin=TABLE)
    assert "standard input:3: hb:" in said.err
    assert said.code == 1
    assert clinic.standing("p2") == {"hb-1"}


@pytest.mark.parametrize(("name", "why"), [("nowhere.csv", "is not there; name a file that is"), (".", "is a folder")])
def test_a_table_that_cannot_be_read_is_refused_in_one_sentence(clinic: Clinic, name: str, why: str) -> None:
    said = clinic("import", "--mapping", clinic.folder / "m.yaml", clinic.folder / name)
    assert (said.code, why in said.complaint) == (1, True)


@pytest.mark.parametrize("first", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"])
def test_a_workbook_is_refused_with_what_to_do(clinic: Clinic, first: bytes) -> None:
    said = imported(clinic, table=first + b"\0" * 50)
    assert (said.code, "is a workbook" in said.complaint) == (1, True)
    assert "not a table; save each sheet as CSV" in said.complaint


def test_a_mapping_that_is_not_sound_is_refused_with_its_lines(clinic: Clinic) -> None:
    (clinic.folder / "m.yaml").write_text(LABS.replace("analyte", "analite"), encoding="utf-8")
    said = imported(clinic)
    assert said.code == 1
    assert all("m.yaml:" in line for line in said.err.splitlines())
    assert not clinic.db.exists()


def test_rejected_without_a_mapping_is_wrong_usage(clinic: Clinic) -> None:
    assert clinic("import", clinic.file(), "--rejected", "x").code == 2


def test_a_mapping_is_explained_by_its_first_rows(clinic: Clinic) -> None:
    said = clinic("mapping", "check", clinic.folder / "m.yaml", write(clinic), "--rows", "2")
    assert said.code == 0
    for line in (
        "  encoding: utf-8 (nothing declared; every other one is refused)",
        "  delimiter: comma (the only one in the header)",
        "  line 2: 1 of p1",
        "    - key: hb-1",
        "  line 3: rejected",
        "    hb: lab-resulted (mapping line 5): expects a number; found 'sixty'",
        "  … and more rows",
    ):
        assert line in said.out.splitlines()
    assert not clinic.db.exists()


def test_a_mapping_is_explained_as_json(clinic: Clinic) -> None:
    (table,) = clinic("mapping", "check", clinic.folder / "m.yaml", write(clinic), "--format", "json").json
    assert [len(row["events"]) for row in table["rows"]] == [1, 0, 1]
    assert table["rows"][0]["events"][0]["key"] == "hb-1"


def test_what_keeps_a_table_from_being_recorded_ends_the_check_with_1(clinic: Clinic) -> None:
    said = clinic("mapping", "check", clinic.folder / "m.yaml", write(clinic, TABLE.replace("hb\n", "Hb\n")))
    assert (said.code, "hb: the table has no such column; did you mean Hb?" in said.err) == (1, True)


def test_a_verb_without_its_second_word_is_wrong_usage_in_one_sentence(clinic: Clinic) -> None:
    assert (clinic("mapping").code, "missing command" in clinic("mapping").complaint) == (2, True)
    assert "did you mean" in clinic("mapping", "chekc").complaint.lower()
