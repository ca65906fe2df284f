"""A scale of time with its empty stretches cut out, and dots on it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.faces.pictures import PICTURE
from tracker.projections.chronicle import Dot
from tracker.tui import palette
from tracker.tui.broken import BREAK, BrokenScale, broken_scale, draw_breaks, draw_lengths
from tracker.tui.cut import Cut, Future
from tracker.tui.dots import draw_dots
from tracker.tui.glyphs import GLYPHS, GlyphSet
from tracker.tui.grid import Grid
from tracker.tui.plot import Plot
from tracker.tui.scale import TimeScale
from tracker.tui.swimmer import SHOWN

BRAILLE = GLYPHS[GlyphSet.BRAILLE]
MONTH = 30.4375
BUSY = st.lists(st.tuples(st.floats(-50, 2000), st.floats(0, 300)).map(lambda at: (at[0], at[0] + at[1])), max_size=12)


def scale(*busy: tuple[float, float], width: int = 100, last: float = 40 * MONTH) -> BrokenScale:
    return broken_scale(0, last, 4, width, busy)


@given(BUSY, st.integers(1, 200))
@settings(max_examples=200)
def test_a_broken_scale_keeps_the_order_of_days_and_holds_every_one(
    busy: list[tuple[float, float]], width: int
) -> None:
    broken = broken_scale(0, 2000, 0, width, busy)
    columns = [broken.column(day) for day in range(0, 2000, 7)]
    assert columns == sorted(columns)
    assert 0 <= columns[0] <= columns[-1] < width
    for start, stop in busy:
        assert not any(first < min(stop, 2000) and max(start, 0) < last for first, last in broken.cuts)
    assert broken.pieces[-1].end == width or not broken.cuts
    for piece in broken.pieces:
        if not piece.cut and piece.end > piece.begin:
            day = (piece.first + piece.last) / 2
            assert broken.day(broken.column(day)) <= day + 1e-6


def test_an_empty_stretch_is_cut_to_a_break_that_says_how_long_it_was() -> None:
    broken = scale((0, 3 * MONTH), (38 * MONTH, 40 * MONTH))
    ((first, last),) = broken.cuts
    assert first > 3 * MONTH
    assert last < 38 * MONTH
    grid = Grid(110, 2)
    draw_lengths(grid, broken, 0, BRAILLE, palette.QUIET)
    draw_breaks(grid, broken, [1], BRAILLE, palette.FAINT)
    assert "… 33 mo …" in grid.row_text(0)
    assert grid.row_text(1).strip() == "╱╱"  # noqa: RUF001 - the sign of a break
    assert broken.column(39 * MONTH) - broken.column(38 * MONTH) > 5


@pytest.mark.parametrize(
    "busy",
    [
        pytest.param(((0, 3 * MONTH), (6 * MONTH, 40 * MONTH)), id="three months are not long"),
        pytest.param(((0, 40 * MONTH),), id="a treatment that goes on is not empty"),
        pytest.param(tuple((m * MONTH, m * MONTH) for m in range(0, 41, 5)), id="narrower than two breaks"),
    ],
)
def test_a_stretch_is_not_cut(busy: tuple[tuple[float, float], ...]) -> None:
    broken = scale(*busy)
    plain = TimeScale(first=0, last=40 * MONTH, left=4, width=100)
    assert not broken.cuts
    assert [broken.column(day) for day in range(1200)] == [plain.column(day) for day in range(1200)]


def test_a_break_is_as_wide_as_its_words() -> None:
    assert len("… 999 mo …") <= BREAK


def dot(day: float, label: str = "x", wide: float = 0, key: str = "") -> Dot:
    return Dot(key=key or f"{label}-{day}", label=label, day=day, earliest=day - wide, latest=day + wide)


def drawn(*dots: Dot, cut: Cut = SHOWN, width: int = 40, selected: str = "") -> Grid:
    grid = Grid(width, 1)
    span = TimeScale(first=0, last=400, left=0, width=width)
    plot = Plot(picture=PICTURE, curve=None, scale=span, cut=cut, glyphs=BRAILLE, sheets=())
    draw_dots(grid, plot, dots, 0, selected)
    return grid


def test_a_dot_has_its_whisker_and_after_it_its_label() -> None:
    assert drawn(dot(100, "PD1", wide=20)).row_text(0) == "        ╶─●╴PD1"


def test_dots_in_one_cell_are_counted() -> None:
    assert drawn(dot(100, "a"), dot(101, "b"), dot(102, "c")).row_text(0).strip() == "3: a, b, c"
    assert drawn(*(dot(100 + n / 10, "a") for n in range(12))).row_text(0).strip() == "+: a"


def test_a_count_is_never_read_as_a_part_of_what_it_counts() -> None:
    assert drawn(dot(100, "2 mo"), dot(101, "IVb")).row_text(0).strip() == "2: 2 mo, IVb"
    # A whisker between them keeps them apart.
    assert drawn(dot(100, "DX", wide=20), dot(101, "path")).row_text(0).strip() == "╶─2╴DX, path"
    assert drawn(dot(100, "a long label"), dot(101, "b"), dot(160, "c")).row_text(0).strip() == "2     ●c"


def test_a_label_ends_before_the_next_dot() -> None:
    assert drawn(dot(100, "long label"), dot(160, "b")).row_text(0).strip() == "●lon… ●b"
    assert drawn(dot(100, "long label"), dot(130, "b")).row_text(0).strip() == "●  ●b"


def test_a_hidden_future_has_no_dot_and_no_whisker() -> None:
    cut = Cut(start=90, end=120)
    assert drawn(dot(100, "a", wide=50), dot(300, "b"), cut=cut).row_text(0) == "     ╶────●▸a"
    ghost = drawn(dot(300, "b"), cut=Cut(start=90, end=120, future=Future.GHOST))
    assert ghost.rows[0][30] == ("●", palette.FAINT)


def test_the_dot_at_the_cursor_stands_out() -> None:
    grid = drawn(dot(100, "a", key="here"), dot(200, "b"), selected="here")
    assert grid.rows[0][10][1] == palette.CURSOR_BLOCK
    assert grid.rows[0][20][1] == palette.STRONG


def test_a_part_of_a_scale_has_the_same_columns() -> None:
    whole = TimeScale(first=0, last=400, left=5, width=37)
    part = whole.within(101, 299)
    assert part.left >= whole.left
    assert part.right <= whole.right
    assert [part.column(day) for day in range(101, 299)] == [whole.column(day) for day in range(101, 299)]
