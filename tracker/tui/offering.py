"""The list of what can be written, a key each. Refuses a kind that is not on it: nothing is written."""

from collections.abc import Sequence
from itertools import groupby
from typing import ClassVar

from textual.app import ComposeResult

from tracker.tui import palette
from tracker.tui.commands import Place, bindings_of
from tracker.tui.figures.extra import NEEDED, there
from tracker.tui.glyphs import Glyphs
from tracker.tui.grid import Grid, fit
from tracker.tui.kinds import Kind
from tracker.tui.lines import Lines
from tracker.tui.palette import Paint
from tracker.tui.selecting import Selecting

_FRAME = 2
_END = 7
"""Cells of the end of a name."""


class Offering(Selecting[Kind]):
    """Choose what to write."""

    PLACE = Place.EXPORTS
    OPENED_BY = "export"
    BINDINGS: ClassVar = bindings_of(Place.EXPORTS)

    def __init__(self, glyphs: Glyphs, kinds: Sequence[Kind]) -> None:
        super().__init__(len(kinds))
        self._glyphs = glyphs
        self._kinds = kinds
        self._rows: list[Kind | str] = []
        for group, members in groupby(kinds, key=lambda kind: kind.group):
            found = list(members)
            self._rows += [group, *([NEEDED] if found[0].extra and not there() else []), *found]

    def compose(self) -> ComposeResult:
        """One sheet of lines."""
        lines = Lines(self._draw, id="exports")
        lines.styles.height = len(self._rows) + _FRAME
        yield lines

    def _draw(self, grid: Grid) -> None:
        grid.frame(
            "Export: a key, or j/k and enter; esc or another key closes",
            self._glyphs.box,
            palette.BORDER,
            palette.TITLE,
        )
        room = grid.width - 4
        for y, row in enumerate(self._rows, start=1):
            if isinstance(row, str):
                grid.put(
                    2, y, fit(row, room, self._glyphs.ellipsis), palette.WARNING if row is NEEDED else palette.QUIET
                )
                continue
            if row is self._kinds[self._row]:
                grid.put(1, y, " " * (grid.width - 2), Paint(bg=palette.SELECTED_BG))
                grid.put(1, y, self._glyphs.selected, palette.CURSOR)
            grid.put(4, y, row.key, palette.CURSOR)
            grid.put(7, y, fit(row.says, room - 6 - _END, self._glyphs.ellipsis), palette.TEXT)
            grid.put(grid.width - _END, y, row.end, palette.QUIET)

    def on_lines_pressed(self, message: Lines.Pressed) -> None:
        """Pressing a kind chooses it."""
        row = self._rows[message.y - 1] if 0 < message.y <= len(self._rows) else ""
        if not isinstance(row, str):
            self.dismiss(row)

    def _choose(self, key: str) -> None:
        found = next((kind for kind in self._kinds if kind.key == key), None)
        if found is not None:
            self.dismiss(found)

    def action_export_text(self) -> None:
        """The month as text."""
        self._choose("t")

    def action_export_picture(self) -> None:
        """The month as a picture."""
        self._choose("s")

    def action_export_figure(self) -> None:
        """The figure as a drawing that scales."""
        self._choose("f")

    def action_export_pixels(self) -> None:
        """The figure as an image."""
        self._choose("g")

    def action_export_page(self) -> None:
        """The replay as a page."""
        self._choose("p")

    def action_export_recording(self) -> None:
        """The replay as a recording."""
        self._choose("r")

    def action_choose_export(self) -> None:
        """The selected kind."""
        self.dismiss(self._kinds[self._row])
