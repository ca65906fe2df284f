"""Which line is selected, where a fact comes from, what does not fit, and what is copied."""

import pytest
from textual.pilot import Pilot

from tests.faces.screens import bundled_library, on_replay, replay_of, text_of
from tracker.tui.cases import Cases
from tracker.tui.cut import Future
from tracker.tui.findings import Findings
from tracker.tui.focus import at_line, facts_at, lines_of, selected_in
from tracker.tui.lines import Lines
from tracker.tui.provenance import ProvenanceScreen
from tracker.tui.reel import Panel

SIZES = [(160, 50), (120, 36), (100, 30), (80, 24), (60, 18), (50, 14)]


def selected_row(pilot: Pilot[None], *parts: str) -> str:
    """The row that begins with the sign of the selected line, in one of some parts of the screen."""
    for name in parts:
        for row in pilot.app.screen.query_one(f"#{name}", Lines).grid.text().splitlines():
            if "▸" in row[:2]:
                return row
    return ""


async def test_tab_goes_round_the_panels_and_escape_selects_nothing_and_then_leaves() -> None:
    async with on_replay(month=8) as pilot:
        visited = []
        for _ in range(4):
            await pilot.press("tab")
            visited.append(replay_of(pilot).cursor.panel)
        assert visited == [Panel.STATE, Panel.LABS, Panel.EVENTS, Panel.STATE]
        await pilot.press("escape")
        assert replay_of(pilot).cursor.panel is None
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, Cases)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_every_line_of_every_panel_can_be_selected_and_is_in_sight(size: tuple[int, int]) -> None:
    async with on_replay(bundled_library(), "npc-2", 18, size) as pilot:
        for panel in Panel:
            await pilot.press("tab")
            screen = replay_of(pilot)
            assert screen.reel is not None
            sheet = screen.reel.sheet(screen.cursor)
            seen = []
            for _ in lines_of(sheet, panel):
                seen.append(selected_in(screen.cursor, sheet, panel))
                assert selected_row(pilot, panel, "line", "plain")
                screen.action_row_down()
                screen.redraw()
            assert sorted(number for number in seen if number is not None) == list(range(len(seen)))
            await pilot.pause()
            if size[1] >= 20:
                assert "last line" in text_of(pilot.app)


async def test_in_a_first_month_the_regimen_stands_before_its_cycle_and_a_title_is_never_cut() -> None:
    async with on_replay(bundled_library(), "npc-2", 0) as pilot:
        text = text_of(pilot.app)
        assert text.index("Regimen  gem + cisplatin") < text.index("Cycle    1 of l1")
        await pilot.press(*"]" * 11)
        await pilot.pause()
        assert "…" not in next(row for row in text_of(pilot.app).splitlines() if "State at" in row)


async def test_rows_are_stepped_through_as_they_are_shown() -> None:
    async with on_replay(bundled_library(), "npc-1", 8) as pilot:
        await pilot.press("tab")
        await pilot.pause()
        assert "Progress PD1" in selected_row(pilot, "state")
        await pilot.press("j")
        await pilot.pause()
        assert "Lesions" in selected_row(pilot, "state")


async def test_what_is_selected_stays_selected_wherever_another_month_or_comparison_puts_it() -> None:
    async with on_replay(bundled_library(), "npc-1", 8) as pilot:
        await pilot.press("tab")
        for keys in ("d", "d", "d", "d", "w", "w", "l"):
            await pilot.press(keys)
            await pilot.pause()
            assert "Progress PD1" in selected_row(pilot, "state"), keys
        await pilot.press("h", "h", "enter")
        await pilot.pause()
        assert not selected_row(pilot, "state")
        assert "tab or j selects a line" in text_of(pilot.app)
        await pilot.press("l")
        await pilot.pause()
        assert "Progress PD1" in selected_row(pilot, "state")


@pytest.mark.parametrize("patient", ["npc-1", "npc-2"])
@pytest.mark.parametrize("known", [False, True])
async def test_every_line_of_every_month_leads_to_the_facts_it_rests_on(patient: str, known: bool) -> None:
    async with on_replay(bundled_library(), patient) as pilot:
        if known:
            await pilot.press("w")
        screen = replay_of(pilot)
        reel = screen.reel
        assert reel is not None
        for index, sheet in enumerate(reel.sheets(screen.cursor)):
            cursor = reel.at(screen.cursor, index)
            for panel in Panel:
                for number in range(len(lines_of(sheet, panel))):
                    keys = facts_at(reel, at_line(cursor, sheet, panel, number))
                    assert keys, (sheet.month, panel, number)
                    assert reel.coming(cursor).isdisjoint(keys)
                    for key in keys:
                        assert reel.provenance(cursor, key) is not None


async def test_enter_tells_where_the_fact_comes_from_and_escape_returns() -> None:
    async with on_replay() as pilot:
        await pilot.press("tab", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ProvenanceScreen)
        text = text_of(pilot.app)
        for said in ("dx · made up", "what dx says", "value", "later than this month", "recorded", "Corrections"):
            assert said in text
        for key in ("escape", "q"):
            await pilot.press(key)
            assert replay_of(pilot).cursor.panel is Panel.STATE
            await pilot.press("enter")
            await pilot.pause()


async def test_a_hidden_future_hides_the_paragraph_but_not_the_passage() -> None:
    async with on_replay() as pilot:
        await pilot.press("tab", "enter")
        await pilot.pause()
        assert "»scan «" in text_of(pilot.app)
        assert "death to come" not in text_of(pilot.app)
        assert "f shows it" in text_of(pilot.app)
        await pilot.press("f")
        await pilot.pause()
        assert "The »scan «told of a death to come." in text_of(pilot.app)


@pytest.mark.parametrize("future", [Future.GHOST, Future.SHOWN])
async def test_a_future_that_is_shown_shows_the_paragraph_and_every_bound(future: Future) -> None:
    async with on_replay() as pilot:
        await pilot.press(*["f"] * (1 if future is Future.GHOST else 2), "tab", "enter")
        await pilot.pause()
        assert "death to come" in text_of(pilot.app)
        assert "M30" in text_of(pilot.app)
        await pilot.press("escape", "w", "enter")
        await pilot.pause()
        assert "death to come" not in text_of(pilot.app)
        assert "later than this month" in text_of(pilot.app)


async def test_the_facts_of_a_line_follow_each_other() -> None:
    async with on_replay(bundled_library(), "npc-1", 8) as pilot:
        await pilot.press("tab", "enter")
        await pilot.pause()
        assert "pd-1 · progression declared · fact 1 of 2 behind Progress" in text_of(pilot.app)
        await pilot.press("right_square_bracket")
        await pilot.pause()
        assert "restaging-1 · scan reported · fact 2 of 2" in text_of(pilot.app)
        await pilot.press("right_square_bracket")
        await pilot.pause()
        assert "last fact" in text_of(pilot.app)


async def test_with_nothing_selected_enter_says_how_to_select() -> None:
    async with on_replay(size=(160, 50)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert "tab or j selects a line" in text_of(pilot.app)


async def test_a_click_selects_a_line_and_a_second_one_opens_it() -> None:
    async with on_replay(month=8) as pilot:
        await pilot.click("#state", offset=(4, 1))
        assert replay_of(pilot).cursor.panel is Panel.STATE
        await pilot.click("#state", offset=(4, 1))
        await pilot.pause()
        assert isinstance(pilot.app.screen, ProvenanceScreen)
        await pilot.press("escape")
        await pilot.click("#events", offset=(4, 3))
        assert (replay_of(pilot).cursor.panel, replay_of(pilot).cursor.event) == (Panel.EVENTS, 1)


async def test_contradictions_are_listed_as_far_as_the_month_may_tell() -> None:
    async with on_replay(month=7) as pilot:
        await pilot.press("exclamation_mark")
        await pilot.pause()
        text = text_of(pilot.app)
        assert isinstance(pilot.app.screen, Findings)
        assert "1 error" in text
        assert "warning" not in text.split("What does not fit")[1].splitlines()[0]
        await pilot.press("escape", "l", "exclamation_mark")
        await pilot.pause()
        assert "1 warning" in text_of(pilot.app)
        assert "scan-8" in text_of(pilot.app)


async def test_a_fact_of_a_contradiction_leads_to_its_month() -> None:
    async with on_replay(month=12) as pilot:
        await pilot.press("exclamation_mark", "enter")
        await pilot.pause()
        screen = replay_of(pilot)
        assert (screen.cursor.index, screen.cursor.panel, screen.cursor.event) == (8, Panel.EVENTS, 0)
        await pilot.press("enter")
        await pilot.pause()
        assert "scan-8 · made up" in text_of(pilot.app)


async def test_a_remark_about_the_record_leads_to_where_it_comes_from() -> None:
    async with on_replay(bundled_library(), "npc-1", 28) as pilot:
        await pilot.press("exclamation_mark")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, Findings)
        for _ in range(60):
            if screen._spots[screen._at][1] == "noted-seven-months":
                break
            screen.action_row_down()
        await pilot.press("enter")
        await pilot.pause()
        assert "noted-seven-months · ambiguity noted" in text_of(pilot.app)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=str)
async def test_every_contradiction_and_each_of_its_facts_can_be_reached(size: tuple[int, int]) -> None:
    async with on_replay(bundled_library(), "npc-2", 21, size) as pilot:
        await pilot.press("exclamation_mark")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, Findings)
        for _ in screen._spots:
            assert "▸" in screen.query_one("#box", Lines).grid.text()
            screen.action_row_down()
        assert screen._at == len(screen._spots) - 1


async def test_the_badge_opens_the_contradictions() -> None:
    async with on_replay(month=8) as pilot:
        await pilot.click("#identity", offset=(118, 0))
        await pilot.pause()
        assert isinstance(pilot.app.screen, Findings)


async def test_what_is_copied_says_whose_it_is_and_as_of_when() -> None:
    async with on_replay(month=8, size=(160, 50)) as pilot:
        await pilot.press("y")
        await pilot.pause()
        month = pilot.app.clipboard
        assert month.splitlines()[0] == "made-up  M8 of 24  AS CORRECTED NOW"
        for said in ("Stage", "EBV-DNA", "axillary node 24 mm"):
            assert said in month
        assert "copied month" in text_of(pilot.app)
        await pilot.press("w", "tab", "tab", "y")
        await pilot.pause()
        labs = pilot.app.clipboard
        assert labs.splitlines()[0] == "made-up  M8 of 24  KNOWN THEN"
        assert "EBV-DNA" in labs
        assert "Stage" not in labs
        await pilot.press("enter", "y")
        await pilot.pause()
        assert pilot.app.clipboard == labs or "made up" in pilot.app.clipboard


async def test_pressing_a_key_of_a_box_does_what_it_says() -> None:
    async with on_replay() as pilot:
        await pilot.press("tab", "enter")
        await pilot.pause()
        keys = pilot.app.screen.query_one("#keys", Lines)
        await pilot.click("#keys", offset=(keys.grid.text().index("paragraph"), 0))
        await pilot.pause()
        assert "death to come" in text_of(pilot.app)
