"""The line that a filter is typed into, over the list that it filters.

Refuses to know what is filtered; it hands on every text that it holds.
"""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Input

from tracker.tui.command import Place
from tracker.tui.commands import bindings_of


class Filter(ModalScreen[None]):
    """One line at the bottom."""

    BINDINGS: ClassVar = bindings_of(Place.FILTER)

    def __init__(self, text: str, hand_on: Callable[[str], None]) -> None:
        super().__init__()
        self._text = text
        self._hand_on = hand_on

    def compose(self) -> ComposeResult:
        """The line."""
        field = Input(self._text, placeholder="words to filter by · enter keeps them · esc shows all", compact=True)
        field.cursor_blink = False
        yield field

    def on_input_changed(self, message: Input.Changed) -> None:
        """Filter while it is typed."""
        self._hand_on(message.value)

    def action_take(self) -> None:
        """Keep the filter."""
        self.dismiss()

    def action_cancel(self) -> None:
        """Filter by nothing."""
        self._hand_on("")
        self.dismiss()
