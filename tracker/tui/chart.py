"""The marker chart as cells: lines of its scale, treatments behind, the curve, its points with whiskers, progressions, the cursor.

Refuses to show what lies after a hidden cursor, the height of a later peak included: the scale follows the drawn points.
Refuses to join two results across one that gives no number, or across months in which nobody measured.
"""

from collections.abc import Container

from tracker.projections.picture import MarkerPoint, MarkerWord, MilestoneKind, joined
from tracker.tui import palette
from tracker.tui.ascii_words import spelled
from tracker.tui.axis import ValueAxis, axis_of
from tracker.tui.grid import Grid
from tracker.tui.marks import Wish, draw_whisker, spread
from tracker.tui.palette import Paint
from tracker.tui.plot import Plot, draw_months
from tracker.tui.strips import draw_strips
from tracker.tui.treatments import draw_grounds

_LEAST_ROWS = 2
_ROWS_FOR_WORDS = 5
_ROWS_FOR_NAMES = 8
_ROWS_FOR_STRIPS = (11, 15)
"""Rows from which on there is room for the courses of one other marker under the chart, and of another."""
_ASIDE = 2
"""Cells that the sign of a result without a number may stand beside its day."""
_WORDS = "by word"
_DOUBT = "PD?"


def draw_plot(grid: Grid, plot: Plot, top: int, bottom: int) -> None:
    """Draw the chart into the rows from `top` to before `bottom`: names of treatments, the plot, its edge, months.

    On the edge stand the results that give no number, below it the courses of other markers. Names, edge and courses are
    left out where there are too few rows.
    """
    named, worded = bottom - top >= _ROWS_FOR_NAMES, bottom - top >= _ROWS_FOR_WORDS
    strips = min(sum(bottom - top >= rows for rows in _ROWS_FOR_STRIPS), max(len(plot.picture.curves) - 1, 0))
    first, last = top + named, bottom - 1 - worded - strips
    if last - first < _LEAST_ROWS:
        return
    points = plot.drawn_points()
    axis = axis_of(points, plot.unit, top=first, height=last - first, fine=plot.glyphs.dots_high)
    draw_grounds(grid, plot, top, bottom - 1, named=named)
    _draw_values(grid, plot, axis, first, last)
    _draw_curve(grid, plot, axis, points)
    _draw_progressions(grid, plot, first, bottom - 1)
    _draw_points(grid, plot, axis, points)
    _draw_doubts(grid, plot, first, last)
    if worded:
        _draw_words(grid, plot, last)
    draw_strips(grid, plot, range(bottom - 1 - strips, bottom - 1))
    _draw_cursor(grid, plot, top, bottom - 1)
    draw_months(grid, plot, bottom - 1)


def _draw_values(grid: Grid, plot: Plot, axis: ValueAxis, top: int, bottom: int) -> None:
    left = plot.scale.left
    for y in range(top, bottom):
        grid.put(left - 1, y, plot.glyphs.axis[0], palette.FAINT)
    for text, y in axis.lines():
        label = spelled(text) if plot.glyphs.ascii_only else text
        grid.put(left - 2 - len(label), y, label, palette.QUIET)
        grid.put(left - 1, y, plot.glyphs.axis[1], palette.FAINT)
        for x in range(left, plot.scale.right):
            if grid.char(x, y) == " ":
                grid.put(x, y, plot.glyphs.decade, palette.FAINT)


def _draw_curve(grid: Grid, plot: Plot, axis: ValueAxis, points: list[MarkerPoint]) -> None:
    wide, high = plot.glyphs.dots_wide, plot.glyphs.dots_high
    cells: dict[tuple[int, int], int] = {}
    faint: set[tuple[int, int]] = set()
    for one, two in joined(points, plot.drawn_words()):
        if not plot.scale.touches(one.day, two.day):
            continue
        x1, x2 = plot.scale.free_dot(one.day, wide), plot.scale.free_dot(two.day, wide)
        y1, y2 = axis.dot(one.value, high), axis.dot(two.value, high)
        steps = max(abs(x2 - x1), abs(y2 - y1), 1)
        ghost = plot.cut.ghost(two.day, two.known)
        for step in range(steps + 1):
            x, y = x1 + round((x2 - x1) * step / steps), y1 + round((y2 - y1) * step / steps)
            cell = (plot.scale.left + x // wide, axis.top + y // high)
            if not plot.scale.left <= cell[0] < plot.scale.right:
                continue
            cells[cell] = cells.get(cell, 0) | 1 << (y % high * wide + x % wide)
            if ghost:
                faint.add(cell)
    for (x, y), mask in cells.items():
        grid.put(x, y, plot.glyphs.dot_cells[mask], palette.QUIET if (x, y) in faint else palette.CURVE)


def _draw_whisker(  # noqa: PLR0913, PLR0917 - where, of what, how and over what
    grid: Grid, plot: Plot, its: MarkerPoint | MarkerWord, y: int, paint: Paint, over: Container[str]
) -> None:
    """The uncertain time of a result, cut at the cursor where the future is hidden; none where a side is open."""
    if its.earliest is None or its.latest is None or not plot.scale.touches(its.earliest, its.latest):
        return
    last = plot.scale.column_before(max(plot.cut.clip(its.latest), its.day))
    place = (y, plot.scale.column(its.earliest), last)
    draw_whisker(grid, place, plot.glyphs, paint, over=over, reaching=plot.cut.reaches_on(its.latest))


def _draw_progressions(grid: Grid, plot: Plot, top: int, bottom: int) -> None:
    """A line from top to bottom each; its uncertain time is the lanes' to show: at a decade it would be a value's."""
    blank = (" ", plot.glyphs.decade, plot.glyphs.hatch)
    for stone in plot.drawn_milestones():
        if stone.kind is not MilestoneKind.PROGRESSION:
            continue
        x = plot.scale.column(stone.day)
        paint = palette.FAINT if plot.cut.ghost(stone.day, stone.known) else palette.PROGRESSION
        for y in range(top, bottom):
            if grid.char(x, y) in blank:
                grid.put(x, y, plot.glyphs.progression, paint)


def _draw_doubts(grid: Grid, plot: Plot, top: int, bottom: int) -> None:
    """A word at the line of each progression that is only biochemical or not confirmed, in the first row with room."""
    blank = (" ", plot.glyphs.decade, plot.glyphs.hatch, plot.glyphs.progression)
    edge = plot.scale.column_before(plot.cut.clip(plot.scale.last)) + 1
    for stone in plot.drawn_milestones():
        if not stone.doubtful:
            continue
        x = min(plot.scale.column(stone.day), edge - len(_DOUBT))
        cells = range(x, x + len(_DOUBT))
        y = next((y for y in range(top, bottom) if all(grid.char(cell, y) in blank for cell in cells)), None)
        if y is not None and x >= plot.scale.left:
            paint = palette.FAINT if plot.cut.ghost(stone.day, stone.known) else palette.PROGRESSION
            grid.put(x, y, _DOUBT, paint)


def _draw_points(grid: Grid, plot: Plot, axis: ValueAxis, points: list[MarkerPoint]) -> None:
    blank = {*plot.glyphs.dot_cells, plot.glyphs.decade, plot.glyphs.hatch}
    for point in points:
        paint = palette.FAINT if plot.cut.ghost(point.day, point.known) else palette.QUIET
        _draw_whisker(grid, plot, point, axis.row(point.value), paint, blank)
    for point in (p for p in points if plot.scale.holds(p.day)):
        sign = plot.glyphs.hollow if point.comparator.startswith("<") else plot.glyphs.point
        paint = palette.FAINT if plot.cut.ghost(point.day, point.known) else palette.STRONG
        grid.put(plot.scale.column(point.day), axis.row(point.value), sign, paint)


def _draw_words(grid: Grid, plot: Plot, y: int) -> None:
    """The results that give no number, each with the way it points."""
    words = plot.drawn_words()
    if not words:
        return
    grid.put(plot.scale.left - 2 - len(_WORDS), y, _WORDS, palette.QUIET)
    for word in words:
        _draw_whisker(grid, plot, word, y, palette.FAINT, (" ", plot.glyphs.progression, plot.glyphs.hatch))
    edge = plot.scale.column_before(plot.cut.clip(plot.scale.last)) + 1
    words = [word for word in words if plot.scale.holds(word.day)]
    wishes = [Wish(column=plot.scale.column(word.day)) for word in words]
    for word, x in zip(words, spread(wishes, plot.scale.left, edge, _ASIDE), strict=True):
        if x is not None:
            ghost = plot.cut.ghost(word.day, word.known)
            grid.put(x, y, plot.glyphs.tendencies[word.tendency], palette.FAINT if ghost else palette.STRONG)


def _draw_cursor(grid: Grid, plot: Plot, top: int, bottom: int) -> None:
    x = plot.scale.column_before(plot.line_day)
    for y in range(top, bottom):
        char, paint = grid.rows[y][x]
        if char in (" ", plot.glyphs.decade, plot.glyphs.hatch):
            grid.put(x, y, plot.glyphs.cursor, Paint(palette.YELLOW, palette.CURSOR_TINT))
        else:
            grid.put(x, y, char, paint._replace(bg=palette.CURSOR_TINT))
