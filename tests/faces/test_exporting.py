"""`e` on a screen of a case: a list of what can be written, and a file that is whole or not there."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.faces.screens import bundled_library, on_replay, replay_of, settled, text_of
from tracker.casebook.exports.writing import write_new
from tracker.tui import exporting
from tracker.tui.cases import Cases
from tracker.tui.desk import Tools
from tracker.tui.figures import drawing as figures
from tracker.tui.reel import Cursor
from tracker.tui.stepping import Stepping
from tracker.tui.stills import page, writing

SIZES = [(120, 36), (80, 24)]
KINDS = {
    "t": (".txt", "npc-1-M8.txt"),
    "s": (".svg", "npc-1-M8.svg"),
    "f": (".svg", "npc-1-M8-figure.svg"),
    "g": (".png", "npc-1-M8-figure.png"),
    "p": (".html", "npc-1-replay.html"),
    "r": (".cast", "npc-1-replay.cast"),
}
"""Key to the end that is shown and the name that is proposed."""


def names(folder: Path) -> list[str]:
    """What is in a folder."""
    return sorted(path.name for path in folder.iterdir())


async def write(pilot: Pilot[None], target: Path, *keys: str) -> None:
    """Choose a kind, and type where to."""
    await pilot.press("e", *keys)
    await pilot.pause()
    pilot.app.screen.query_one(Input).value = str(target)
    await pilot.press("enter")
    await settled(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_what_can_be_written_is_on_the_screen_with_its_key(size: tuple[int, int]) -> None:
    async with on_replay(bundled_library(), "npc-1", 8, size) as pilot:
        await pilot.press("e")
        await pilot.pause()
        shown = text_of(pilot.app)
        for said in ("up to M8 for a paper", "The whole replay", "M8 as the replay shows it", "another key closes"):
            assert said in shown
        for key, (end, _) in KINDS.items():
            assert any(f" {key}  as " in row and end in row for row in shown.splitlines()), key


@pytest.mark.parametrize("key", KINDS)
async def test_a_kind_asks_where_to_and_proposes_a_fitting_name(key: str) -> None:
    async with on_replay(bundled_library(), "npc-1", 8, (80, 24)) as pilot:
        await pilot.press("e", key)
        await pilot.pause()
        assert pilot.app.screen.query_one(Input).value == KINDS[key][1]
        for said in ("Write ", KINDS[key][0], "enter writes, esc leaves it"):
            assert said in text_of(pilot.app)


async def test_the_selected_kind_is_taken_by_enter_and_by_the_mouse() -> None:
    async with on_replay(bundled_library(), "npc-1", 8, (80, 24)) as pilot:
        await pilot.press("e", "j", "j", "enter")
        await pilot.pause()
        assert pilot.app.screen.query_one(Input).value == "npc-1-M8-figure.svg"
        await pilot.press("escape", "e")
        await pilot.pause()
        await pilot.click("#exports", offset=(8, 2))
        await pilot.pause()
        assert pilot.app.screen.query_one(Input).value == "npc-1-M8.txt"


async def test_the_month_that_is_shown_is_written(tmp_path: Path) -> None:
    async with on_replay(bundled_library(), "npc-1", 8) as pilot:
        await write(pilot, tmp_path / "month.txt", "t")
        assert f"written to {tmp_path}"[:20] in text_of(pilot.app)
    assert "npc-1 M8 of 28" in (tmp_path / "month.txt").read_text(encoding="utf-8")


async def test_the_figure_is_that_of_the_month_as_it_is_looked_at(tmp_path: Path) -> None:
    async with on_replay(bundled_library(), "npc-1", 8) as pilot:
        await pilot.press("w")
        await write(pilot, tmp_path / "then.svg", "f")
        await pilot.press("f", "f", "p", "j", "enter")
        await write(pilot, tmp_path / "shown.svg", "f")
    then, shown = ((tmp_path / name).read_text(encoding="utf-8") for name in ("then.svg", "shown.svg"))
    assert "npc-1 · as of the end of M8, known then" in then
    assert "<!-- EBV-DNA (copies/mL) -->" in then
    assert "<!-- PD2 -->" not in then
    assert "known then · future shown" in shown
    assert "<!-- EBV-DNA (copies/mL) -->" not in shown
    assert "<!-- PD2 -->" in shown


async def test_the_figure_is_written_as_pixels(tmp_path: Path) -> None:
    async with on_replay(bundled_library(), "npc-1", 8) as pilot:
        await write(pilot, tmp_path / "figure.png", "g")
        await write(pilot, tmp_path / "figure.gif", "g")
        assert "figure.gif: say by its end what" in text_of(pilot.app)
    assert (tmp_path / "figure.png").read_bytes().startswith(b"\x89PNG")
    assert names(tmp_path) == ["figure.png"]


async def test_the_timeline_writes_the_figure_too(tmp_path: Path) -> None:
    async with on_replay(bundled_library(), "npc-2", 9) as pilot:
        await pilot.press("3")
        await settled(pilot)
        await write(pilot, tmp_path / "figure.svg", "f")
    assert "npc-2 · as of the end of M9, as corrected" in (tmp_path / "figure.svg").read_text(encoding="utf-8")


async def test_the_comparison_writes_both_cases_as_swimmers_aligned_as_they_are(tmp_path: Path) -> None:
    async with on_replay(bundled_library(), "npc-1", 8) as pilot:
        await pilot.press("4")
        await settled(pilot)
        await pilot.press("A", "e")
        await pilot.pause()
        shown = text_of(pilot.app)
        assert "Both cases as a swimmer plot for a paper" in shown
        assert "The whole replay" not in shown
        await pilot.press("t", "escape")
        await write(pilot, tmp_path / "both.svg", "f")
    drawn = (tmp_path / "both.svg").read_text(encoding="utf-8")
    for said in ("npc-1", "npc-2", "months from the first treatment", "as corrected", "as of the end of month"):
        assert said in drawn
    assert "<!-- death -->" not in drawn


async def test_without_the_extra_the_list_and_the_screen_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    sentence = "figures need `plot`: pip install 'oncology-tracker[plot]'"
    async with on_replay(bundled_library(), "npc-1", 8, (80, 24)) as pilot:
        await pilot.press("e")
        await pilot.pause()
        assert sentence in text_of(pilot.app)
        await pilot.press("g")
        await pilot.pause()
        assert sentence in text_of(pilot.app).splitlines()[-1]


async def test_escape_leaves_the_list_and_the_question_and_moves_nothing() -> None:
    async with on_replay(bundled_library(), "npc-1", 8) as pilot:
        await pilot.press("e", "escape", "e", "t", *"llLw", "escape")
        await pilot.pause()
        assert replay_of(pilot).cursor == Cursor(index=8)


async def test_how_far_a_page_is_stands_on_the_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "_SECONDS", -1)
    said: list[str] = []
    show = Stepping.say

    def heard(screen: Stepping, sentence: str) -> None:
        said.append(sentence)
        show(screen, sentence)

    monkeypatch.setattr(Stepping, "say", heard)
    target = tmp_path / "x.cast"
    async with on_replay(patient="made-up") as pilot:
        await write(pilot, target, "r")
    assert said[0] == f"writing {target} …"
    assert f"writing {target} … 40 %" in said
    assert said[-1] == f"written to {target}"


class Held:
    """What goes on when it is let go."""

    def __init__(self) -> None:
        self.begun, self.go = Event(), Event()

    def before(self, do: Callable[..., Any]) -> Callable[..., Any]:
        """The same, held."""

        def held(*arguments: object) -> object:
            self.begun.set()
            assert self.go.wait(30)
            return do(*arguments)

        return held


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Held:
    """What draws for every kind of file."""
    drawing = Held()
    for module, name in ((page, "draw_whole"), (writing, "draw_whole"), (figures, "case_figure")):
        monkeypatch.setattr(module, name, drawing.before(getattr(module, name)))
    return drawing


async def begin(pilot: Pilot[None], target: Path, held: Held, key: str = "p") -> None:
    await pilot.press("e", key)
    await pilot.pause()
    pilot.app.screen.query_one(Input).value = str(target)
    await pilot.press("enter")
    await pilot.pause()
    while not held.begun.is_set():
        await pilot.pause(0.01)


@pytest.mark.parametrize("key", ["t", "s", "f", "p"])
async def test_escape_stops_what_is_being_written_and_leaves_nothing_of_it(
    tmp_path: Path, held: Held, key: str
) -> None:
    target = tmp_path / f"x{KINDS[key][0]}"
    async with on_replay(bundled_library(), "npc-1", 8) as pilot:
        await begin(pilot, target, held, key)
        assert names(tmp_path) == [f"{target.name}.part"]
        for pressed, said in (("e", "esc stops that"), ("escape", "stopping …"), ("e", "is still being stopped")):
            await pilot.press(pressed)
            await pilot.pause()
            assert said in text_of(pilot.app)
        held.go.set()
        await settled(pilot)
        assert replay_of(pilot).month == 8
        assert "nothing of the file is left" in text_of(pilot.app)
        assert not names(tmp_path)
        await write(pilot, target, key)
    assert names(tmp_path) == [target.name]


async def test_a_second_escape_goes_back_while_the_first_still_stops(tmp_path: Path, held: Held) -> None:
    async with on_replay(bundled_library(), "npc-1", 8) as pilot:
        await begin(pilot, tmp_path / "x.svg", held, "f")
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Cases)
        held.go.set()
        await settled(pilot)
    assert not names(tmp_path)


async def test_what_has_its_name_before_it_could_be_stopped_is_said_to_be_written(tmp_path: Path) -> None:
    named = Held()

    def late(target: Path, pieces: Iterable[bytes]) -> None:
        write_new(target, pieces)
        named.before(names)(tmp_path)

    async with on_replay(bundled_library(), "npc-1", 8) as pilot:
        pilot.app.desk.tools = Tools(write=late)  # type: ignore[attr-defined] # the tracker's app
        await begin(pilot, tmp_path / "x.txt", named, "t")
        await pilot.press("escape")
        named.go.set()
        await settled(pilot)
        assert f"written to {tmp_path}"[:20] in text_of(pilot.app)


async def test_a_drawing_that_fails_is_said_without_its_words_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> object:
        raise ValueError("words of a record")

    monkeypatch.setattr(figures, "case_figure", fail)
    async with on_replay(bundled_library(), "npc-1", 8) as pilot:
        await write(pilot, tmp_path / "x.svg", "f")
        shown = text_of(pilot.app)
        assert "not written: a fault of the tracker, not yours: ValueError" in shown
        assert "words of a record" not in shown
        assert not names(tmp_path)
        await write(pilot, tmp_path / "x.txt", "t")
    assert names(tmp_path) == ["x.txt"]


@pytest.mark.parametrize("leaving", [lambda pilot: pilot.press("q"), lambda pilot: pilot.press("ctrl+c")])
async def test_quitting_leaves_nothing_half_written(
    tmp_path: Path, held: Held, leaving: Callable[[Pilot[None]], object]
) -> None:
    async with on_replay(patient="made-up") as pilot:
        await begin(pilot, tmp_path / "x.html", held)
        await leaving(pilot)  # type: ignore[misc] # a coroutine
        held.go.set()
    for _ in range(100):
        if not names(tmp_path):
            break
        Event().wait(0.05)
    assert not names(tmp_path)


async def test_what_is_being_written_goes_on_behind_another_screen(tmp_path: Path, held: Held) -> None:
    target = tmp_path / "x.html"
    async with on_replay(patient="made-up") as pilot:
        await begin(pilot, target, held)
        await pilot.press("3")
        held.go.set()
        await settled(pilot)
        assert f"written to {target}"[:20] in text_of(pilot.app)
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>"[:9])
