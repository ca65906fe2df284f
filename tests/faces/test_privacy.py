"""What is a patient's stays in the database and on the screen that was asked for it: not in errors, titles or files."""

import re
from pathlib import Path
from unittest.mock import patch

import pytest

from tests import examples as ex
from tests.faces.cases import MadeUpLibrary
from tests.faces.command_line import Clinic, tracker
from tests.faces.screens import on_replay
from tracker.adapters.casefile import template
from tracker.casebook.case import Case
from tracker.casebook.library import Place, open_library
from tracker.casebook.remembering import NO_STATE_VARIABLE, memory_of
from tracker.events.catalogue import EVENT_CLASSES
from tracker.projections.differences import Reference
from tracker.tui.app import TrackerApp
from tracker.tui.board import Board
from tracker.tui.memory import Kept

ROOT = Path(__file__).parents[2]
TOLD = "whistles in the scanner"
"""Words that only a patient's record has."""

DIRECT = re.compile(
    r"\b(surname|first name|last name|full name|birth ?date|date of birth|born on|dob|address|phone|e-?mail|postcode|zip code|"
    r"passport|insurance number|mrn|nhs number|hospital number)\b",
    re.IGNORECASE,
)
"""Direct identifiers, as forms ask for them."""


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    clinic = Clinic(tmp_path).holds_mini()
    assert clinic("record", "mini", clinic.file(ex.finding("whistle", TOLD, day=3), name="told.yaml")).code == 0
    return clinic


def test_an_error_that_nobody_expected_repeats_nothing_of_the_record(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Case, month: int | None = None, *, known: bool = False) -> None:
        del month, known
        raise KeyError(self.record.facts[-1].fact)

    with patch.object(Case, "frame", fail):
        said = clinic("show", "mini")
        assert (said.code, said.out) == (1, "")
        assert TOLD not in said.err
        assert "mini" not in said.err
        assert re.search(r"KeyError in tracker\.cli\.state, line \d+;", said.complaint)
        monkeypatch.setenv("TRACKER_DEBUG", "1")
        said = clinic("show", "mini")
        assert "Traceback" in said.err
        assert TOLD in said.err
        assert "may hold parts of the record" in said.err


async def test_a_screen_that_fails_prints_no_variables_and_hands_its_error_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(self: Board, grid: object) -> None:
        raise RuntimeError(f"{TOLD} {self.reel.patient} {grid}")

    app = None
    with patch.object(Board, "state", fail), pytest.raises(RuntimeError, match=TOLD):
        async with on_replay() as pilot:
            app = pilot.app
    assert isinstance(app, TrackerApp)
    assert isinstance(app.failure, RuntimeError)
    assert app._exit_renderables == []
    said = capsys.readouterr()
    assert TOLD not in said.out + said.err


async def test_the_title_names_the_program_and_no_patient() -> None:
    async with on_replay(MadeUpLibrary("npc-9"), "npc-9") as pilot:
        assert (pilot.app.title, pilot.app.sub_title) == ("tracker", "")
        assert (pilot.app.screen.title, pilot.app.screen.sub_title) == (None, None)


def test_nothing_is_written_but_the_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, elsewhere = tmp_path / "home", tmp_path / "clinic"
    home.mkdir()
    elsewhere.mkdir()
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "TMPDIR"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.chdir(home)
    clinic = Clinic(elsewhere).holds_mini()
    for command in (
        ("show", "mini"),
        ("check", "mini"),
        ("sql", "SELECT * FROM timeline"),
        ("show", "nobody"),
        ("nonsense",),
    ):
        clinic(*command)
    assert list(home.rglob("*")) == []
    assert {path.name.partition("-")[0] for path in elsewhere.iterdir()} == {"clinic.db", "case.yaml"}


async def test_a_replay_leaves_numbers_for_its_owner_alone_under_a_name_that_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv(NO_STATE_VARIABLE, raising=False)
    clinic = Clinic(tmp_path / "clinic-of-jane")
    clinic.folder.mkdir()
    clinic.holds_mini()
    with open_library(Place(clinic.db, default=False)) as library:
        async with on_replay(library, "mini", 8, memory=memory_of(clinic.db)) as pilot:
            await pilot.press("m", "d", "p", "j", "enter", "slash", *"axillary", "enter", "f", "w")
    (kept,) = (path for path in (tmp_path / "state").rglob("*") if path.is_file())
    assert re.fullmatch(r"[0-9a-f]{32}\.json", kept.name)
    assert "mini" not in str(kept.relative_to(tmp_path))
    assert set(re.findall(r"[a-z-]+", kept.read_text("utf-8"))) <= {
        *Kept.__struct_fields__,
        *(word for reference in Reference for word in reference.split()),
        "true",
    }
    assert kept.stat().st_mode & 0o077 == 0
    assert kept.parent.stat().st_mode & 0o077 == 0
    assert clinic("erase", "mini", "--basis", "asked for", "--yes").code == 0
    assert not kept.exists()


def test_no_module_keeps_a_log_beside_the_log() -> None:
    found = [
        path.name
        for path in (ROOT / "tracker").rglob("*.py")
        if re.search(r"\b(logging|syslog)\b", path.read_text("utf-8"))
    ]
    assert found == []


def test_no_field_of_any_event_asks_for_a_direct_identifier() -> None:
    names = {name for kind in EVENT_CLASSES for name in kind.__struct_fields__}
    assert "key" in names
    assert not {name for name in names if DIRECT.search(name.replace("_", " "))}


@pytest.mark.parametrize("page", ["template", *sorted(path.name for path in (ROOT / "docs").glob("*.md"))])
def test_no_page_and_no_form_suggests_a_direct_identifier(page: str) -> None:
    text = template("p") if page == "template" else (ROOT / "docs" / page).read_text(encoding="utf-8")
    # What a page says is not asked for, or not kept, suggests nothing.
    warned = re.sub(
        r"no field asks for [^.]*\.|\*\*Who it is\.\*\* [^*]*\*\*|\| No name, [^|]*\|", "", " ".join(text.split())
    )
    warned = re.sub(r"`[^`]*`", "", warned)
    assert not DIRECT.findall(warned)


def test_a_word_that_is_no_pseudonym_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    said = tracker("--db", tmp_path / "x.db", "record", "Jane Doe", "-", stdin="key: a\n")
    assert "is no pseudonym" in said.complaint
    assert not (tmp_path / "x.db").exists()
