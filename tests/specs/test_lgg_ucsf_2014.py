"""A published cBioPortal study, whole: low-grade gliomas (UCSF, Science 2014), 23 patients, data under ODbL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import golden
from tests.studies import LGG, cells_of, counts, imported
from tracker.casebook.exports.case import case_file
from tracker.casebook.exports.cbioportal import export
from tracker.casebook.library import Library, Place, open_library
from tracker.events.catalogue import Fact
from tracker.projections.intervals.interval import Conventions
from tracker.store.told import nobody

TABLES = sorted(path.name for path in LGG.glob("data_*.txt"))
NOT_DATED = {"P13", "P16", "P21"}
"""Deceased in the table of patients, without a death in the timeline."""
NOT_STATED = "P02"
"""Without an OS_STATUS."""


def opened(path: Path) -> Library:
    return open_library(Place(path, default=False), create=True)


def history_of(library: Library, patient: str) -> list[Fact]:
    record = library.case(patient).record
    return sorted((standing.fact for standing in record.facts), key=lambda fact: fact.key)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with opened(tmp_path_factory.mktemp("lgg") / "lgg.db") as found:
        said, rejected = imported(found.database, LGG)
        assert (counts(said), rejected, said.patients) == ((259, 259, 0, 0), [], 23)
        yield found


def test_every_row_of_every_table_is_recorded_and_what_is_not_read_is_named(library: Library) -> None:
    again, rejected = imported(library.database, LGG)
    assert (counts(again), again.facts, again.gone, rejected) == ((259, 0, 259, 0), 0, 0, [])
    assert again.not_read == (
        "meta_gene_panel_matrix.txt (GENE_PANEL_MATRIX)",
        "meta_mutations.txt (MUTATION_EXTENDED)",
        "LICENSE.datahub",
    )


def test_overall_survival_equals_that_of_the_study_for_every_patient_whose_death_is_dated(library: Library) -> None:
    stated = {row["PATIENT_ID"]: row["OS_MONTHS"] for row in map(dict, cells_of(LGG / "data_clinical_patient.txt"))}
    found = {}
    for patient in library.names():
        rows = library.case(patient).intervals(Conventions(days_per_month=30.4), all_readings=False)
        (survival,) = [row for row in rows if row["interval"] == "overall_survival"]
        if survival["censored"] is False:
            assert survival["earliest_months"] == survival["latest_months"]
            found[patient] = str(round(survival["estimate_months"]))
    assert len(found) == 11
    assert found == {patient: stated[patient] for patient in found}


def test_deaths_without_a_day_and_the_missing_status_are_found(library: Library) -> None:
    found: dict[str, set[str]] = {}
    for patient in library.names():
        for row in library.case(patient).check():
            if row["rule"] == "status-without-event":
                found.setdefault(row["severity"], set()).add(patient)
    assert found == {"warning": NOT_DATED, "note": {NOT_STATED}}


def test_nothing_of_the_study_contradicts_itself(library: Library) -> None:
    rules = {row["rule"] for patient in library.names() for row in library.case(patient).check()}
    assert rules == {"status-without-event", "unaccounted-time", "no-criteria"}


@pytest.mark.golden
def test_a_patient_of_the_study_is_these_facts(library: Library) -> None:
    golden.agree(golden.GOLDEN / "studies" / "lgg-P01.yaml", case_file(library, ["P01"]))


def test_exported_it_has_the_same_rows_and_imported_again_the_same_histories(library: Library, tmp_path: Path) -> None:
    exported = export(library, library.names(), tmp_path / "out", nobody)
    assert [name for name in TABLES if cells_of(LGG / name) != cells_of(tmp_path / "out" / name)] == []
    assert {path.name for path in exported.files} >= {f"meta_{name.removeprefix('data_')}" for name in TABLES}
    with opened(tmp_path / "again.db") as again:
        said, rejected = imported(again.database, tmp_path / "out")
        assert (counts(said), rejected) == ((259, 259, 0, 0), [])
        assert [history_of(again, patient) for patient in library.names()] == [
            history_of(library, patient) for patient in library.names()
        ]
    back, rejected = imported(library.database, tmp_path / "out")
    assert (counts(back), back.facts, rejected) == ((259, 0, 259, 0), 0, [])


def test_without_the_events_beside_its_rows_nothing_is_lost_either(library: Library, tmp_path: Path) -> None:
    losses = export(library, library.names(), tmp_path / "out", nobody).losses
    assert [loss for loss in losses if "TRACKER_EVENTS, which" in loss] == []
