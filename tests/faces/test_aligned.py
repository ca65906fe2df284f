"""The comparison's alignment: it is never on something that a hidden future keeps, and its axis is never cut."""

import re

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from tests import examples as ex
from tests.faces.cases import MadeUpLibrary
from tests.faces.screens import bundled_library, on_screen, settled, text_of
from tracker.casebook.case import Case
from tracker.projections.alignment import Alignment
from tracker.tui.command import Place
from tracker.tui.compare import Compare
from tracker.tui.cut import Future
from tracker.tui.lines import Lines
from tracker.tui.loading import reel_of
from tracker.tui.pair import Pair, Side, Told
from tracker.tui.reel import Cursor


def compare_of(pilot: Pilot[None]) -> Compare:
    screen = pilot.app.screen
    assert isinstance(screen, Compare)
    return screen


def alignment_of(pilot: Pilot[None]) -> Alignment:
    pair = compare_of(pilot).pair
    assert pair is not None
    return pair.alignment


async def test_stepping_back_before_what_both_are_aligned_on_aligns_on_diagnosis_and_says_so() -> None:
    async with on_screen(Place.COMPARE, bundled_library(), "npc-1", size=(140, 36)) as pilot:
        screen = compare_of(pilot)
        await pilot.press(*"llllllllll", "A", "A")
        await settled(pilot)
        assert alignment_of(pilot) is Alignment.PROGRESSION
        months, said = [], ""
        for _ in range(12):
            await pilot.press("h")
            await settled(pilot)
            pair = screen.pair
            assert pair is not None
            months.append(pair.index(pair.sides[0], screen.month))
            if pair.alignment is Alignment.PROGRESSION:
                assert not pair.lacking(pair, screen.month, screen.cursor)
            elif not said:
                said = text_of(pilot.app)
        assert alignment_of(pilot) is Alignment.DIAGNOSIS
        assert "no progression by now: aligned on diagnosis" in said
        assert "progression" not in text_of(pilot.app).splitlines()[0]
        # Falling back moves the case at hand no further than the key did.
        assert months[:10] == list(range(9, -1, -1))


class Counted(MadeUpLibrary):
    """Records that count in days and come to their diagnosis in month 3."""

    def case(self, patient: str) -> Case:  # type: ignore[override]  # a folded case in place of a made-up one
        """Any of them."""
        facts = (ex.lab("LDH", 300, "U/L", day=0), ex.diagnosed(day=100), ex.contact(day=300))
        return Case(ex.record(*facts, patient=patient))


async def test_before_the_diagnosis_a_comparison_is_aligned_on_nothing_that_would_tell_when_it_comes() -> None:
    async with on_screen(Place.COMPARE, Counted("a", "b"), "a", size=(140, 36)) as pilot:
        await settled(pilot)
        assert alignment_of(pilot) is Alignment.ORIGIN
        first = text_of(pilot.app).splitlines()[0]
        assert "M0  aligned on day 0" in first
        assert "no diagnosis by now: aligned on day 0" in text_of(pilot.app)
        await pilot.press("A")
        await settled(pilot)
        assert alignment_of(pilot) is Alignment.ORIGIN
        assert "no diagnosis by now" in text_of(pilot.app)
        await pilot.press(*"lll", "A")
        await settled(pilot)
        assert alignment_of(pilot) is Alignment.DIAGNOSIS
        await pilot.press("h")
        await settled(pilot)
        assert alignment_of(pilot) is Alignment.ORIGIN
        assert "M2  aligned on day 0" in text_of(pilot.app).splitlines()[0]
        await pilot.press("f", "f", "A")
        await settled(pilot)
        assert alignment_of(pilot) is Alignment.DIAGNOSIS


async def test_where_days_count_from_the_diagnosis_it_names_the_months_before_it_too() -> None:
    async with on_screen(Place.COMPARE, bundled_library(), "npc-1", size=(140, 36)) as pilot:
        await settled(pilot)
        assert alignment_of(pilot) is Alignment.DIAGNOSIS
        assert "aligned on" not in text_of(pilot.app).splitlines()[-1]


async def test_hiding_the_future_before_what_both_are_aligned_on_aligns_on_diagnosis() -> None:
    async with on_screen(Place.COMPARE, bundled_library(), "npc-1", size=(140, 36)) as pilot:
        await pilot.press("f", "f", "A", "A")
        await settled(pilot)
        assert alignment_of(pilot) is Alignment.PROGRESSION
        await pilot.press("h", "f")
        await settled(pilot)
        assert compare_of(pilot).cursor.future is Future.HIDDEN
        assert alignment_of(pilot) is Alignment.DIAGNOSIS
        assert "no progression by now: aligned on diagnosis" in text_of(pilot.app)


class Progressing(MadeUpLibrary):
    """Records whose progression only the publication knew."""

    def case(self, patient: str) -> Case:  # type: ignore[override]  # a folded case in place of a made-up one
        """Any of them."""
        facts = (ex.diagnosed(day=0), ex.progression(1, day=100, known="publication"), ex.contact(day=300))
        return Case(ex.record(*facts, patient=patient))


@pytest.mark.parametrize("shown", [False, True], ids=["hidden", "shown"])
async def test_what_was_not_known_then_is_aligned_on_by_nobody_who_asks_what_was(shown: bool) -> None:
    async with on_screen(Place.COMPARE, Progressing("a", "b"), "a", size=(140, 36)) as pilot:
        await pilot.press(*"ff" * shown, *"llllll", "A")
        await settled(pilot)
        assert alignment_of(pilot) is Alignment.PROGRESSION
        await pilot.press("w")
        await settled(pilot)
        assert alignment_of(pilot) is Alignment.DIAGNOSIS
        assert f"no progression known {'then' if shown else 'by now'}: aligned on diagnosis" in text_of(pilot.app)
        await pilot.press("A")
        await settled(pilot)
        assert alignment_of(pilot) is Alignment.DIAGNOSIS


def test_a_diagnosis_that_days_do_not_count_from_is_told_by_no_month_before_it() -> None:
    def side(name: str, day: float) -> Side:
        case = Case(ex.record(ex.lab("LDH", 300, "U/L", day=0), ex.diagnosed(day=day), ex.contact(day=300)))
        return Side(reel=reel_of(name, case), case=case, origin=None, whole=Told())

    pair = Pair(sides=(side("first", 0), side("fifty", 50)))
    by_day = replace(pair, alignment=Alignment.ORIGIN)
    assert by_day.lacking(pair, 0, Cursor()) == ["fifty"]
    assert by_day.lacking(pair, 1, Cursor()) == []


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=str)
async def test_the_cursor_cuts_no_month_of_the_axis(size: tuple[int, int]) -> None:
    async with on_screen(Place.COMPARE, bundled_library(), "npc-1", size) as pilot:
        screen = compare_of(pilot)
        await pilot.press("f", "f")
        for _ in range(2):
            pair, board = screen.pair, screen.board
            assert pair is not None
            assert board is not None
            whole = {board._label(month) for month in pair.months}
            for _ in pair.months:
                await pilot.press("l")
                await pilot.pause()
                axis = screen.query_one("#pair", Lines).grid.text().splitlines()[-1]
                assert axis.count("│") == 1
                labels = re.split(r"[│ ]+", axis.strip())
                assert set(labels) - {""} <= whole
                assert len(labels) > 2
            await pilot.press("g", "A", "A")
            await settled(pilot)
