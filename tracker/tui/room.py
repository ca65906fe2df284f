"""How much of each line a panel shows where its lines need more rows than it has.

Refuses to leave a line out, and a sign of one: what is cut are its last words, and the selected line is whole.
"""

from bisect import bisect
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from msgspec import Struct

from tracker.tui.palette import Paint

Piece = tuple[str, Paint]
Row = tuple[tuple[int, str, Paint], ...]
"""Texts at their columns."""
Numbered = tuple[int | None, Row]
"""A row with the number of the line it belongs to, None for the rows of no line."""

_LEAST_ROWS = 2
"""Rows that a line keeps in any case."""
_MOST_ROWS = 6
"""Rows from which on a line is cut first."""


class Room(Struct, frozen=True, kw_only=True):
    """What a panel has to show its lines in."""

    rows: int
    """How many rows are shown at once."""
    selected: int | None = None
    """The number of the line that is whole whatever it takes."""
    ellipsis: str = "…"


class Drawn(Struct, frozen=True, kw_only=True):
    """A line that can be drawn from more or fewer of its words."""

    number: int | None = None
    pieces: tuple[Piece, ...]
    draw: Callable[[Sequence[Piece]], list[Row]]
    signs: frozenset[str] = frozenset()
    """The pieces that stay where others are cut."""
    whole: bool = False
    """Whether it is cut nowhere."""


def fitted(lines: Iterable[Drawn], room: Room | None = None) -> list[Numbered]:
    """The rows of the lines: whole where they fit or nothing says what they must fit in, else the longest cut first."""
    whole = [(line, line.draw(line.pieces)) for line in lines]
    most = None if room is None else _rows_each([len(rows) for _, rows in whole], room.rows)
    if room is None or most is None:
        return [(line.number, row) for line, rows in whole for row in rows]
    return [(line.number, row) for line, rows in whole for row in _cut(line, rows, most, room)]


def _rows_each(needs: Sequence[int], rows: int) -> int | None:
    """The most rows a line may have so that all of them fit, None where they do anyway."""
    if sum(needs) <= rows:
        return None
    fitting = (most for most in range(_MOST_ROWS, _LEAST_ROWS, -1) if sum(min(need, most) for need in needs) <= rows)
    return next(fitting, _LEAST_ROWS)


def _cut(line: Drawn, rows: list[Row], most: int, room: Room) -> list[Row]:
    """The rows of a line, without its last words where it may be cut and has to."""
    if len(rows) <= most or line.whole or (line.number is not None and line.number == room.selected):
        return rows
    words = sum(len(text.split(" ")) for text, _ in line.pieces if text not in line.signs)
    drawn = partial(_first_words, line, ellipsis=room.ellipsis)
    return drawn(bisect(range(1, words), most, key=lambda count: len(drawn(count))) or 1)


def _first_words(line: Drawn, count: int, ellipsis: str) -> list[Row]:
    """A line drawn from some of its words, and its signs."""
    pieces: list[Piece] = []
    for text, paint in line.pieces:
        words = text.split(" ")
        if text in line.signs:
            pieces.append((text, paint))
        elif count > 0:
            cut = len(words) >= count
            pieces.append((" ".join([*words[:count], *([ellipsis] if cut else [])]), paint))
            count -= len(words)
    return line.draw(pieces)
