"""Where `esc` leads: to the replay where one came from there, else to the list of cases."""

import pytest
from textual.screen import Screen

from tests.faces.screens import bundled_library, on_replay, on_screen, replay_of, settled, text_of
from tracker.casebook.auditing import Auditor
from tracker.tui.app import TrackerApp
from tracker.tui.audit import Audit
from tracker.tui.cases import Cases
from tracker.tui.command import Place
from tracker.tui.compare import Compare
from tracker.tui.desk import Tools
from tracker.tui.sql import Sql
from tracker.tui.timeline import Timeline

OTHERS: dict[str, type[Screen[None]]] = {"3": Timeline, "4": Compare, "5": Sql, "6": Audit}


@pytest.mark.parametrize("number", OTHERS)
async def test_from_another_screen_escape_leads_back_to_the_replay_and_from_there_to_the_cases(number: str) -> None:
    async with on_replay(bundled_library(), "npc-1", 8) as pilot:
        await pilot.press("l", number)
        await settled(pilot)
        assert isinstance(pilot.app.screen, OTHERS[number])
        await pilot.press(*["escape"] * (2 if number == "5" else 1))
        await settled(pilot)
        assert (replay_of(pilot).patient, replay_of(pilot).month) == ("npc-1", 9)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Cases)


async def test_through_several_screens_the_way_back_is_still_to_the_replay() -> None:
    async with on_replay(bundled_library(), "npc-1", 8) as pilot:
        await pilot.press("3", "4", "6")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert replay_of(pilot).month == 8


@pytest.mark.parametrize("number", ["3", "4", "6"])
async def test_from_the_cases_the_way_back_is_to_the_cases_though_a_replay_was_open_before(number: str) -> None:
    async with on_replay(bundled_library(), "npc-1", 8) as pilot:
        await pilot.press("escape")
        await settled(pilot)
        await pilot.press(number)
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Cases)


async def test_without_a_replay_the_way_back_is_to_the_cases() -> None:
    async with on_screen(Place.TIMELINE, bundled_library(), "npc-1") as pilot:
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Cases)
        assert "npc-1" in text_of(pilot.app)


BOXES: dict[str, tuple[Place, tuple[str, ...]]] = {
    "help of the cases": (Place.CASES, ("question_mark",)),
    "help of the replay": (Place.REPLAY, ("question_mark",)),
    "markers": (Place.REPLAY, ("p",)),
    "what does not fit": (Place.REPLAY, ("exclamation_mark",)),
    "source of a line": (Place.REPLAY, ("j", "enter")),
    "source of an event": (Place.TIMELINE, ("right_square_bracket", "enter")),
    "help of the comparison": (Place.COMPARE, ("question_mark",)),
}
TYPED: dict[str, tuple[Place, tuple[str, ...]]] = {
    "filter": (Place.CASES, ("slash",)),
    "whom to compare with": (Place.REPLAY, ("c",)),
    "go to": (Place.REPLAY, ("colon",)),
    "search": (Place.REPLAY, ("slash",)),
    "another case of a pair": (Place.COMPARE, ("c",)),
}


@pytest.mark.parametrize("key", ["escape", "q"])
@pytest.mark.parametrize("box", BOXES)
async def test_escape_and_q_close_what_lies_over_a_screen_and_nothing_else(box: str, key: str) -> None:
    place, keys = BOXES[box]
    async with on_screen(place, bundled_library(), "npc-1") as pilot:
        below = pilot.app.screen
        await pilot.press(*keys)
        await settled(pilot)
        assert pilot.app.screen is not below
        await pilot.press(key)
        await settled(pilot)
        assert pilot.app.screen is below


@pytest.mark.parametrize("box", TYPED)
async def test_where_is_typed_q_is_a_letter_and_escape_leaves_it(box: str) -> None:
    place, keys = TYPED[box]
    async with on_screen(place, bundled_library(), "npc-1") as pilot:
        below = pilot.app.screen
        await pilot.press(*keys)
        await settled(pilot)
        over = pilot.app.screen
        await pilot.press("q")
        await settled(pilot)
        assert pilot.app.screen is over
        await pilot.press("escape")
        await settled(pilot)
        assert pilot.app.screen is below


async def test_in_the_log_escape_shows_all_lines_again_before_it_leads_back() -> None:
    library = bundled_library()
    app = TrackerApp(library, tools=Tools(auditor=Auditor(library)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("6")
        await settled(pilot)
        everything = text_of(app)
        await pilot.press("slash", *"death", "enter")
        await settled(pilot)
        assert "with “death” · esc shows all" in text_of(app)
        await pilot.press("escape")
        await settled(pilot)
        assert text_of(app) == everything
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, Cases)
