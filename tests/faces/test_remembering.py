"""What outlives a session of the replay, and what may not."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.faces.cases import MadeUpCase, MadeUpLibrary
from tests.faces.screens import NUMBERS, on_replay, on_screen, replay_of, text_of
from tracker.casebook.remembering import NO_STATE_VARIABLE, Memory, memory_of
from tracker.projections.differences import Reference
from tracker.tui.cut import Future
from tracker.tui.desk import USUAL_LOOK, Desk, Tools
from tracker.tui.reel import Cursor, Reel

NUMBERED = {number: place for place, number in NUMBERS.items()}


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "state" / "views", tmp_path / "cases.db")


async def test_a_case_is_found_again_as_it_was_left(memory: Memory) -> None:
    async with on_replay(month=8, memory=memory) as pilot:
        await pilot.press("m", "w", "d", "z", "l")
        await pilot.pause()
        left = replay_of(pilot).cursor
    async with on_replay(month=None, memory=memory) as pilot:
        assert replay_of(pilot).cursor == left
        await pilot.press("apostrophe")
        assert replay_of(pilot).cursor.index == 8


async def test_the_future_is_hidden_again_however_it_was_left(memory: Memory) -> None:
    async with on_replay(month=8, memory=memory) as pilot:
        await pilot.press("f", "f")
    async with on_replay(month=None, memory=memory) as pilot:
        assert replay_of(pilot).cursor == Cursor(index=8, future=Future.HIDDEN)


async def test_a_case_that_opens_as_it_was_left_says_so_once(memory: Memory) -> None:
    async with on_replay(month=8, memory=memory) as pilot:
        assert "as you left it" not in text_of(pilot.app)
        await pilot.press("w", "z", "f", "f")
    async with on_replay(month=None, memory=memory) as pilot:
        assert "as you left it: M8, known then, zoomed; g to M0" in text_of(pilot.app)
        assert replay_of(pilot).cursor.future is Future.HIDDEN
        await pilot.press("g")
        await pilot.pause()
        assert "as you left it" not in text_of(pilot.app)
        await pilot.press("w", "underscore", "3")
        await pilot.pause()
        assert "as you left it" not in text_of(pilot.app)
    async with on_replay(month=None, memory=memory) as pilot:
        assert "as you left it" not in text_of(pilot.app)


@pytest.mark.parametrize("number", ["3", "4"])
async def test_timeline_and_comparison_say_it_too(memory: Memory, number: str) -> None:
    memory.keep("made-up", {"month": 8})
    async with on_screen(NUMBERED[number], memory=memory) as pilot:
        assert "as you left it: M8; g to M0" in text_of(pilot.app)


async def test_a_month_that_is_asked_for_comes_before_the_one_that_was_left(memory: Memory) -> None:
    async with on_replay(month=8, memory=memory):
        pass
    async with on_replay(month=3, memory=memory) as pilot:
        assert replay_of(pilot).cursor.index == 3
        await pilot.press("l", "1", "enter")
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert replay_of(pilot).cursor.index == 4


async def test_each_case_is_left_for_itself(memory: Memory) -> None:
    async with on_replay(patient="made-up", month=8, memory=memory):
        pass
    async with on_replay(patient="other", month=None, memory=memory) as pilot:
        assert replay_of(pilot).cursor.index == 0


DAMAGED = [
    pytest.param(b"", id="empty"),
    pytest.param(b"\x00\xff" * 40, id="no text"),
    pytest.param(b'{"month": 8', id="cut off"),
    pytest.param(b"[" * 30_000, id="too deep"),
    pytest.param(b"[8]", id="no object"),
    pytest.param(b'{"month": "eight"}', id="no number"),
    pytest.param(b'{"month": 8, "reference": "moon"}', id="no reference"),
    pytest.param(b" " * 70_000 + b"{}", id="too long"),
]


@pytest.mark.parametrize("damage", DAMAGED)
async def test_a_damaged_file_was_forgotten(memory: Memory, damage: bytes) -> None:
    memory.keep("made-up", {})
    memory.path_of("made-up").write_bytes(damage)
    async with on_replay(month=None, memory=memory) as pilot:
        assert replay_of(pilot).cursor == Cursor()
        await pilot.press("l")
    assert json.loads(memory.path_of("made-up").read_bytes()) == {"month": 1}


@pytest.mark.parametrize(
    "kept", [{"month": 999, "span": 7, "marker": 99}, {"month": -9, "marker": -4, "bookmarks": [77]}]
)
async def test_what_a_case_has_no_more_disturbs_nothing(memory: Memory, kept: dict[str, Any]) -> None:
    memory.keep("made-up", kept)
    async with on_replay(month=None, memory=memory) as pilot:
        await pilot.press("apostrophe", "p", "escape", "plus", "minus", "z")
        await pilot.pause()
        assert "made-up" in text_of(pilot.app)


async def test_the_place_of_a_marker_that_an_older_version_kept_is_passed_over(memory: Memory) -> None:
    memory.keep("made-up", {"month": 8, "curve": 1, "bookmarks": [4]})
    async with on_replay(month=None, memory=memory) as pilot:
        assert replay_of(pilot).cursor == Cursor(index=8)
        assert "another marker" not in text_of(pilot.app)
        await pilot.press("apostrophe")
        assert replay_of(pilot).cursor.index == 4


async def test_where_nothing_can_be_written_nothing_is_kept_and_nothing_said(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where a folder should be")
    memory = Memory(tmp_path / "state" / "views", tmp_path / "cases.db")
    async with on_replay(month=8, memory=memory) as pilot:
        await pilot.press("m", "l")
    assert memory.recall("made-up") == {}
    memory.forget("made-up")


def test_a_folder_for_the_owner_alone_with_files_for_the_owner_alone(memory: Memory) -> None:
    memory.keep("made-up", {"month": 8})
    path = memory.path_of("made-up")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert list(path.parent.iterdir()) == [path]


def test_two_databases_and_two_cases_share_no_file(tmp_path: Path) -> None:
    one, two = Memory(tmp_path, tmp_path / "a.db"), Memory(tmp_path, tmp_path / "b.db")
    assert len({memory.path_of(patient) for memory in (one, two) for patient in ("p", "q")}) == 4


def test_it_can_be_turned_off(tmp_path: Path) -> None:
    assert memory_of(tmp_path / "a.db", {NO_STATE_VARIABLE: "1"}) is None
    assert memory_of(tmp_path / "a.db", {}) is not None


def test_what_is_kept_is_numbers_and_words_of_ours_alone() -> None:
    class Notebook:
        def __init__(self) -> None:
            self.kept: dict[str, Any] = {}

        def recall(self, patient: str) -> dict[str, Any]:
            del patient
            return {}

        def keep(self, patient: str, kept: Any) -> None:
            self.kept[patient] = kept

    notebook = Notebook()
    desk = Desk(None, USUAL_LOOK, Tools(memory=notebook))  # type: ignore[arg-type]  # no case is looked at
    desk.bookmark("p", 4)
    desk.leave("p", 8, Cursor(index=8, known=True, span=12, marker=7, reference=Reference.NADIR))
    assert notebook.kept["p"] == {
        "month": 8,
        "known": True,
        "span": 12,
        "marker": 7,
        "reference": "nadir",
        "bookmarks": (4,),
    }


def test_a_case_that_was_being_read_when_it_was_to_be_read_anew_is_read_anew() -> None:
    class Library(MadeUpLibrary):
        def case(self, patient: str) -> MadeUpCase:
            asked.append(patient)
            if len(asked) == 1:
                desk.forget()
            return MadeUpCase(patient)

    asked: list[str] = []
    desk = Desk(Library(), USUAL_LOOK, Tools())
    stale = desk.load("made-up")[1]
    assert desk.version("made-up") is None
    assert desk.load("made-up")[1] is not stale
    assert len(asked) == 2


def test_a_case_that_was_read_anew_does_not_give_way_to_what_was_being_checked() -> None:
    class Recorded(MadeUpCase):
        """A case that is recorded into and read anew while it is being checked."""

        @property
        def untimed(self) -> dict[str, tuple[str, ...]]:
            if not read:
                desk.forget()
                read.append(desk.load("made-up")[1])
            return {}

    class Library(MadeUpLibrary):
        def case(self, patient: str) -> MadeUpCase:
            asked.append(patient)
            return Recorded(patient) if len(asked) == 1 else MadeUpCase(patient)

    asked: list[str] = []
    read: list[Reel] = []
    desk = Desk(Library(), USUAL_LOOK, Tools())
    desk.check("made-up")
    assert desk.load("made-up")[1] is read[0]
