"""A case as a figure: a marker on a log scale over the lanes of treatment and events, on one time scale.

Refuses to draw what lies after its month, a doubtful time without its whisker, and a line across months in which nobody measured.
"""

from collections.abc import Iterator, Sequence
from math import ceil, floor, log10

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from msgspec import Struct

from tracker.cli.figures.style import COLORS, HATCH, INK, POINTS, PROGRESSION, QUIET, caption_of, new_figure
from tracker.projections.picture import (
    Band,
    Lane,
    Mark,
    MarkerCurve,
    MarkerPoint,
    MilestoneKind,
    Picture,
    Tendency,
    joined,
)
from tracker.tui.cut import Cut

_WIDTH, _CHART, _LANE = 7.2, 2.4, 0.24
"""Inches: two columns of a journal, the chart, a lane."""
_BAR = 0.7
_MARGIN = 0.02
_DRAWN_WIDTH = 6.3
"""Inches between the names of the lanes and the right edge."""
_LETTER = 0.062
"""Inches of a letter of a label."""
_LEAST_LABEL = 4
"""Letters below which a cut label is left out."""
_WORDS = {Tendency.UP: "▲", Tendency.DOWN: "▼", Tendency.LEVEL: "=", Tendency.UNKNOWN: "?"}


class Scene(Struct, frozen=True, kw_only=True):
    """What a figure is of."""

    picture: Picture
    months: tuple[float, ...]
    """The day on which each month begins, and the end of the last."""
    first: int
    """The first month."""
    cut: Cut
    curve: MarkerCurve | None
    caption: str

    @property
    def end(self) -> float:
        """Where drawing ends."""
        return self.cut.end


def draw_case(scene: Scene) -> Figure:
    """Draw it."""
    lanes = [lane for lane in scene.picture.lanes if _bands(scene, lane.bands) or _marks(scene, lane.marks)]
    height = 0.6 + (_CHART if scene.curve else 0) + _LANE * max(len(lanes), 1)
    figure = new_figure(_WIDTH, height)
    rows = [_CHART, _LANE * max(len(lanes), 1)] if scene.curve else [1.0]
    grid = figure.subplots(len(rows), 1, sharex=True, height_ratios=rows, squeeze=False)
    axes = [row[0] for row in grid]
    if scene.curve:
        _draw_chart(axes[0], scene, scene.curve)
    _draw_lanes(axes[-1], scene, lanes)
    _draw_months(axes[-1], scene)
    caption_of(figure, " · ".join((scene.caption, *_explained(scene))))
    return figure


def _explained(scene: Scene) -> Iterator[str]:
    """What of the signs no axis names, where they are drawn."""
    words = (
        [word.tendency for word in scene.curve.words if scene.cut.drawn(word.day, word.known)] if scene.curve else []
    )
    if words:
        yield f"{' '.join(_WORDS[each] for each in Tendency if each in words)} results in words"
    if any(band.doubtful or band.partly_doubtful for band in _bands(scene, scene.picture.bands)):
        yield "hatched: not stated as given"


def _bands(scene: Scene, bands: Sequence[Band]) -> list[Band]:
    return [band for band in bands if scene.cut.drawn(band.start, band.known)]


def _marks(scene: Scene, marks: Sequence[Mark]) -> list[Mark]:
    return [mark for mark in marks if scene.cut.drawn(mark.day, mark.known)]


def _draw_months(axes: Axes, scene: Scene) -> None:
    count = len(scene.months) - 1
    step = next(step for step in (1, 2, 3, 6, 12, 24, 60, 120) if count / step <= 16 or step == 120)  # noqa: PLR2004 - labels that have room
    ticks = [number for number in range(count + 1) if (scene.first + number) % step == 0]
    axes.set_xticks([scene.months[number] for number in ticks], [str(scene.first + number) for number in ticks])
    aside = (scene.months[-1] - scene.months[0]) * _MARGIN
    axes.set_xlim(scene.months[0] - aside, scene.months[-1] + aside)
    axes.set_xlabel("months from the origin")


def _draw_chart(axes: Axes, scene: Scene, curve: MarkerCurve) -> None:
    axes.set_yscale("log")
    axes.set_ylabel(f"{curve.analyte} ({curve.unit})" if curve.unit else curve.analyte)
    axes.grid(axis="y", color=QUIET, alpha=0.25, linewidth=0.5)
    axes.spines[["top", "right"]].set_visible(False)
    for band in _bands(scene, scene.picture.bands):
        axes.axvspan(band.start, _stop(scene, band), color=COLORS[band.kind], alpha=0.13, linewidth=0)
    _set_decades(axes, curve)
    points = [point for point in curve.points if scene.cut.drawn(point.day, point.known)]
    words = [word for word in curve.words if scene.cut.drawn(word.day, word.known)]
    for before, after in joined(points, words):
        axes.plot([before.day, after.day], [before.value, after.value], color=INK, linewidth=0.8, zorder=3)
    for point in points:
        _draw_point(axes, scene, point)
    for word in words:
        place = (word.day, 0.02)
        axes.annotate(
            _WORDS[word.tendency], place, xycoords=("data", "axes fraction"), ha="center", fontsize=POINTS, color=INK
        )
    for stone in scene.picture.milestones:
        if stone.kind is MilestoneKind.PROGRESSION and scene.cut.drawn(stone.day, stone.known):
            axes.axvline(stone.day, color=PROGRESSION, linewidth=0.8, linestyle=":" if stone.doubtful else "--")
            place = (stone.day, 1.0)
            label = f"{stone.label}?" if stone.doubtful else stone.label
            axes.annotate(label, place, xycoords=("data", "axes fraction"), ha="center", va="bottom", color=PROGRESSION)


def _set_decades(axes: Axes, curve: MarkerCurve) -> None:
    """Whole decades, and half of one below for what was said in words."""
    values = [point.value for point in curve.points if point.value > 0]
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    axes.set_ylim(10 ** (low - 0.5), 10 ** (max(high, low + 1) + 0.15))


def _draw_point(axes: Axes, scene: Scene, point: MarkerPoint) -> None:
    if point.earliest is not None and point.latest is not None and point.latest > point.earliest:
        until = scene.cut.clip(point.latest)
        axes.plot([point.earliest, max(until, point.day)], [point.value] * 2, color=INK, linewidth=0.6, alpha=0.6)
    face = "white" if point.comparator else INK
    axes.plot(point.day, point.value, marker="o", markersize=4, markerfacecolor=face, markeredgecolor=INK, zorder=4)
    if point.comparator:
        axes.annotate(
            f"{point.comparator}{point.value:g}", (point.day, point.value), xytext=(4, 3), textcoords="offset points"
        )


def _draw_lanes(axes: Axes, scene: Scene, lanes: Sequence[Lane]) -> None:
    for number, lane in enumerate(lanes):
        for band in _bands(scene, lane.bands):
            _draw_band(axes, scene, band, number)
        marks = _marks(scene, lane.marks)
        for mark in marks:
            _draw_whisker(axes, scene, (mark.earliest, mark.latest), mark.day, number)
        for day, label in _labels(scene, marks):
            axes.text(
                day, number, label, ha="center", va="center", fontsize=POINTS - 1, color=INK,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.4, "alpha": 0.8},
            )  # fmt: skip
    axes.axvline(min(scene.end, scene.months[-1]), color=QUIET, linewidth=0.6)
    axes.set_ylim(max(len(lanes), 1) - 0.4, -0.6)
    axes.set_yticks(range(len(lanes)), [lane.name for lane in lanes])
    axes.tick_params(axis="y", length=0)
    axes.spines[["top", "right", "left"]].set_visible(False)


def _letters(scene: Scene, days: float) -> int:
    """How many letters have room in some days."""
    return int(days / (scene.months[-1] - scene.months[0]) * _DRAWN_WIDTH / _LETTER)


def _labels(scene: Scene, marks: Sequence[Mark]) -> Iterator[tuple[float, str]]:
    """Day and text of every mark; those that would lie over each other stand beside each other, in order."""
    days: list[float] = []
    words: list[str] = []
    for mark in sorted(marks, key=lambda each: each.day):
        if words and _letters(scene, mark.day - days[-1]) <= len(" ".join(words)):
            days.append(mark.day)
            words.append(mark.label)
            continue
        if words:
            yield sum(days) / len(days), " ".join(words)
        days, words = [mark.day], [mark.label]
    if words:
        yield sum(days) / len(days), " ".join(words)


def _stop(scene: Scene, band: Band) -> float:
    return scene.cut.clip(scene.months[-1] if band.stop is None else band.stop)


def _draw_band(axes: Axes, scene: Scene, band: Band, row: int) -> None:
    start, stop = band.start, _stop(scene, band)
    _draw_whisker(axes, scene, (band.start_earliest, band.start_latest), start, row)
    if band.stop is not None:
        _draw_whisker(axes, scene, (band.stop_earliest, band.stop_latest), stop, row)
    doubt = HATCH if band.doubtful else HATCH[:2] if band.partly_doubtful else None
    box = Rectangle(
        (start, row - _BAR / 2),
        stop - start,
        _BAR,
        facecolor=COLORS[band.kind],
        zorder=2,
        edgecolor="white",
        hatch=doubt,
    )
    axes.add_patch(box)
    room = _letters(scene, stop - start)
    label = band.label if len(band.label) <= room else f"{band.label[: room - 1]}…" if room >= _LEAST_LABEL else ""
    place = (start + (stop - start) / 2, row)
    axes.text(*place, label, ha="center", va="center", fontsize=POINTS - 2, color="white", zorder=3)
    if band.stop is None and stop >= scene.end:
        axes.annotate(
            "", (stop, row), xytext=(-6, 0), textcoords="offset points", arrowprops={"arrowstyle": "->", "color": INK}
        )


def _draw_whisker(axes: Axes, scene: Scene, bounds: tuple[float | None, float | None], day: float, row: int) -> None:
    earliest, latest = bounds
    if earliest is None or latest is None or latest <= earliest:
        return
    axes.plot([earliest, max(scene.cut.clip(latest), day)], [row, row], color=QUIET, linewidth=0.7, zorder=0)
