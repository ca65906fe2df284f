"""Texts of a figure, measured: how wide they are, broken into lines of a width. Refuses to estimate by counting letters."""

from functools import lru_cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

FAMILY = "DejaVu Sans"
"""Comes with matplotlib, so that a figure is the same on every machine."""
_POINTS_AN_INCH = 72.0
_LINE = 1.3
"""From line to line, in heights of the letters."""


@lru_cache(maxsize=4096)
def width_of(text: str, points: float) -> float:
    """Inches that a text takes in one line.

    >>> 0.2 < width_of("PD1", 9) < 0.3
    True
    """
    font = FontProperties(family=FAMILY, size=points)
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) / _POINTS_AN_INCH


def line_height(points: float) -> float:
    """Inches from one line to the next."""
    return points * _LINE / _POINTS_AN_INCH


def wrapped(text: str, room: float, points: float, joint: str = " ") -> list[str]:
    """Break a text at its joints into lines of a width in inches, inside of a part only where that alone is wider.

    >>> wrapped("one · two · three", 0.8, 9, " · ")
    ['one · two', 'three']
    """
    lines: list[str] = []
    for part in text.split(joint):
        if lines and width_of(f"{lines[-1]}{joint}{part}", points) <= room:
            lines[-1] = f"{lines[-1]}{joint}{part}"
            continue
        pieces = [part] if joint == " " or width_of(part, points) <= room else wrapped(part, room, points)
        lines.extend(cut for piece in pieces for cut in _broken(piece, room, points))
    return lines


def _broken(word: str, room: float, points: float) -> list[str]:
    """A word in pieces that have room; a letter alone is as wide as it is."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and width_of(pieces[-1] + letter, points) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces
