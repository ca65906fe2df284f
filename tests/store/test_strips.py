"""The strip of a case, read from the views, is the picture that folding the case draws."""

from pathlib import Path

import pytest

from tests.cohort import cohort
from tests.faces.screens import bundled_library
from tests.ledger import record_stream
from tracker.casebook import strips
from tracker.casebook.library import Library, LibraryThen, Place
from tracker.projections.picture import Band, Milestone, MilestoneKind, Picture
from tracker.store.database import Database

STONES = {MilestoneKind.DIAGNOSIS, MilestoneKind.PROGRESSION, MilestoneKind.DEATH}


def bands(picture: Picture) -> list[tuple[object, ...]]:
    def seen(band: Band) -> tuple[object, ...]:
        return band.key, band.kind, band.start, band.stop, band.doubtful, band.partly_doubtful

    return sorted((seen(band) for band in picture.bands), key=str)


def stones(picture: Picture) -> list[tuple[object, ...]]:
    def seen(stone: Milestone) -> tuple[object, ...]:
        return stone.key, stone.kind, stone.day, stone.doubtful

    return sorted((seen(stone) for stone in picture.milestones if stone.kind in STONES), key=str)


def assert_strips_agree(library: Library) -> None:
    names = [row["patient"] for row in library.patients()]
    found = library.strips(names)
    assert list(found) == names
    for name in names:
        picture = library.case(name).picture
        assert bands(found[name]) == bands(picture)
        assert stones(found[name]) == stones(picture)


def test_the_strips_of_the_two_cases_are_their_pictures() -> None:
    assert_strips_agree(bundled_library())


def test_the_strips_of_a_cohort_are_its_pictures(
    database: Database, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strips, "MOST_AT_ONCE", 2)
    for patient, events in cohort(5, 80):
        record_stream(database, patient, events)
    assert_strips_agree(Library(database, Place(path, default=False)))


def test_who_is_not_there_has_no_strip() -> None:
    assert bundled_library().strips(["nobody"]) == {}
    assert bundled_library().strips([]) == {}


def test_a_case_as_it_was_recorded_has_its_picture_as_strip() -> None:
    case = bundled_library().case("npc-1")
    assert LibraryThen(case).strips(["npc-1", "npc-2"]) == {"npc-1": case.picture}
