"""A month of the replay with every line of its panels, as high as that takes: on paper nothing can be scrolled to.

What shares the scale of time stands together above, so that it stays in place from month to month; the panels follow.
Refuses to cut a line, and to mark what only a screen selects.
"""

from msgspec.structs import replace

from tracker.tui import palette
from tracker.tui.ascii_words import in_ascii
from tracker.tui.board import Board
from tracker.tui.grid import Grid
from tracker.tui.panels import draw_rows
from tracker.tui.reel import Cursor, Panel, Reel
from tracker.tui.stills.frame import drawn, finish, paste
from tracker.tui.stills.in_full import rows_in_full
from tracker.tui.stills.paper import Paper

_HEAD, _FOOT, _EDGES, _MARGINS = 2, 1, 2, 4
"""Rows of identity and bar, of the caption, of the edges of a box; columns of these edges with a blank each."""
_CHART = (12, 16)
"""Rows of the chart, at least and at most, of two fifths of the paper's."""


def draw_whole(reel: Reel, cursor: Cursor, paper: Paper) -> Grid:
    """Draw a month.

    Args:
        reel: The case.
        cursor: The month, and how it is looked at.
        paper: How wide, and with which signs; its rows are a measure for the chart alone.
    """
    width, rows = paper.size
    cursor = replace(cursor, event=None, panel=None, read=0, scroll=0)
    board = Board(reel=reel, cursor=cursor, glyphs=paper.glyphs, boxed=True, still=True)
    halves = (width // 2, width - width // 2)
    state, labs, events = (
        len(board.panes.rows(panel, board.inside(panel, half, 0)[2])) + _EDGES
        for panel, half in ((Panel.STATE, halves[0]), (Panel.LABS, halves[1]), (Panel.EVENTS, halves[1]))
    )
    inner = halves[1] - _MARGINS
    given = rows_in_full(board.plot(width), inner)
    if paper.glyphs.ascii_only:
        given = list(in_ascii(tuple(given)))
    deep = max(state, labs + events + len(given) + _EDGES)
    chart, lanes = max(_CHART[0], min(_CHART[1], rows * 2 // 5)), len(reel.picture.lanes) + _EDGES
    below = _HEAD + chart + lanes
    grid = Grid(width, below + deep + _FOOT)
    for name, x, y, wide, high in (
        ("identity", 0, 0, width, 1),
        ("scrub", 0, 1, width, 1),
        ("chart", 0, _HEAD, width, chart),
        ("lanes", 0, _HEAD + chart, width, lanes),
        ("state", 0, below, halves[0], deep),
        ("labs", halves[0], below, halves[1], labs),
        ("events", halves[0], below + labs, halves[1], events),
    ):
        paste(grid, x, y, drawn(board, name, wide, high))
    box = Grid(halves[1], deep - labs - events)
    box.frame("Drawn short above, in full", paper.glyphs.box, palette.BORDER, palette.TITLE)
    draw_rows(box, given, (_MARGINS // 2, 1, inner, len(given)))
    paste(grid, halves[0], below + labs + events, box)
    finish(grid, reel, cursor, paper)
    return grid
