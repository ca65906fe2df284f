"""What follows from the table of commands: bindings, the entries of a footer, who is offered in a palette.

Refuses to know a command that is not in the table.
"""

from msgspec import Struct
from textual.binding import Binding, BindingType

from tracker.tui.command import Command, Place
from tracker.tui.keys import COMMANDS, KEPT

__all__ = ["COMMANDS", "Command", "FooterEntry", "Place", "bindings_of", "commands_of", "footer_of", "sentence_of"]


_TYPED = frozenset({Place.SQL, Place.AUDIT, *(place for place in Place if place.modal)}) - {Place.FILTER, Place.CHOOSE}
"""Screens over others, and with an input that is to get its keys first; where enter is a command, it comes first."""

_NEEDED = "--write"


class FooterEntry(Struct, frozen=True, kw_only=True):
    """An entry of a footer: one command, or two neighbors that share a word."""

    keys: str
    word: str
    actions: tuple[str, ...]
    gives_way: int
    """Who leaves a narrow footer: the highest first, those that a screen keeps below 0."""


def commands_of(place: Place) -> tuple[Command, ...]:
    """The commands that work on a screen."""
    return tuple(command for command in COMMANDS if place in command.places)


def bindings_of(place: Place) -> list[BindingType]:
    """The bindings of a screen; arrows are taken by built-in widgets, so that screens without an input come first."""
    return [
        Binding(",".join(command.keys), command.action, command.help, show=False, priority=place not in _TYPED)
        for command in commands_of(place)
    ]


def sentence_of(command: Command, *, writable: bool) -> str:
    """What a command does, and what it needs where the screens only read."""
    return f"{command.help} ({_NEEDED})" if command.writes and not writable else command.help


def footer_of(place: Place, *, writable: bool = True) -> list[FooterEntry]:
    """The entries of a screen's footer; neighbors with one word are one entry.

    What would be refused has none, nor has the way to the screen itself.
    """
    entries: list[FooterEntry] = []
    kept = KEPT.get(place, ())
    for command in commands_of(place):
        here = command.action == f"show_{place.value}"
        if not command.footer or here or (command.writes and not writable):
            continue
        before = entries.pop() if entries and entries[-1].word == command.footer else None
        entries.append(
            FooterEntry(
                keys=command.first_shown if before is None else f"{before.keys}/{command.first_shown}",
                word=command.footer,
                actions=(command.action,) if before is None else (*before.actions, command.action),
                gives_way=kept.index(command.footer) - len(kept) if command.footer in kept else command.gives_way,
            )
        )
    return entries
