"""The phases of two cases beside each other, up to whatever month they are asked for, each laid out once.

Refuses to lay out; it says what is missing and takes what was found.
"""

from tracker.projections.cells import Cell
from tracker.projections.side_by_side import Beside, beside
from tracker.tui.cut import Future
from tracker.tui.pair import Pair, Side
from tracker.tui.reel import Cursor

Asked = tuple[str, int | None, bool]
"""A case, the month up to which its phases are told, None for all of them, and whether as known then."""


class PhaseTables:
    """What was laid out so far."""

    def __init__(self) -> None:
        self._cells: dict[Asked, tuple[Cell, ...]] = {}
        self._tables: dict[tuple[Asked, ...], tuple[Beside, ...]] = {}

    def table(self, pair: Pair, month: int, cursor: Cursor) -> tuple[Beside, ...] | None:
        """The phases of both up to an aligned month, or whole where the future is shown; None while one is missing."""
        asked = tuple(_asked(pair, side, month, cursor) for side in pair.sides)
        if asked not in self._tables:
            cells = [self._found(side, its) for side, its in zip(pair.sides, asked, strict=True)]
            if any(its is None for its in cells):
                return None
            self._tables[asked] = beside([its for its in cells if its is not None])
        return self._tables[asked]

    def missing(self, pair: Pair, month: int, cursor: Cursor) -> tuple[Side, Asked] | None:
        """What has to be laid out first."""
        asked = ((side, _asked(pair, side, month, cursor)) for side in pair.sides)
        return next(((side, its) for side, its in asked if self._found(side, its) is None), None)

    def take(self, asked: Asked, cells: tuple[Cell, ...]) -> None:
        """Keep what was laid out."""
        self._cells[asked] = cells

    def _found(self, side: Side, asked: Asked) -> tuple[Cell, ...] | None:
        _, month, known = asked
        if month is None and not known:
            return tuple(side.whole)
        if month is not None and month < side.reel.now[0].month:
            return ()
        return self._cells.get(asked)


def _asked(pair: Pair, side: Side, month: int, cursor: Cursor) -> Asked:
    name = side.reel.patient
    if cursor.future is Future.SHOWN:
        return name, None, cursor.known
    index = pair.index(side, month)
    sheets = side.reel.now
    return name, sheets[0].month - 1 if index is None else sheets[index].month, cursor.known
