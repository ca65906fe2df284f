"""Two loaded cases under one cursor: which month of each stands at an aligned month, and what both are drawn from.

Refuses to show of a case what comes after the cursor: of two months that it falls between, the earlier one holds.
"""

from collections.abc import Mapping, Sequence
from math import ceil, floor

from msgspec import Struct

from tracker.projections.alignment import Alignment, Zero, zero_of
from tracker.projections.cells import Cell
from tracker.tui.cut import Cut
from tracker.tui.library import Case
from tracker.tui.reel import Cursor, Reel
from tracker.tui.scale import TimeScale
from tracker.values.durations import DAYS_PER_MONTH

_SLACK = 3.0
"""Days by which the months of a calendar run ahead of months of one length, at most."""


class Told(Struct, frozen=True):
    """What a case tells up to a month, or as a whole."""

    cells: Sequence[Cell] = ()
    """Its phases."""
    baseline: Mapping[str, str] = {}
    """How it stood before treatment, item by item."""


class Side(Struct, frozen=True, kw_only=True):
    """One of the two."""

    reel: Reel
    case: Case
    origin: str | None
    """The date of its day 0."""
    whole: Told
    """All of it, as corrected now."""


class Pair(Struct, frozen=True, kw_only=True):
    """Both of them, aligned."""

    sides: tuple[Side, Side]
    alignment: Alignment = Alignment.DIAGNOSIS

    @property
    def epoch(self) -> str | None:
        """The date at 0 of a shared calendar; None where one of them has no calendar date."""
        origins = [side.origin for side in self.sides]
        return min(origin for origin in origins if origin) if all(origins) else None

    def zero_of(self, side: Side) -> Zero | None:
        """What of a case stands at 0."""
        return zero_of(side.reel.picture, self.alignment, side.origin, self.epoch)

    def zero(self, side: Side) -> float | None:
        """The day of a case that stands at 0."""
        zero = self.zero_of(side)
        return None if zero is None else zero.day

    def lacking(self, other: "Pair", month: int, cursor: Cursor) -> list[str]:
        """Who has nothing that would stand at 0 in another pair, or nothing that a month of this one may tell.

        Args:
            other: The same two aligned otherwise, or read again.
            month: Of this pair.
            cursor: How they are looked at.
        """
        return [
            side.reel.patient
            for side, its in zip(self.sides, other.sides, strict=True)
            if not _tells(self.cut(side, month, cursor), other.alignment, other.zero_of(its))
        ]

    def _zero(self, side: Side) -> float:
        return self.zero(side) or 0.0

    @property
    def months(self) -> range:
        """The aligned months, from the first that either has to the last."""
        firsts, lasts = [], []
        for side in self.sides:
            zero, sheets = self._zero(side), side.reel.now
            firsts.append(floor((sheets[0].start_day - zero + _SLACK) / DAYS_PER_MONTH))
            lasts.append(ceil((sheets[-1].end_day - zero - _SLACK) / DAYS_PER_MONTH))
        return range(min(firsts), max(*lasts, min(firsts) + 1))

    def index(self, side: Side, month: int) -> int | None:
        """The month of a case that has ended by the end of an aligned month; None before its first."""
        day = self._zero(side) + (month + 1) * DAYS_PER_MONTH + _SLACK
        return next((i for i in range(len(side.reel.now) - 1, -1, -1) if side.reel.now[i].end_day <= day), None)

    def over(self, side: Side, month: int) -> bool:
        """Whether the record of a case has ended before an aligned month begins."""
        return side.reel.now[-1].end_day + _SLACK < self._zero(side) + (month + 1) * DAYS_PER_MONTH

    def month_of(self, side: Side, index: int) -> int:
        """The aligned month at which a month of a case is the one that is shown."""
        day = side.reel.now[index].end_day - self._zero(side)
        month = ceil((day - _SLACK) / DAYS_PER_MONTH) - 1
        return min(max(month, self.months.start), self.months.stop - 1)

    def cut(self, side: Side, month: int, cursor: Cursor) -> Cut:
        """Where the drawing of a case ends."""
        index = self.index(side, month)
        if index is None:
            before = side.reel.now[0].start_day
            return Cut(start=before, end=before, known=cursor.known, future=cursor.future)
        sheet = side.reel.now[index]
        return Cut(start=sheet.start_day, end=sheet.end_day, known=cursor.known, future=cursor.future)

    def scale(self, left: int, width: int) -> TimeScale:
        """Aligned days to columns."""
        months = self.months
        first, last = months.start * DAYS_PER_MONTH, months.stop * DAYS_PER_MONTH
        return TimeScale(first=first, last=last, left=left, width=max(width, 1))

    def scale_of(self, side: Side, scale: TimeScale) -> TimeScale:
        """The same columns in days of a case, from its first month to its last."""
        zero, picture = self._zero(side), side.reel.picture
        part = scale.within(picture.first_day - zero, picture.last_day - zero)
        return TimeScale(first=part.first + zero, last=part.last + zero, left=part.left, width=part.width)

    def busy(self, month: int) -> bool:
        """Whether at an aligned month either case comes to a month in which something happened."""
        for side in self.sides:
            index = self.index(side, month)
            if index is not None and index != self.index(side, month - 1) and side.reel.now[index].events:
                return True
        return False


def _tells(cut: Cut, alignment: Alignment, zero: Zero | None) -> bool:
    if zero is None:
        return False
    # Where days count from the diagnosis, every month is named by it, also one before.
    if alignment is Alignment.DIAGNOSIS and 0 <= zero.day < 1:
        return True
    return cut.drawn(zero.told, zero.known)
