"""What the figures share: colors, sizes, how they are saved. Refuses to say when a figure was made: the same record, the same file."""

import io

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from tracker.projections.picture import BandKind

COLORS = {
    BandKind.CHEMOTHERAPY: "#0072b2",
    BandKind.IMMUNOTHERAPY: "#009e73",
    BandKind.CHEMOIMMUNOTHERAPY: "#56b4e9",
    BandKind.TARGETED: "#cc79a7",
    BandKind.RADIOTHERAPY: "#e69f00",
    BandKind.OTHER: "#8a939b",
}
"""Okabe and Ito, as on the screens."""
INK, QUIET, PROGRESSION = "#1a1e22", "#6b747c", "#b84a00"
POINTS = 8.0
"""Size of the text."""
HATCH = "////"
DOTS_PER_INCH = 200
_SETTINGS = {
    "font.size": POINTS,
    "font.family": "DejaVu Sans",
    "svg.fonttype": "path",
    "svg.hashsalt": "tracker",
    "hatch.linewidth": 0.5,
    "axes.linewidth": 0.6,
}


def new_figure(width: float, height: float) -> Figure:
    """A figure of a size in inches, laid out so that nothing is cut."""
    return Figure(figsize=(width, height), layout="constrained")


def caption_of(figure: Figure, text: str) -> None:
    """Write below everything whose figure it is, and as of when."""
    figure.supxlabel(text, fontsize=POINTS - 2, color=QUIET, x=0.01, ha="left")


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
