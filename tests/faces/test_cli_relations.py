"""`tracker export --to csv` and `parquet`: what is read back is what SQL answers, row for row."""

import csv
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyarrow import dataset, parquet

from tests import examples as ex
from tests.cohort import cohort
from tests.faces.command_line import Clinic, tracker
from tracker.adapters.spreadsheet import unguarded
from tracker.casebook.exports.columns import Column, columns_of
from tracker.casebook.exports.relations import RELATIONS, Relation
from tracker.events.catalogue import FactAmended, FactRetracted, PatientErased
from tracker.store.partitions import partition_of
from tracker.values.extras import install

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Clinic:
    """The two published cases, six generated charts with dates, and one patient whose texts are formulas."""
    clinic = Clinic(tmp_path_factory.mktemp("relations"))
    assert clinic("demo").code == 0
    for patient, events in cohort(6, 80):
        facts = [event for event in events if not isinstance(event, FactAmended | FactRetracted | PatientErased)]
        assert clinic("import", clinic.file(*facts, name=f"{patient}.yaml", patient=patient)).code == 0
    hostile = (
        ex.diagnosed("=cmd|' /C calc'!A0"),
        ex.finding("f-1", "@here"),
        ex.finding("f-2", "'=1"),
        ex.finding("f-3", '"a", b\nc'),
    )
    assert clinic("import", clinic.file(*hostile, name="hostile.yaml", patient="hostile")).code == 0
    return clinic


@pytest.fixture(scope="module")
def exported(clinic: Clinic) -> dict[str, Path]:
    folders = {form: clinic.folder / form for form in ("csv", "parquet")}
    for form, folder in folders.items():
        said = clinic("export", "--to", form, folder)
        assert (said.code, said.err) == (0, "")
    return folders


def in_csv(folder: Path, relation: Relation) -> Iterator[dict[str, Any]]:
    """The rows of the files, cells as the column says."""
    columns = {column.name: column for column in columns_of(relation.row)}
    for path in sorted((folder / relation.name).glob("*/*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield {name: value_of(cell, columns[name]) for name, cell in row.items()}


def value_of(cell: str, column: Column) -> str | float | None:
    """What a cell says: an empty one NULL, but for a text that is never NULL."""
    if column.type is str:
        return unguarded(cell) if cell or not column.nullable else None
    return float(cell) if cell else None


def in_parquet(folder: Path, relation: Relation) -> Iterator[dict[str, Any]]:
    for path in sorted((folder / relation.name).glob("*/*.parquet")):
        yield from parquet.ParquetFile(path).read().to_pylist()


def in_sql(clinic: Clinic, relation: Relation) -> Rows:
    return list(tracker("--db", clinic.db, "sql", f"SELECT * FROM {relation.name}", "--format", "json").json)


def exact(clinic: Clinic, relation: Relation) -> Rows:
    """What SQL answers, unrounded."""
    from tracker.casebook.library import Place, open_library  # noqa: PLC0415 - only here
    from tracker.casebook.reading import as_dicts  # noqa: PLC0415 - as above

    with open_library(Place(clinic.db, default=False)) as library, library.database.reading() as connection:
        return list(as_dicts(connection.execute(relation.select)))


def sorted_rows(rows: Iterator[dict[str, Any]] | Rows) -> list[str]:
    """Numbers as floats: 1, 1.0 and true are the same value in every one of these formats."""
    return sorted(
        repr({name: float(cell) if isinstance(cell, int | float) else cell for name, cell in row.items()})
        for row in rows
    )


VIEWS = [relation for relation in RELATIONS if relation.make is None]


@pytest.mark.parametrize("relation", VIEWS, ids=lambda relation: relation.name)
def test_what_is_read_back_is_what_sql_answers(clinic: Clinic, exported: dict[str, Path], relation: Relation) -> None:
    expected = sorted_rows(exact(clinic, relation))
    assert sorted_rows(in_csv(exported["csv"], relation)) == expected
    assert sorted_rows(in_parquet(exported["parquet"], relation)) == expected
    if relation.name != "swimmer":
        assert len(expected) == len(in_sql(clinic, relation))


def test_no_relation_that_is_compared_is_empty_throughout(clinic: Clinic) -> None:
    assert [relation.name for relation in VIEWS if not exact(clinic, relation)] == []


def test_every_partition_has_every_relation_and_its_own_patients_alone(exported: dict[str, Path]) -> None:
    folders = {path.name: {inner.name for inner in path.iterdir()} for path in exported["csv"].iterdir()}
    assert set(folders) == {relation.name for relation in RELATIONS}
    assert len({frozenset(inner) for inner in folders.values()}) == 1
    for path in (exported["csv"] / "patients").glob("*/*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            patients = {unguarded(row["patient"]) for row in csv.DictReader(file)}
        assert {f"patient_hash={partition_of(patient)}" for patient in patients} == {path.parent.name}


def test_no_text_of_a_csv_file_is_a_formula_and_numbers_stay_numbers(exported: dict[str, Path]) -> None:
    cells = []
    for path in exported["csv"].rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells += [cell for row in csv.reader(file) for cell in row]
    suspicious = [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r", "-"))]
    assert all(float(cell) < 0 for cell in suspicious)
    assert "'=cmd|' /C calc'!A0" in cells
    assert any(float(cell) < 0 for cell in suspicious)


def test_files_are_for_their_owner_alone_and_nothing_is_written_over(clinic: Clinic, exported: dict[str, Path]) -> None:
    for path in (path for folder in exported.values() for path in folder.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)
    said = clinic("export", "--to", "csv", exported["csv"])
    assert (said.code, "is there already" in said.complaint) == (1, True)


def test_one_case_is_exported_alone(clinic: Clinic, tmp_path: Path) -> None:
    assert clinic("export", "npc-1", "--to", "csv", tmp_path / "one").code == 0
    relation = next(each for each in RELATIONS if each.name == "labs")
    assert {row["patient"] for row in in_csv(tmp_path / "one", relation)} == {"npc-1"}


def test_an_erased_patient_is_refused_by_name_and_absent_otherwise(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path).holds_mini()
    clinic("import", clinic.file(name="b.yaml", patient="other"))
    assert clinic("erase", "mini", "--basis", "Art. 17 GDPR", "--yes").code == 0
    said = clinic("export", "mini", "--to", "csv", tmp_path / "a")
    assert (said.code, "mini: erased" in said.complaint, (tmp_path / "a").exists()) == (1, True, False)
    assert clinic("export", "--to", "csv", tmp_path / "b").code == 0
    assert not [path for path in (tmp_path / "b").rglob("*.csv") if "mini" in path.read_text(encoding="utf-8")]


def test_an_export_is_read_as_one_table_with_its_partition(clinic: Clinic, exported: dict[str, Path]) -> None:
    table = dataset.dataset(exported["parquet"] / "labs", partitioning="hive").to_table(["patient", "patient_hash"])
    pairs = {(row["patient"], row["patient_hash"]) for row in table.to_pylist()}
    assert pairs == {(patient, partition_of(patient)) for patient, _ in pairs}
    assert len(table) == clinic("sql", "SELECT count(*) AS n FROM labs", "--format", "json").json[0]["n"]


def test_columns_carry_their_unit_and_meaning(exported: dict[str, Path]) -> None:
    path = next((exported["parquet"] / "adtte").glob("*/*.parquet"))
    field = parquet.ParquetFile(path).schema_arrow.field("AVAL")
    assert field.metadata[b"unit"] == b"d"
    assert field.metadata[b"description"].startswith(b"best estimate of the time")


def test_without_pyarrow_parquet_is_refused_in_one_sentence(clinic: Clinic, tmp_path: Path) -> None:
    program = (
        "import sys\nsys.modules['pyarrow'] = None\n"
        "import importlib.util as u\nfind = u.find_spec\n"
        "u.find_spec = lambda name, *a: None if name == 'pyarrow' else find(name, *a)\n"
        "from tracker.cli.guard import run\nsys.exit(run(sys.argv[1:]))\n"
    )
    asked = ("--db", str(clinic.db), "export", "--to", "parquet", str(tmp_path / "out"))
    command = [sys.executable, "-c", program, *asked]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    said = f"tracker: Parquet is written by pyarrow, which is not installed: {install('parquet')}, "
    assert run.stderr == f"{said}or say --to csv\n"
    assert not (tmp_path / "out").exists()
