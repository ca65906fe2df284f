"""The lanes as cells: treatments as blocks and findings as marks, on the time scale of the chart.

Refuses to show a treatment that has not begun, and to let its name run into the next one.
"""

from tracker.projections.picture import Band, Lane, Mark
from tracker.tui import palette
from tracker.tui.grid import Grid, fit
from tracker.tui.palette import Paint
from tracker.tui.plot import Plot, band_columns


def draw_lanes(grid: Grid, plot: Plot, top: int, bottom: int, left: int) -> None:
    """Draw one lane a row, as many as there are rows, names from column `left`."""
    cursor = plot.scale.column_before(plot.cut.end)
    for y, lane in zip(range(top, bottom), plot.picture.lanes, strict=False):
        grid.put(left, y, lane.name, palette.QUIET, stop=plot.scale.left)
        _draw_bands(grid, plot, lane, y)
        _draw_marks(grid, plot, lane, y)
        char, paint = grid.rows[y][cursor]
        if char == " ":
            grid.put(cursor, y, plot.glyphs.cursor, Paint(palette.YELLOW, palette.CURSOR_TINT))
        else:
            grid.put(cursor, y, char, paint._replace(bg=paint.bg or palette.CURSOR_TINT))


def _draw_bands(grid: Grid, plot: Plot, lane: Lane, y: int) -> None:
    bands = sorted(lane.bands, key=lambda band: band.start)
    drawn = [(band, columns) for band in bands if (columns := band_columns(band, plot))]
    for number, (band, columns) in enumerate(drawn):
        for column, ghost in columns:
            grid.put(column, y, " ", Paint(bg=palette.band_block(band.kind, number, ghost=ghost)))
            if band.doubtful and column % 2 == 0:
                grid.put(column, y, plot.glyphs.hatch, Paint(palette.BANDS[band.kind]))
    for number, (band, columns) in enumerate(drawn):
        later = [cells[0][0] for _, cells in drawn[number + 1 :] if cells[0][0] > columns[0][0]]
        _name_band(grid, plot, band, y, min(later, default=plot.scale.right))


def _name_band(grid: Grid, plot: Plot, band: Band, y: int, edge: int) -> None:
    """Name a treatment in its block, or from it on up to column `edge`, where the next one begins."""
    columns = band_columns(band, plot)
    begin, ghost = columns[0]
    end = min(columns[-1][0] + 1, edge)
    ink = palette.QUIET if ghost else palette.STRONG
    going_on = band.stop is None or plot.cut.clip(band.stop) < band.stop
    if going_on and not ghost and len(band.label) < end - begin:
        grid.put(end - 1, y, plot.glyphs.ongoing, ink)
    room = edge - begin - (edge < plot.scale.right)
    if room >= min(len(band.label), 2):
        after = grid.put(begin, y, fit(band.label, room, plot.glyphs.ellipsis), ink)
        for x in range(end, after):
            grid.put(x, y, grid.char(x, y), Paint(palette.band_ink(band.kind, ghost=ghost)))


def _draw_marks(grid: Grid, plot: Plot, lane: Lane, y: int) -> None:
    drawn = [mark for mark in lane.marks if plot.cut.drawn(mark.day, mark.known)]
    for mark in drawn:
        _draw_whisker(grid, plot, mark, y)
    free = plot.scale.left
    edge = plot.scale.column_before(plot.cut.clip(plot.scale.last)) + 1
    for mark in drawn:
        x = max(min(plot.scale.column(mark.day), edge - len(mark.label)), plot.scale.left)
        paint = palette.FAINT if plot.cut.ghost(mark.day, mark.known) else palette.STRONG
        if x >= free or len(mark.label) == 1:
            free = grid.put(x, y, mark.label, paint, stop=plot.scale.right)


def _draw_whisker(grid: Grid, plot: Plot, mark: Mark, y: int) -> None:
    if mark.earliest is None or mark.latest is None:
        return
    across, begin, end = tuple(plot.glyphs.line)
    left = plot.scale.column(mark.earliest)
    right = plot.scale.column_before(max(plot.cut.clip(mark.latest), mark.day))
    for x in range(left, right + 1):
        if grid.char(x, y) == " ":
            grid.put(x, y, begin if x == left else end if x == right else across, palette.FAINT)
