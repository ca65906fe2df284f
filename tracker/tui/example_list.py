"""Where no answer is shown yet: what a newcomer may ask, a task each, and the keys that ask. Refuses to run anything."""

from collections.abc import Sequence

from tracker.tui import palette
from tracker.tui.console import Example
from tracker.tui.glyphs import Glyphs
from tracker.tui.grid import Grid, fit
from tracker.tui.palette import Paint
from tracker.tui.panels import draw_rows, flow

EXAMPLES_FROM = 2
"""The row of the first example."""
_HINTS = (
    "^r runs the query; f7 selects all of it. ^up brings back what was asked before, examples first of all.",
    "tab leads on to the views and their columns, where enter writes a name into the query.",
    "esc leaves the editor: then the numbers lead to the other screens, and ? says more.",
)


def draw_examples(grid: Grid, examples: Sequence[Example], at: int, glyphs: Glyphs, *, focused: bool) -> None:
    """Draw the tasks around the one looked at, and below them how to ask something else.

    Args:
        grid: Where an answer will stand.
        examples: The tasks.
        at: The one looked at.
        glyphs: The signs the terminal can show.
        focused: Whether keys go to the list.
    """
    how = "j/k and enter: into the editor" if focused else "tab, then enter: into the editor"
    grid.put(1, 1, fit(f"Examples · {how}, where ^r runs it", grid.width - 2, glyphs.ellipsis), palette.TITLE)
    room = max(grid.height - EXAMPLES_FROM, 0)
    top = max(at - room + 1, 0)
    for y, example in enumerate(examples[top : top + room], start=EXAMPLES_FROM):
        if focused and top + y - EXAMPLES_FROM == at:
            grid.put(0, y, " " * grid.width, Paint(bg=palette.SELECTED_BG))
            grid.put(1, y, glyphs.selected, palette.CURSOR)
        grid.put(3, y, fit(example.task, grid.width - 4, glyphs.ellipsis), palette.TEXT)
    y = EXAMPLES_FROM + len(examples) + 1
    for hint in _HINTS:
        rows = flow([(hint, palette.QUIET)], grid.width - 2)
        if y + len(rows) > grid.height:
            break  # a hint is whole or not there: its keys stand in the footer too
        draw_rows(grid, rows, (1, y, grid.width - 2, len(rows)))
        y += len(rows)
