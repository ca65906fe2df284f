"""Treatments on the time scale: grounds of the chart, blocks of a lane, and where their names find room.

Refuses to write a name over a hidden future, into the next treatment, or so short that it names nothing.
"""

from collections.abc import Iterable

from msgspec import Struct

from tracker.projections.picture import Band
from tracker.tui import palette
from tracker.tui.cut import Future
from tracker.tui.grid import Grid, fit
from tracker.tui.marks import draw_whisker
from tracker.tui.palette import Paint
from tracker.tui.plot import Plot

_LEAST_NAME = 4
"""Characters of a name, its ellipsis included, below which it is left out."""


class Block(Struct, frozen=True, kw_only=True):
    """A treatment as it is drawn: its columns from `begin` to before `end`, each with whether it is a ghost."""

    band: Band
    columns: list[tuple[int, bool]]
    number: int
    edge: int
    """The column before which its name ends: the next treatment, or what lies after the cursor while that is hidden."""

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


def blocks_of(bands: Iterable[Band], plot: Plot) -> list[Block]:
    """What is drawn of some treatments, in order of their start."""
    drawn = [(band, band_columns(band, plot)) for band in sorted(bands, key=lambda band: band.start)]
    drawn = [(band, columns) for band, columns in drawn if columns]
    begins = [columns[0][0] for _, columns in drawn]
    hidden = plot.cut.future is Future.HIDDEN
    right = plot.scale.column_before(plot.cut.end) + 1 if hidden else plot.scale.right
    return [
        Block(
            band=band,
            columns=columns,
            number=number,
            edge=min([right, *(begin - 1 for begin in begins[number + 1 :] if begin > begins[number])]),
        )
        for number, (band, columns) in enumerate(drawn)
    ]


def band_columns(band: Band, plot: Plot) -> list[tuple[int, bool]]:
    """The columns of a treatment that are drawn, each with whether it is a ghost."""
    cut, scale = plot.cut, plot.scale
    if not cut.drawn(band.start, band.known):
        return []
    end = cut.clip(scale.last if band.stop is None else band.stop)
    late = not cut.past(band.start, band.known)
    cursor = scale.column_before(cut.end)
    return [
        (column, cut.future is Future.GHOST and (late or column > cursor)) for column in scale.columns(band.start, end)
    ]


def draw_grounds(grid: Grid, plot: Plot, top: int, bottom: int, *, named: bool) -> None:
    """Draw treatments behind the chart, their names in row `top` where there is room for names."""
    free = plot.scale.left
    blocks = blocks_of(plot.picture.bands, plot)
    for block in blocks:
        kind = block.band.kind
        for column, ghost in block.columns:
            ground = palette.band_ground(kind, block.number, ghost=ghost)
            for y in range(top, bottom):
                grid.tint(column, y, ground)
                if y > top and block.hatched(column + y, 4):
                    grid.put(column, y, plot.glyphs.hatch, Paint(palette.hatch_ink(kind, ghost=ghost)))
    for block in blocks if named else ():
        begin = max(block.begin, free)
        ink = Paint(palette.band_ink(block.band.kind, ghost=block.ghost))
        name = short_name(block.band.label, block.edge - begin, plot.glyphs.ellipsis)
        ahead = short_name(block.band.label, block.begin - free - 1, plot.glyphs.ellipsis)
        if len(ahead) > len(name):
            free = grid.put(block.begin - 1 - len(ahead), top, ahead, ink) + 1
        elif name:
            free = grid.put(begin, top, name, ink) + 1


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
    """Draw treatments as blocks in a row, each with its end, the bounds of both and its name in it or beside it."""
    blocks = blocks_of(bands, plot)
    for block in blocks:
        for column, ghost in block.columns:
            ground = palette.band_block(block.band.kind, block.number, ghost=ghost)
            grid.put(column, y, " ", Paint(bg=ground))
            # Counted from the cell before the end, so that a name in the block never covers all of its hatching.
            if block.hatched(block.end - 2 - column if len(block.columns) > 1 else 0, 2):
                grid.put(column, y, plot.glyphs.hatch, Paint(palette.BANDS[block.band.kind]))
    for block in blocks:
        _draw_bounds(grid, plot, block, y)
    free = plot.scale.left
    for block in blocks:
        free = _name_block(grid, plot, block, y, free)


def _goes_on(plot: Plot, band: Band) -> bool:
    return band.stop is None or plot.cut.clip(band.stop) < band.stop


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
        draw_whisker(grid, (y, block.end, free - 1), glyphs, palette.FAINT)


def _name_block(grid: Grid, plot: Plot, block: Block, y: int, free: int) -> int:
    """Name a treatment in its block, after it or before it, wherever most of the name can be read.

    Returns:
        The first column in which the next name may begin.
    """
    edge, glyphs, label = block.edge, plot.glyphs, block.band.label
    end = min(block.end, edge + 1)
    ink = palette.QUIET if block.ghost else palette.STRONG
    doubt = block.band.doubtful or block.band.partly_doubtful
    # A block that reaches just into the first column of the next one has ended there; one that reaches further goes on.
    if block.end <= end + 1 and (end - block.begin > 1 or not doubt):
        grid.put(end - 1, y, glyphs.ongoing if _goes_on(plot, block.band) else glyphs.ended, ink)
    after, before = _next_free(grid, end, edge, y), _free_before(grid, block.begin, free, y)
    inside = short_name(label, end - block.begin - 1 - doubt, glyphs.ellipsis)
    beside = short_name(label, edge - after, glyphs.ellipsis)
    ahead = short_name(label, before - free, glyphs.ellipsis)
    best = max((inside, beside, ahead), key=len)
    outer = Paint(palette.band_ink(block.band.kind, ghost=block.ghost))
    if best == inside:
        grid.put(block.begin, y, inside, ink)
        return end + 1
    if best == beside:
        return grid.put(after, y, beside, outer) + 1
    grid.put(before - len(ahead), y, ahead, outer)
    return end + 1


def _next_free(grid: Grid, x: int, edge: int, y: int) -> int:
    """The column after a block and the bounds of its stop, one left free."""
    while x < edge and grid.char(x, y) != " ":
        x += 1
    return x + 1


def _free_before(grid: Grid, x: int, free: int, y: int) -> int:
    """The column before which a name ahead of a block ends, one left free."""
    while x > free and grid.char(x - 1, y) != " ":
        x -= 1
    return x - 1
