"""A question for the name of a file. Refuses to look whether there is one: whoever writes it says so."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label


class PathPrompt(ModalScreen[str | None]):
    """Asks where to; None where nobody wants to any more."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "back", show=False)]

    def __init__(self, question: str, name: str) -> None:
        super().__init__()
        self._question = question
        self._name = name

    def compose(self) -> ComposeResult:
        """A sentence and a line to write on."""
        with Vertical(id="prompt"):
            yield Label(self._question, markup=False)
            yield Input(self._name, id="path", compact=True)
            yield Label("enter writes, esc leaves it", markup=False)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Take the name."""
        self.dismiss(message.value.strip() or None)

    def action_back(self) -> None:
        """Leave it."""
        self.dismiss(None)
