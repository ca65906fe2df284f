"""What the figures share: colors, sizes, how they are saved. Refuses to say when a figure was made: the same record, the same file.

Sizes are those of one column of a journal half as large again: printed 89 mm wide, no letter is smaller than 5 points.
"""

import io

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from tracker.projections.picture import BandKind
from tracker.tui.figures.lettering import FAMILY, line_height, wrapped

COLORS = {
    BandKind.CHEMOTHERAPY: "#0072b2",
    BandKind.IMMUNOTHERAPY: "#009e73",
    BandKind.CHEMOIMMUNOTHERAPY: "#56b4e9",
    BandKind.TARGETED: "#cc79a7",
    BandKind.TARGETED_COMBINATION: "#efc3dc",
    BandKind.RADIOTHERAPY: "#e69f00",
    BandKind.OTHER: "#8a939b",
    BandKind.UNLISTED: "#c6cdd3",
}
"""Okabe and Ito, as on the screens."""
INK, QUIET, PROGRESSION = "#1a1e22", "#5b646c", "#b84a00"
ON_BARS = {
    BandKind.CHEMOTHERAPY: "white",
    BandKind.IMMUNOTHERAPY: INK,
    BandKind.CHEMOIMMUNOTHERAPY: INK,
    BandKind.TARGETED: INK,
    BandKind.TARGETED_COMBINATION: INK,
    BandKind.RADIOTHERAPY: INK,
    BandKind.OTHER: INK,
    BandKind.UNLISTED: INK,
}
"""What is read on a bar: at least 4.5 to 1 (WCAG 2.2, 1.4.3)."""
GHOST, GHOST_TEXT = 0.3, 0.55
"""Opacity of what is still to come, and of what is written of it."""
WIDTH = 5.25
"""Inches: a column of a journal, 89 mm, half as large again."""
POINTS, SMALL, LEAST = 9.75, 8.5, 7.5
"""Sizes of axes and names, of labels, of the caption."""
EDGE = 0.06
"""Inches that stay empty round a figure."""
HATCH, THIN_HATCH = "////", "//"
DOTS_PER_INCH = 400
"""600 where the figure is printed in one column, as journals ask of lines and letters."""
_SETTINGS = {
    "font.size": POINTS,
    "font.family": FAMILY,
    "svg.fonttype": "path",
    "svg.hashsalt": "tracker",
    "hatch.linewidth": 0.5,
    "axes.linewidth": 0.6,
}


def caption_lines(text: str) -> list[str]:
    """What is written below, in lines of the figure's width."""
    return wrapped(text, WIDTH - 2 * EDGE, LEAST, " · ")


def caption_height(lines: list[str]) -> float:
    """Inches of it, with what keeps it apart."""
    return line_height(LEAST) * len(lines) + 2 * EDGE


def write_caption(figure: Figure, lines: list[str]) -> None:
    """Write below everything whose figure it is, and as of when."""
    height = figure.get_figheight()
    for number, line in enumerate(reversed(lines)):
        place = (EDGE / WIDTH, (EDGE + number * line_height(LEAST)) / height)
        figure.text(*place, as_written(line), fontsize=LEAST, color=QUIET, ha="left", va="baseline")


def as_written(text: str) -> str:
    """A text of the record, for a figure: a dollar in it begins no formula."""
    return text.replace("$", r"\$")


def settings() -> "mpl.RcParams":
    """The settings of every figure, for `rc_context`."""
    return mpl.RcParams(_SETTINGS)


def saved(figure: Figure, end: str, title: str) -> bytes:
    """The figure as the bytes of an SVG or PNG file.

    Args:
        figure: What to save.
        end: `.svg` or `.png`.
        title: Said in the metadata of the file.
    """
    buffer = io.BytesIO()
    if end == ".svg":
        FigureCanvasSVG(figure)
        figure.savefig(buffer, format="svg", metadata={"Title": title, "Date": None, "Creator": "tracker"})
    else:
        FigureCanvasAgg(figure)
        metadata = {"Title": title, "Software": "tracker"}
        figure.savefig(buffer, format="png", dpi=DOTS_PER_INCH, metadata=metadata)
    return buffer.getvalue()
