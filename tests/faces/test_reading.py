import pytest
from textual.events import MouseScrollDown, MouseScrollUp

from tests.faces.cases import MadeUpLibrary
from tests.faces.pictures import LAST
from tests.faces.screens import bundled_library, on_replay, replay_of, text_of
from tracker.projections.picture import MilestoneKind
from tracker.projections.sheet import APPEARED
from tracker.tui.app import TrackerApp
from tracker.tui.cut import Future
from tracker.tui.desk import Look
from tracker.tui.glyphs import GLYPHS, GlyphSet
from tracker.tui.lines import Lines


async def test_stepping_keeps_how_far_state_and_laboratory_are_scrolled() -> None:
    async with on_replay(bundled_library(), "npc-1", 8) as pilot:
        state = pilot.app.screen.query_one("#state", Lines)
        replay_of(pilot).on_lines_turned(Lines.Turned(state, 2))
        await pilot.press("l", "h")
        await pilot.pause()
        assert replay_of(pilot).cursor.scroll == 2
        assert "↑2" in text_of(pilot.app)


@pytest.mark.parametrize(("patient", "month"), [("npc-1", 8), ("npc-2", 18), ("npc-2", 20)])
async def test_what_changed_in_a_turning_month_is_on_the_first_screen(patient: str, month: int) -> None:
    async with on_replay(bundled_library(), patient, month) as pilot:
        text = " ".join(row.split("│")[1] for row in text_of(pilot.app).splitlines() if row.count("│") > 2)
        reel = replay_of(pilot).reel
        assert reel is not None
        for line in reel.sheet(replay_of(pilot).cursor).state:
            if line.mark not in {"", APPEARED}:
                assert " ".join(line.text.split()) in " ".join(text.split())


@pytest.mark.parametrize("size", [(120, 36), (100, 30), (80, 24), (80, 19), (60, 16), (40, 12), (20, 10)])
async def test_the_selected_event_is_in_sight_at_every_size(size: tuple[int, int]) -> None:
    async with on_replay(bundled_library(), "npc-2", 18, size) as pilot:
        for number in range(11):
            await pilot.press("right_square_bracket")
            await pilot.pause()
            assert replay_of(pilot).cursor.event == number
            assert "▸" in "".join(row[:3] + row[size[0] // 2 :] for row in text_of(pilot.app).splitlines()[2:]), number


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (20, 10)])
async def test_a_selected_event_is_scrolled_through_by_the_wheel(size: tuple[int, int]) -> None:
    async with on_replay(bundled_library(), "npc-2", 18, size) as pilot:
        await pilot.press(*["right_square_bracket"] * 3)
        await pilot.pause()
        before = text_of(pilot.app)
        part = pilot.app.screen.query_one("#events", Lines)
        replay_of(pilot).on_lines_turned(Lines.Turned(part, 1))
        await pilot.pause()
        assert text_of(pilot.app) != before
        replay_of(pilot).on_lines_turned(Lines.Turned(part, -1))
        await pilot.pause()
        assert text_of(pilot.app) == before


async def test_a_replay_is_found_again_as_it_was_left() -> None:
    async with on_replay(month=3) as pilot:
        await pilot.press("l", "l", "w", "f", "1", "enter")
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        cursor = replay_of(pilot).cursor
        assert (cursor.index, cursor.known, cursor.future) == (5, True, Future.GHOST)


async def test_playing_stops_behind_another_screen_and_says_how_fast_it_is() -> None:
    async with on_replay() as pilot:
        await pilot.press("space")
        await pilot.pause()
        assert "playing 1 a second" in text_of(pilot.app)
        await pilot.press("question_mark")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert "playing" not in text_of(pilot.app)


async def test_playing_from_the_last_month_begins_again() -> None:
    async with on_replay(month=LAST) as pilot:
        await pilot.press("space")
        await pilot.pause()
        assert replay_of(pilot).cursor.index == 0
        await pilot.press("space")


async def test_pressing_an_event_selects_it_and_pressing_a_key_of_the_footer_does_it() -> None:
    async with on_replay(month=8) as pilot:
        events = pilot.app.screen.query_one("#events", Lines)
        y = next(y for y in range(events.size.height) if " PD " in events.grid.row_text(y))
        await pilot.click("#events", offset=(6, y))
        assert replay_of(pilot).cursor.event == 1
        row = text_of(pilot.app).splitlines()[-1]
        await pilot.click("#footer", offset=(row.index("h/l"), 0))
        assert replay_of(pilot).cursor.index == 7
        await pilot.click("#footer", offset=(row.index("month"), 0))
        assert replay_of(pilot).cursor.index == 8
        await pilot.click("#footer", offset=(row.index("future"), 0))
        assert replay_of(pilot).cursor.future is Future.GHOST


async def test_the_wheel_scrolls_the_panels() -> None:
    async with on_replay(bundled_library(), "npc-1", 8) as pilot:
        state = pilot.app.screen.query_one("#state", Lines)
        for event, scrolled in ((MouseScrollDown, 3), (MouseScrollUp, 0)):
            state.post_message(event(state, 1, 1, 0, 0, 0, shift=False, meta=False, ctrl=False))
            await pilot.pause()
            assert replay_of(pilot).cursor.scroll == scrolled


async def test_ctrl_c_quits() -> None:
    async with on_replay() as pilot:
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert not pilot.app.is_running


@pytest.mark.parametrize("glyphs", list(GlyphSet))
async def test_every_set_of_signs_can_be_chosen(glyphs: GlyphSet) -> None:
    app = TrackerApp(MadeUpLibrary(), "made-up", 8, look=Look(glyphs=glyphs))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        drawn = {sign for sign in GLYPHS[glyphs].milestones.values() if sign in text_of(app).splitlines()[1]}
        assert drawn >= {GLYPHS[glyphs].milestones[MilestoneKind.PROGRESSION]}
        assert (glyphs is GlyphSet.ASCII) == ("╭" not in text_of(app))
