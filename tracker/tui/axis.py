"""The axis of the marker chart: values to rows and dots, so that a value stands where its number says.

Refuses to choose the scale: that is one rule for screens and figures.
"""

from collections.abc import Iterable

from msgspec import Struct

from tracker.projections.picture import MarkerPoint
from tracker.tui.value_scale import NOTHING, ValueScale, scale_of, value_label


class ValueAxis(Struct, frozen=True, kw_only=True):
    """Values to rows; row `top` holds the greatest value."""

    scale: ValueScale
    top: int
    height: int
    fine: int
    """Dots in a row, so that a point lies on its curve."""

    def dot(self, value: float, per_row: int) -> int:
        """The dot of a value, counted from the top edge; on logarithms, what is not above zero lies on the floor."""
        dots = self.height * per_row
        if self.scale.log and value <= 0:
            return dots - 1
        below = (1 - self.scale.height(value)) * self.scale.rows * per_row + (per_row - 1) / 2
        return min(max(round(below), 0), dots - 1)

    def row(self, value: float) -> int:
        """The row of a value."""
        return self.top + self.dot(value, self.fine) // self.fine

    def lines(self) -> list[tuple[str, int]]:
        """The labels, each with its row, from the top; the floor is the last one."""
        lines = [(value_label(value), self.row(value)) for value in reversed(self.scale.ticks)]
        return [*lines, (NOTHING, self.top + self.height - 1)] if self.scale.floored else lines


def axis_of(points: Iterable[MarkerPoint], unit: str, *, top: int, height: int, fine: int = 1) -> ValueAxis:
    """An axis for some results; rows that do not divide stay free at the top.

    Args:
        points: Those that are drawn.
        unit: Theirs.
        top: The first row.
        height: The rows there are.
        fine: Dots in a row.
    """
    scale = scale_of([point.value for point in points], unit, height)
    used = min(int(scale.rows) + 1 + scale.floored, height)
    return ValueAxis(scale=scale, top=top + height - used, height=used, fine=fine)
