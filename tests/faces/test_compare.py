"""The comparison: two cases under one cursor."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from textual.pilot import Pilot
from wcwidth import wcwidth

from tests import examples as ex
from tests import golden
from tests.faces.cases import MadeUpCase, MadeUpLibrary
from tests.faces.pictures import LAST
from tests.faces.screens import bundled_library, on_replay, on_screen, settled, text_of
from tracker.casebook.case import Case
from tracker.projections.alignment import Alignment
from tracker.tui.choose import Choose
from tracker.tui.command import Place
from tracker.tui.compare import Compare
from tracker.tui.cut import Future
from tracker.tui.loading import reel_of
from tracker.tui.pair import Pair, Side, Told
from tracker.tui.reel import Cursor
from tracker.tui.replay import Replay
from tracker.values.when import Timing

STORM = ((40, 12), (200, 60), (20, 5), (80, 24), (1, 1), (2, 9), (60, 16), (55, 11), (120, 36), (100, 30))
SIZES = ((80, 24), (120, 36))


def compare_of(pilot: Pilot[None]) -> Compare:
    screen = pilot.app.screen
    assert isinstance(screen, Compare)
    return screen


def pair_of(pilot: Pilot[None]) -> Pair:
    pair = compare_of(pilot).pair
    assert pair is not None
    return pair


async def test_of_two_cases_the_other_one_is_beside() -> None:
    async with on_screen(Place.COMPARE, bundled_library(), "npc-2") as pilot:
        assert [side.reel.patient for side in pair_of(pilot).sides] == ["npc-2", "npc-1"]
        assert "npc-2 × npc-1" in text_of(pilot.app)


async def test_of_more_cases_the_other_one_is_chosen_first() -> None:
    async with on_screen(Place.COMPARE, MadeUpLibrary("a", "b", "c"), "b") as pilot:
        assert isinstance(pilot.app.screen, Choose)
        await pilot.press("down", "enter")
        await settled(pilot)
        assert [side.reel.patient for side in pair_of(pilot).sides] == ["b", "c"]
        await pilot.press("c", "enter")
        await settled(pilot)
        assert [side.reel.patient for side in pair_of(pilot).sides] == ["b", "a"]


async def test_a_case_alone_is_compared_with_nobody() -> None:
    async with on_screen(Place.COMPARE, MadeUpLibrary("alone"), "alone") as pilot:
        assert "there is no other case" in text_of(pilot.app)
        await pilot.press("l", "A", "f", "j", "1")
        await settled(pilot)


@pytest.mark.parametrize("size", [(200, 60), (120, 36), (80, 24), (60, 16), (40, 12), (40, 8)])
async def test_that_two_cases_allow_no_conclusion_is_always_in_sight(size: tuple[int, int]) -> None:
    text = ""
    async with on_screen(Place.COMPARE, bundled_library(), "npc-1", size) as pilot:
        for keys in ("", "gf", "jjjjj", "A", "fLL"):
            await pilot.press(*keys)
            await settled(pilot)
            text = text_of(pilot.app)
            assert "Two cases allow no conclusion about the effect of a treatment." in " ".join(text.split())
            assert "AS CORRECTED NOW" in text
    if size[0] >= 80 and size[1] > 24:
        words = " ".join(text.split())
        for said in ("ECOG 2 | 0", "PD-L1 CPS 40 | 5", "EBV-DNA 6.15e5 | 2.62e3", "LDH 6029 | “normal”"):
            assert said in words


async def test_one_cursor_moves_over_both() -> None:
    async with on_screen(Place.COMPARE, bundled_library(), "npc-1") as pilot:
        screen = compare_of(pilot)
        assert (screen.month, screen.cursor.future) == (0, Future.HIDDEN)
        await pilot.press("G")
        await pilot.pause()
        assert screen.month == 28
        assert "record ends at M21" in text_of(pilot.app)
        await pilot.press("g")
        await pilot.pause()
        assert screen.month == 0
        await pilot.press("L", "l", "h", "h")
        await pilot.pause()
        assert screen.month == 11
        assert text_of(pilot.app).count("M11 of") == 2
        await pilot.press("G", "l")
        await pilot.pause()
        assert "last month" in text_of(pilot.app)


async def test_stepping_goes_to_months_in_which_something_happened_to_either() -> None:
    async with on_screen(Place.COMPARE, bundled_library(), "npc-1") as pilot:
        screen = compare_of(pilot)
        await pilot.press("g")
        visited: list[int] = []
        while not visited or visited[-1] != screen.month:
            visited.append(screen.month)
            await pilot.press("right_square_bracket")
        busy = [
            {sheet.month for sheet in side.reel.now if sheet.events and sheet.month >= 0}
            for side in pair_of(pilot).sides
        ]
        assert visited == sorted(busy[0] | busy[1])
        await pilot.press("left_square_bracket")
        assert screen.month == visited[-2]


async def test_a_hidden_future_is_in_neither_lanes_nor_phases() -> None:
    async with on_replay(bundled_library(), "npc-1", 7, size=(120, 60)) as pilot:
        await pilot.press("4")
        await settled(pilot)
        screen = compare_of(pilot)
        assert (screen.month, screen.cursor.future) == (7, Future.HIDDEN)
        text = text_of(pilot.app)
        assert "line 1" in text
        for later in ("line 2", "PD1", "axillary node of 24"):
            assert later not in text
        await pilot.press("l")
        await settled(pilot)
        assert text_of(pilot.app).count("▲ PD1") == 2
        await pilot.press("h")
        await settled(pilot)
        assert text_of(pilot.app) == text
        await pilot.press("2")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Replay)
        assert pilot.app.screen.month == 7


async def test_a_case_whose_replay_was_never_opened_is_compared_with_the_future_hidden() -> None:
    async with on_screen(Place.CASES, bundled_library(), "npc-1") as pilot:
        await pilot.press("4")
        await settled(pilot)
        assert (compare_of(pilot).month, compare_of(pilot).cursor.future) == (0, Future.HIDDEN)


async def test_each_month_is_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, int | None]] = []
    lay_out = MadeUpCase.laid_out

    def counting(self: MadeUpCase, *, month: int | None = None, known: bool = False) -> Any:
        asked.append((self.patient, month))
        return lay_out(self, month=month, known=known)

    monkeypatch.setattr(MadeUpCase, "laid_out", counting)
    async with on_screen(Place.COMPARE) as pilot:
        for _ in range(3):
            await pilot.press(*"llhh")
            await settled(pilot)
        assert len(set(asked)) == len(asked)
        await pilot.press("f", "f")
        await settled(pilot)
        assert "first progression of other" in " ".join(text_of(pilot.app).split())


async def test_aligning_goes_round_and_says_what_is_lacking() -> None:
    async with on_screen(Place.COMPARE, bundled_library(), "npc-2", size=(120, 36)) as pilot:
        screen = compare_of(pilot)
        await pilot.press("L")
        for alignment in (Alignment.TREATMENT, Alignment.PROGRESSION):
            await pilot.press("A")
            await settled(pilot)
            pair = pair_of(pilot)
            assert pair.alignment is alignment
            assert f"aligned on {alignment.value}" in text_of(pilot.app)
            assert pair.index(pair.sides[0], screen.month) == 12
        await pilot.press("A")
        await settled(pilot)
        assert pair_of(pilot).alignment is Alignment.DIAGNOSIS
        assert "npc-2 and npc-1: no calendar date" in text_of(pilot.app)
        assert screen.month == 12


async def test_a_hidden_future_does_not_align_on_a_progression_that_is_still_to_come() -> None:
    async with on_screen(Place.COMPARE, bundled_library(), "npc-2", size=(120, 36)) as pilot:
        await pilot.press("A")
        await settled(pilot)
        assert pair_of(pilot).alignment is Alignment.TREATMENT
        await pilot.press("A")
        await settled(pilot)
        assert pair_of(pilot).alignment is Alignment.DIAGNOSIS
        assert "npc-2 and npc-1: no progression by now" in text_of(pilot.app)
        await pilot.press("f", "A", "A")
        await settled(pilot)
        assert pair_of(pilot).alignment is Alignment.PROGRESSION


async def test_pressing_in_the_lanes_goes_to_the_month_there() -> None:
    async with on_screen(Place.COMPARE, bundled_library(), "npc-1") as pilot:
        await pilot.click("#pair", offset=(11, 1))
        await pilot.pause()
        assert compare_of(pilot).month == 0


async def test_the_phases_scroll_to_their_end_and_back() -> None:
    async with on_screen(Place.COMPARE, bundled_library(), "npc-1", size=(120, 36)) as pilot:
        first = text_of(pilot.app)
        await pilot.press(*["j"] * 300)
        await settled(pilot)
        assert "follow up" in text_of(pilot.app)
        await pilot.press(*["k"] * 300)
        await settled(pilot)
        assert text_of(pilot.app) == first


async def test_a_storm_of_sizes_never_raises_in_the_comparison() -> None:
    async with on_screen(Place.COMPARE, bundled_library(), "npc-2") as pilot:
        for width, height in (*STORM, *((w, h) for w in range(40, 201, 80) for h in range(12, 61, 24))):
            await pilot.resize_terminal(width, height)
            await pilot.press("h", "A", "f", "j", "w")
            await settled(pilot)
            if width >= 40 and height >= 5:
                assert "npc-2" in text_of(pilot.app)


async def test_every_sign_of_the_comparison_is_one_cell_wide() -> None:
    async with on_screen(Place.COMPARE, bundled_library(), "npc-2", size=(120, 60)) as pilot:
        assert {sign for sign in text_of(pilot.app) if sign != "\n" and wcwidth(sign) != 1} == set()


def made_up_pair(origins: tuple[str | None, str | None] = (None, None)) -> Pair:
    def side(name: str, origin: str | None) -> Side:
        case = MadeUpCase(name)
        return Side(reel=reel_of(name, case), case=case, origin=origin, whole=Told())

    return Pair(sides=(side("a", origins[0]), side("b", origins[1])))


@given(st.sampled_from([each for each in Alignment if each is not Alignment.CALENDAR]), st.integers(0, LAST))
@settings(max_examples=100, deadline=None)
def test_the_month_of_a_case_stands_where_the_pair_says(alignment: Alignment, index: int) -> None:
    pair = made_up_pair()
    pair = Pair(sides=pair.sides, alignment=alignment)
    for side in pair.sides:
        month = pair.month_of(side, index)
        assert month in pair.months
        assert pair.index(side, month) == index


def test_on_a_calendar_the_later_case_begins_later() -> None:
    pair = Pair(sides=made_up_pair(("2023-01-01", "2023-07-01")).sides, alignment=Alignment.CALENDAR)
    assert pair.epoch == "2023-01-01"
    assert pair.lacking(pair, 0, Cursor()) == []
    assert pair.index(pair.sides[0], 3) == 3
    assert pair.index(pair.sides[1], 3) is None
    assert pair.index(pair.sides[1], 8) in {2, 3}
    assert made_up_pair(("2023-01-01", None)).epoch is None


async def test_a_hidden_future_hides_a_baseline_that_is_still_to_come() -> None:
    async with on_replay(month=0) as pilot:
        await pilot.press("4")
        await settled(pilot)
        assert "No difference stated at baseline" in text_of(pilot.app)
        await pilot.press("l")
        await settled(pilot)
        assert "Differ at baseline: ECOG 2 | 0" in text_of(pilot.app)


def test_the_baseline_up_to_a_month_knows_nothing_later() -> None:
    late = replace(ex.staged("T2", "N1", "M0", day=40), known=Timing(after="dx", stated="4 mo"))
    case = Case(ex.record(ex.diagnosed(day=0), ex.ecog(1, day=0), late, ex.started("l1", day=60), ex.contact(day=300)))
    told = [
        sorted(case.baseline(month=month, known=known))
        for month, known in ((0, False), (1, False), (2, True), (5, True), (None, False))
    ]
    assert told == [["ECOG"], ["ECOG", "stage"], ["ECOG"], ["ECOG", "stage"], ["ECOG", "stage"]]


@pytest.mark.golden
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("patient", ["npc-1", "npc-2"])
async def test_a_comparison_looks_as_it_did(patient: str, size: tuple[int, int]) -> None:
    name = f"compare-{patient}-{size[0]}x{size[1]}.txt"
    async with on_screen(Place.COMPARE, bundled_library(), patient, size) as pilot:
        await pilot.press("f", "f", "G")
        await settled(pilot)
        golden.agree(golden.GOLDEN / "screens" / name, text_of(pilot.app) + "\n")
    async with on_replay(bundled_library(), patient, 8, size) as pilot:
        await pilot.press("4", *"jjjjjjjjjjjjjjjjjjjjjjjjjjjjjj")
        await settled(pilot)
        golden.agree(golden.GOLDEN / "screens" / name.replace("compare", "compare-m8"), text_of(pilot.app) + "\n")
