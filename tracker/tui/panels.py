"""The panels as rows of text: state, laboratory and events of a month, exactly what its sheet says.

Refuses to fold, to flag and to leave out: what does not fit in a line is continued in the next, and what does not fit
in a panel can be scrolled to.
"""

from collections.abc import Iterable, Iterator, Sequence

from tracker.projections.sheet import EventLine, LabLine, Sheet, StateLine
from tracker.tui import palette
from tracker.tui.glyphs import Glyphs
from tracker.tui.grid import Grid, wrap
from tracker.tui.palette import Paint

Piece = tuple[str, Paint]
Row = tuple[tuple[int, str, Paint], ...]
"""Texts at their columns."""

_DAYS_OF_MONTH = 30.4375
_OLD_DAYS = 45
_MARKS = {"▲": palette.WORSE, "▼": palette.LOW, "NEW": palette.WORSE, "GONE": palette.LOW}
_FLAGS = {"H": palette.HIGH, "L": palette.LOW}
_LABEL = 9
_MOST = (12, 9, 12, 1, 4, 7, 6)
"""Cells that a column of the laboratory panel takes at most: analyte, value, unit, flag, grade, change, age."""
_AT_EASE = (20, 24, 12, 1, 12, 9, 6)
"""As above, where the panel is wide enough for all of them."""
_RIGHT = (1, 6)
"""Columns set to the right: value and age."""
_ROOM_FOR_UNIT = 50
_SPARKS = 8
_ROOMY_EVENT = 30
"""Cells beside the time from which on the text of an event is set as a block of its own."""


def age_text(days: float) -> str:
    """How old something is: in days up to a month and a half, then in whole months.

    >>> age_text(0.2), age_text(44), age_text(213.0625)
    ('0 d', '44 d', '7 mo')
    """
    if days < _OLD_DAYS:
        return f"{max(int(days), 0)} d"
    return f"{int(days / _DAYS_OF_MONTH + 1e-6)} mo"


def flow(pieces: Iterable[Piece], width: int, indent: int = 0, begin: int = 0) -> list[Row]:
    """Set pieces one after the other with a blank between, going on in the next row at `indent`."""
    rows: list[Row] = []
    row: list[tuple[int, str, Paint]] = []
    x = begin
    for text, paint in pieces:
        fresh = True
        for word in text.split(" "):
            gap = 1 if row else 0
            if x + gap + len(word) > width and (row or x > indent):
                rows.append(tuple(row))
                row, x, gap = [], indent, 0
            for part in wrap(word, max(width - indent, 1)):
                if x + gap + len(part) > width and (row or x > indent):
                    rows.append(tuple(row))
                    row, x, gap = [], indent, 0
                if row and not fresh:
                    row[-1] = (row[-1][0], row[-1][1] + " " * gap + part, paint)
                else:
                    row.append((x + gap, part, paint))
                x += gap + len(part)
                gap, fresh = 0, False
    return [*rows, tuple(row)] if row else rows


def spark(series: Sequence[float], glyphs: Glyphs, room: int) -> str:
    """The last results as a row of bars, from the least to the greatest of them."""
    shown = series[-room:] if room > 0 else ()
    if len(shown) <= 1:
        return ""
    least, most = min(shown), max(shown)
    steps = len(glyphs.sparks) - 1
    return "".join(glyphs.sparks[round((v - least) / (most - least) * steps) if most > least else 0] for v in shown)


def state_rows(lines: Sequence[StateLine], width: int) -> list[Row]:
    """The state panel."""
    rows: list[Row] = []
    label_before = ""
    for line in lines:
        label = "" if line.label == label_before else line.label
        label_before = line.label
        body = flow(_state_pieces(line), width, _LABEL, max(_LABEL, len(label) + 1))
        old = line.age_days is not None and line.age_days >= _DAYS_OF_MONTH
        aged = _with_age(body, age_text(line.age_days or 0) if old else "", width)
        rows.extend([((0, label, palette.QUIET), *aged[0]), *aged[1:]])
    return rows


def _with_age(rows: list[Row], age: str, right: int) -> list[Row]:
    """The rows with an age that ends at column `right`, in the last row if there is room, else below it."""
    if not age:
        return rows or [()]
    piece = (right - len(age), age, palette.QUIET)
    if rows and (not rows[-1] or rows[-1][-1][0] + len(rows[-1][-1][1]) < piece[0]):
        return [*rows[:-1], (*rows[-1], piece)]
    return [*rows, (piece,)]


def _state_pieces(line: StateLine) -> Iterator[Piece]:
    yield f"≈{line.text}" if line.approximate else line.text, palette.STRONG
    if line.mark:
        yield line.mark, _MARKS.get(line.mark, palette.WARNING)
    if line.was:
        yield f"was {line.was}", palette.WARNING
    if line.contradictory:
        yield "!", palette.WORSE


def lab_rows(lines: Sequence[LabLine], width: int, glyphs: Glyphs) -> list[Row]:
    """The laboratory panel, and that nothing was measured where that is so.

    Columns are as wide as this month needs; a line that would need more than its share is set as running text.
    """
    table = [_lab_cells(line, with_unit=width >= _ROOM_FOR_UNIT) for line in lines]
    rooms = _rooms(table, _AT_EASE)
    if sum(room + 1 for room in rooms if room) - 1 > width:
        rooms = _rooms(table, _MOST)
    rows: list[Row] = []
    for line, cells in zip(lines, table, strict=True):
        x = sum(room + 1 for room in rooms if room)
        if x - 1 > width or any(len(text) > room for (text, _), room in zip(cells, rooms, strict=True)):
            body = flow([piece for piece in cells[:-1] if piece[0]], width, 2)
            rows.extend(_with_age(body, cells[-1][0], min(x - 1, width)))
        else:
            rows.append((*_in_columns(cells, rooms), *_bars(line, x, width, glyphs)))
    if not any(line.this_month for line in lines):
        rows.append(((0, "– none this month", palette.QUIET),))
    return rows


def _rooms(table: Sequence[Sequence[Piece]], most: Sequence[int]) -> list[int]:
    """How wide each column is: as its widest text that is not wider than it may be."""
    columns = zip(*table, strict=True)
    return [
        max((len(text) for text, _ in column if len(text) <= limit), default=0)
        for column, limit in zip(columns, most, strict=bool(table))
    ]


def _lab_cells(line: LabLine, *, with_unit: bool) -> tuple[Piece, ...]:
    flag = _FLAGS.get(line.flag, palette.WARNING)
    return (
        (line.analyte, palette.QUIET),
        (f"≈{line.value}" if line.approximate else line.value, palette.STRONG if line.this_month else palette.TEXT),
        (line.unit if with_unit else "", palette.QUIET),
        (line.flag, flag),
        (line.grade, flag if line.flag else palette.QUIET),
        (line.change, _MARKS.get(line.change[:1], palette.QUIET)),
        ("" if line.age_days is None else age_text(line.age_days), palette.QUIET),
    )


def _in_columns(cells: Sequence[Piece], rooms: Sequence[int]) -> Iterator[tuple[int, str, Paint]]:
    x = 0
    for number, ((text, paint), room) in enumerate(zip(cells, rooms, strict=True)):
        if text:
            yield x + (room - len(text) if number in _RIGHT else 0), text, paint
        x += room + 1 if room else 0


def _bars(line: LabLine, x: int, width: int, glyphs: Glyphs) -> Iterator[tuple[int, str, Paint]]:
    bars = spark(line.series, glyphs, min(width - x, _SPARKS))
    if bars:
        yield x, bars, palette.SPARK


def event_rows(sheet: Sheet, width: int, glyphs: Glyphs, selected: int | None = None) -> list[tuple[int | None, Row]]:
    """The events panel: each row with the number of the event it belongs to, None for the rows of no event."""
    when = max((len(line.when) for line in (*sheet.events, *sheet.possible)), default=0)
    rows: list[tuple[int | None, Row]] = []
    for number, line in enumerate(sheet.events):
        sign = glyphs.selected if number == selected else " "
        rows.extend((number, row) for row in _event_row(line, width, when, sign))
    if not sheet.events:
        rows.append((None, ((0, "– nothing this month", palette.QUIET),)))
    if sheet.possible:
        rows.append((None, ((0, "possible by now, not counted yet", palette.QUIET),)))
        rows.extend((None, row) for line in sheet.possible for row in _event_row(line, width, when, " "))
    return rows


def _event_row(line: EventLine, width: int, when: int, sign: str) -> list[Row]:
    head = ((0, sign, palette.CURSOR), (1, line.when, palette.QUIET), (when + 2, line.kind, palette.TITLE))
    begin = max(when + 2 + 7, when + 3 + len(line.kind))
    body = flow(event_pieces(line), width, begin if width >= when + _ROOMY_EVENT else 2, begin)
    return [(*head, *body[0]), *body[1:]] if body else [head]


def event_pieces(line: EventLine) -> Iterator[Piece]:
    """What an event line says after its kind."""
    yield line.text, palette.QUIET if line.possible else palette.TEXT
    if line.late:
        yield "known later", palette.WARNING
    if line.corrected:
        yield "✎", palette.WARNING
    if line.contradictory:
        yield "!", palette.WORSE


def event_line(sheet: Sheet, width: int, glyphs: Glyphs, selected: int | None) -> Row:
    """The events of a month in one row, from the selected one on."""
    count = len(sheet.events)
    if selected is None:
        head = f"{count} event{'s' * (count != 1)}" if count else "no event"
    else:
        head = f"{glyphs.selected} {selected + 1}/{count}"
    pieces: list[Piece] = []
    for line in (*sheet.events[selected or 0 :], *sheet.possible):
        pieces.extend([(" · ", palette.FAINT)] if pieces else [])
        pieces.append((f"{line.when} {line.kind} ", palette.QUIET))
        pieces.extend((text + " ", paint) for text, paint in event_pieces(line))
    row: list[tuple[int, str, Paint]] = [(0, head, palette.STRONG)]
    x = len(head) + 2
    for text, paint in pieces:
        row.append((x, text.rstrip() if text.endswith("  ") else text, paint))
        x += len(text)
        if x >= width:
            break
    return tuple(row)


def draw_rows(grid: Grid, rows: Sequence[Row], box: tuple[int, int, int, int], offset: int = 0) -> tuple[int, int]:
    """Draw rows into a box `(x, y, width, height)` from row `offset` on; return how many are above and below it."""
    x, y, width, height = box
    offset = max(min(offset, len(rows) - height), 0)
    for line, row in enumerate(rows[offset : offset + height]):
        for column, text, paint in row:
            grid.put(x + column, y + line, text, paint, stop=x + width)
    return offset, max(len(rows) - offset - height, 0)


def draw_more(grid: Grid, above: int, below: int, corner: tuple[int, int], glyphs: Glyphs) -> None:
    """Say that there are more rows, in text that ends before column and in row `corner`."""
    signs = [f"{glyphs.more_up}{above}"] * (above > 0) + [f"{glyphs.more_down}{below}"] * (below > 0)
    if signs:
        hint = f" {' '.join(signs)} "
        grid.put(corner[0] - len(hint), corner[1], hint, palette.CURSOR)
