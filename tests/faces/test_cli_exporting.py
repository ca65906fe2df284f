"""`tracker export`: what is written reads back, nothing is written over, and nobody else may read it."""

import stat
from pathlib import Path

import pytest

from tests.faces.command_line import Clinic


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return Clinic(tmp_path).holds_mini()


@pytest.mark.parametrize("name", ["out.yaml", "out.jsonl"])
def test_an_exported_case_reads_back_to_the_same_facts(clinic: Clinic, tmp_path: Path, name: str) -> None:
    assert clinic("export", "--to", "case", tmp_path / name).out == f"{tmp_path / name}\n"
    again = Clinic(tmp_path / "again")
    again.folder.mkdir()
    assert again("import", tmp_path / name).code == 0
    rows = [
        [
            {name: value for name, value in row.items() if name != "recorded_at"}
            for row in its("timeline", "mini", "--format", "json").json
        ]
        for its in (clinic, again)
    ]
    assert len(rows[0]) == 14
    assert rows[0] == rows[1]


def test_without_a_format_the_case_file_goes_to_stdout(clinic: Clinic) -> None:
    said = clinic("export", "mini")
    assert said.out.startswith("format: ")
    assert clinic("import", "-", stdin=said.out).out.startswith("mini: nothing new")


def test_a_file_that_is_there_is_not_written_over(clinic: Clinic, tmp_path: Path) -> None:
    target = tmp_path / "out.yaml"
    target.write_text("mine", encoding="utf-8")
    said = clinic("export", "--to", "case", target)
    assert (said.code, "is there already" in said.complaint, target.read_text(encoding="utf-8")) == (1, True, "mine")


def test_an_exported_file_is_for_its_owner_alone(clinic: Clinic, tmp_path: Path) -> None:
    clinic("export", "--to", "case", tmp_path / "out.yaml")
    assert stat.S_IMODE((tmp_path / "out.yaml").stat().st_mode) == 0o600
    assert not list(tmp_path.glob("*.part"))


def test_an_unknown_format_or_patient_is_refused_in_one_sentence(clinic: Clinic, tmp_path: Path) -> None:
    assert clinic("export", "--to", "cas", tmp_path / "x").code == 2
    assert "did you mean case or cast" in clinic("export", "--to", "cas", tmp_path / "x").complaint
    assert clinic("export", "nobody").code == 1


@pytest.mark.parametrize("form", ["cbioportal", "mcode", "phenopackets", "case"])
def test_what_bears_the_name_of_an_unfinished_export_is_left_alone(clinic: Clinic, tmp_path: Path, form: str) -> None:
    clinic.holds_mini()
    mine = tmp_path / "out.part" / "mine.txt"
    mine.parent.mkdir()
    mine.write_text("mine", encoding="utf-8")
    said = clinic("export", "--to", form, tmp_path / "out")
    assert (said.code, mine.read_text(encoding="utf-8")) == (1, "mine")
    assert "out.part is there already" in said.complaint


def test_a_month_in_signs_of_ascii_is_ascii(clinic: Clinic) -> None:
    target = clinic.folder / "month.txt"
    assert clinic("demo").code == 0
    assert clinic("export", "npc-2", "--to", "text", target, "--glyphs", "ascii").code == 0
    assert target.read_bytes().isascii()
