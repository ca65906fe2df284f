"""The scale of a marker: a value stands where its number says, in the terminal and in a figure alike."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.faces.test_chart import chart, marker, plot_of, point
from tracker.projections.picture import MarkerPoint, Picture
from tracker.tui.axis import axis_of
from tracker.tui.cut import Cut, Future
from tracker.tui.figures.chart import scale_of_chart
from tracker.tui.figures.scene import Scene
from tracker.tui.glyphs import BRAILLE, GLYPHS, GlyphSet
from tracker.tui.lab_panel import bars_of
from tracker.tui.value_scale import NOTHING, on_logarithms, scale_of, value_label

VALUES = st.lists(st.floats(-1e9, 1e9, allow_nan=False).map(lambda value: round(value, 6)), min_size=1, max_size=6)
UNITS = st.sampled_from(["g/L", "copies/mL"])


def in_unit(unit: str, *values: float) -> Picture:
    """A case with these results, a month apart."""
    picture = marker(*(point(20 + 30.0 * month, value) for month, value in enumerate(values)))
    return replace(picture, curves=(replace(picture.curves[0], analyte="X", unit=unit),))


def row_of(text: str, sign: str) -> int:
    return next(y for y, row in enumerate(text.splitlines()) if sign in row)


def labels(text: str) -> list[str]:
    return [row[:10].split()[0] for row in text.splitlines() if "┤" in row[:10]]


@given(VALUES, UNITS, st.integers(2, 20), st.sampled_from([1, 2, 4]))
def test_a_label_stands_on_the_row_of_its_value_and_no_value_out_of_order(
    values: list[float], unit: str, height: int, fine: int
) -> None:
    points = [point(day, value) for day, value in enumerate(values)]
    axis = axis_of(points, unit, top=3, height=height, fine=fine)
    rows = [row for _, row in axis.lines()]
    assert rows == sorted(rows)
    assert all(3 <= row < 3 + height for row in rows)
    assert [row for _, row in axis.lines()][: len(axis.scale.ticks)] == [axis.row(v) for v in axis.scale.ticks[::-1]]
    assert all(axis.dot(a, fine) >= axis.dot(b, fine) for a, b in pairwise(sorted(values)))
    assert all(axis.scale.low <= value <= axis.scale.high for value in values if value > 0 or not axis.scale.log)


@given(VALUES, UNITS, st.integers(2, 20), st.floats(0, 1))
def test_a_result_between_those_that_are_there_moves_no_line(
    values: list[float], unit: str, height: int, part: float
) -> None:
    least, most = min(values), max(values)
    # One of zero or less, where there was none, would be news to a scale of logarithms.
    between = min(max(least + part * (most - least), least), most)
    if between > 0 or least <= 0 < most:
        above = [value for value in values if value > 0] or [most]
        between = max(between, min(above)) if most > 0 else between
        assert scale_of([*values, between], unit, height) == scale_of(values, unit, height)


@pytest.mark.parametrize(
    ("least", "most", "log"),
    [
        pytest.param(10, 100, True, id="ten times"),
        pytest.param(10, 99.9, False, id="a little less than ten times"),
        pytest.param(0.07, 0.7, True, id="ten times, which floating point has a hair below"),
    ],
)
def test_a_scale_has_logarithms_from_ten_times_the_least_result_on(least: float, most: float, log: bool) -> None:
    assert on_logarithms([most, least], "U/L") is log


@given(VALUES, st.integers(2, 20))
def test_no_bound_of_a_linear_scale_lies_across_zero_from_every_result(values: list[float], height: int) -> None:
    scale = scale_of([abs(value) for value in values], "g/L", height)
    assert scale.low >= 0
    below = scale_of([-abs(value) for value in values], "g/L", height)
    assert below.log or below.high <= (0 if any(values) else 1)


@pytest.mark.parametrize(
    ("values", "height", "told"),
    [
        pytest.param((30, 2900), 7, ["20", "100", "1k", "5k"], id="decades before fives"),
        pytest.param((7, 105), 5, ["5", "50", "200"], id="fives before twos"),
        pytest.param((3, 150), 6, ["2", "10", "200"], id="one decade between the ends"),
    ],
)
def test_where_few_labels_have_room_the_rounder_numbers_have_them(
    values: tuple[float, ...], height: int, told: list[str]
) -> None:
    assert [value_label(value) for value in scale_of(values, "U/L", height).ticks] == told


def test_hemoglobin_is_read_between_round_numbers_close_to_it_on_a_linear_scale() -> None:
    plot = plot_of(in_unit("g/L", 61))
    text = chart(plot).text()
    assert plot.title().startswith("X g/L, linear ")
    assert labels(text) == ["70", "65", "60", "55", "50"]
    assert row_of(text, "65 ┤") < row_of(text, "●") <= row_of(text, "60 ┤")


def test_platelets_of_43_and_220_are_rows_apart() -> None:
    grid = chart(plot_of(in_unit("10*9/L", 220, 43)))
    rows = [y for y in range(grid.height) if "●" in grid.row_text(y)]
    assert rows[-1] - rows[0] >= 3


def test_a_fall_to_an_eighteenth_has_logarithms_by_one_two_and_five() -> None:
    plot = plot_of(in_unit("U/L", 6029, 332))
    assert plot.title().startswith("X U/L, log10 ")
    assert labels(chart(plot, height=16).text()) == ["10k", "5k", "2k", "1k", "500", "200"]


def test_copies_are_read_on_logarithms_however_near_to_each_other() -> None:
    plot = plot_of(in_unit("copies/mL", 2620, 2400))
    assert plot.title().startswith("X copies/mL, log10 ")
    assert labels(chart(plot).text())[::3] == ["10k", "1k"]


@pytest.mark.parametrize("name", list(GlyphSet))
def test_a_result_of_zero_stands_on_a_floor_of_its_own(name: GlyphSet) -> None:
    plot = replace(plot_of(in_unit("copies/mL", 0, 2400)), glyphs=GLYPHS[name])
    text = chart(plot).text()
    floor = "<=0" if name is GlyphSet.ASCII else NOTHING
    assert plot.glyphs.point in text.splitlines()[row_of(text, f" {floor} ")]
    assert row_of(text, f" {floor} ") == row_of(text, " 1k ") + 1


def test_the_scale_tells_of_no_later_peak_and_keeps_what_it_shows() -> None:
    picture = in_unit("g/L", 100, 120, 110, 900)
    before, later = (labels(chart(plot_of(picture, month=month)).text()) for month in (1, 2))
    assert before == later
    assert before == labels(chart(plot_of(in_unit("g/L", 100, 120))).text())
    assert before != labels(chart(plot_of(picture, month=3)).text())


@pytest.mark.parametrize(
    ("unit", "values"), [("g/L", (61.0,)), ("U/L", (6029.0, 332.0)), ("copies/mL", (0.0, 131.0, 6e5))]
)
def test_a_figure_has_the_scale_of_the_screen(unit: str, values: tuple[float, ...]) -> None:
    picture = in_unit(unit, *values)
    cut = Cut(start=0, end=1e9, future=Future.SHOWN)
    scene = Scene(picture=picture, months=(0.0, 700.0), first=0, month=0, cut=cut, curve=picture.curves[0], caption="")
    points: tuple[MarkerPoint, ...] = picture.curves[0].points
    figure, screen = scale_of_chart(scene, picture.curves[0]), axis_of(points, unit, top=0, height=10).scale
    assert (figure.log, figure.low, figure.high) == (screen.log, screen.low, screen.high)
    assert [value_label(value) for value in figure.ticks] == [value_label(value) for value in screen.ticks]


def test_in_few_rows_a_narrow_course_has_lines_close_to_it() -> None:
    scale = scale_of([112, 104, 96, 88, 101, 115, 121, 118], "g/L", 5)
    assert [value_label(value) for value in scale.ticks] == ["80", "100", "120", "140"]


def test_bars_of_copies_stay_on_logarithms_where_one_is_zero() -> None:
    assert bars_of([52000, 4100, 0], BRAILLE, "copies/mL") == "█▁▁"
    assert bars_of([52000, 4100, 320, 0], BRAILLE, "copies/mL") == "█▅▁▁"
