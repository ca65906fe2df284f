"""Courses of the markers that the chart does not show, a row each on its time scale: a bar per result, its number beside it.

Refuses a result that the chart would not draw yet: a marker that is first measured later has no row before.
"""

from decimal import Decimal

from tracker.projections.lab_readings import COPIES, short_number
from tracker.projections.picture import MarkerCurve, MarkerPoint
from tracker.tui import palette
from tracker.tui.grid import Grid, fit
from tracker.tui.lab_panel import bars_of
from tracker.tui.plot import Plot

_COPIES = "copies"


def number_text(point: MarkerPoint, unit: str) -> str:
    """A result as short as the laboratory panel has it, `<500` where it only bounds."""
    return point.comparator + short_number(Decimal(str(point.value)).normalize(), COPIES if _COPIES in unit else unit)


def results_of(plot: Plot, curve: MarkerCurve) -> list[MarkerPoint]:
    """The results of a marker that are drawn, in order of living."""
    return [point for point in curve.points if plot.cut.drawn(point.day, point.known)]


def bars(plot: Plot, curve: MarkerCurve) -> str:
    """A bar for every result of a marker that is drawn."""
    values = [point.value for point in results_of(plot, curve)]
    return bars_of(values, plot.glyphs, curve.unit) if values else ""


def draw_strips(grid: Grid, plot: Plot, rows: range) -> None:
    """Draw the other markers with most results so far, one in each of some rows."""
    others = [curve for curve in plot.picture.curves if curve is not plot.curve and results_of(plot, curve)]
    others.sort(key=lambda curve: -len(results_of(plot, curve)))
    for y, curve in zip(rows, others, strict=False):
        _draw_strip(grid, plot, curve, y)


def _draw_strip(grid: Grid, plot: Plot, curve: MarkerCurve, y: int) -> None:
    scale, results = plot.scale, results_of(plot, curve)
    name = fit(curve.analyte, scale.left - 3, plot.glyphs.ellipsis)
    grid.put(scale.left - 2 - len(name), y, name, palette.QUIET)
    placed: dict[int, tuple[str, MarkerPoint]] = {}
    for bar, point in zip(bars(plot, curve), results, strict=True):
        if scale.holds(point.day):
            placed[scale.column(point.day)] = (bar, point)
    edge = scale.column_before(plot.cut.clip(scale.last)) + 1
    columns = sorted(placed)
    # A blank before the next bar; the last number may end where the drawing ends. Zoomed in, there may be none in sight.
    for x, end in zip(columns, (*(column - 1 for column in columns[1:]), edge), strict=False):
        bar, point = placed[x]
        ghost = plot.cut.ghost(point.day, point.known)
        grid.put(x, y, bar, palette.FAINT if ghost else palette.SPARK)
        number = number_text(point, curve.unit)
        if x + 1 + len(number) <= end:
            grid.put(x + 1, y, number, palette.FAINT if ghost else palette.QUIET)
