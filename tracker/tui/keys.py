"""The one table of commands: bindings, footer, palette and help are made from it.

Refuses two commands with one action, and a key that does two things on one screen. Footers keep the order of the table.
"""

from tracker.tui.command import Command, Place, command

_CASES = (Place.CASES,)
_MODAL = tuple(place for place in Place if place.modal)
_LISTED = (Place.HELP, Place.PICKER)
"""What lies over a screen and has rows to go through."""
_REPLAY = (Place.REPLAY,)
_ROWS = (Place.REPLAY, Place.CASES)
_SCREENS = (Place.REPLAY, Place.CASES)
"""The screens that the numbers lead to."""

_MOVING: tuple[Command, ...] = (
    command("previous_month", "h ←", "previous month", _REPLAY, "month", 1),
    command("next_month", "l →", "next month", _REPLAY, "month", 1),
    command("year_back", "H", "twelve months back", _REPLAY),
    command("year_on", "L", "twelve months on", _REPLAY),
    command("previous_event", "[", "previous event", _REPLAY, "event", 2),
    command("next_event", "]", "next event", _REPLAY, "event", 2),
    command("previous_milestone", "{", "previous milestone", _REPLAY, "milestone", 5),
    command("next_milestone", "}", "next milestone", _REPLAY, "milestone", 5),
    command("next_day", ".", "a day on within the month", _REPLAY),
    command("previous_day", ",", "a day back within the month", _REPLAY),
    command("go_to", ":", "go to m8, 2023-08, PD2, c5 …", _REPLAY, "go to", 4),
    command("search", "/", "search events", _REPLAY, "search", 4),
    command("next_hit", "n", "next event found", _REPLAY),
    command("previous_hit", "N", "previous event found", _REPLAY),
    command("bookmark", "m", "set or remove a bookmark", _REPLAY),
    command("jump", "'", "to the next bookmark", _REPLAY),
    command("play", "space", "play to a milestone, pause", _REPLAY, "play", 6),
    command("slower", "<", "play slower", _REPLAY),
    command("faster", ">", "play faster", _REPLAY),
)

_LOOKING: tuple[Command, ...] = (
    command("known", "w", "known then, corrected now", _REPLAY, "known then", 3),
    command("future", "f", "future hidden, ghost, shown", _REPLAY, "future", 3),
    command("diff", "d", "diff: before, baseline, nadir", _REPLAY, "diff", 5),
    command("marker", "p", "marker of the chart", _REPLAY, "marker", 6),
    command("zoom", "z", "zoom to a year, and back", _REPLAY, "zoom", 6),
    command("nearer", "+ =", "zoom in", _REPLAY),
    command("farther", "-", "zoom out", _REPLAY),
    command("fit", "_", "the whole case in sight", _REPLAY),
)

_LISTS: tuple[Command, ...] = (
    command("first", "g Home", "first", _ROWS),
    command("last", "G End", "last", _ROWS),
    command("row_down", "j ↓", "next row", (*_ROWS, *_LISTED), "row", 4),
    command("row_up", "k ↑", "previous row", (*_ROWS, *_LISTED), "row", 4),
    command("choose", "enter", "show the marker", (Place.PICKER,)),
    command("open_case", "enter", "replay the case", _CASES, "replay", 2),
)

_LEAVING: tuple[Command, ...] = (
    command("show_cases", "1", "cases", _SCREENS, "cases", 7),
    command("show_replay", "2", "replay", _SCREENS),
    command("help", "?", "help", _SCREENS, "help"),
    command("back", "esc", "back", (Place.REPLAY, *_MODAL)),
    command("palette", "^p", "palette of commands", _SCREENS),
    command("leave", "q ^c", "quit; from help, back", (*_SCREENS, Place.HELP)),
)

COMMANDS: tuple[Command, ...] = (*_MOVING, *_LOOKING, *_LISTS, *_LEAVING)
