"""Whose rows a study's are, and what comes back of cases that other formats brought: nobody is joined, nothing is turned away."""

from pathlib import Path

import pytest
from msgspec import structs

from tests import examples as ex
from tests.bundles import JENNY
from tests.studies import cells_of, counts, imported, timeline_row, write_study
from tracker.adapters.mcode.reading import read_bundle
from tracker.casebook.exports.cbioportal import export
from tracker.casebook.library import Library, Place
from tracker.casebook.recording import record_entries
from tracker.casebook.studies.folder import open_study
from tracker.events.catalogue import Entered
from tracker.store.database import Database, open_database
from tracker.store.told import nobody

PERSON = {"PATIENT_ID": "P1", "SEX": "Male", "AGE": "28"}
BIOPSY = timeline_row("Surgery", "0", EVENT_TYPE_DETAILED="biopsy")


def library_of(database: Database) -> Library:
    return Library(database, Place(Path("test.db"), default=False))


def facts_of(database: Database, patient: str) -> dict[str, Entered]:
    return {placed.key: placed.event for placed in library_of(database).case(patient).history.facts}


def test_two_people_of_one_name_sex_age_and_first_biopsy_are_not_joined(database: Database, tmp_path: Path) -> None:
    imported(database, write_study(tmp_path / "a", [BIOPSY], [PERSON], name="first"))
    other = write_study(
        tmp_path / "b", [BIOPSY, timeline_row("Status", "900", STATUS="DECEASED")], [PERSON], name="second"
    )
    said, rejected = imported(database, other)
    assert counts(said) == (3, 0, 0, 3)
    assert "it may be somebody else" in rejected[0].reason


def test_an_exported_record_is_recognized_and_another_one_with_one_fact_in_common_is_not(
    database: Database, tmp_path: Path
) -> None:
    record_entries(database, "P1", (ex.registered(), ex.diagnosed(), ex.ecog(1, day=3)), by="tester")
    export(library_of(database), ["P1"], tmp_path / "out", nobody)
    said, _ = imported(database, tmp_path / "out")
    assert (said.facts, counts(said)[3]) == (0, 0)
    theirs = tmp_path / "theirs"
    with open_database(tmp_path / "other.db", create=True) as second:
        record_entries(
            second, "P1", (ex.registered(), ex.diagnosed(), ex.ecog(2, day=9, key="e"), ex.died(day=90)), by="t"
        )
        export(library_of(second), ["P1"], theirs, nobody)
    said, _ = imported(database, theirs)
    assert (said.facts, counts(said)[1]) == (0, 0)


def test_a_case_of_a_bundle_comes_back_whole_through_a_study(database: Database, tmp_path: Path) -> None:
    (case,) = read_bundle("jenny", JENNY.read_bytes(), case="jenny").cases
    record_entries(database, "jenny", case.facts, by="tester")
    export(library_of(database), ["jenny"], tmp_path / "out", nobody)
    with open_database(tmp_path / "other.db", create=True) as second:
        said, rejected = imported(second, tmp_path / "out")
        assert (rejected, said.facts) == ([], len(case.facts))
        assert facts_of(second, "jenny") == facts_of(database, "jenny")


@pytest.mark.parametrize(
    "extra",
    [
        {"record_id": "7", "Record_ID": "8"},
        {"PATIENT_ID": "somebody", "TRACKER_EVENTS": "x", "TRACKER_BASIS": "stated"},
        {"START_DATE": "2023-04-12", "STOP_DATE": "12.04.2023"},
        {"event_type": "visit", "Status": "x", "sample_id": "S", "a\tb": "c", " ": "d"},
    ],
)
def test_columns_of_other_formats_take_no_place_of_a_study(
    database: Database, tmp_path: Path, extra: dict[str, str]
) -> None:
    facts = (ex.registered(), ex.diagnosed(), structs.replace(ex.ecog(1, day=3), extra=extra))
    record_entries(database, "P1", facts, by="tester")
    export(library_of(database), ["P1"], tmp_path / "out", nobody)
    (row,) = cells_of(tmp_path / "out" / "data_timeline_performance_status.txt")
    assert {("PATIENT_ID", "P1"), ("START_DATE", "3"), ("ECOG", "1")} <= row
    written = (tmp_path / "out" / "data_timeline_performance_status.txt").read_text(encoding="utf-8").splitlines()
    assert set(written[-1].split("\t")) >= set(extra.values())
    with open_database(tmp_path / "other.db", create=True) as second:
        _, rejected = imported(second, tmp_path / "out")
        assert rejected == []
        assert facts_of(second, "P1") == facts_of(database, "P1")


def test_a_column_of_a_study_that_begins_as_the_trackers_own_is_kept(database: Database, tmp_path: Path) -> None:
    imported(database, write_study(tmp_path / "a", [BIOPSY | {"TRACKER_NOTE": "from the ward"}], [PERSON]))
    assert any(fact.extra.get("TRACKER_NOTE") == "from the ward" for fact in facts_of(database, "P1").values())  # type: ignore[union-attr]  # facts


def test_a_folder_within_a_study_is_named_as_not_read(tmp_path: Path) -> None:
    folder = write_study(tmp_path / "a", [BIOPSY])
    (folder / "case_lists").mkdir()
    (folder / "gone").symlink_to(tmp_path / "nowhere")
    assert open_study(folder).not_read == ("case_lists/", "gone")


def test_a_text_that_is_too_long_is_said_in_words(database: Database, tmp_path: Path) -> None:
    _, rejected = imported(database, write_study(tmp_path / "a", [timeline_row("V" * 500)]))
    assert "findings[0].name has more than 400 characters; shorten it" in rejected[0].reason
