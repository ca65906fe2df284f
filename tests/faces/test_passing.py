"""A box over a screen lets the keys of that screen through: nobody is stuck in it, and no key does something unasked."""

from typing import Any

import pytest
from textual.screen import ModalScreen

from tests.faces.screens import on_replay, replay_of, text_of
from tracker.tui.findings import Findings
from tracker.tui.help import Help
from tracker.tui.offering import Offering
from tracker.tui.picking import Picker
from tracker.tui.prompt import Prompt
from tracker.tui.provenance import ProvenanceScreen
from tracker.tui.replay import Replay
from tracker.tui.timeline import Timeline

BOXES: dict[str, tuple[type[ModalScreen[Any]], str]] = {
    "p": (Picker, "l"),
    "e": (Offering, "l"),
    "question_mark": (Help, "l"),
    "exclamation_mark": (Findings, "l"),
    "enter": (ProvenanceScreen, "L"),
}


@pytest.mark.parametrize("key", BOXES)
async def test_a_key_of_the_screen_below_closes_the_box_and_does_what_it_does_there(key: str) -> None:
    kind, onward = BOXES[key]
    async with on_replay(month=8) as pilot:
        await pilot.press("right_square_bracket", key)
        await pilot.pause()
        assert isinstance(pilot.app.screen, kind)
        await pilot.press(onward)
        await pilot.pause()
        assert replay_of(pilot).month != 8
        await pilot.press(key)
        await pilot.pause()
        await pilot.press("colon")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Prompt)
        await pilot.press("m", "3", "enter")
        await pilot.pause()
        assert replay_of(pilot).month == 3


@pytest.mark.parametrize("key", BOXES)
async def test_the_key_that_opened_a_box_closes_it_and_opens_nothing(key: str) -> None:
    kind, _ = BOXES[key]
    async with on_replay(month=8) as pilot:
        await pilot.press("right_square_bracket", key)
        await pilot.pause()
        assert isinstance(pilot.app.screen, kind)
        await pilot.press(key)
        await pilot.pause()
        assert isinstance(pilot.app.screen, Replay)


@pytest.mark.parametrize("key", BOXES)
async def test_a_key_that_means_nothing_anywhere_leaves_the_box_open_and_q_leaves_the_box_alone(key: str) -> None:
    kind, _ = BOXES[key]
    async with on_replay(month=8) as pilot:
        await pilot.press("right_square_bracket", key)
        await pilot.pause()
        await pilot.press("Z", "j")
        await pilot.pause()
        assert isinstance(pilot.app.screen, kind)
        await pilot.press("q")
        await pilot.pause()
        assert replay_of(pilot).month == 8


async def test_the_keys_of_a_list_are_its_own_and_what_it_says_is_true() -> None:
    async with on_replay(month=8) as pilot:
        await pilot.press("e", "t")
        await pilot.pause()
        assert "as text" in text_of(pilot.app)
        await pilot.press("escape")
        await pilot.press("p")
        await pilot.pause()
        assert "esc or a key of the replay closes" in text_of(pilot.app)
        await pilot.press("3")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Timeline)
