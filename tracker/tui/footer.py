"""The footer: keys from the table of commands, and what pressing in it does.

Refuses to drop the way to the palette, where there is one, however narrow the terminal.
"""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from tracker.tui import palette
from tracker.tui.commands import FooterEntry, Place, commands_of, footer_of
from tracker.tui.cut import Future
from tracker.tui.grid import Grid

_TAIL = ("^p", "palette")
_ALWAYS = -1000
NOTHING_TOLD: Mapping[str, str] = MappingProxyType({})


def told_future(future: Future, *, barred: bool = False) -> dict[str, str]:
    """How the future is drawn, in the word of its key; where there is a scrub bar, that says that it is hidden."""
    return {} if barred and future is Future.HIDDEN else {"future": f"future {future.value}"}


class Span(Struct, frozen=True, kw_only=True):
    """Cells of a footer that do something when pressed."""

    begin: int
    end: int
    action: str


def draw_footer(  # noqa: PLR0913 - where, of what, and how it is
    grid: Grid,
    place: Place,
    note: str = "",
    *,
    writable: bool = True,
    without: Collection[str] = (),
    told: Mapping[str, str] = NOTHING_TOLD,
) -> list[Span]:
    """The keys of a screen from the table, in its order: those that a reader needs next, then what else there is room for.

    Args:
        grid: One row.
        place: Whose keys.
        note: What is said before the last entry, such as how the future is shown.
        writable: Whether something can be recorded; commands that record are named only then.
        without: Actions that would do nothing, and are not named.
        told: Words for actions that say how it is now, such as `future shown`; these are the last to give way.

    Returns:
        What each of its cells does.
    """
    grid.put(0, 0, " " * grid.width, palette.KEY_LABEL)
    entries = [
        replace(entry, word=told[entry.actions[0]], gives_way=_ALWAYS) if entry.actions[0] in told else entry
        for entry in footer_of(place, writable=writable)
        if not set(entry.actions) <= set(without)
    ]
    tail = _TAIL if any(command.action == "palette" for command in commands_of(place)) else ()
    reserve = (sum(map(len, tail)) + 3 if tail else 1) + (len(note) + 2 if note else 0)
    entries = _with_room(entries, grid.width - reserve)
    spans: list[Span] = []
    x = 1
    for entry in entries:
        begin = x
        shown = entry.keys.split("/") if len(entry.actions) > 1 else [entry.keys]
        x = grid.put(x, 0, entry.keys, palette.KEY) + 1
        x = grid.put(x, 0, entry.word, palette.KEY_LABEL) + 2
        middle = begin + len(shown[0]) + (len(entry.actions) > 1)
        spans.append(Span(begin=begin, end=middle, action=entry.actions[0]))
        spans.append(Span(begin=middle, end=x - 2, action=entry.actions[-1]))
    if note:
        # Of a sentence that is longer than the row, the begin is read.
        begin, stop = max(grid.width - reserve + 1, 1), grid.width - (sum(map(len, tail)) + 4 if tail else 0)
        grid.put(begin, 0, note, palette.CURSOR._replace(bg=palette.FOOTER), stop=stop)
    x = grid.width - sum(map(len, tail)) - 2
    if tail:
        spans.append(Span(begin=x, end=grid.width, action="palette"))
        x = grid.put(x, 0, tail[0], palette.KEY) + 1
        grid.put(x, 0, tail[1], palette.KEY_LABEL)
    return spans


def _with_room(entries: list[FooterEntry], room: int) -> list[FooterEntry]:
    """What there is room for, in the order of the table: what gives way last is placed first."""
    kept = []
    for entry in sorted(entries, key=lambda entry: entry.gives_way):
        needed = len(entry.keys) + len(entry.word) + 3
        if needed <= room:
            room -= needed
            kept.append(entry)
    return [entry for entry in entries if entry in kept]


def action_at(  # noqa: PLR0913 - those of `draw_footer`, and where
    x: int,
    width: int,
    place: Place,
    note: str = "",
    *,
    writable: bool = True,
    without: Collection[str] = (),
    told: Mapping[str, str] = NOTHING_TOLD,
) -> str:
    """What pressing a column of the footer does; empty where it does nothing."""
    spans = draw_footer(Grid(width, 1), place, note, writable=writable, without=without, told=told)
    return next((span.action for span in spans if span.begin <= x < span.end), "")
