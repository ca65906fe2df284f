"""The replay's drawings: which part of a cursor's month goes into which widget.

Refuses to hold anything; every drawing follows from the reel, the cursor and the size of its grid.
"""

from msgspec import Struct
from msgspec.structs import replace

from tracker.projections.days import DayReached, Reached
from tracker.projections.sheet import Sheet
from tracker.tui import palette
from tracker.tui.chart import draw_plot
from tracker.tui.commands import Place
from tracker.tui.cut import Future
from tracker.tui.event_panel import Numbered, Telling, beginning_of, event_rows, line_rows
from tracker.tui.footer import action_at, draw_footer
from tracker.tui.glyphs import Glyphs
from tracker.tui.grid import Grid, fit
from tracker.tui.lab_panel import lab_rows
from tracker.tui.lanes import draw_lanes
from tracker.tui.palette import Paint
from tracker.tui.panels import Row, draw_more, draw_rows, flow, state_rows
from tracker.tui.plot import Plot
from tracker.tui.reel import Cursor, Reel
from tracker.tui.scrub import draw_scrub
from tracker.tui.sight import day_of, plot_of

_CONDENSED = 100
_HINT = 9
"""Cells at the end of a row of events for how many rows are above and below it."""


class Board(Struct, frozen=True, kw_only=True):
    """A moment of the replay, ready to be drawn into grids of any size."""

    reel: Reel
    cursor: Cursor
    glyphs: Glyphs
    boxed: bool = False
    speed: float | None = None
    """Months a second while playing."""
    bookmarks: tuple[int, ...] = ()
    """The months with one."""
    said: str = ""
    """What came of the last key, where it moved nothing."""

    @property
    def sheet(self) -> Sheet:
        """The month shown, beside what it is compared with."""
        return self.reel.compared(self.cursor)

    @property
    def day(self) -> DayReached | None:
        """The day of the cursor and what had happened by then; None at the end of the month."""
        return day_of(self.reel, self.cursor)

    def plot(self, width: int) -> Plot:
        """The chart at a width; scrub bar and lanes share its scale."""
        return plot_of(self.reel, self.cursor, self.glyphs, width - 1 if self.boxed else width)

    def badge(self) -> tuple[str, Paint]:
        """Whose knowledge the screen shows, and of when the record is if it is not today's; always in sight."""
        known, recorded = self.cursor.known, self.reel.as_recorded
        if recorded:
            return f" {'KNOWN THEN, ' if known else 'AS '}RECORDED {recorded} ", palette.BADGE_THEN
        return (" KNOWN THEN ", palette.BADGE_THEN) if known else (" AS CORRECTED NOW ", palette.BADGE_NOW)

    def identity(self, grid: Grid) -> None:
        """Who, which month of how many, as of when, the latest turn, what does not fit together."""
        sheet, last = self.sheet, self.reel.now[-1].month
        condensed = grid.width < _CONDENSED
        month = f"M{sheet.month}"
        until = "" if condensed else sheet.label.removeprefix(month)
        right: list[tuple[str, Paint]] = [
            (f"{month}/{last}" if condensed else f"{month} of {last}{until}", palette.IDENTITY_STRONG),
            self.badge(),
        ]
        if sheet.badge:
            right.append((sheet.badge, palette.ALARM))
        right.extend((text, palette.ALARM) for text in self._findings(condensed))
        gap = 1 if condensed else 2
        room = grid.width - 1 - sum(len(text) + gap for text, _ in right)
        grid.put(0, 0, " " * grid.width, palette.IDENTITY)
        x = grid.put(1, 0, self.reel.patient, palette.IDENTITY_STRONG, stop=max(room, len(self.reel.patient) + 1))
        if room - x - 2 > 3:  # noqa: PLR2004 - less is not worth its ellipsis
            who = sheet.identity.removeprefix(self.reel.patient).strip()
            grid.put(x + 2, 0, fit(who, room - x - 2, self.glyphs.ellipsis), palette.IDENTITY)
        x = grid.width - 1 - sum(len(text) for text, _ in right) - gap * (len(right) - 1)
        for text, paint in right:
            x = grid.put(x, 0, text, paint) + gap

    def _findings(self, condensed: bool) -> list[str]:
        found = []
        for severity, short in (("error", "err"), ("warning", "warn")):
            count = self.reel.count(self.cursor, severity)
            if count:
                found.append(f"{count} {short}" if condensed else f"{count} {severity}{'s' * (count > 1)}")
        return found

    def scrub(self, grid: Grid) -> None:
        """The scrub bar."""
        playing = self.speed is not None
        draw_scrub(grid, self.plot(grid.width), self.sheet.month, playing=playing, bookmarks=self.bookmarks)

    def state(self, grid: Grid) -> None:
        """The state panel."""
        month = self.sheet.month
        against = self._against()
        inner = self._box(
            grid,
            f"State at the end of month {month}{against}",
            f"State M{month}{against}" if against else f"State, end of M{month}",
        )
        self._rows(grid, self._state_rows(inner[2], inner[3]), inner, self.cursor.scroll)

    def _state_rows(self, width: int, room: int) -> list[Row]:
        return state_rows(self.sheet.state, width, room, self.sheet.end_day - self.sheet.start_day)

    def labs(self, grid: Grid) -> None:
        """The laboratory panel."""
        against = self._against()
        inner = self._box(grid, f"Laboratory (CTCAE v5){against}", f"Laboratory{against}")
        self._rows(grid, lab_rows(self.sheet.labs, inner[2], self.glyphs), inner, self.cursor.scroll)

    def events(self, grid: Grid) -> None:
        """The events of the month, the selected one in sight."""
        count, selected = len(self.sheet.events), self.cursor.event
        title = f"This month · {count} event{'s' * (count != 1)}" if self.day is None else self.day.text.capitalize()
        inner = self._box(grid, title if selected is None else f"{title} · at {selected + 1}")
        numbered = self._event_rows(inner[2])
        offset = beginning_of(numbered, selected, inner[3]) + self.cursor.read
        self._rows(grid, [row for _, row in numbered], inner, offset)

    def telling(self) -> Telling:
        """How much is told of what may have happened: nothing of it where only what was known then is."""
        if self.cursor.known:
            return Telling.NOTHING
        return Telling.COUNT if self.cursor.future is Future.HIDDEN else Telling.ALL

    def _event_rows(self, width: int) -> list[Numbered]:
        return event_rows(self.sheet, width, self.glyphs, self.cursor.event, self.telling(), self._reached())

    def _reached(self) -> tuple[Reached, ...]:
        return () if self.day is None else self.day.events

    def _against(self) -> str:
        return f" · vs {self.sheet.reference}" if self.sheet.reference else ""

    def line(self, grid: Grid) -> None:
        """The events of the month in one row, those after it scrolled to."""
        draw_rows(grid, self._line_rows(grid.width - 2), (1, 0, grid.width - 2, 1), self.cursor.read, self.glyphs)

    def _line_rows(self, width: int) -> list[Row]:
        selected, telling = self.cursor.event, self.telling()
        return line_rows(self.sheet, width - _HINT, self.glyphs, selected, telling, self._reached())

    def chart(self, grid: Grid) -> None:
        """The marker chart; its lower edge is the upper edge of the lanes."""
        plot = self.plot(grid.width)
        if self.boxed:
            self._open_box(grid, plot.title())
        else:
            grid.put(1, 0, plot.title(), palette.QUIET)
        draw_plot(grid, plot, 1, grid.height)

    def lanes(self, grid: Grid) -> None:
        """The lanes under the chart."""
        plot = self.plot(grid.width)
        if not self.boxed:
            draw_lanes(grid, plot, 0, grid.height, 1)
            return
        horizontal, vertical = self.glyphs.box[4], self.glyphs.box[5]
        grid.frame("Treatment and events, same time scale", self.glyphs.box, palette.BORDER, palette.TITLE)
        if self.glyphs.dots_wide * self.glyphs.dots_high > 1:
            grid.put(0, 0, "├", palette.BORDER)
            grid.put(grid.width - 1, 0, "┤", palette.BORDER)
        else:
            grid.put(0, 0, vertical + horizontal, palette.BORDER)
        draw_lanes(grid, plot, 1, grid.height - 1, 2)

    def footer(self, grid: Grid) -> None:
        """The keys."""
        draw_footer(grid, Place.REPLAY, self.note())

    def pressed(self, x: int, width: int) -> str:
        """The action of a column of the footer."""
        return action_at(x, width, Place.REPLAY, self.note())

    def note(self) -> str:
        """What the last key came to, else what is not as usual: speed, day, what is compared with, how the future is drawn."""
        playing = "" if self.speed is None else f"playing {self.speed:g} a second"
        future = "" if self.cursor.future is Future.HIDDEN else f"future {self.cursor.future.value}"
        if self.said:
            return self.said
        # A panel of events says it in its title.
        day = "" if self.day is None or self.boxed else self.day.text
        return " · ".join(text for text in (playing, day, self._against().removeprefix(" · "), future) if text)

    def plain(self, grid: Grid) -> None:
        """The month as text, for terminals too small for anything else; identity and badge stay, the rest scrolls."""
        width = grid.width
        badge, paint = self.badge()
        who = f"{self.reel.patient} M{self.sheet.month}/{self.reel.now[-1].month}"
        grid.put(0, 0, " " * width, palette.IDENTITY)
        grid.put(0, 0, who, palette.IDENTITY_STRONG)
        x = width - len(badge)
        top = self._plain_top(width)
        grid.put(x if top == 1 else 0, top - 1, badge if top == 1 else badge.strip(), paint)
        rows = self._plain_rows(width)
        box = (0, top, width, grid.height - top)
        offset = self.cursor.scroll if self.cursor.event is None else self._plain_base(rows, box[3]) + self.cursor.read
        draw_rows(grid, [row for _, row in rows], box, offset, self.glyphs)

    def _plain_top(self, width: int) -> int:
        """Rows that identity and badge take: one where both fit."""
        who = f"{self.reel.patient} M{self.sheet.month}/{self.reel.now[-1].month}"
        return 1 if len(who) < width - len(self.badge()[0]) else 2

    def _plain_base(self, rows: list[Numbered], room: int) -> int:
        return beginning_of(rows, self.cursor.event, room)

    def _plain_rows(self, width: int) -> list[Numbered]:
        sheet = self.sheet
        head: list[tuple[str, Paint]] = [(sheet.identity.removeprefix(self.reel.patient).strip(), palette.TEXT)]
        head += [(sheet.badge, palette.WORSE)] if sheet.badge else []
        head += [(text, palette.WARNING) for text in self._findings(condensed=False)]
        head += [(self.note(), palette.CURSOR)] if self.note() else []
        rows: list[Row] = [*flow(head, width)]
        fresh = sheet.end_day - sheet.start_day
        rows += [((0, "State", palette.TITLE),), *state_rows(sheet.state, width, 0, fresh)]
        rows += [((0, "Laboratory", palette.TITLE),), *lab_rows(sheet.labs, width, self.glyphs)]
        rows.append(((0, "This month", palette.TITLE),))
        return [*((None, row) for row in rows), *self._event_rows(width)]

    def scrolled(self, sizes: dict[str, tuple[int, int]], rows: int) -> Cursor:
        """The cursor after scrolling the shown parts, given by name and `(width, height)`, up to their ends."""
        scrolls, least, most = [0], [0], [0]
        edge = 2 if self.boxed else 0
        for name, (width, height) in sizes.items():
            inner, room = width - 2 - edge, height - edge
            match name:
                case "state":
                    scrolls.append(len(self._state_rows(inner, room)) - room)
                case "labs":
                    scrolls.append(len(lab_rows(self.sheet.labs, inner, self.glyphs)) - room)
                case "line":
                    most.append(len(self._line_rows(inner)) - 1)
                case "events" | "plain":
                    plain = name == "plain"
                    room = height - self._plain_top(width) if plain else room
                    numbered = self._plain_rows(width) if plain else self._event_rows(inner)
                    base = beginning_of(numbered, self.cursor.event, room)
                    least.append(-base)
                    most.append(max(len(numbered) - room, 0) - base)
                    scrolls.append(len(numbered) - room if plain else 0)
                case _:
                    pass
        return replace(
            self.cursor,
            scroll=min(max(self.cursor.scroll + rows, 0), max(scrolls)),
            read=min(max(self.cursor.read + rows, min(least)), max(most)),
        )

    def event_at(self, y: int, size: tuple[int, int]) -> int | None:
        """The event in a row of the panel of events, None where there is none."""
        edge = 2 if self.boxed else 0
        width, room = size[0] - 2 - edge, size[1] - edge
        numbered = self._event_rows(width)
        offset = beginning_of(numbered, self.cursor.event, room) + self.cursor.read
        row = max(min(offset, len(numbered) - room), 0) + y - edge // 2
        return numbered[row][0] if 0 <= row < len(numbered) else None

    def _rows(self, grid: Grid, rows: list[Row], inner: tuple[int, int, int, int], offset: int) -> None:
        if not self.boxed:
            draw_rows(grid, rows, inner, offset, self.glyphs)
            return
        more = draw_rows(grid, rows, inner, offset)
        draw_more(grid, *more, (grid.width - 2, grid.height - 1), self.glyphs)

    def _box(self, grid: Grid, title: str, short: str = "") -> tuple[int, int, int, int]:
        """Draw the box where there is room for boxes and return what is inside as `(x, y, width, height)`."""
        if not self.boxed:
            return (1, 0, grid.width - 2, grid.height)
        if len(title) > grid.width - 6:
            title = fit(short or title, grid.width - 6, self.glyphs.ellipsis)
        grid.frame(title, self.glyphs.box, palette.BORDER, palette.TITLE)
        return (2, 1, grid.width - 4, grid.height - 2)

    def _open_box(self, grid: Grid, title: str) -> None:
        box = self.glyphs.box
        grid.put(0, 0, box[0] + box[4] * (grid.width - 2) + box[1], palette.BORDER)
        grid.put(2, 0, f" {title} ", palette.TITLE, stop=grid.width - 2)
        for y in range(1, grid.height):
            grid.put(0, y, box[5], palette.BORDER)
            grid.put(grid.width - 1, y, box[5], palette.BORDER)
