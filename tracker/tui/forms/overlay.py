"""What the screens that write share: a heading, a line that says what is the matter, the keys, and a least size.

Refuses to be used where it would not fit: it says so and how to go on, and nothing that was typed is lost.
"""

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import ModalScreen, ScreenResultType
from textual.widget import Widget

from tracker.tui import palette
from tracker.tui.command import Place
from tracker.tui.footer import action_at, draw_footer
from tracker.tui.grid import Grid, fit
from tracker.tui.lines import Lines
from tracker.tui.panels import draw_rows, flow
from tracker.tui.room import Row

LEAST = (60, 16)
"""Columns and rows that a form needs."""
WIDE = 100
"""Columns from which on what is offered stands beside the fields."""
_MATTER = 2
"""Rows that are kept for what is the matter, so that a short sentence moves nothing."""


class Overlay(ModalScreen[ScreenResultType]):
    """A screen over the replay that fills the terminal."""

    PLACE: ClassVar[Place]
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - as Textual declares it
    DEFAULT_CSS = f"""
    Overlay {{ background: {palette.PAGE}; layout: vertical; align: left top; }}
    Overlay #title, Overlay #keys {{ height: 1; }}
    Overlay #matter {{ height: {_MATTER}; }}
    Overlay #body {{ height: 1fr; }}
    Overlay #small {{ height: 1fr; display: none; }}
    Overlay.-small #body, Overlay.-small #matter, Overlay.-small #keys {{ display: none; }}
    Overlay.-small #small {{ display: block; }}
    """

    def __init__(self) -> None:
        super().__init__()
        self.matter = ""
        """What is the matter, such as why something is refused."""
        self.alarming = False

    def compose(self) -> ComposeResult:
        """Heading, body, what is the matter, keys."""
        yield Lines(self._draw_title, id="title")
        yield Container(*self.body(), id="body")
        yield Lines(self._draw_small, id="small")
        yield Lines(self._draw_matter, id="matter")
        yield Lines(self._draw_keys, id="keys")

    def body(self) -> tuple[Widget, ...]:
        """What stands between heading and keys."""
        return ()

    def heading(self) -> tuple[str, str]:
        """What the screen is about, and what else is to be said."""
        return "", ""

    def say(self, matter: str, *, alarming: bool = False) -> None:
        """Say what is the matter."""
        self.matter, self.alarming = matter, alarming
        self._make_room()
        self.redraw()

    def redraw(self) -> None:
        """Draw the lines around the body."""
        for part in self.query(Lines):
            part.redraw()

    def on_resize(self) -> None:
        """A terminal that is too small shows that it is; enlarged again, there is a field in hand again."""
        width, height = self.size
        small = width < LEAST[0] or height < LEAST[1]
        self.set_class(small, "-small")
        self._make_room()
        if not small and self.focused is None:
            self.call_after_refresh(self.focus_next)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is done where nothing of it would be seen, but closing."""
        del parameters
        return action == "close_form" or not self.has_class("-small")

    def _draw_title(self, grid: Grid) -> None:
        grid.put(0, 0, " " * grid.width, palette.IDENTITY)
        title, more = self.heading()
        x = grid.put(1, 0, title, palette.IDENTITY_STRONG)
        grid.put(x + 2, 0, fit(more, max(grid.width - x - 3, 0)), palette.IDENTITY)

    def _draw_small(self, grid: Grid) -> None:
        width, height = self.size
        said = f"a form needs {LEAST[0]}x{LEAST[1]}, this terminal has {width}x{height}: enlarge it, or esc closes and keeps what was typed"
        for y, row in enumerate(flow([(said, palette.WARNING)], max(grid.width - 2, 1))):
            for x, text, paint in row:
                grid.put(x + 1, y, text, paint)

    def _make_room(self) -> None:
        """Rows for all that is the matter: its end says what to do."""
        said = len(self._said(self.size.width))
        self.query_one("#matter", Lines).styles.height = min(max(said, _MATTER), max(self.size.height // 2, _MATTER))

    def _said(self, width: int) -> list[Row]:
        paint = palette.WORSE if self.alarming else palette.QUIET
        return flow([(self.matter, paint)] if self.matter else [], max(width - 2, 1))

    def _draw_matter(self, grid: Grid) -> None:
        draw_rows(grid, self._said(grid.width), (1, 0, grid.width - 2, grid.height))

    def _draw_keys(self, grid: Grid) -> None:
        draw_footer(grid, self.PLACE)

    async def on_lines_pressed(self, message: Lines.Pressed) -> None:
        """Pressing a key of the footer does it."""
        if message.lines.id == "keys":
            action = action_at(message.x, message.lines.size.width, self.PLACE)
            if action:
                await self.run_action(action)
