"""Panels with more lines than rows: every line is begun, no sign of one is lost, the selected one is whole."""

from collections import Counter
from functools import cache, partial

import pytest
from msgspec.structs import replace

from tests.faces.screens import bundled_library
from tracker.tui import palette
from tracker.tui.board import Board
from tracker.tui.focus import at_line, lines_of
from tracker.tui.glyphs import GLYPHS, GlyphSet
from tracker.tui.loading import reel_of
from tracker.tui.panels import flow
from tracker.tui.reel import Cursor, Panel, Reel
from tracker.tui.room import Drawn, Numbered, Room, fitted

GLYPH_SET = GLYPHS[GlyphSet.BRAILLE]
SIGNS = {"yet?", "NEW", "GONE", "✎", "!"}
WIDTH, ROWS = 34, 11


def line(number: int, words: int, sign: str = "!") -> Drawn:
    text = " ".join(f"word{word}" for word in range(words))
    pieces = (text, palette.TEXT), (sign, palette.WORSE)
    return Drawn(number=number, pieces=pieces, draw=partial(flow, width=12), signs=frozenset((sign,)))


def texts(rows: list[Numbered]) -> dict[int | None, str]:
    said: dict[int | None, str] = {}
    for number, row in rows:
        said[number] = f"{said.get(number, '')} {' '.join(text for _, text, _ in row)}".strip()
    return said


def test_lines_that_fit_are_whole() -> None:
    assert fitted([line(0, 6), line(1, 6)], Room(rows=8)) == fitted([line(0, 6), line(1, 6)])


def test_a_long_line_ends_before_a_short_one_loses_a_word() -> None:
    said = texts(fitted([line(0, 20), line(1, 4)], Room(rows=6)))
    assert said == {0: "word0 word1 word2 word3 word4 … !", 1: "word0 word1 word2 word3 !"}


def test_what_is_cut_keeps_two_rows_and_its_sign() -> None:
    rows = fitted([line(number, 20) for number in range(9)], Room(rows=4))
    assert Counter(number for number, _ in rows) == dict.fromkeys(range(9), 2)
    assert set(texts(rows).values()) == {"word0 word1 word2 … !"}


def test_the_selected_line_is_whole() -> None:
    rows = fitted([line(0, 20), line(1, 20)], Room(rows=4, selected=1))
    assert texts(rows)[1] == texts(fitted([line(1, 20)]))[1]
    assert "…" in texts(rows)[0]


def signs_of(said: str, panel: Panel) -> list[str]:
    """The signs of a line, but not those of what it was before, as the state tells."""
    own = said.partition(" was ")[0] if panel is Panel.STATE else said
    return [word for word in own.split() if word in SIGNS]


@cache
def reel(name: str) -> Reel:
    return reel_of(name, bundled_library().case(name))


@pytest.mark.parametrize("name", ["npc-1", "npc-2"])
def test_at_every_month_a_crowded_panel_begins_every_line_and_keeps_its_signs(name: str) -> None:
    for index in range(len(reel(name).now)):
        board = Board(reel=reel(name), cursor=Cursor(index=index), glyphs=GLYPH_SET)
        for panel in Panel:
            whole, cut = board.panes.rows(panel, WIDTH), board.panes.rows(panel, WIDTH, ROWS)
            assert {number for number, _ in cut} == {number for number, _ in whole}
            for number, said in texts(cut).items():
                before = texts(whole)[number]
                assert signs_of(said, panel) == signs_of(before, panel)
                labels = {line.label for line in board.sheet.state}
                assert {word for word in said.split() if word not in labels} <= {*before.split(), "…"}


@pytest.mark.parametrize("name", ["npc-1", "npc-2"])
def test_at_every_month_a_selected_line_is_read_whole(name: str) -> None:
    for index in range(len(reel(name).now)):
        cursor = Cursor(index=index)
        board = Board(reel=reel(name), cursor=cursor, glyphs=GLYPH_SET)
        for panel in Panel:
            whole = texts(board.panes.rows(panel, WIDTH))
            for number in range(len(lines_of(board.sheet, panel))):
                chosen = replace(board, cursor=at_line(cursor, board.sheet, panel, number))
                assert texts(chosen.panes.rows(panel, WIDTH, ROWS))[number].endswith(whole[number].split(" ", 1)[1])
