"""Events by what they say or are called, among those that the reader may see.

Refuses to look into a hidden future: what is not told yet is answered like what never was.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from tracker.projections.sheet import EventLine
from tracker.tui.cut import Future
from tracker.tui.reel import Cursor, Reel

Place = tuple[int, int]
"""A month by its index, and the number of an event in it."""


def visible(reel: Reel, cursor: Cursor, seen: int = 0) -> Iterator[tuple[Place, EventLine]]:
    """The events that may be told of, in order: up to the month shown while the future is hidden.

    Args:
        reel: The case.
        cursor: Where the reader stands, and what becomes of the future.
        seen: The index of a later month that the reader had before, up to which events are told of as well.
    """
    sheets = reel.sheets(cursor)
    if cursor.future is Future.HIDDEN:
        sheets = sheets[: max(cursor.index, seen) + 1]
    for index, sheet in enumerate(sheets):
        for number, line in enumerate(sheet.events):
            yield (index, number), line


def hits(reel: Reel, cursor: Cursor, query: str, seen: int = 0) -> list[Place]:
    """The events in which every word of a query stands, whatever its case: in time, kind, text, key or name."""
    words = query.casefold().split()
    if not words:
        return []
    return [place for place, line in visible(reel, cursor, seen) if all(word in _said(line) for word in words)]


def _said(line: EventLine) -> str:
    return " ".join((line.when, line.kind, line.text, line.key, *line.names)).casefold()


def called(reel: Reel, cursor: Cursor, name: str) -> list[Place]:
    """The events with a key or a name, whatever its case."""
    asked = name.casefold()
    return [
        place
        for place, line in visible(reel, cursor)
        if asked == line.key.casefold() or asked in (each.casefold() for each in line.names)
    ]


def following(places: list[Place], cursor: Cursor, *, back: bool = False) -> int:
    """The number of the next of some places, or of the one before; from the last it goes on at the first, and back.

    Without a selected event the first of this month is next.
    """
    here = (cursor.index, -1 if cursor.event is None else cursor.event)
    if back:
        return (bisect_left(places, here) - 1) % len(places)
    return bisect_right(places, here) % len(places)


def told_up_to(reel: Reel, cursor: Cursor, seen: int = 0) -> str:
    """How far a search went: ` up to M8` while the future is hidden; empty where it went through the whole case."""
    if cursor.future is not Future.HIDDEN:
        return ""
    return f" up to M{reel.sheets(cursor)[max(cursor.index, seen)].month}"
