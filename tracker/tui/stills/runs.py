"""Cells of one look as runs, and the classes of a style sheet for their looks. Refuses to draw a cell wider than a cell."""

from collections.abc import Iterator

from msgspec import Struct

from tracker.tui import palette
from tracker.tui.grid import Grid
from tracker.tui.palette import Paint


class Run(Struct, frozen=True):
    """Neighbors in a row with one look."""

    x: int
    text: str
    paint: Paint
    """With its colors named, and never reversed."""


def runs_of(grid: Grid, y: int) -> Iterator[Run]:
    """The runs of a row; blanks on the page's own ground are left out."""
    begin, text = 0, ""
    look = _look(palette.TEXT)
    for x, (char, paint) in enumerate(grid.rows[y]):
        its = _look(paint)
        if its != look:
            yield from _kept(begin, text, look)
            begin, text, look = x, "", its
        text += char
    yield from _kept(begin, text, look)


def _kept(x: int, text: str, look: Paint) -> Iterator[Run]:
    if look.bg == palette.PAGE:
        stripped = text.lstrip(" ")
        x += len(text) - len(stripped)
        text = stripped.rstrip(" ")
    if text:
        yield Run(x, text, look)


def _look(paint: Paint) -> Paint:
    fg, bg = paint.fg or palette.WHITE, paint.bg or palette.PAGE
    return Paint(bg, fg, paint.bold) if paint.reverse else Paint(fg, bg, paint.bold)
