from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.faces.cases import sheet_of
from tests.faces.pictures import LAST, MONTH, PICTURE
from tests.faces.screens import bundled_library
from tracker.projections.picture import MarkerPoint, MarkerWord, Milestone, MilestoneKind, Picture, Tendency
from tracker.tui.axis import axis_of
from tracker.tui.board import Board
from tracker.tui.chart import draw_plot
from tracker.tui.cut import Cut, Future
from tracker.tui.glyphs import GLYPHS, GlyphSet
from tracker.tui.grid import Grid
from tracker.tui.loading import reel_of
from tracker.tui.plot import Plot
from tracker.tui.reel import Cursor
from tracker.tui.scale import TimeScale
from tracker.tui.scrub import draw_scrub

BRAILLE = GLYPHS[GlyphSet.BRAILLE]


def plot_of(picture: Picture, month: int = LAST, width: int = 90, future: Future = Future.HIDDEN) -> Plot:
    end = (month + 1) * MONTH
    return Plot(
        picture=picture,
        curve=picture.curves[0],
        scale=TimeScale(first=0, last=(LAST + 1) * MONTH, left=10, width=width),
        cut=Cut(start=month * MONTH, end=end, future=future),
        glyphs=BRAILLE,
        sheets=tuple(sheet_of("made-up", m) for m in range(LAST + 1)),
    )


def chart(plot: Plot, height: int = 12) -> Grid:
    grid = Grid(plot.scale.right, height)
    draw_plot(grid, plot, 0, height)
    return grid


def point(day: float, value: float) -> MarkerPoint:
    return MarkerPoint(key=f"p{day}", day=day, earliest=None, latest=None, value=value)


def word(day: float, tendency: Tendency, wide: float = 20) -> MarkerWord:
    return MarkerWord(key=f"w{day}", day=day, earliest=day - wide, latest=day + wide, tendency=tendency)


def marker(*points: MarkerPoint, words: tuple[MarkerWord, ...] = ()) -> Picture:
    curve = replace(PICTURE.curves[0], points=points, words=words)
    return replace(PICTURE, bands=(), milestones=(), curves=(curve,))


def drawn_dots(grid: Grid) -> int:
    return sum(char in BRAILLE.dot_cells[1:] for row in grid.rows for char, _ in row)


@pytest.mark.parametrize("bookmarks", [(), (17,), (16, 17, 18), (12, 20)])
def test_a_bookmark_in_a_hidden_future_never_stands_within_its_name(bookmarks: tuple[int, ...]) -> None:
    plot = plot_of(PICTURE, month=8, width=110)
    grid = Grid(plot.scale.right, 1)
    draw_scrub(grid, plot, 8, bookmarks=bookmarks)
    assert " future hidden " in grid.row_text(0)
    assert grid.row_text(0).count("'") == len(bookmarks)


@pytest.mark.parametrize("partly", [False, True])
def test_the_hatching_of_a_doubtful_treatment_never_runs_on_like_a_curve(partly: bool) -> None:
    band = replace(PICTURE.bands[0], start=0, stop=None, doubtful=not partly, partly_doubtful=partly)
    grid = chart(plot_of(replace(marker(point(0, 1e5)), bands=(band,))))
    strokes = {
        (x, y) for y, row in enumerate(grid.rows) for x, (char, _) in enumerate(row) if char == BRAILLE.hatch and y
    }
    assert strokes
    assert not {(x + 1, y - 1) for x, y in strokes} & strokes


def test_results_of_one_quarter_are_joined_and_others_are_not() -> None:
    assert drawn_dots(chart(plot_of(marker(point(0, 1e5), point(90, 1e3))))) > 0
    assert drawn_dots(chart(plot_of(marker(point(0, 1e5), point(93, 1e3))))) == 0


def test_a_result_without_a_number_breaks_the_curve_and_stands_on_its_edge() -> None:
    told = marker(point(0, 1e5), point(90, 1e3), words=(word(50, Tendency.DOWN),))
    grid = chart(plot_of(told))
    assert drawn_dots(grid) == 0
    edge = next(grid.row_text(y) for y in range(grid.height) if "by word" in grid.row_text(y))
    assert "▼" in edge
    assert edge.count("─") >= 1


@pytest.mark.parametrize("tendency", list(Tendency))
def test_every_way_a_word_may_point_has_its_sign(tendency: Tendency) -> None:
    grid = chart(plot_of(marker(point(0, 1e5), words=(word(300, tendency),))))
    edge = next(grid.row_text(y) for y in range(grid.height) if "by word" in grid.row_text(y))
    assert BRAILLE.tendencies[tendency] in edge


def test_a_word_still_to_come_is_not_drawn() -> None:
    told = marker(point(0, 1e5), words=(word(300, Tendency.UP),))
    assert "▲" not in chart(plot_of(told, month=3)).text()


@given(st.integers(2, 9), st.integers(2, 40), st.sampled_from([1, 2, 4]))
@settings(max_examples=80)
def test_lines_of_the_grid_are_equally_far_apart(decades: int, height: int, fine: int) -> None:
    axis = axis_of([point(0, 1.0), point(1, 10.0**decades)], "copies/mL", top=0, height=height, fine=fine)
    rows = [row for _, row in axis.lines()]
    assert len({b - a for a, b in pairwise(rows)}) <= 1
    assert min(rows) >= 0
    assert max(rows) < height


def test_a_progression_is_a_line_without_a_whisker_at_the_height_of_a_value_and_no_sign_of_a_result() -> None:
    stone = Milestone(kind=MilestoneKind.PROGRESSION, key="pd", label="PD1", day=300, earliest=270, latest=330, month=9)
    grid = chart(plot_of(replace(marker(point(0, 1e5)), milestones=(stone,))))
    assert "▲" not in grid.text()
    assert grid.row_text(1)[10:].strip(" ┈").strip("●").count("┊") == 1
    assert not set(BRAILLE.line) & set(grid.text())


@pytest.mark.parametrize("month", [9, 10, LAST])
def test_a_progression_that_is_not_certain_says_so_at_its_line_and_not_after_a_hidden_cursor(month: int) -> None:
    stone = Milestone(
        kind=MilestoneKind.PROGRESSION, key="pd", label="PD1", day=300, earliest=270, latest=330, month=9, doubtful=True
    )
    plot = plot_of(replace(marker(point(0, 1e5)), milestones=(stone,)), month=month)
    grid = chart(plot)
    begins = [grid.row_text(y).index("PD?") for y in range(grid.height) if "PD?" in grid.row_text(y)]
    assert len(begins) == 1
    assert begins[0] + 2 <= plot.scale.column_before(plot.cut.end)
    sure = chart(plot_of(replace(marker(point(0, 1e5)), milestones=(replace(stone, doubtful=False),)), month=month))
    assert "PD?" not in sure.text()


@pytest.mark.parametrize("name", list(GlyphSet))
def test_the_bar_tells_a_progression_that_is_not_certain_from_one_that_is(name: GlyphSet) -> None:
    stone = Milestone(kind=MilestoneKind.PROGRESSION, key="pd", label="PD1", day=300, earliest=270, latest=330, month=9)
    bars = []
    for doubtful in (False, True):
        told = replace(marker(point(0, 1e5)), milestones=(replace(stone, doubtful=doubtful),))
        grid = Grid(100, 1)
        draw_scrub(grid, replace(plot_of(told), glyphs=GLYPHS[name]), LAST)
        bars.append(grid.row_text(0)[10:])
    sure, doubted = bars
    assert GLYPHS[name].milestones[MilestoneKind.PROGRESSION] in sure
    assert GLYPHS[name].maybe in doubted
    assert GLYPHS[name].milestones[MilestoneKind.PROGRESSION] not in doubted


@pytest.mark.parametrize("month", [0, 7, 8, 13, LAST])
def test_the_name_of_the_cursors_month_stands_where_that_month_begins(month: int) -> None:
    plot = plot_of(PICTURE, month=month)
    row = chart(plot).row_text(11)
    at = row.index(f"M{month}")
    assert at == min(plot.scale.column(month * MONTH), plot.scale.right - len(f"M{month}"))


def test_a_time_that_may_be_after_a_hidden_cursor_is_drawn_as_going_on() -> None:
    picture = marker(point(10, 1e4), words=(word(8 * MONTH, Tendency.UP, wide=60),))
    row = next(row for row in chart(plot_of(picture, month=8)).text().splitlines() if "by word" in row)
    assert row.rstrip(" │").endswith("▸")
    shown = chart(plot_of(picture, month=8, future=Future.SHOWN)).text()
    assert "╴" in shown
    assert "▸" not in shown


@pytest.mark.parametrize("width", [60, 80, 101, 120])
@pytest.mark.parametrize("patient", ["npc-1", "npc-2"])
def test_nothing_is_drawn_over_the_border_at_any_month_and_zoom(patient: str, width: int) -> None:
    reel = reel_of(patient, bundled_library().case(patient))
    edges = {BRAILLE.box[5], BRAILLE.box[2], BRAILLE.box[3]}
    for index, span in product(range(len(reel.now)), (None, 12, 3)):
        for part, height in (("chart", 16), ("lanes", 10)):
            grid = Grid(width, height)
            board = Board(reel=reel, cursor=Cursor(index=index, span=span), glyphs=BRAILLE, boxed=True)
            getattr(board, part)(grid)
            assert {grid.char(x, y) for x in (0, width - 1) for y in range(1, height)} <= edges
