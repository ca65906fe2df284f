from collections.abc import Iterable

import pytest
from textual.app import App
from textual.binding import Binding
from textual.command import CommandList
from textual.keys import _character_to_key
from textual.screen import Screen

from tests.faces.cases import MadeUpLibrary
from tests.faces.screens import on_replay, replay_of, text_of
from tracker.tui.app import TrackerApp
from tracker.tui.cases import Cases
from tracker.tui.commands import COMMANDS, Place, commands_of, footer_of
from tracker.tui.help import Help, help_lines
from tracker.tui.replay import Replay

SCREENS: dict[Place, type[Screen[None]]] = {Place.CASES: Cases, Place.REPLAY: Replay, Place.HELP: Help}


def bindings(screen: type[Screen[None]]) -> Iterable[Binding]:
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
    names = {"escape": "esc", "ctrl+p": "^p", "ctrl+c": "^c", "left": "←", "right": "→", "up": "↑", "down": "↓"}
    for command in COMMANDS:
        shown = command.shown.split(" ")
        expected = [names.get(key, key) for key in command.keys]
        assert [_character_to_key(s) if len(s) == 1 and s not in names.values() else s.lower() for s in shown] == [
            key if len(key) == 1 else key.lower() for key in expected
        ]


@pytest.mark.parametrize("place", list(Place))
def test_the_footer_names_commands_of_its_screen_only(place: Place) -> None:
    words = {command.footer for command in commands_of(place)} - {""}
    assert {entry.word for entry in footer_of(place)} == words


async def test_help_shows_every_key_of_the_replay() -> None:
    async with on_replay(size=(80, 32)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        text = text_of(pilot.app)
        for shown, what in help_lines():
            assert shown in text
            assert what in text
    assert {shown for shown, _ in help_lines()} >= {command.shown for command in commands_of(Place.REPLAY)}


async def test_the_palette_offers_the_commands_of_the_screen() -> None:
    async with on_replay(size=(100, 60)) as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause(0.3)
        offered = {str(option.prompt).split("\n")[0] for option in pilot.app.screen.query_one(CommandList).options}
        assert offered == {command.help for command in commands_of(Place.REPLAY) if command.action != "palette"}
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


LEAVING = {"leave", "back", "show_cases", "show_replay", "open_case"}


@pytest.mark.parametrize("place", [Place.CASES, Place.REPLAY])
@pytest.mark.parametrize("size", [(120, 36), (40, 12)])
async def test_every_key_works_on_every_screen(place: Place, size: tuple[int, int]) -> None:
    app: App[None] = TrackerApp(MadeUpLibrary(), "made-up" if place is Place.REPLAY else None, 8)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        screen = app.screen
        for key in (key for command in commands_of(place) if command.action not in LEAVING for key in command.keys):
            await pilot.press(key)
            if app.screen is not screen:
                await pilot.press("escape")
            assert app.screen is screen, key


@pytest.mark.parametrize("place", [Place.CASES, Place.REPLAY])
async def test_every_key_that_leaves_a_screen_leads_to_where_it_says(place: Place) -> None:
    there = {"show_cases": Cases, "back": Cases, "show_replay": Replay, "open_case": Replay}
    for command in commands_of(place):
        for key in command.keys if command.action in LEAVING else ():
            app: App[None] = TrackerApp(MadeUpLibrary(), "made-up" if place is Place.REPLAY else None, 8)
            async with app.run_test() as pilot:
                await pilot.pause()
                await app.workers.wait_for_complete()
                await pilot.press(key)
                await pilot.pause()
                if command.action == "leave":
                    assert not app.is_running
                else:
                    assert isinstance(app.screen, there[command.action]), key


async def test_help_closes_with_escape_and_with_q() -> None:
    async with on_replay() as pilot:
        for key in ("escape", "q"):
            await pilot.press("question_mark")
            await pilot.pause()
            assert isinstance(pilot.app.screen, Help)
            await pilot.press(key)
            await pilot.pause()
            assert replay_of(pilot).patient == "made-up"
