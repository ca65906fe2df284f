"""Every color of the screens, by what it means; Okabe-Ito, so that color-blind readers tell them apart.

Refuses to carry meaning alone: whatever has a color here also has a letter, a glyph or a place.
"""

from functools import lru_cache
from typing import NamedTuple

from tracker.projections.picture import BandKind


class Paint(NamedTuple):
    """How a cell is painted; an empty color is that of the page."""

    fg: str = ""
    bg: str = ""
    bold: bool = False
    reverse: bool = False


def blend(color: str, base: str, share: float) -> str:
    """Mix two `#rrggbb` colors; `share` is how much of the first, from 0 to 1."""
    mixed = (round(int(color[i : i + 2], 16) * share + int(base[i : i + 2], 16) * (1 - share)) for i in range(1, 7, 2))
    return "#" + "".join(f"{part:02x}" for part in mixed)


PAGE = "#101418"
BLACK = "#000000"
WHITE = "#e6e9ec"
ORANGE = "#e69f00"
SKY = "#56b4e9"
GREEN = "#009e73"
YELLOW = "#f0e442"
BLUE = "#0072b2"
VERMILION = "#d55e00"
PURPLE = "#cc79a7"
ROSE = "#efc3dc"
"""Purple made light: what purple stands for, with something else."""
GRAY = "#8a939b"
PALE = "#c6cdd3"
"""Gray made light: a treatment, but of what is not known."""

FAINT_GRAY = blend(GRAY, PAGE, 0.45)
HEADER = "#14324c"
FOOTER = "#1b242c"

TEXT = Paint(WHITE)
STRONG = Paint(WHITE, bold=True)
SPARK = Paint(blend(SKY, PAGE, 0.75))
CURVE = Paint(blend(WHITE, PAGE, 0.72))
QUIET = Paint(GRAY)
FAINT = Paint(FAINT_GRAY)
BORDER = Paint(blend(SKY, PAGE, 0.4))
TITLE = Paint(blend(SKY, WHITE, 0.7))
KEY = Paint(ORANGE, FOOTER, bold=True)
KEY_LABEL = Paint(WHITE, FOOTER)
IDENTITY = Paint(WHITE, HEADER)
IDENTITY_STRONG = Paint(WHITE, HEADER, bold=True)
BADGE_NOW = Paint(HEADER, WHITE, bold=True)
BADGE_THEN = Paint(BLACK, YELLOW, bold=True)
ALARM = Paint(blend(ORANGE, WHITE, 0.85), HEADER, bold=True)
WARNING = Paint(ORANGE)
WORSE = Paint(blend(VERMILION, WHITE, 0.8), bold=True)
HIGH = Paint(ORANGE, bold=True)
LOW = Paint(SKY, bold=True)
CURSOR = Paint(YELLOW, bold=True)
CURSOR_BLOCK = Paint(BLACK, YELLOW, bold=True)
CURSOR_TINT = blend(YELLOW, PAGE, 0.22)
PROGRESSION = Paint(blend(VERMILION, WHITE, 0.85), bold=True)
SELECTED_BG = blend(YELLOW, PAGE, 0.2)
PASSAGE = Paint(WHITE, SELECTED_BG, bold=True)

BANDS = {
    BandKind.CHEMOTHERAPY: BLUE,
    BandKind.IMMUNOTHERAPY: GREEN,
    BandKind.CHEMOIMMUNOTHERAPY: SKY,
    BandKind.TARGETED: PURPLE,
    BandKind.TARGETED_COMBINATION: ROSE,
    BandKind.RADIOTHERAPY: ORANGE,
    BandKind.OTHER: GRAY,
    BandKind.UNLISTED: PALE,
}


@lru_cache(maxsize=256)
def band_ground(kind: BandKind, number: int, *, ghost: bool = False) -> str:
    """The background of a treatment in the chart; every other one is darker, so that neighbors can be told apart."""
    return blend(BANDS[kind], PAGE, (0.12 if ghost else 0.32) - 0.1 * (number % 2) * (not ghost))


@lru_cache(maxsize=256)
def band_block(kind: BandKind, number: int, *, ghost: bool = False) -> str:
    """The background of a treatment in a lane, stronger than in the chart."""
    return blend(BANDS[kind], PAGE, (0.16 if ghost else 0.55) - 0.15 * (number % 2) * (not ghost))


def hatch_ink(kind: BandKind, *, ghost: bool = False) -> str:
    """The color of the hatching of a doubtful treatment, over its background in the chart."""
    return blend(BANDS[kind], PAGE, 0.2 if ghost else 0.42)


def band_ink(kind: BandKind, *, ghost: bool = False) -> str:
    """The color of a treatment's name over its own background."""
    return blend(BANDS[kind], PAGE, 0.5) if ghost else blend(BANDS[kind], WHITE, 0.55)
