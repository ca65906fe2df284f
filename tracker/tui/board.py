"""The replay's drawings: which part of a cursor's month goes into which widget.

Refuses to hold anything; every drawing follows from the reel, the cursor and the size of its grid.
"""

from msgspec import Struct

from tracker.projections.sheet import Sheet
from tracker.tui import palette
from tracker.tui.commands import Place, footer_of
from tracker.tui.cut import Future
from tracker.tui.glyphs import Glyphs
from tracker.tui.grid import Grid, fit
from tracker.tui.lanes import draw_lanes
from tracker.tui.palette import Paint
from tracker.tui.panels import Row, draw_more, draw_rows, event_line, event_rows, flow, lab_rows, state_rows
from tracker.tui.plot import Plot, draw_plot
from tracker.tui.reel import Cursor, Reel
from tracker.tui.scale import TimeScale
from tracker.tui.scrub import draw_scrub

GUTTER = 10
"""Columns before the time scale, the same in scrub bar, chart and lanes: one cursor runs through all of them."""

_CONDENSED = 100


class Board(Struct, frozen=True, kw_only=True):
    """A moment of the replay, ready to be drawn into grids of any size."""

    reel: Reel
    cursor: Cursor
    glyphs: Glyphs
    boxed: bool = False
    playing: bool = False

    @property
    def sheet(self) -> Sheet:
        """The month shown."""
        return self.reel.sheet(self.cursor)

    def plot(self, width: int) -> Plot:
        """The chart at a width; scrub bar and lanes share its scale."""
        sheets = self.reel.sheets(self.cursor)
        right = width - 1 if self.boxed else width
        first, last = sheets[0].start_day, sheets[-1].end_day
        return Plot(
            picture=self.reel.picture,
            curve=next(iter(self.reel.picture.curves), None),
            scale=TimeScale(first=first, last=max(last, first + 1), left=GUTTER, width=max(right - GUTTER, 1)),
            cut=self.reel.cut(self.cursor),
            glyphs=self.glyphs,
            sheets=sheets,
        )

    def badge(self) -> tuple[str, Paint]:
        """Whose knowledge the screen shows, always in sight."""
        return (" KNOWN THEN ", palette.BADGE_THEN) if self.cursor.known else (" AS CORRECTED NOW ", palette.BADGE_NOW)

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
        for severity in ("error", "warning"):
            count = self.reel.count(self.cursor, severity)
            if count and condensed:
                found.append(f"{count}{'!' if severity == 'error' else '?'}")
            elif count:
                found.append(f"{count} {severity}{'s' * (count > 1)}")
        return found

    def scrub(self, grid: Grid) -> None:
        """The scrub bar."""
        draw_scrub(grid, self.plot(grid.width), self.sheet.month, playing=self.playing)

    def state(self, grid: Grid) -> None:
        """The state panel."""
        month = self.sheet.month
        inner = self._box(grid, f"State at the end of month {month}", f"State, end of M{month}")
        self._rows(grid, state_rows(self.sheet.state, inner[2]), inner)

    def labs(self, grid: Grid) -> None:
        """The laboratory panel."""
        inner = self._box(grid, "Laboratory (reference · CTCAE v5)", "Laboratory (CTCAE v5)")
        self._rows(grid, lab_rows(self.sheet.labs, inner[2], self.glyphs), inner)

    def events(self, grid: Grid) -> None:
        """The events of the month, the selected one in sight."""
        count, selected = len(self.sheet.events), self.cursor.event
        title = f"This month · {count} event{'s' * (count != 1)}"
        inner = self._box(grid, title if selected is None else f"{title} · at {selected + 1}")
        numbered = event_rows(self.sheet, inner[2], self.glyphs, selected)
        offset = self.cursor.scroll
        if selected is not None:
            mine = [y for y, (number, _) in enumerate(numbered) if number == selected]
            offset = max(offset, mine[-1] - inner[3] + 2) if mine[-1] >= inner[3] - 1 else offset
        self._rows(grid, [row for _, row in numbered], inner, offset)

    def line(self, grid: Grid) -> None:
        """The events of the month in one row."""
        row = event_line(self.sheet, grid.width, self.glyphs, self.cursor.event)
        draw_rows(grid, [row], (1, 0, grid.width - 1, 1))

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

    def note(self) -> str:
        """How the future is drawn, where it is not hidden."""
        return "" if self.cursor.future is Future.HIDDEN else f"future {self.cursor.future.value}"

    def plain(self, grid: Grid) -> None:
        """The month as text, for terminals too small for anything else; identity and badge stay, the rest scrolls."""
        sheet, width = self.sheet, grid.width
        badge, paint = self.badge()
        grid.put(0, 0, " " * width, palette.IDENTITY)
        grid.put(0, 0, f"{self.reel.patient} M{sheet.month}/{self.reel.now[-1].month}", palette.IDENTITY_STRONG)
        x = width - len(badge)
        fits = len(f"{self.reel.patient} M{sheet.month}/{self.reel.now[-1].month}") < x
        grid.put(x if fits else 0, 0 if fits else 1, badge if fits else badge.strip(), paint)
        top = 1 if fits else 2
        more = draw_rows(grid, self._plain_rows(width), (0, top, width, grid.height - top), self.cursor.scroll)
        draw_more(grid, *more, (width, grid.height - 1), self.glyphs)

    def _plain_rows(self, width: int) -> list[Row]:
        sheet = self.sheet
        head: list[tuple[str, Paint]] = [(sheet.identity.removeprefix(self.reel.patient).strip(), palette.TEXT)]
        head += [(sheet.badge, palette.WORSE)] if sheet.badge else []
        head += [(text, palette.WARNING) for text in self._findings(condensed=False)]
        rows: list[Row] = [*flow(head, width)]
        rows += [((0, "State", palette.TITLE),), *state_rows(sheet.state, width)]
        rows += [((0, "Laboratory", palette.TITLE),), *lab_rows(sheet.labs, width, self.glyphs)]
        rows.append(((0, "This month", palette.TITLE),))
        rows += [row for _, row in event_rows(sheet, width, self.glyphs, self.cursor.event)]
        return rows

    def most_scroll(self, sizes: dict[str, tuple[int, int]]) -> int:
        """How far the shown panels can be scrolled, by name and `(width, height)`."""
        edge = 2 if self.boxed else 0
        over = [0]
        for name, (width, height) in sizes.items():
            rows = self._rows_of(name, width - 2 - edge if name != "plain" else width)
            room = height - edge if name != "plain" else height - 1
            over.append(rows - room)
        return max(over)

    def _rows_of(self, name: str, width: int) -> int:
        match name:
            case "state":
                return len(state_rows(self.sheet.state, width))
            case "labs":
                return len(lab_rows(self.sheet.labs, width, self.glyphs))
            case "events":
                return len(event_rows(self.sheet, width, self.glyphs))
            case "plain":
                return len(self._plain_rows(width)) + 1
            case _:
                return 0

    def _rows(self, grid: Grid, rows: list[Row], inner: tuple[int, int, int, int], offset: int | None = None) -> None:
        more = draw_rows(grid, rows, inner, self.cursor.scroll if offset is None else offset)
        draw_more(grid, *more, (grid.width - 2 if self.boxed else grid.width, grid.height - 1), self.glyphs)

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


def draw_footer(grid: Grid, place: Place, note: str = "") -> None:
    """The keys of a screen from the table, as many as fit; help and palette are never the ones that do not."""
    grid.put(0, 0, " " * grid.width, palette.KEY_LABEL)
    entries = footer_of(place)
    tail = [("^p", "palette")]
    widths = [len(keys) + len(word) + 3 for keys, word in entries]
    reserve = sum(len(keys) + len(word) + 2 for keys, word in tail) + 1 + (len(note) + 2 if note else 0)
    while entries and sum(widths) > grid.width - reserve:
        drop = next((n for n in range(len(entries) - 1, -1, -1) if entries[n][1] != "help"), 0)
        del entries[drop], widths[drop]
    x = 1
    for keys, word in entries:
        x = grid.put(x, 0, keys, palette.KEY) + 1
        x = grid.put(x, 0, word, palette.KEY_LABEL) + 2
    x = grid.width - reserve + 1
    if note:
        x = grid.put(x, 0, note, palette.CURSOR._replace(bg=palette.FOOTER)) + 2
    for keys, word in tail:
        x = grid.put(x, 0, keys, palette.KEY) + 1
        x = grid.put(x, 0, word, palette.KEY_LABEL) + 2
