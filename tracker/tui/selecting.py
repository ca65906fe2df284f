"""A list over a screen of which one row is selected, by keys or the wheel. Refuses to know what its rows are."""

from typing import TypeVar

from tracker.tui.lines import Lines
from tracker.tui.passing import Passing

T = TypeVar("T")


class Selecting(Passing[T]):
    """A box of rows drawn by one `Lines`, left with the row that was chosen."""

    def __init__(self, rows: int, selected: int = 0) -> None:
        """Take how many rows can be selected.

        Args:
            rows: At least one.
            selected: The first one that is, counted from 0.
        """
        super().__init__()
        self._selectable = rows
        self._row = selected

    def _select(self, row: int) -> None:
        self._row = min(max(row, 0), self._selectable - 1)
        self.query_one(Lines).redraw()

    def action_row_down(self) -> None:
        """The next row."""
        self._select(self._row + 1)

    def action_row_up(self) -> None:
        """The row before."""
        self._select(self._row - 1)

    def action_back(self) -> None:
        """Close, and nothing is chosen."""
        self.dismiss()

    def action_leave(self) -> None:
        """Back too: leaving this is not leaving the screen below."""
        self.dismiss()

    def on_lines_turned(self, message: Lines.Turned) -> None:
        """The wheel moves the selection."""
        self._select(self._row + (1 if message.rows > 0 else -1))
