"""A cohort as a swimmer plot: a lane per patient, treatments as bars, turns as signs. Refuses to hide how many there are.

Lanes are in the order in which they are given: that of the screen, or of the command.
"""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from msgspec import Struct

from tracker.projections.chronicle import Chronicle
from tracker.projections.picture import Band, Milestone, MilestoneKind, Picture
from tracker.tui.cut import Cut, Future
from tracker.tui.figures.key import Handle, draw_key, key_height, treatment_handles
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
    THIN_HATCH,
    WIDTH,
    as_written,
    caption_height,
    caption_lines,
    write_caption,
)
from tracker.tui.palette import blend
from tracker.values.durations import DAYS_PER_MONTH

_LANE = 0.24
"""Inches of a lane."""
_BESIDE = 0.1
"""Inches between the names and the axes."""
_BAR = 0.62
"""Of a lane."""
_THIN_DAYS = 7
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

    def stop(self, band: Band) -> float:
        """Where a treatment ends on paper: one that goes on at the last fact, or with the month after which all is hidden."""
        if band.stop is not None and not self.cut.goes_on(band.stop):
            return max(band.stop, band.start)
        return max(self.cut.clip(self.picture.last_day) if self.cut.future is Future.HIDDEN else self.last, band.start)

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
        swimmers: One per patient, from the top.
        axis: What the months are counted from, in words.
        caption: What is written below.
    """
    legend = _legend(swimmers)
    lines = caption_lines(caption)
    left = max(width_of(its.patient, POINTS) for its in swimmers) + _BESIDE + EDGE
    deep, below = _LANE * max(len(swimmers), 2), 2 * line_height(POINTS) + _BESIDE + caption_height(lines)
    top = key_height(legend)
    height = below + deep + top
    figure = Figure(figsize=(WIDTH, height))
    axes = figure.add_axes((left / WIDTH, below / height, (WIDTH - left - 2 * EDGE) / WIDTH, deep / height))
    for row, swimmer in enumerate(swimmers):
        _draw(axes, swimmer, row)
    axes.set_yticks(range(len(swimmers)), [as_written(its.patient) for its in swimmers])
    axes.set_ylim(len(swimmers) - 0.4, -0.6)
    axes.set_xlabel(f"months from {axis}")
    axes.tick_params(axis="y", length=0)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.margins(x=0.02)
    draw_key(figure, legend)
    write_caption(figure, lines)
    return figure


def _draw(axes: Axes, swimmer: Swimmer, row: int) -> None:
    # A treatment that goes on is given to somebody who lives: the lane of the living ends at no earlier day.
    stops = [] if swimmer.dead else [swimmer.stop(band) for band in swimmer.bands]
    begin, end = swimmer.month(swimmer.picture.first_day), swimmer.month(max([swimmer.last, *stops]))
    axes.plot([begin, end], [row, row], color=QUIET, linewidth=0.8, zorder=0)
    for band in swimmer.bands:
        _draw_band(axes, swimmer, band, row)
    for stone in swimmer.stones:
        _draw_stone(axes, swimmer, stone, row)
    if not swimmer.dead:
        axes.plot(end, row, marker=">", markersize=5, color=INK, linestyle="", zorder=5)


def _draw_band(axes: Axes, swimmer: Swimmer, band: Band, row: int) -> None:
    """A treatment; what of it is still to come is dim, and what goes on reaches to where the drawing ends."""
    cut, stop = swimmer.cut, swimmer.stop(band)
    dim_from = max(band.start, cut.end) if cut.future is Future.GHOST else stop
    doubt = HATCH if band.doubtful else THIN_HATCH if band.partly_doubtful else None
    for begin, end, ghost in ((band.start, min(stop, dim_from), False), (dim_from, stop, True)):
        if end < begin or (end == begin and begin != band.start):
            continue
        color = blend(COLORS[band.kind], "#ffffff", GHOST) if ghost else COLORS[band.kind]
        days = end - begin
        box = Rectangle(
            (swimmer.month(begin), row - _BAR / 2), days / DAYS_PER_MONTH, _BAR, facecolor=color, linewidth=0.4,
            # The edge of what was given for a day or two would hide it.
            edgecolor=color if days < _THIN_DAYS else "white", hatch=doubt, zorder=1,
        )  # fmt: skip
        axes.add_patch(box)


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


def _legend(swimmers: list[Swimmer]) -> list[Handle]:
    found = treatment_handles(band for swimmer in swimmers for band in swimmer.bands)
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
