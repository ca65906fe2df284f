"""The events of a month as rows, each with its time and kind; what may have happened by then as far as it may be told.

Refuses to spell out what a hidden future holds: of a possible event there is only that there is one.
"""

from collections.abc import Iterator, Sequence
from enum import Enum
from functools import partial
from itertools import groupby

from tracker.projections.days import Reached
from tracker.projections.moments import YET
from tracker.projections.sheet import EventLine, Sheet
from tracker.tui import palette
from tracker.tui.glyphs import Glyphs
from tracker.tui.panels import flow
from tracker.tui.room import Drawn, Numbered, Piece, Room, Row, fitted

_ROOMY = 30
"""Cells beside the time from which on the text of an event is set as a block of its own."""
_LATE, _CORRECTED, _CONTRADICTORY = "known later", "✎", "!"
_SIGNS = frozenset((YET, _LATE, _CORRECTED, _CONTRADICTORY))


class Telling(Enum):
    """How much is told of events whose earliest day is past and whose estimate is not."""

    ALL = "all"
    COUNT = "count"
    MENTION = "mention"
    """As `COUNT`, where no key would show more."""
    NOTHING = "nothing"


_COUNTED = frozenset({Telling.COUNT, Telling.MENTION})


def event_rows(  # noqa: PLR0913, PLR0917 - what is shown, in what, and how much of it
    sheet: Sheet,
    width: int,
    glyphs: Glyphs,
    telling: Telling = Telling.ALL,
    reached: Sequence[Reached] = (),
    room: Room | None = None,
) -> list[Numbered]:
    """The events panel, each row with the number of its event.

    Args:
        sheet: The month.
        width: Cells of a row.
        glyphs: The signs.
        telling: How much is told of possible events.
        reached: How every event stands to the day of the cursor; empty where there is none.
        room: What is shown at once; where there is more, long events are cut.
    """
    return fitted(_drawn(sheet, width, glyphs, telling, reached), room)


def _drawn(sheet: Sheet, width: int, glyphs: Glyphs, telling: Telling, reached: Sequence[Reached]) -> Iterator[Drawn]:
    possible = sheet.possible if telling is Telling.ALL else ()
    when = max((len(line.when) for line in (*sheet.events, *possible)), default=0)
    for number, line in enumerate(sheet.events):
        sign = day_sign(reached[number], glyphs) if reached else None
        draw = partial(_event_row, line, width, when, sign, dimmed=_is_ahead(reached, number))
        yield Drawn(number=number, pieces=tuple(event_pieces(line)), signs=_SIGNS, draw=draw)
    if not sheet.events:
        yield _said("– nothing this month", width)
    if possible:
        yield _said("possible by now, not counted yet", width)
        for line in possible:
            yield Drawn(
                pieces=tuple(event_pieces(line)), signs=_SIGNS, draw=partial(_event_row, line, width, when, None)
            )
    elif sheet.possible and telling in _COUNTED:
        yield _said(_count(sheet, telling), width)


def _said(text: str, width: int) -> Drawn:
    """A text that is of no event."""
    return Drawn(pieces=((text, palette.QUIET),), draw=partial(flow, width=width))


def day_sign(reached: Reached, glyphs: Glyphs) -> str:
    """The sign of an event beside the day of the cursor."""
    signs = {Reached.OVER: glyphs.point, Reached.PROBABLE: glyphs.hollow, Reached.POSSIBLE: "?", Reached.LATER: " "}
    return signs[reached]


def _is_ahead(reached: Sequence[Reached], number: int) -> bool:
    """Whether an event is, by its estimate, still to come on the day of the cursor."""
    return bool(reached) and reached[number] in {Reached.POSSIBLE, Reached.LATER}


def _dimmed(rows: list[Row]) -> list[Row]:
    return [tuple((x, text, palette.FAINT) for x, text, _ in row) for row in rows]


def _count(sheet: Sheet, telling: Telling) -> str:
    how = "hidden · f shows" if telling is Telling.COUNT else "hidden with the future"
    return f"{len(sheet.possible)} possible by now, {how}"


def _event_row(  # noqa: PLR0913 - what the line is, and how it stands
    line: EventLine, width: int, when: int, sign: str | None, pieces: Sequence[Piece], *, dimmed: bool = False
) -> list[Row]:
    """The rows of an event; with a sign, that stands before its time."""
    left = 0 if sign is None else 2
    time = (left, line.when, palette.QUIET), (left + when + 1, line.kind, palette.TITLE)
    head: Row = time if sign is None else ((0, sign, palette.CURSOR), *time)
    begin = left + max(when + 1 + 7, when + 2 + len(line.kind))
    body = flow(pieces, width, begin if width >= when + _ROOMY else 2, begin)
    rows = [(*head, *body[0]), *body[1:]] if body else [head]
    return _dimmed(rows) if dimmed else rows


def event_pieces(line: EventLine) -> Iterator[Piece]:
    """What an event line says after its kind."""
    yield line.text, palette.QUIET if line.possible else palette.TEXT
    if not line.certain and not line.possible:
        yield YET, palette.WARNING
    if line.late:
        yield _LATE, palette.WARNING
    if line.corrected:
        yield _CORRECTED, palette.WARNING
    if line.contradictory:
        yield _CONTRADICTORY, palette.WORSE


def line_rows(  # noqa: PLR0913, PLR0917 - as above
    sheet: Sheet,
    width: int,
    glyphs: Glyphs,
    selected: int | None = None,
    telling: Telling = Telling.ALL,
    reached: Sequence[Reached] = (),
) -> list[Row]:
    """The events of a month as running text, from the selected one on; rows after the first are scrolled to.

    Where none is selected and one row does not hold them, their kinds alone.
    """
    count = len(sheet.events)
    if selected is None:
        head = f"{count} event{'s' * (count != 1)}" if count else "no event"
    else:
        head = f"{glyphs.selected} {selected + 1}/{count}"
    pieces: list[Piece] = []
    shown = (*sheet.events[selected or 0 :], *(sheet.possible if telling is Telling.ALL else ()))
    for number, line in enumerate(shown, start=selected or 0):
        pieces.extend([("·", palette.FAINT)] if pieces else [])
        mine = [(f"{line.when} {line.kind}", palette.QUIET), *event_pieces(line)]
        ahead = not line.possible and _is_ahead(reached, number)
        pieces.extend([(text, palette.FAINT) for text, _ in mine] if ahead else mine)
    if sheet.possible and telling in _COUNTED:
        pieces.extend([("·", palette.FAINT)] if pieces else [])
        pieces.append((_count(sheet, telling), palette.QUIET))
    begin = len(head) + 2
    body = flow(pieces, width, begin, begin)
    if selected is None and len(body) > 1:
        body = flow(_kinds(shown, len(sheet.possible) if telling in _COUNTED else 0), width, begin, begin)
    first: Row = ((0, head, palette.STRONG), *(body[0] if body else ()))
    return [first, *body[1:]]


def _kinds(lines: Sequence[EventLine], hidden: int) -> Iterator[Piece]:
    """When, and what kinds of events there are then, in their order; that there are possible ones that are not told."""
    for when, together in groupby(lines, key=lambda line: line.when):
        yield when, palette.QUIET
        for (kind, signs), same in groupby((line.kind, tuple(event_pieces(line))[1:]) for line in together):
            count = len(list(same))
            yield (f"{kind} ×{count}" if count > 1 else kind), palette.TEXT
            yield from signs
    if hidden:
        yield f"+{hidden} possible", palette.QUIET


def event_line_text(line: EventLine) -> str:
    """An event in one text: when, what kind, what."""
    return " ".join(filter(None, (line.when, line.kind, *(text for text, _ in event_pieces(line)))))
