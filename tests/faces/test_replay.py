import pytest
from textual.geometry import Region

from tests.faces.cases import MadeUpLibrary, sheet_of
from tests.faces.pictures import LAST
from tests.faces.screens import on_replay, replay_of, text_of
from tracker.tui.app import TrackerApp
from tracker.tui.cases import Cases
from tracker.tui.cut import Future
from tracker.tui.lines import Lines
from tracker.tui.replay import Replay

STORM = ((40, 12), (200, 60), (20, 5), (80, 24), (60, 16), (59, 16), (60, 15), (120, 36), (1, 1), (100, 30), (79, 18))


async def test_going_on_and_back_shows_the_identical_frame() -> None:
    async with on_replay(month=2) as pilot:
        before = text_of(pilot.app)
        await pilot.press(*"lllllll")
        await pilot.pause()
        assert text_of(pilot.app) != before
        await pilot.press(*"hhhhhhh")
        await pilot.pause()
        assert text_of(pilot.app) == before


async def test_stepping_through_events_visits_every_event_once() -> None:
    every = [(m, n) for m in range(LAST + 1) for n in range(len(sheet_of("made-up", m).events))]
    async with on_replay() as pilot:
        visited = []
        for _ in every:
            await pilot.press("right_square_bracket")
            cursor = replay_of(pilot).cursor
            visited.append((cursor.index, cursor.event))
        assert visited == every
        await pilot.press("right_square_bracket")
        assert (replay_of(pilot).cursor.index, replay_of(pilot).cursor.event) == every[-1]
        back = [every[-1]]
        for _ in every[1:]:
            await pilot.press("left_square_bracket")
            cursor = replay_of(pilot).cursor
            back.append((cursor.index, cursor.event or 0))
        assert back == every[::-1]


async def test_stepping_through_milestones_visits_every_milestone_once() -> None:
    async with on_replay() as pilot:
        visited = []
        for _ in range(5):
            await pilot.press("right_curly_bracket")
            cursor = replay_of(pilot).cursor
            visited.append((cursor.index, cursor.event))
        assert visited == [(0, 0), (0, 1), (8, 0), (8, 1), (24, 0)]
        await pilot.press(*["left_curly_bracket"] * 4)
        assert (replay_of(pilot).cursor.index, replay_of(pilot).cursor.event) == (0, 0)


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("right_curly_bracket", "last milestone"),
        ("right_square_bracket", "last event"),
        ("l", "last month"),
    ],
)
async def test_a_key_that_moves_nothing_says_why(key: str, said: str) -> None:
    async with on_replay(month=LAST) as pilot:
        await pilot.press(key, key)
        await pilot.pause()
        assert said in text_of(pilot.app)
        await pilot.press("h")
        await pilot.pause()
        assert said not in text_of(pilot.app)


async def test_a_held_key_lands_on_the_right_month() -> None:
    async with on_replay() as pilot:
        for _ in range(LAST + 5):
            pilot.app.simulate_key("l")
        await pilot.pause()
        assert replay_of(pilot).cursor.index == LAST
        assert f"M{LAST} of {LAST}" in text_of(pilot.app)


async def test_a_year_on_is_twelve_months() -> None:
    async with on_replay() as pilot:
        await pilot.press("L")
        assert replay_of(pilot).cursor.index == 12
        await pilot.press("L", "L", "H")
        assert replay_of(pilot).cursor.index == LAST - 12
        await pilot.press("G")
        assert replay_of(pilot).cursor.index == LAST
        await pilot.press("g")
        assert replay_of(pilot).cursor.index == 0


async def test_a_storm_of_sizes_never_raises_and_keeps_who_and_as_of() -> None:
    async with on_replay(month=8) as pilot:
        for width, height in (*STORM, *((w, h) for w in range(40, 201, 40) for h in range(12, 61, 16))):
            await pilot.resize_terminal(width, height)
            await pilot.press("l", "h")
            await pilot.pause()
            text = text_of(pilot.app)
            if width >= 20 and height >= 5:
                assert "made-up" in text
                assert "AS CORRECTED NOW" in text


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        pytest.param((120, 36), {"scrub", "state", "labs", "events", "chart", "lanes", "footer"}, id="all at 120x36"),
        pytest.param((80, 24), {"scrub", "state", "labs", "line", "chart", "lanes", "footer"}, id="all at 80x24"),
        pytest.param((80, 22), {"scrub", "state", "labs", "line", "chart", "footer"}, id="lanes go first"),
        pytest.param((80, 19), {"scrub", "state", "labs", "chart", "footer"}, id="then events"),
        pytest.param((80, 17), {"scrub", "state", "labs", "footer"}, id="then the chart"),
    ],
)
async def test_what_shrinking_drops(size: tuple[int, int], shown: set[str]) -> None:
    async with on_replay(size=size) as pilot:
        parts = {part.id for part in pilot.app.screen.query(Lines) if part.display and part.size}
        assert parts == shown | {"identity"}


@pytest.mark.parametrize("size", [(40, 40), (80, 12)])
async def test_a_small_terminal_has_the_month_as_text(size: tuple[int, int]) -> None:
    async with on_replay(size=size, month=8) as pilot:
        assert {part.id for part in pilot.app.screen.query(Lines) if part.display} == {"plain"}
        assert "State" in text_of(pilot.app)


async def test_the_future_goes_round_from_hidden_to_ghost_to_shown() -> None:
    async with on_replay() as pilot:
        assert replay_of(pilot).cursor.future is Future.HIDDEN
        assert "future hidden" in text_of(pilot.app)
        for future in (Future.GHOST, Future.SHOWN):
            await pilot.press("f")
            await pilot.pause()
            assert f"future {future.value}" in text_of(pilot.app)
        await pilot.press("f")
        assert replay_of(pilot).cursor.future is Future.HIDDEN


async def test_known_then_stays_badged_over_every_month() -> None:
    async with on_replay() as pilot:
        await pilot.press("w")
        for _ in range(4):
            await pilot.pause()
            assert "KNOWN THEN" in text_of(pilot.app)
            await pilot.press("L")


async def test_playing_passes_over_empty_months_and_stops_at_milestones_and_at_the_last_month() -> None:
    async with on_replay() as pilot:
        await pilot.press("greater_than_sign", "greater_than_sign", "greater_than_sign")
        for stop, between in ((8, {0, 3, 8}), (LAST, {8, 12, LAST})):
            await pilot.press("space")
            visited = set()
            for _ in range(40):
                await pilot.pause(0.03)
                visited.add(replay_of(pilot).cursor.index)
            assert visited <= between
            assert replay_of(pilot).cursor.index == stop
            assert "▶" in text_of(pilot.app).splitlines()[1]
            assert ("space goes on" in text_of(pilot.app)) == (stop != LAST)


async def test_pressing_the_scrub_bar_goes_to_the_month_there() -> None:
    async with on_replay(month=3) as pilot:
        scrub = pilot.app.screen.query_one("#scrub", Lines)
        assert await pilot.click("#scrub", offset=(scrub.size.width - 2, 0))
        assert replay_of(pilot).cursor.index == LAST
        await pilot.click("#scrub", offset=(1, 0))
        assert replay_of(pilot).cursor.index == LAST - 1


async def test_the_list_opens_a_case_and_escape_returns_to_it() -> None:
    app = TrackerApp(MadeUpLibrary("one", "two"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.press("j", "enter")
        await pilot.pause()
        await app.workers.wait_for_complete()
        assert replay_of(pilot).patient == "two"
        await pilot.press("escape")
        assert isinstance(app.screen, Cases)
        assert app.screen.chosen == "two"


async def test_markup_in_a_fact_is_shown_as_it_stands() -> None:
    async with on_replay(month=8) as pilot:
        assert "[NEW]" in text_of(pilot.app)


async def test_a_step_repaints_single_rows_of_a_panel(monkeypatch: pytest.MonkeyPatch) -> None:
    async with on_replay(month=4) as pilot:
        repainted: dict[str, list[Region]] = {}

        def refresh(part: Lines, *regions: Region, **_: object) -> Lines:
            repainted.setdefault(part.id or "", []).extend(regions)
            return part

        monkeypatch.setattr(Lines, "refresh", refresh)
        await pilot.press("l")
        await pilot.pause()
        assert [(region.y, region.height) for region in repainted["state"]] == [(0, 1), (2, 1)]
        assert "footer" not in repainted
        assert "events" not in repainted


async def test_the_text_says_everything_that_a_color_says() -> None:
    async with on_replay(month=8) as pilot:
        plain = text_of(pilot.app)
    for word in ("NEW", "G3", "▲", "was 1", "AS CORRECTED NOW"):
        assert word in plain


def selected(replay: Replay) -> bool:
    return (replay.cursor.event, replay.cursor.panel) != (None, None)


async def test_a_case_that_is_read_again_has_no_event_selected() -> None:
    async with on_replay() as pilot:
        await pilot.press("]")
        replay = replay_of(pilot)
        assert selected(replay)
        replay.reload(None)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert not selected(replay)
