"""The one table of commands: bindings, footer, palette and help are made from it.

Refuses two commands with one action, and a key that does two things on one screen.
"""

from enum import StrEnum

from msgspec import Struct
from textual.binding import Binding, BindingType


class Place(StrEnum):
    """A screen that commands work on."""

    CASES = "cases"
    REPLAY = "replay"
    HELP = "help"


class Command(Struct, frozen=True, kw_only=True):
    """Something a key does."""

    action: str
    keys: tuple[str, ...]
    """Names as Textual has them."""
    shown: str
    """The keys as the help shows them."""
    help: str
    places: tuple[Place, ...]
    footer: str = ""
    """The word in the footer; neighbors with one word share it. Empty: not in the footer."""
    gives_way: int = 0
    """Who leaves a narrow footer: the highest first, 0 never before all others have."""

    @property
    def first_shown(self) -> str:
        """The key as the footer shows it."""
        return self.shown.split(" ")[0]


class FooterEntry(Struct, frozen=True, kw_only=True):
    """An entry of a footer: one command, or two neighbors that share a word."""

    keys: str
    word: str
    actions: tuple[str, ...]
    gives_way: int


_REPLAY = (Place.REPLAY,)
_LISTS = (Place.REPLAY, Place.CASES)
_ALL = tuple(Place)

COMMANDS: tuple[Command, ...] = (
    Command(
        action="previous_month",
        keys=("h", "left"),
        shown="h ←",
        help="previous month",
        places=_REPLAY,
        footer="month",
        gives_way=1,
    ),
    Command(
        action="next_month",
        keys=("l", "right"),
        shown="l →",
        help="next month",
        places=_REPLAY,
        footer="month",
        gives_way=1,
    ),
    Command(action="year_back", keys=("H",), shown="H", help="twelve months back", places=_REPLAY),
    Command(action="year_on", keys=("L",), shown="L", help="twelve months on", places=_REPLAY),
    Command(
        action="previous_event",
        keys=("left_square_bracket",),
        shown="[",
        help="previous event",
        places=_REPLAY,
        footer="event",
        gives_way=2,
    ),
    Command(
        action="next_event",
        keys=("right_square_bracket",),
        shown="]",
        help="next event",
        places=_REPLAY,
        footer="event",
        gives_way=2,
    ),
    Command(
        action="previous_milestone",
        keys=("left_curly_bracket",),
        shown="{",
        help="previous milestone",
        places=_REPLAY,
        footer="milestone",
        gives_way=5,
    ),
    Command(
        action="next_milestone",
        keys=("right_curly_bracket",),
        shown="}",
        help="next milestone",
        places=_REPLAY,
        footer="milestone",
        gives_way=5,
    ),
    Command(
        action="play", keys=("space",), shown="space", help="play, pause", places=_REPLAY, footer="play", gives_way=6
    ),
    Command(action="slower", keys=("less_than_sign",), shown="<", help="play slower", places=_REPLAY),
    Command(action="faster", keys=("greater_than_sign",), shown=">", help="play faster", places=_REPLAY),
    Command(
        action="known",
        keys=("w",),
        shown="w",
        help="known then, corrected now",
        places=_REPLAY,
        footer="known then",
        gives_way=3,
    ),
    Command(
        action="future",
        keys=("f",),
        shown="f",
        help="future hidden, ghost, shown",
        places=_REPLAY,
        footer="future",
        gives_way=3,
    ),
    Command(action="first", keys=("g", "home"), shown="g Home", help="first", places=_LISTS),
    Command(action="last", keys=("G", "end"), shown="G End", help="last", places=_LISTS),
    Command(
        action="row_down", keys=("j", "down"), shown="j ↓", help="next row", places=_ALL, footer="row", gives_way=4
    ),
    Command(
        action="row_up", keys=("k", "up"), shown="k ↑", help="previous row", places=_ALL, footer="row", gives_way=4
    ),
    Command(
        action="open_case",
        keys=("enter",),
        shown="enter",
        help="replay the case",
        places=(Place.CASES,),
        footer="replay",
        gives_way=2,
    ),
    Command(action="show_cases", keys=("1",), shown="1", help="cases", places=_LISTS, footer="cases", gives_way=7),
    Command(action="show_replay", keys=("2",), shown="2", help="replay", places=_LISTS),
    Command(action="help", keys=("question_mark",), shown="?", help="help", places=_LISTS, footer="help"),
    Command(action="back", keys=("escape",), shown="esc", help="back", places=(Place.REPLAY, Place.HELP)),
    Command(action="palette", keys=("ctrl+p",), shown="^p", help="palette of commands", places=_LISTS),
    Command(action="leave", keys=("q", "ctrl+c"), shown="q ^c", help="quit; from help, back", places=_ALL),
)


def commands_of(place: Place) -> tuple[Command, ...]:
    """The commands that work on a screen."""
    return tuple(command for command in COMMANDS if place in command.places)


def bindings_of(place: Place) -> list[BindingType]:
    """The bindings of a screen; arrows are taken by built-in widgets, so that screens without an input come first."""
    return [
        Binding(",".join(command.keys), command.action, command.help, show=False, priority=place is not Place.HELP)
        for command in commands_of(place)
    ]


def footer_of(place: Place) -> list[FooterEntry]:
    """The entries of a screen's footer; neighbors with one word are one entry."""
    entries: list[FooterEntry] = []
    for command in commands_of(place):
        if not command.footer:
            continue
        before = entries.pop() if entries and entries[-1].word == command.footer else None
        entries.append(
            FooterEntry(
                keys=command.first_shown if before is None else f"{before.keys}/{command.first_shown}",
                word=command.footer,
                actions=(command.action,) if before is None else (*before.actions, command.action),
                gives_way=command.gives_way,
            )
        )
    return entries
