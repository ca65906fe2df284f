"""The one widget of the screens: a grid of cells that repaints only what changed.

Refuses to know what it shows; its screen hands it a function that draws.
"""

from collections.abc import Callable

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tracker.tui.grid import Grid

Draw = Callable[[Grid], None]
"""Draws into an empty grid of the widget's size."""

_WHEEL_ROWS = 3


class Lines(Widget):
    """A rectangle of cells, drawn by its screen."""

    class Pressed(Message):
        """A cell was pressed with the mouse."""

        def __init__(self, lines: "Lines", x: int, y: int) -> None:
            self.lines = lines
            self.x = x
            self.y = y
            super().__init__()

        @property
        def control(self) -> "Lines":
            """The widget, for the selector of a handler."""
            return self.lines

    class Dragged(Message):
        """The mouse was moved with its button pressed, to another column."""

        def __init__(self, lines: "Lines", begun: int, x: int) -> None:
            self.lines = lines
            self.begun = begun
            """The column in which the button was pressed."""
            self.x = x
            super().__init__()

        @property
        def control(self) -> "Lines":
            """The widget, for the selector of a handler."""
            return self.lines

    class Turned(Message):
        """The wheel was turned over it."""

        def __init__(self, lines: "Lines", rows: int) -> None:
            self.lines = lines
            self.rows = rows
            """How far to scroll, downward above zero."""
            super().__init__()

        @property
        def control(self) -> "Lines":
            """The widget, for the selector of a handler."""
            return self.lines

    ALLOW_SELECT = False

    def __init__(self, draw: Draw, *, id: str) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id)
        self._draw = draw
        self._grid = Grid(0, 0)
        self._held: int | None = None
        """The column in which the button was pressed, while it is."""
        self._dragged: int | None = None
        """The column that the mouse was dragged to; a click that ends a drag is none."""

    @property
    def grid(self) -> Grid:
        """What is shown."""
        return self._grid

    def redraw(self) -> None:
        """Draw again and repaint the cells that changed."""
        grid = Grid(self.size.width, self.size.height)
        if not (grid.width and grid.height):
            return
        self._draw(grid)
        before, self._grid = self._grid, grid
        if (before.width, before.height) != (grid.width, grid.height):
            self.refresh()
            return
        changed = [Region(begin, y, end - begin, 1) for y, begin, end in grid.changes(before)]
        if changed:
            self.refresh(*changed)

    def render_line(self, y: int) -> Strip:
        """The row as it was last drawn."""
        if y < self._grid.height and self._grid.width == self.size.width:
            return self._grid.strip(y)
        return Grid(self.size.width, 1).strip(0)

    def on_resize(self) -> None:
        """A new size needs a new drawing."""
        self.redraw()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Keep the mouse until its button is let go, wherever it goes."""
        self._held, self._dragged = event.x, None
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Tell the screen where it was dragged to."""
        x = min(max(event.x, 0), self.size.width - 1)
        if self._held is not None and x != (self._held if self._dragged is None else self._dragged):
            self._dragged = x
            self.post_message(self.Dragged(self, self._held, x))

    def on_mouse_up(self) -> None:
        """Let the mouse go."""
        self._held = None
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Tell the screen where, unless it ends a drag."""
        if self._dragged is not None:
            self._dragged = None
            return
        self.post_message(self.Pressed(self, event.x, event.y))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Tell the screen that the wheel was turned."""
        event.stop()
        self.post_message(self.Turned(self, _WHEEL_ROWS))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Tell the screen that the wheel was turned back."""
        event.stop()
        self.post_message(self.Turned(self, -_WHEEL_ROWS))
