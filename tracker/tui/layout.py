"""How a terminal's cells are shared between panels, chart and lanes.

Refuses to look at a month: parts that moved while the reader steps would make every step a puzzle.
"""

from msgspec import Struct

WIDE = 108
"""Columns from which on three panels stand side by side."""
EVENTFUL, LANED, BOXED, ROOMY, HIGH = 20, 23, 30, 34, 46
"""Rows from which on there are events beside the panels, lanes, boxes, a panel of events under two others, and more."""
LANE_ROWS = 2
"""Of the lanes where nothing is boxed."""
_ALWAYS = 3
"""Identity, scrub bar, footer."""
_CHART = (8, 16)
"""Rows of the chart, at least and at most, of two fifths of what it shares with the panels."""
_LEAST_PANELS = 8
_LEAST_LABS = 26


class Layout(Struct, frozen=True, kw_only=True):
    """Rows and columns of the parts."""

    panels: int
    lanes: int
    columns: tuple[int, ...]
    """Of the panels beside each other."""
    rows: tuple[int, ...] = ()
    """Of the panels, where those of the events stand below the others."""


def layout_of(width: int, height: int, labs: int, most_rows: int) -> Layout:
    """Share the cells.

    Args:
        width: Columns of the terminal.
        height: Its rows.
        labs: Cells in which the laboratory lines of the case have room.
        most_rows: Rows that the fullest month of the case needs.
    """
    wide, boxed = width >= WIDE, height >= BOXED
    under = not wide and height >= ROOMY
    lanes = 0 if height < LANED else LANE_ROWS if not boxed else 10 if height >= (ROOMY if wide else HIGH) else 8
    line = height >= EVENTFUL and not wide and not under
    free = height - _ALWAYS - lanes - line
    chart = max(_CHART[0], min(_CHART[1], free * 2 // 5)) if height >= LANED else max(free - 10, 6)
    panels = max(min(free - chart, max(most_rows, _LEAST_PANELS) + 2 * boxed), 1)
    if under:
        panels = free - chart
    columns = _columns(width, labs + (4 if boxed else 2), wide=wide)
    return Layout(
        panels=panels, lanes=lanes, columns=columns, rows=(panels - panels // 3, panels // 3) if under else ()
    )


def _columns(width: int, labs: int, *, wide: bool) -> tuple[int, ...]:
    """State, laboratory and, in a wide terminal, events: the laboratory has what it needs, of a fair share at most."""
    least, most = min(_LEAST_LABS, width // 2), width * 36 // 100 if wide else width // 2
    middle = min(max(labs, least), most)
    if not wide:
        return width - middle, middle
    state = (width - middle) * 52 // 100
    return state, middle, width - middle - state
