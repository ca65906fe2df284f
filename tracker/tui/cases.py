"""The cases screen: a line and a strip per case, to sort, to filter and to open.

Strips tell how cases went, as an overview must; `f` hides of each what comes after the month its replay was left at.
Refuses to load a case before it is chosen.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult

from tracker.tui import palette
from tracker.tui.case_table import CaseTable, told_rows
from tracker.tui.command import Place
from tracker.tui.commands import bindings_of
from tracker.tui.cut import Cut, Future
from tracker.tui.desk import Desk
from tracker.tui.filter import Filter
from tracker.tui.footer import action_at, draw_footer, told_future
from tracker.tui.grid import Grid
from tracker.tui.lines import Lines
from tracker.tui.listing import Listing
from tracker.tui.panels import draw_rows, flow
from tracker.tui.roster import SORTS, Order, Roster, matching, ordered, searched, treated
from tracker.tui.swimmer import cut_of, legend

_WIDE = 100
_TOLD = 2
"""Rows in which a narrow terminal tells who the selected case is."""
_LEAST_DETAIL = 4
_NO_CASE = "no case yet: `tracker demo` records the two bundled ones, `tracker import FILE` your own"
_PAGE = 200
"""Strips that are read at once."""


class Cases(Listing):
    """The cases there are."""

    PLACE = Place.CASES
    BINDINGS: ClassVar = bindings_of(Place.CASES)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rows: list[Roster] = []
        self._row = 0
        self._order = Order()
        self._filter = ""
        self._future = Future.SHOWN

    def compose(self) -> ComposeResult:
        """A heading, the lines, the selected case in full, the keys."""
        yield Lines(self._draw_heading, id="heading")
        yield Lines(self._draw_table, id="table")
        yield Lines(self._draw_detail, id="detail")
        yield Lines(self._draw_footer, id="footer")

    @property
    def chosen(self) -> str | None:
        """The patient whose line is selected."""
        return str(self._rows[self._row]["patient"]) if self._rows else None

    @property
    def table(self) -> CaseTable:
        """What is shown."""
        return CaseTable(
            rows=self._rows,
            order=self._order,
            selected=self._row,
            strips=self._strips,
            cut_of=self._cut_of,
            glyphs=self.desk.glyphs,
        )

    def _cut_of(self, patient: str) -> Cut:
        return cut_of(self._future, self.desk.left.get(patient))

    def put_in_order(self) -> None:
        """Filter and sort, and keep the selected case where it still has a line."""
        chosen = self.chosen
        rows = ordered(self._every, self._order)
        if self._filter:
            rows = [rows[place] for place in matching([self._text(row) for row in rows], self._filter)]
        self._rows = list(rows)
        here = (place for place, row in enumerate(self._rows) if row["patient"] == chosen)
        self._select(next(here, 0))

    def _text(self, row: Roster) -> str:
        """What a filter looks at: what the list says of a case, its strip included, as far as that is drawn."""
        patient = str(row["patient"])
        strip = self._strips.get(patient)
        return searched(row) + ("" if strip is None else treated(strip.bands, self._cut_of(patient)))

    def wanted(self) -> tuple[set[str], Sequence[str]]:
        """Whose lines are in sight, and the page of cases round them; to filter, every case."""
        if self._filter:
            page = [str(row["patient"]) for row in self._every]
            return set(page), page
        height = self.query_one("#table", Lines).size.height
        begin = max(self.table.top(height) - _PAGE // 4, 0)
        page = [str(row["patient"]) for row in self._rows[begin : begin + _PAGE]]
        return {str(row["patient"]) for row in self.table.shown(height)}, page

    def on_resize(self) -> None:
        """Another size has other lines in sight, and needs other rows for what explains them."""
        super().on_resize()
        width, height = self.size
        rows = 1 + (1 if width >= _WIDE else _TOLD) + len(flow(legend(self.desk.glyphs), width - 2))
        self.query_one("#detail").styles.height = min(rows, max(height // 3, _LEAST_DETAIL))
        self.call_later(self.redraw)

    def _draw_heading(self, grid: Grid) -> None:
        grid.put(0, 0, " " * grid.width, palette.IDENTITY)
        x = grid.put(1, 0, "Cases", palette.IDENTITY_STRONG)
        if not self._loaded:
            return
        x = grid.put(x + 2, 0, f"{min(self._row + 1, len(self._rows))} of {len(self._rows)}", palette.IDENTITY)
        if self._filter:
            grid.put(x + 2, 0, f"with “{self._filter}”, of {len(self._every)} · esc shows all", palette.ALARM)

    def _draw_table(self, grid: Grid) -> None:
        if not self._loaded:
            rows = flow([(self._said or "reading the cases", palette.QUIET)], grid.width - 4)
            draw_rows(grid, rows, (2, 1, grid.width - 4, grid.height - 1))
        elif not self._every:
            rows = flow([(_NO_CASE, palette.QUIET)], grid.width - 4)
            draw_rows(grid, rows, (2, 1, grid.width - 4, grid.height - 1))
        elif not self._rows:
            read = len(self._strips) >= len(self._every)
            grid.put(2, 1, "no case has these words" if read else "looking through the treatments", palette.QUIET)
        else:
            self.table.draw(grid)

    def _draw_detail(self, grid: Grid) -> None:
        if not self._rows:
            return
        grid.put(1, 0, self.desk.glyphs.box[4] * max(grid.width - 2, 0), palette.FAINT)
        # What the legend has no room for stands in the help, so that no sign says that there is more here.
        rows = told_rows(self._rows[self._row], self.desk.glyphs, grid.width - 2)
        draw_rows(grid, rows, (1, 1, grid.width - 2, grid.height - 1))

    def _draw_footer(self, grid: Grid) -> None:
        draw_footer(grid, Place.CASES, self._said, told=told_future(self._future))

    async def on_lines_pressed(self, message: Lines.Pressed) -> None:
        """Pressing a line selects it, the selected one opens it; a head sorts; a key of the footer does what it says."""
        part, size = message.lines.id, message.lines.size
        if part == "footer":
            action = action_at(message.x, size.width, Place.CASES, self._said, told=told_future(self._future))
            if action:
                await self.run_action(action)
        elif part == "table" and self._rows:
            row = self.table.top(size.height) + message.y - 1
            if message.y == 0:
                head = self.table.head_at(message.x, size.width)
                if head in SORTS:
                    self._sort(self._order.pressed(head))
            elif row == self._row:
                await self.action_open_case()
            elif row < len(self._rows):
                self._select(row)

    def on_lines_turned(self, message: Lines.Turned) -> None:
        """The wheel moves the selection."""
        self._select(self._row + message.rows)

    def _select(self, row: int) -> None:
        self._row = min(max(row, 0), max(len(self._rows) - 1, 0))
        self.redraw()

    def _sort(self, order: Order) -> None:
        self._order = order
        self.put_in_order()

    def _filter_by(self, words: str) -> None:
        if words != self._filter:
            self._filter = words
            self.put_in_order()

    def action_row_down(self) -> None:
        """The next case."""
        self._select(self._row + 1)

    def action_row_up(self) -> None:
        """The case before."""
        self._select(self._row - 1)

    def action_page_down(self) -> None:
        """As many cases on as are in sight."""
        self._select(self._row + self.query_one("#table", Lines).size.height - 2)

    def action_page_up(self) -> None:
        """As many cases back as are in sight."""
        self._select(self._row - self.query_one("#table", Lines).size.height + 2)

    def action_first(self) -> None:
        """The first case."""
        self._select(0)

    def action_last(self) -> None:
        """The last case."""
        self._select(len(self._rows) - 1)

    def action_sort(self) -> None:
        """Sort by the next column."""
        self._sort(self._order.following)

    def action_reverse(self) -> None:
        """Sort the other way round."""
        self._sort(self._order.pressed(self._order.by))

    def action_filter(self) -> None:
        """Type a filter."""
        self.app.push_screen(Filter(self._filter, self._filter_by))

    def action_clear_filter(self) -> None:
        """All cases again."""
        self._filter_by("")

    def action_future(self) -> None:
        """Strips up to where each replay was left, with the rest ghosted, or whole."""
        self._future = self._future.following
        self.put_in_order()

    def _take_up(self) -> bool:
        """Take the selected case to hand, to be read anew: it may have been added to since it was shown."""
        if self.chosen is None:
            return False
        self.desk.forget()
        if self.chosen != self.desk.patient:
            self.desk.patient, self.desk.month = self.chosen, None
        return True

    async def action_show_replay(self) -> None:
        """Replay the selected case."""
        if self._take_up():
            await super().action_show_replay()

    action_open_case = action_show_replay

    async def action_show_timeline(self) -> None:
        """The lanes of the selected case."""
        if self._take_up():
            await super().action_show_timeline()

    async def action_show_compare(self) -> None:
        """The selected case beside another one."""
        if self._take_up():
            await super().action_show_compare()

    async def action_compare_with(self) -> None:
        """Choose with whom to compare the selected case."""
        if self._take_up():
            await super().action_compare_with()
