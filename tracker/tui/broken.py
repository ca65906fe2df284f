"""A scale of time with long empty stretches cut out, each to a break as wide as the words that say how long it was.

Refuses to cut where anything happened or was given, and to cut what is narrower than its break.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise

from msgspec import Struct

from tracker.projections.moments import age_text
from tracker.tui.glyphs import Glyphs
from tracker.tui.grid import Grid
from tracker.tui.palette import Paint
from tracker.tui.scale import TimeScale
from tracker.values.durations import DAYS_PER_MONTH

BREAK = 12
"""Columns of a break: room for `… 14 mo …`."""
_TIMES = 2
"""A stretch is cut where it would take more columns than so many breaks."""
_LEAST_DAYS = 4 * DAYS_PER_MONTH
_MARGIN = 2
"""Columns that stay of an empty stretch on either side of its break."""


class Piece(Struct, frozen=True):
    """A part of the scale from one day to another, over columns from the left edge; a break where `cut`."""

    first: float
    last: float
    begin: int
    end: int
    cut: bool


class BrokenScale(TimeScale, frozen=True, kw_only=True, dict=True):
    """As a time scale, without the stretches in `cuts`."""

    cuts: tuple[tuple[float, float], ...] = ()
    """Half-open, in order, within the scale."""

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Time and breaks by turns; every piece begins at a whole column."""
        edges = [self.first, *(day for cut in self.cuts for day in cut), self.last]
        kept = sum(last - first for number, (first, last) in enumerate(pairwise(edges)) if number % 2 == 0)
        room = max(self.width - BREAK * len(self.cuts), 1)
        pieces, days, begin = [], 0.0, 0
        for number, (first, last) in enumerate(pairwise(edges)):
            cut = bool(number % 2)
            days += 0 if cut else last - first
            end = begin + BREAK if cut else round(days / kept * room) + BREAK * (number // 2)
            pieces.append(Piece(first, last, begin, end, cut))
            begin = end
        return tuple(pieces)

    def position(self, day: float) -> float:
        """Columns from the left edge, with fractions, unclamped."""
        pieces = self.pieces
        piece = next((piece for piece in pieces if day < piece.last), pieces[-1])
        return piece.begin + (day - piece.first) / (piece.last - piece.first) * (piece.end - piece.begin)

    def day(self, column: int) -> float:
        """The first day of a column."""
        at = column - self.left
        piece = next((piece for piece in self.pieces if at < piece.end), self.pieces[-1])
        return piece.first + (at - piece.begin) / max(piece.end - piece.begin, 1) * (piece.last - piece.first)


def broken_scale(first: float, last: float, left: int, width: int, busy: Iterable[tuple[float, float]]) -> BrokenScale:
    """The scale from one day to another, cut where nothing is.

    Args:
        first: The first day.
        last: The day after the last one.
        left: The first column.
        width: Its columns.
        busy: From when to when anything happened or was given.
    """
    width, last = max(width, 1), max(last, first + 1)
    return BrokenScale(first=first, last=last, left=left, width=width, cuts=_cuts(first, last, width, busy))


def _cuts(
    first: float, last: float, width: int, busy: Iterable[tuple[float, float]]
) -> tuple[tuple[float, float], ...]:
    margin = _MARGIN * (last - first) / width
    least = max(_LEAST_DAYS, (_TIMES * BREAK) * (last - first) / width)
    cuts, free = [], first
    for start, stop in sorted((max(start, first), min(stop, last)) for start, stop in busy if start < last):
        if stop < first:
            continue
        if start - free > least:
            cuts.append((free + margin, start - margin))
        free = max(free, stop)
    if last - free > least:
        cuts.append((free + margin, last - margin))
    return tuple(cuts)


def draw_breaks(grid: Grid, scale: BrokenScale, rows: Sequence[int], glyphs: Glyphs, paint: Paint) -> None:
    """Draw the breaks over some rows: two strokes in the middle of each."""
    for piece in scale.pieces:
        if piece.cut:
            middle = scale.left + (piece.begin + piece.end) // 2 - 1
            for y in rows:
                for x in range(scale.left + piece.begin, min(scale.left + piece.end, scale.right)):
                    grid.put(x, y, glyphs.hatch if x in {middle, middle + 1} else " ", paint)


def draw_lengths(grid: Grid, scale: BrokenScale, y: int, glyphs: Glyphs, paint: Paint) -> None:
    """Say in a row how long each cut stretch was."""
    for piece in scale.pieces:
        if piece.cut:
            text = f"{glyphs.ellipsis} {age_text(piece.last - piece.first)} {glyphs.ellipsis}"
            grid.put(scale.left + piece.begin, y, text.center(BREAK), paint, stop=scale.right)
