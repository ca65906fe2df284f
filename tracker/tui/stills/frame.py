"""A month of the replay as one grid, without a terminal, and what is written under it.

Refuses to draw anything that the screen would not; what has no room is counted, where a screen would scroll.
"""

from tracker.tui import layout, palette
from tracker.tui.ascii_words import cell
from tracker.tui.board import Board
from tracker.tui.cut import Future
from tracker.tui.grid import Grid, fit
from tracker.tui.lab_panel import lab_width
from tracker.tui.panels import most_rows
from tracker.tui.reel import Cursor, Reel
from tracker.tui.stills.paper import Paper, running_version

_BASIS = {
    True: "months since the origin, dates as far as the record has them",
    False: "months since the origin; the record has no date",
}


def room_of(reel: Reel, paper: Paper) -> layout.Layout:
    """How a frame is shared between its parts: the same for every month of a case, so that many frames ask once."""
    width, height = paper.size
    return layout.layout_of(width, height, lab_width(reel.labs, paper.glyphs), most_rows(reel.now, width // 3))


def draw_frame(reel: Reel, cursor: Cursor, paper: Paper, room: layout.Layout | None = None) -> Grid:
    """Draw a month as the screen of that size shows it, with a caption where the screen has its keys.

    Args:
        reel: The case.
        cursor: The month, and how it is looked at.
        paper: How large, and with which signs.
        room: What `room_of` says, where that was asked already.
    """
    (width, height), glyphs = paper.size, paper.glyphs
    board = Board(reel=reel, cursor=cursor, glyphs=glyphs, boxed=True, still=True)
    room = room or room_of(reel, paper)
    grid = Grid(width, height)
    chart = height - 3 - room.panels - room.lanes
    paste(grid, 0, 0, drawn(board, "identity", width, 1))
    paste(grid, 0, 1, drawn(board, "scrub", width, 1))
    x = 0
    for name, columns in zip(("state", "labs", "events"), room.columns, strict=True):
        paste(grid, x, 2, drawn(board, name, columns, room.panels))
        x += columns
    paste(grid, 0, 2 + room.panels, drawn(board, "chart", width, chart))
    paste(grid, 0, 2 + room.panels + chart, drawn(board, "lanes", width, room.lanes))
    finish(grid, reel, cursor, paper)
    return grid


def finish(grid: Grid, reel: Reel, cursor: Cursor, paper: Paper) -> None:
    """Write the caption into the last row of a frame that is drawn, and spell all of it as its signs ask for."""
    y = grid.height - 1
    grid.put(0, y, " " * grid.width, palette.KEY_LABEL)
    grid.put(1, y, fit(caption(reel, cursor), grid.width - 2, paper.glyphs.ellipsis), palette.KEY_LABEL)
    if paper.glyphs.ascii_only:
        # The lines are spelled already; what the drawing added is replaced cell by cell, as a terminal does.
        for row in grid.rows:
            row[:] = [(cell(sign), paint) for sign, paint in row]


def caption(reel: Reel, cursor: Cursor) -> str:
    """Whose month it is, as of when, by which program, and what its times rest on: a picture travels alone."""
    sheet = reel.sheet(cursor)
    parts = [
        f"{reel.patient} M{sheet.month} of {reel.now[-1].month}",
        "known then" if cursor.known else "as corrected",
        f"as recorded {reel.as_recorded}" if reel.as_recorded else "",
        "" if cursor.future is Future.HIDDEN else f"future {cursor.future.value}",
        _BASIS[sheet.label != f"M{sheet.month}"],
        f"tracker {running_version()}",
    ]
    return " · ".join(part for part in parts if part)


def drawn(board: Board, name: str, width: int, height: int) -> Grid:
    """A part of the replay in a grid of its own."""
    grid = Grid(width, height)
    getattr(board, name)(grid)
    return grid


def paste(grid: Grid, left: int, top: int, inner: Grid) -> None:
    """Put one grid into another."""
    for y, row in enumerate(inner.rows, start=top):
        grid.rows[y][left : left + inner.width] = row
