import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.faces.pictures import LAST
from tests.faces.screens import bundled_library, on_replay, replay_of, text_of
from tests.faces.test_replay import STORM
from tracker.projections.days import days_of
from tracker.projections.differences import Reference
from tracker.tui.picking import Picker
from tracker.tui.prompt import Prompt
from tracker.tui.reel import Cursor
from tracker.tui.replay import Replay

MODALS = {"colon": Prompt, "slash": Prompt, "p": Picker}


async def opened(pilot: Pilot[None], key: str) -> None:
    await pilot.press(key)
    await pilot.pause()
    assert isinstance(pilot.app.screen, MODALS[key])


@pytest.mark.parametrize("key", MODALS)
async def test_a_modal_closes_with_escape_and_nothing_has_moved(key: str) -> None:
    async with on_replay(month=8) as pilot:
        before = replay_of(pilot).cursor
        await opened(pilot, key)
        await pilot.press("j", "escape")
        await pilot.pause()
        assert replay_of(pilot).cursor == before


@pytest.mark.parametrize("key", ["colon", "slash"])
async def test_typing_in_an_input_never_scrubs(key: str) -> None:
    typed = "hlHLgGwfdzpmn+-_.,:/q?12 x"
    async with on_replay(month=8) as pilot:
        before = replay_of(pilot).cursor
        await opened(pilot, key)
        for sign in typed:
            await pilot.press("space" if sign == " " else sign)
        await pilot.press("left", "right", "home", "end", "left_square_bracket", "right_curly_bracket")
        await pilot.pause()
        assert pilot.app.screen.query_one(Input).value == f"{typed}[}}"
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Prompt), "what leads nowhere does not close"
        await pilot.press("escape")
        assert replay_of(pilot).cursor == before


@pytest.mark.parametrize("key", MODALS)
async def test_a_storm_of_sizes_with_a_modal_open_never_raises(key: str) -> None:
    async with on_replay(month=8) as pilot:
        await opened(pilot, key)
        for width, height in STORM:
            await pilot.resize_terminal(width, height)
            await pilot.press("j")
            await pilot.pause()
        await pilot.resize_terminal(120, 36)
        await pilot.press("escape")
        await pilot.pause()
        assert "M8 of 24" in text_of(pilot.app)


async def test_go_to_says_where_it_leads_while_one_types() -> None:
    async with on_replay(month=8) as pilot:
        await opened(pilot, "colon")
        await pilot.press(*"pd9")
        await pilot.pause()
        assert "nothing is called pd9 up to M8" in text_of(pilot.app)
        await pilot.press("backspace", "1")
        await pilot.pause()
        assert "first progression" in text_of(pilot.app)
        await pilot.press("enter")
        await pilot.pause()
        assert (replay_of(pilot).cursor.index, replay_of(pilot).cursor.event) == (8, 1)


async def test_a_search_goes_through_its_hits_and_tells_how_far_it_went() -> None:
    async with on_replay(month=13) as pilot:
        await pilot.press("n")
        await pilot.pause()
        assert "nothing sought yet" in text_of(pilot.app)
        await opened(pilot, "slash")
        await pilot.press(*"EBV")
        await pilot.pause()
        assert "2 events up to M13" in text_of(pilot.app)
        await pilot.press("enter")
        await pilot.pause()
        assert replay_of(pilot).cursor.index == 3
        assert "1 of 2 up to M13: EBV" in text_of(pilot.app)
        visited = []
        for key in ("n", "n", "N", "N"):
            await pilot.press(key)
            visited.append(replay_of(pilot).cursor.index)
        assert visited == [12, 3, 12, 3]


async def test_a_search_before_anything_was_there_finds_nothing_and_stays_open() -> None:
    async with on_replay(month=7) as pilot:
        await opened(pilot, "slash")
        await pilot.press(*"axillary", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Prompt)
        assert "no event with axillary up to M7" in text_of(pilot.app)


async def test_bookmarks_are_set_jumped_to_and_taken_away() -> None:
    async with on_replay(month=3) as pilot:
        await pilot.press("apostrophe")
        await pilot.pause()
        assert "no bookmark yet" in text_of(pilot.app)
        await pilot.press("m", "L", "m", "g")
        await pilot.pause()
        assert text_of(pilot.app).splitlines()[1].count("'") == 2
        visited = []
        for _ in range(3):
            await pilot.press("apostrophe")
            visited.append(replay_of(pilot).cursor.index)
        assert visited == [3, 15, 3]
        await pilot.press("m", "apostrophe", "apostrophe")
        assert replay_of(pilot).cursor.index == 15


async def test_days_go_from_the_first_to_the_end_of_the_month_and_no_further() -> None:
    async with on_replay(month=8) as pilot:
        screen = replay_of(pilot)
        assert screen.reel is not None
        days = days_of(screen.reel.sheet(screen.cursor))
        await pilot.press("full_stop", "comma")
        await pilot.pause()
        assert (screen.cursor.index, screen.cursor.day) == (8, days[0])
        assert "first day of month 8" in text_of(pilot.app)
        await pilot.press(*["full_stop"] * (len(days) - 1))
        assert screen.cursor.day == days[-1]
        await pilot.press("full_stop")
        await pilot.pause()
        assert replay_of(pilot).cursor == Cursor(index=8)
        assert "end of month 8" in text_of(pilot.app)
        await pilot.press("comma")
        assert screen.cursor.day == days[-1]
        await pilot.press("l", "h")
        assert screen.cursor.day is None


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 12)])
async def test_a_day_says_what_had_happened_by_then(size: tuple[int, int]) -> None:
    async with on_replay(month=8, size=size) as pilot:
        await pilot.press("full_stop")
        await pilot.pause()
        assert "y day 1/30: 0 of 2, 0 exact" in text_of(pilot.app)
        await pilot.press(*["full_stop"] * 14)
        await pilot.pause()
        assert "y day 15/30: 2 of 2, 0 exact" in text_of(pilot.app)


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 12)])
async def test_diff_goes_round_and_says_what_it_compares_with(size: tuple[int, int]) -> None:
    async with on_replay(size=size) as pilot:
        before = text_of(pilot.app)
        for said in (f"vs {Reference.BASELINE.value}", f"vs {Reference.NADIR.value}", "no diff"):
            await pilot.press("d")
            await pilot.pause()
            assert said in text_of(pilot.app)
        await pilot.press("d")
        await pilot.pause()
        assert text_of(pilot.app) == before


async def test_a_marker_is_chosen_and_only_among_those_measured_so_far() -> None:
    async with on_replay(bundled_library(), "npc-1", 0) as pilot:
        await opened(pilot, "p")
        assert "LDH U/L" in text_of(pilot.app)
        await pilot.press("j", "j", "enter")
        await pilot.pause()
        assert "LDH U/L, linear" in text_of(pilot.app)
        await opened(pilot, "p")
        assert text_of(pilot.app).count("▸ LDH") == 1
        await pilot.click("#picker", offset=(4, 1))
        await pilot.pause()
        assert isinstance(pilot.app.screen, Replay)
        assert "EBV-DNA copies/mL, log10" in text_of(pilot.app)


async def test_a_tall_chart_has_a_row_for_the_course_of_another_marker() -> None:
    async with on_replay(bundled_library(), "npc-1", LAST, size=(160, 50)) as pilot:
        assert "LDH  █6029 ▁332" in text_of(pilot.app)
        await pilot.press("g")
        await pilot.pause()
        # Which of those with one result each comes first does not tell which will have more.
        assert "Hb  ▁" in text_of(pilot.app)
        assert "332" not in text_of(pilot.app)


async def test_a_name_that_several_have_says_after_going_which_one_it_is() -> None:
    async with on_replay(bundled_library(), "npc-1", 10) as pilot:
        await pilot.press("colon", "c", "2")
        await pilot.pause()
        assert "2 of 2" in text_of(pilot.app)
        await pilot.press("enter")
        await pilot.pause()
        assert "l2-c2, 2 of 2; also l1-c2" in text_of(pilot.app).splitlines()[-1]
        assert replay_of(pilot).cursor.index == 8
