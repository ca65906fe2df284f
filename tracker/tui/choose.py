"""A list to choose another case from: typing filters it, enter takes the selected one.

Refuses to offer the case that is at hand.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.screen import ModalScreen
from textual.widgets import Input

from tracker.tui import palette
from tracker.tui.command import Place
from tracker.tui.commands import bindings_of
from tracker.tui.footer import action_at, draw_footer
from tracker.tui.glyphs import Glyphs
from tracker.tui.grid import Grid, fit
from tracker.tui.lines import Lines
from tracker.tui.palette import Paint
from tracker.tui.panels import draw_more
from tracker.tui.roster import Roster, matching, searched, who

_NAME = 13
_EDGE = 1
"""Rows of the lower edge."""


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
            with Horizontal(id="narrowing"):
                yield Lines(self._draw_edge, id="left")
                yield field
                yield Lines(self._draw_edge, id="right")
            yield Lines(self._draw, id="choices")
            yield Lines(self._draw_keys, id="keys")

    def _draw_title(self, grid: Grid) -> None:
        box = self._glyphs.box
        grid.put(0, 0, box[0] + box[4] * (grid.width - 2) + box[1], palette.BORDER)
        title = fit(self._title, max(grid.width - 6, 0), self._glyphs.ellipsis)
        grid.put(2, 0, f" {title} ", palette.TITLE, stop=grid.width - 2)

    def _draw_edge(self, grid: Grid) -> None:
        grid.put(0, 0, self._glyphs.box[5], palette.BORDER)

    def _draw_keys(self, grid: Grid) -> None:
        draw_footer(grid, Place.CHOOSE)

    def _draw(self, grid: Grid) -> None:
        box, room = self._glyphs.box, grid.height - _EDGE
        for y in range(room):
            grid.put(0, y, box[5], palette.BORDER)
            grid.put(grid.width - 1, y, box[5], palette.BORDER)
        grid.put(0, room, box[2] + box[4] * (grid.width - 2) + box[3], palette.BORDER)
        if not self._found:
            said = "no other case" if not self._rows else "no case has these words"
            grid.put(2, 0, said, palette.QUIET, stop=grid.width - 1)
        for y, place in enumerate(self._found[self._top(room) :][:room]):
            row, chosen = self._rows[place], self._top(room) + y == self._row
            right = grid.width - 1
            grid.put(1, y, " " * (right - 1), Paint(bg=palette.SELECTED_BG if chosen else palette.PAGE))
            if chosen:
                grid.put(1, y, self._glyphs.selected, palette.CURSOR)
            name = fit(str(row["patient"]), max(right - 4, 0), self._glyphs.ellipsis)
            x = max(grid.put(3, y, name, palette.STRONG) + 2, _NAME)
            grid.put(x, y, fit(who(row), right - 1 - x, self._glyphs.ellipsis), palette.TEXT)
        draw_more(
            grid,
            self._top(room),
            max(len(self._found) - self._top(room) - room, 0),
            (grid.width - 2, room),
            self._glyphs,
        )

    def _top(self, room: int) -> int:
        return max(self._row - max(room, 1) + 1, 0)

    def _select(self, row: int) -> None:
        self._row = min(max(row, 0), max(len(self._found) - 1, 0))
        self.query_one("#choices", Lines).redraw()

    def on_input_changed(self, message: Input.Changed) -> None:
        """Filter while it is typed."""
        self._found = matching(self._texts, message.value)
        self._select(0)

    async def on_lines_pressed(self, message: Lines.Pressed) -> None:
        """Pressing a line takes it, a key of the last row does what it says."""
        room = message.lines.size.height - _EDGE
        row = self._top(room) + message.y
        if message.lines.id == "keys":
            action = action_at(message.x, message.lines.size.width, Place.CHOOSE)
            if action:
                await self.run_action(action)
        elif message.lines.id == "choices" and message.y < room and row < len(self._found):
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
