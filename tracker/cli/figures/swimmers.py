"""A cohort as a swimmer plot: a lane per patient, treatments as bars, turns as signs. Refuses to hide how many there are.

Lanes are in the order of their length, the longest first, as readers of swimmer plots expect.
"""

from math import ceil

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from msgspec import Struct

from tracker.cli.figures.style import COLORS, HATCH, INK, POINTS, PROGRESSION, QUIET, caption_of, new_figure
from tracker.projections.picture import BandKind, Milestone, MilestoneKind, Picture
from tracker.values.durations import DAYS_PER_MONTH

_WIDTH, _LANE, _AXIS, _NAMES = 7.2, 0.22, 0.8, 0.16
"""Inches: two columns of a journal, a lane, the axis with the caption, a row of the legend."""
_COLUMNS = 5
_BAR = 0.62
_SIGNS = {
    MilestoneKind.DIAGNOSIS: ("D", INK, "diagnosis"),
    MilestoneKind.PROGRESSION: ("^", PROGRESSION, "progression"),
    MilestoneKind.DEATH: ("X", INK, "death"),
}


class Swimmer(Struct, frozen=True, kw_only=True):
    """A patient's lane."""

    patient: str
    picture: Picture
    origin: float
    """The day that its months are counted from."""
    last: float
    """The day on which the last fact was known to be."""
    dead: bool

    def month(self, day: float) -> float:
        """A day in months from the lane's origin."""
        return (day - self.origin) / DAYS_PER_MONTH


def draw_swimmers(swimmers: list[Swimmer], axis: str, caption: str) -> Figure:
    """Draw them.

    Args:
        swimmers: One per patient.
        axis: What the months are counted from, in words.
        caption: What is written below.
    """
    ordered = sorted(swimmers, key=lambda its: (-its.month(its.last), its.patient))
    legend = _legend(ordered)
    figure = new_figure(_WIDTH, _AXIS + _NAMES * ceil(len(legend) / _COLUMNS) + _LANE * max(len(ordered), 2))
    axes = figure.subplots()
    for row, swimmer in enumerate(ordered):
        _draw(axes, swimmer, row)
    axes.set_yticks(range(len(ordered)), [its.patient for its in ordered])
    axes.set_ylim(len(ordered) - 0.4, -0.6)
    axes.set_xlabel(f"months from {axis}")
    axes.tick_params(axis="y", length=0)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.margins(x=0.02)
    figure.legend(handles=legend, loc="outside upper left", ncols=_COLUMNS, frameon=False, fontsize=POINTS - 1)
    caption_of(figure, caption)
    return figure


def _draw(axes: Axes, swimmer: Swimmer, row: int) -> None:
    begin, end = swimmer.month(swimmer.picture.first_day), swimmer.month(swimmer.last)
    axes.plot([begin, end], [row, row], color=QUIET, linewidth=0.8, zorder=0)
    for band in swimmer.picture.bands:
        start = swimmer.month(band.start)
        stop = end if band.stop is None else swimmer.month(band.stop)
        doubt = HATCH if band.doubtful else HATCH[:2] if band.partly_doubtful else None
        axes.add_patch(
            Rectangle(
                (start, row - _BAR / 2), max(stop - start, 0), _BAR, facecolor=COLORS[band.kind], zorder=1,
                edgecolor="white", linewidth=0.4, hatch=doubt,
            )
        )  # fmt: skip
    for stone in swimmer.picture.milestones:
        _draw_stone(axes, swimmer, stone, row)
    if not swimmer.dead:
        axes.plot(end, row, marker=">", markersize=5, color=INK)


def _draw_stone(axes: Axes, swimmer: Swimmer, stone: Milestone, row: int) -> None:
    if stone.kind not in _SIGNS:
        return
    sign, color, _ = _SIGNS[stone.kind]
    if stone.earliest is not None and stone.latest is not None and stone.latest > stone.earliest:
        bounds = [swimmer.month(stone.earliest), swimmer.month(stone.latest)]
        axes.plot(bounds, [row, row], color=color, linewidth=0.8, zorder=3)
    face = "white" if stone.doubtful else color
    day = swimmer.month(stone.day)
    axes.plot(day, row, marker=sign, markersize=5, markerfacecolor=face, markeredgecolor=color, linestyle="", zorder=4)


def _legend(swimmers: list[Swimmer]) -> list[Patch | Line2D]:
    kinds = {band.kind for swimmer in swimmers for band in swimmer.picture.bands}
    found: list[Patch | Line2D] = [Patch(color=COLORS[kind], label=kind.value) for kind in BandKind if kind in kinds]
    bands = [band for swimmer in swimmers for band in swimmer.picture.bands]
    if any(band.doubtful or band.partly_doubtful for band in bands):
        found.append(Patch(facecolor=QUIET, edgecolor="white", hatch=HATCH, label="not stated as given"))
    stones = {(stone.kind, stone.doubtful) for swimmer in swimmers for stone in swimmer.picture.milestones}
    for kind, (sign, color, name) in _SIGNS.items():
        if (kind, False) in stones:
            found.append(Line2D([], [], marker=sign, color=color, linestyle="", label=name))
        if (kind, True) in stones:
            doubt = Line2D([], [], marker=sign, linestyle="", label=f"{name}, doubtful")
            doubt.set_markerfacecolor("white")
            doubt.set_markeredgecolor(color)
            found.append(doubt)
    if any(not swimmer.dead for swimmer in swimmers):
        found.append(Line2D([], [], marker=">", color=INK, linestyle="", label="alive at last contact"))
    return found
