"""Themes: hues stay, contrast holds, and without color nothing that a color marked is lost."""

from colorsys import rgb_to_hls

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.style import Style
from textual.drivers.headless_driver import HeadlessDriver
from textual.filter import Monochrome
from textual.strip import Strip

from tests.faces.cases import MadeUpLibrary
from tracker.tui import palette
from tracker.tui.app import TrackerApp
from tracker.tui.desk import Look
from tracker.tui.output import terse
from tracker.tui.palette import Paint
from tracker.tui.themes import Theme, themed, themed_style

PAINTS = {name: paint for name, paint in vars(palette).items() if isinstance(paint, Paint)}
READ = sorted(name for name in PAINTS if name not in {"FAINT", "BORDER", "CURSOR_BLOCK"})
"""What is read; borders and what is dimmed on purpose need less."""
SYSTEMS = st.sampled_from([ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT, ColorSystem.STANDARD])
COLORS = st.none() | st.from_regex("#[0-9a-f]{6}", fullmatch=True)


def luminance(color: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(paint: Paint, theme: Theme) -> float:
    ink = luminance(themed(paint.fg or palette.WHITE, theme))
    ground = luminance(themed(paint.bg or palette.PAGE, theme, ground=True))
    return (max(ink, ground) + 0.05) / (min(ink, ground) + 0.05)


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("theme", [Theme.DARK, Theme.LIGHT, Theme.CONTRAST])
def test_every_text_stands_out_from_its_ground(name: str, theme: Theme) -> None:
    assert contrast(PAINTS[name], theme) >= (7 if theme is Theme.CONTRAST else 4.5)


@given(st.from_regex("#[0-9a-f]{6}", fullmatch=True), st.booleans())
def test_a_theme_keeps_the_hue(color: str, ground: bool) -> None:
    def hue(rgb: str) -> tuple[float, float]:
        found = rgb_to_hls(*(int(rgb[i : i + 2], 16) / 255 for i in (1, 3, 5)))
        return found[0], found[2]

    before = hue(color)
    for theme in (Theme.LIGHT, Theme.CONTRAST):
        after = hue(themed(color, theme, ground=ground))
        # Near black and white a byte is too coarse to hold a hue.
        if min(before[1], after[1]) > 0.5 and 0.2 < luminance(themed(color, theme, ground=ground)) < 0.8:
            assert min(abs(before[0] - after[0]), 1 - abs(before[0] - after[0])) < 0.05


@given(COLORS, COLORS, st.booleans(), SYSTEMS)
def test_without_color_no_color_is_told(ink: str | None, ground: str | None, bold: bool, system: ColorSystem) -> None:
    told = Strip.render_style(Style(color=ink, bgcolor=ground, bold=bold), "x", system)
    sent: list[str] = []

    class Driver(HeadlessDriver):
        def write(self, data: str) -> None:
            sent.append(data)

    terse(Driver, Theme.NONE).write(object.__new__(Driver), told)
    screen = pyte.Screen(4, 1)
    pyte.Stream(screen).feed("".join(sent))
    cell = screen.buffer[0][0]
    assert (cell.data, cell.fg, cell.bg, cell.bold) == ("x", "default", "default", bold)


@pytest.mark.parametrize("paint", ["IDENTITY", "BADGE_NOW", "BADGE_THEN", "CURSOR_BLOCK"])
def test_without_color_a_badge_is_shown_in_reverse(paint: str) -> None:
    its = PAINTS[paint]
    red, green, blue = (int(its.bg[i : i + 2], 16) for i in (1, 3, 5))
    assert themed_style(f"48;2;{red};{green};{blue}", Theme.NONE) == "7"


def test_the_answer_of_the_library_to_no_color_is_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = TrackerApp(MadeUpLibrary(), look=Look(theme=Theme.NONE))
    assert not [each for each in app._filters if isinstance(each, Monochrome)]
