"""Which row of which panel is selected, and the facts behind it. Refuses to lead to a fact that the month must not tell."""

from collections import Counter
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from tracker.projections.sheet import Sheet
from tracker.tui.reel import Cursor, Panel, Reel


def lines_of(sheet: Sheet, panel: Panel) -> Sequence[object]:
    """The lines of a panel that can be selected."""
    return {Panel.STATE: sheet.state, Panel.LABS: sheet.labs, Panel.EVENTS: sheet.events}[panel]


def about(sheet: Sheet, panel: Panel) -> list[str]:
    """What every line of state or laboratory is about, the same in every month however the lines are ordered there."""
    if panel is Panel.LABS:
        names = [lab.analyte for lab in sheet.labs]
    else:
        names = [line.slot or f"{line.label}, no slot" for line in sheet.state]
    seen: Counter[str] = Counter()
    told = []
    for name in names:
        seen[name] += 1
        told.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return told


def selected_in(cursor: Cursor, sheet: Sheet, panel: Panel) -> int | None:
    """The number of the selected line of a panel; None where none of it is selected."""
    if panel is not cursor.panel:
        return None
    if panel is Panel.EVENTS:
        count = len(sheet.events)
        return min(cursor.event, count - 1) if cursor.event is not None and count else None
    names = about(sheet, panel)
    return names.index(cursor.line) if cursor.line in names else None


def at_line(cursor: Cursor, sheet: Sheet, panel: Panel, number: int) -> Cursor:
    """With a line of a sheet selected."""
    if panel is Panel.EVENTS:
        return replace(cursor, panel=panel, event=number, read=0)
    return replace(cursor, panel=panel, line=about(sheet, panel)[number], event=None, read=0)


def at_nothing(cursor: Cursor) -> Cursor:
    """With nothing selected."""
    return replace(cursor, panel=None, event=None, line="", read=0)


Order = Callable[[Panel], Sequence[int]]
"""The numbers of a panel's lines in the order in which they are shown; what changed may come first."""


def to_panel(cursor: Cursor, sheet: Sheet, order: Order) -> Cursor:
    """In the next panel that has a line, round and round, at its first line."""
    panels = list(Panel)
    begin = 0 if cursor.panel is None else panels.index(cursor.panel) + 1
    for panel in (*panels[begin:], *panels[:begin]):
        numbers = order(panel)
        if numbers:
            return at_line(cursor, sheet, panel, numbers[0])
    return cursor


def by_rows(cursor: Cursor, sheet: Sheet, order: Order, rows: int) -> Cursor:
    """Some lines on or back in the panel at hand; where there is none, at the first line of the first one."""
    numbers = () if cursor.panel is None else order(cursor.panel)
    if cursor.panel is None or not numbers:
        return to_panel(cursor, sheet, order)
    number = selected_in(cursor, sheet, cursor.panel)
    place = 0 if number is None else min(max(numbers.index(number) + rows, 0), len(numbers) - 1)
    return at_line(cursor, sheet, cursor.panel, numbers[place])


def facts_at(reel: Reel, cursor: Cursor) -> tuple[str, ...]:
    """The keys of the facts that the selected line rests on, the one that states it first."""
    sheet, panel = reel.compared(cursor), cursor.panel
    number = None if panel is None else selected_in(cursor, sheet, panel)
    if panel is None or number is None:
        return ()
    coming = reel.coming(cursor)
    return tuple(key for key in _keys_of(sheet, panel, number) if key not in coming)


def _keys_of(sheet: Sheet, panel: Panel, number: int) -> tuple[str, ...]:
    match panel:
        case Panel.STATE:
            return sheet.state[number].keys
        case Panel.LABS:
            return sheet.labs[number].keys
        case Panel.EVENTS:
            return (sheet.events[number].key,)


def name_at(reel: Reel, cursor: Cursor) -> str:
    """What the selected line is called: `Stage`, `EBV-DNA`, `SCAN`."""
    sheet, panel = reel.compared(cursor), cursor.panel
    number = None if panel is None else selected_in(cursor, sheet, panel)
    if panel is None or number is None:
        return ""
    match panel:
        case Panel.STATE:
            return sheet.state[number].label
        case Panel.LABS:
            return sheet.labs[number].analyte
        case Panel.EVENTS:
            return sheet.events[number].kind
