"""`tracker plot`: figures that hold what the case holds, say as of when, and never what lies after their month."""

import re
import sys
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from msgspec.structs import replace

from tests import examples as ex
from tests.faces.command_line import Clinic
from tests.faces.screens import bundled_library
from tracker.casebook.case import Case
from tracker.cli.plotting import _case_figure, _cohort_figure
from tracker.decisions.refused import Refused
from tracker.events.catalogue import Event
from tracker.projections.picture import Band, MilestoneKind, Picture
from tracker.tui.cut import Cut
from tracker.tui.figures.drawing import case_figure
from tracker.tui.figures.style import saved, settings
from tracker.tui.figures.swimmers import draw_swimmers, swimmer_of
from tracker.tui.loading import unchecked_reel_of
from tracker.tui.reel import Cursor

CASES = ("npc-1", "npc-2")


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    clinic = Clinic(tmp_path)
    assert clinic("demo").code == 0
    return clinic


def figure(patient: str, month: int | None = None, analyte: str | None = None, *, known: bool = False) -> Figure:
    return _case_figure(bundled_library().case(patient), month, analyte, known=known)


def recorded(*events: Event) -> Case:
    return Case(ex.record(*events))


def points(axes: Axes) -> list[tuple[float, float]]:
    """Day and height of every number."""
    return [
        (float(np.asarray(line.get_xdata())[0]), float(np.asarray(line.get_ydata())[0]))
        for line in axes.lines
        if line.get_marker() == "o"
    ]


def caption(figure: Figure) -> str:
    return " · ".join(text.get_text() for text in figure.texts[::-1])


def words(axes: Axes) -> list[str]:
    return [text.get_text() for text in axes.texts]


def bars(axes: Axes) -> list[Rectangle]:
    return [patch for patch in axes.patches if isinstance(patch, Rectangle)]


@pytest.mark.parametrize("patient", CASES)
def test_a_figure_has_every_number_of_the_marker_at_its_day_and_height(patient: str) -> None:
    chart = figure(patient).axes[0]
    (curve, *_) = bundled_library().case(patient).picture.curves
    drawn = set(points(chart))
    assert drawn == {(point.day, point.value) for point in curve.points}


def test_results_between_which_nobody_measured_are_not_joined() -> None:
    chart = figure("npc-1").axes[0]
    (curve, *_) = bundled_library().case("npc-1").picture.curves
    first, second, third = (point.value for point in curve.points)
    heights = [tuple(np.asarray(line.get_ydata()).tolist()) for line in chart.lines]
    assert (first, second) in heights
    assert (second, third) not in heights


def test_a_figure_explains_the_signs_that_no_axis_names() -> None:
    said = caption(figure("npc-2"))
    assert "results in words: ▲ rising or high, ▼ falling or low, ? another word" in said
    assert "mixed where two overlap" in said
    assert "results in words" not in caption(figure("npc-1", 8))


@pytest.mark.parametrize("patient", CASES)
def test_a_figure_has_a_bar_for_every_treatment_and_a_word_for_every_mark(patient: str) -> None:
    lanes = figure(patient).axes[1]
    picture = bundled_library().case(patient).picture
    assert len(bars(lanes)) == sum(len(lane.bands) for lane in picture.lanes)
    shown = " ".join(words(lanes)).split()
    for lane in picture.lanes:
        for mark in lane.marks:
            assert set(mark.label.split()) <= set(shown)


def test_nothing_after_the_month_is_drawn() -> None:
    chart, lanes = figure("npc-1", 8).axes
    case = bundled_library().case("npc-1")
    end = case.sheets()[8].end_day
    assert "PD1" in words(chart)
    assert "PD2" not in words(chart)
    for bar in bars(lanes):
        assert bar.get_x() + bar.get_width() <= end
    assert all(day <= end for day, _ in points(chart))


def without_future(picture: Picture, cut: Cut) -> Picture:
    """The picture of a record in which nothing after a month is told."""

    def bands(found: Sequence[Band]) -> tuple[Band, ...]:
        told = (band for band in found if cut.drawn(band.start, band.known))
        return tuple(
            replace(band, stop=None, stop_earliest=None, stop_latest=None)
            if band.stop is not None and band.stop > cut.end
            else band
            for band in told
        )

    return replace(
        picture,
        milestones=tuple(stone for stone in picture.milestones if cut.drawn(stone.day, stone.known)),
        bands=bands(picture.bands),
        lanes=tuple(
            replace(
                lane,
                bands=bands(lane.bands),
                marks=tuple(mark for mark in lane.marks if cut.drawn(mark.day, mark.known)),
            )
            for lane in picture.lanes
        ),
        curves=tuple(
            replace(
                curve,
                points=tuple(point for point in curve.points if cut.drawn(point.day, point.known)),
                words=tuple(word for word in curve.words if cut.drawn(word.day, word.known)),
            )
            for curve in picture.curves
        ),
    )


@pytest.mark.parametrize("patient", CASES)
@mpl.rc_context(settings())
def test_a_figure_of_a_hidden_future_is_drawn_as_if_there_were_none(patient: str) -> None:
    whole = unchecked_reel_of(patient, bundled_library().case(patient))
    for index in range(0, len(whole.now), 4):
        cursor = Cursor(index=index)
        cut = whole.cut(cursor)
        blind = replace(whole, picture=without_future(whole.picture, cut), now=whole.now[: index + 1])
        drawn = [saved(case_figure(reel, cursor), ".svg", "x") for reel in (whole, blind)]
        assert drawn[0] == drawn[1], index
        chronicle = whole.case.chronicle
        lanes = [swimmer_of(patient, reel.picture, chronicle, 0.0, cut) for reel in (whole, blind)]
        swum = [saved(draw_swimmers([lane], "x", "x"), ".svg", "x") for lane in lanes]
        assert swum[0] == swum[1], index


def test_the_height_of_the_axis_tells_no_number_after_the_month() -> None:
    case = recorded(ex.diagnosed(), ex.lab("m", 12, key="m-1", day=3), ex.lab("m", 9e6, key="m-2", day=200))
    (_, high) = _case_figure(case, 0, None, known=False).axes[0].get_ylim()
    assert high < 1000


def test_a_marker_without_a_number_by_the_month_is_not_chosen_and_not_named() -> None:
    case = recorded(ex.diagnosed(), ex.lab("late", 12, key="m-1", day=200), ex.ecog(1, day=230))
    assert [axes.get_ylabel() for axes in _case_figure(case, 0, None, known=False).axes] == [""]
    with pytest.raises(Refused, match="by then"):
        _case_figure(case, 0, "late", known=False)


def test_a_dollar_begins_no_formula() -> None:
    name = r"$\frac{$"
    case = recorded(ex.diagnosed(), ex.lab(name, 12, key="m-1", day=3), ex.started("l1", name, day=4))
    assert saved(_case_figure(case, None, None, known=False), ".svg", "x").startswith(b"<?xml")


def test_what_was_not_known_then_is_not_drawn() -> None:
    month = 14
    now, then = (figure("npc-1", month, known=known) for known in (False, True))
    assert len(bars(then.axes[-1])) <= len(bars(now.axes[-1]))
    assert "known then" in caption(then)


@pytest.mark.parametrize("end", [".svg", ".png"])
def test_a_figure_is_written_once_and_the_same_every_time(clinic: Clinic, end: str) -> None:
    first, second = (clinic.folder / f"{name}{end}" for name in ("first", "second"))
    for path in (first, second):
        said = clinic("plot", "npc-1", "--out", path)
        assert (said.code, said.out) == (0, f"{path}\n"), said.err
    assert first.read_bytes() == second.read_bytes()
    assert "is there already" in clinic("plot", "npc-1", "--out", first).complaint


def test_an_svg_figure_is_sound_and_asks_for_nothing_from_elsewhere(clinic: Clinic) -> None:
    path = clinic.folder / "figure.svg"
    clinic("plot", "npc-1", "--out", path)
    text = path.read_text(encoding="utf-8")
    assert ET.fromstring(text).tag.endswith("svg")  # noqa: S314 - written by ourselves
    assert not re.findall(r"(?:href|src|url)\s*[=(]\s*[\"']?https?:", text)


def test_a_swimmer_plot_has_a_lane_per_case_the_longest_first() -> None:
    (axes,) = _cohort_figure(bundled_library(), CASES, "first-treatment").axes
    assert [label.get_text() for label in axes.get_yticklabels()] == ["npc-1", "npc-2"]
    assert axes.get_xlabel() == "months from the first treatment"
    bands = sum(len(bundled_library().case(patient).picture.bands) for patient in CASES)
    assert len(bars(axes)) == bands


def test_the_legend_of_a_swimmer_plot_explains_every_sign_that_is_drawn() -> None:
    (legend,) = _cohort_figure(bundled_library(), CASES, "origin").legends
    said = {text.get_text() for text in legend.get_texts()}
    assert {"drugs not listed", "progression", "progression, doubtful", "death", "alive at last contact"} <= said
    # The third course of the first case was given, and only its drugs are not listed.
    assert "thinly: not stated of some drugs" in said
    assert "not stated as given" not in said
    (alone,) = _cohort_figure(bundled_library(), ["npc-1"], "origin").legends
    assert not {"progression, doubtful", "death"} & {text.get_text() for text in alone.get_texts()}


def test_a_case_without_the_turn_that_is_counted_from_is_named() -> None:
    drawn = _cohort_figure(bundled_library(), CASES, "first-progression")
    assert "2 cases" in caption(drawn)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        pytest.param(("npc-1", "--out", "x.gif"), 2, ".svg or .png", id="another end"),
        pytest.param(("nobody", "--out", "x.svg"), 1, "nobody", id="an unknown case"),
        pytest.param(("npc-1", "--out", "x.svg", "--month", "99"), 1, "there is no month 99", id="no such month"),
        pytest.param(("npc-1", "--out", "x.svg", "--analyte", "EBV"), 1, "did you mean EBV-DNA", id="no such marker"),
        pytest.param(("npc-1", "npc-2", "--out", "x.svg", "--month", "3"), 2, "of one case", id="a month of several"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_one_sentence(
    clinic: Clinic, arguments: tuple[str, ...], code: int, says: str
) -> None:
    said = clinic("plot", *arguments)
    assert said.code == code
    assert says in said.complaint
    assert not list(clinic.folder.glob("x.*"))


def test_a_figure_that_would_be_higher_than_any_page_is_refused(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.tui.figures.case.MOST_HEIGHT", 2.0)
    assert "inches high; draw an earlier month" in clinic("plot", "npc-1", "--out", clinic.folder / "x.svg").complaint
    assert not list(clinic.folder.glob("x.*"))


def test_more_lanes_than_can_be_told_apart_are_refused() -> None:
    with pytest.raises(Refused, match="at most 400"):
        _cohort_figure(bundled_library(), [str(number) for number in range(401)], "origin")


def test_without_the_extra_it_says_how_to_get_it(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert "pip install 'oncology-tracker[plot]'" in clinic("plot", "npc-1", "--out", "x.svg").complaint


def test_a_figure_of_a_case_shows_the_death_and_not_before_it() -> None:
    def death(axes: Axes) -> list[float]:
        return [float(np.asarray(line.get_xdata())[0]) for line in axes.lines if line.get_marker() == "X"]

    (stone,) = (
        stone for stone in bundled_library().case("npc-2").picture.milestones if stone.kind is MilestoneKind.DEATH
    )
    lanes = figure("npc-2").axes[-1]
    assert death(lanes) == [stone.day]
    assert "Death" in [label.get_text() for label in lanes.get_yticklabels()]
    before = figure("npc-2", 12).axes[-1]
    assert death(before) == []
    assert "Death" not in [label.get_text() for label in before.get_yticklabels()]


def test_the_legend_of_a_swimmer_plot_says_what_is_in_doubt_and_names_only_what_is_there() -> None:
    def legend(*patients: str) -> list[str]:
        drawn = _cohort_figure(bundled_library(), patients, "origin")
        return [text.get_text() for text in drawn.legends[0].get_texts()]

    both = legend(*CASES)
    doubted = {"thinly: not stated of some drugs", "progression, doubtful"}
    assert {*doubted, "drugs not listed", "alive at last contact", "death"} <= set(both)
    assert "alive at last contact" not in legend("npc-2", "npc-2")
    assert "death" not in legend("npc-1", "npc-1")
