"""The timeline: every lane of a case, folded, zoomed, scrolled and stepped through."""

import pytest
from textual.pilot import Pilot
from wcwidth import wcwidth

from tests import golden
from tests.faces.cases import MadeUpCase, MadeUpLibrary, sheet_of
from tests.faces.pictures import LAST
from tests.faces.screens import bundled_library, on_replay, on_screen, settled, text_of
from tracker.tui.command import Place
from tracker.tui.cut import Future
from tracker.tui.lines import Lines
from tracker.tui.provenance import ProvenanceScreen
from tracker.tui.replay import Replay
from tracker.tui.timeline import Timeline

STORM = ((40, 12), (200, 60), (20, 5), (80, 24), (1, 1), (2, 9), (60, 16), (55, 11), (120, 36), (100, 30))
SIZES = ((80, 24), (120, 36))


def timeline_of(pilot: Pilot[None]) -> Timeline:
    screen = pilot.app.screen
    assert isinstance(screen, Timeline)
    return screen


def row_with(pilot: Pilot[None], name: str) -> str:
    return next(row for row in text_of(pilot.app).splitlines() if row.lstrip("▸ +-").startswith(name))


async def test_of_a_case_whose_replay_was_never_opened_the_future_is_hidden_until_it_is_asked_for() -> None:
    async with on_screen(Place.TIMELINE, bundled_library(), "npc-2", size=(120, 50)) as pilot:
        text = text_of(pilot.app)
        for later in ("anlotinib", "radiotherapy", "progression", "PD1", "death"):
            assert later not in text
        assert "future hidden" in text
        await pilot.press("f", "f")
        await settled(pilot)
        text = text_of(pilot.app)
        for lane in ("gemcitabine", "anlotinib", "radiotherapy", "cycles", "scans", "progression", "EBV-DNA", "death"):
            assert row_with(pilot, lane)
        assert "AS CORRECTED NOW" in text
        assert "future hidden" not in text
        await pilot.press("2")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Replay)
        assert pilot.app.screen.cursor.future is Future.SHOWN


async def test_the_cursor_of_the_replay_is_that_of_the_timeline_and_comes_back() -> None:
    async with on_replay(bundled_library(), "npc-1", 8) as pilot:
        await pilot.press("w", "3")
        await settled(pilot)
        screen = timeline_of(pilot)
        assert (screen.cursor.index, screen.cursor.known, screen.cursor.future) == (8, True, Future.HIDDEN)
        assert "KNOWN THEN" in text_of(pilot.app)
        await pilot.press(*["right_curly_bracket"] * 5, "f", "2")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Replay)
        assert pilot.app.screen.cursor.future is Future.GHOST
        assert (pilot.app.screen.month or 0) > 8


async def test_a_hidden_future_names_no_lane_that_is_still_to_come() -> None:
    async with on_replay(bundled_library(), "npc-2", 2, size=(120, 50)) as pilot:
        await pilot.press("3")
        await settled(pilot)
        text = text_of(pilot.app)
        for later in ("anlotinib", "radiotherapy", "progression", "response", "death", "myelosuppression", "PD1"):
            assert later not in text
        await pilot.press("O")
        await settled(pilot)
        assert row_with(pilot, "Treatment").startswith((" + Treatment 5", "▸+ Treatment 5"))
        await pilot.press("f", "f", "O")
        await settled(pilot)
        assert "anlotinib" in text_of(pilot.app)


async def test_stepping_visits_every_event_and_keeps_it_in_sight() -> None:
    every = [(m, n) for m in range(LAST + 1) for n in range(len(sheet_of("made-up", m).events))]
    async with on_screen(Place.TIMELINE) as pilot:
        await pilot.press("plus", "plus", "plus")
        visited = []
        for _ in every:
            await pilot.press("right_square_bracket")
            await pilot.pause()
            screen = timeline_of(pilot)
            visited.append((screen.cursor.index, screen.cursor.event))
            board = screen.timeline
            assert board is not None
            assert board.event is not None
            day = board.day_of(board.event.key)
            assert day is None or screen.window.first <= day < screen.window.last
            row = board.row_of(board.event.key)
            assert row is None or board.row == row
        assert visited == every


async def test_the_event_at_the_cursor_is_told_with_its_bounds() -> None:
    async with on_replay(bundled_library(), "npc-1", 8) as pilot:
        await pilot.press("3", "right_square_bracket")
        await settled(pilot)
        assert "SCAN ≈M8.3 [M7.8 – M8.7]" in text_of(pilot.app)
    async with on_screen(Place.TIMELINE) as pilot:
        await pilot.press(*["right_square_bracket"] * 4)
        await settled(pilot)
        assert "axillary node 24 mm" in text_of(pilot.app)


async def test_zooming_scrolling_and_fitting() -> None:
    async with on_screen(Place.TIMELINE, bundled_library(), "npc-2") as pilot:
        screen = timeline_of(pilot)
        whole = screen.window
        await pilot.press("plus")
        assert screen.window.days == pytest.approx(whole.days / 2)
        await pilot.press(")")
        assert screen.window.first == pytest.approx(whole.days / 8)
        await pilot.press("(", "(")
        await pilot.pause()
        assert screen.window.first == whole.first
        assert "nothing earlier" in text_of(pilot.app)
        await pilot.press("minus")
        assert screen.window == whole
        await pilot.press("minus")
        await pilot.pause()
        assert "the whole case is in sight" in text_of(pilot.app)
        await pilot.press("z")
        assert screen.window.days == pytest.approx(12 * 30.4375)
        await pilot.press("z")
        assert screen.window == whole
        await pilot.press(*["plus"] * 12)
        await pilot.pause()
        assert screen.window.days == pytest.approx(14)
        assert "no closer" in text_of(pilot.app)
        await pilot.press("underscore")
        assert screen.window == whole


async def test_the_keys_of_months_move_the_same_cursor_as_in_the_replay() -> None:
    async with on_screen(Place.TIMELINE, bundled_library(), "npc-2") as pilot:
        screen = timeline_of(pilot)
        await pilot.press("plus", "plus")
        window = screen.window
        await pilot.press("l", "l", "right", "h")
        assert screen.cursor.index == 2
        assert screen.window == window
        await pilot.press("L")
        assert screen.cursor.index == 14
        assert screen.window.first <= 14 * 30.4375 < screen.window.last
        await pilot.press("H", "left", "2")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Replay)
        assert pilot.app.screen.month == 1


async def test_folding_counts_what_is_in_a_group_and_opening_shows_it_again() -> None:
    async with on_screen(Place.TIMELINE, bundled_library(), "npc-2", size=(120, 50)) as pilot:
        await pilot.press("f", "f")
        await settled(pilot)
        before = text_of(pilot.app)
        await pilot.press("j", "o")
        await pilot.pause()
        assert "+ Treatment 11" in text_of(pilot.app)
        assert "gemcitabine" not in text_of(pilot.app)
        await pilot.press("o")
        await pilot.pause()
        assert text_of(pilot.app) == before
        await pilot.press("O")
        await pilot.pause()
        assert sum("+ " in row for row in text_of(pilot.app).splitlines()[3:10]) == 7
        await pilot.press("O")
        await pilot.pause()
        assert text_of(pilot.app) == before


async def test_enter_tells_where_the_event_at_the_cursor_comes_from() -> None:
    async with on_screen(Place.TIMELINE, bundled_library(), "npc-1", size=(120, 36)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert "] selects an event" in text_of(pilot.app)
        await pilot.press("]", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ProvenanceScreen)
        assert "Where it stands" in text_of(pilot.app)


async def test_the_bar_is_of_the_whole_case_however_near_the_replay_looks() -> None:
    async with on_replay(bundled_library(), "npc-1", 8) as pilot:
        await pilot.press("3")
        await settled(pilot)
        before = text_of(pilot.app).splitlines()[1]
        await pilot.press("2", "z", "3")
        await settled(pilot)
        assert text_of(pilot.app).splitlines()[1] == before


async def test_a_long_empty_stretch_is_cut_and_says_how_long_it_was() -> None:
    async with on_screen(Place.TIMELINE, size=(120, 36)) as pilot:
        await pilot.press("f", "f")
        await settled(pilot)
        assert "… 5 mo …" in text_of(pilot.app)
        assert "╱╱" in text_of(pilot.app)  # noqa: RUF001 - the sign of a break
        await pilot.press("f")
        await settled(pilot)
        assert "╱╱" not in text_of(pilot.app)  # noqa: RUF001 - as above


async def test_pressing_a_dot_goes_to_its_event_and_the_name_of_its_lane_then_folds_the_group() -> None:
    async with on_screen(Place.TIMELINE) as pilot:
        await pilot.press("f", "f")
        await settled(pilot)
        rows = text_of(pilot.app).splitlines()
        y = next(number for number, row in enumerate(rows) if "scans" in row)
        x = rows[y].rindex("●")
        top = pilot.app.screen.query_one("#rows", Lines).region.y
        await pilot.click("#rows", offset=(x, y - top))
        await pilot.pause()
        assert timeline_of(pilot).cursor.index == LAST
        await pilot.click("#rows", offset=(4, y - top))
        await pilot.pause()
        assert "+ Disease 2" in text_of(pilot.app)


async def test_a_storm_of_sizes_never_raises_in_the_timeline() -> None:
    async with on_screen(Place.TIMELINE, bundled_library(), "npc-2") as pilot:
        for width, height in (*STORM, *((w, h) for w in range(40, 201, 80) for h in range(12, 61, 24))):
            await pilot.resize_terminal(width, height)
            await pilot.press("right_square_bracket", "plus", "f", "j", "o")
            await pilot.pause()
            if width >= 40 and height >= 5:
                assert "npc-2" in text_of(pilot.app)
                assert "AS CORRECTED NOW" in text_of(pilot.app)


async def test_every_sign_of_the_timeline_is_one_cell_wide() -> None:
    async with on_screen(Place.TIMELINE, bundled_library(), "npc-2", size=(120, 60)) as pilot:
        assert {sign for sign in text_of(pilot.app) if sign != "\n" and wcwidth(sign) != 1} == set()


async def test_a_case_is_read_once_for_all_its_screens_and_anew_from_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    case = MadeUpLibrary.case

    def counting(self: MadeUpLibrary, patient: str) -> MadeUpCase:
        read.append(patient)
        return case(self, patient)

    monkeypatch.setattr(MadeUpLibrary, "case", counting)
    async with on_screen(Place.TIMELINE) as pilot:
        for key in "2343":
            await pilot.press(key)
            await settled(pilot)
        assert read == ["made-up", "other"]
        await pilot.press("1", "enter")
        await settled(pilot)
        assert read == ["made-up", "other", "made-up"]


async def test_a_case_that_cannot_be_read_says_why() -> None:
    async with on_screen(Place.CASES, MadeUpLibrary("made-up")) as pilot:
        pilot.app.desk.library = bundled_library()  # type: ignore[attr-defined]  # another library than the list's
        await pilot.press("3")
        await settled(pilot)
        assert "made-up" in text_of(pilot.app).splitlines()[0]
        assert "npc-1" in text_of(pilot.app).splitlines()[0]


@pytest.mark.golden
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("patient", ["npc-1", "npc-2"])
async def test_a_timeline_looks_as_it_did(patient: str, size: tuple[int, int]) -> None:
    name = f"timeline-{patient}-{size[0]}x{size[1]}.txt"
    async with on_screen(Place.TIMELINE, bundled_library(), patient, size) as pilot:
        await pilot.press("f", "f")
        await settled(pilot)
        golden.agree(golden.GOLDEN / "screens" / name, text_of(pilot.app) + "\n")
    async with on_replay(bundled_library(), patient, 8, size) as pilot:
        await pilot.press("3", "right_curly_bracket")
        await settled(pilot)
        golden.agree(golden.GOLDEN / "screens" / name.replace("timeline", "timeline-m8"), text_of(pilot.app) + "\n")
