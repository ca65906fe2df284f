"""What is written in a figure: nothing lies over another text, nothing is cut, and no letter is smaller than print bears."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import rc_context
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from tests import examples as ex
from tests.cohort import chart_of
from tests.faces.screens import bundled_library
from tracker.casebook.case import Case
from tracker.cli.plotting import _case_figure, _cohort_figure
from tracker.projections.alignment import Alignment
from tracker.tui.cut import Future
from tracker.tui.figures.drawing import case_figure, pair_figure
from tracker.tui.figures.packing import Label, Wish, packed
from tracker.tui.figures.style import WIDTH, settings
from tracker.tui.loading import unchecked_reel_of
from tracker.tui.pair import Pair, Side, Told
from tracker.tui.reel import Cursor

CASES = ("npc-1", "npc-2")
COLUMN_INCHES = 89 / 25.4
LEAST_POINTS = 5.0
SLACK = 0.5
"""Pixels by which two texts may touch."""


def ticks_of(axis: Axis, limits: tuple[float, float]) -> list[Text]:
    """The labels of an axis that are drawn: it holds some beyond its limits, too."""
    low, high = sorted(limits)
    return [
        tick.label1 for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high and tick.label1.get_visible()
    ]


def texts_of(figure: Figure) -> list[Text]:
    found = [*figure.texts, *(text for legend in figure.legends for text in legend.get_texts())]
    for axes in figure.axes:
        found += [*ticks_of(axes.xaxis, axes.get_xlim()), *ticks_of(axes.yaxis, axes.get_ylim())]
        found += [*axes.texts, axes.xaxis.label, axes.yaxis.label]
    return [text for text in found if text.get_text().strip()]


def assert_legible(figure: Figure) -> None:
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call] # matplotlib has no types there
    renderer = canvas.get_renderer()  # type: ignore[no-untyped-call] # matplotlib has no types there
    boxes = [(text, text.get_window_extent(renderer)) for text in texts_of(figure)]
    assert boxes
    for text, box in boxes:
        assert float(text.get_fontsize()) * COLUMN_INCHES / WIDTH >= LEAST_POINTS
        assert min(box.x0, box.y0) >= -SLACK, text
        assert max(box.x1 - figure.bbox.width, box.y1 - figure.bbox.height) <= SLACK, text
    for (one, here), (other, there) in combinations(boxes, 2):
        apart = here.x1 <= there.x0 + SLACK or there.x1 <= here.x0 + SLACK
        assert apart or here.y1 <= there.y0 + SLACK or there.y1 <= here.y0 + SLACK, (one, other)


@pytest.mark.parametrize("patient", CASES)
@pytest.mark.parametrize("known", [False, True])
def test_no_text_of_a_case_is_cut_or_lies_over_another_in_any_month(patient: str, known: bool) -> None:
    case = bundled_library().case(patient)
    with rc_context(settings()):
        for month in range(0, len(case.sheets()), 3):
            assert_legible(_case_figure(case, month, None, known=known))
        assert_legible(_case_figure(case, None, None, known=known))


@pytest.mark.parametrize("future", list(Future))
def test_no_text_lies_over_another_whatever_is_shown_of_the_future(future: Future) -> None:
    reel = unchecked_reel_of("npc-2", bundled_library().case("npc-2"))
    with rc_context(settings()):
        assert_legible(case_figure(reel, Cursor(index=9, future=future)))


@pytest.mark.parametrize("events", [200, 800])
def test_no_text_of_a_long_chart_is_cut_or_lies_over_another(events: int) -> None:
    with rc_context(settings()):
        assert_legible(_case_figure(Case(ex.record(*chart_of(1, events))), None, None, known=False))


def test_a_long_name_of_a_marker_takes_several_lines() -> None:
    name = "a marker whose name is longer than any axis of a chart in a journal would have room for in one line"
    case = Case(ex.record(ex.diagnosed(), ex.lab(name, 12, key="m-1", day=3)))
    with rc_context(settings()):
        assert_legible(_case_figure(case, None, None, known=False))


@pytest.mark.parametrize("align", ["origin", "first-treatment", "first-progression"])
def test_no_text_of_a_swimmer_plot_lies_over_another(align: str) -> None:
    with rc_context(settings()):
        assert_legible(_cohort_figure(bundled_library(), CASES, align))


@pytest.mark.parametrize("future", list(Future))
@pytest.mark.parametrize("alignment", [Alignment.DIAGNOSIS, Alignment.TREATMENT, Alignment.PROGRESSION])
def test_no_text_of_a_comparison_lies_over_another(future: Future, alignment: Alignment) -> None:
    def side(patient: str) -> Side:
        case = bundled_library().case(patient)
        return Side(reel=unchecked_reel_of(patient, case), case=case, origin=None, whole=Told())

    pair = Pair(sides=(side("npc-2"), side("npc-1")), alignment=alignment)
    with rc_context(settings()):
        for month in (0, 9, 20):
            assert_legible(pair_figure(pair, month, Cursor(future=future)))


WISHES = st.lists(
    st.builds(
        Wish,
        lines=st.lists(st.just("x"), min_size=1, max_size=3).map(tuple),
        span=st.tuples(st.floats(0, 4, allow_nan=False), st.floats(0, 4, allow_nan=False)).map(
            lambda span: (min(span), max(span))
        ),
        width=st.floats(0.1, 2, allow_nan=False),
    ),
    max_size=12,
)


@given(wishes=WISHES)
def test_no_label_is_dropped_and_none_lies_over_another(wishes: list[Wish]) -> None:
    labels = packed(wishes, (0.0, 4.0), 0.05)
    assert sorted(id(label.wish) for label in labels) == sorted(map(id, wishes))
    for one, other in combinations(labels, 2):
        beside = one.right <= other.left or other.right <= one.left
        assert beside or one.top <= other.row or other.top <= one.row
    for label in labels:
        assert label.left >= 0
        assert label.right <= 4.0 + 1e-9


def test_of_neighbors_that_would_touch_the_line_of_one_crosses_no_other() -> None:
    def wish(text: str, at: float) -> Wish:
        return Wish(lines=(text,), span=(at, at), width=1.0)

    labels = packed([wish("first", 1.0), wish("second", 1.2), wish("third", 1.4)], (0.0, 4.0), 0.05)

    def crossed(line: Label) -> list[Label]:
        return [label for label in labels if label.row < line.row and label.left < line.stem < label.right]

    assert [label.row for label in labels] == [2, 1, 0]
    assert [crossed(label) for label in labels] == [[], [], []]
