import pytest
from wcwidth import wcwidth

from tracker.projections.picture import MilestoneKind
from tracker.tui.glyphs import GLYPHS, GlyphSet, signs_of


@pytest.mark.parametrize("name", list(GlyphSet))
def test_every_sign_is_one_cell_wide(name: GlyphSet) -> None:
    assert {sign: wcwidth(sign) for sign in signs_of(GLYPHS[name]) if wcwidth(sign) != 1} == {}


@pytest.mark.parametrize("name", list(GlyphSet))
def test_every_milestone_has_a_sign_of_its_own(name: GlyphSet) -> None:
    stones = GLYPHS[name].milestones
    assert set(stones) == set(MilestoneKind)
    assert len(set(stones.values())) == len(stones)


@pytest.mark.parametrize("name", list(GlyphSet))
def test_there_is_a_sign_for_every_combination_of_dots(name: GlyphSet) -> None:
    glyphs = GLYPHS[name]
    assert len(glyphs.dot_cells) == 2 ** (glyphs.dots_wide * glyphs.dots_high)
    assert len(set(glyphs.dot_cells)) == len(glyphs.dot_cells)


def test_the_ascii_set_is_ascii() -> None:
    assert signs_of(GLYPHS[GlyphSet.ASCII]).isascii()
