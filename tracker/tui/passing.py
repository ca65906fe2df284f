"""A box of rows over a screen gives way to the keys of that screen: it closes, and the key does what it does there.

Refuses to take a key that the box has itself, and to close for one that means nothing below either.
"""

from typing import ClassVar, TypeVar

from textual.events import Key
from textual.screen import ModalScreen

from tracker.tui.commands import Place, commands_of

T = TypeVar("T")


class Passing(ModalScreen[T]):
    """Over a screen with commands of its own."""

    PLACE: ClassVar[Place]
    OPENED_BY: ClassVar[str] = ""
    """The command that opened it; its key closes it again, and no more."""

    def on_key(self, event: Key) -> None:
        """Close for a command of the screen below, and hand its key on."""
        place = getattr(self.app.screen_stack[-2], "PLACE", None)
        if place is None or any(event.key in its.keys for its in commands_of(self.PLACE)):
            return
        found = next((its for its in commands_of(place) if event.key in its.keys), None)
        if found is None:
            return
        event.stop()
        self.dismiss()
        if found.action != self.OPENED_BY:
            self.app.call_later(self.app.simulate_key, event.key)
