"""Panels as rows of text, and the state of a month in them: exactly what its sheet says.

Refuses to fold and to leave out: what does not fit in a line is continued in the next, what does not fit in a panel can
be scrolled to or selected, and what changed comes first there.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from tracker.projections.moments import YET
from tracker.projections.sheet import APPEARED, Sheet, StateLine
from tracker.tui import palette
from tracker.tui.glyphs import Glyphs
from tracker.tui.grid import Grid, fit, wrap
from tracker.tui.palette import Paint
from tracker.tui.room import Drawn, Numbered, Piece, Room, Row, fitted
from tracker.values.counts import counted

MARKS = {
    "▲": palette.WORSE,
    "^": palette.WORSE,
    "▼": palette.LOW,
    "v": palette.LOW,
    "NEW": palette.WORSE,
    "GONE": palette.LOW,
}
_LABEL = 9
_LABEL_ROOM = 13
_AGE_ROOM = 8


def flow(pieces: Iterable[Piece], width: int, indent: int = 0, begin: int = 0) -> list[Row]:
    """Set pieces one after the other with a blank between, going on in the next row at `indent`."""
    rows: list[Row] = []
    row: list[tuple[int, str, Paint]] = []
    x = begin
    for text, paint in pieces:
        fresh = True
        for word in text.split(" "):
            gap = 1 if row else 0
            if x + gap + len(word) > width and (row or x > indent):
                rows.append(tuple(row))
                row, x, gap = [], indent, 0
            for part in wrap(word, max(width - indent, 1)):
                if x + gap + len(part) > width and (row or x > indent):
                    rows.append(tuple(row))
                    row, x, gap = [], indent, 0
                if row and not fresh:
                    row[-1] = (row[-1][0], row[-1][1] + " " * gap + part, paint)
                else:
                    row.append((x + gap, part, paint))
                x += gap + len(part)
                gap, fresh = 0, False
    return [*rows, tuple(row)] if row else rows


def numbered_state_rows(
    lines: Sequence[StateLine], width: int, room: Room | None = None, fresh: float = 0, *, changed_first: bool = False
) -> list[Numbered]:
    """The state panel, each row with the number of its line.

    Args:
        lines: In their order.
        width: Cells of a row.
        room: What is shown at once. Where the panel has more, what changed comes first and long lines are cut.
        fresh: How old a fact of this month is at most, in days; below 0 where that sets none apart, as in a first month.
        changed_first: Whether what changed comes first in any case.
    """
    numbered = list(enumerate(lines))
    rows = fitted(_drawn(numbered, width))
    crowded = room is not None and len(rows) > room.rows
    if not crowded and not changed_first:
        return rows
    return fitted(_drawn(sorted(numbered, key=lambda each: _stillness(each[1], fresh)), width), room)


def most_rows(sheets: Iterable[Sheet], width: int) -> int:
    """About the rows that the state of the fullest month needs in a panel of a width."""
    room = max(width - _LABEL_ROOM, 1)
    return max(
        sum(1 + (len(line.text) + len(line.was) + _AGE_ROOM) // room for line in sheet.state) for sheet in sheets
    )


def _stillness(line: StateLine, fresh: float) -> int:
    """How little a line says about this month: marked, changed or first said in it, or as before."""
    if line.mark and line.mark != APPEARED:
        return 0
    return 1 if line.mark or line.was or (line.age_days is not None and line.age_days <= fresh) else 2


def _drawn(lines: Iterable[tuple[int, StateLine]], width: int) -> Iterator[Drawn]:
    label_before = ""
    for number, line in lines:
        label = "" if line.label == label_before else line.label
        label_before = line.label
        draw = partial(_state_row, line, label, width)
        # What stands is never cut, only what it was: "weight loss: …" would not say that it was relieved.
        signs = frozenset((line.text, YET, line.mark, "!"))
        turned = line.mark not in {"", APPEARED}
        yield Drawn(number=number, pieces=tuple(_state_pieces(line)), draw=draw, signs=signs, whole=turned)


def _state_row(line: StateLine, label: str, width: int, pieces: Sequence[Piece]) -> list[Row]:
    body = flow(pieces, width, _LABEL, max(_LABEL, len(label) + 1))
    aged = _with_age(body, line.age or line.span, width)
    return [((0, label, palette.QUIET), *aged[0]), *aged[1:]]


def _with_age(rows: list[Row], age: str, right: int) -> list[Row]:
    """The rows with an age that ends at column `right`, in the last row if there is room, else below it."""
    if not age:
        return rows or [()]
    piece = (right - len(age), age, palette.QUIET)
    if rows and (not rows[-1] or rows[-1][-1][0] + len(rows[-1][-1][1]) < piece[0]):
        return [*rows[:-1], (*rows[-1], piece)]
    return [*rows, (piece,)]


def _state_pieces(line: StateLine) -> Iterator[Piece]:
    yield line.text, palette.STRONG
    if line.approximate:
        yield YET, palette.WARNING
    if line.mark:
        yield line.mark, MARKS.get(line.mark, palette.WARNING)
    if line.was:
        yield f"was {line.was}", palette.WARNING
    if line.contradictory:
        yield "!", palette.WORSE


def draw_rows(
    grid: Grid, rows: Sequence[Row], box: tuple[int, int, int, int], offset: int = 0, glyphs: Glyphs | None = None
) -> tuple[int, int]:
    """Draw rows into a box `(x, y, width, height)` from row `offset` on; return how many are above and below it.

    Args:
        grid: Where to.
        rows: What.
        box: Where in it.
        offset: The first row shown, clamped.
        glyphs: With them, the last row says in its end how many rows are above and below, where there are any.
    """
    x, y, width, height = box
    offset = max(min(offset, len(rows) - height), 0)
    above, below = offset, max(len(rows) - offset - height, 0)
    hint = "" if glyphs is None else more_text(above, below, glyphs)
    for line, row in enumerate(rows[offset : offset + height]):
        stop = width - len(hint) if hint and line == height - 1 else width
        for column, text, paint in row:
            cut = column + len(text) > stop and stop < width
            shown = fit(text, stop - column, glyphs.ellipsis) if cut and glyphs is not None else text
            grid.put(x + column, y + line, shown, paint, stop=x + width)
    if hint:
        grid.put(x + width - len(hint), y + height - 1, hint, palette.CURSOR)
    return above, below


def more_text(above: int, below: int, glyphs: Glyphs | None) -> str:
    """That there are more rows than are shown, in words where nothing can be scrolled; empty where there are none."""
    if glyphs is None:
        return f" {counted(above + below, 'more row')} " if above + below else ""
    signs = [f"{glyphs.more_up}{above}"] * (above > 0) + [f"{glyphs.more_down}{below}"] * (below > 0)
    return f" {' '.join(signs)} " if signs else ""


def draw_more(grid: Grid, above: int, below: int, corner: tuple[int, int], glyphs: Glyphs | None) -> None:
    """Say that there are more rows, in text that ends before column and in row `corner`."""
    hint = more_text(above, below, glyphs)
    grid.put(corner[0] - len(hint), corner[1], hint, palette.CURSOR)
