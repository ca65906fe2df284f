"""The two published cases through a cBioPortal study: whole with the column of events, with these losses without it."""

from collections import Counter
from pathlib import Path

import pytest

from tests.studies import counts, imported
from tracker.adapters.cbioportal.losses import losses_of
from tracker.adapters.cbioportal.writing import study_rows
from tracker.casebook.exports.cbioportal import export, survival_of
from tracker.casebook.library import Library, Place, open_library
from tracker.store.told import nobody

PATIENTS = ("npc-1", "npc-2")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    found = open_library(Place(tmp_path / "cases.db", default=False), create=True)
    found.record_bundled("tests")
    return found


def without_column(folder: Path, column: str) -> None:
    """Remove a column, which is the last one of its tables."""
    for path in folder.glob("data_*.txt"):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert any(line.endswith(f"\t{column}") for line in lines)
        path.write_text("".join(f"{line.rpartition(chr(9))[0]}\n" for line in lines), encoding="utf-8")


def test_both_cases_come_back_as_they_were(library: Library, tmp_path: Path) -> None:
    export(library, PATIENTS, tmp_path / "out", nobody)
    with open_library(Place(tmp_path / "again.db", default=False), create=True) as again:
        said, rejected = imported(again.database, tmp_path / "out")
        assert rejected == []
        assert counts(said) == (106, 104, 2, 0), "the two samples in name only state nothing"
        for patient in PATIENTS:
            before, after = library.case(patient), again.case(patient)
            assert after.record.selections == before.record.selections
            assert {fact.key: fact.fact for fact in after.record.facts} == {
                fact.key: fact.fact for fact in before.record.facts
            }
            assert [(row.key, row.day, row.day_earliest, row.day_latest) for row in after.timeline()] == [
                (row.key, row.day, row.day_earliest, row.day_latest) for row in before.timeline()
            ]
    library.close()


def test_imported_where_they_are_already_they_record_nothing(library: Library, tmp_path: Path) -> None:
    export(library, PATIENTS, tmp_path / "out", nobody)
    said, rejected = imported(library.database, tmp_path / "out")
    assert (counts(said), said.facts, rejected) == ((106, 0, 106, 0), 0, [])
    library.close()


def test_without_the_column_of_events_they_lose_this_and_no_more(library: Library, tmp_path: Path) -> None:
    total: Counter[str] = Counter()
    for patient in PATIENTS:
        case = library.case(patient)
        for written in study_rows(case.history, survival_of(case)):
            for (kind, what), count in losses_of(written).items():
                if what.startswith(("come back", "do not")):
                    total[f"{kind} {what}"] += count
    assert total == {
        "ambiguity-noted do not come back": 27,
        "cycle-given come back as findings": 19,
        "decision-recorded come back as findings": 4,
        "interval-stated do not come back": 1,
        "patient-contacted come back besides: the survival of the table of patients": 2,
        "regimen-held come back as findings": 2,
    }
    exported = export(library, PATIENTS, tmp_path / "out", nobody)
    for name, count in total.items():
        kind, _, what = name.partition(" ")
        lost = what.replace("do not", "does not") if count == 1 else what
        assert any(f"{kind}: {count} {lost}" in loss for loss in exported.losses)
    without_column(tmp_path / "out", "TRACKER_EVENTS")
    with open_library(Place(tmp_path / "again.db", default=False), create=True) as again:
        said, rejected = imported(again.database, tmp_path / "out")
        assert (counts(said)[0], rejected) == (106, [])
        for patient in PATIENTS:
            before = {(row.type, row.day_earliest, row.day_latest) for row in library.case(patient).timeline()}
            after = {(row.type, row.day_earliest, row.day_latest) for row in again.case(patient).timeline()}
            kept = {"lab-resulted", "scan-reported", "regimen-started", "stage-assigned", "patient-died"}
            assert {each for each in before if each[0] in kept} <= after
    library.close()
