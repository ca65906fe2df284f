"""The SQL screen: an editor, what there is to ask for, and the rows of the answer.

Refuses to run a query where a key would wait for it: it runs in a thread of its own, and can be stopped.
"""

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Container

from tracker.tui import palette
from tracker.tui.asking import Asking
from tracker.tui.command import Place
from tracker.tui.commands import bindings_of, commands_of
from tracker.tui.console import Result
from tracker.tui.desk import Desk
from tracker.tui.editor import Editor
from tracker.tui.example_list import EXAMPLES_FROM, draw_examples
from tracker.tui.footer import action_at, draw_footer
from tracker.tui.grid import Grid
from tracker.tui.lines import Lines
from tracker.tui.panels import draw_rows, flow
from tracker.tui.result_grid import Spot, Table, draw_table, table_of
from tracker.tui.room import Row
from tracker.tui.view_list import draw_views, view_rows
from tracker.values.counts import counted

_PANES = ("editor", "results", "views")


class Sql(Asking):
    """Read-only questions to the views."""

    PLACE = Place.SQL
    BINDINGS: ClassVar = bindings_of(Place.SQL)
    AUTO_FOCUS: ClassVar[str | None] = ""
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-narrow"), (72, "-wide")]  # noqa: RUF012 - as Textual declares it
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-flat"), (16, "-high")]  # noqa: RUF012 - as above

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._table: Table | None = None
        self._spot = Spot()
        self._pane = "editor"
        self._views_at = 0
        self._example_at = 0
        self._back = 0
        self._refused = ""
        """Why there is no answer; it stands where the answer would."""

    def compose(self) -> ComposeResult:
        """Editor and views above, the answer below."""
        yield Lines(self._draw_heading, id="heading")
        with Container(id="asking"):
            yield Editor(self._sql.asked[-1] if self._sql else "", id="editor")
            yield Lines(self._draw_views, id="views")
        yield Lines(self._draw_results, id="results")
        yield Lines(self._draw_footer, id="footer")

    @property
    def editor(self) -> Editor:
        """Where the query is written."""
        return self.query_one("#editor", Editor)

    def on_mount(self) -> None:
        """Begin with the editor, behind the query in it: no key that is typed first throws it away."""
        self._go("editor")
        self.editor.move_cursor(self.editor.document.end)

    def _go(self, pane: str) -> None:
        self._pane = pane
        if pane == "editor":
            self.editor.focus()
        else:
            self.set_focus(None)
        self.redraw()

    def _draw_heading(self, grid: Grid) -> None:
        grid.put(0, 0, " " * grid.width, palette.IDENTITY)
        x = grid.put(1, 0, "SQL", palette.IDENTITY_STRONG)
        x = grid.put(x + 2, 0, "read-only", palette.IDENTITY)
        paint = palette.ALARM if self._doing or self._table is None else palette.IDENTITY
        grid.put(x + 2, 0, self._doing or self._said, paint)

    def _draw_views(self, grid: Grid) -> None:
        if self._sql is not None:
            rows = view_rows(self._sql.views)
            draw_views(grid, rows, self._views_at, self.desk.glyphs, focused=self._pane == "views")

    def _draw_results(self, grid: Grid) -> None:
        if self._table is None:
            self._draw_hints(grid)
            return
        told = self._told_cell(grid.width - 2, _most_told(grid.height))
        room = Grid(grid.width, grid.height - len(told))
        draw_table(room, self._table, self._spot, self.desk.glyphs, focused=self._pane == "results")
        grid.rows[: room.height] = room.rows
        draw_rows(grid, told, (1, room.height, grid.width - 2, len(told)))

    def _told_cell(self, width: int, most: int) -> list[Row]:
        """The cell looked at in full, which its column may cut; where some rows do not hold it, it says what does."""
        if self._table is None or not self._table.rows:
            return []
        spot = self._spot
        head = f"row {spot.row + 1:,} of {len(self._table.rows):,}  {self._table.columns[spot.column]}:"
        value = self._table.value(spot.row, spot.column)
        rows = flow([(head, palette.QUIET), (value, palette.TEXT)], width)
        if len(rows) <= most:
            return rows
        more = " … y copies all of it"
        last = rows[most - 1][-1]
        kept = (last[0], last[1][: width - last[0] - len(more)] + more, last[2])
        return [*rows[: most - 1], (*rows[most - 1][:-1], kept)]

    def _draw_hints(self, grid: Grid) -> None:
        if self._refused:
            draw_rows(
                grid, flow([(self._refused, palette.WORSE)], grid.width - 4), (2, 1, grid.width - 4, grid.height - 1)
            )
            return
        examples = () if self._sql is None else self._sql.examples
        draw_examples(grid, examples, self._example_at, self.desk.glyphs, focused=self._pane == "results")

    def _draw_footer(self, grid: Grid) -> None:
        draw_footer(grid, Place.SQL, self._note, without=self._typed)

    @property
    def _note(self) -> str:
        if self._pane != "editor":
            return ""
        return "tab leads to the rows" if self._table is not None and self._table.rows else "esc leaves the editor"

    @property
    def _typed(self) -> tuple[str, ...]:
        """In the editor the commands whose keys are letters or numbers: there those are typed, and escape only leaves it."""
        commands = commands_of(Place.SQL) if self._pane == "editor" else ()
        return tuple(each.action for each in commands if len(each.first_shown) == 1 or each.action == "back")

    def action_run_query(self) -> None:
        """Run what the editor holds."""
        self._back = 0
        self.run_query(self.editor.text.strip())

    def refuse(self, sentence: str) -> None:
        """No answer, and why."""
        self._table, self._answered = None, ""
        self._said, self._refused = "no answer", sentence
        self.redraw()

    def take(self, result: Result) -> None:
        """The rows of the answer."""
        self._refused = ""
        self._table = table_of(result.columns, result.rows)
        self._spot = Spot()
        count = len(result.rows)
        of = (
            f"the first {counted(count, 'row')}; tab, then e, writes all of them"
            if result.more
            else counted(count, "row")
        )
        self._said = f"{of} · {result.seconds * 1000:,.0f} ms"
        self.redraw()  # what is typed next goes where it went: a letter must not become a key

    def action_next_panel(self) -> None:
        """Editor, answer, views."""
        number = _PANES.index(self._pane)
        self._go(_PANES[(number + 1) % len(_PANES)])

    async def action_back(self) -> None:
        """Stop the query or the export, leave the editor, or go back."""
        if self._doing:
            self.stop()
        elif self._pane == "editor":
            self._go("results")
        else:
            await super().action_back()

    @property
    def _offers(self) -> bool:
        """Whether examples stand where an answer would."""
        return self._table is None and not self._refused

    def _move(self, rows: int, columns: int = 0) -> None:
        if self._pane == "views" and self._sql is not None:
            last = len(view_rows(self._sql.views)) - 1
            self._views_at = min(max(self._views_at + rows, 0), last)
        elif self._offers and self._sql is not None:
            self._example_at = min(max(self._example_at + rows, 0), len(self._sql.examples) - 1)
        elif self._table is not None:
            height = self.query_one("#results", Lines).size.height
            height -= 1 + _most_told(height)
            self._spot = self._spot.moved(self._table, rows, columns, height)
        self.redraw()

    def action_row_down(self) -> None:
        """One row on."""
        self._move(1)

    def action_row_up(self) -> None:
        """One row back."""
        self._move(-1)

    def action_page_down(self) -> None:
        """A page on."""
        self._move(self._page)

    def action_page_up(self) -> None:
        """A page back."""
        self._move(-self._page)

    @property
    def _page(self) -> int:
        return max(self.query_one(f"#{self._pane}").size.height - 2, 1)

    def action_first(self) -> None:
        """The first row."""
        self._move(-(10**9))

    def action_last(self) -> None:
        """The last row."""
        self._move(10**9)

    def action_next_column(self) -> None:
        """One column on."""
        self._move(0, 1)

    def action_previous_column(self) -> None:
        """One column back."""
        self._move(0, -1)

    async def action_choose(self) -> None:
        """Write the name of the view or column, or the example, into the query; from a row, to the fact it comes from."""
        if self._pane == "views" and self._sql is not None:
            self.editor.insert_name(view_rows(self._sql.views)[self._views_at].name)
        elif self._pane == "results" and self._offers and self._sql is not None:
            self.editor.write_anew(self._sql.examples[self._example_at].statement)
            self.say("^r runs it, ^z brings back what was written")
        elif self._pane == "results":
            await self.to_fact(self._table, self._spot.row)
            return
        self._go("editor")

    def action_earlier_query(self) -> None:
        """What was asked before."""
        self._recall(1)

    def action_later_query(self) -> None:
        """What was asked after that."""
        self._recall(-1)

    def _recall(self, by: int) -> None:
        asked = self._sql.asked if self._sql is not None else []
        back = min(max(self._back + by, 1), len(asked))
        if asked and back != self._back:
            self._back = back
            self.editor.write_anew(asked[-back])

    def action_copy(self) -> None:
        """The cell that is looked at, to the clipboard of the terminal."""
        if self._table is not None and self._table.rows:
            self.app.copy_to_clipboard(self._table.value(self._spot.row, self._spot.column))
            self.say("copied")

    async def on_lines_pressed(self, message: Lines.Pressed) -> None:
        """Pressing a row goes to it, pressing a key of the footer does it."""
        part = message.lines.id
        if part == "footer":
            action = action_at(message.x, message.lines.size.width, Place.SQL, self._note, without=self._typed)
            if action:
                await self.run_action(action)
        elif part == "results" and self._offers:
            self._go("results")
            self._move(message.y - EXAMPLES_FROM - self._example_at)
        elif part == "results" and self._table is not None:
            self._go("results")
            self._move(self._spot.top + message.y - 1 - self._spot.row)
        elif part == "views":
            self._go("views")

    def on_lines_turned(self, message: Lines.Turned) -> None:
        """Scroll by the wheel."""
        pane, self._pane = self._pane, str(message.lines.id)
        self._move(message.rows)
        self._pane = pane

    def on_descendant_focus(self) -> None:
        """Pressed with the mouse, the editor is the pane."""
        self._pane = "editor"
        self.redraw()


def _most_told(height: int) -> int:
    """Rows of an answer that may tell the cell looked at."""
    return max(height // 3, 1)
