import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.faces.cases import aged
from tracker.projections.moments import age_text
from tracker.projections.sheet import LabLine, StateLine
from tracker.tui import palette
from tracker.tui.glyphs import GLYPHS, GlyphSet
from tracker.tui.grid import Grid, clean, wrap
from tracker.tui.lab_panel import numbered_lab_rows, spark
from tracker.tui.panels import draw_rows, flow, numbered_state_rows
from tracker.tui.room import Room

GLYPH_SET = GLYPHS[GlyphSet.BRAILLE]
WORDS = st.text(st.sampled_from("ab cé"), max_size=40)


@given(st.lists(WORDS, max_size=5), st.integers(4, 40), st.integers(0, 3))
@settings(max_examples=80)
def test_flowing_text_loses_no_character_and_stays_inside(texts: list[str], width: int, indent: int) -> None:
    rows = flow([(text, palette.TEXT) for text in texts], width, indent)
    assert all(x + len(text) <= width for row in rows for x, text, _ in row)
    assert "".join("".join(t for _, t, _ in row) for row in rows).replace(" ", "") == "".join(texts).replace(" ", "")


@given(WORDS, st.integers(1, 30))
@settings(max_examples=80)
def test_wrapping_keeps_every_word_in_its_lines(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(st.text(max_size=30), st.integers(0, 12))
@settings(max_examples=80)
def test_no_text_steers_the_terminal_or_leaves_its_row(text: str, x: int) -> None:
    grid = Grid(10, 2)
    grid.put(x, 0, text)
    assert not any(ord(char) < 32 for cell, _ in grid.rows[0] for char in cell)
    assert len(grid.rows[0]) == 10
    assert grid.strip(0).cell_length == 10
    assert grid.row_text(1) == ""


def test_a_wide_character_takes_two_cells() -> None:
    grid = Grid(4, 1)
    assert grid.put(0, 0, "鼻a咽") == 3
    assert grid.row_text(0) == "鼻a"


def test_a_control_character_is_shown_as_a_sign() -> None:
    assert clean("a\tb\x1b") == "a·b·"


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (-0.1, "0 d"),
        (0.4, "0 d"),
        (0.5, "1 d"),
        (44.9, "45 d"),
        (60.8, "61 d"),
        (60.875, "2 mo"),
        (243.5, "8 mo"),
        (730.5, "24 mo"),
    ],
)
def test_ages_are_days_up_to_two_months_then_whole_months(days: float, text: str) -> None:
    assert age_text(days) == text


def test_a_sparkline_rises_with_the_values() -> None:
    assert spark([1, 2, 3], GLYPH_SET) == "▁▅█"
    assert spark([7, 7, 7], GLYPH_SET) == "▁▁▁"


def test_no_sparkline_is_drawn_from_two_results() -> None:
    assert spark([2620, 2400], GLYPH_SET) == ""


def test_a_ripple_does_not_fill_a_sparkline() -> None:
    assert spark([100, 99, 98], GLYPH_SET) == "▂▁▁"


def test_a_rise_of_twenty_times_is_seen_beside_a_fall_of_thousands_in_copies() -> None:
    assert spark([615000, 131, 2630], GLYPH_SET) == "█▁▃"
    assert spark([2620, 2500, 2400], GLYPH_SET, "copies/mL") == "▁▁▁"


def test_lines_of_one_label_name_it_once() -> None:
    lines = [StateLine(label="Lesions", text="one"), StateLine(label="Lesions", text="two")]
    rows = [row for _, row in numbered_state_rows(lines, 30)]
    assert [row[0][1] for row in rows] == ["Lesions", ""]


def test_what_no_column_holds_stands_in_rows_of_its_own() -> None:
    long = LabLine(analyte="a very long analyte", value="61", unit="g/L", flag="L", grade="G1 by word", **aged(3))
    rows = [" ".join(text for _, text, _ in row) for _, row in numbered_lab_rows([long], 40, GLYPH_SET)]
    assert rows[1:3] == ["a very long analyte", "61 g/L L 3 d G1 by word"]


def test_an_age_never_stands_before_the_word_that_it_is_of() -> None:
    """`LDH 9 mo normal` would say that LDH was normal for nine months."""
    line = LabLine(analyte="LDH", value="“normal”", unit="", **aged(270), this_month=True)
    for width in (24, 40, 60):
        rows = [" ".join(text for _, text, _ in row) for _, row in numbered_lab_rows([line], width, GLYPH_SET)]
        assert rows == ["LDH 9 mo", "“normal”"]


def test_no_results_at_all_are_none_this_month() -> None:
    assert [t for _, row in numbered_lab_rows([], 30, GLYPH_SET) for _, t, _ in row] == ["– none this month"]


def test_the_word_of_the_source_stands_beside_its_number_at_every_width() -> None:
    peak = LabLine(analyte="EBV-DNA", value="2.40e3", unit="copies/mL", word="peak", **aged(20), this_month=True)
    for width in (24, 36, 60, 90):
        text = " ".join(t for _, row in numbered_lab_rows([peak], width, GLYPH_SET) for _, t, _ in row)
        assert "“peak”" in text


def test_a_flag_says_what_it_rests_on() -> None:
    lines = [
        LabLine(analyte="Hb", value="61", unit="g/L", flag="L", flag_basis="anemia", word="anemia", grade="G3"),
        LabLine(analyte="ALT", value="90", unit="U/L", flag="H", flag_basis="reference range"),
        LabLine(analyte="AST", value="91", unit="U/L", flag="H", flag_basis="high"),
    ]
    rows = [" ".join(text for _, text, _ in row) for _, row in numbered_lab_rows(lines, 60, GLYPH_SET)]
    assert rows[1:4] == ["Hb 61 g/L L G3 “anemia”", "ALT 90 U/L H by range", "AST 91 U/L H (high)"]


def test_results_in_words_keep_analyte_and_age_in_their_columns() -> None:
    lines = [
        LabLine(analyte="EBV-DNA", value="2.63e3", unit="", **aged(3), this_month=True),
        LabLine(analyte="kidney function", value="“generally normal”", unit="", **aged(240)),
    ]
    rows = [row for _, row in numbered_lab_rows(lines, 40, GLYPH_SET)]
    assert {x + len(text) for row in rows for x, text, _ in row if text in ("3 d", "7 mo")} == {19}


def test_what_changed_comes_first_where_not_all_has_room() -> None:
    lines = [
        StateLine(label="Stage", text="IVB", **aged(240)),
        StateLine(label="Line", text="2", was="1"),
        StateLine(label="Lesions", text="clivus", **aged(240)),
        StateLine(label="Lesions", text="axillary node", mark="NEW", **aged(3)),
        StateLine(label="Progress", text="PD1", **aged(3)),
    ]
    order = [row[1][1] for _, row in numbered_state_rows(lines, 40, room=Room(rows=3), fresh=30)]
    assert order == ["axillary node", "2", "PD1", "IVB", "clivus"]
    assert [row[1][1] for _, row in numbered_state_rows(lines, 40, room=Room(rows=5), fresh=30)] == [
        line.text for line in lines
    ]


def test_a_row_under_the_hint_for_more_ends_in_an_ellipsis() -> None:
    grid = Grid(20, 2)
    draw_rows(grid, [((0, "x" * 20, palette.TEXT),)] * 5, (0, 0, 20, 2), 0, GLYPH_SET)
    assert grid.text() == "x" * 20 + "\n" + "x" * 15 + "… ↓3"
