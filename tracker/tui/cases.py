"""The cases screen: one line per case, the chosen one opens its replay.

Refuses to load a case before it is chosen, and to tell how one ends.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from textual import work
from textual.app import ComposeResult

from tracker.tui import palette
from tracker.tui.command import Place
from tracker.tui.commands import bindings_of
from tracker.tui.desk import Desk
from tracker.tui.footer import action_at, draw_footer
from tracker.tui.grid import Grid, fit
from tracker.tui.lines import Lines
from tracker.tui.palette import Paint
from tracker.tui.workbench import Workbench

_ID_AT = 3
_WHO_AT = 17
_MONTHS_ROOM = 12
_FACTS_ROOM = 7
_HEAD_ROWS = 2
_ROOMY = 60


def who(row: Mapping[str, Any]) -> str:
    """Sex, age and diagnosis, as far as they are recorded."""
    sex = {"male": "M", "female": "F"}.get(row["sex"] or "", "")
    person = " ".join(str(part) for part in (sex, row["age"]) if part not in ("", None))
    diagnosis = row["diagnosis"] or "no diagnosis recorded"
    metastatic = ", de novo metastatic" if row["de_novo_metastatic"] else ""
    return "  ".join(part for part in (person, diagnosis + metastatic) if part)


def months(row: Mapping[str, Any]) -> str:
    """The first and the last month that has a frame."""
    first, last = row["first_month"], row["last_month"]
    return "no month" if first is None or last is None else f"M{first} – M{last}"


class Cases(Workbench):
    """The cases there are."""

    PLACE = Place.CASES
    BINDINGS: ClassVar = bindings_of(Place.CASES)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rows: tuple[Mapping[str, Any], ...] = ()
        self._row = 0
        self._loaded = False

    def compose(self) -> ComposeResult:
        """A heading, the lines, the keys."""
        yield Lines(self._draw_heading, id="heading")
        yield Lines(self._draw_table, id="table")
        yield Lines(self._draw_footer, id="footer")

    @property
    def chosen(self) -> str | None:
        """The patient whose line is selected."""
        return str(self._rows[self._row]["patient"]) if self._rows else None

    def on_mount(self) -> None:
        """Start to read."""
        self._read()

    @work(thread=True, exclusive=True)
    def _read(self) -> None:
        self.app.call_from_thread(self._take, tuple(self.desk.library.patients()))

    def _take(self, rows: tuple[Mapping[str, Any], ...]) -> None:
        self._rows, self._loaded = rows, True
        self.redraw()

    def _top(self, height: int) -> int:
        return max(self._row - max(height - _HEAD_ROWS, 1) + 1, 0)

    def _draw_heading(self, grid: Grid) -> None:
        grid.put(0, 0, " " * grid.width, palette.IDENTITY)
        x = grid.put(1, 0, "Cases", palette.IDENTITY_STRONG)
        if self._loaded:
            grid.put(x + 2, 0, f"{min(self._row + 1, len(self._rows))} of {len(self._rows)}", palette.IDENTITY)

    def _draw_table(self, grid: Grid) -> None:
        if not self._loaded:
            grid.put(2, 1, "reading the cases", palette.QUIET)
            return
        if not self._rows:
            grid.put(2, 1, "no case yet: `tracker demo` records the two bundled ones,", palette.QUIET)
            grid.put(2, 2, "`tracker import FILE` your own", palette.QUIET)
            return
        roomy = grid.width >= _ROOMY
        months_at = grid.width - _MONTHS_ROOM - _FACTS_ROOM
        grid.put(_ID_AT, 0, "case", palette.QUIET)
        grid.put(_WHO_AT, 0, "who", palette.QUIET)
        if roomy:
            grid.put(months_at, 0, "months", palette.QUIET)
            grid.put(grid.width - 1 - len("facts"), 0, "facts", palette.QUIET)
        top = self._top(grid.height)
        for y, row in enumerate(self._rows[top : top + grid.height - 1], start=1):
            chosen = top + y - 1 == self._row
            grid.put(0, y, " " * grid.width, Paint(bg=palette.SELECTED_BG if chosen else palette.PAGE))
            if chosen:
                grid.put(1, y, self.desk.glyphs.selected, palette.CURSOR)
            name = fit(str(row["patient"]), _WHO_AT - _ID_AT - 1, self.desk.glyphs.ellipsis)
            grid.put(_ID_AT, y, name, palette.STRONG)
            room = (months_at if roomy else grid.width) - _WHO_AT - 1
            grid.put(_WHO_AT, y, fit(who(row), room, self.desk.glyphs.ellipsis), palette.TEXT)
            if roomy:
                facts = str(row["facts"])
                grid.put(months_at, y, months(row), palette.QUIET)
                grid.put(grid.width - 1 - len(facts), y, facts, palette.QUIET)

    def _draw_footer(self, grid: Grid) -> None:
        draw_footer(grid, Place.CASES)

    async def on_lines_pressed(self, message: Lines.Pressed) -> None:
        """Pressing a line selects it, pressing the selected one opens it, pressing a key of the footer does it."""
        if message.lines.id == "footer":
            action = action_at(message.x, message.lines.size.width, Place.CASES)
            if action:
                await self.run_action(action)
            return
        row = self._top(message.lines.size.height) + message.y - 1
        if message.lines.id == "table" and 0 <= row < len(self._rows):
            if row == self._row:
                await self.action_open_case()
            else:
                self._select(row)

    def on_lines_turned(self, message: Lines.Turned) -> None:
        """The wheel moves the selection."""
        self._select(self._row + message.rows)

    def _select(self, row: int) -> None:
        self._row = min(max(row, 0), max(len(self._rows) - 1, 0))
        self.redraw()

    def action_row_down(self) -> None:
        """The next case."""
        self._select(self._row + 1)

    def action_row_up(self) -> None:
        """The case before."""
        self._select(self._row - 1)

    def action_first(self) -> None:
        """The first case."""
        self._select(0)

    def action_last(self) -> None:
        """The last case."""
        self._select(len(self._rows) - 1)

    async def action_open_case(self) -> None:
        """Replay the selected case."""
        if self.chosen is not None:
            self.desk.patient, self.desk.month = self.chosen, None
            await super().action_show_replay()

    async def action_show_replay(self) -> None:
        """As opening the selected case."""
        await self.action_open_case()
