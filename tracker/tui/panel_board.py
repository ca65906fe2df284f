"""The panels of the replay, drawn: state, laboratory, events, and the month as text. Refuses to hold anything.

Of the selected line there is a sign before its first row and a ground under all of them.
"""

from msgspec import Struct
from msgspec.structs import replace

from tracker.projections.days import DayReached
from tracker.projections.differences import Reference
from tracker.projections.moments import month_days_text
from tracker.projections.sheet import Sheet
from tracker.tui import palette
from tracker.tui.cut import Future
from tracker.tui.event_panel import Telling
from tracker.tui.focus import selected_in
from tracker.tui.glyphs import Glyphs
from tracker.tui.grid import Grid, fit
from tracker.tui.palette import Paint
from tracker.tui.panels import draw_more, draw_rows
from tracker.tui.panes import PLAIN_LEFT, Panes, head_of
from tracker.tui.reel import Cursor, Panel, Reel
from tracker.tui.sight import day_of
from tracker.values.counts import counted

_TITLE_EDGES = 8
"""Cells of an edge that a title leaves, the sign of a selected panel included."""


class PanelBoard(Struct, frozen=True, kw_only=True):
    """A moment of the replay, as its panels show it."""

    reel: Reel
    cursor: Cursor
    glyphs: Glyphs
    boxed: bool = False
    still: bool = False
    """Whether it is drawn on paper, where nothing can be scrolled or waited for."""
    speed: float | None = None
    """Months a second while playing."""
    said: str = ""
    """What came of the last key, where it moved nothing."""
    writable: bool = False
    """Whether something can be recorded."""

    @property
    def sheet(self) -> Sheet:
        """The month shown, beside what it is compared with."""
        return self.reel.compared(self.cursor)

    @property
    def day(self) -> DayReached | None:
        """The day of the cursor and what had happened by then; None at the end of the month."""
        return day_of(self.reel, self.cursor)

    def against(self) -> str:
        """What values are compared with, for a title; empty where that is the month before."""
        if self.cursor.reference is Reference.OFF:
            return " · no diff"
        return f" · vs {self.sheet.reference}" if self.sheet.reference else ""

    def badge(self) -> tuple[str, Paint]:
        """Whose knowledge the screen shows, and of when the record is if it is not today's; always in sight."""
        known, recorded = self.cursor.known, self.reel.as_recorded
        if recorded:
            return f" {'KNOWN THEN, ' if known else 'AS '}RECORDED {recorded} ", palette.BADGE_THEN
        return (" KNOWN THEN ", palette.BADGE_THEN) if known else (" AS CORRECTED NOW ", palette.BADGE_NOW)

    def findings(self, *, condensed: bool) -> list[str]:
        """How many discrepancies of each severity may be told; that the case is being checked until it is."""
        if self.reel.findings is None:
            return ["not checked" if self.still else "checking"]
        found = []
        for severity, short in (("error", "err"), ("warning", "warn")):
            count = self.reel.count(self.cursor, severity)
            if count:
                found.append(f"!{count} {short}" if condensed else f"!{counted(count, severity)}")
        return found

    @property
    def panes(self) -> Panes:
        """The panels of the month."""
        reached = () if self.day is None else self.day.events
        return Panes(sheet=self.sheet, cursor=self.cursor, glyphs=self.glyphs, telling=self.telling(), reached=reached)

    def state(self, grid: Grid) -> None:
        """The state panel."""
        month, against = self.sheet.month, self.against()
        short = f"State M{month}{against}" if against else f"State, end of M{month}"
        title = f"State at the end of month {month}"
        days = f" ({month_days_text(self.sheet.start_day, self.sheet.end_day)})"
        # A selected panel has a sign before its title, and must not lose the days for it.
        fits = len(title + days + against) <= grid.width - _TITLE_EDGES
        self._pane(grid, Panel.STATE, f"{title}{days if fits else ''}{against}", short)

    def labs(self, grid: Grid) -> None:
        """The laboratory panel."""
        against = self.against()
        self._pane(grid, Panel.LABS, f"Laboratory (CTCAE v5){against}", f"Laboratory{against}")

    def events(self, grid: Grid) -> None:
        """The events of the month."""
        count, selected = len(self.sheet.events), self.cursor.event
        title = f"This month · {counted(count, 'event')}" if self.day is None else self.day.text.capitalize()
        at = "" if selected is None else f" · at {selected + 1}"
        short = f"Event {selected + 1} of {count}" if selected is not None and self.day is None else ""
        self._pane(grid, Panel.EVENTS, f"{title}{at}", short)

    def telling(self) -> Telling:
        """How much is told of what may have happened: nothing of it where only what was known then is."""
        if self.cursor.known:
            return Telling.NOTHING
        if self.cursor.future is not Future.HIDDEN:
            return Telling.ALL
        return Telling.MENTION if self.still else Telling.COUNT

    def line(self, grid: Grid) -> None:
        """The events of the month in one row, those after it scrolled to."""
        x, y, width, height = self.inside("line", grid.width, grid.height)
        draw_rows(grid, self.panes.line(width), (x, y, width, height), self.cursor.read, self.glyphs)

    def note(self) -> str:
        """What the last key came to, else what is not as usual: speed, day, what is compared with."""
        playing = "" if self.speed is None else f"playing {self.speed:g} a second"
        if self.said:
            return self.said
        # A panel of events says it in its title.
        day = "" if self.day is None or self.boxed else self.day.text
        return " · ".join(text for text in (playing, day, self.against().removeprefix(" · ")) if text)

    def plain(self, grid: Grid) -> None:
        """The month as text, for terminals too small for anything else; identity and badge stay, the rest scrolls."""
        width = grid.width
        badge, paint = self.badge()
        grid.put(0, 0, " " * width, palette.IDENTITY)
        grid.put(0, 0, self._who(), palette.IDENTITY_STRONG)
        x = width - len(badge)
        top = self._plain_top(width)
        grid.put(x if top == 1 else 0, top - 1, badge if top == 1 else badge.strip(), paint)
        box = self.inside("plain", width, grid.height)
        panes = self.panes_as_text(width)
        rows = panes.plain(width)
        spot = panes.plain_selected()
        offset = self.cursor.scroll if spot is None else panes.plain_base(rows, box[3]) + self.cursor.read
        draw_rows(grid, [row for _, row in rows], box, offset, self.glyphs)
        self._mark(grid, [each == spot and spot is not None for each, _ in rows], box, offset)

    def panes_as_text(self, width: int) -> Panes:
        """The panels, with what else is said above them."""
        said = [(text, palette.WARNING) for text in self.findings(condensed=False)]
        said += [(self.note(), palette.CURSOR)] if self.note() else []
        return replace(self.panes, head=head_of(self.sheet, self.reel.patient, said, width))

    def _who(self) -> str:
        return f"{self.reel.patient} M{self.sheet.month}/{self.reel.now[-1].month}"

    def _plain_top(self, width: int) -> int:
        """Rows that identity and badge take: one where both fit."""
        return 1 if len(self._who()) < width - len(self.badge()[0]) else 2

    def inside(self, part: str, width: int, height: int) -> tuple[int, int, int, int]:
        """Where in a part its rows stand, as `(x, y, width, height)`."""
        if part == "plain":
            top = self._plain_top(width)
            return (PLAIN_LEFT, top, width - PLAIN_LEFT, height - top)
        if part == "line" or not self.boxed:
            return (1, 0, width - 2, height)
        return (2, 1, width - 4, height - 2)

    def scrolled(self, sizes: dict[str, tuple[int, int]], rows: int) -> Cursor:
        """The cursor after scrolling the shown parts, given by name and `(width, height)`, up to their ends."""
        rooms = {}
        for name, (width, height) in sizes.items():
            if name in ("line", "plain", *Panel):
                x, _, inner, room = self.inside(name, width, height)
                rooms[name] = (inner + (x if name == "plain" else 0), room)
        width = sizes.get("plain", (0, 0))[0]
        panes = self.panes_as_text(width) if width else self.panes
        return panes.scrolled(rooms, rows)

    def line_at(self, panel: Panel, y: int, size: tuple[int, int]) -> int | None:
        """The line in a row of a panel, None where there is none."""
        _, top, width, room = self.inside(panel, *size)
        return self.panes.spot_at(panel, y - top, width, room)

    def _pane(self, grid: Grid, panel: Panel, title: str, short: str = "") -> None:
        inner = self._box(grid, panel, title, short)
        panes = self.panes
        numbered = panes.rows(panel, inner[2], inner[3])
        offset = panes.offset(panel, numbered, inner[3])
        rows = [row for _, row in numbered]
        if self.boxed:
            more = draw_rows(grid, rows, inner, offset)
            draw_more(grid, *more, (grid.width - 2, grid.height - 1), None if self.still else self.glyphs)
        else:
            draw_rows(grid, rows, inner, offset, self.glyphs)
        selected = selected_in(self.cursor, self.sheet, panel)
        self._mark(grid, [selected is not None and number == selected for number, _ in numbered], inner, offset)

    def _mark(self, grid: Grid, chosen: list[bool], box: tuple[int, int, int, int], offset: int) -> None:
        """Show which rows are selected: a sign before the first of them that is in sight, a ground under all."""
        x, y, width, height = box
        offset = max(min(offset, len(chosen) - height), 0)
        mine = [row for row, its in enumerate(chosen[offset : offset + height]) if its]
        for row in mine:
            for column in range(x - 1, x + width):
                grid.tint(column, y + row, palette.SELECTED_BG)
        if mine:
            grid.put(x - 1, y + mine[0], self.glyphs.selected, palette.CURSOR)

    def _box(self, grid: Grid, panel: Panel, title: str, short: str = "") -> tuple[int, int, int, int]:
        """Draw the box where there is room for boxes and return what is inside as `(x, y, width, height)`."""
        if self.boxed:
            focused = panel is self.cursor.panel
            sign = f"{self.glyphs.selected} " if focused else ""
            if len(sign + title) > grid.width - 6:
                title = fit(short or title, grid.width - 6 - len(sign), self.glyphs.ellipsis)
            grid.frame(sign + title, self.glyphs.box, palette.BORDER, palette.CURSOR if focused else palette.TITLE)
        return self.inside(panel, grid.width, grid.height)
