"""What lies over a screen: a box of rows that scrolls, closes and can be copied. Refuses to know what it shows."""

from typing import ClassVar, TypeVar

from textual.app import ComposeResult

from tracker.tui import palette
from tracker.tui.command import Place
from tracker.tui.footer import action_at, draw_footer
from tracker.tui.glyphs import Glyphs
from tracker.tui.grid import Grid
from tracker.tui.lines import Lines
from tracker.tui.palette import PAGE
from tracker.tui.panels import draw_more, draw_rows
from tracker.tui.passing import Passing
from tracker.tui.room import Row
from tracker.values.counts import counted

T = TypeVar("T")

COPIED_WIDTH = 100
"""Columns of a text that is copied."""
_EDGE = 4


class Modal(Passing[T]):
    """A box over the screen below; it is left with what was chosen, or with nothing."""

    PLACE: ClassVar[Place]
    DEFAULT_CSS = f"""
    Modal {{ align: center middle; background: {PAGE} 60%; }}
    Modal #box {{ max-width: 120; height: 1fr; max-height: 48; }}
    Modal #keys {{ max-width: 120; height: 1; }}
    """

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self.glyphs = glyphs
        self._top = 0
        self._said = ""

    def compose(self) -> ComposeResult:
        """One box, and the keys below it."""
        yield Lines(self._draw, id="box")
        yield Lines(self._draw_keys, id="keys")

    def heading(self) -> str:
        """What stands in the edge of the box; nothing unless a box says so."""
        return ""

    def rows(self, width: int) -> list[Row]:
        """Everything there is to read; nothing unless a box says so."""
        del width
        return []

    @property
    def keys_without(self) -> frozenset[str]:
        """Commands that would do nothing as it is, and are not named."""
        return frozenset()

    def _draw(self, grid: Grid) -> None:
        grid.frame(self.heading(), self.glyphs.box, palette.BORDER, palette.TITLE)
        box = (2, 1, grid.width - _EDGE, grid.height - 2)
        more = draw_rows(grid, self.rows(box[2]), box, self._top)
        draw_more(grid, *more, (grid.width - 2, grid.height - 1), self.glyphs)

    def _draw_keys(self, grid: Grid) -> None:
        draw_footer(grid, self.PLACE, self._said, without=self.keys_without)

    def redraw(self, said: str = "") -> None:
        """Draw anew."""
        self._said = said
        for part in self.query(Lines):
            part.redraw()

    @property
    def room(self) -> int:
        """Rows that are in sight."""
        return max(self.query_one("#box", Lines).size.height - 2, 1)

    def scroll_rows(self, rows: int) -> None:
        """Scroll, up to the ends."""
        width = self.query_one("#box", Lines).size.width - _EDGE
        self._top = min(max(self._top + rows, 0), max(len(self.rows(width)) - self.room, 0))
        self.redraw()

    def action_row_down(self) -> None:
        """Scroll down."""
        self.scroll_rows(1)

    def action_row_up(self) -> None:
        """Scroll up."""
        self.scroll_rows(-1)

    def action_page_down(self) -> None:
        """Scroll by what is in sight."""
        self.scroll_rows(self.room)

    def action_page_up(self) -> None:
        """Scroll back by what is in sight."""
        self.scroll_rows(-self.room)

    def action_first(self) -> None:
        """Scroll to the top."""
        self.scroll_rows(-self._top)

    def action_last(self) -> None:
        """Scroll to the end."""
        width = self.query_one("#box", Lines).size.width - _EDGE
        self.scroll_rows(len(self.rows(width)))

    def action_copy(self) -> None:
        """Everything there is to read, as text."""
        rows = self.rows(COPIED_WIDTH)
        text = text_of(rows, COPIED_WIDTH)
        self.app.copy_to_clipboard(f"{self.heading()}\n{text}")
        self.redraw(f"copied {counted(len(rows), 'row')}")

    def action_back(self) -> None:
        """Back to the screen below."""
        self.dismiss()

    def action_leave(self) -> None:
        """Back too: leaving this is not leaving the replay."""
        self.dismiss()

    def on_lines_turned(self, message: Lines.Turned) -> None:
        """Scroll by the wheel."""
        message.stop()
        self.scroll_rows(message.rows)

    async def on_lines_pressed(self, message: Lines.Pressed) -> None:
        """A key of the last row does what it says."""
        message.stop()
        if message.lines.id == "keys":
            width = message.lines.size.width
            action = action_at(message.x, width, self.PLACE, self._said, without=self.keys_without)
            if action:
                await self.run_action(action)
        else:
            self.pressed(message.y - 1)

    def pressed(self, row: int) -> None:
        """A row of the box was pressed, counted from the first in sight."""


def text_of(rows: list[Row], width: int) -> str:
    """Rows as text, without trailing blanks."""
    grid = Grid(width, len(rows))
    draw_rows(grid, rows, (0, 0, width, len(rows)))
    return grid.text()
