"""The one table of commands: bindings, footer, palette and help are made from it.

Refuses two commands with one action, and a key that does two things on one screen. Footers keep the order of the table.
"""

from tracker.tui.command import Command, Place, command, writing

_CASES = (Place.CASES,)
_WRITTEN = (Place.CHOOSER, Place.FORM, Place.PREVIEW)
"""What records lies over a screen too, and keeps a draft where it is closed."""
_TYPED = (Place.FILTER, Place.CHOOSE)
"""What is typed into and left as it was before."""
_MODAL = tuple(place for place in Place if place.modal and place not in (*_WRITTEN, *_TYPED))
_LISTED = (Place.HELP, Place.PICKER, Place.EXPORTS)
"""What lies over a screen and has rows to go through."""
_REPLAY = (Place.REPLAY,)
_TIMELINE = (Place.TIMELINE,)
_COMPARE = (Place.COMPARE,)
_SQL = (Place.SQL,)
_AUDIT = (Place.AUDIT,)
_CHOOSE = (Place.CHOOSE,)
_EXPORTS = (Place.EXPORTS,)
_EVENTS = (Place.REPLAY, Place.TIMELINE, Place.COMPARE)
_STONES = (Place.REPLAY, Place.TIMELINE)
_FUTURES = (Place.REPLAY, Place.CASES, Place.TIMELINE, Place.COMPARE)
_ROWS = (Place.REPLAY, Place.CASES, Place.TIMELINE, Place.COMPARE, Place.SQL, Place.AUDIT)
_SCREENS = (Place.REPLAY, Place.CASES, Place.TIMELINE, Place.COMPARE, Place.SQL, Place.AUDIT)
"""The screens that the numbers lead to."""
_TOLD = (Place.PROVENANCE, Place.FINDINGS)
_PAGED = (Place.CASES, Place.TIMELINE, Place.COMPARE, Place.SQL, Place.AUDIT, Place.HELP, Place.PREVIEW, *_TOLD)
_ZOOMED = (Place.REPLAY, Place.TIMELINE)

_MOVING: tuple[Command, ...] = (
    command("previous_month", "h ←", "previous month", _EVENTS, "month", 1),
    command("next_month", "l →", "next month", _EVENTS, "month", 1),
    command("year_back", "H", "twelve months back", _EVENTS),
    command("year_on", "L", "twelve months on", _EVENTS),
    command("previous_event", "[", "previous event", _EVENTS, "event", 2),
    command("next_event", "]", "next event", _EVENTS, "event", 2),
    command("previous_milestone", "{", "previous milestone", _STONES, "milestone", 5),
    command("next_milestone", "}", "next milestone", _STONES, "milestone", 5),
    command("earlier", "(", "scroll to what was earlier", _TIMELINE, "scroll", 5),
    command("later", ")", "scroll to what was later", _TIMELINE, "scroll", 5),
    command("next_day", ".", "a day on within the month", _REPLAY),
    command("previous_day", ",", "a day back within the month", _REPLAY),
    command("go_to", ":", "go to m8, 2023-08, PD2, c5 …", _REPLAY, "go to", 4),
    command("find", "/", "search events", _REPLAY, "search", 4),
    command("next_hit", "n", "next event found", _REPLAY),
    command("previous_hit", "N", "previous event found", _REPLAY),
    command("bookmark", "m", "set or remove a bookmark", _REPLAY),
    command("jump", "'", "to the next bookmark", _REPLAY),
    command("play", "space", "play to a milestone, pause", _REPLAY, "play", 6),
    command("slower", "<", "play slower", _REPLAY),
    command("faster", ">", "play faster", _REPLAY),
)

_LOOKING: tuple[Command, ...] = (
    command("known", "w", "known then, corrected now", _EVENTS, "known then", 3),
    command("future", "f", "future hidden, ghost, shown", _FUTURES, "future", 3),
    command("align", "A", "align on something else", _COMPARE, "align", 1),
    command("diff", "d", "diff: month, baseline, nadir", _REPLAY, "diff", 5),
    command("marker", "p", "marker of the chart", _REPLAY, "marker", 6),
    command("zoom", "z", "zoom to a year, and back", _ZOOMED, "zoom", 6),
    command("nearer", "+ =", "zoom in", _ZOOMED),
    command("farther", "-", "zoom out", _ZOOMED),
    command("fit", "_", "the whole case in sight", _ZOOMED),
)

_TELLING: tuple[Command, ...] = (
    command("provenance", "enter", "where the fact comes from", _STONES, "source", 4),
    command("findings", "!", "contradictions and doubts", _REPLAY, "contradictions", 6),
    command("next_panel", "tab", "next panel", (Place.REPLAY, Place.SQL), "panel", 6),
    command("copy", "y", "copy as text", (*_REPLAY, *_TOLD, Place.SQL), "copy", 8),
    command("next_fact", "] l →", "next fact of the line", (Place.PROVENANCE,), "next fact", 1),
    command("previous_fact", "[ h ←", "fact of the line before", (Place.PROVENANCE,), "previous fact", 1),
    command("paragraph", "f", "paragraph or passage alone", (Place.PROVENANCE,), "paragraph", 2),
    command("open_fact", "enter", "go to the fact", (Place.FINDINGS,), "go to the fact", 2),
)

_LISTS: tuple[Command, ...] = (
    command("first", "g Home", "first", (*_ROWS, *_TOLD)),
    command("last", "G End", "last", (*_ROWS, *_TOLD)),
    command("row_down", "j ↓", "next row", (*_ROWS, *_LISTED, *_TOLD), "row", 6),
    command("row_up", "k ↑", "previous row", (*_ROWS, *_LISTED, *_TOLD), "row", 6),
    command("choose_marker", "enter", "show the marker", (Place.PICKER,)),
    command("open_case", "enter", "replay the case", _CASES, "replay", 2),
    command("filter", "/", "filter the cases", _CASES, "filter", 2),
    command("clear_filter", "esc", "all cases again", _CASES),
    command("sort", "s", "sort by the next column", _CASES, "sort", 3),
    command("reverse", "S", "sort the other way round", _CASES),
    command("fold", "o", "fold or open the group", _TIMELINE, "fold", 5),
    command("fold_all", "O", "fold or open all groups", _TIMELINE),
    command("compare_with", "c", "compare with another case", (Place.REPLAY, Place.CASES, Place.COMPARE), "compare", 4),
    command("above", "↑", "the case above", _CHOOSE, "case", 2),
    command("below", "↓", "the case below", _CHOOSE, "case", 2),
    command("take", "enter", "take it", _TYPED, "take it"),
    command("cancel", "esc", "leave it, as it was before", _TYPED, "leave it"),
)

_CHOOSER = (Place.CHOOSER,)
_FORM = (Place.FORM,)
_PREVIEW = (Place.PREVIEW,)

_WRITING: tuple[Command, ...] = (
    writing(command("record", "a", "record an event", _REPLAY, "record", 1)),
    writing(command("correct", "x", "correct the event", _REPLAY, "correct", 4)),
    command("option_down", "↓", "next of what is offered", (Place.CHOOSER, Place.FORM), "offered", 3),
    command("option_up", "↑", "previous of what is offered", (Place.CHOOSER, Place.FORM), "offered", 3),
    command("open_form", "enter", "open the chosen form", _CHOOSER, "open", 1),
    command("accept", "enter", "take it, go to the next field", _FORM, "take", 2),
    command("next_field", "tab", "next field, as it is", _FORM, "field", 1),
    command("previous_field", "shift+tab", "previous field", _FORM),
    command("foresee", "^s", "preview what a form changes", _FORM, "preview"),
    command("add_entry", "^n", "add an entry to a group", _FORM, "add", 2),
    command("remove_entry", "^t", "take an entry out of a group", _FORM, "take out", 5),
    command("clear_form", "^l", "drop the draft, begin again", _FORM, "begin again", 6),
    command("confirm", "^r", "record what was previewed", _PREVIEW, "record it"),
    command("scroll_down", "j ↓", "more of the preview", _PREVIEW, "scroll", 3),
    command("scroll_up", "k ↑", "back in the preview", _PREVIEW, "scroll", 3),
    command("page_on", "space", "a page of the preview on", _PREVIEW, "page", 4),
    command(
        "close_form",
        "esc",
        "close, keeping a draft",
        _WRITTEN,
        "close",
    ),
)

_ASKING: tuple[Command, ...] = (
    command("run_query", "^r F5", "run the query", _SQL, "run", 0),
    command("earlier_query", "^up", "what was asked before", _SQL, "history", 1),
    command("later_query", "^down", "what was asked after that", _SQL, "history", 1),
    command("previous_column", "h ←", "previous column", _SQL, "column", 4),
    command("next_column", "l →", "next column", _SQL, "column", 4),
    command("page_up", "PgUp", "a page back", _PAGED),
    command("page_down", "PgDn", "a page on", _PAGED),
    command("choose", "enter", "take the name or example; from a row, to its fact", _SQL),
    command("open_line", "enter", "all of the line, and the log again", _AUDIT, "line", 2),
    command("search", "/", "search", _AUDIT, "search", 1),
    command("verify", "v", "verify the database", _AUDIT, "verify", 1),
    command("export", "e", "export", (*_EVENTS, Place.SQL), "export", 4),
    command("export_text", "t", "export the month as text", _EXPORTS),
    command("export_picture", "s", "export the month as a picture", _EXPORTS),
    command("export_figure", "f", "export the figure as SVG", _EXPORTS),
    command("export_pixels", "g", "export the figure as PNG", _EXPORTS),
    command("export_page", "p", "export the replay as a page", _EXPORTS),
    command("export_recording", "r", "export the replay as a recording", _EXPORTS),
    command("choose_export", "enter", "export what is selected", _EXPORTS),
)

_LEAVING: tuple[Command, ...] = (
    command("show_cases", "1", "cases", _SCREENS, "cases", 7),
    command("show_replay", "2", "replay", _SCREENS),
    command("show_timeline", "3", "timeline", _SCREENS, "timeline", 7),
    command("show_compare", "4", "two cases beside each other", _SCREENS),
    command("show_sql", "5", "SQL", _SCREENS, "SQL", 5),
    command("show_audit", "6", "audit", _SCREENS, "audit", 7),
    command("help", "?", "help", _SCREENS, "help"),
    command("back", "esc", "back", (*_EVENTS, Place.SQL, Place.AUDIT, *_MODAL), "back", 1),
    command("palette", "^p", "palette of commands", _SCREENS),
    command("leave", "q ^c", "quit; from a box, back", (*_SCREENS, *_LISTED, *_TOLD)),
)

KEPT: dict[Place, tuple[str, ...]] = {
    Place.CASES: ("help", "replay", "compare", "SQL", "filter", "sort", "row", "timeline", "audit"),
    Place.REPLAY: (
        "help", "month", "event", "record", "known then", "future", "row", "source", "correct", "export", "back", "compare",
        "SQL", "go to", "search", "panel", "diff", "contradictions", "marker", "timeline", "milestone", "zoom",
    ),
    Place.TIMELINE: (
        "help", "event", "source", "row", "future", "fold", "zoom", "month", "back", "known then", "scroll", "export", "SQL",
    ),
    Place.COMPARE: ("help", "month", "row", "align", "back", "compare", "known then", "event", "export", "SQL"),
    Place.SQL: ("help", "run", "back", "row", "panel", "column", "export", "history", "copy"),
    Place.AUDIT: ("help", "row", "line", "search", "verify", "back"),
}  # fmt: skip
"""Words of a screen's footer, what a newcomer needs next first: they stay where the terminal has no room for all."""

COMMANDS: tuple[Command, ...] = (*_MOVING, *_LOOKING, *_TELLING, *_LISTS, *_ASKING, *_WRITING, *_LEAVING)
