"""The list of markers to choose one for the chart from.

Refuses a marker that nothing was told of yet: that it will be measured is the future's.
"""

from typing import ClassVar

from msgspec import Struct
from textual.app import ComposeResult

from tracker.tui import palette
from tracker.tui.commands import Place, bindings_of
from tracker.tui.glyphs import Glyphs
from tracker.tui.grid import Grid, fit
from tracker.tui.lines import Lines
from tracker.tui.palette import Paint
from tracker.tui.plot import Plot
from tracker.tui.selecting import Selecting
from tracker.tui.sight import number_of
from tracker.tui.strips import bars, number_text, results_of
from tracker.values.counts import agreeing

_COURSE = 12
_NUMBERS = 28
"""Cells of how many results there are and of the last one."""
_FRAME = 2


class Choice(Struct, frozen=True, kw_only=True):
    """A marker that can be shown."""

    number: int
    """As `sight.number_of` has it."""
    name: str
    results: int
    last: str
    course: str


def choices_of(plot: Plot) -> list[Choice]:
    """The markers with a number so far, those with most results first."""
    found = [
        Choice(
            number=number_of(curve),
            name=f"{curve.analyte} {curve.unit}".strip(),
            results=len(results),
            last=number_text(results[-1], curve.unit),
            course=bars(plot, curve)[-_COURSE:],
        )
        for curve in plot.picture.curves
        if (results := results_of(plot, curve))
    ]
    return sorted(found, key=lambda choice: -choice.results)


class Picker(Selecting[int]):
    """Choose the marker of the chart."""

    PLACE = Place.PICKER
    OPENED_BY = "marker"
    BINDINGS: ClassVar = bindings_of(Place.PICKER)

    def __init__(self, glyphs: Glyphs, choices: list[Choice], number: int | None) -> None:
        """Take the markers.

        Args:
            glyphs: The signs the terminal can show.
            choices: At least one.
            number: That of the one in the chart; None where there is none.
        """
        shown = next((row for row, choice in enumerate(choices) if choice.number == number), 0)
        super().__init__(len(choices), shown)
        self._glyphs = glyphs
        self._choices = choices

    def compose(self) -> ComposeResult:
        """One sheet of lines."""
        lines = Lines(self._draw, id="picker")
        lines.styles.height = len(self._choices) + _FRAME
        yield lines

    def _top(self, height: int) -> int:
        return max(self._row - max(height - _FRAME, 1) + 1, 0)

    def _draw(self, grid: Grid) -> None:
        grid.frame(
            "Marker: j/k and enter; esc or a key of the replay closes", self._glyphs.box, palette.BORDER, palette.TITLE
        )
        top = self._top(grid.height)
        numbers_at = grid.width - 2 - _COURSE - _NUMBERS
        for y, choice in enumerate(self._choices[top : top + grid.height - _FRAME], start=1):
            chosen = top + y - 1 == self._row
            if chosen:
                grid.put(1, y, " " * (grid.width - 2), Paint(bg=palette.SELECTED_BG))
                grid.put(1, y, self._glyphs.selected, palette.CURSOR)
            grid.put(3, y, fit(choice.name, max(numbers_at - 4, 4), self._glyphs.ellipsis), palette.STRONG)
            count = f"{choice.results:>3} {agreeing(choice.results, 'result ', 'results')}"
            grid.put(numbers_at, y, f"{count}  last {choice.last}", palette.QUIET)
            grid.put(grid.width - 2 - _COURSE, y, choice.course, palette.SPARK)

    def on_lines_pressed(self, message: Lines.Pressed) -> None:
        """Pressing a marker chooses it."""
        row = self._top(message.lines.size.height) + message.y - 1
        if 0 <= row < len(self._choices) and 0 < message.y < message.lines.size.height - 1:
            self._row = row
            self.action_choose_marker()

    def action_choose_marker(self) -> None:
        """Show the selected marker."""
        self.dismiss(self._choices[self._row].number)
