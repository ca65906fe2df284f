"""The table of cases as cells: columns by width, heads that sort, a line and a strip per case.

Refuses to load: of a case without a strip yet it shows what the list knows.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from tracker.projections.picture import Picture
from tracker.tui import palette
from tracker.tui.cut import Cut
from tracker.tui.glyphs import Glyphs
from tracker.tui.grid import Grid, fit
from tracker.tui.palette import Paint
from tracker.tui.panels import flow
from tracker.tui.room import Row
from tracker.tui.roster import Order, Roster, disease, months, person, who
from tracker.tui.scale import TimeScale
from tracker.tui.swimmer import draw_axis, draw_strip, legend, scale_of
from tracker.values.counts import counted

_SIGN = 3
_WIDE, _STRIPPED = 100, 56
"""Columns of a terminal from which on there are months and facts beside the strips, and strips at all."""
_NAME = (8, 16)
_AGE = 12
_MONTHS = 12
_FACTS = 6
_LEAST_WORDS = 12
"""Cells below which a diagnosis beside a strip is not worth them: that of the selected case is told in full below."""


class Column(Struct, frozen=True):
    """One column; a head that is one of `SORTS` sorts by it."""

    head: str
    left: int
    width: int
    right_aligned: bool = False


class CaseTable(Struct, frozen=True, kw_only=True):
    """What the list shows, ready to be drawn into a grid of any size."""

    rows: Sequence[Roster]
    order: Order
    selected: int
    strips: Mapping[str, Picture]
    cut_of: Callable[[str], Cut]
    """How much of a case its strip may tell."""
    glyphs: Glyphs

    def top(self, height: int) -> int:
        """The first row that is shown, so that the selected one is in sight."""
        return max(self.selected - max(height - 1, 1) + 1, 0)

    def shown(self, height: int) -> Sequence[Roster]:
        """The rows in sight."""
        top = self.top(height)
        return self.rows[top : top + max(height - 1, 0)]

    def columns(self, width: int) -> Iterator[Column]:
        """The columns that there is room for, from left to right; `strip` is that of the strips.

        In a narrower terminal the facts go first, then the diagnosis, then the strip; who it is always stays.
        """
        name = min(max((len(str(row["patient"])) for row in self.rows[:500]), default=0), _NAME[1])
        name = max(name, _NAME[0])
        at = _SIGN + name + 2
        yield Column("case", _SIGN, name)
        yield Column("age", at, min(_AGE, max(width - at - 1, 0)))
        at += _AGE + 1
        numbers = self._numbers(width)
        wide = sum(column.width + 1 for column in numbers)
        room = width - at - wide - 1
        words = room if width < _STRIPPED else room * 2 // 5 if width >= _WIDE else room // 3
        if self.order.by == "diagnosis":
            words = max(words, min(_LEAST_WORDS, room))
        if words >= _LEAST_WORDS or width < _STRIPPED:
            yield Column("diagnosis", at, max(words, 0))
            at += words + 2
        if width >= _STRIPPED:
            yield Column("strip", at, max(width - at - wide - 1, 1))
        yield from numbers

    def _numbers(self, width: int) -> list[Column]:
        """Months and facts, at the right edge: facts give way first, months where there are no strips.

        What the list is sorted by never gives way: an order that is not seen looks like none.
        """
        wide = width >= _WIDE
        facts = wide or self.order.by == "facts"
        months = wide or self.order.by == "months" or (width >= _STRIPPED and not facts)
        left, columns = width - 1, []
        if facts:
            left -= _FACTS
            columns.append(Column("facts", left, _FACTS, right_aligned=True))
        if months:
            left -= _MONTHS + bool(columns)
            columns.insert(0, Column("months", left, _MONTHS))
        return columns

    def scale(self, column: Column) -> TimeScale:
        """One scale for all rows, those out of sight too: scrolling must not stretch time."""
        firsts = [row["first_month"] for row in self.rows if row["first_month"] is not None]
        lasts = [row["last_month"] for row in self.rows if row["last_month"] is not None]
        return scale_of(min([0, *firsts]), max([0, *lasts]), column.left, column.width)

    def draw(self, grid: Grid) -> None:
        """Heads, then a row per case."""
        columns = list(self.columns(grid.width))
        strip = next((column for column in columns if column.head == "strip"), None)
        scale = None if strip is None else self.scale(strip)
        for column in columns:
            if column is strip and scale is not None:
                draw_axis(grid, scale, 0)
            else:
                self._draw_head(grid, column)
        top = self.top(grid.height)
        for y, row in enumerate(self.shown(grid.height), start=1):
            if top + y - 1 == self.selected:
                grid.put(0, y, " " * grid.width, Paint(bg=palette.SELECTED_BG))
                grid.put(1, y, self.glyphs.selected, palette.CURSOR)
            for column in columns:
                if column is not strip:
                    self._draw_value(grid, y, column, row)
            if scale is not None:
                self._draw_strip(grid, y, row, scale)

    def _draw_head(self, grid: Grid, column: Column) -> None:
        sorts = column.head == self.order.by
        sign = (self.glyphs.more_up if self.order.reverse else self.glyphs.more_down) if sorts else ""
        text = fit(column.head + sign, column.width)
        x = column.left + column.width - len(text) if column.right_aligned else column.left
        grid.put(x, 0, text, palette.CURSOR if sorts else palette.QUIET)

    def _draw_value(self, grid: Grid, y: int, column: Column, row: Roster) -> None:
        match column.head:
            case "case":
                text, paint = str(row["patient"]), palette.STRONG
            case "age":
                text, paint = person(row), palette.TEXT
            case "diagnosis":
                text, paint = disease(row), palette.TEXT
            case "months":
                text, paint = months(row), palette.QUIET
            case _:
                text, paint = str(row[column.head]), palette.QUIET
        text = fit(text, column.width, self.glyphs.ellipsis)
        x = column.left + column.width - len(text) if column.right_aligned else column.left
        grid.put(x, y, text, paint)

    def _draw_strip(self, grid: Grid, y: int, row: Roster, scale: TimeScale) -> None:
        picture = self.strips.get(str(row["patient"]))
        if picture is None:
            grid.put(scale.left, y, self.glyphs.ellipsis, palette.FAINT)
        elif row["first_month"] is not None:
            draw_strip(grid, y, picture, scale, self.cut_of(str(row["patient"])), self.glyphs)

    def head_at(self, x: int, width: int) -> str:
        """The head of a column of cells; empty between them."""
        return next((c.head for c in self.columns(width) if c.left <= x < c.left + c.width and c.head != "strip"), "")


def told_rows(row: Roster, glyphs: Glyphs, width: int) -> list[Row]:
    """Who a case is, in full, and what the letters of the strips mean."""
    facts = f"{months(row)} · {counted(int(row['facts']), 'fact')}"
    who_it_is = [(str(row["patient"]), palette.STRONG), (f"{who(row)} · {facts}", palette.TEXT)]
    return [*flow(who_it_is, width), *flow(legend(glyphs), width)]
