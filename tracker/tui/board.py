"""The replay's drawings: which part of a cursor's month goes into which widget.

Refuses to hold anything; every drawing follows from the reel, the cursor and the size of its grid.
"""

from tracker.tui import palette
from tracker.tui.chart import draw_plot
from tracker.tui.commands import Place
from tracker.tui.footer import action_at, draw_footer, told_future
from tracker.tui.grid import Grid, fit
from tracker.tui.lanes import draw_lanes, left_out
from tracker.tui.palette import Paint
from tracker.tui.panel_board import PanelBoard
from tracker.tui.plot import Plot
from tracker.tui.scrub import draw_scrub
from tracker.tui.sight import plot_of
from tracker.values.counts import counted

_CONDENSED = 100
_LEAST_TITLE = 40
"""Cells that the name of the chart has, at least, beside what is not shown."""


class Board(PanelBoard, frozen=True, kw_only=True):
    """A moment of the replay, ready to be drawn into grids of any size."""

    bookmarks: tuple[int, ...] = ()
    """The months with one."""
    lane_rows: int = 2
    """Rows of the lanes where these have no box."""

    def plot(self, width: int) -> Plot:
        """The chart at a width; scrub bar and lanes share its scale."""
        return plot_of(self.reel, self.cursor, self.glyphs, width - 1 if self.boxed else width)

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
        gap = 1 if condensed else 2
        room = grid.width - 1 - sum(len(text) + gap for text, _ in right)
        told = self.findings(condensed=False)
        if sum(len(text) + gap for text in told) > room - len(self.reel.patient) - 2:
            told = self.findings(condensed=True)
        right.extend((text, palette.ALARM) for text in told)
        room -= sum(len(text) + gap for text in told)
        grid.put(0, 0, " " * grid.width, palette.IDENTITY)
        x = grid.put(1, 0, self.reel.patient, palette.IDENTITY_STRONG, stop=max(room, len(self.reel.patient) + 1))
        if room - x - 2 > 3:  # noqa: PLR2004 - less is not worth its ellipsis
            who = sheet.identity.removeprefix(self.reel.patient).strip()
            grid.put(x + 2, 0, fit(who, room - x - 2, self.glyphs.ellipsis), palette.IDENTITY)
        x = grid.width - 1 - sum(len(text) for text, _ in right) - gap * (len(right) - 1)
        for text, paint in right:
            x = grid.put(x, 0, text, paint) + gap

    def scrub(self, grid: Grid) -> None:
        """The scrub bar."""
        playing = self.speed is not None
        draw_scrub(grid, self.plot(grid.width), self.sheet.month, playing=playing, bookmarks=self.bookmarks)

    def chart(self, grid: Grid) -> None:
        """The marker chart; its lower edge is the upper edge of the lanes."""
        plot = self.plot(grid.width)
        if self.boxed:
            self._open_box(grid, plot.title())
        else:
            note = self._not_shown(self.lane_rows, grid.width - _LEAST_TITLE)
            grid.put(1, 0, fit(plot.title(), grid.width - len(note) - 3, self.glyphs.ellipsis), palette.QUIET)
            grid.put(grid.width - len(note) - 1, 0, note, palette.QUIET)
        draw_plot(grid, plot, 1, grid.height)

    def _not_shown(self, rows: int, room: int) -> str:
        """The lanes that a low terminal has no rows for, and the key that leads to them: all by name, or how many."""
        missing = left_out(self.reel.picture, rows)
        said = f"3: {' '.join(missing)}" if missing else ""
        return said if len(said) <= room else f"3: {counted(len(missing), 'lane')}"

    def lanes(self, grid: Grid) -> None:
        """The lanes under the chart."""
        plot = self.plot(grid.width)
        if not self.boxed:
            draw_lanes(grid, plot, 0, grid.height, 1)
            return
        horizontal, vertical = self.glyphs.box[4], self.glyphs.box[5]
        missing = "" if self.still else self._not_shown(grid.height - 2, grid.width - _LEAST_TITLE - 8)
        title = " · ".join(part for part in ("Treatment and events, same time scale", missing) if part)
        grid.frame(title, self.glyphs.box, palette.BORDER, palette.TITLE)
        if self.glyphs.dots_wide * self.glyphs.dots_high > 1:
            grid.put(0, 0, "├", palette.BORDER)
            grid.put(grid.width - 1, 0, "┤", palette.BORDER)
        else:
            grid.put(0, 0, vertical + horizontal, palette.BORDER)
        draw_lanes(grid, plot, 1, grid.height - 1, 2)

    def footer(self, grid: Grid) -> None:
        """The keys."""
        draw_footer(grid, Place.REPLAY, self.note(), writable=self.writable, told=self._told())

    def pressed(self, x: int, width: int) -> str:
        """The action of a column of the footer."""
        return action_at(x, width, Place.REPLAY, self.note(), writable=self.writable, told=self._told())

    def _told(self) -> dict[str, str]:
        """What stays in the narrowest footer: how the future is drawn, and what can be done with a selected line."""
        selected = {} if self.cursor.panel is None else {"provenance": "source"}
        return {**told_future(self.cursor.future, barred=True), **selected}

    def _open_box(self, grid: Grid, title: str) -> None:
        box = self.glyphs.box
        grid.put(0, 0, box[0] + box[4] * (grid.width - 2) + box[1], palette.BORDER)
        grid.put(2, 0, f" {title} ", palette.TITLE, stop=grid.width - 2)
        for y in range(1, grid.height):
            grid.put(0, y, box[5], palette.BORDER)
            grid.put(grid.width - 1, y, box[5], palette.BORDER)
