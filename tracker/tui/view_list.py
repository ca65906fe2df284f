"""What there is to ask for: views and their columns, one a row, with unit and meaning. Refuses to show tables behind them."""

from collections.abc import Sequence

from msgspec import Struct

from tracker.tui import palette
from tracker.tui.console import View
from tracker.tui.glyphs import Glyphs
from tracker.tui.grid import Grid, fit, wrap
from tracker.tui.palette import Paint
from tracker.values.counts import counted

_MEANING_ROWS = 2


class ViewRow(Struct, frozen=True):
    """A view, or a column of one."""

    name: str
    is_view: bool
    kind: str = ""
    meaning: str = ""


def view_rows(views: Sequence[View]) -> list[ViewRow]:
    """Every view, followed by its columns."""
    rows = []
    for view in views:
        rows.append(ViewRow(view.name, is_view=True, meaning=counted(len(view.columns), "column")))
        for column in view.columns:
            kind = column.sql_type.removesuffix(" NOT NULL").lower()
            unit = f" {column.unit}" if column.unit else ""
            rows.append(ViewRow(column.name, is_view=False, kind=f"{kind}{unit}", meaning=column.meaning))
    return rows


def draw_views(grid: Grid, rows: Sequence[ViewRow], at: int, glyphs: Glyphs, *, focused: bool) -> None:
    """Draw the rows around the one looked at, and below them what it means."""
    told = wrap(rows[at].meaning, grid.width - 2) if rows else []
    below = max(_MEANING_ROWS, min(len(told), grid.height * 2 // 3))
    height = max(grid.height - below, 1)
    top = min(max(at - height // 2, 0), max(len(rows) - height, 0))
    for y, row in enumerate(rows[top : top + height]):
        here = focused and top + y == at
        if here:
            grid.put(0, y, " " * grid.width, Paint(bg=palette.SELECTED_BG))
        paint = palette.TITLE._replace(bold=True) if row.is_view else palette.TEXT
        x = grid.put(1 if row.is_view else 3, y, fit(row.name, grid.width - 4, glyphs.ellipsis), paint)
        if row.kind and x + len(row.kind) + 2 < grid.width:
            grid.put(grid.width - len(row.kind) - 1, y, row.kind, palette.QUIET)
    if grid.height > _MEANING_ROWS + 1:
        for y, line in enumerate(told[:below]):
            cut = y == below - 1 and len(told) > below
            grid.put(
                1,
                height + y,
                fit(f"{line} {told[below]}", grid.width - 2, glyphs.ellipsis) if cut else line,
                palette.QUIET,
            )
