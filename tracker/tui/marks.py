"""Signs in a row of cells: where each stands when several want one place, and the whiskers of uncertain times.

Refuses to change the order of living to make room; what finds no room near its place gives way to what matters more.
"""

from collections.abc import Container, Sequence

from msgspec import Struct

from tracker.tui.glyphs import Glyphs
from tracker.tui.grid import Grid
from tracker.tui.palette import Paint


class Wish(Struct, frozen=True, kw_only=True):
    """A sign that wants `width` cells from `column` on; of two that crowd each other the lower `rank` gives way."""

    column: int
    width: int = 1
    rank: int = 0


def spread(wishes: Sequence[Wish], left: int, right: int, most: int) -> list[int | None]:
    """Place signs side by side from column `left` to before `right`, none further than `most` cells from its wish.

    Args:
        wishes: In the order of living, which is kept.
        left: The first column.
        right: The column after the last one.
        most: How far a sign may move aside.

    Returns:
        The column of each, None where it had to give way.

    >>> spread([Wish(column=0), Wish(column=0), Wish(column=1)], 0, 9, 2)
    [0, 1, 2]
    >>> spread([Wish(column=8), Wish(column=8), Wish(column=8, rank=1)], 0, 9, 1)
    [7, None, 8]
    """
    kept: list[tuple[int, int]] = []
    for number, wish in enumerate(wishes):
        free = _end(wishes, kept, left)
        if free - wish.column <= most:
            kept.append((number, max(free, wish.column)))
            continue
        crowd = [number]
        while kept and kept[-1][1] + wishes[kept[-1][0]].width > wish.column - most:
            crowd.insert(0, kept.pop()[0])
        kept.extend(_in_a_row(wishes, crowd, _end(wishes, kept, left), most))
    return _before_edge(wishes, kept, right, most)


def _end(wishes: Sequence[Wish], kept: list[tuple[int, int]], left: int) -> int:
    return kept[-1][1] + wishes[kept[-1][0]].width if kept else left


def _in_a_row(wishes: Sequence[Wish], crowd: list[int], free: int, most: int) -> list[tuple[int, int]]:
    """Set a crowd one after the other from column `free` on, without those for which that leads too far."""
    while True:
        placed: list[tuple[int, int]] = []
        for number in crowd:
            x = max(_end(wishes, placed, free), wishes[number].column)
            if x - wishes[number].column > most:
                break
            placed.append((number, x))
        else:
            return placed
        late = len(placed)
        del crowd[min(range(late, -1, -1), key=lambda i: wishes[crowd[i]].rank)]


def _before_edge(wishes: Sequence[Wish], kept: list[tuple[int, int]], right: int, most: int) -> list[int | None]:
    """Push back what reaches over the right edge; where that leads too far, the lowest rank of those pushed goes."""
    while True:
        edge, pushed, placed = right, 0, dict[int, int]()
        for number, at in reversed(kept):
            x = min(at, edge - wishes[number].width)
            pushed += x < at
            placed[number] = x
            edge = x
        moved = range(len(kept) - pushed, len(kept))
        if all(wishes[kept[i][0]].column - placed[kept[i][0]] <= most + wishes[kept[i][0]].width for i in moved):
            return [placed.get(number) for number in range(len(wishes))]
        del kept[min(moved, key=lambda i: (wishes[kept[i][0]].rank, i))]


def draw_whisker(  # noqa: PLR0913 - where, how, and in what it ends
    grid: Grid,
    place: tuple[int, int, int],
    glyphs: Glyphs,
    paint: Paint,
    *,
    over: Container[str] = " ",
    reaching: bool = False,
) -> None:
    """Draw a whisker over blank cells, or others in `over`; where two overlap, a double line.

    Args:
        grid: Where to.
        place: Row, first and last column; nothing is drawn where the last is before the first.
        glyphs: With which signs.
        paint: How.
        over: Signs that a whisker may replace.
        reaching: Whether it is cut where the drawing ends, and goes on behind.
    """
    across, begin, end = tuple(glyphs.line)
    end = glyphs.reaching if reaching else end
    y, left, right = place
    for x in range(left, right + 1):
        char = grid.char(x, y)
        if char in over:
            grid.put(x, y, begin if x == left else end if x == right else across, paint)
        elif char in glyphs.line:
            grid.put(x, y, glyphs.overlap, paint)
