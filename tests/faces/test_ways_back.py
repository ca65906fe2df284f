"""Where `esc` leads: to the replay where one came from there, else to the list of cases."""

import pytest
from textual.screen import Screen

from tests.faces.screens import bundled_library, on_replay, on_screen, replay_of, settled, text_of
from tracker.tui.audit import Audit
from tracker.tui.cases import Cases
from tracker.tui.command import Place
from tracker.tui.compare import Compare
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
