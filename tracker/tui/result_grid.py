"""Rows of a query as a table of any length, of which only what is in sight is drawn.

Refuses to read a cell as markup, and to show an empty cell for NULL.
"""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from tracker.tui import palette
from tracker.tui.glyphs import Glyphs
from tracker.tui.grid import Grid, fit
from tracker.tui.palette import Paint

_LOOKED_AT = 500
"""About how many rows, from first to last, the width of a column is chosen by."""
_WIDEST = 40
_GAP = 2


def shown(value: object) -> str:
    """A cell in one line: NULL by its name, bytes in hexadecimal, line breaks as blanks."""
    match value:
        case None:
            return "NULL"
        case bytes():
            return value.hex()
        case float():
            return f"{value:.10g}"
        case _:
            return str(value).replace("\n", " ")


class Table(Struct, frozen=True):
    """A result with the widths of its columns."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    widths: tuple[int, ...]

    def value(self, row: int, column: int) -> str:
        """A cell as it is shown, uncut; empty where there is none."""
        return shown(self.rows[row][column]) if row < len(self.rows) and column < len(self.columns) else ""


def table_of(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> Table:
    """Choose the widths."""
    looked_at = (*rows[:: max(len(rows) // _LOOKED_AT, 1)], *rows[-1:])
    widths = tuple(
        min(max([len(name), *(len(shown(row[number])) for row in looked_at)]), _WIDEST)
        for number, name in enumerate(columns)
    )
    return Table(columns, rows, widths)


class Spot(Struct, frozen=True):
    """The cell that is looked at, and the first row in sight."""

    row: int = 0
    column: int = 0
    top: int = 0

    def moved(self, table: Table, rows: int, columns: int, height: int) -> "Spot":
        """Some rows and columns on, as far as there are any, and in sight."""
        row = min(max(self.row + rows, 0), max(len(table.rows) - 1, 0))
        column = min(max(self.column + columns, 0), max(len(table.columns) - 1, 0))
        top = min(max(self.top, row - max(height, 1) + 1), row)
        return Spot(row, column, top)


def first_column(table: Table, spot: Spot, width: int) -> int:
    """The leftmost column in sight, so that the one looked at is too."""
    first = 0
    while first < spot.column and sum(w + _GAP for w in table.widths[first : spot.column + 1]) > width:
        first += 1
    return first


def draw_table(grid: Grid, table: Table, spot: Spot, glyphs: Glyphs, *, focused: bool) -> None:
    """Draw a header and the rows in sight."""
    first = first_column(table, spot, grid.width - 1)
    places = _places(table, first, grid.width)
    for number, x, width in places:
        paint = palette.CURSOR if focused and number == spot.column else palette.TITLE
        grid.put(x, 0, fit(table.columns[number], width, glyphs.ellipsis), paint)
    if first:
        grid.put(0, 0, glyphs.back, palette.QUIET)
    if places and places[-1][0] < len(table.columns) - 1:
        grid.put(grid.width - 1, 0, glyphs.on, palette.QUIET)
    for y, row in enumerate(table.rows[spot.top : spot.top + grid.height - 1], start=1):
        here = spot.top + y - 1 == spot.row
        if here:
            grid.put(0, y, " " * grid.width, Paint(bg=palette.SELECTED_BG))
        for number, x, width in places:
            _put(grid, (x, y), row[number], width, glyphs, marked=here and focused and number == spot.column)


def _places(table: Table, first: int, width: int) -> list[tuple[int, int, int]]:
    """Number, column on the screen and width of every column in sight."""
    places, x = [], 1
    for number in range(first, len(table.columns)):
        if x >= width - 1:
            break
        room = min(table.widths[number], width - 1 - x)
        places.append((number, x, room))
        x += table.widths[number] + _GAP
    return places


def _put(  # noqa: PLR0913 - a cell has a place, a value, a room and a look
    grid: Grid, at: tuple[int, int], value: object, width: int, glyphs: Glyphs, *, marked: bool
) -> None:
    text = fit(shown(value), width, glyphs.ellipsis)
    x, y = at
    if isinstance(value, int | float):
        x += width - len(text)
    paint = palette.QUIET if value is None else palette.TEXT
    grid.put(x, y, text, paint._replace(bold=True, fg=palette.YELLOW) if marked else paint)
