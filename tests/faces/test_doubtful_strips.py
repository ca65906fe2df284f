"""A treatment that is not stated as given: seen in a strip of one row, in every set of signs and every theme."""

import pytest
from msgspec.structs import replace

from tests.faces.pictures import LAST, MONTH, PICTURE
from tracker.projections.picture import BandKind
from tracker.tui.glyphs import GLYPHS, GlyphSet
from tracker.tui.grid import Grid
from tracker.tui.legend import signs
from tracker.tui.palette import PAGE
from tracker.tui.swimmer import SHOWN, draw_strip, legend, scale_of
from tracker.tui.themes import Theme, themed

LEAST_CONTRAST = 3.0
"""Of a sign against its ground (WCAG 2.2, 1.4.11)."""


def luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def strip(name: GlyphSet, kind: BandKind = BandKind.OTHER, months: float = 3, *, doubtful: bool = True) -> Grid:
    band = replace(PICTURE.bands[0], kind=kind, start=8 * MONTH, stop=(8 + months) * MONTH, doubtful=doubtful)
    grid = Grid(60, 1)
    picture = replace(PICTURE, bands=(band,))
    draw_strip(grid, 0, picture, scale_of(0, LAST, 2, 50), SHOWN, GLYPHS[name])
    return grid


@pytest.mark.parametrize("name", list(GlyphSet))
@pytest.mark.parametrize("months", [1.1, 2, 3, 10])
def test_a_doubtful_treatment_of_two_cells_shows_its_doubt_though_a_progression_moves_its_letter(
    name: GlyphSet, months: float
) -> None:
    assert GLYPHS[name].doubt in strip(name, months=months).row_text(0)
    assert GLYPHS[name].doubt not in strip(name, months=months, doubtful=False).row_text(0)


@pytest.mark.parametrize("theme", [Theme.DARK, Theme.LIGHT, Theme.CONTRAST])
@pytest.mark.parametrize("kind", list(BandKind))
def test_its_hatching_stands_out_from_its_ground_in_every_theme(theme: Theme, kind: BandKind) -> None:
    grid = strip(GlyphSet.BRAILLE, kind)
    paints = [paint for char, paint in grid.rows[0] if char == GLYPHS[GlyphSet.BRAILLE].doubt]
    assert paints
    for paint in paints:
        ink, ground = luminance(themed(paint.fg, theme)), luminance(themed(paint.bg or PAGE, theme, ground=True))
        assert (max(ink, ground) + 0.05) / (min(ink, ground) + 0.05) >= LEAST_CONTRAST


@pytest.mark.parametrize("name", list(GlyphSet))
def test_the_legends_name_its_sign(name: GlyphSet) -> None:
    glyphs = GLYPHS[name]
    assert f"{glyphs.doubt} not stated" in [text for text, _ in legend(glyphs)]
    named = dict(signs(glyphs))
    for heading in ("Treatment", "Strips"):
        assert any(meaning.startswith(f"{glyphs.doubt} not stated whether") for meaning in named[heading])
