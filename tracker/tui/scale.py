"""The one scale of time on a screen: days from the origin to columns and back, shared by scrub bar, chart and lanes.

Refuses to know months, events or a cursor.
"""

from math import ceil, floor

from msgspec import Struct

from tracker.values.counts import counted

_HAIR = 1e-9
"""Rounding of a float must not move a day across the edge of a column."""


class TimeScale(Struct, frozen=True, kw_only=True):
    """`width` columns from column `left` on, over the days from `first` to `last`, both in days from the origin.

    Raises:
        ValueError: There is no time or no column to spread.
    """

    first: float
    last: float
    left: int
    width: int
    cut_left: bool = False
    """The case begins before the first day: what lies there is out of sight, not at the edge."""
    cut_right: bool = False

    def __post_init__(self) -> None:
        if self.width < 1 or not self.last > self.first:
            raise ValueError(f"no scale: {counted(self.width, 'column')} for days {self.first} to {self.last}")

    @property
    def right(self) -> int:
        """The column after the last one."""
        return self.left + self.width

    def position(self, day: float) -> float:
        """Columns from the left edge, with fractions, unclamped."""
        return (day - self.first) / (self.last - self.first) * self.width

    def column(self, day: float) -> int:
        """The column that holds the day; days outside the scale are at its edge."""
        return self.left + min(max(floor(self.position(day) + _HAIR), 0), self.width - 1)

    def column_before(self, day: float) -> int:
        """The column that holds the last moment before the day: the end of something half-open."""
        return self.left + min(max(ceil(self.position(day) - _HAIR) - 1, 0), self.width - 1)

    def columns(self, start: float, stop: float) -> range:
        """The columns that a half-open stretch touches; one at least."""
        begin = self.column(start)
        return range(begin, max(self.column_before(stop), begin) + 1)

    def day(self, column: int) -> float:
        """The first day of a column."""
        return self.first + (column - self.left) / self.width * (self.last - self.first)

    def within(self, first: float, last: float) -> "TimeScale":
        """The part of the scale that holds some days, in the same columns: what is ongoing ends with it."""
        begin = self.left + min(max(floor(self.position(first) + _HAIR), 0), self.width - 1)
        end = max(min(self.left + ceil(self.position(last) - _HAIR), self.right), begin + 1)
        return TimeScale(first=self.day(begin), last=self.day(end), left=begin, width=end - begin)

    def holds(self, day: float) -> bool:
        """Whether a day is in sight. At an edge that the case ends at, what lies beyond is drawn there."""
        return not (self.cut_left and day < self.first - _HAIR) and not (self.cut_right and day >= self.last - _HAIR)

    def touches(self, start: float, stop: float) -> bool:
        """Whether any of a stretch is in sight."""
        return not (self.cut_left and stop < self.first) and not (self.cut_right and start >= self.last)

    def free_dot(self, day: float, per_column: int) -> int:
        """As `dot`, but free to leave the columns where the case goes on beyond them, as a line does."""
        dot = floor(self.position(day) * per_column + _HAIR)
        dot = dot if self.cut_left else max(dot, 0)
        return dot if self.cut_right else min(dot, self.width * per_column - 1)

    def dot(self, day: float, per_column: int) -> int:
        """As `column`, counted from the left edge in dots of which a column has several."""
        dots = self.width * per_column
        return min(max(floor(self.position(day) * per_column + _HAIR), 0), dots - 1)
