"""A list to choose another case from: typing filters it, enter takes the selected one.

Refuses to offer the case that is at hand.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import ModalScreen
from textual.widgets import Input

from tracker.tui import palette
from tracker.tui.command import Place
from tracker.tui.commands import bindings_of
from tracker.tui.glyphs import Glyphs
from tracker.tui.grid import Grid, fit
from tracker.tui.lines import Lines
from tracker.tui.palette import Paint
from tracker.tui.roster import Roster, matching, searched, who

_NAME = 12


class Choose(ModalScreen[str | None]):
    """Dismissed with a patient, or with None."""

    BINDINGS: ClassVar = bindings_of(Place.CHOOSE)

    def __init__(self, title: str, rows: Sequence[Roster], glyphs: Glyphs) -> None:
        super().__init__()
        self._title = title
        self._rows = rows
        self._texts = [searched(row) for row in rows]
        self._found = list(range(len(rows)))
        self._glyphs = glyphs
        self._row = 0

    def compose(self) -> ComposeResult:
        """A line to type into over the list."""
        field = Input(placeholder="type to filter", compact=True)
        field.cursor_blink = False
        with Container(id="choosing"):
            yield Lines(self._draw_title, id="choice")
            yield field
            yield Lines(self._draw, id="choices")

    def _draw_title(self, grid: Grid) -> None:
        grid.put(0, 0, " " * grid.width, palette.IDENTITY)
        grid.put(1, 0, fit(self._title, grid.width - 2, self._glyphs.ellipsis), palette.IDENTITY_STRONG)

    def _draw(self, grid: Grid) -> None:
        if not self._found:
            grid.put(1, 0, "no other case" if not self._rows else "no case has these words", palette.QUIET)
        for y, place in enumerate(self._found[self._top(grid.height) :][: grid.height]):
            row, chosen = self._rows[place], self._top(grid.height) + y == self._row
            grid.put(0, y, " " * grid.width, Paint(bg=palette.SELECTED_BG if chosen else palette.PAGE))
            if chosen:
                grid.put(0, y, self._glyphs.selected, palette.CURSOR)
            name = fit(str(row["patient"]), max(grid.width - 3, 0), self._glyphs.ellipsis)
            x = max(grid.put(2, y, name, palette.STRONG) + 2, _NAME)
            grid.put(x, y, fit(who(row), grid.width - x, self._glyphs.ellipsis), palette.TEXT)

    def _top(self, height: int) -> int:
        return max(self._row - max(height, 1) + 1, 0)

    def _select(self, row: int) -> None:
        self._row = min(max(row, 0), max(len(self._found) - 1, 0))
        self.query_one("#choices", Lines).redraw()

    def on_input_changed(self, message: Input.Changed) -> None:
        """Filter while it is typed."""
        self._found = matching(self._texts, message.value)
        self._select(0)

    def on_lines_pressed(self, message: Lines.Pressed) -> None:
        """Pressing a line takes it."""
        row = self._top(message.lines.size.height) + message.y
        if message.lines.id == "choices" and row < len(self._found):
            self._row = row
            self.action_take()

    def on_lines_turned(self, message: Lines.Turned) -> None:
        """The wheel moves the selection."""
        self._select(self._row + message.rows)

    def action_above(self) -> None:
        """The case above."""
        self._select(self._row - 1)

    def action_below(self) -> None:
        """The case below."""
        self._select(self._row + 1)

    def action_take(self) -> None:
        """The selected case."""
        if self._found:
            self.dismiss(str(self._rows[self._found[self._row]]["patient"]))

    def action_cancel(self) -> None:
        """None of them."""
        self.dismiss(None)
