"""The phases of two cases beside each other, up to whatever month they are asked for, each laid out once.

Refuses to lay out; it says what is missing and takes what was found.
"""

from collections.abc import Mapping

from tracker.projections.side_by_side import Beside, beside
from tracker.tui.cut import Future
from tracker.tui.pair import Pair, Side, Told
from tracker.tui.reel import Cursor

Asked = tuple[str, int | None, bool]
"""A case, the month up to which its phases are told, None for all of them, and whether as known then."""


class PhaseTables:
    """What was laid out so far."""

    def __init__(self) -> None:
        self._told: dict[Asked, Told] = {}
        self._tables: dict[tuple[Asked, ...], tuple[Beside, ...]] = {}

    def table(self, pair: Pair, month: int, cursor: Cursor) -> tuple[Beside, ...] | None:
        """The phases of both up to an aligned month, or whole where the future is shown; None while one is missing."""
        asked = tuple(_asked(pair, side, month, cursor) for side in pair.sides)
        if asked not in self._tables:
            both = self._both(pair, asked)
            if both is None:
                return None
            self._tables[asked] = beside([its.cells for its in both])
        return self._tables[asked]

    def baselines(self, pair: Pair, month: int, cursor: Cursor) -> tuple[Mapping[str, str], Mapping[str, str]] | None:
        """How both stood before treatment, as far as an aligned month may tell; None as above."""
        both = self._both(pair, tuple(_asked(pair, side, month, cursor) for side in pair.sides))
        return None if both is None else (both[0].baseline, both[1].baseline)

    def _both(self, pair: Pair, asked: tuple[Asked, ...]) -> tuple[Told, Told] | None:
        one, two = (self._found(side, its) for side, its in zip(pair.sides, asked, strict=True))
        return None if one is None or two is None else (one, two)

    def missing(self, pair: Pair, month: int, cursor: Cursor) -> tuple[Side, Asked] | None:
        """What has to be laid out first."""
        asked = ((side, _asked(pair, side, month, cursor)) for side in pair.sides)
        return next(((side, its) for side, its in asked if self._found(side, its) is None), None)

    def take(self, asked: Asked, told: Told) -> None:
        """Keep what was laid out."""
        self._told[asked] = told

    def _found(self, side: Side, asked: Asked) -> Told | None:
        _, month, known = asked
        if month is None and not known:
            return side.whole
        if month is not None and month < side.reel.now[0].month:
            return Told()
        return self._told.get(asked)


def _asked(pair: Pair, side: Side, month: int, cursor: Cursor) -> Asked:
    name = side.reel.patient
    if cursor.future is Future.SHOWN:
        return name, None, cursor.known
    index = pair.index(side, month)
    sheets = side.reel.now
    return name, sheets[0].month - 1 if index is None else sheets[index].month, cursor.known
