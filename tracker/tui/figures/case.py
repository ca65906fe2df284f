"""A case as a figure: a marker over the lanes of treatment and events, on one time scale.

Every length is set before anything is drawn, so that nothing is cut. Refuses to draw what lies after its month.
"""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from msgspec.structs import replace

from tracker.decisions.refused import Refused
from tracker.tui.figures import chart
from tracker.tui.figures.explained import explained
from tracker.tui.figures.key import draw_key, key_height, treatment_handles
from tracker.tui.figures.lanes import draw_lanes, rows_of
from tracker.tui.figures.lettering import line_height, width_of
from tracker.tui.figures.scene import Scene
from tracker.tui.figures.style import (
    EDGE,
    POINTS,
    QUIET,
    WIDTH,
    caption_height,
    caption_lines,
    write_caption,
)

MOST_HEIGHT = 60.0
"""Inches: more is no figure, and as pixels more than a machine may hold."""
_BESIDE = 0.1
"""Inches between the names of the lanes and the axes."""
_BETWEEN = 0.12
"""Inches between chart and lanes."""
_AXIS = 0.1
"""Inches of the ticks, and between them, their numbers and their name."""
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)


def draw_case(scene: Scene) -> Figure:
    """Draw it: a key of its colors, the chart, the lanes, and a caption that explains the rest.

    Raises:
        Refused: where the lanes need more than `MOST_HEIGHT`.
    """
    names = max((width_of(line, POINTS) for row in rows_of(scene) for line in row.name), default=0.0)
    axis = chart.gutter(scene, scene.curve) if scene.curve else 0.0
    scene = replace(scene, left=max(names + _BESIDE, axis) + EDGE)
    rows = rows_of(scene)
    head = chart.head_of(scene) if scene.curve else []
    shades = scene.bands(scene.picture.bands) if scene.curve else ()
    key = treatment_handles((band for row in rows for band in row.bands), shades, chart.SHADE)
    top = key_height(key) + (chart.head_height(head) + EDGE if scene.curve else EDGE)
    deep = max(sum(row.height for row in rows), line_height(POINTS))
    caption = caption_lines(" · ".join((scene.caption, *explained(scene, rows))))
    below = 2 * line_height(POINTS) + _AXIS + caption_height(caption)
    height = top + (chart.HEIGHT + _BETWEEN if scene.curve else 0) + deep + below
    if height > MOST_HEIGHT:
        raise Refused(f"the figure would be {height:.0f} inches high; draw an earlier month, which has fewer lanes")
    figure = Figure(figsize=(WIDTH, height))
    place = (scene.left / WIDTH, below / height, scene.breadth / WIDTH, deep / height)
    axes = None
    if scene.curve:
        above = (place[0], (below + deep + _BETWEEN) / height, place[2], chart.HEIGHT / height)
        axes = figure.add_axes(above)
        chart.draw_chart(axes, scene, scene.curve, head)
        _draw_cursor(axes, scene)
    lanes = figure.add_axes(place, sharex=axes)
    draw_lanes(lanes, scene, rows)
    _draw_cursor(lanes, scene)
    _draw_months(lanes, scene)
    draw_key(figure, key)
    write_caption(figure, caption)
    return figure


def _draw_cursor(axes: Axes, scene: Scene) -> None:
    """Where the month ends, if more than that is drawn."""
    if scene.marks_month:
        axes.axvline(scene.cut.end, color=QUIET, linewidth=0.6, linestyle=(0, (1, 2)), zorder=0)


def _draw_months(axes: Axes, scene: Scene) -> None:
    count = len(scene.months) - 1
    label = max(width_of(str(scene.first + number), POINTS) for number in (0, count)) + _BESIDE
    step = next((step for step in _STEPS if count / step * label <= scene.breadth), count)
    ticks = [number for number in range(count + 1) if (scene.first + number) % step == 0]
    axes.set_xticks([scene.months[number] for number in ticks], [str(scene.first + number) for number in ticks])
    axes.set_xlim(*scene.limits)
    axes.set_xlabel(f"months from {scene.origin}")
