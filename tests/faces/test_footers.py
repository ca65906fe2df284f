"""What the last row of a screen names: what a newcomer needs next, in a narrow terminal too, and how the future is drawn."""

import pytest

from tests.faces.screens import bundled_library, on_screen, settled, text_of
from tracker.tui.command import Place
from tracker.tui.commands import commands_of
from tracker.tui.cut import Future
from tracker.tui.footer import draw_footer, told_future
from tracker.tui.grid import Grid
from tracker.tui.keys import KEPT

NEXT = {
    Place.CASES: ("enter replay", "c compare", "5 SQL", "/ filter", "? help"),
    Place.REPLAY: ("h/l month", "[/] event", "j/k row", "w known then", "f future", "? help"),
    Place.TIMELINE: ("[/] event", "enter source", "j/k row", "o fold", "f future", "? help"),
    Place.COMPARE: ("h/l month", "A align", "j/k row", "f future", "? help", "esc back"),
    Place.SQL: ("^r run", "? help", "esc back"),
    Place.AUDIT: ("enter line", "/ search", "v verify", "? help", "esc back"),
}


def footer(place: Place, width: int, future: Future = Future.HIDDEN) -> str:
    grid = Grid(width, 1)
    told = {} if place in (Place.SQL, Place.AUDIT) else told_future(future, barred=place is not Place.COMPARE)
    draw_footer(grid, place, writable=False, told=told)
    return grid.text()


@pytest.mark.parametrize("place", list(NEXT))
def test_a_footer_of_80_columns_and_more_names_what_a_newcomer_needs_next(place: Place) -> None:
    for width in range(80, 200, 7):
        for entry in NEXT[place]:
            assert entry in footer(place, width)


@pytest.mark.parametrize("place", list(KEPT))
def test_a_footer_keeps_only_words_that_it_has(place: Place) -> None:
    assert set(KEPT[place]) <= {command.footer for command in commands_of(place)}
    assert len(set(KEPT[place])) == len(KEPT[place])


@pytest.mark.parametrize("place", [place for place in Place if place.modal and place is not Place.PROMPT])
def test_what_lies_over_a_screen_names_the_key_that_leaves_it(place: Place) -> None:
    assert "esc " in footer(place, 80)


@pytest.mark.parametrize("place", [Place.CASES, Place.REPLAY, Place.TIMELINE, Place.COMPARE])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_how_the_future_is_drawn_is_always_in_sight(place: Place, size: tuple[int, int]) -> None:
    async with on_screen(place, bundled_library(), "npc-1", size=size) as pilot:
        told = []
        for _ in Future:
            await pilot.press("l")
            await settled(pilot)
            text = text_of(pilot.app)
            told.append({future for future in Future if f"future {future.value}" in text})
            await pilot.press("f")
            await settled(pilot)
        assert sorted(map(len, told)) == [1, 1, 1]
        assert set.union(*told) == set(Future)
