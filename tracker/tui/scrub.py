"""The scrub bar as cells: the month, the milestones passed, the cursor, and the future as the reader wants it.

Refuses to show where anything lies in a hidden future.
"""

from collections.abc import Container
from itertools import pairwise

from tracker.projections.picture import Milestone, MilestoneKind
from tracker.tui import palette
from tracker.tui.cut import Future
from tracker.tui.grid import Grid
from tracker.tui.marks import Wish, spread
from tracker.tui.palette import Paint
from tracker.tui.plot import Plot

_IN_A_DAY = (
    MilestoneKind.DIAGNOSIS,
    MilestoneKind.SCAN,
    MilestoneKind.PROGRESSION,
    MilestoneKind.REGIMEN,
    MilestoneKind.DEATH,
)
"""The order of what falls on one day: what was seen comes before what was done about it."""

_RANK = (
    MilestoneKind.SCAN,
    MilestoneKind.REGIMEN,
    MilestoneKind.DIAGNOSIS,
    MilestoneKind.PROGRESSION,
    MilestoneKind.DEATH,
)
"""Who gives way first where there is no room for all."""

_ASIDE = 3
"""Cells that a milestone may stand beside its day."""

_PAINTS = {
    MilestoneKind.DEATH: palette.STRONG,
    MilestoneKind.PROGRESSION: palette.PROGRESSION,
    MilestoneKind.DIAGNOSIS: palette.LOW,
    MilestoneKind.REGIMEN: Paint(palette.blend(palette.GREEN, palette.WHITE, 0.75)),
    MilestoneKind.SCAN: palette.QUIET,
}

_HIDDEN = " future hidden "


_BOOKMARK = "'"
"""The key that jumps to it."""


def draw_scrub(grid: Grid, plot: Plot, month: int, *, playing: bool = False, bookmarks: Container[int] = ()) -> None:
    """Draw the bar into the first row of the grid.

    Args:
        grid: Where to.
        plot: The time scale, and what is on it.
        month: The month shown.
        playing: Whether it goes on by itself.
        bookmarks: Months with a bookmark; milestones are drawn over it.
    """
    scale, cut, glyphs = plot.scale, plot.cut, plot.glyphs
    head = f" {glyphs.back} M{month} {glyphs.playing if playing else glyphs.on} "
    grid.put(0, 0, head[: scale.left].center(scale.left), palette.CURSOR)
    cursor = scale.column_before(plot.line_day)
    for x in range(scale.left, scale.right):
        if x <= cursor or cut.future is Future.SHOWN:
            grid.put(x, 0, glyphs.past, palette.FAINT)
        else:
            grid.put(x, 0, glyphs.hidden if cut.future is Future.HIDDEN else glyphs.coming, palette.FAINT)
    marked = [scale.column((sheet.start_day + sheet.end_day) / 2) for sheet in plot.sheets if sheet.month in bookmarks]
    for x in marked:
        grid.put(x, 0, _BOOKMARK, palette.CURSOR)
    # The name of the future stands in the widest stretch that no bookmark breaks.
    edges = [cursor, *sorted(x for x in marked if x > cursor), scale.right]
    begin, end = max(pairwise(edges), key=lambda edge: edge[1] - edge[0])
    if cut.future is Future.HIDDEN and end - begin > len(_HIDDEN) + 8:
        grid.put((begin + 1 + end - len(_HIDDEN)) // 2, 0, _HIDDEN, palette.QUIET)
    for x in scale.columns(cut.start, cut.end):
        grid.tint(x, 0, palette.CURSOR_TINT)
    grid.put(cursor, 0, "█" if glyphs.dots_wide * glyphs.dots_high > 1 else glyphs.cursor, palette.CURSOR)
    for x, stone in place_milestones(plot).items():
        ghost = cut.ghost(stone.day, stone.known)
        paint = palette.FAINT if ghost else _PAINTS[stone.kind]
        sign = glyphs.maybe if stone.doubtful else glyphs.milestones[stone.kind]
        grid.put(x, 0, sign, palette.CURSOR_BLOCK if x == cursor else paint)


def _each_once(plot: Plot, stones: list[Milestone]) -> list[Milestone]:
    """One sign for milestones of one kind that fall into one column: a second one would take the room of another kind."""
    seen: dict[tuple[int, MilestoneKind, bool], Milestone] = {}
    for stone in stones:
        seen.setdefault((plot.scale.column(stone.day), stone.kind, stone.doubtful), stone)
    return list(seen.values())


def place_milestones(plot: Plot) -> dict[int, Milestone]:
    """The column of each milestone, in the order of living; where too many want one place the lesser give way."""
    stones = sorted(
        plot.drawn_milestones(),
        key=lambda stone: (stone.day, _IN_A_DAY.index(stone.kind)),
    )
    stones = _each_once(plot, stones)
    wishes = [Wish(column=plot.scale.column(stone.day), rank=_RANK.index(stone.kind)) for stone in stones]
    edge = plot.scale.column_before(plot.cut.clip(plot.scale.last)) + 1
    places = spread(wishes, plot.scale.left, edge, _ASIDE)
    return {x: stone for x, stone in zip(places, stones, strict=True) if x is not None}
