"""The marker chart as cells: decades, treatments behind, the curve, its points with whiskers, progressions, the cursor.

Refuses to show what lies after a hidden cursor, the height of a later peak included: the decades follow the drawn points.
"""

from collections.abc import Iterable
from itertools import pairwise
from math import ceil, floor, log10

from msgspec import Struct

from tracker.projections.picture import Band, MarkerCurve, MarkerPoint, MilestoneKind, Picture
from tracker.projections.sheet import Sheet
from tracker.tui import palette
from tracker.tui.cut import Cut, Future
from tracker.tui.glyphs import Glyphs
from tracker.tui.grid import Grid, fit
from tracker.tui.palette import Paint
from tracker.tui.scale import TimeScale

_LEAST_DECADES = 2
_ROWS_FOR_NAMES = 6
_FAR_DAYS = 92
"""Between results further apart than a quarter the curve is only hinted at: nobody measured there."""
_HINT_STEPS = 4
_THOUSANDS = ((9, "G"), (6, "M"), (3, "k"))


class LogAxis(Struct, frozen=True, kw_only=True):
    """Values to rows, by decades; row `top` holds the highest."""

    low: int
    high: int
    top: int
    height: int
    fine: int
    """Dots in a row, so that a point lies on its curve."""

    def dot(self, value: float, per_row: int) -> int:
        """The dot of a value, counted from the top edge; what is not above zero lies on the floor."""
        dots = self.height * per_row
        if value <= 0:
            return dots - 1
        share = (self.high - log10(value)) / (self.high - self.low)
        return min(max(round(share * (dots - 1)), 0), dots - 1)

    def row(self, value: float) -> int:
        """The row of a value."""
        return self.top + self.dot(value, self.fine) // self.fine


def axis_of(points: Iterable[MarkerPoint], *, top: int, height: int, fine: int = 1) -> LogAxis:
    """An axis of whole decades around the points, two at least."""
    values = [point.value for point in points if point.value > 0] or [10.0, 1000.0]
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    low = min(low, high - _LEAST_DECADES)
    return LogAxis(low=low, high=high, top=top, height=height, fine=fine)


def decade_label(exponent: int) -> str:
    """A power of ten as short as an axis wants it.

    >>> [decade_label(n) for n in (-1, 0, 2, 3, 5, 6)]
    ['0.1', '1', '100', '1k', '100k', '1M']
    """
    if exponent < 0:
        return f"{10.0**exponent:g}"
    for least, sign in _THOUSANDS:
        if exponent >= least:
            return f"{10 ** (exponent - least)}{sign}"
    return str(10**exponent)


class Plot(Struct, frozen=True, kw_only=True):
    """What a chart is drawn from: a curve of the picture, the whole time scale, where it is cut, and with which signs."""

    picture: Picture
    curve: MarkerCurve | None
    scale: TimeScale
    cut: Cut
    glyphs: Glyphs
    sheets: tuple[Sheet, ...]
    """For the months under the chart."""

    def title(self) -> str:
        """The analyte and its unit, and what a hollow point means."""
        if self.curve is None:
            return "no marker with numbers"
        return f"{self.curve.analyte} {self.curve.unit}, log10   {self.glyphs.hollow} below limit"

    def drawn_points(self) -> list[MarkerPoint]:
        """The points that are drawn, in order of living."""
        points = self.curve.points if self.curve is not None else ()
        return [p for p in points if self.cut.drawn(p.day, p.known)]


def draw_plot(grid: Grid, plot: Plot, top: int, bottom: int) -> None:
    """Draw the chart into the rows from `top` to before `bottom`: names of treatments, the plot, months."""
    named = bottom - top >= _ROWS_FOR_NAMES
    first, last = top + named, bottom - 1
    if last - first < _LEAST_DECADES:
        return
    points = plot.drawn_points()
    axis = axis_of(points, top=first, height=last - first, fine=plot.glyphs.dots_high)
    _draw_treatments(grid, plot, top, last, named=named)
    _draw_decades(grid, plot, axis)
    _draw_curve(grid, plot, axis, points)
    _draw_progressions(grid, plot, axis)
    _draw_points(grid, plot, axis, points)
    _draw_cursor(grid, plot, top, bottom)
    draw_months(grid, plot, last)


def band_columns(band: Band, plot: Plot) -> list[tuple[int, bool]]:
    """The columns of a treatment that are drawn, each with whether it is a ghost."""
    cut, scale = plot.cut, plot.scale
    if not cut.drawn(band.start, band.known):
        return []
    end = cut.clip(scale.last if band.stop is None else band.stop)
    late = not cut.past(band.start, band.known)
    cursor = scale.column_before(cut.end)
    return [
        (column, cut.future is Future.GHOST and (late or column > cursor)) for column in scale.columns(band.start, end)
    ]


def _draw_treatments(grid: Grid, plot: Plot, top: int, bottom: int, *, named: bool) -> None:
    free = plot.scale.left
    bands = sorted(plot.picture.bands, key=lambda b: b.start)
    drawn = [(band, columns) for band in bands if (columns := band_columns(band, plot))]
    for number, (band, columns) in enumerate(drawn):
        for column, ghost in columns:
            ground = palette.band_ground(band.kind, number, ghost=ghost)
            for y in range(top, bottom):
                grid.tint(column, y, ground)
                if band.doubtful and (column + y) % 4 == 0 and y > top:
                    grid.put(column, y, plot.glyphs.hatch, Paint(palette.hatch_ink(band.kind, ghost=ghost)))
        if named:
            begin = max(columns[0][0], free)
            ink = Paint(palette.band_ink(band.kind, ghost=columns[0][1]))
            room = _room_for_name(plot, band, begin)
            if room > 1:
                free = grid.put(begin, top, fit(band.label, room, plot.glyphs.ellipsis), ink) + 1


def _room_for_name(plot: Plot, band: Band, begin: int) -> int:
    """Cells up to the next drawn treatment; a name may be longer than its treatment, also over a hidden future."""
    later = [
        plot.scale.column(other.start) - 1
        for other in plot.picture.bands
        if other.start > band.start and plot.cut.drawn(other.start, other.known)
    ]
    return min([plot.scale.right, *later]) - begin


def _draw_decades(grid: Grid, plot: Plot, axis: LogAxis) -> None:
    left = plot.scale.left
    for y in range(axis.top, axis.top + axis.height):
        grid.put(left - 1, y, plot.glyphs.axis[0], palette.FAINT)
    spread = -(-(axis.high - axis.low + 1) // axis.height)
    for exponent in range(axis.high, axis.low - 1, -spread):
        y = axis.row(10.0**exponent)
        label = decade_label(exponent)
        grid.put(left - 2 - len(label), y, label, palette.QUIET)
        grid.put(left - 1, y, plot.glyphs.axis[1], palette.FAINT)
        for x in range(left, plot.scale.right):
            if grid.char(x, y) == " ":
                grid.put(x, y, plot.glyphs.decade, palette.FAINT)


def _draw_curve(grid: Grid, plot: Plot, axis: LogAxis, points: list[MarkerPoint]) -> None:
    wide, high = plot.glyphs.dots_wide, plot.glyphs.dots_high
    cells: dict[tuple[int, int], int] = {}
    faint: set[tuple[int, int]] = set()
    for one, two in pairwise(points):
        x1, x2 = plot.scale.dot(one.day, wide), plot.scale.dot(two.day, wide)
        y1, y2 = axis.dot(one.value, high), axis.dot(two.value, high)
        steps = max(abs(x2 - x1), abs(y2 - y1), 1)
        far = two.day - one.day > _FAR_DAYS
        for step in range(0, steps + 1, _HINT_STEPS if far else 1):
            x, y = x1 + round((x2 - x1) * step / steps), y1 + round((y2 - y1) * step / steps)
            cell = (plot.scale.left + x // wide, axis.top + y // high)
            cells[cell] = cells.get(cell, 0) | 1 << (y % high * wide + x % wide)
            if far or plot.cut.ghost(two.day, two.known):
                faint.add(cell)
    for (x, y), mask in cells.items():
        grid.put(x, y, plot.glyphs.dot_cells[mask], palette.QUIET if (x, y) in faint else palette.CURVE)


def _draw_progressions(grid: Grid, plot: Plot, axis: LogAxis) -> None:
    for stone in plot.picture.milestones:
        if stone.kind is not MilestoneKind.PROGRESSION or not plot.cut.drawn(stone.day, stone.known):
            continue
        x = plot.scale.column(stone.day)
        paint = palette.FAINT if plot.cut.ghost(stone.day, stone.known) else palette.PROGRESSION
        for y in range(axis.top, axis.top + axis.height):
            if grid.char(x, y) in (" ", plot.glyphs.decade, plot.glyphs.hatch):
                grid.put(x, y, plot.glyphs.progression, paint)
        grid.put(x, axis.top, plot.glyphs.milestones[stone.kind], paint)


def _draw_points(grid: Grid, plot: Plot, axis: LogAxis, points: list[MarkerPoint]) -> None:
    across, begin, end = tuple(plot.glyphs.line)
    dots = set(plot.glyphs.dot_cells)
    for point in points:
        y, x = axis.row(point.value), plot.scale.column(point.day)
        ghost = plot.cut.ghost(point.day, point.known)
        if point.earliest is not None and point.latest is not None:
            left = plot.scale.column(point.earliest)
            right = plot.scale.column_before(max(plot.cut.clip(point.latest), point.day))
            for column in range(left, right + 1):
                if grid.char(column, y) in dots or grid.char(column, y) == plot.glyphs.decade:
                    sign = begin if column == left else end if column == right else across
                    grid.put(column, y, sign, palette.FAINT if ghost else palette.QUIET)
        hollow = point.comparator.startswith("<")
        grid.put(x, y, plot.glyphs.hollow if hollow else plot.glyphs.point, palette.FAINT if ghost else palette.STRONG)


def _draw_cursor(grid: Grid, plot: Plot, top: int, bottom: int) -> None:
    x = plot.scale.column_before(plot.cut.end)
    for y in range(top, bottom - 1):
        char, paint = grid.rows[y][x]
        if char in (" ", plot.glyphs.decade, plot.glyphs.hatch):
            grid.put(x, y, plot.glyphs.cursor, Paint(palette.YELLOW, palette.CURSOR_TINT))
        else:
            grid.put(x, y, char, paint._replace(bg=palette.CURSOR_TINT))


def draw_months(grid: Grid, plot: Plot, y: int) -> None:
    """Name months under the plot, as many as there is room for, and the cursor's month in its place."""
    first, last = plot.sheets[0].month, plot.sheets[-1].month
    spacing = plot.scale.width / max(last - first + 1, 1)
    step = next((s for s in (1, 2, 3, 6, 12, 24, 60, 120) if s * spacing >= 6), 240)  # noqa: PLR2004 - `M12` and a gap
    free = 0
    for sheet in plot.sheets:
        x = plot.scale.column(sheet.start_day)
        label = f"M{sheet.month}"
        if (
            sheet.start_day != plot.cut.start
            and sheet.month % step == 0
            and x >= free
            and x + len(label) <= plot.scale.right
        ):
            free = grid.put(x, y, label, palette.QUIET) + 1
    here = next((s for s in plot.sheets if s.start_day == plot.cut.start), None)
    if here is not None:
        label = f"M{here.month}"
        x = min(
            max(plot.scale.column_before(plot.cut.end) - len(label) + 1, plot.scale.left), plot.scale.right - len(label)
        )
        blank_from, blank_to = max(x - 1, plot.scale.left), min(x + len(label) + 1, plot.scale.right)
        for column in _word_cells(grid, y, blank_from, blank_to):
            grid.put(column, y, " ")
        grid.put(x, y, label, palette.CURSOR)


def _word_cells(grid: Grid, y: int, begin: int, end: int) -> range:
    """The cells of a stretch with the whole words that reach into it."""
    while begin > 0 and grid.char(begin, y) != " ":
        begin -= 1
    while end < grid.width and grid.char(end, y) != " ":
        end += 1
    return range(begin, end)
