"""What a figure says of its own colors and abbreviations, and in which order it has its patients."""

import re
from pathlib import Path

import pytest
from matplotlib.figure import Figure
from msgspec.structs import replace
from textual.widgets import Input

from tests.faces.command_line import Clinic
from tests.faces.screens import bundled_library, on_replay, text_of
from tests.faces.test_plotting import CASES, caption, figure, words
from tracker.cli.plotting import _cohort_figure
from tracker.projections.alignment import Alignment
from tracker.tui.cut import Future
from tracker.tui.figures.drawing import case_figure, pair_figure
from tracker.tui.figures.key import DOUBTED, PARTLY_DOUBTED
from tracker.tui.figures.scene import scene_of
from tracker.tui.loading import unchecked_reel_of
from tracker.tui.pair import Pair, Side, Told
from tracker.tui.reel import Cursor


def key_of(figure: Figure) -> list[str]:
    return [text.get_text() for legend in figure.legends for text in legend.get_texts()]


def test_a_figure_of_a_case_has_a_key_of_its_colors_and_hatching_and_of_none_that_comes_later() -> None:
    sorts = ["chemotherapy", "immunotherapy"]
    assert key_of(figure("npc-1", 8)) == [*sorts, "chemoimmunotherapy"]
    assert key_of(figure("npc-1")) == [*sorts, "drugs not listed", "chemoimmunotherapy"]
    assert key_of(figure("npc-2")) == [
        *sorts,
        "targeted",
        "radiotherapy",
        "chemoimmunotherapy",
        "targeted and other",
        DOUBTED,
        PARTLY_DOUBTED,
    ]


@pytest.mark.parametrize("month", [0, 8, None])
@pytest.mark.parametrize("patient", CASES)
def test_a_figure_expands_every_abbreviation_that_is_drawn_and_no_other(patient: str, month: int | None) -> None:
    drawn = figure(patient, month)
    lanes = drawn.axes[-1]
    said = caption(drawn)
    written = {part for text in words(lanes) for part in re.split(r"[ ,]+|\?$", text)}
    for short in ("gem", "nab-P", "tisle", "cape", "toripa", "camre", "CR", "SP", "PT"):
        assert (f"{short} = " in said) == (short in written)
    names = [label.get_text() for label in lanes.get_yticklabels()]
    for lane in ("Chemo", "Immuno", "RT", "Resp", "AE", "ECOG"):
        assert (f"{lane} = " in said) == (lane in names)
    assert "EBV-DNA = Epstein–Barr virus DNA, log10 scale" in said


def test_a_figure_claims_no_version_of_grades_counts_from_the_diagnosis_and_explains_the_line_of_its_month() -> None:
    reel = unchecked_reel_of("npc-1", bundled_library().case("npc-1"))
    said = {future: caption(case_figure(reel, Cursor(index=8, future=future))) for future in Future}
    for future, text in said.items():
        assert "CTCAE" not in text
        assert ("fine dotted line: the end of M8" in text) == (future is not Future.HIDDEN)
    assert case_figure(reel, Cursor(index=8)).axes[-1].get_xlabel() == "months from diagnosis"
    bare = replace(scene_of(reel, Cursor(index=8)), picture=replace(reel.picture, milestones=()))
    assert bare.origin == "the origin"


async def test_where_the_future_is_drawn_the_figure_is_called_one_of_the_whole_case() -> None:
    async with on_replay(bundled_library(), "npc-1", 8, (100, 30)) as pilot:
        await pilot.press("e")
        await pilot.pause()
        assert "The figure up to M8 for a paper" in text_of(pilot.app)
        await pilot.press("escape", "f", "f", "e")
        await pilot.pause()
        assert "The figure of the whole case, what comes after M8 in full" in text_of(pilot.app)
        await pilot.press("f")
        await pilot.pause()
        assert pilot.app.screen.query_one(Input).value == "npc-1-figure.svg"


def lanes_of(figure: Figure) -> list[str]:
    """The patients, from the top."""
    labels = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    low, high = figure.axes[0].get_ylim()
    return labels if low > high else labels[::-1]


@pytest.mark.parametrize("named", [("npc-1", "npc-2"), ("npc-2", "npc-1")])
def test_swimmers_are_in_the_order_in_which_they_are_named(named: tuple[str, ...]) -> None:
    library = bundled_library()
    assert lanes_of(_cohort_figure(library, named, "origin")) == list(named)
    assert lanes_of(_cohort_figure(library, named, "origin", longest_first=True)) == ["npc-1", "npc-2"]


@pytest.mark.parametrize("named", [("npc-1", "npc-2"), ("npc-2", "npc-1")])
def test_the_figure_of_a_comparison_has_the_order_of_the_screen(named: tuple[str, str]) -> None:
    def side(patient: str) -> Side:
        case = bundled_library().case(patient)
        return Side(reel=unchecked_reel_of(patient, case), case=case, origin=None, whole=Told())

    pair = Pair(sides=(side(named[0]), side(named[1])), alignment=Alignment.DIAGNOSIS)
    assert lanes_of(pair_figure(pair, 9, Cursor())) == list(named)


def test_the_command_takes_the_order_and_says_how_to_change_it(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path)
    assert clinic("demo").code == 0
    said = clinic("plot", "npc-2", "npc-1", "--longest-first", "--out", clinic.folder / "x.svg")
    assert said.code == 0
    assert "--longest-first" in clinic("plot", "--help").out
