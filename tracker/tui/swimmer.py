"""A case in one row of cells: its treatments by a letter each, progressions and death, on a scale that cases share.

Refuses to let color alone say what was given, and to show anything of a hidden future.
"""

from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct

from tracker.projections.picture import BandKind, Milestone, MilestoneKind, Picture
from tracker.tui import palette
from tracker.tui.cut import Cut, Future
from tracker.tui.glyphs import Glyphs
from tracker.tui.grid import Grid
from tracker.tui.marks import Wish, spread
from tracker.tui.palette import Paint
from tracker.tui.plot import Plot
from tracker.tui.reel import Cursor
from tracker.tui.scale import TimeScale
from tracker.tui.treatments import Block, blocks_of
from tracker.values.durations import DAYS_PER_MONTH

LETTERS = {
    BandKind.CHEMOTHERAPY: "C",
    BandKind.IMMUNOTHERAPY: "I",
    BandKind.CHEMOIMMUNOTHERAPY: "B",
    BandKind.TARGETED: "T",
    BandKind.TARGETED_COMBINATION: "M",
    BandKind.RADIOTHERAPY: "R",
    BandKind.OTHER: "O",
    BandKind.UNLISTED: "N",
}
"""The sort of a treatment, at its first cell."""
WORDS = {
    BandKind.CHEMOTHERAPY: "chemo",
    BandKind.IMMUNOTHERAPY: "immuno",
    BandKind.CHEMOIMMUNOTHERAPY: "both",
    BandKind.TARGETED: "targeted",
    BandKind.TARGETED_COMBINATION: "mixed with targeted",
    BandKind.RADIOTHERAPY: "radio",
    BandKind.OTHER: "other",
    BandKind.UNLISTED: "drugs not listed",
}
SHOWN = Cut(start=0, end=1e9, future=Future.SHOWN)
"""Nothing is hidden: no record is three million years long."""
_NOTHING = -1e9
_ASIDE = 2
"""Cells that a sign may stand beside its day."""
_STONES = {
    MilestoneKind.PROGRESSION: palette.PROGRESSION,
    MilestoneKind.DEATH: palette.STRONG,
}
"""Milestones that a strip shows, and how; scans and changes of regimen are too many for one row."""
_TREATMENT, _PROGRESSION, _DEATH = range(3)
"""Who gives way first where signs crowd."""
_TICKS = (1, 2, 3, 6, 12, 24, 60, 120, 240)


def cut_of(future: Future, left: tuple[int | None, Cursor] | None) -> Cut:
    """Everything, or up to the month at which the replay of a case was left: nothing where it was never opened."""
    if future is Future.SHOWN:
        return SHOWN
    month, cursor = left or (None, None)
    end = _NOTHING if month is None else (month + 1) * DAYS_PER_MONTH
    return Cut(start=end, end=end, known=cursor is not None and cursor.known, future=future)


class _Sign(Struct, frozen=True):
    day: float
    place: int
    """On one day a progression comes before the treatment that follows it."""
    sign: str
    paint: Paint
    rank: int


def scale_of(first_month: int, last_month: int, left: int, width: int) -> TimeScale:
    """The scale of some cases: from the first month of any to the end of the last one."""
    return TimeScale(
        first=first_month * DAYS_PER_MONTH, last=(last_month + 1) * DAYS_PER_MONTH, left=left, width=max(width, 1)
    )


def draw_axis(grid: Grid, scale: TimeScale, y: int, paint: Paint = palette.QUIET) -> None:
    """Months from the origin over the strips, as many as there is room for."""
    spacing = scale.width * DAYS_PER_MONTH / (scale.last - scale.first)
    step = next((step for step in _TICKS if step * spacing >= 6), 600)  # noqa: PLR2004 - `M120` and a gap
    free, month = scale.left, -(-round(scale.first / DAYS_PER_MONTH) // step) * step
    while month * DAYS_PER_MONTH < scale.last:
        x, label = scale.column(month * DAYS_PER_MONTH), f"M{month}"
        if x >= free and x + len(label) <= scale.right:
            free = grid.put(x, y, label, paint) + 1
        month += step


def draw_strip(grid: Grid, y: int, picture: Picture, scale: TimeScale, cut: Cut, glyphs: Glyphs) -> None:  # noqa: PLR0913, PLR0917 - where, what and how
    """Draw one case into a row: a line as long as it was followed, on it what was given and what became of it."""
    scale = scale.within(picture.first_day, picture.last_day)
    plot = Plot(picture=picture, curve=None, scale=scale, cut=cut, glyphs=glyphs, sheets=())
    ends = scale.column_before(cut.clip(picture.last_day))
    told = 0 if cut.end <= picture.first_day else ends + 1 - scale.left
    coming = glyphs.hidden if cut.future is Future.HIDDEN else glyphs.past
    grid.put(scale.left, y, glyphs.past * told + coming * (scale.width - told), palette.FAINT)
    blocks = blocks_of(picture.bands, plot)
    for block in blocks:
        _draw_band(grid, y, block, glyphs)
    signs = sorted((*_letters(blocks), *_stones(picture, plot)), key=lambda sign: (sign.day, sign.place))
    wishes = [Wish(column=scale.column(sign.day), rank=sign.rank) for sign in signs]
    places = spread(wishes, scale.left, max(ends + 1, scale.left + 1), _ASIDE)
    for place, sign in zip(places, signs, strict=True):
        if place is not None:
            grid.put(place, y, sign.sign, sign.paint)


def _draw_band(grid: Grid, y: int, block: Block, glyphs: Glyphs) -> None:
    kind = block.band.kind
    # Counted from the last cell that says nothing else, so that letters, which stand at the begin, never cover all of it.
    origin = max(block.edge - 1 - (block.band.stop is None), block.begin)
    for ghost, run in groupby(block.columns, key=lambda column: column[1]):
        columns = [column for column, _ in run]
        ground = Paint(palette.BANDS[kind], palette.band_block(kind, block.number, ghost=ghost))
        grid.put(columns[0], y, (glyphs.coming if ghost else glyphs.given) * len(columns), ground)
        for column in columns:
            if block.hatched(origin - column, 2):
                grid.put(column, y, glyphs.doubt, ground._replace(fg=palette.band_ink(kind, ghost=ghost)))
    if block.band.stop is None and block.end - block.begin > 1:
        grid.put(block.end - 1, y, glyphs.ongoing, palette.STRONG)


def _letters(blocks: list[Block]) -> Iterator[_Sign]:
    for block in blocks:
        paint = palette.QUIET if block.ghost else palette.STRONG
        yield _Sign(block.band.start, 1, LETTERS[block.band.kind], paint, _TREATMENT)


def _stones(picture: Picture, plot: Plot) -> Iterator[_Sign]:
    for stone in picture.milestones:
        paint = _STONES.get(stone.kind)
        if paint is not None and plot.cut.drawn(stone.day, stone.known):
            rank = _DEATH if stone.kind is MilestoneKind.DEATH else _PROGRESSION
            paint = palette.FAINT if plot.cut.ghost(stone.day, stone.known) else paint
            yield _Sign(stone.day, 0, _sign_of(stone, plot.glyphs), paint, rank)


def _sign_of(stone: Milestone, glyphs: Glyphs) -> str:
    return glyphs.maybe if stone.doubtful else glyphs.milestones[stone.kind]


def legend(glyphs: Glyphs) -> list[tuple[str, Paint]]:
    """What the signs of a strip mean."""
    kinds = [(f"{LETTERS[kind]} {WORDS[kind]}", Paint(palette.band_ink(kind))) for kind in LETTERS]
    stones = glyphs.milestones
    return [
        *kinds,
        (f"{glyphs.doubt} not stated", palette.QUIET),
        (f"{stones[MilestoneKind.PROGRESSION]} progression", palette.PROGRESSION),
        (f"{glyphs.maybe} doubtful", palette.PROGRESSION),
        (f"{stones[MilestoneKind.DEATH]} death", palette.STRONG),
        (f"{glyphs.ongoing} ongoing", palette.STRONG),
    ]
