"""The one table of commands: bindings, footer, palette and help are made from it.

Refuses two commands with one action, and a key that does two things on one screen. Footers keep the order of the table.
"""

from tracker.tui.command import Command, Place, command

_CASES = (Place.CASES,)
_REPLAY = (Place.REPLAY,)
_SQL = (Place.SQL,)
_AUDIT = (Place.AUDIT,)
_ROWS = (Place.REPLAY, Place.CASES, Place.SQL, Place.AUDIT)
_SCREENS = (Place.REPLAY, Place.CASES, Place.SQL, Place.AUDIT)
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

_ASKING: tuple[Command, ...] = (
    command("run_query", "^r F5", "run the query", _SQL, "run", 0),
    command("earlier_query", "^up", "what was asked before", _SQL, "history", 1),
    command("later_query", "^down", "what was asked after that", _SQL, "history", 1),
    command("next_panel", "tab", "next panel", _SQL, "panel", 2),
    command("previous_column", "h ←", "previous column", _SQL, "column", 4),
    command("next_column", "l →", "next column", _SQL, "column", 4),
    command("page_up", "PgUp", "a page back", (Place.SQL, Place.AUDIT)),
    command("page_down", "PgDn", "a page on", (Place.SQL, Place.AUDIT)),
    command("choose", "enter", "take the name, or back to the editor", _SQL),
    command("open_line", "enter", "all of the line, and the log again", _AUDIT, "line", 2),
    command("search", "/", "search", _AUDIT, "search", 1),
    command("verify", "v", "verify the database", _AUDIT, "verify", 1),
    command("export", "e", "export", (Place.REPLAY, Place.SQL), "export", 8),
    command("copy", "y", "copy as text", _SQL),
)

_LEAVING: tuple[Command, ...] = (
    command("show_cases", "1", "cases", _SCREENS, "cases", 7),
    command("show_replay", "2", "replay", _SCREENS),
    command("show_sql", "5", "SQL", _SCREENS, "SQL", 7),
    command("show_audit", "6", "audit", _SCREENS, "audit", 7),
    command("help", "?", "help", _SCREENS, "help"),
    command("back", "esc", "back", (Place.REPLAY, Place.SQL, Place.AUDIT, Place.HELP)),
    command("palette", "^p", "palette of commands", _SCREENS),
    command("leave", "q ^c", "quit; from help, back", _ALL),
)

COMMANDS: tuple[Command, ...] = (*_MOVING, *_LOOKING, *_LISTS, *_ASKING, *_LEAVING)
