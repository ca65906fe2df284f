"""Cells of one look as runs, and the classes of a style sheet for their looks. Refuses to draw a cell wider than a cell."""

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from tracker.tui import palette
from tracker.tui.grid import Grid
from tracker.tui.palette import Paint
from tracker.tui.themes import Theme, themed


class Run(Struct, frozen=True):
    """Neighbors in a row with one look."""

    x: int
    text: str
    paint: Paint
    """With its colors named, and never reversed."""


def runs_of(grid: Grid, y: int, theme: Theme = Theme.DARK) -> Iterator[Run]:
    """The runs of a row; blanks on the page's own ground are left out."""
    begin, text, page = 0, "", page_color(theme)
    last, look = palette.TEXT, _look(palette.TEXT, theme)
    for x, (char, paint) in enumerate(grid.rows[y]):
        if paint is not last:
            last, its = paint, _look(paint, theme)
            if its != look:
                yield from _kept(begin, text, look, page)
                begin, text, look = x, "", its
        text += char
    yield from _kept(begin, text, look, page)


def _kept(x: int, text: str, look: Paint, page: str) -> Iterator[Run]:
    if look.bg == page:
        stripped = text.lstrip(" ")
        x += len(text) - len(stripped)
        text = stripped.rstrip(" ")
    if text:
        yield Run(x, text, look)


@lru_cache(maxsize=8)
def page_color(theme: Theme) -> str:
    """The color of the page."""
    return themed(palette.PAGE, theme, ground=True)


@lru_cache(maxsize=4096)
def _look(paint: Paint, theme: Theme) -> Paint:
    fg, bg = paint.fg or palette.WHITE, paint.bg or palette.PAGE
    fg, bg = (bg, fg) if paint.reverse else (fg, bg)
    return Paint(themed(fg, theme), themed(bg, theme, ground=True), paint.bold)
