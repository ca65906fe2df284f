"""The audit screen: the log as it was recorded, the latest line first, searched and verified.

Refuses to read the whole log at once: a page is read in a thread, the next one at the end of it.
"""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.widgets import Input

from tracker.decisions.refused import Refused
from tracker.tui import palette
from tracker.tui.auditing import Auditor, LogLine, LogPage
from tracker.tui.command import Place
from tracker.tui.commands import bindings_of
from tracker.tui.desk import Desk
from tracker.tui.footer import action_at, draw_footer
from tracker.tui.grid import Grid, fit, wrap
from tracker.tui.lines import Lines
from tracker.tui.palette import Paint
from tracker.tui.panels import draw_more, draw_rows
from tracker.tui.room import Row
from tracker.tui.workbench import Workbench
from tracker.values.counts import agreeing, counted

_WIDE = 96
_TOLD_EVERY = 1000
_NAMES = 17


class Audit(Workbench):
    """The log, its corrections and digests."""

    PLACE = Place.AUDIT
    BINDINGS: ClassVar = bindings_of(Place.AUDIT)
    AUTO_FOCUS: ClassVar[str | None] = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._auditor = auditor = desk.tools.auditor
        self._begun = desk.patient or ""
        """The words that it opens with: where one comes from a case, its own lines."""
        self._words = self._begun
        self._lines: list[LogLine] = []
        self._total = 0
        self._row = self._top = 0
        self._said = "" if auditor is not None else "there is no log to look at here"
        self._findings: tuple[str, ...] = ()
        self._reading = False
        self._scroll = 0

    def compose(self) -> ComposeResult:
        """Heading, the words looked for, the lines, the one looked at, the keys."""
        yield Lines(self._draw_heading, id="heading")
        yield Input(self._words, placeholder="words to look for: a patient, a type, a name, a date", id="words")
        yield Lines(self._draw_log, id="log")
        yield Lines(self._draw_line, id="details")
        yield Lines(self._draw_footer, id="footer")

    def on_mount(self) -> None:
        """Read the first page."""
        self.query_one("#words", Input).cursor_blink = False
        self.set_focus(None)
        self._look()

    def _look(self) -> None:
        """Begin at the latest line."""
        self._lines, self._row, self._top = [], 0, 0
        self._more()

    def _more(self) -> None:
        if self._auditor is not None and not self._reading:
            self._reading = True
            self._read(self._auditor, self._words, self._lines[-1].seq if self._lines else None)

    @work(thread=True, group="log")
    def _read(self, auditor: Auditor, words: str, before: int | None) -> None:
        try:
            page = auditor.page(words, before)
        except Refused as refusal:
            self.app.call_from_thread(self.say, str(refusal))
        else:
            self.app.call_from_thread(self._take, words, page)

    def _take(self, words: str, page: LogPage) -> None:
        self._reading = False
        if words != self._words:
            self._look()
            return
        self._lines.extend(page.lines)
        self._total = page.total
        self.redraw()

    def say(self, sentence: str) -> None:
        """Say something in the heading; nothing is being read any more."""
        self._reading, self._said = False, sentence
        self.redraw()

    def _draw_heading(self, grid: Grid) -> None:
        grid.put(0, 0, " " * grid.width, palette.IDENTITY)
        x = grid.put(1, 0, "Audit", palette.IDENTITY_STRONG)
        shown = "" if len(self._lines) == self._total else f"{len(self._lines):,} of "
        undone = f" with “{self._words}” · esc shows {f'those with “{self._begun}”' if self._begun else 'all'}"
        sought = undone if self._sought else ", the latest first"
        said = f"{shown}{counted(self._total, 'line')} of the log{sought}"
        x = grid.put(x + 2, 0, said, palette.IDENTITY)
        paint = palette.ALARM if self._findings else palette.IDENTITY_STRONG
        grid.put(x + 2, 0, fit(self._said, grid.width - x - 3, self.desk.glyphs.ellipsis), paint)

    def _draw_log(self, grid: Grid) -> None:
        rows = self._lines[self._top : self._top + grid.height - 1]
        wide = grid.width >= _WIDE
        head = f"{'seq':>7}  {'recorded (UTC)':19}  {'by' if wide else '':{14 if wide else 0}}  "
        patient_at = grid.put(0, 0, head, palette.QUIET)
        type_at = patient_at + 16
        what_at = type_at + 22
        for x, name in ((patient_at, "case and version"), (type_at + 2, "type"), (what_at + 2, "what")):
            grid.put(x, 0, name, palette.QUIET)
        for y, line in enumerate(rows, start=1):
            if self._top + y - 1 == self._row:
                grid.put(0, y, " " * grid.width, Paint(bg=palette.SELECTED_BG))
            grid.put(0, y, f"{line.seq:>7,}", palette.QUIET)
            x = grid.put(9, y, line.recorded_at[:19].replace("T", " "), palette.QUIET) + 2
            if wide:
                grid.put(x, y, fit(line.recorded_by, 14, self.desk.glyphs.ellipsis), palette.TEXT)
            grid.put(
                patient_at, y, fit(f"{line.patient} {line.version}", 17, self.desk.glyphs.ellipsis), palette.STRONG
            )
            correcting = line.corrects is not None
            grid.put(
                type_at + 2,
                y,
                fit(line.type, 21, self.desk.glyphs.ellipsis),
                palette.WARNING if correcting else palette.TEXT,
            )
            grid.put(what_at + 2, y, fit(line.what, grid.width - what_at - 3, self.desk.glyphs.ellipsis), palette.TEXT)
        if not self._lines and self._auditor is not None:
            said = "reading the log" if self._reading else "no line has all of these words"
            grid.put(2, 1, said, palette.QUIET)

    def _draw_line(self, grid: Grid) -> None:
        grid.put(0, 0, self.desk.glyphs.box[4] * grid.width, palette.BORDER)
        rows = self._detail_rows(grid.width)
        if self._findings:
            grid.put(2, 0, f" {counted(len(self._findings), 'finding')} of the verification ", palette.ALARM)
        elif self._lines:
            line = self._lines[self._row]
            corrects = "" if line.corrects is None else f", corrects version {line.corrects}"
            hint = "" if self.has_class("-open") or len(rows) < grid.height else "enter shows all of it "
            grid.put(2, 0, f" {line.patient}, version {line.version}{corrects} {hint}", palette.TITLE)
        more = draw_rows(grid, rows, (1, 1, grid.width - 2, grid.height - 1), self._scroll)
        draw_more(grid, *more, (grid.width - 2, 0), self.desk.glyphs)

    def _detail_rows(self, width: int) -> list[Row]:
        """The line looked at, or what the verification found."""
        room = max(width - _NAMES - 2, 8)
        rows: list[Row] = []
        for sentence in self._findings:
            rows += [((0, part, palette.WARNING),) for part in wrap(sentence, width - 2)]
        for name, value in self._lines[self._row].details if self._lines and not self._findings else ():
            for number, part in enumerate(wrap(value, room) or [""]):
                rows.append(((0, "" if number else name, palette.QUIET), (_NAMES, part, palette.TEXT)))
        return rows

    def action_open_line(self) -> None:
        """Show all of the line, and the log again."""
        self.set_class(not self.has_class("-open"), "-open")
        self._scroll = 0
        self.redraw()

    def _draw_footer(self, grid: Grid) -> None:
        draw_footer(grid, Place.AUDIT)

    def _select(self, row: int) -> None:
        if self.has_class("-open") or self._findings:
            details = self.query_one("#details", Lines)
            most = max(len(self._detail_rows(details.size.width)) - details.size.height + 1, 0)
            self._scroll = min(max(self._scroll + row - self._row, 0), most)
            details.redraw()
            return
        height = self.query_one("#log", Lines).size.height - 1
        self._row = min(max(row, 0), max(len(self._lines) - 1, 0))
        self._top = min(max(self._top, self._row - max(height, 1) + 1), self._row)
        if row >= len(self._lines) and len(self._lines) < self._total:
            self._more()
        self.redraw()

    def action_row_down(self) -> None:
        """The line before in time."""
        self._select(self._row + 1)

    def action_row_up(self) -> None:
        """The line after in time."""
        self._select(self._row - 1)

    @property
    def _page(self) -> int:
        return max(self.query_one("#log", Lines).size.height - 2, 1)

    def action_page_down(self) -> None:
        """A page on."""
        self._select(self._row + self._page)

    def action_page_up(self) -> None:
        """A page back."""
        self._select(self._row - self._page)

    def action_first(self) -> None:
        """The latest line."""
        self._select(0)

    def action_last(self) -> None:
        """The earliest line that was read."""
        self._select(len(self._lines))

    @property
    def _sought(self) -> bool:
        """Whether a reader looked for words of their own."""
        return self._words not in ("", self._begun)

    def action_search(self) -> None:
        """Look for words."""
        self.query_one("#words", Input).focus()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Look for them."""
        self._words = message.value.strip()
        self.set_focus(None)
        self._look()

    async def action_back(self) -> None:
        """Leave the words, put the findings away, undo the search, or go back."""
        words = self.query_one("#words", Input)
        if words.has_focus:
            words.value = self._words
            self.set_focus(None)
        elif self._findings:
            self._findings, self._scroll = (), 0
            self.redraw()
        elif self.has_class("-open"):
            self.action_open_line()
        elif self._sought:
            words.value = self._words = self._begun
            self._look()
        else:
            await super().action_back()

    def action_verify(self) -> None:
        """Check file, guards, digests and read models."""
        if self._auditor is not None and not self._reading:
            self._reading = True
            self._said = "verifying …"
            self.redraw()
            self._check(self._auditor)

    @work(thread=True, group="log")
    def _check(self, auditor: Auditor) -> None:
        def told(done: int, of: int) -> None:
            if done % _TOLD_EVERY == 0:
                self.app.call_from_thread(self._progress, f"verifying {done:,} of {of:,}")

        try:
            found = tuple(auditor.verify(told))
        except Refused as refusal:
            found = (str(refusal),)
        self.app.call_from_thread(self._checked, found)

    def _progress(self, sentence: str) -> None:
        self._said = sentence
        self.query_one("#heading", Lines).redraw()

    def _checked(self, found: tuple[str, ...]) -> None:
        self._findings = found
        self.say(
            f"{counted(len(found), 'finding')}; esc puts {agreeing(len(found), 'it', 'them')} away"
            if found
            else "verified: file, guards, digests and rows are sound"
        )

    async def on_lines_pressed(self, message: Lines.Pressed) -> None:
        """Pressing a line selects it, pressing a key of the footer does it."""
        if message.lines.id == "footer":
            action = action_at(message.x, message.lines.size.width, Place.AUDIT)
            if action:
                await self.run_action(action)
        elif message.lines.id == "log":
            self._select(self._top + message.y - 1)

    def on_lines_turned(self, message: Lines.Turned) -> None:
        """The wheel moves the selection."""
        self._select(self._row + message.rows)
