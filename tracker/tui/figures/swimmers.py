"""A cohort as a swimmer plot: a lane per patient, treatments as bars, turns as signs. Refuses to hide how many there are.

Lanes are in the order of their length, the longest first, as readers of swimmer plots expect.
"""

from math import ceil

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from msgspec import Struct

from tracker.projections.chronicle import Chronicle
from tracker.projections.picture import Band, BandKind, Milestone, MilestoneKind, Picture
from tracker.tui.cut import Cut
from tracker.tui.figures.lettering import line_height, width_of
from tracker.tui.figures.style import (
    COLORS,
    EDGE,
    GHOST,
    HATCH,
    INK,
    POINTS,
    PROGRESSION,
    QUIET,
    SMALL,
    WIDTH,
    as_written,
    caption_height,
    caption_lines,
    write_caption,
)
from tracker.values.durations import DAYS_PER_MONTH

_LANE = 0.24
"""Inches of a lane."""
_HANDLE = 0.36
"""Inches of a sign of the legend and of what is empty beside it."""
_BESIDE = 0.1
"""Inches between the names and the axes."""
_BAR = 0.62
"""Of a lane."""
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
    """The day of the last fact that is drawn: at a death nothing follows."""
    dead: bool
    cut: Cut

    def month(self, day: float) -> float:
        """A day in months from the lane's origin."""
        return (day - self.origin) / DAYS_PER_MONTH

    @property
    def bands(self) -> list[Band]:
        """The treatments that are drawn."""
        return [band for band in self.picture.bands if self.cut.drawn(band.start, band.known)]

    @property
    def stones(self) -> list[Milestone]:
        """The turns that are drawn."""
        stones = self.picture.milestones
        return [stone for stone in stones if stone.kind in _SIGNS and self.cut.drawn(stone.day, stone.known)]


def swimmer_of(patient: str, picture: Picture, chronicle: Chronicle, origin: float, cut: Cut) -> Swimmer:
    """The lane of a case.

    Args:
        patient: Whose.
        picture: What is drawn of it.
        chronicle: Everything in the record: the last fact may be one that is not drawn.
        origin: The day that its months are counted from.
        cut: Where the drawing ends.
    """
    stones = [stone for stone in picture.milestones if cut.drawn(stone.day, stone.known)]
    death = [stone.day for stone in stones if stone.kind is MilestoneKind.DEATH]
    tracks = [track for group in chronicle.groups for track in group.tracks]
    days = [dot.day for track in tracks for dot in track.dots if cut.drawn(dot.day, dot.known)]
    days += [band.start for track in tracks for band in track.bands if cut.drawn(band.start, band.known)]
    days += [stone.day for stone in stones]
    last = death[0] if death else max(days, default=picture.first_day)
    return Swimmer(patient=patient, picture=picture, origin=origin, last=last, dead=bool(death), cut=cut)


def draw_swimmers(swimmers: list[Swimmer], axis: str, caption: str) -> Figure:
    """Draw them.

    Args:
        swimmers: One per patient.
        axis: What the months are counted from, in words.
        caption: What is written below.
    """
    ordered = sorted(swimmers, key=lambda its: (-its.month(its.last), its.patient))
    legend = _legend(ordered)
    columns = _columns([width_of(str(each.get_label()), SMALL) + _HANDLE for each in legend])
    lines = caption_lines(caption)
    left = max(width_of(its.patient, POINTS) for its in ordered) + _BESIDE + EDGE
    deep, below = _LANE * max(len(ordered), 2), 2 * line_height(POINTS) + _BESIDE + caption_height(lines)
    top = line_height(SMALL) * ceil(len(legend) / columns) + 2 * EDGE
    height = below + deep + top
    figure = Figure(figsize=(WIDTH, height))
    axes = figure.add_axes((left / WIDTH, below / height, (WIDTH - left - 2 * EDGE) / WIDTH, deep / height))
    for row, swimmer in enumerate(ordered):
        _draw(axes, swimmer, row)
    axes.set_yticks(range(len(ordered)), [as_written(its.patient) for its in ordered])
    axes.set_ylim(len(ordered) - 0.4, -0.6)
    axes.set_xlabel(f"months from {axis}")
    axes.tick_params(axis="y", length=0)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.margins(x=0.02)
    figure.legend(
        handles=legend, loc="upper left", bbox_to_anchor=(0, 1), ncols=columns, frameon=False, fontsize=SMALL,
        handlelength=1.6, handletextpad=0.5, columnspacing=0.8, labelspacing=0.25, borderaxespad=0.2,
    )  # fmt: skip
    write_caption(figure, lines)
    return figure


def _draw(axes: Axes, swimmer: Swimmer, row: int) -> None:
    begin, end = swimmer.month(swimmer.picture.first_day), swimmer.month(swimmer.last)
    axes.plot([begin, end], [row, row], color=QUIET, linewidth=0.8, zorder=0)
    for band in swimmer.bands:
        start = swimmer.month(band.start)
        stop = end if band.stop is None or swimmer.cut.goes_on(band.stop) else swimmer.month(band.stop)
        doubt = HATCH if band.doubtful else HATCH[:2] if band.partly_doubtful else None
        axes.add_patch(
            Rectangle(
                (start, row - _BAR / 2), max(stop - start, 0), _BAR, facecolor=COLORS[band.kind], zorder=1,
                edgecolor="white", linewidth=0.4, hatch=doubt,
                alpha=GHOST if swimmer.cut.ghost(band.start, band.known) else None,
            )
        )  # fmt: skip
    for stone in swimmer.stones:
        _draw_stone(axes, swimmer, stone, row)
    if not swimmer.dead:
        axes.plot(end, row, marker=">", markersize=5, color=INK, linestyle="")


def _draw_stone(axes: Axes, swimmer: Swimmer, stone: Milestone, row: int) -> None:
    sign, color, _ = _SIGNS[stone.kind]
    alpha = GHOST if swimmer.cut.ghost(stone.day, stone.known) else None
    if stone.earliest is not None and stone.latest is not None and stone.latest > stone.earliest:
        until = max(swimmer.cut.clip(stone.latest), stone.day)
        bounds = [swimmer.month(stone.earliest), swimmer.month(until)]
        axes.plot(bounds, [row, row], color=color, linewidth=0.8, zorder=3, alpha=alpha)
    face = "white" if stone.doubtful else color
    axes.plot(
        swimmer.month(stone.day), row, marker=sign, markersize=5, markerfacecolor=face, markeredgecolor=color,
        linestyle="", zorder=4, alpha=alpha,
    )  # fmt: skip


def _columns(widths: list[float]) -> int:
    """The most columns of a legend, filled one after the other, that have room beside each other."""
    for columns in range(5, 1, -1):
        rows = ceil(len(widths) / columns)
        if sum(max(widths[at : at + rows]) for at in range(0, len(widths), rows)) <= WIDTH - 2 * EDGE:
            return columns
    return 1


def _legend(swimmers: list[Swimmer]) -> list[Patch | Line2D]:
    bands = [band for swimmer in swimmers for band in swimmer.bands]
    kinds = {band.kind for band in bands}
    found: list[Patch | Line2D] = [Patch(color=COLORS[kind], label=kind.value) for kind in BandKind if kind in kinds]
    if any(band.doubtful or band.partly_doubtful for band in bands):
        found.append(Patch(facecolor=QUIET, edgecolor="white", hatch=HATCH, label="not stated as given"))
    stones = {(stone.kind, stone.doubtful) for swimmer in swimmers for stone in swimmer.stones}
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
