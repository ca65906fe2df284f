"""The axis of the marker chart: values to rows, decades equally far apart.

Refuses an axis of fewer than two decades: it would make a hill of every ripple.
"""

from collections.abc import Iterable
from math import ceil, floor, log10

from msgspec import Struct

from tracker.projections.picture import MarkerPoint

_LEAST_DECADES = 2
_THOUSANDS = ((9, "G"), (6, "M"), (3, "k"))


class LogAxis(Struct, frozen=True, kw_only=True):
    """Values to rows, by decades; row `top` holds the highest."""

    low: int
    high: int
    top: int
    height: int
    fine: int
    """Dots in a row, so that a point lies on its curve."""
    rows: float
    """Rows of a decade."""
    every: int
    """Decades from one line of the grid to the next, a whole number of rows."""

    def dot(self, value: float, per_row: int) -> int:
        """The dot of a value, counted from the top edge; what is not above zero lies on the floor."""
        dots = self.height * per_row
        if value <= 0:
            return dots - 1
        below = (self.high - log10(value)) * self.rows * per_row + (per_row - 1) / 2
        return min(max(round(below), 0), dots - 1)

    def row(self, value: float) -> int:
        """The row of a value."""
        return self.top + self.dot(value, self.fine) // self.fine

    def lines(self) -> list[tuple[int, int]]:
        """The decades that have a line, each with its row."""
        return [
            (exponent, self.top + round((self.high - exponent) * self.rows))
            for exponent in range(self.high, self.low - 1, -self.every)
        ]


def axis_of(points: Iterable[MarkerPoint], *, top: int, height: int, fine: int = 1) -> LogAxis:
    """An axis of whole decades around the points, two at least; rows that do not divide stay free at the top."""
    values = [point.value for point in points if point.value > 0] or [10.0, 1000.0]
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    low = min(low, high - _LEAST_DECADES)
    rows, every = _spacing(high - low, height)
    used = min(floor((high - low) * rows) + 1, height)
    return LogAxis(low=low, high=high, top=top + height - used, height=used, fine=fine, rows=rows, every=every)


def _spacing(decades: int, height: int) -> tuple[float, int]:
    """Rows of a decade and decades between two lines: a line each, or each second one where that gains half a row."""
    whole = (height - 1) // decades
    half = 2 * (height - 1) // decades / 2
    if whole >= _LEAST_DECADES or (whole and half == whole):
        return float(whole), 1
    if half:
        return half, 2
    return max(height - 1, 1) / decades, decades


def decade_label(exponent: int) -> str:
    """A power of ten as short as an axis wants it.

    >>> [decade_label(n) for n in (-1, 0, 2, 3, 5, 6)]
    ['0.1', '1', '100', '1k', '100k', '1M']
    """
    if exponent < 0:
        return f"{10.0**exponent:g}"
    for least, sign in _THOUSANDS:
        if exponent >= least:
            return f"{10 ** (exponent - least)}{sign}"
    return str(10**exponent)
