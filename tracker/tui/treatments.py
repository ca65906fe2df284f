"""Treatments on the time scale: grounds of the chart, blocks of chart and lanes, and the names inside them.

Refuses to write a name where its treatment was not given: it would be read as exposure. Without room there is no name.
"""

from collections.abc import Iterable, Sequence
from math import inf

from msgspec import Struct

from tracker.projections.picture import Band, BandKind
from tracker.tui import palette
from tracker.tui.cut import Future
from tracker.tui.grid import Grid, fit
from tracker.tui.marks import draw_whisker
from tracker.tui.palette import Paint
from tracker.tui.plot import Plot

_RADIOTHERAPY = "RT"
_LEAST_NAME = 4
"""Characters of a name, its ellipsis included, below which it is left out."""


class Block(Struct, frozen=True, kw_only=True):
    """A treatment as it is drawn: its columns from `begin` to before `end`, each with whether it is a ghost."""

    band: Band
    columns: list[tuple[int, bool]]
    number: int
    edge: int
    """The column before which its name ends: its own end or the begin of the next treatment, which is drawn over it."""

    @property
    def begin(self) -> int:
        """Its first column."""
        return self.columns[0][0]

    @property
    def end(self) -> int:
        """The column after its last one."""
        return self.columns[-1][0] + 1

    @property
    def ghost(self) -> bool:
        """Whether it has not begun."""
        return self.columns[0][1]

    def hatched(self, cell: int, step: int) -> bool:
        """Whether every `step`-th cell says that a drug is in doubt; half as often where only some of the drugs are."""
        doubt = self.band.doubtful or self.band.partly_doubtful
        return doubt and cell % (step if self.band.doubtful else 2 * step) == 0

    def strewn(self, column: int, y: int) -> bool:
        """As `hatched` over several rows, those of each row between those of the next: a slant would read as a curve."""
        return self.hatched(column + y * (2 if self.band.doubtful else 4), 4)


def blocks_of(bands: Iterable[Band], plot: Plot) -> list[Block]:
    """What is drawn of some treatments, in order of their start."""
    drawn = [(band, band_columns(band, plot)) for band in sorted(bands, key=_in_order)]
    drawn = [(band, columns) for band, columns in drawn if columns]
    begins = [columns[0][0] for _, columns in drawn]
    return [
        Block(band=band, columns=columns, number=number, edge=min([columns[-1][0] + 1, *begins[number + 1 :]]))
        for number, (band, columns) in enumerate(drawn)
    ]


def _in_order(band: Band) -> tuple[float, float]:
    """By start; of two that start together the longer one first, so that the shorter one is not drawn over."""
    return band.start, -inf if band.stop is None else -band.stop


def band_columns(band: Band, plot: Plot) -> list[tuple[int, bool]]:
    """The columns of a treatment that are drawn, each with whether it is a ghost."""
    cut, scale = plot.cut, plot.scale
    stop = scale.last if band.stop is None else max(band.stop, band.start)
    if not cut.begins(band) or not scale.touches(band.start, stop):
        return []
    end = cut.clip(scale.last if band.stop is None else band.stop)
    late = not cut.past(band.start, band.known)
    cursor = scale.column_before(cut.end)
    return [
        (column, cut.future is Future.GHOST and (late or column > cursor)) for column in scale.columns(band.start, end)
    ]


def draw_grounds(grid: Grid, plot: Plot, top: int, bottom: int, *, named: bool) -> None:
    """Draw treatments behind the chart, their blocks with names in row `top` where there is room for names."""
    blocks = blocks_of(plot.picture.bands, plot)
    for block in blocks:
        kind = block.band.kind
        for column, ghost in block.columns:
            ground = palette.band_ground(kind, block.number, ghost=ghost)
            for y in range(top, bottom):
                grid.tint(column, y, ground)
                if y > top and block.strewn(column, y):
                    grid.put(column, y, plot.glyphs.hatch, Paint(palette.hatch_ink(kind, ghost=ghost)))
    for block in blocks if named else ():
        _draw_block(grid, plot, block, top, Paint(palette.band_ink(block.band.kind, ghost=block.ghost)))
    for block in blocks if named else ():
        _name_again(grid, plot, block, blocks, (top, Paint(palette.band_ink(block.band.kind, ghost=block.ghost))))


def short_name(label: str, room: int, ellipsis: str) -> str:
    """A name in some cells, a doubt about a drug in it kept; empty where too little would be left of it.

    >>> short_name("nab-P + tisle?", 8, "…"), short_name("RT", 2, "…"), short_name("tisle", 3, "…")
    ('nab-P …?', 'RT', '')
    """
    if len(label) <= room:
        return label
    if room < _LEAST_NAME:
        return ""
    return fit(label, room - 1, ellipsis) + "?" if "?" in label else fit(label, room, ellipsis)


def draw_blocks(grid: Grid, plot: Plot, bands: Iterable[Band], y: int) -> None:
    """Draw treatments as blocks in a row, each with its begin and end, the bounds of both and its name in it."""
    blocks = blocks_of(bands, plot)
    for block in blocks:
        for column, ghost in block.columns:
            grid.tint(column, y, palette.band_block(block.band.kind, block.number, ghost=ghost))
        _draw_block(grid, plot, block, y, palette.QUIET if block.ghost else palette.STRONG)
    for block in blocks:
        _name_again(grid, plot, block, blocks, (y, palette.QUIET if block.ghost else palette.STRONG))
        _draw_bounds(grid, plot, block, y)


def _draw_block(grid: Grid, plot: Plot, block: Block, y: int, ink: Paint) -> None:
    """Draw a block in signs, so that it is seen without colors: begin, hatching, name, end or going on."""
    glyphs, label = plot.glyphs, block.band.label
    doubt = block.band.doubtful or block.band.partly_doubtful
    body, doubted = Paint(palette.BANDS[block.band.kind]), Paint(palette.band_ink(block.band.kind, ghost=block.ghost))
    # Hatching counts from the cell before the end, so that neither name nor begin nor end ever covers all of it.
    origin = max(block.edge - 2, block.begin)
    for column, ghost in block.columns:
        hatched = block.hatched(origin - column, 2)
        sign = glyphs.coming if ghost else glyphs.given
        grid.put(column, y, glyphs.doubt if hatched else sign, doubted if hatched else body)
    if block.begin < origin or not doubt:
        grid.put(block.begin, y, glyphs.begun if plot.scale.holds(block.band.start) else glyphs.given, ink)
    # A block that reaches just into the first column of the next one has ended there; one that reaches further goes on.
    last = block.edge - 1 if block.end <= block.edge + 1 else block.end - 1
    if last >= block.begin and (last > block.begin or not doubt):
        grid.put(last, y, glyphs.ongoing if _goes_on(plot, block.band) else glyphs.ended, ink)
    name = short_name(label, block.edge - block.begin - 2 - doubt, glyphs.ellipsis)
    grid.put(block.begin + 1, y, name, ink)


def _name_again(grid: Grid, plot: Plot, block: Block, blocks: Sequence[Block], row: tuple[int, Paint]) -> None:
    """Name a treatment again where it goes on after a later one that was drawn over it."""
    over = [each for each in blocks if each.number > block.number]
    open_columns = [x for x in range(block.edge, block.end) if not any(each.begin <= x < each.end for each in over)]
    if not open_columns or (block.band.doubtful or block.band.partly_doubtful):
        return
    begin = open_columns[-1]
    while begin - 1 in open_columns:
        begin -= 1
    # Its own last cell says whether it ends there or goes on.
    room = open_columns[-1] + 1 - begin - (open_columns[-1] == block.end - 1)
    label = block.band.label
    radiotherapy = block.band.kind is BandKind.RADIOTHERAPY and room >= len(_RADIOTHERAPY)
    name = short_name(label, room, plot.glyphs.ellipsis) or (_RADIOTHERAPY if radiotherapy else "")
    grid.put(begin, row[0], name, row[1])


def _goes_on(plot: Plot, band: Band) -> bool:
    over = band.stop is not None and plot.cut.clip(band.stop) == band.stop
    return not over or not plot.scale.touches(band.stop or 0, band.stop or 0)


def _draw_bounds(grid: Grid, plot: Plot, block: Block, y: int) -> None:
    """Whiskers before the start and after the stop, as far as nothing is given there."""
    band, scale, glyphs = block.band, plot.scale, plot.glyphs
    if band.start_earliest is not None and band.start_latest is not None:
        first = scale.column(band.start_earliest)
        while first < block.begin and grid.rows[y][first][1].bg:
            first += 1
        draw_whisker(grid, (y, first, block.begin - 1), glyphs, palette.FAINT)
    if band.stop_latest is not None and not _goes_on(plot, band):
        last = scale.column_before(plot.cut.clip(band.stop_latest))
        free = next((x for x in range(block.end, last + 1) if grid.rows[y][x][1].bg), last + 1)
        reaching = free > last and plot.cut.reaches_on(band.stop_latest)
        draw_whisker(grid, (y, block.end, free - 1), glyphs, palette.FAINT, reaching=reaching)
