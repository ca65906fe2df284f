"""Where a figure of a hidden future ends: no whisker, and no last day, reaches beyond the month."""

import numpy as np
import pytest
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from tests import examples as ex
from tracker.casebook.case import Case
from tracker.events.catalogue import Event
from tracker.tui.cut import Future
from tracker.tui.figures.drawing import case_figure
from tracker.tui.figures.style import settings
from tracker.tui.figures.swimmers import Swimmer, draw_swimmers, swimmer_of
from tracker.tui.loading import unchecked_reel_of
from tracker.tui.reel import Cursor, Reel

SOMEWHEN = ("dx", "last-follow-up")
HALFWAY = 4
"""The month in which that is, by estimate: it may be months later."""


def reel_with(*facts: Event) -> Reel:
    return unchecked_reel_of("p", Case(ex.record(ex.diagnosed(day=0), *facts, ex.contact(day=300))))


@pytest.fixture
def uncertain() -> Reel:
    """A scan, a result and a progression between the diagnosis and ten months later."""
    return reel_with(
        ex.scan("ct", between=SOMEWHEN),
        ex.lab("m", 12, key="m-1", between=SOMEWHEN),
        ex.progression(1, between=SOMEWHEN),
    )


def swimmer(reel: Reel, cursor: Cursor, origin: float = 0.0) -> Swimmer:
    return swimmer_of("p", reel.picture, reel.case.chronicle, origin, reel.cut(cursor))


def reach(axes: Axes) -> float:
    """The last day of any line, whiskers among them."""
    return max(float(np.asarray(line.get_xdata()).max()) for line in axes.lines)


def test_a_result_without_a_number_has_its_whisker_too() -> None:
    facts = (ex.lab("m", 12, key="m-1", day=0), ex.lab("m", word="fell", key="m-2", between=SOMEWHEN))
    with rc_context(settings()):
        chart = case_figure(reel_with(*facts), Cursor(index=0, future=Future.SHOWN)).axes[0]
    assert reach(chart) == pytest.approx(300)


@pytest.mark.parametrize("number", [0, 1], ids=["chart", "lanes"])
def test_a_whisker_of_a_case_ends_with_the_month_where_the_future_is_hidden(uncertain: Reel, number: int) -> None:
    with rc_context(settings()):
        hidden, shown = (
            reach(case_figure(uncertain, Cursor(index=HALFWAY, future=future)).axes[number])
            for future in (Future.HIDDEN, Future.SHOWN)
        )
    end = uncertain.now[HALFWAY].end_day
    assert hidden == pytest.approx(end)
    assert shown == pytest.approx(300)


def test_a_whisker_of_a_swimmer_ends_with_the_month_where_the_future_is_hidden(uncertain: Reel) -> None:
    with rc_context(settings()):
        lanes = [swimmer(uncertain, Cursor(index=HALFWAY, future=future)) for future in (Future.HIDDEN, Future.SHOWN)]
        hidden, shown = (reach(draw_swimmers([lane], "x", "x").axes[0]) for lane in lanes)
    assert hidden == pytest.approx(lanes[0].month(uncertain.now[HALFWAY].end_day))
    assert shown == pytest.approx(lanes[1].month(300))


@pytest.mark.parametrize(
    "later", [ex.ecog(2, key="later", day=200), ex.started("later", "cisplatin", day=200)], ids=["a dot", "a band"]
)
def test_the_last_day_of_a_swimmer_is_that_of_a_fact_that_is_drawn(later: Event) -> None:
    reel = reel_with(ex.ecog(1, day=40), later)
    assert swimmer(reel, Cursor(index=2)).last == 40
    assert swimmer(reel, Cursor(index=2, future=Future.SHOWN)).last == 300


def test_the_lane_of_the_living_ends_no_earlier_than_a_treatment_that_goes_on() -> None:
    going = swimmer(reel_with(ex.ecog(1, day=40), ex.started("l1", "cisplatin", day=10)), Cursor(index=2))
    with rc_context(settings()):
        axes = draw_swimmers([going], "x", "x").axes[0]
    (arrow,) = [line for line in axes.lines if line.get_marker() == ">"]
    bars = [patch.get_x() + patch.get_width() for patch in axes.patches if isinstance(patch, Rectangle)]
    assert float(np.asarray(arrow.get_xdata()).max()) == pytest.approx(max(bars))
    assert max(bars) > going.month(going.last)
