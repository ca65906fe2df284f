"""A stepping screen whose lines can be selected: where a fact comes from, what does not fit, a copy as text.

Refuses to say anything that the month may not tell.
"""

from tracker.tui.event_panel import event_line_text
from tracker.tui.findings import Findings
from tracker.tui.focus import at_line, at_nothing, by_rows, facts_at, name_at, selected_in, to_panel
from tracker.tui.lines import Lines
from tracker.tui.modal import COPIED_WIDTH, text_of
from tracker.tui.panel_board import PanelBoard
from tracker.tui.reel import Panel
from tracker.tui.stepping import Stepping
from tracker.values.counts import counted


class Telling(Stepping):
    """The commands about the line that is selected, and about the month as a whole."""

    @property
    def board(self) -> PanelBoard | None:
        """What is shown, None until the case is loaded."""
        return None

    def action_next_panel(self) -> None:
        """To the next panel."""
        if self._reel is not None:
            self.show(to_panel(self._cursor, self._reel.compared(self._cursor), self._order))

    def _order(self, panel: Panel) -> tuple[int, ...]:
        """The lines of a panel as they follow each other on the screen."""
        board = self.board
        part = self.query_one(f"#{panel}", Lines)
        if board is None:
            return ()
        _, _, width, room = board.inside(panel, *part.size) if part.display and part.size else (0, 0, COPIED_WIDTH, 0)
        return board.panes.order(panel, width, room)

    def action_row_down(self) -> None:
        """To the next line of the panel."""
        self._by_rows(1)

    def action_row_up(self) -> None:
        """To the line before."""
        self._by_rows(-1)

    def _by_rows(self, rows: int) -> None:
        if self._reel is not None:
            cursor = by_rows(self._cursor, self._reel.compared(self._cursor), self._order, rows)
            ended = "last line; tab to the next panel" if rows > 0 else "first line"
            begun = "enter shows where it comes from" if self._cursor.panel is None else ""
            self.show(cursor, ended if cursor == self._cursor else begun)

    def choose_line(self, panel: Panel, line: int) -> None:
        """Select a line; one that is selected already tells where it comes from."""
        if self._reel is None:
            return
        sheet = self._reel.compared(self._cursor)
        if selected_in(self._cursor, sheet, panel) == line:
            self.action_provenance()
        else:
            self.show(at_line(self._cursor, sheet, panel, line))

    def action_provenance(self) -> None:
        """Where the selected fact comes from."""
        if self._reel is None:
            return
        keys = facts_at(self._reel, self._cursor)
        if keys:
            self._tell(name_at(self._reel, self._cursor), keys)
        elif self._cursor.panel is None or not self._is_selecting():
            self.show(self._cursor, "tab or j selects a line")
        else:
            self.show(self._cursor, "rests on no fact told by now")

    def _is_selecting(self) -> bool:
        """Whether the month shown has the selected line."""
        reel, panel = self._reel, self._cursor.panel
        return (
            reel is not None
            and panel is not None
            and selected_in(self._cursor, reel.compared(self._cursor), panel) is not None
        )

    def action_findings(self) -> None:
        """What does not fit."""
        if self._reel is None:
            return
        names = {key: event_line_text(line) for key, line in self._reel.lines(self._cursor).items()}
        findings = Findings(self.desk.glyphs, self._reel.told(self._cursor), names, known=self._cursor.known)
        self.app.push_screen(findings, self._go_to)

    def _go_to(self, key: str | None) -> None:
        """To the month of an event; of any other fact, to where it comes from."""
        if key is None or self._reel is None:
            return
        cursor = self._reel.place_of(self._cursor, key)
        if cursor is None:
            self._tell("the contradiction", (key,))
        else:
            self.show(cursor, "enter shows where it comes from")

    def begin_at(self, key: str) -> None:
        """To a fact that was asked for on another screen, or why it is nowhere."""
        cursor = None if self._reel is None else self._reel.place_of(self._cursor, key)
        if cursor is None:
            self.show(self._cursor, f"{key} is in no month that is shown")
        else:
            self.show(cursor, "enter shows where it comes from")

    def action_copy(self) -> None:
        """The panel at hand, or else the whole month, as text."""
        board, reel = self.board, self._reel
        if board is None or reel is None:
            return
        panel, panes = self._cursor.panel, board.panes_as_text(COPIED_WIDTH)
        if panel is None:
            rows = [row for _, row in panes.plain(COPIED_WIDTH)]
            what = "month"
        else:
            rows = [row for _, row in panes.rows(panel, COPIED_WIDTH)]
            what = panel.value
        badge = board.badge()[0].strip()
        head = f"{reel.patient}  M{board.sheet.month} of {reel.now[-1].month}  {badge}"
        self.app.copy_to_clipboard(f"{head}\n{text_of(rows, COPIED_WIDTH)}\n")
        self.show(self._cursor, f"copied {what}, {counted(len(rows), 'row')}")

    async def action_back(self) -> None:
        """Nothing selected any more; where nothing is, or something is being written, what every screen does."""
        if self._cursor.panel is None or self.writing:
            await super().action_back()
        else:
            self.show(at_nothing(self._cursor))
