"""What boxes, titles and axes say of the month that is shown."""

from tests.faces.screens import bundled_library, on_replay, on_screen, replay_of, settled, text_of
from tracker.projections.moments import YET
from tracker.tui.command import Place
from tracker.tui.event_panel import event_line_text
from tracker.tui.lines import Lines
from tracker.tui.provenance import ProvenanceScreen
from tracker.tui.timeline import Timeline


async def test_whether_a_fact_of_a_contradiction_may_be_still_to_come_is_judged_at_the_month_shown() -> None:
    async with on_replay(bundled_library(), "npc-1", 0, size=(120, 48)) as pilot:
        screen = replay_of(pilot)
        reel = screen.reel
        assert reel is not None
        assert YET in event_line_text(reel.lines(screen.cursor)["l1-c2"])
        await pilot.press(*"lllllll", "exclamation_mark")
        await settled(pilot)
        told = [line for line in text_of(pilot.app).splitlines() if "l1-c2 " in line]
        assert told
        assert not any(YET in line for line in told)
        for line in reel.lines(screen.cursor).values():
            sheet = reel.sheet(screen.cursor)
            if (
                line.occurred is not None
                and line.occurred.latest is not None
                and line.occurred.latest < sheet.start_day
            ):
                assert line.certain


async def test_a_line_with_one_fact_offers_no_other_and_says_which_keys_lead_on() -> None:
    async with on_replay(bundled_library(), "npc-1", 8) as pilot:
        await pilot.press("]", "enter")
        await settled(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, ProvenanceScreen)
        assert "next fact" not in screen.query_one("#keys", Lines).grid.text()
        for key in ("]", "["):
            await pilot.press(key)
            await settled(pilot)
            assert "this fact alone; esc, then ] or [ to other events" in text_of(pilot.app)
        await pilot.press("escape", "tab", "enter")
        await settled(pilot)
        assert "fact 1 of" in text_of(pilot.app)
        assert "next fact" in pilot.app.screen.query_one("#keys", Lines).grid.text()


async def test_without_a_comparison_titles_say_no_diff() -> None:
    async with on_replay(bundled_library(), "npc-1", 8, size=(160, 50)) as pilot:
        await pilot.press("d", "d", "d")
        await settled(pilot)
        assert "no diff" in text_of(pilot.app)
        assert "vs nothing" not in text_of(pilot.app)


async def test_however_near_the_timeline_looks_a_month_is_named() -> None:
    async with on_screen(Place.TIMELINE, bundled_library(), "npc-2") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, Timeline)
        await pilot.press("f", "f", *["plus"] * 12, *["("] * 300)
        await settled(pilot)
        reel = screen.reel
        assert reel is not None
        within = 0
        while screen.window.last < 200:
            await pilot.press(")")
            await pilot.pause()
            axis = screen.query_one("#rows", Lines).grid.text().splitlines()[0]
            begun = [sheet for sheet in reel.now if screen.window.first <= sheet.start_day < screen.window.last]
            assert "M" in axis
            if not begun:
                within += 1
                assert f"in M{reel.now[reel.index_at(screen.window.first)].month}" in axis
        assert within > 3
