"""Help is read to its last word: nothing of it is cut at the end of a column or of the screen."""

import pytest

from tests.faces.screens import on_screen, settled, text_of
from tracker.tui.command import Place
from tracker.tui.glyphs import GLYPHS, GlyphSet
from tracker.tui.help import help_lines, key_rows
from tracker.tui.legend import sign_rows
from tracker.tui.modal import text_of as drawn

PLACES = tuple(place for place in Place if help_lines(place))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("writable", [True, False])
def test_no_help_of_a_key_is_cut_at_any_width(place: Place, writable: bool) -> None:
    lines = help_lines(place, writable=writable)
    for width in range(30, 141):
        rows = key_rows(lines, width)
        for row in rows:
            ends = [x + len(text) for x, text, _ in row]
            begins = [x for x, _, _ in row]
            assert all(end < begin for end, begin in zip(ends, begins[1:], strict=False)), (width, row)
            assert max(ends, default=0) <= width, (width, row)
        middle = max(x for x, text, _ in rows[0] if text in dict(lines))
        left = [text for row in rows for x, text, _ in row if x < middle]
        right = [text for row in rows for x, text, _ in row if x >= middle]
        said = " ".join(left + right)
        assert said == " ".join(f"{keys} {what}" for keys, what in lines), width


@pytest.mark.parametrize("glyphs", GlyphSet)
def test_no_explanation_of_a_sign_is_cut_at_any_width(glyphs: GlyphSet) -> None:
    for width in range(40, 141):
        rows = sign_rows(GLYPHS[glyphs], width)
        words = " ".join(text for row in rows for _, text, _ in row).split()
        assert drawn(rows, width).split() == words


@pytest.mark.parametrize("number", "123456")
async def test_the_help_of_every_screen_shows_its_keys_to_their_last_word(number: str) -> None:
    place = list(Place)[int(number) - 1]
    async with on_screen(Place.CASES, size=(120, 44)) as pilot:
        if number != "1":
            await pilot.press(number)
        await settled(pilot)
        if place is Place.SQL:
            await pilot.press("escape")
        await pilot.press("question_mark")
        for size in ((120, 44), (80, 44), (70, 44)):
            await pilot.resize_terminal(*size)
            await pilot.press(*["pageup"] * 4)
            pages = []
            for _ in range(4):
                await settled(pilot)
                pages.append(text_of(pilot.app))
                await pilot.press("pagedown")
            words = f" {' '.join(' '.join(pages).split())} "
            for keys, what in help_lines(place, writable=False):
                assert f" {keys} " in words
                assert all(f" {word} " in words for word in what.split()), what


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (60, 24)], ids=str)
async def test_what_sql_says_before_a_query_is_whole(size: tuple[int, int]) -> None:
    async with on_screen(Place.CASES, size=size) as pilot:
        await pilot.press("5")
        await settled(pilot)
        words = " ".join(text_of(pilot.app).split())
        for said in ("examples first of all.", "writes a name into the query.", "and ? says more."):
            assert said in words
