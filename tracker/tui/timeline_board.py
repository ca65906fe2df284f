"""The timeline's drawings: lanes in groups that fold, months over them, the fact at the cursor in one line.

Refuses to name a lane of which nothing is to be seen yet: an analyte that is still to come would tell the future.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from tracker.projections.chronicle import Chronicle, Group, Track
from tracker.projections.sheet import EventLine
from tracker.tui import palette
from tracker.tui.broken import BrokenScale, broken_scale, draw_breaks, draw_lengths
from tracker.tui.cut import Cut, Future
from tracker.tui.day_axis import draw_days
from tracker.tui.dots import draw_dots
from tracker.tui.glyphs import Glyphs
from tracker.tui.grid import Grid, fit
from tracker.tui.palette import Paint
from tracker.tui.panels import draw_rows, flow, more_text
from tracker.tui.plot import Plot
from tracker.tui.reel import Cursor, Reel
from tracker.tui.treatments import draw_blocks
from tracker.values.durations import DAYS_PER_MONTH

_GUTTER = (18, 22)
"""Columns of the names of lanes, in a narrow terminal and in a wide one."""
_WIDE = 100
_AXIS = 1
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)


class Window(Struct, frozen=True):
    """From which day to which time is shown."""

    first: float
    last: float

    @property
    def days(self) -> float:
        """How long it is."""
        return self.last - self.first


class Row(Struct, frozen=True):
    """A row of the timeline: a group's head, or one of its lanes."""

    group: Group
    track: Track | None
    """None is the head."""
    count: int = 0
    """Of a head: its lanes that there is something to be seen of."""


class TimelineBoard(Struct, frozen=True, kw_only=True):
    """The timeline at one moment, ready to be drawn into grids of any size."""

    reel: Reel
    chronicle: Chronicle
    cursor: Cursor
    glyphs: Glyphs
    window: Window
    folded: frozenset[str]
    row: int
    """The selected row."""

    @property
    def cut(self) -> Cut:
        """Where the drawing ends."""
        return self.reel.cut(self.cursor)

    @property
    def event(self) -> EventLine | None:
        """The event at the cursor."""
        return None if self.cursor.event is None else self.reel.sheet(self.cursor).events[self.cursor.event]

    def rows(self) -> list[Row]:
        """Every row, in sight or scrolled out of it; what is still to come has none."""
        rows = []
        for group in self.chronicle.groups:
            tracks = [track for track in group.tracks if self._told(track)]
            if tracks or (group.untimed and self._whole):
                rows.append(Row(group, None, len(tracks)))
                rows.extend(Row(group, track) for track in tracks if group.name not in self.folded)
        return rows

    @property
    def _whole(self) -> bool:
        return self.cursor.future is Future.SHOWN and not self.cursor.known

    def _told(self, track: Track) -> bool:
        cut = self.cut
        return any(map(cut.begins, track.bands)) or any(cut.drawn(dot.day, dot.known) for dot in track.dots)

    def top(self, height: int, count: int) -> int:
        """The first row that is shown, so that the selected one is in sight, and where there is room what follows it."""
        room = max(height - _AXIS, 1)
        return max(min(self.row - room // 2, count - room), 0)

    def gutter(self, width: int) -> int:
        """Columns of the names of lanes."""
        return min(_GUTTER[width >= _WIDE], width // 3)

    def scale(self, width: int) -> BrokenScale:
        """Days to columns."""
        gutter = self.gutter(width)
        return broken_scale(self.window.first, self.window.last, gutter, width - gutter, self._busy())

    def _busy(self) -> Iterator[tuple[float, float]]:
        """When anything that may be told happened or was given; what is hidden must not shape the scale."""
        cut = self.cut
        for group in self.chronicle.groups:
            for track in (group.folded, *group.tracks):
                yield from ((dot.day, dot.day) for dot in track.dots if cut.drawn(dot.day, dot.known))
                for band in track.bands:
                    if cut.begins(band) and band.known != float("inf"):
                        yield band.start, cut.clip(self.window.last if band.stop is None else band.stop)
        if cut.future is Future.HIDDEN:
            yield cut.end, self.window.last

    def plot(self, width: int) -> Plot:
        """What lanes are drawn from."""
        return Plot(
            picture=self.reel.picture,
            curve=None,
            scale=self.scale(width),
            cut=self.cut,
            glyphs=self.glyphs,
            sheets=self.reel.sheets(self.cursor),
        )

    def lanes(self, grid: Grid) -> None:
        """Months, then every row."""
        plot, rows = self.plot(grid.width), self.rows()
        scale = plot.scale
        assert isinstance(scale, BrokenScale)  # noqa: S101 - as `plot` has made it
        self._draw_months(grid, scale)
        top = self.top(grid.height, len(rows))
        shown = rows[top : top + grid.height - _AXIS]
        selected = "" if self.event is None else self.event.key
        for y, row in enumerate(shown, start=_AXIS):
            self._draw_name(grid, y, row, scale.left, at=top + y - _AXIS == self.row)
            track = self._track_of(row)
            if track is not None:
                last = scale.last
                bands = [band for band in track.bands if band.start < last and (band.stop or last) > scale.first]
                draw_blocks(grid, plot, bands, y)
                draw_dots(grid, plot, track.dots, y, selected)
        drawn = range(_AXIS, _AXIS + len(shown))
        draw_breaks(grid, scale, drawn, self.glyphs, palette.FAINT)
        draw_lengths(grid, scale, 0, self.glyphs, palette.QUIET)
        self._draw_cursor(grid, plot, drawn)
        hint = more_text(top, max(len(rows) - top - len(shown), 0), self.glyphs)
        grid.put(grid.width - len(hint), grid.height - 1, hint, palette.CURSOR)

    def _track_of(self, row: Row) -> Track | None:
        if row.track is not None:
            return row.track
        return row.group.folded if row.group.name in self.folded else None

    def _draw_name(self, grid: Grid, y: int, row: Row, gutter: int, *, at: bool) -> None:
        if at:
            grid.put(0, y, " " * gutter, Paint(bg=palette.SELECTED_BG))
            grid.put(0, y, self.glyphs.selected, palette.CURSOR)
        if row.track is not None:
            held = self.event is not None and _holds(row.track, self.event.key)
            name = fit(row.track.name, gutter - 4, self.glyphs.ellipsis)
            grid.put(3, y, name, palette.CURSOR if held else palette.QUIET, stop=gutter)
            return
        folded = row.group.name in self.folded
        name = f"{'+' if folded else '-'} {row.group.name}"
        if folded:
            name += f" {row.count}"
        grid.put(1, y, fit(name, gutter - 2, self.glyphs.ellipsis), palette.TITLE, stop=gutter)
        if not folded:
            grid.put(gutter, y, self.glyphs.decade * (grid.width - gutter), palette.FAINT)
            if row.group.untimed and self._whole:
                text = f" and {row.group.untimed} without a time of their own (`tracker check`) "
                grid.put(gutter + 2, y, text, palette.QUIET)

    def _draw_months(self, grid: Grid, scale: BrokenScale) -> None:
        """Name months where they begin, as many as there is room for, and days where one looks near enough."""
        sheets = [sheet for sheet in self.reel.now if scale.first <= sheet.start_day < scale.last]
        kept = sum(piece.last - piece.first for piece in scale.pieces if not piece.cut) / DAYS_PER_MONTH
        spacing = scale.width / max(kept, 1)
        step = next((step for step in _STEPS if step * spacing >= 6), 240)  # noqa: PLR2004 - `M12` and a gap
        free = 0
        for sheet in sheets:
            x, label = scale.column(sheet.start_day), f"M{sheet.month}"
            cut = any(piece.cut and piece.first <= sheet.start_day < piece.last for piece in scale.pieces)
            if sheet.month % step == 0 and not cut and x >= free and x + len(label) <= scale.right:
                here = sheet.start_day == self.cut.start
                free = grid.put(x, 0, label, palette.CURSOR if here else palette.QUIET) + 1
        if not free:
            self._draw_month_within(grid, scale)
        draw_days(grid, 0, scale, self.reel.now, self.reel.picture.origin)

    def _draw_month_within(self, grid: Grid, scale: BrokenScale) -> None:
        """Where no month that is named begins in sight, say in which one the sight begins, or goes on after a break."""
        for piece in scale.pieces:
            sheet = self.reel.now[self.reel.index_at(piece.first)]
            label = f"in M{sheet.month}"
            if not piece.cut and piece.end - piece.begin > len(label):
                here = sheet.start_day == self.cut.start
                grid.put(scale.left + piece.begin, 0, label, palette.CURSOR if here else palette.QUIET)
                return

    def _draw_cursor(self, grid: Grid, plot: Plot, rows: Sequence[int]) -> None:
        """Through the event at the cursor, else at the end of its month."""
        day = self._day()
        if not plot.scale.first <= day <= plot.scale.last:
            return
        x = plot.scale.column(day) if self.event is not None else plot.scale.column_before(day)
        for y in rows:
            char, paint = grid.rows[y][x]
            if char in (" ", self.glyphs.decade):
                grid.put(x, y, self.glyphs.cursor, Paint(palette.YELLOW, palette.CURSOR_TINT))
            elif paint != palette.CURSOR_BLOCK:
                grid.put(x, y, char, paint._replace(bg=paint.bg or palette.CURSOR_TINT))

    def _day(self) -> float:
        day = None if self.event is None else self.day_of(self.event.key)
        return self.cut.end if day is None else day

    def day_of(self, key: str) -> float | None:
        """The day of a fact by estimate, None for one that is in no lane."""
        for group in self.chronicle.groups:
            for track in group.tracks:
                for dot in track.dots:
                    if dot.key == key:
                        return dot.day
                for band in track.bands:
                    if band.key == key:
                        return band.start
        return None

    def row_of(self, key: str) -> int | None:
        """The row of a fact: its lane's, or its group's where that is folded."""
        for number, row in enumerate(self.rows()):
            tracks = row.group.tracks if row.group.name in self.folded else (row.track,) if row.track else ()
            if any(_holds(track, key) for track in tracks):
                return number
        return None

    def key_at(self, x: int, y: int, size: tuple[int, int]) -> str | None:
        """The first fact in a cell."""
        rows, scale = self.rows(), self.scale(size[0])
        number = self.top(size[1], len(rows)) + y - _AXIS
        track = self._track_of(rows[number]) if 0 <= number < len(rows) else None
        dots = () if track is None else track.dots
        return next(
            (dot.key for dot in dots if scale.column(dot.day) == x and self.cut.drawn(dot.day, dot.known)), None
        )

    def detail(self, grid: Grid) -> None:
        """The fact at the cursor: its kind, its time with bounds, what it says."""
        event, glyphs = self.event, self.glyphs
        grid.put(0, 0, glyphs.box[4] * grid.width, palette.FAINT)
        if event is None:
            count = len(self.reel.sheet(self.cursor).events)
            said = f"{count} event{'s' * (count != 1)} in M{self.reel.sheet(self.cursor).month} · ] steps through them"
            grid.put(1, 1, said, palette.QUIET)
            return
        told = self.chronicle.told.get(event.key)
        bounds = ""
        if told is not None and (told.since or told.until):
            since, until = told.since or "open", told.until or "open"
            coming = told.latest is not None and told.latest > self.cut.end and self.cursor.future is Future.HIDDEN
            bounds = f"[{since} – {'still to come' if coming else until}]"
        pieces = [(event.kind, palette.TITLE), (event.when, palette.CURSOR), (bounds, palette.QUIET)]
        text = event.text if told is None else told.text
        pieces = [*((text, paint) for text, paint in pieces if text), (text, palette.TEXT)]
        box = (1, 1, grid.width - 2, grid.height - 1)
        draw_rows(grid, flow(pieces, grid.width - 2, 2), box, 0, glyphs)


def _holds(track: Track, key: str) -> bool:
    return any(dot.key == key for dot in track.dots) or any(band.key == key for band in track.bands)
