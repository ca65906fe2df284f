"""The one table of commands: bindings, footer, palette and help are made from it.

Refuses two commands with one action, and a key that does two things on one screen. Footers keep the order of the table.
"""

from tracker.tui.command import Command, Place, command

_CASES = (Place.CASES,)
_REPLAY = (Place.REPLAY,)
_ROWS = (Place.REPLAY, Place.CASES)
_SCREENS = (Place.REPLAY, Place.CASES)
"""The screens that the numbers lead to."""
_ALL = tuple(Place)

_MOVING: tuple[Command, ...] = (
    command("previous_month", "h ←", "previous month", _REPLAY, "month", 1),
    command("next_month", "l →", "next month", _REPLAY, "month", 1),
    command("year_back", "H", "twelve months back", _REPLAY),
    command("year_on", "L", "twelve months on", _REPLAY),
    command("previous_event", "[", "previous event", _REPLAY, "event", 2),
    command("next_event", "]", "next event", _REPLAY, "event", 2),
    command("previous_milestone", "{", "previous milestone", _REPLAY, "milestone", 5),
    command("next_milestone", "}", "next milestone", _REPLAY, "milestone", 5),
    command("play", "space", "play, pause", _REPLAY, "play", 6),
    command("slower", "<", "play slower", _REPLAY),
    command("faster", ">", "play faster", _REPLAY),
)

_LOOKING: tuple[Command, ...] = (
    command("known", "w", "known then, corrected now", _REPLAY, "known then", 3),
    command("future", "f", "future hidden, ghost, shown", _REPLAY, "future", 3),
)

_LISTS: tuple[Command, ...] = (
    command("first", "g Home", "first", _ROWS),
    command("last", "G End", "last", _ROWS),
    command("row_down", "j ↓", "next row", (*_ROWS, Place.HELP), "row", 4),
    command("row_up", "k ↑", "previous row", (*_ROWS, Place.HELP), "row", 4),
    command("open_case", "enter", "replay the case", _CASES, "replay", 2),
)

_LEAVING: tuple[Command, ...] = (
    command("show_cases", "1", "cases", _SCREENS, "cases", 7),
    command("show_replay", "2", "replay", _SCREENS),
    command("help", "?", "help", _SCREENS, "help"),
    command("back", "esc", "back", (Place.REPLAY, Place.HELP)),
    command("palette", "^p", "palette of commands", _SCREENS),
    command("leave", "q ^c", "quit; from help, back", _ALL),
)

COMMANDS: tuple[Command, ...] = (*_MOVING, *_LOOKING, *_LISTS, *_LEAVING)
