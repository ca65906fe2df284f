"""A line to type into, with an answer under it while one types: go to, search.

Refuses to close on what leads nowhere: the answer says why, and what was typed stays to be mended.
"""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from tracker.tui import palette
from tracker.tui.commands import Place, bindings_of
from tracker.tui.glyphs import Glyphs
from tracker.tui.grid import Grid, fit, wrap
from tracker.tui.lines import Lines

Answer = Callable[[str], tuple[bool, str]]
"""Whether what was typed leads somewhere, and where to or why not."""


class Prompt(ModalScreen[str]):
    """Ask for a line of text."""

    PLACE = Place.PROMPT
    BINDINGS: ClassVar = bindings_of(Place.PROMPT)

    def __init__(self, glyphs: Glyphs, title: str, answer: Answer) -> None:
        """Take what to ask.

        Args:
            glyphs: The signs the terminal can show.
            title: What is asked for.
            answer: Says what comes of a text; it moves nothing.
        """
        super().__init__()
        self._glyphs = glyphs
        self._title = title
        self._answer = answer

    def compose(self) -> ComposeResult:
        """What is asked, the line, what comes of it."""
        with Vertical(id="ask"):
            yield Lines(self._draw_title, id="asked")
            line = Input(id="typed", compact=True)
            line.cursor_blink = False
            yield line
            yield Lines(self._draw_answer, id="answer")

    @property
    def typed(self) -> str:
        """What stands in the line."""
        return self.query_one("#typed", Input).value

    def _draw_title(self, grid: Grid) -> None:
        grid.put(0, 0, " " * grid.width, palette.KEY_LABEL)
        hint = "enter goes there, esc leaves"
        grid.put(0, 0, fit(self._title, grid.width - len(hint) - 2, self._glyphs.ellipsis), palette.KEY)
        grid.put(grid.width - len(hint), 0, hint, palette.KEY_LABEL)

    def _draw_answer(self, grid: Grid) -> None:
        good, text = self._answer(self.typed)
        paint = palette.KEY_LABEL if good or not self.typed.strip() else palette.WARNING._replace(bg=palette.FOOTER)
        rows = wrap(text, grid.width)
        last = " ".join(rows[grid.height - 1 :])
        rows = [*rows[: grid.height - 1], fit(last, grid.width, self._glyphs.ellipsis)]
        for y in range(grid.height):
            grid.put(0, y, (rows[y] if y < len(rows) else "").ljust(grid.width), paint)

    def on_input_changed(self) -> None:
        """Another text, another answer."""
        self.query_one("#answer", Lines).redraw()

    def on_input_submitted(self) -> None:
        """Close with a text that leads somewhere."""
        if self._answer(self.typed)[0]:
            self.dismiss(self.typed)

    def action_back(self) -> None:
        """Close, and nothing moves."""
        self.dismiss()
