"""cBioPortal study folders for tests: tables from rows of cells, the published one, and what an import says of them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from tracker.adapters.cbioportal.rows import Row
from tracker.casebook.studies.folder import open_study
from tracker.casebook.studies.importing import StudyImported, import_study, index_of
from tracker.casebook.studies.rejected import Rejected, RejectedRows
from tracker.store.database import Database
from tracker.store.told import nobody

LGG = Path(__file__).parent / "data" / "lgg_ucsf_2014"
"""The clinical part of a published study: 23 patients, ODbL."""

Rows = Sequence[Mapping[str, str]]


def timeline_row(kind: str, start: str = "10", stop: str = "", patient: str = "P1", **cells: str) -> dict[str, str]:
    """The cells of a timeline row."""
    return {"PATIENT_ID": patient, "START_DATE": start, "STOP_DATE": stop, "EVENT_TYPE": kind, **cells}


def as_row(cells: Mapping[str, str], file: str = "data_timeline_x.txt", line: int = 2) -> Row:
    """Cells as a row that was read."""
    return Row(file, line, {name: text for name, text in cells.items() if text})


def table(rows: Rows) -> str:
    """Rows as tab-separated text, columns in the order in which they first appear."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    lines = ["\t".join(columns), *("\t".join(row.get(name, "") for name in columns) for row in rows)]
    return "\n".join(lines) + "\n"


def write_study(
    folder: Path, timeline: Rows = (), patients: Rows = (), samples: Rows = (), name: str = "made_up"
) -> Path:
    """A study folder with the tables that have rows."""
    folder.mkdir(exist_ok=True)
    meta = f"type_of_cancer: hnsc\ncancer_study_identifier: {name}\nname: made up\ndescription: made up\n"
    (folder / "meta_study.txt").write_text(meta, encoding="utf-8")
    tables = {
        "data_timeline_x.txt": timeline,
        "data_clinical_patient.txt": patients,
        "data_clinical_sample.txt": samples,
    }
    for file, rows in tables.items():
        if rows:
            (folder / file).write_text(table(rows), encoding="utf-8")
    return folder


def imported(
    database: Database, folder: Path, rejected: Path | None = None, *, amend: bool = False, reason: str = ""
) -> tuple[StudyImported, list[Rejected]]:
    """Import a study folder."""
    index = index_of(open_study(folder), nobody)
    with RejectedRows(rejected) as rows:
        said = import_study(database, index, rows, by="tests", told=nobody, amend=amend, reason=reason)
    return said, rows.rows


def counts(said: StudyImported) -> tuple[int, int, int, int]:
    """Rows in, recorded, recorded already, rejected, over all files."""
    files = said.files
    return (
        sum(file.rows for file in files),
        sum(file.recorded for file in files),
        sum(file.already for file in files),
        sum(file.rejected for file in files),
    )


def cells_of(file: Path) -> set[frozenset[tuple[str, str]]]:
    """The rows of a table as sets of cells, without what only the tracker adds and without blank cells."""
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    columns = lines[0].split("\t")
    return {
        frozenset(
            (name, cell.strip())
            for name, cell in zip(columns, line.split("\t"), strict=False)
            if cell.strip() and not name.startswith("TRACKER_")
        )
        for line in lines[1:]
    }
