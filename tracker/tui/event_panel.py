"""The events of a month as rows, each with its time and kind; what may have happened by then as far as it may be told.

Refuses to spell out what a hidden future holds: of a possible event there is only that there is one.
"""

from collections.abc import Iterator, Sequence
from enum import Enum

from tracker.projections.days import Reached
from tracker.projections.moments import YET
from tracker.projections.sheet import EventLine, Sheet
from tracker.tui import palette
from tracker.tui.glyphs import Glyphs
from tracker.tui.panels import Numbered, Piece, Row, flow
from tracker.values.counts import counted

_ROOMY = 30
"""Cells beside the time from which on the text of an event is set as a block of its own."""


class Telling(Enum):
    """How much is told of events whose earliest day is past and whose estimate is not."""

    ALL = "all"
    COUNT = "count"
    NOTHING = "nothing"


def event_rows(
    sheet: Sheet,
    width: int,
    glyphs: Glyphs,
    telling: Telling = Telling.ALL,
    reached: Sequence[Reached] = (),
) -> list[Numbered]:
    """The events panel, each row with the number of its event.

    Args:
        sheet: The month.
        width: Cells of a row.
        glyphs: The signs.
        telling: How much is told of possible events.
        reached: How every event stands to the day of the cursor; empty where there is none.
    """
    possible = sheet.possible if telling is Telling.ALL else ()
    when = max((len(line.when) for line in (*sheet.events, *possible)), default=0)
    rows: list[Numbered] = []
    for number, line in enumerate(sheet.events):
        drawn = _event_row(line, width, when, day_sign(reached[number], glyphs) if reached else None)
        rows.extend((number, row) for row in (_dimmed(drawn) if _is_ahead(reached, number) else drawn))
    if not sheet.events:
        rows.append((None, ((0, "– nothing this month", palette.QUIET),)))
    if possible:
        rows.append((None, ((0, "possible by now, not counted yet", palette.QUIET),)))
        rows.extend((None, row) for line in possible for row in _event_row(line, width, when))
    elif sheet.possible and telling is Telling.COUNT:
        rows.extend((None, row) for row in flow([(_count(sheet), palette.QUIET)], width))
    return rows


def day_sign(reached: Reached, glyphs: Glyphs) -> str:
    """The sign of an event beside the day of the cursor."""
    signs = {Reached.OVER: glyphs.point, Reached.PROBABLE: glyphs.hollow, Reached.POSSIBLE: "?", Reached.LATER: " "}
    return signs[reached]


def _is_ahead(reached: Sequence[Reached], number: int) -> bool:
    """Whether an event is, by its estimate, still to come on the day of the cursor."""
    return bool(reached) and reached[number] in {Reached.POSSIBLE, Reached.LATER}


def _dimmed(rows: list[Row]) -> list[Row]:
    return [tuple((x, text, palette.FAINT) for x, text, _ in row) for row in rows]


def _count(sheet: Sheet) -> str:
    return f"{len(sheet.possible)} possible by now, hidden · f shows"


def _event_row(line: EventLine, width: int, when: int, sign: str | None = None) -> list[Row]:
    """The rows of an event; with a sign, that stands before its time."""
    left = 0 if sign is None else 2
    time = (left, line.when, palette.QUIET), (left + when + 1, line.kind, palette.TITLE)
    head: Row = time if sign is None else ((0, sign, palette.CURSOR), *time)
    begin = left + max(when + 1 + 7, when + 2 + len(line.kind))
    body = flow(event_pieces(line), width, begin if width >= when + _ROOMY else 2, begin)
    return [(*head, *body[0]), *body[1:]] if body else [head]


def event_pieces(line: EventLine) -> Iterator[Piece]:
    """What an event line says after its kind."""
    yield line.text, palette.QUIET if line.possible else palette.TEXT
    if not line.certain and not line.possible:
        yield YET, palette.WARNING
    if line.late:
        yield "known later", palette.WARNING
    if line.corrected:
        yield "✎", palette.WARNING
    if line.contradictory:
        yield "!", palette.WORSE


def line_rows(  # noqa: PLR0913, PLR0917 - as above
    sheet: Sheet,
    width: int,
    glyphs: Glyphs,
    selected: int | None = None,
    telling: Telling = Telling.ALL,
    reached: Sequence[Reached] = (),
) -> list[Row]:
    """The events of a month as running text, from the selected one on; rows after the first are scrolled to."""
    count = len(sheet.events)
    if selected is None:
        head = counted(count, "event") if count else "no event"
    else:
        head = f"{glyphs.selected} {selected + 1}/{count}"
    pieces: list[Piece] = []
    shown = (*sheet.events[selected or 0 :], *(sheet.possible if telling is Telling.ALL else ()))
    for number, line in enumerate(shown, start=selected or 0):
        pieces.extend([("·", palette.FAINT)] if pieces else [])
        mine = [(f"{line.when} {line.kind}", palette.QUIET), *event_pieces(line)]
        ahead = not line.possible and _is_ahead(reached, number)
        pieces.extend([(text, palette.FAINT) for text, _ in mine] if ahead else mine)
    if sheet.possible and telling is Telling.COUNT:
        pieces.extend([("·", palette.FAINT)] if pieces else [])
        pieces.append((_count(sheet), palette.QUIET))
    body = flow(pieces, width, len(head) + 2, len(head) + 2)
    first: Row = ((0, head, palette.STRONG), *(body[0] if body else ()))
    return [first, *body[1:]]


def event_line_text(line: EventLine) -> str:
    """An event in one text: when, what kind, what."""
    return " ".join(filter(None, (line.when, line.kind, *(text for text, _ in event_pieces(line)))))
