"""Where a fact comes from: how its page scrolls, what it rests on, and why there is no paragraph."""

import re

from tests.faces.screens import bundled_library, on_replay, replay_of, text_of
from tracker.tui.focus import facts_at
from tracker.tui.provenance import ProvenanceScreen


async def test_a_box_scrolls_by_rows_pages_and_wheel_up_to_its_ends() -> None:
    async with on_replay(bundled_library(), "npc-1", 8, (80, 24)) as pilot:
        await pilot.press("tab", "enter")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, ProvenanceScreen)
        first = text_of(pilot.app)
        await pilot.press(*["pagedown"] * 4)
        await pilot.pause()
        assert "Corrections" in text_of(pilot.app)
        last = text_of(pilot.app)
        await pilot.press("j")
        await pilot.pause()
        assert text_of(pilot.app) == last
        await pilot.press(*["pageup"] * 4)
        await pilot.pause()
        assert text_of(pilot.app) == first
        for key, there in (("G", last), ("g", first), ("end", last), ("home", first)):
            await pilot.press(key)
            await pilot.pause()
            assert pilot.app.screen is screen
            assert text_of(pilot.app) == there


async def test_evidence_is_told_in_a_line_and_a_key_leads_to_it() -> None:
    async with on_replay(bundled_library(), "npc-1", 8) as pilot:
        while "pd-1" not in facts_at(replay_of(pilot).reel, replay_of(pilot).cursor):  # type: ignore[arg-type]  # loaded
            await pilot.press("right_square_bracket")
        await pilot.press("enter")
        await pilot.pause()
        text = text_of(pilot.app)
        assert "What it rests on" in text
        assert re.search(r"≈M8\.[0-9] SCAN CT: axillary node 24 mm NEW restaging-1", " ".join(text.split()))
        assert "next fact" in text
        await pilot.press("right_square_bracket")
        await pilot.pause()
        assert "restaging-1 · scan reported · fact 2 of 2" in text_of(pilot.app)


async def test_without_an_attached_text_the_key_of_the_paragraph_says_why_it_does_nothing() -> None:
    async with on_replay(bundled_library(), "npc-1", 8) as pilot:
        await pilot.press("right_square_bracket", "enter", "f")
        await pilot.pause()
        assert "no text is attached, so there is no paragraph: tracker document add FILE attaches it" in text_of(
            pilot.app
        )
