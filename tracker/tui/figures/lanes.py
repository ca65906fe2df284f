"""The lanes of a case's figure: treatments as bars, turns as dots with whiskers, each with its label in or above it.

A lane whose labels would take more than a few rows is drawn as several, one for each label. Refuses to cut a label and to lay one
over another.
"""

from collections.abc import Iterator, Sequence

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from msgspec import Struct

from tracker.projections.picture import Band, Lane, Mark, Milestone, MilestoneKind
from tracker.tui.cut import Future
from tracker.tui.figures.lettering import line_height, width_of, wrapped
from tracker.tui.figures.packing import Label, Wish, height_of, packed
from tracker.tui.figures.scene import Scene
from tracker.tui.figures.style import (
    COLORS,
    GHOST,
    GHOST_TEXT,
    HATCH,
    INK,
    ON_BARS,
    POINTS,
    QUIET,
    SMALL,
    THIN_HATCH,
    as_written,
)
from tracker.tui.palette import blend

NAMES = 1.3
"""Inches of a lane's name; a longer one takes two lines."""
_BAR, _DOT, _APART = 0.17, 0.08, 0.09
"""Inches: how high a bar is, and a dot with its whisker; what is empty between two lanes."""
_PAPER = "#ffffff"
_THIN = 0.04
"""Inches below which a bar has no white edge."""
_DESCENT = 0.036
"""Inches under the line that a label stands on."""
_PAD = 0.04
"""Inches beside a label in a bar, and between two labels."""
_WIDEST = 1.9
"""Inches of a label above; a longer one takes several lines."""
_MOST_ROWS = 4
_LONGEST = 9
"""Letters of what stands together in one label, such as two scans of a week."""


class Row(Struct, frozen=True, kw_only=True):
    """A lane and how high it is; lengths in inches."""

    lane: str
    """The lane that it is, or is a part of."""
    name: list[str]
    bands: list[Band]
    marks: list[Mark]
    inside: dict[str, str]
    """Labels that have room in their bar, by the key of the band."""
    above: list[Label]
    death: Milestone | None = None

    @property
    def label_height(self) -> float:
        """Of the labels above bars and dots."""
        return line_height(SMALL) * height_of(self.above)

    @property
    def body(self) -> float:
        """Of bars or dots."""
        return _BAR if self.bands else _DOT

    @property
    def above_middle(self) -> float:
        """From the upper edge to the middle of the bars or dots, where the name stands too."""
        return max(self.label_height + self.body / 2, self._half_name) + _APART / 2

    @property
    def height(self) -> float:
        """All of it."""
        return self.above_middle + max(self.body / 2, self._half_name) + _APART / 2

    @property
    def _half_name(self) -> float:
        return line_height(POINTS) * len(self.name) / 2


def rows_of(scene: Scene) -> list[Row]:
    """The lanes in which something is drawn."""
    rows = [row for lane in scene.picture.lanes for row in _rows(scene, lane)]
    deaths = scene.stones(MilestoneKind.DEATH)
    return [
        *rows,
        *(Row(lane="Death", name=["Death"], bands=[], marks=[], inside={}, above=[], death=death) for death in deaths),
    ]


def _rows(scene: Scene, lane: Lane) -> list[Row]:
    bands, marks = scene.bands(lane.bands), scene.marks(lane.marks)
    if not bands and not marks:
        return []
    inside: dict[str, str] = {}
    wishes = list(_mark_wishes(scene, marks))
    for band in bands:
        left, right = scene.inches(band.start), scene.inches(scene.stop(band))
        clear = not (band.doubtful or band.partly_doubtful or _halved(scene, band))
        if clear and width_of(band.label, SMALL) + 2 * _PAD <= right - left:
            inside[band.key] = band.label
        else:
            wishes.append(_wish(band.label, (left, right), ghost=scene.cut.ghost(band.start, band.known)))
    above = packed(wishes, (0.0, scene.breadth), 2 * _PAD)
    if height_of(above) > _MOST_ROWS:
        return _split(lane.name, bands, marks)
    return [
        Row(
            lane=lane.name, name=wrapped(lane.name, NAMES, POINTS), bands=bands, marks=marks, inside=inside, above=above
        )
    ]


def _halved(scene: Scene, band: Band) -> bool:
    """Whether the month ends within a treatment whose rest is dim: nothing is read on two grounds."""
    return scene.cut.future is Future.GHOST and band.start < scene.cut.end < scene.stop(band)


def _split(name: str, bands: Sequence[Band], marks: Sequence[Mark]) -> list[Row]:
    """A lane for each label: those of bars as they come, those of marks in their own order."""
    labels = (*dict.fromkeys(band.label for band in bands), *sorted({mark.label for mark in marks}))
    return [
        Row(
            lane=name,
            name=wrapped(f"{name} {label}", NAMES, POINTS),
            bands=[band for band in bands if band.label == label],
            marks=[mark for mark in marks if mark.label == label],
            inside={},
            above=[],
        )
        for label in labels
    ]


def _mark_wishes(scene: Scene, marks: Sequence[Mark]) -> Iterator[Wish]:
    """The labels of marks; of those that would touch, a few stand together in one."""
    together: list[Mark] = []
    for mark in marks:
        text = " ".join(each.label for each in (*together, mark))
        if together and not (
            scene.inches(mark.day) - scene.inches(together[-1].day) < width_of(f"{mark.label} ", SMALL)
            and len(text) <= _LONGEST
        ):
            yield _wish_of(scene, together)
            together = []
        together.append(mark)
    if together:
        yield _wish_of(scene, together)


def _wish_of(scene: Scene, marks: Sequence[Mark]) -> Wish:
    span = (scene.inches(marks[0].day), scene.inches(marks[-1].day))
    ghost = all(scene.cut.ghost(mark.day, mark.known) for mark in marks)
    return _wish(" ".join(mark.label for mark in marks), span, ghost=ghost)


def _wish(text: str, span: tuple[float, float], *, ghost: bool) -> Wish:
    parts = text.split(", ")
    ended = [*(f"{part}," for part in parts[:-1]), parts[-1]] if width_of(text, SMALL) > _WIDEST else [text]
    lines = tuple(line for part in ended for line in wrapped(part, _WIDEST, SMALL))
    return Wish(lines=lines, span=span, width=max(width_of(line, SMALL) for line in lines), ghost=ghost)


def draw_lanes(axes: Axes, scene: Scene, rows: Sequence[Row]) -> None:
    """Draw them; the axes are measured in inches from their upper edge."""
    top = 0.0
    middles = []
    for row in rows:
        middle = top + row.above_middle
        middles.append(middle)
        for band in row.bands:
            _draw_band(axes, scene, band, (middle, row.inside.get(band.key, "")))
        for mark in row.marks:
            ghost = scene.cut.ghost(mark.day, mark.known)
            _draw_whisker(axes, scene, (mark.earliest, mark.latest, mark.day), middle, ghost=ghost)
            axes.plot(mark.day, middle, marker="o", markersize=2.6, color=INK, alpha=GHOST if ghost else None)
        for label in row.above:
            _draw_label(axes, scene, label, middle - row.body / 2)
        if row.death is not None:
            death = row.death
            ghost = scene.cut.ghost(death.day, death.known)
            _draw_whisker(axes, scene, (death.earliest, death.latest, death.day), middle, ghost=ghost)
            axes.plot(death.day, middle, marker="X", markersize=6, color=INK, linestyle="", alpha=GHOST if ghost else 1)
        top += row.height
    axes.set_ylim(max(top, _APART), 0)
    axes.set_yticks(middles, ["\n".join(map(as_written, row.name)) for row in rows])
    axes.tick_params(axis="y", length=0)
    axes.spines[["top", "right", "left"]].set_visible(False)


def _draw_label(axes: Axes, scene: Scene, label: Label, base: float) -> None:
    """A label above its place; a line leads to one that stands higher."""
    at, foot = scene.day(label.stem), base - label.row * line_height(SMALL)
    if label.row:
        axes.plot(
            [at, at], [base, foot], color=QUIET, linewidth=0.4, zorder=1, alpha=GHOST_TEXT if label.wish.ghost else None
        )
    for number, line in enumerate(reversed(label.wish.lines)):
        axes.text(
            scene.day(label.left), foot - _DESCENT - number * line_height(SMALL), as_written(line), ha="left", va="baseline",
            fontsize=SMALL, color=INK, alpha=GHOST_TEXT if label.wish.ghost else None, zorder=4,
        )  # fmt: skip


def _draw_band(axes: Axes, scene: Scene, band: Band, place: tuple[float, str]) -> None:
    middle, label = place
    start, stop, late = band.start, scene.stop(band), scene.cut.ghost(band.start, band.known)
    _draw_whisker(axes, scene, (band.start_earliest, band.start_latest, start), middle, ghost=late)
    if band.stop is not None and not scene.cut.goes_on(band.stop):
        bounds = (band.stop_earliest, band.stop_latest, stop)
        _draw_whisker(axes, scene, bounds, middle, ghost=scene.cut.ghost(band.stop, band.known))
    end = scene.cut.end if _halved(scene, band) and not late else stop
    _draw_box(axes, scene, band, (start, end, middle), ghost=late)
    if end < stop:
        _draw_box(axes, scene, band, (end, stop, middle), ghost=True)
    if label:
        color = INK if late else ON_BARS[band.kind]
        axes.text(
            (start + stop) / 2, middle, as_written(label), ha="center", va="center_baseline", fontsize=SMALL, color=color, zorder=4,
            alpha=GHOST_TEXT if late else None,
        )  # fmt: skip
    if scene.cut.goes_on(band.stop):
        axes.plot(stop, middle, marker=">", markersize=4, color=COLORS[band.kind], clip_on=False, zorder=3)


def _draw_box(axes: Axes, scene: Scene, band: Band, place: tuple[float, float, float], *, ghost: bool) -> None:
    start, stop, middle = place
    # What was given on one day is seen too; its edge would hide it.
    thin = scene.inches(stop) - scene.inches(start) < _THIN
    stop = max(stop, start + _THIN / 2 * (scene.day(1) - scene.day(0)))
    doubt = HATCH if band.doubtful else THIN_HATCH if band.partly_doubtful else None
    color, edge = COLORS[band.kind], "none" if thin else "white"
    face = blend(color, _PAPER, GHOST) if ghost else color
    box = Rectangle(
        (start, middle - _BAR / 2), stop - start, _BAR, facecolor=face, edgecolor=edge, linewidth=0.5,
        hatch=doubt, zorder=2,
    )  # fmt: skip
    axes.add_patch(box)


def _draw_whisker(
    axes: Axes, scene: Scene, bounds: tuple[float | None, float | None, float], middle: float, *, ghost: bool
) -> None:
    earliest, latest, day = bounds
    if earliest is None or latest is None or latest <= earliest:
        return
    ends = [min(earliest, day), max(scene.cut.clip(latest), day)]
    alpha = GHOST if ghost else None
    axes.plot(ends, [middle] * 2, color=QUIET, linewidth=0.7, marker="|", markersize=3, alpha=alpha, zorder=1)
