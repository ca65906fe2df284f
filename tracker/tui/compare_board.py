"""The comparison's drawings: lanes of both cases over one scale, the phases side by side, in what they differ before treatment.

Refuses to leave out that two cases allow no conclusion about the effect of a treatment, however small the terminal.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from math import floor

from msgspec import Struct

from tracker.projections.alignment import Alignment
from tracker.projections.moments import YET
from tracker.projections.side_by_side import NO_EFFECT, Beside, Difference, alone, differences
from tracker.tui import palette
from tracker.tui.glyphs import Glyphs
from tracker.tui.grid import Grid, fit, wrap
from tracker.tui.lanes import draw_lanes
from tracker.tui.pair import Pair, Side
from tracker.tui.palette import Paint
from tracker.tui.panels import draw_more, draw_rows, flow
from tracker.tui.plot import Plot
from tracker.tui.reel import Cursor
from tracker.tui.room import Piece, Row
from tracker.tui.scale import TimeScale
from tracker.values.counts import counted
from tracker.values.durations import DAYS_PER_MONTH

_GUTTER = 10
_ITEM = 25
_NARROW = 100
_NOT_STATED = "–"
_COUNTED = frozenset({Alignment.DIAGNOSIS, Alignment.ORIGIN})
"""Alignments whose months are called as those of a case."""
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
_READ_ON = "its rows above; j ↓ reads on"
_NOTHING_SAID: Piece = (f"{NO_EFFECT.partition(':')[0]}.", palette.ALARM._replace(bg=""))
"""What two cases cannot say, which no terminal is too small for."""


class CompareBoard(Struct, frozen=True, kw_only=True):
    """Two cases at one aligned month, ready to be drawn into grids of any size."""

    pair: Pair
    month: int
    cursor: Cursor
    """How they are looked at."""
    glyphs: Glyphs
    table: tuple[Beside, ...] | None
    """The phases up to the cursor, or all of them; None while they are laid out."""
    baselines: tuple[Mapping[str, str], Mapping[str, str]] | None
    """How the two stood before treatment, as far as the cursor may tell; None as above."""
    scroll: int = 0

    def identity(self, grid: Grid) -> None:
        """Who, on what they are aligned, at which month, as of when."""
        one, two = (side.reel.patient for side in self.pair.sides)
        badge = " KNOWN THEN " if self.cursor.known else " AS CORRECTED NOW "
        grid.put(0, 0, " " * grid.width, palette.IDENTITY)
        left = max(grid.width - len(badge) - 1, 0)
        x = grid.put(1, 0, f"{one} × {two}", palette.IDENTITY_STRONG, stop=left)
        x = grid.put(x + 2, 0, self._when(), palette.IDENTITY_STRONG, stop=left)
        grid.put(x + 2, 0, f"aligned on {self.pair.alignment.value}", palette.IDENTITY, stop=left)
        grid.put(left, 0, badge, palette.BADGE_THEN if self.cursor.known else palette.BADGE_NOW)

    def _when(self) -> str:
        if self.pair.alignment is Alignment.CALENDAR and self.pair.epoch is not None:
            return _date_at(self.pair.epoch, (self.month + 1) * DAYS_PER_MONTH)
        return f"M{self.month}" if self.pair.alignment in _COUNTED else f"{self.month:+d} mo"

    def lanes(self, grid: Grid) -> None:
        """Per case its name and its lanes, then the aligned months."""
        gutter = min(_GUTTER, grid.width // 4)
        scale = self.pair.scale(gutter, grid.width - gutter - 1)
        cursor = scale.column_before((self.month + 1) * DAYS_PER_MONTH)
        rows = max((grid.height - 1) // 2, 1)
        for number, side in enumerate(self.pair.sides):
            top = number * rows
            self._draw_who(grid, side, top)
            plot = Plot(
                picture=side.reel.picture,
                curve=None,
                scale=self.pair.scale_of(side, scale),
                cut=self.pair.cut(side, self.month, self.cursor),
                glyphs=self.glyphs,
                sheets=(),
            )
            draw_lanes(grid, plot, top + 1, min(top + rows, grid.height), 1, cursor=cursor)
        if grid.height > 2 * rows:
            self._draw_axis(grid, scale, 2 * rows, cursor)

    def month_at(self, x: int, width: int) -> int | None:
        """The aligned month in a column of the lanes, None beside them."""
        gutter = min(_GUTTER, width // 4)
        scale = self.pair.scale(gutter, width - gutter - 1)
        return floor(scale.day(x) / DAYS_PER_MONTH) if scale.left <= x < scale.right else None

    def _draw_who(self, grid: Grid, side: Side, y: int) -> None:
        sheets = side.reel.sheets(self.cursor)
        index = self.pair.index(side, self.month)
        last = sheets[-1].month
        if index is None:
            at = "no record yet"
        elif self.pair.over(side, self.month):
            at = f"record ends at M{last}"
        else:
            at = f"M{sheets[index].month} of {last}"
        grid.put(0, y, self.glyphs.decade * grid.width, palette.FAINT)
        x = grid.put(1, y, f" {side.reel.patient} ", palette.STRONG)
        x = grid.put(x, y, f" {at} ", palette.CURSOR)
        if index is None:
            return
        sheet = sheets[index]
        if sheet.badge:
            x = grid.put(x, y, f" {sheet.badge} ", palette.WORSE)
        standing = [line for line in sheet.state if line.label == "Regimen"]
        running = [f"{line.text} {YET}" if line.approximate else line.text for line in standing]
        for text, paint in ((" + ".join(running), palette.TITLE), (sheet.identity, palette.QUIET)):
            if text and grid.width - x > 8:  # noqa: PLR2004 - less is not worth its ellipsis
                x = grid.put(x + 1, y, fit(f"{text} ", grid.width - x - 2, self.glyphs.ellipsis), paint)

    def _draw_axis(self, grid: Grid, scale: TimeScale, y: int, cursor: int) -> None:
        wide = 8 if self.pair.alignment is Alignment.CALENDAR else 5
        spacing = scale.width / max(len(self.pair.months), 1)
        step = next((step for step in _STEPS if step * spacing > wide), 240)
        free = 0
        for month in self.pair.months:
            label = self._label(month)
            x = _beside(cursor, scale.column(month * DAYS_PER_MONTH), len(label))
            if month % step == 0 and x is not None and x >= free and x + len(label) <= scale.right:
                free = grid.put(x, y, label, palette.QUIET) + 1
        grid.put(cursor, y, self.glyphs.cursor, palette.CURSOR)

    def _label(self, month: int) -> str:
        if self.pair.alignment is Alignment.CALENDAR and self.pair.epoch is not None:
            return _date_at(self.pair.epoch, month * DAYS_PER_MONTH)[:7]
        return f"M{month}" if self.pair.alignment in _COUNTED else f"{month:+d}" if month else "0"

    def phases(self, grid: Grid) -> None:
        """The phases side by side, scrolled."""
        box = (1, 1, grid.width - 2, grid.height - 1)
        lefts = _columns(box[2])
        grid.put(0, 0, self.glyphs.box[4] * grid.width, palette.BORDER)
        phased = self._phased(box[2])
        # A phase whose first rows are above the sight keeps its name in it.
        above = phased[self.scroll - 1][0] if 0 < self.scroll < len(phased) else ""
        cut_off = above and above == phased[self.scroll][0]
        name, paint = (f" {above} ", palette.CURSOR) if cut_off else (" phase by phase ", palette.TITLE)
        grid.put(1, 0, fit(name, max(box[0] + lefts[0] - 1, 0), self.glyphs.ellipsis), paint)
        for x, side in zip(lefts, self.pair.sides, strict=True):
            grid.put(box[0] + x, 0, f" {side.reel.patient} ", palette.STRONG)
        rows = [row for _, row in phased]
        more = draw_rows(grid, rows, box, self.scroll)
        draw_more(grid, *more, (grid.width - 1, 0), self.glyphs)

    def rows(self, width: int) -> list[Row]:
        """The rows of the table, each cell wrapped in its column."""
        return [row for _, row in self._phased(width)]

    def _phased(self, width: int) -> list[tuple[str, Row]]:
        """The same with the name of the phase of each."""
        if not self.table:
            said = "laying out the phases" if self.table is None else "nothing is recorded up to here"
            return [("", ((0, said, palette.QUIET),))]
        rows: list[tuple[str, Row]] = []
        phase = ""
        for each in self.table:
            if each.phase != phase:
                phase = each.phase
                rows.append((phase, ((0, phase, palette.CURSOR),)))
            rows.extend((phase, row) for row in _wrapped(each, width))
        return rows

    def scrolled(self, size: tuple[int, int], rows: int) -> int:
        """The scroll after moving by some rows, up to the ends."""
        most = max(len(self.rows(size[0] - 2)) - (size[1] - 1), 0)
        return min(max(self.scroll + rows, 0), most)

    def baseline(self, grid: Grid) -> None:
        """What two cases cannot say, and in what these two differ before treatment, as fully as there is room."""
        sayings = self._sayings(self.baselines, grid.width)
        rows = next((rows for rows in sayings if len(rows) <= grid.height), flow([_NOTHING_SAID], grid.width - 2))
        draw_rows(grid, rows, (1, 0, grid.width - 2, grid.height))

    def baseline_rows(self, width: int, most: int) -> int:
        """Rows for that, the same in every month: what the whole of both cases needs, as fully as some rows allow."""
        one, two = (side.whole.baseline for side in self.pair.sides)
        rows = (len(rows) for rows in self._sayings((one, two), width))
        return next((each for each in rows if each <= most), len(flow([_NOTHING_SAID], width - 2)))

    def _sayings(
        self, baselines: tuple[Mapping[str, str], Mapping[str, str]] | None, width: int
    ) -> Iterator[list[Row]]:
        """The same with fewer words each: with what both state, in which items they differ, in how many."""
        pieces: list[Piece] = [_NOTHING_SAID]
        if baselines is None:
            yield flow(pieces, width - 2)
            return
        found, stray = differences(*baselines), alone(*baselines)
        head: Piece = ("Differ at baseline:" if found else "No difference stated at baseline.", palette.TITLE)
        only = [(f"· stated for one only: {', '.join(stray)}", palette.QUIET)] if stray else []
        told: list[Piece] = []
        for number, each in enumerate(found):
            first, second = _told_apart(each)
            told += [("·", palette.FAINT)] if number else []
            told += [
                (each.item, palette.QUIET),
                (first, palette.STRONG),
                ("|", palette.FAINT),
                (second, palette.STRONG),
            ]
        yield flow([*pieces, head, *told, *only], width - 2)
        names = f"{', '.join(each.item for each in found)} ({_READ_ON})"
        yield flow([*pieces, head, (names, palette.STRONG), *only] if found else [*pieces, head], width - 2)
        if found:
            yield flow(
                [*pieces, (f"{counted(len(found), 'difference')} at baseline ({_READ_ON})", palette.TITLE)], width - 2
            )


def _told_apart(each: Difference) -> tuple[str, str]:
    """What the two state; of lists only what the other one has not."""
    if each.item != "sites":
        return each.first, each.second
    first, second = each.first.split(", "), each.second.split(", ")
    return (
        ", ".join(site for site in first if site not in second) or _NOT_STATED,
        ", ".join(site for site in second if site not in first) or _NOT_STATED,
    )


def _columns(width: int) -> tuple[int, int]:
    """Where the columns of the two cases begin."""
    item = _ITEM if width >= _NARROW - 2 else min(16, width // 4)
    return item, item + (width - item + 1) // 2


def _wrapped(each: Beside, width: int) -> list[Row]:
    lefts = _columns(width)
    room = max(lefts[1] - lefts[0] - 2, 1)
    item = wrap(each.item, max(lefts[0] - 1, 1))
    texts = [[_NOT_STATED] if cell is None else wrap(cell.text, room) for cell in each.cells]
    paints = [palette.FAINT if cell is None else palette.TEXT for cell in each.cells]
    rows: list[Row] = []
    for y in range(max(len(item), *map(len, texts))):
        row: list[tuple[int, str, Paint]] = [(0, item[y], palette.QUIET)] if y < len(item) else []
        row += [(x, its[y], paint) for x, its, paint in zip(lefts, texts, paints, strict=True) if y < len(its)]
        rows.append(tuple(row))
    return rows


def _beside(cursor: int, x: int, width: int) -> int | None:
    """Where a label stands that would begin in column `x`, one cell aside at most; None where the cursor would cut it."""
    return next((at for at in (x, x + 1, x - 1) if not at <= cursor < at + width), None)


def _date_at(epoch: str, days: float) -> str:
    return (date.fromisoformat(epoch) + timedelta(days=days)).isoformat()
