"""The key of a figure: a patch for every color and hatching that is drawn, in as many columns as have room.

Refuses a sign that is not drawn.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import ceil

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from tracker.projections.picture import Band, BandKind
from tracker.tui.figures.lettering import line_height, width_of
from tracker.tui.figures.style import COLORS, EDGE, HATCH, QUIET, SMALL, THIN_HATCH, WIDTH
from tracker.tui.palette import blend

Handle = Patch | Line2D
_HANDLE = 0.36
"""Inches of a sign of the key and of what is empty beside it."""
_MOST_COLUMNS = 5
DOUBTED, PARTLY_DOUBTED = "not stated as given", "thinly: not stated of some drugs"


def treatment_handles(bands: Iterable[Band], shades: Iterable[Band] = (), shade: float = 0.0) -> list[Handle]:
    """The colors of treatments, and what is hatched.

    Args:
        bands: Drawn as bars.
        shades: Drawn as pale grounds; one whose color is a bar's as well has no patch of its own.
        shade: How much of the color a ground has.
    """
    bands = list(bands)
    kinds, pale = {band.kind for band in bands}, {band.kind for band in shades}
    found: list[Handle] = [Patch(color=COLORS[kind], label=kind.value) for kind in BandKind if kind in kinds]
    found += [
        Patch(facecolor=blend(COLORS[kind], "#ffffff", shade), edgecolor=COLORS[kind], linewidth=0.4, label=kind.value)
        for kind in BandKind
        if kind in pale - kinds
    ]
    if any(band.doubtful for band in bands):
        found.append(Patch(facecolor=QUIET, edgecolor="white", hatch=HATCH, label=DOUBTED))
    if any(band.partly_doubtful for band in bands):
        found.append(Patch(facecolor=QUIET, edgecolor="white", hatch=THIN_HATCH, label=PARTLY_DOUBTED))
    return found


def key_height(handles: Sequence[Handle]) -> float:
    """Inches of the key; none without anything to explain."""
    return line_height(SMALL) * ceil(len(handles) / _columns(handles)) + 2 * EDGE if handles else 0.0


def draw_key(figure: Figure, handles: Sequence[Handle]) -> None:
    """Draw it into the upper edge."""
    if handles:
        figure.legend(
            handles=list(handles), loc="upper left", bbox_to_anchor=(0, 1), ncols=_columns(handles), frameon=False, fontsize=SMALL,
            handlelength=1.6, handletextpad=0.5, columnspacing=0.8, labelspacing=0.25, borderaxespad=0.2,
        )  # fmt: skip


def _columns(handles: Sequence[Handle]) -> int:
    """The most columns that have room beside each other, filled as matplotlib does: the first ones hold one more."""
    widths = [width_of(str(each.get_label()), SMALL) + _HANDLE for each in handles]
    for columns in range(min(_MOST_COLUMNS, len(widths)), 1, -1):
        each, more = divmod(len(widths), columns)
        begins = [number * each + min(number, more) for number in range(columns + 1)]
        if sum(max(widths[begin:end]) for begin, end in pairwise(begins)) <= WIDTH - 2 * EDGE:
            return columns
    return 1
