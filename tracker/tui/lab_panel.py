"""The laboratory panel as rows: a column each for analyte, value, flag, grade, change and age, the source's words beside.

Refuses to flag, to compute a change and to draw a course through two results.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from math import log10

from msgspec import Struct

from tracker.projections.moments import YET
from tracker.projections.sheet import LabLine
from tracker.tui import palette
from tracker.tui.glyphs import Glyphs
from tracker.tui.panels import MARKS, flow
from tracker.tui.room import Drawn, Numbered, Piece, Room, Row, fitted
from tracker.tui.value_scale import LEAST_SHARE, on_logarithms

_FLAGS = {"H": palette.HIGH, "L": palette.LOW}
_MOST = (12, 9, 10, 1, 2, 7, 7)
"""Cells that a column takes at most: analyte, value, unit, flag, grade, change, age."""
_VALUE, _AGE = 1, 6
"""Columns set to the right."""
_SPARKS = 8
_LEAST_RESULTS = 3
"""A course is drawn through three results at least: two have a change, and no course."""
_LEAST_DECADES = 1.0
_BY_RANGE = "reference range"
_INDENT = 2
_NONE = "– none this month"


class Columns(Struct, frozen=True, kw_only=True):
    """How wide each column is in a month; a column that nothing needs has no width."""

    rooms: tuple[int, ...]
    bars: int
    """Cells of the courses, 0 where none is drawn."""
    with_unit: bool
    with_change: bool
    """Where there is no room for that column, the change stands among the words."""

    def at(self, number: int) -> int:
        """Where a column begins."""
        return sum(room + 1 for room in self.rooms[:number] if room)

    @property
    def width(self) -> int:
        """All columns together."""
        return max(self.at(len(self.rooms)) + (self.bars + 1 if self.bars else 0) - 1, 0)


def spark(series: Sequence[float], glyphs: Glyphs, unit: str = "") -> str:
    """The last results as a row of bars, from the least to the greatest.

    On the sort of scale that the chart has for them. A range that is small for its analyte does not fill the height: a
    ripple must not look like a fall to nothing.
    """
    shown = series[-_SPARKS:]
    return "" if len(shown) < _LEAST_RESULTS else bars_of(shown, glyphs, unit)


def bars_of(shown: Sequence[float], glyphs: Glyphs, unit: str = "") -> str:
    """A bar for every result, however few there are; `spark` says how high."""
    above = [value for value in shown if value > 0]
    log = bool(above) and on_logarithms(shown, unit)
    # On logarithms what is zero or less has the least bar, as it lies on the floor of the chart.
    heights = [log10(value if value > 0 else min(above)) for value in shown] if log else list(shown)
    least, most = min(heights), max(heights)
    span = max(most - least, _LEAST_DECADES if log else abs(most) * LEAST_SHARE)
    steps = len(glyphs.sparks) - 1
    return "".join(glyphs.sparks[round((height - least) / span * steps) if span else 0] for height in heights)


def numbered_lab_rows(lines: Sequence[LabLine], width: int, glyphs: Glyphs, room: Room | None = None) -> list[Numbered]:
    """The laboratory panel, each row with the number of its line, and that nothing was measured where that is so.

    Columns are as wide as this month needs. The source's words follow where there is room, else in the next row; where the
    panel has more rows than are shown at once, long ones are cut.
    """
    return fitted(_drawn(lines, width, glyphs), room)


def _drawn(lines: Sequence[LabLine], width: int, glyphs: Glyphs) -> Iterator[Drawn]:
    if not any(line.this_month for line in lines):
        yield Drawn(pieces=((_NONE, palette.QUIET),), draw=partial(flow, width=width))
    columns = _columns(lines, glyphs, width)
    for number, line in enumerate(lines):
        words = tuple(_words(line, with_unit=columns.with_unit, with_change=columns.with_change))
        draw = partial(_rows_of, line, columns, width, glyphs)
        yield Drawn(number=number, pieces=words, draw=draw, signs=frozenset((YET,)))


def lab_width(lines: Sequence[LabLine], glyphs: Glyphs) -> int:
    """The cells in which every column has room and every word a row of its own."""
    words = (_INDENT + len(text) for line in lines for text, _ in _phrases(line, with_unit=True, with_change=True))
    return max(_columns(lines, glyphs, 0).width, len(_NONE), *words)


def _columns(lines: Sequence[LabLine], glyphs: Glyphs, width: int) -> Columns:
    """The columns for a width, 0 for as much as they like; what has no column stands among the words.

    Where there is too little room, courses go first, then units, then changes.
    """
    bars = max((len(_bars(line, glyphs)) for line in lines), default=0)
    for its, unit, change in ((bars, True, True), (0, True, True), (0, False, True)):
        columns = _columns_with(lines, its, with_unit=unit, with_change=change)
        if not width or columns.width <= width:
            return columns
    return _columns_with(lines, 0, with_unit=False, with_change=False)


def _columns_with(lines: Sequence[LabLine], bars: int, *, with_unit: bool, with_change: bool) -> Columns:
    table = [_cells(line, with_unit=with_unit, with_change=with_change) for line in lines]
    rooms = tuple(
        max((len(text) for text, _ in column if len(text) <= most), default=0)
        for column, most in zip(zip(*table, strict=True), _MOST, strict=bool(table))
    )
    return Columns(rooms=rooms or (0,) * len(_MOST), bars=bars, with_unit=with_unit, with_change=with_change)


def _is_word(line: LabLine) -> bool:
    """Whether the result is a word in quotation marks, which no column holds."""
    return line.value.startswith(("“", '"'))


def _cells(line: LabLine, *, with_unit: bool, with_change: bool) -> tuple[Piece, ...]:
    flag = _FLAGS.get(line.flag, palette.WARNING)
    return (
        (line.analyte, palette.QUIET),
        ("" if _is_word(line) else line.value, palette.STRONG if line.this_month else palette.TEXT),
        (line.unit if with_unit else "", palette.QUIET),
        (line.flag, flag),
        (line.grade if len(line.grade) <= _MOST[4] else "", flag if line.flag else palette.QUIET),
        _change(line) if with_change else ("", palette.QUIET),
        (line.age or line.span, palette.QUIET),
    )


def _change(line: LabLine) -> Piece:
    return line.change, MARKS.get(line.change[:1], palette.QUIET)


def _words(line: LabLine, *, with_unit: bool = True, with_change: bool = True) -> Iterator[Piece]:
    """What no column holds, with a sign between what would read as one phrase."""
    before = ""
    for text, paint in _phrases(line, with_unit=with_unit, with_change=with_change):
        if before and not text.startswith("(") and text != YET:
            yield "·", palette.FAINT
        before = text
        yield text, paint


def _phrases(line: LabLine, *, with_unit: bool, with_change: bool) -> Iterator[Piece]:
    """A result in words, its unit, the basis of a flag, the source's word, a grade in words."""
    if line.unit and not with_unit and not _is_word(line):
        yield line.unit, palette.QUIET
    if line.change and not with_change:
        yield _change(line)
    if _is_word(line):
        yield line.value, palette.STRONG if line.this_month else palette.TEXT
    elif line.word:
        yield f"“{line.word}”", palette.QUIET
    if line.approximate:
        yield YET, palette.WARNING
    if line.was:
        yield f"was {line.was}", palette.WARNING
    if line.fold:
        yield line.fold, palette.QUIET
    if line.last_number:
        yield f"last number {line.last_number}", palette.QUIET
    if line.flag and line.flag_basis == _BY_RANGE:
        yield "by range", palette.QUIET
    elif line.flag and line.flag_basis != line.word:
        yield f"({line.flag_basis})", palette.QUIET
    if len(line.grade) > _MOST[4]:
        yield line.grade, palette.QUIET
    if line.grade_basis and line.grade_basis not in line.grade:
        yield f"({line.grade_basis})", palette.QUIET


def _bars(line: LabLine, glyphs: Glyphs) -> str:
    return spark(line.series, glyphs, line.unit)


def _rows_of(line: LabLine, columns: Columns, width: int, glyphs: Glyphs, words: Sequence[Piece]) -> list[Row]:
    cells = list(_cells(line, with_unit=columns.with_unit, with_change=columns.with_change))
    if any(len(text) > room for (text, _), room in list(zip(cells, columns.rooms, strict=True))[1:]):
        return flow([*(cell for cell in cells if cell[0]), *words], width, _INDENT)
    if columns.width > width:
        return flow([*(cell for cell in cells[:-1] if cell[0]), *words, cells[-1]], width, _INDENT)
    row = list(_in_columns(cells, columns))
    if columns.bars and (bars := _bars(line, glyphs)):
        row.append((columns.at(len(cells)), bars, palette.SPARK))
    rows: list[Row] = []
    if len(line.analyte) > columns.rooms[0] and not _is_word(line):
        rows, row = [(row[0],)], row[1:]
    need = sum(len(text) + 1 for text, _ in words) - 1
    for begin, end in _gaps(line, row, columns, width):
        if begin + need <= end:
            beside = flow(words, width, begin, begin)
            return [*rows, tuple(sorted([*row, *(piece for part in beside for piece in part)]))]
    return [*rows, tuple(row), *flow(words, width, _INDENT, _INDENT)]


def _gaps(
    line: LabLine, row: Sequence[tuple[int, str, palette.Paint]], columns: Columns, width: int
) -> Iterator[tuple[int, int]]:
    """Where words may stand in a row: those in place of a value before the age, others after everything else."""
    if _is_word(line):
        after, age = len(line.analyte) + 1, columns.at(_AGE) - 1
        yield max(after, columns.at(_VALUE)), age
        yield after, age
    else:
        yield max(x + len(text) for x, text, _ in row) + 1, width


def _in_columns(cells: Sequence[Piece], columns: Columns) -> Iterator[tuple[int, str, palette.Paint]]:
    for number, ((text, paint), room) in enumerate(zip(cells, columns.rooms, strict=True)):
        if text:
            yield columns.at(number) + (room - len(text) if number in (_VALUE, _AGE) else 0), text, paint
