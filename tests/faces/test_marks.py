import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.tui.glyphs import GLYPHS, GlyphSet
from tracker.tui.grid import Grid
from tracker.tui.marks import Wish, draw_whisker, spread
from tracker.tui.palette import TEXT

BRAILLE = GLYPHS[GlyphSet.BRAILLE]
RIGHT = 40
WISHES = st.lists(
    st.builds(
        lambda c, w, r: Wish(column=c, width=w, rank=r), st.integers(0, 39), st.integers(1, 3), st.integers(0, 3)
    ),
    max_size=30,
).map(lambda wishes: sorted(wishes, key=lambda wish: wish.column))


@given(WISHES, st.integers(0, 4))
@settings(max_examples=200)
def test_signs_keep_their_order_share_no_cell_and_stay_near_their_place(wishes: list[Wish], most: int) -> None:
    placed = [(x, wish) for x, wish in zip(spread(wishes, 0, RIGHT, most), wishes, strict=True) if x is not None]
    free = 0
    for x, wish in placed:
        assert free <= x
        assert x + wish.width <= RIGHT
        assert wish.column - most - wish.width <= x <= wish.column + most
        free = x + wish.width


@given(WISHES)
@settings(max_examples=100)
def test_signs_that_do_not_crowd_each_other_stand_where_they_belong(wishes: list[Wish]) -> None:
    alone = [wish for n, wish in enumerate(wishes) if n == 0 or wish.column >= wishes[n - 1].column + 3]
    alone = [wish for n, wish in enumerate(alone) if n == 0 or wish.column >= alone[n - 1].column + 3]
    alone = [wish for wish in alone if wish.column + wish.width <= RIGHT]
    assert spread(alone, 0, RIGHT, 2) == [wish.column for wish in alone]


def test_of_signs_without_room_the_lowest_gives_way() -> None:
    wishes = [Wish(column=5, rank=rank) for rank in (1, 3, 0, 2)]
    assert spread(wishes, 0, RIGHT, 2) == [5, 6, None, 7]


@pytest.mark.parametrize("edge", [8, 9])
def test_signs_at_the_edge_move_back_from_it(edge: int) -> None:
    assert spread([Wish(column=edge - 1, width=2), Wish(column=edge - 1, width=2)], 0, edge, 3) == [edge - 4, edge - 2]


def test_whiskers_that_overlap_are_drawn_double() -> None:
    grid = Grid(12, 1)
    draw_whisker(grid, (0, 0, 6), BRAILLE, TEXT)
    draw_whisker(grid, (0, 4, 10), BRAILLE, TEXT)
    assert grid.row_text(0) == "╶───═══───╴"


def test_a_whisker_covers_nothing_but_blanks() -> None:
    grid = Grid(6, 1)
    grid.put(2, 0, "PD")
    draw_whisker(grid, (0, 0, 5), BRAILLE, TEXT)
    assert grid.row_text(0) == "╶─PD─╴"
