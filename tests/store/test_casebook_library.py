"""Where the database is, when it is made, and who may write at once."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import examples as ex
from tracker.casebook.library import Library, LibraryWith, Place, open_library, place_of, recorder
from tracker.casebook.recording import record_entries
from tracker.casebook.upkeep import rebuild, where
from tracker.decisions.refused import Refused
from tracker.store.refusals import StoreRefused
from tracker.store.verification import verify

FACTS = (ex.registered(), ex.diagnosed(), ex.ecog(2), ex.contact(after="dx", stated="3 mo"))


def filled(folder: Path) -> Library:
    library = open_library(Place(folder / "clinic.db", default=False), create=True)
    record_entries(library.database, "p", FACTS, by="tester")
    return library


def test_the_place_is_as_named_else_as_the_environment_says_else_the_users_own(tmp_path: Path) -> None:
    environment = {"TRACKER_DB": f"{tmp_path}/clinic.db"}
    assert place_of("x.db", environment) == Place(Path("x.db"), default=False)
    assert place_of(None, environment) == Place(tmp_path / "clinic.db", default=False)
    assert place_of(None, {}).default


def test_a_place_that_cannot_be_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused, match="--db names no file"):
        place_of(" ", {})
    with pytest.raises(Refused, match=r"~nobody-of-that-name/x\.db: there is no such home folder; name a file"):
        place_of("~nobody-of-that-name/x.db", {})
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    with pytest.raises(Refused, match="the user's data directory: there is no such home folder"):
        place_of(None, {})


def test_a_folder_that_is_not_there_is_refused_and_not_made(tmp_path: Path) -> None:
    mistyped = tmp_path / "clinc" / "clinic.db"
    for named, environment in ((str(mistyped), {}), (None, {"TRACKER_DB": str(mistyped)})):
        with pytest.raises(Refused, match=r"there is no folder .*clinc; make it first, or correct --db"):
            place_of(named, environment)
    assert not mistyped.parent.exists()


def test_a_library_knows_whether_its_file_was_made_now(tmp_path: Path) -> None:
    place = Place(tmp_path / "clinic.db", default=False)
    with open_library(place, create=True) as first:
        assert first.made
    with open_library(place, create=True) as second:
        assert not second.made


def test_the_one_who_records_is_as_named_else_as_the_environment_says_else_the_login_name() -> None:
    assert recorder("ann", {"TRACKER_USER": "bob"}) == "ann"
    assert recorder(None, {"TRACKER_USER": "bob"}) == "bob"
    assert recorder(None, {})
    assert recorder("", {"TRACKER_USER": "bob"}) == ""


def test_a_named_database_is_made_only_when_told_and_never_filled(tmp_path: Path) -> None:
    place = Place(tmp_path / "clinic.db", default=False)
    with pytest.raises(StoreRefused, match="there is no database"):
        open_library(place)
    with open_library(place, create=True) as library:
        assert library.patients() == ()
    assert place.path.stat().st_mode & 0o777 == 0o600


def test_the_default_database_is_filled_with_the_two_bundled_cases_once(tmp_path: Path) -> None:
    place = Place(tmp_path / "data" / "tracker.db", default=True)
    with open_library(place, by="tester") as library:
        assert [row["patient"] for row in library.patients()] == ["npc-1", "npc-2"]
        events = where(place)["events"]
    with open_library(place, by="tester") as library:
        assert where(place)["events"] == events
        assert all(not imported.recorded for imported in library.record_bundled("tester"))


def test_the_file_alone_is_whole_while_somebody_looks_at_the_cases(tmp_path: Path) -> None:
    place = Place(tmp_path / "data" / "tracker.db", default=True)
    copied = tmp_path / "copy.db"
    with open_library(place, by="tester") as watching:
        assert watching.patients()
        with open_library(place) as writing:
            record_entries(writing.database, "p", FACTS, by="tester")
        shutil.copyfile(place.path, copied)
    with open_library(Place(copied, default=False)) as library:
        assert library.names() == ("npc-1", "npc-2", "p")
        assert verify(library.database) == ()


def test_the_file_alone_is_whole_as_soon_as_it_is_filled(tmp_path: Path) -> None:
    place = Place(tmp_path / "data" / "tracker.db", default=True)
    copied = tmp_path / "copy.db"
    with open_library(place, by="tester"):
        shutil.copyfile(place.path, copied)
    with open_library(Place(copied, default=False)) as library:
        assert library.names() == ("npc-1", "npc-2")


def test_a_case_is_computed_once_and_agrees_with_its_rows(tmp_path: Path) -> None:
    with filled(tmp_path) as library:
        case = library.case("p")
        assert case.frames() is case.frames()
        assert case.sheets() is case.sheets()
        assert case.picture is case.picture
        assert [frame.month for frame in case.frames()] == [0, 1, 2, 3]
        assert case.sheet(case.frame(2)) == case.sheets()[2]
        row = library.patients()[0]
        assert (row["first_month"], row["last_month"], row["facts"]) == (0, 3, 4)


def test_a_case_that_was_loaded_is_handed_out_once_and_then_read_anew(tmp_path: Path) -> None:
    with filled(tmp_path) as library:
        loaded = library.case("p")
        shown = LibraryWith(library, loaded)
        assert shown.patients() == library.patients()
        assert shown.case("p") is loaded
        record_entries(library.database, "p", (ex.ecog(1, key="ecog-1", after="dx", stated="2 mo"),), by="tester")
        assert "ecog-1" in shown.case("p").record.keys
    with filled(tmp_path / "other") as library:
        record_entries(library.database, "q", FACTS, by="tester")
        assert LibraryWith(library, library.case("p")).case("q").patient == "q"


def test_a_month_outside_of_the_case_is_refused(tmp_path: Path) -> None:
    with filled(tmp_path) as library, pytest.raises(Refused, match="runs from M0 to M3; there is no month -1"):
        library.case("p").frame(-1)


def test_rebuilding_changes_nothing(tmp_path: Path) -> None:
    with filled(tmp_path) as library:
        before = library.patients()
        assert rebuild(library.database) == ((), 1)
        assert library.patients() == before
        assert verify(library.database) == ()


def test_four_processes_that_record_at_once_lose_nothing(tmp_path: Path) -> None:
    filled(tmp_path).close()
    script = (
        "import sys\nfrom pathlib import Path\nfrom tests import examples as ex\n"
        "from tracker.casebook.library import Place, open_library\nfrom tracker.casebook.recording import record_entries\n"
        "with open_library(Place(Path(sys.argv[1]), default=False)) as library:\n"
        "    for number in range(10):\n"
        "        fact = ex.ecog(1, key=f'e-{sys.argv[2]}-{number}', day=number)\n"
        "        assert len(record_entries(library.database, 'p', (fact,), by=sys.argv[2])) == 1\n"
    )
    root = Path(__file__).parents[2]
    running = [
        subprocess.Popen([sys.executable, "-c", script, tmp_path / "clinic.db", str(number)], cwd=root)
        for number in range(4)
    ]
    assert [process.wait(timeout=60) for process in running] == [0, 0, 0, 0]
    with open_library(Place(tmp_path / "clinic.db", default=False)) as library:
        assert len(library.case("p").record.facts) == 44
        assert verify(library.database) == ()
