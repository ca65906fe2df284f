"""Themes: how the colors of the palette are told to a terminal or a file. Refuses a theme in which a color alone says something.

The screens draw in the colors of the palette, whatever the theme. On the way out each is moved along its lightness alone, so
that hues stay those that color-blind readers tell apart (Okabe and Ito); without color, what stood on a ground of its own is
shown in reverse.
"""

from collections.abc import Iterator
from colorsys import hls_to_rgb, rgb_to_hls
from enum import StrEnum
from functools import lru_cache

from rich.color import Color, ColorSystem

from tracker.tui import palette

Rgb = tuple[int, int, int]


class Theme(StrEnum):
    """How colors are told."""

    DARK = "dark"
    LIGHT = "light"
    CONTRAST = "contrast"
    NONE = "none"
    """No color at all, as NO_COLOR asks for (https://no-color.org)."""


_SOLID = frozenset({palette.HEADER, palette.SELECTED_BG, palette.YELLOW, palette.WHITE})
"""Grounds that mark a row or a badge; without color these are shown in reverse."""
_INK_OF_CONTRAST, _GROUND_OF_CONTRAST = 0.74, 0.3
"""With high contrast inks are at least this light, and grounds darker than this are darkened by half."""
_BLACK, _DIM = 0.05, 0.16
"""Luminances below which an ink is meant to be dark on a bright ground, or dim on the page."""
_BRIGHT = 0.5
_MOST_OF_LIGHT = 0.075
"""Luminance of what is read on a light page, at most: 4.5 to 1 against the page and the header (WCAG 2.2, 1.4.3)."""
_STEEPNESS, _DARKER = 1.3, 0.75
"""Of the lightness of a light theme; a bright ground must carry white."""


def themed(color: str, theme: Theme, *, ground: bool = False) -> str:
    """A `#rrggbb` of the palette as the theme tells it.

    >>> themed("#101418", Theme.LIGHT, ground=True), themed("#101418", Theme.DARK)
    ('#e0e5ea', '#101418')
    """
    rgb = (int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16))
    red, green, blue = _moved(rgb, theme, ground=ground)
    return f"#{red:02x}{green:02x}{blue:02x}"


@lru_cache(maxsize=4096)
def _moved(rgb: Rgb, theme: Theme, *, ground: bool) -> Rgb:
    hue, light, saturation = rgb_to_hls(*(part / 255 for part in rgb))
    was = _luminance(rgb)
    match theme:
        case Theme.LIGHT:
            light = (1 - light) ** _STEEPNESS * (_DARKER if ground and was > _BRIGHT else 1)
        case Theme.CONTRAST if ground:
            light = light / 2 if light < _GROUND_OF_CONTRAST else light
        case Theme.CONTRAST:
            light = max(light, _INK_OF_CONTRAST) if was > _BLACK else 0.0
        case _:
            return rgb
    moved = _rgb_of(hue, light, saturation)
    while theme is Theme.LIGHT and not ground and was > _DIM and _luminance(moved) > _MOST_OF_LIGHT:
        light *= 0.95
        moved = _rgb_of(hue, light, saturation)
    return moved


def _rgb_of(hue: float, light: float, saturation: float) -> Rgb:
    red, green, blue = (round(part * 255) for part in hls_to_rgb(hue, light, saturation))
    return red, green, blue


def _luminance(rgb: Rgb) -> float:
    """Relative luminance as WCAG 2.2 defines it, from 0 to 1."""
    parts = (part / 255 for part in rgb)
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)  # noqa: PLR2004 - as defined
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@lru_cache(maxsize=4096)
def themed_style(parameters: str, theme: Theme) -> str:
    """The parameters of a style, as a terminal is sent them, in the theme.

    >>> themed_style("1;38;2;230;233;236;48;2;20;50;76", Theme.NONE)
    '1;7'
    >>> themed_style("38;5;231;48;5;16", Theme.LIGHT)
    '38;5;16;48;5;231'
    """
    if theme is Theme.DARK or not parameters:
        return parameters
    parts: list[str] = []
    for part in _parts(parameters):
        if len(part) == 1 or part[0] not in ("38", "48"):
            if theme is not Theme.NONE or not _is_color(part[0]):
                parts.extend(part)
        elif theme is not Theme.NONE:
            parts.extend(_recolored(part, theme))
        elif part[0] == "48" and _hex(part) in _SOLID and "7" not in parts:
            parts.append("7")
    return ";".join(parts)


def _parts(parameters: str) -> Iterator[tuple[str, ...]]:
    """The parameters, those that make up one color together."""
    rest = parameters.split(";")
    while rest:
        length = {"5": 3, "2": 5}.get(rest[1], 1) if rest[0] in ("38", "48") and len(rest) > 1 else 1
        yield tuple(rest[:length])
        rest = rest[length:]


def _is_color(parameter: str) -> bool:
    number = int(parameter or 0)
    return 30 <= number <= 49 or 90 <= number <= 107  # noqa: PLR2004 - the colors of ECMA-48 and of aixterm


def _hex(part: tuple[str, ...]) -> str:
    red, green, blue = _rgb(part)
    return f"#{red:02x}{green:02x}{blue:02x}"


def _rgb(part: tuple[str, ...]) -> Rgb:
    if part[1] == "2":
        return int(part[2]), int(part[3]), int(part[4])
    told = Color.from_ansi(int(part[2])).get_truecolor()
    return told.red, told.green, told.blue


def _recolored(part: tuple[str, ...], theme: Theme) -> tuple[str, ...]:
    red, green, blue = _moved(_rgb(part), theme, ground=part[0] == "48")
    if part[1] == "2":
        return part[0], "2", str(red), str(green), str(blue)
    number = Color.from_rgb(red, green, blue).downgrade(ColorSystem.EIGHT_BIT).number
    return part[0], "5", str(number)
