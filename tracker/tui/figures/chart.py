"""The chart of a case's figure: one marker on the scale that the screens have for it, treatments behind it, progressions over it.

Refuses a doubtful time without its whisker, and a line across months in which nobody measured.
"""

from collections.abc import Sequence

from matplotlib.axes import Axes
from msgspec.structs import replace

from tracker.projections.picture import (
    MarkerCurve,
    MarkerPoint,
    MarkerWord,
    Milestone,
    MilestoneKind,
    Tendency,
    joined,
)
from tracker.tui.figures.lettering import line_height, width_of, wrapped
from tracker.tui.figures.packing import Label, Wish, height_of, packed
from tracker.tui.figures.scene import Scene
from tracker.tui.figures.style import COLORS, GHOST, GHOST_TEXT, INK, POINTS, PROGRESSION, QUIET, SMALL, as_written
from tracker.tui.value_scale import NOTHING, ValueScale, scale_of, value_label

HEIGHT = 1.9
"""Inches of the axes."""
SIGNS = {Tendency.UP: "▲", Tendency.DOWN: "▼", Tendency.LEVEL: "=", Tendency.UNKNOWN: "?"}
"""Results without a number, at the foot of the chart."""
MEANINGS = {
    Tendency.UP: "▲ rising or high",
    Tendency.DOWN: "▼ falling or low",
    Tendency.LEVEL: "= normal",
    Tendency.UNKNOWN: "? another word",
}
_BOUNDS = {"<": "v", "<=": "v", ">": "^", ">=": "^"}
_FOOT, _SIGN = 0.03, 0.05
"""Where whiskers of results without a number lie, and their signs stand: parts of the axes' height."""
SHADE = 0.13
"""How much of its color the ground of a treatment has."""
_GAP = 0.06
_DOT, _SMALL_DOT, _MANY = 4.5, 2.5, 60
"""Points across a result, and of more than so many, where they would be one line."""
MOST_ROWS = 3
"""Rows of names above the chart; where there are more progressions, the caption has their names in order."""
_TICKS = 0.14
"""Inches left of the axes: the ticks of the scale, and what keeps its numbers apart from its name."""
_ROWS = int(HEIGHT / line_height(POINTS))
"""Rows of numbers that have room on the scale."""
_ASIDE, _FLOOR, _WORDS = 0.04, 0.1, 0.14
"""Below and above the scale, for results of zero or less and for those without a number: parts of its height."""


def name_of(curve: MarkerCurve) -> list[str]:
    """The marker with its unit, in lines as long as the axis."""
    return wrapped(f"{curve.analyte} ({curve.unit})" if curve.unit else curve.analyte, HEIGHT, POINTS)


def scale_of_chart(scene: Scene, curve: MarkerCurve) -> ValueScale:
    """The scale of the results that are drawn."""
    return scale_of([point.value for point in points_of(scene, curve)], curve.unit, _ROWS)


def gutter(scene: Scene, curve: MarkerCurve) -> float:
    """Inches that the axis takes, left of the chart."""
    labels = max(width_of(text, POINTS) for text, _ in _labels(scale_of_chart(scene, curve)))
    return labels + _TICKS + line_height(POINTS) * len(name_of(curve))


def head_of(scene: Scene) -> list[Label]:
    """The names of the progressions, above the chart; none where they would take more than a few rows."""
    wishes = []
    for stone in scene.stones(MilestoneKind.PROGRESSION):
        text, ghost = stone_name(stone), scene.cut.ghost(stone.day, stone.known)
        at = scene.inches(stone.day)
        wishes.append(Wish(lines=(text,), span=(at, at), width=width_of(text, SMALL), ghost=ghost))
    head = packed(wishes, (0.0, scene.breadth), _GAP)
    return head if height_of(head) <= MOST_ROWS else []


def stone_name(stone: Milestone) -> str:
    """A progression, and whether it is in doubt."""
    return f"{stone.label}?" if stone.doubtful else stone.label


def head_height(head: Sequence[Label]) -> float:
    """Inches of them; without any, half a line for the uppermost number of the scale."""
    return line_height(SMALL) * max(height_of(head), 0.5)


def words_of(scene: Scene, curve: MarkerCurve) -> list[MarkerWord]:
    """The results without a number that are drawn."""
    return [word for word in curve.words if scene.cut.drawn(word.day, word.known)]


def points_of(scene: Scene, curve: MarkerCurve) -> list[MarkerPoint]:
    """The numbers that are drawn."""
    return [point for point in curve.points if scene.cut.drawn(point.day, point.known)]


def draw_chart(axes: Axes, scene: Scene, curve: MarkerCurve, head: Sequence[Label]) -> None:
    """Draw it."""
    axes.set_ylabel("\n".join(map(as_written, name_of(curve))))
    axes.grid(axis="y", color=QUIET, alpha=0.25, linewidth=0.5)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(axis="x", labelbottom=False)
    for band in scene.bands(scene.picture.bands):
        shade = SHADE * (GHOST if scene.cut.ghost(band.start, band.known) else 1)
        axes.axvspan(band.start, scene.stop(band), color=COLORS[band.kind], alpha=shade, linewidth=0)
    points, words = points_of(scene, curve), words_of(scene, curve)
    scale = scale_of_chart(scene, curve)
    _set_scale(axes, scale, worded=bool(words))
    for before, after in joined(points, words):
        alpha = GHOST if scene.cut.ghost(after.day, after.known) else None
        heights = [_drawn_at(scale, before.value), _drawn_at(scale, after.value)]
        axes.plot([before.day, after.day], heights, color=INK, linewidth=0.8, alpha=alpha, zorder=3)
    for point in points:
        _draw_point(axes, scene, replace(point, value=_drawn_at(scale, point.value)), len(points))
    for word in words:
        _draw_word(axes, scene, word)
    _draw_progressions(axes, scene, head)


def _set_scale(axes: Axes, scale: ValueScale, *, worded: bool) -> None:
    """Its bounds, with room below for what stands at no height, and its numbers."""
    axes.set_yscale("log" if scale.log else "linear")
    below = _ASIDE + _FLOOR * scale.floored + _WORDS * worded
    axes.set_ylim(scale.value(-below), scale.value(1 + _ASIDE))
    axes.minorticks_off()
    texts, values = zip(*_labels(scale), strict=True)
    axes.set_yticks(values, texts)


def _labels(scale: ValueScale) -> list[tuple[str, float]]:
    """The numbers of the scale, each with where it stands."""
    floor = [(NOTHING, _drawn_at(scale, 0))] if scale.floored else []
    return [*floor, *((value_label(value), value) for value in scale.ticks)]


def _drawn_at(scale: ValueScale, value: float) -> float:
    """Where a value stands: on a scale of logarithms what is zero or less stands below it."""
    return scale.value(-_FLOOR) if scale.log and value <= 0 else value


def _draw_point(axes: Axes, scene: Scene, point: MarkerPoint, many: int) -> None:
    size = _DOT if many <= _MANY else _SMALL_DOT
    alpha = GHOST if scene.cut.ghost(point.day, point.known) else None
    if point.earliest is not None and point.latest is not None and point.latest > point.earliest:
        until = max(scene.cut.clip(point.latest), point.day)
        axes.plot([point.earliest, until], [point.value] * 2, color=INK, linewidth=0.6, alpha=alpha or 0.6)
    axes.plot(
        point.day, point.value, marker=_BOUNDS.get(point.comparator, "o"), markersize=size, markeredgecolor=INK,
        markerfacecolor="white" if point.comparator else INK, alpha=alpha, zorder=4,
    )  # fmt: skip


def _draw_word(axes: Axes, scene: Scene, word: MarkerWord) -> None:
    ghost = scene.cut.ghost(word.day, word.known)
    if word.earliest is not None and word.latest is not None and word.latest > word.earliest:
        until = max(scene.cut.clip(word.latest), word.day)
        axes.plot(
            [word.earliest, until], [_FOOT] * 2, transform=axes.get_xaxis_transform(), color=INK, linewidth=0.6,
            alpha=GHOST if ghost else 0.6,
        )  # fmt: skip
    axes.annotate(
        SIGNS[word.tendency], (word.day, _SIGN), xycoords=("data", "axes fraction"), ha="center", fontsize=SMALL,
        color=INK, alpha=GHOST_TEXT if ghost else None,
    )  # fmt: skip


def _draw_progressions(axes: Axes, scene: Scene, head: Sequence[Label]) -> None:
    """A line each, up to its name."""
    stones = scene.stones(MilestoneKind.PROGRESSION)
    for stone in stones:
        alpha = GHOST if scene.cut.ghost(stone.day, stone.known) else None
        way = ":" if stone.doubtful else "--"
        axes.axvline(stone.day, color=PROGRESSION, linewidth=0.8, linestyle=way, alpha=alpha)
    for label in head:
        lift = label.row * line_height(SMALL)
        if label.row:
            at = scene.day(label.stem)
            axes.plot(
                [at, at], [1, 1 + lift / HEIGHT], transform=axes.get_xaxis_transform(), color=PROGRESSION,
                linewidth=0.5, clip_on=False, alpha=GHOST_TEXT if label.wish.ghost else None,
            )  # fmt: skip
        axes.annotate(
            label.wish.lines[0], (scene.day(label.left), 1 + (lift + 0.02) / HEIGHT), xycoords=("data", "axes fraction"),
            ha="left", va="baseline", fontsize=SMALL, color=PROGRESSION,
            alpha=GHOST_TEXT if label.wish.ghost else None,
        )  # fmt: skip
