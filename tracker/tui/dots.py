"""Facts as dots in a row: one sign each with its whisker and, where there is room, its label; `3: DX, path, IVb` in one cell.

Refuses to move a dot from its day: what shares a cell is counted, never set aside.
"""

from collections.abc import Sequence

from tracker.projections.chronicle import Dot
from tracker.tui import palette
from tracker.tui.grid import Grid, fit
from tracker.tui.marks import draw_whisker
from tracker.tui.plot import Plot

_LEAST_LABEL = 4
"""Characters of a label, its ellipsis included, below which it is left out."""
_MANY = 9


def draw_dots(grid: Grid, plot: Plot, dots: Sequence[Dot], y: int, selected: str = "") -> None:
    """Draw some facts into a row, over what is there.

    Args:
        grid: Where to.
        plot: Scale, cut and signs.
        dots: In order of their days.
        y: The row.
        selected: The key of the fact that the cursor is at.
    """
    scale, cut = plot.scale, plot.cut
    cells: dict[int, list[Dot]] = {}
    for dot in dots:
        if scale.first <= dot.day < scale.last and cut.drawn(dot.day, dot.known):
            cells.setdefault(scale.column(dot.day), []).append(dot)
    for its in cells.values():
        for dot in its:
            if dot.earliest is not None and dot.latest is not None:
                last = scale.column_before(max(cut.clip(dot.latest), dot.day))
                place = (y, scale.column(dot.earliest), last)
                draw_whisker(grid, place, plot.glyphs, palette.FAINT, reaching=cut.reaches_on(dot.latest))
    for x, its in cells.items():
        paint = palette.FAINT if all(cut.ghost(dot.day, dot.known) for dot in its) else palette.STRONG
        paint = palette.CURSOR_BLOCK if any(dot.key == selected for dot in its) else paint
        grid.put(x, y, sign_of(its, plot), paint)
    columns = sorted(cells)
    for number, x in enumerate(columns, start=1):
        following = columns[number] if number < len(columns) else scale.right + 1
        _draw_label(grid, plot, cells[x], (x, y, following - 1))


def sign_of(dots: Sequence[Dot], plot: Plot) -> str:
    """The sign of the facts in one cell: a dot, or how many they are."""
    if len(dots) > 1:
        return str(len(dots)) if len(dots) <= _MANY else "+"
    return plot.glyphs.hollow if dots[0].hollow else plot.glyphs.point


def _draw_label(grid: Grid, plot: Plot, dots: Sequence[Dot], place: tuple[int, int, int]) -> None:
    """Write what the facts of a cell say, after their whiskers, as far as cells are blank."""
    x, y, stop = place
    signs = {*plot.glyphs.line, plot.glyphs.reaching, plot.glyphs.overlap}
    stop = min(stop, plot.scale.right)
    begin = x + 1
    while begin < stop and grid.char(begin, y) in signs:
        begin += 1
    end = begin
    while end < stop and grid.char(end, y) == " " and not grid.rows[y][end][1].bg:
        end += 1
    labels = list(dict.fromkeys(dot.label for dot in dots))
    # A number beside a word would read as a part of it: `3DX`, and `32 mo` of three facts.
    counted = ": " if len(dots) > 1 and begin == x + 1 else ""
    text = f"{counted}{', '.join(labels)}" if any(labels) else ""
    room = end - begin
    if len(text) <= room or room >= _LEAST_LABEL + len(counted):
        ghost = all(plot.cut.ghost(dot.day, dot.known) for dot in dots)
        grid.put(begin, y, fit(text, room, plot.glyphs.ellipsis), palette.FAINT if ghost else palette.TEXT)
