"""What to do, chosen from a list that typing narrows down: what to record, how to correct. Refuses to do it at once."""

import re
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.containers import Container, Vertical
from textual.widget import Widget
from textual.widgets import Input, OptionList

from tracker.decisions.form import Aim, Offer, Option
from tracker.decisions.refused import Refused
from tracker.tui import palette
from tracker.tui.command import Place
from tracker.tui.commands import bindings_of
from tracker.tui.forms.choices import Choices
from tracker.tui.forms.overlay import Overlay


class Chooser(Overlay[Aim | None]):
    """A list of offers."""

    PLACE = Place.CHOOSER
    BINDINGS: ClassVar = bindings_of(Place.CHOOSER)
    DEFAULT_CSS = f"""
    Chooser #sought {{
        background: {palette.FOOTER}; color: {palette.WHITE}; height: 1; border: none; padding: 0; margin: 0 1;
    }}
    """

    def __init__(self, title: str, offers: Callable[[], Sequence[Offer]]) -> None:
        """Take what is offered.

        Args:
            title: What is chosen for.
            offers: Finds what is offered.
        """
        super().__init__()
        self._title = title
        self._find = offers
        self._offers: tuple[Offer, ...] = ()
        self._listed: tuple[Offer, ...] = ()

    def heading(self) -> tuple[str, str]:
        """What is chosen for."""
        return self._title, "type to narrow down"

    def body(self) -> tuple[Widget, ...]:
        """What is sought, and what is offered."""
        return (Vertical(Input(id="sought", compact=True), Container(Choices(id="offers"))),)

    def on_mount(self) -> None:
        """Look at once: keys that are typed ahead find what they seek."""
        try:
            self._offers = tuple(self._find())
        except Refused as refusal:
            self.say(str(refusal), alarming=True)
        self._narrow()

    def on_input_changed(self) -> None:
        """What is typed narrows down what is offered."""
        self._narrow()

    def _narrow(self) -> None:
        sought = self.query_one("#sought", Input).value.casefold().split()
        texts = [(offer, f"{offer.title} {offer.says} {offer.also}".casefold()) for offer in self._offers]
        found = [(offer, text) for offer, text in texts if all(word in text for word in sought)]
        # "cont" is patient-contacted before it is a word for going on; "ct" is a scan before it is a part of "rejected".
        found.sort(key=lambda each: _rank(each[0].title.casefold(), each[1], sought))
        self._listed = tuple(offer for offer, _ in found)
        offers = [Option(offer.title, _says(offer)) for offer in self._listed]
        self.query_one(Choices).offer(offers, 0 if offers else None)
        if self._offers:
            self.say("" if offers else _NONE)

    def on_input_submitted(self) -> None:
        """Enter opens."""
        self.action_open_form()

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Pressing one opens it."""
        self.dismiss(self._listed[message.option_index].aim)

    def action_open_form(self) -> None:
        """Open the form of what is chosen."""
        place = self.query_one(Choices).highlighted
        if place is not None and place < len(self._listed):
            self.dismiss(self._listed[place].aim)

    def action_option_down(self) -> None:
        """The next one."""
        self.query_one(Choices).step(1)

    def action_option_up(self) -> None:
        """The one before."""
        self.query_one(Choices).step(-1)

    def action_close_form(self) -> None:
        """Do nothing."""
        self.dismiss(None)


_NONE = (
    "nothing here is called that; a offers what can be recorded, x corrects the selected event: amends, retracts or moves it, "
    "or chooses how an ambiguous time is read"
)


def _rank(title: str, text: str, sought: Sequence[str]) -> int:
    """0 where the name itself begins with all that is sought, word by word, 1 where something that is said of it does."""
    return next(
        (rank for rank, said in enumerate((title, text)) if all(_begins_a_word(said, word) for word in sought)), 2
    )


def _begins_a_word(text: str, sought: str) -> bool:
    return re.search(rf"\b{re.escape(sought)}", text) is not None


def _says(offer: Offer) -> str:
    return f"{f'draft of {offer.kept_at} · ' if offer.kept_at else ''}{offer.says}"
