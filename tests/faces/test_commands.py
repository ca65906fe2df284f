from collections.abc import Iterable
from typing import Any

import pytest
from textual.binding import Binding
from textual.command import CommandList
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen
from wcwidth import wcwidth

from tests.faces.screens import on_replay, on_screen, replay_of, text_of
from tracker.tui.audit import Audit
from tracker.tui.cases import Cases
from tracker.tui.choose import Choose
from tracker.tui.commands import COMMANDS, Place, commands_of, footer_of, sentence_of
from tracker.tui.compare import Compare
from tracker.tui.filter import Filter
from tracker.tui.findings import Findings
from tracker.tui.footer import action_at, draw_footer
from tracker.tui.forms.chooser import Chooser
from tracker.tui.forms.form import FormScreen
from tracker.tui.forms.preview import Preview
from tracker.tui.glyphs import GLYPHS, GlyphSet
from tracker.tui.grid import Grid
from tracker.tui.help import Help, help_lines
from tracker.tui.offering import Offering
from tracker.tui.picking import Picker
from tracker.tui.prompt import Prompt
from tracker.tui.provenance import ProvenanceScreen
from tracker.tui.replay import Replay
from tracker.tui.sql import Sql
from tracker.tui.timeline import Timeline

SCREENS: dict[Place, type[Screen[Any]]] = {
    Place.CASES: Cases,
    Place.REPLAY: Replay,
    Place.TIMELINE: Timeline,
    Place.COMPARE: Compare,
    Place.SQL: Sql,
    Place.AUDIT: Audit,
    Place.FILTER: Filter,
    Place.CHOOSE: Choose,
    Place.HELP: Help,
    Place.PROMPT: Prompt,
    Place.PICKER: Picker,
    Place.EXPORTS: Offering,
    Place.PROVENANCE: ProvenanceScreen,
    Place.FINDINGS: Findings,
    Place.CHOOSER: Chooser,
    Place.FORM: FormScreen,
    Place.PREVIEW: Preview,
}
NUMBERED = (Place.CASES, Place.REPLAY, Place.TIMELINE, Place.COMPARE)
"""The screens that show cases."""


def bindings(screen: type[Screen[Any]]) -> Iterable[Binding]:
    for binding in screen.BINDINGS:
        assert isinstance(binding, Binding)
        yield binding


@pytest.mark.parametrize("place", list(Place))
def test_a_screen_binds_the_keys_of_the_table_and_no_other(place: Place) -> None:
    bound = {(key, binding.action) for binding in bindings(SCREENS[place]) for key in binding.key.split(",")}
    assert bound == {(key, command.action) for command in commands_of(place) for key in command.keys}


@pytest.mark.parametrize("place", list(Place))
def test_a_screen_can_do_what_the_table_says(place: Place) -> None:
    for command in commands_of(place):
        assert callable(getattr(SCREENS[place], f"action_{command.action}", None)), command.action


def test_every_command_has_its_own_action_and_sentence() -> None:
    assert len({command.action for command in COMMANDS}) == len(COMMANDS)
    assert len({command.help for command in COMMANDS}) == len(COMMANDS)


@pytest.mark.parametrize("place", list(Place))
def test_a_key_does_one_thing_on_a_screen(place: Place) -> None:
    keys = [key for command in commands_of(place) for key in command.keys]
    assert len(set(keys)) == len(keys)


def test_a_key_that_is_a_character_is_shown_as_that_character() -> None:
    names = {"escape": "esc", "left": "←", "right": "→", "up": "↑", "down": "↓", "pageup": "pgup", "pagedown": "pgdn"}
    for command in COMMANDS:
        shown = command.shown.split(" ")
        expected = [names.get(key, key.replace("ctrl+", "^")) for key in command.keys]
        assert [_character_to_key(s) if len(s) == 1 and s not in names.values() else s.lower() for s in shown] == [
            key if len(key) == 1 else key.lower() for key in expected
        ]


@pytest.mark.parametrize("place", list(Place))
def test_the_footer_names_commands_of_its_screen_only_and_no_way_to_where_it_is(place: Place) -> None:
    words = {command.footer for command in commands_of(place) if command.action != f"show_{place}"} - {""}
    assert {entry.word for entry in footer_of(place)} == words


async def read_to_the_end(pilot: Pilot[None]) -> str:
    """What help says, scrolled through."""
    seen = [text_of(pilot.app)]
    while True:
        await pilot.press("j")
        await pilot.pause()
        if text_of(pilot.app) == seen[-1]:
            return "\n".join(seen)
        seen.append(text_of(pilot.app))


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 12)])
async def test_help_shows_every_key_of_the_replay(size: tuple[int, int]) -> None:
    async with on_replay(size=size) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        text = await read_to_the_end(pilot)
        for shown, what in help_lines(Place.REPLAY, writable=False):
            assert shown in text
            assert what in text
    assert {shown for shown, _ in help_lines(Place.REPLAY)} >= {command.shown for command in commands_of(Place.REPLAY)}


async def test_help_explains_every_sign_of_chart_lanes_and_bar() -> None:
    async with on_replay(size=(120, 36)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        text = await read_to_the_end(pilot)
    signs = GLYPHS[GlyphSet.BRAILLE]
    for sign in (*signs.milestones.values(), *signs.tendencies.values(), signs.hollow, signs.point, signs.progression):
        assert f"{sign} " in text
    for sign in (signs.ongoing, signs.ended, signs.hatch, signs.overlap, "≈", "≥", "✎", "!", "PT", "SP", "tisle?", "–"):
        assert f"{sign} " in text
    for word in ("not gradable", "by word", "(asserted)", "warnings"):
        assert word in text


def test_a_footer_of_80_columns_keeps_the_keys_of_hindsight_and_of_recording() -> None:
    grid = Grid(80, 1)
    draw_footer(grid, Place.REPLAY)
    for word in ("month", "event", "known then", "future", "a record", "help", "palette"):
        assert word in grid.text()
    draw_footer(form := Grid(80, 1), Place.FORM)
    for word in ("offered", "take", "field", "preview", "^n add", "close"):
        assert word in form.text()


@pytest.mark.parametrize("width", [20, 60, 80, 120])
@pytest.mark.parametrize("place", NUMBERED)
def test_pressing_a_word_of_the_footer_does_what_it_says(place: Place, width: int) -> None:
    grid = Grid(width, 1)
    spans = draw_footer(grid, place)
    for span in spans:
        assert action_at(span.begin, width, place) == span.action
        assert span.action in {command.action for command in commands_of(place)}
    assert action_at(0, width, place) == ""


async def test_the_palette_offers_the_commands_of_the_screen() -> None:
    async with on_replay(size=(100, 60)) as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause(0.3)
        offered = {str(option.prompt).split("\n")[0] for option in pilot.app.screen.query_one(CommandList).options}
        every = [command for command in commands_of(Place.REPLAY) if command.action != "palette"]
        assert offered == {sentence_of(command, writable=False) for command in every}
        assert {sign for sign in text_of(pilot.app) if sign != "\n" and wcwidth(sign) != 1} == set()
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Replay)


async def test_choosing_in_the_palette_does_the_command() -> None:
    async with on_replay() as pilot:
        await pilot.press("ctrl+p", *"twelve months on")
        await pilot.pause(0.5)
        await pilot.press("enter", "enter")
        await pilot.pause(0.3)
        screen = pilot.app.screen
        assert isinstance(screen, Replay)
        assert screen.cursor.index == 12


async def test_typing_in_the_palette_does_not_scrub() -> None:
    async with on_replay() as pilot:
        await pilot.press("ctrl+p", "l", "l", "L")
        await pilot.press("escape")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, Replay)
        assert screen.cursor.index == 0


LEAVING = {"leave", "back", "open_case", *(f"show_{place.value}" for place in SCREENS)}


@pytest.mark.parametrize("place", NUMBERED)
@pytest.mark.parametrize("size", [(120, 36), (40, 12)])
async def test_every_key_works_on_every_screen(place: Place, size: tuple[int, int]) -> None:
    async with on_screen(place, size=size) as pilot:
        app = pilot.app
        screen = app.screen
        for key in (key for command in commands_of(place) if command.action not in LEAVING for key in command.keys):
            await pilot.press(key)
            await app.workers.wait_for_complete()
            await pilot.pause()
            if app.screen is not screen:
                await pilot.press("escape")
            assert app.screen is screen, key


@pytest.mark.parametrize("place", NUMBERED)
async def test_every_key_that_leaves_a_screen_leads_to_where_it_says(place: Place) -> None:
    there = {f"show_{place.value}": screen for place, screen in SCREENS.items()}
    there |= {"back": Cases, "open_case": Replay}
    for command in commands_of(place):
        for key in command.keys if command.action in LEAVING else ():
            async with on_screen(place) as pilot:
                await pilot.press(key)
                await pilot.pause()
                if command.action == "leave":
                    assert not pilot.app.is_running
                else:
                    assert isinstance(pilot.app.screen, there[command.action]), key


async def test_help_closes_with_escape_and_with_q() -> None:
    async with on_replay() as pilot:
        for key in ("escape", "q"):
            await pilot.press("question_mark")
            await pilot.pause()
            assert isinstance(pilot.app.screen, Help)
            await pilot.press(key)
            await pilot.pause()
            assert replay_of(pilot).patient == "made-up"


async def test_a_replay_for_reading_names_no_key_that_records_and_says_in_help_what_it_needs() -> None:
    async with on_replay(size=(260, 60)) as pilot:
        footer = text_of(pilot.app).splitlines()[-1]
        assert "export" in footer
        assert "record" not in footer
        assert "correct" not in footer
        await pilot.press("question_mark")
        await pilot.pause()
        text = await read_to_the_end(pilot)
        for sentence in ("record an event (--write)", "correct the event (--write)"):
            assert sentence in text


def test_a_replay_for_writing_names_the_keys_that_record() -> None:
    grid = Grid(200, 1)
    draw_footer(grid, Place.REPLAY, writable=True)
    assert "a record" in grid.text()
    assert "x correct" in grid.text()
    assert "--write" not in " ".join(what for _, what in help_lines(Place.REPLAY, writable=True))
