"""Choosing another case to compare with, from the list: a box with its keys, and a way to choose nobody."""

import pytest

from tests.faces.cases import MadeUpLibrary
from tests.faces.screens import on_screen, settled, text_of
from tests.faces.test_cases import ManyLibrary, cases_of
from tracker.tui.command import Place
from tracker.tui.compare import Compare


async def test_a_case_is_compared_with_the_one_that_is_chosen() -> None:
    async with on_screen(Place.CASES, MadeUpLibrary("one", "two", "three"), "two") as pilot:
        await pilot.press("c")
        await settled(pilot)
        assert "Compare two with" in text_of(pilot.app)
        await pilot.press(*"thr", "enter")
        await settled(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, Compare)
        assert screen.pair is not None
        assert [side.reel.patient for side in screen.pair.sides] == ["two", "three"]


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 12)])
async def test_the_list_of_other_cases_has_a_frame_a_title_and_its_keys(size: tuple[int, int]) -> None:
    async with on_screen(Place.CASES, ManyLibrary(40), "case-0007", size) as pilot:
        await pilot.press("c")
        await settled(pilot)
        await pilot.press(*["down"] * 20)
        await settled(pilot)
        rows = text_of(pilot.app).splitlines()
        top = next(number for number, row in enumerate(rows) if "Compare case-0007 with" in row)
        bottom = next(number for number, row in enumerate(rows) if number > top and "╰" in row)
        left, right = rows[top].index("╭"), rows[top].index("╮")
        for row in rows[top + 1 : bottom]:
            assert (row[left], row[right]) == ("│", "│")
        assert rows[bottom][right] == "╯"
        for key in ("enter take it", "esc leave it"):
            assert key in rows[bottom + 1]


async def test_choosing_nobody_leaves_everything_as_it_was() -> None:
    async with on_screen(Place.CASES, MadeUpLibrary("one"), "one") as pilot:
        await pilot.press("c")
        await settled(pilot)
        assert "no other case" in text_of(pilot.app)
        await pilot.press("enter", "down", "up", "escape")
        await settled(pilot)
        assert cases_of(pilot).chosen == "one"
