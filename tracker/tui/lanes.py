"""The lanes as cells: treatments as blocks and findings as marks, on the time scale of the chart.

Refuses to show a treatment that has not begun, and to leave a treatment out for want of rows: few rows hold them together.
"""

from collections.abc import Sequence

from tracker.projections.picture import BandKind, Lane, Mark, MilestoneKind, Picture
from tracker.tui import palette
from tracker.tui.glyphs import Glyphs
from tracker.tui.grid import Grid
from tracker.tui.marks import Wish, draw_whisker, spread
from tracker.tui.palette import Paint
from tracker.tui.plot import Plot
from tracker.tui.treatments import draw_blocks

_ASIDE = 3
"""Cells that a mark may stand beside its day."""
_BEST_FIRST = (
    "–", "•", "?", "cr", "pr", "ne", "CR", "PR", "NE", "sd", "SD", "iu", "iU", "ic", "pd", "PD?", "iC", "PD",
)  # fmt: skip
"""Of two marks that want one place the worse one keeps it; grades and scores come after, by number."""
_RESPONSE = "Resp"
"""The lane of what became of the treatments: it ends with a death, after which there is no response."""
_FEW = ("RT", _RESPONSE, "Scan", "AE", "ECOG")
"""Lanes under one of all drugs together, in the order in which a low terminal has them; those of an import come after."""
_TWO = 2
"""Rows up to which one of them holds all treatments, so that what became of them has the other one."""
_DRUGS = frozenset({"Chemo", "Immuno", "Other"})
"""Lanes that the one of all drugs stands for."""


def lanes_of(picture: Picture, rows: int) -> tuple[Lane, ...]:
    """The lanes that fit into some rows: all of them, or all drugs together in one and what else there is room for.

    Two rows are all treatments together and the response to them: neither is seen without the other.
    """
    if rows >= len(picture.lanes):
        return picture.lanes
    if rows <= _TWO:
        response = (lane for lane in picture.lanes if lane.name == _RESPONSE)
        return (Lane(name="Therapy", bands=picture.bands), *response)[:rows]
    drugs = Lane(name="Drugs", bands=tuple(band for band in picture.bands if band.kind is not BandKind.RADIOTHERAPY))
    by_name = {lane.name: lane for lane in picture.lanes}
    named = (*_FEW, *(name for name in by_name if name not in _FEW and name not in _DRUGS))
    return (drugs, *(by_name[name] for name in named if name in by_name))[:rows]


def left_out(picture: Picture, rows: int) -> tuple[str, ...]:
    """The names of the lanes that have no row of some, and whose content no other lane stands for; empty ones too.

    >>> left_out(Picture(first_day=0, last_day=1, milestones=(), bands=(), lanes=(Lane(name="RT"), Lane(name="AE")), curves=()), 1)
    ('AE',)
    """
    shown = {lane.name for lane in lanes_of(picture, rows)}
    held = shown if rows > _TWO or not rows else shown | {"RT"}
    return tuple(lane.name for lane in picture.lanes if lane.name not in held and not (rows and lane.name in _DRUGS))


def draw_lanes(grid: Grid, plot: Plot, top: int, bottom: int, left: int, *, cursor: int | None = None) -> None:  # noqa: PLR0913 - where, and what
    """Draw one lane a row, as many as there are rows, names from column `left`; the cursor where it is named, else at the cut."""
    cursor = plot.scale.column_before(plot.line_day) if cursor is None else cursor
    for y, lane in enumerate(lanes_of(plot.picture, bottom - top), start=top):
        draw_blocks(grid, plot, lane.bands, y)
        crowded = _draw_marks(grid, plot, _marks_of(lane, plot.picture, plot.glyphs), y)
        name = f"{lane.name} +{crowded}" if crowded else lane.name
        grid.put(left, y, name, palette.QUIET, stop=plot.scale.left)
        char, paint = grid.rows[y][cursor]
        if char == " ":
            grid.put(cursor, y, plot.glyphs.cursor, Paint(palette.YELLOW, palette.CURSOR_TINT))
        else:
            grid.put(cursor, y, char, paint._replace(bg=paint.bg or palette.CURSOR_TINT))


def _marks_of(lane: Lane, picture: Picture, glyphs: Glyphs) -> tuple[Mark, ...]:
    """The marks of a lane; in that of the response also a death."""
    if lane.name != _RESPONSE:
        return lane.marks
    sign = glyphs.milestones[MilestoneKind.DEATH]
    deaths = [
        Mark(key=its.key, label=sign, day=its.day, earliest=its.earliest, latest=its.latest, known=its.known)
        for its in picture.milestones
        if its.kind is MilestoneKind.DEATH
    ]
    return tuple(sorted((*lane.marks, *deaths), key=lambda mark: mark.day))


def without_room(plot: Plot, lane: Lane) -> list[Mark]:
    """The marks of a lane that would be drawn and find no room."""
    return [mark for mark, place in _placed(plot, _marks_of(lane, plot.picture, plot.glyphs)) if place is None]


def _draw_marks(grid: Grid, plot: Plot, marks: Sequence[Mark], y: int) -> int:
    """Draw the marks of a lane and return how many of them found no room."""
    drawn = [mark for mark in marks if plot.cut.drawn(mark.day, mark.known)]
    scale = plot.scale
    for mark in drawn:
        if mark.earliest is not None and mark.latest is not None and scale.touches(mark.earliest, mark.latest):
            last = scale.column_before(max(plot.cut.clip(mark.latest), mark.day))
            place = (y, scale.column(mark.earliest), last)
            draw_whisker(grid, place, plot.glyphs, palette.FAINT, reaching=plot.cut.reaches_on(mark.latest))
    placed = _placed(plot, marks)
    for mark, x in placed:
        if x is not None:
            grid.put(x, y, mark.label, palette.FAINT if plot.cut.ghost(mark.day, mark.known) else palette.STRONG)
    return sum(x is None for _, x in placed)


def _placed(plot: Plot, marks: Sequence[Mark]) -> list[tuple[Mark, int | None]]:
    """The marks in sight, each with its column, None where it gives way."""
    scale = plot.scale
    drawn = [mark for mark in marks if plot.cut.drawn(mark.day, mark.known) and scale.holds(mark.day)]
    # A blank after each, so that two labels never read as one; the last one needs none.
    wishes = [Wish(column=scale.column(m.day), width=len(m.label) + 1, rank=_rank(m.label, plot.glyphs)) for m in drawn]
    edge = scale.column_before(plot.cut.clip(scale.last)) + 1
    return list(zip(drawn, spread(wishes, scale.left, edge + 1, _ASIDE), strict=True))


def _rank(label: str, glyphs: Glyphs) -> int:
    if label == glyphs.milestones[MilestoneKind.DEATH]:
        return len(_BEST_FIRST) + 10
    if label[-1:].isdigit():
        return len(_BEST_FIRST) + int(label[-1])
    return _BEST_FIRST.index(label) if label in _BEST_FIRST else 0
