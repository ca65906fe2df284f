"""Tables for people, JSON and CSV for machines."""

import csv
import io
import itertools
import json
import math
import re
from contextlib import redirect_stdout

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.adapters.spreadsheet import csv_rows
from tracker.cli.tables import UNSAFE, Stored, as_json, json_rows, rounded
from tracker.cli.text import HELD_CELLS, LONGEST_CELL, Layout, text_rows, width_of, wrapped

WORDS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=60)
NAMES = ("key", "month", "what")
ROWS = st.lists(
    st.fixed_dictionaries({"key": WORDS, "month": st.none() | st.integers(-9, 99), "what": WORDS}), max_size=6
)


@given(ROWS, st.integers(30, 200))
def test_no_line_of_a_table_is_wider_than_the_terminal_or_holds_a_control_character(
    rows: list[dict[str, object]], width: int
) -> None:
    for line in text_rows(NAMES, rows, Layout(wrap=("what",)), width=width):
        assert width_of(line) <= width
        assert UNSAFE.search(line) is None


@given(WORDS, st.integers(2, 40))
def test_wrapping_loses_no_word(text: str, width: int) -> None:
    text = " ".join(text.split())
    lines = list(wrapped(text, width))
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width_of(line) <= width for line in lines)


@given(ROWS)
def test_json_rows_are_json_whatever_the_data(rows: list[dict[str, object]]) -> None:
    text = "\n".join(json_rows(rows))
    assert json.loads(text) == rows
    assert UNSAFE.search(text.replace("\n", "")) is None


@given(ROWS)
def test_csv_rows_are_read_back_by_any_reader_and_start_no_formula(rows: list[dict[str, object]]) -> None:
    text = "\n".join(csv_rows(NAMES, rows))
    read = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(read) == len(rows)
    for found, row in zip(read, rows, strict=True):
        assert found["key"].removeprefix("'") == str(row["key"]).removeprefix("'")
        assert not found["key"].startswith(("=", "+", "-", "@"))
        assert found["month"] == ("" if row["month"] is None else str(row["month"]))


def test_numbers_stand_to_the_right_and_titles_above_their_column() -> None:
    rows = [{"key": "dx", "day": 0.0, "text": "a"}, {"key": "l1-c2", "day": 123.456, "text": "b"}]
    assert list(text_rows(("key", "day", "text"), rows, width=40)) == [
        "key       day  text",
        "─────  ──────  ────",
        "dx       0.00  a",
        "l1-c2  123.46  b",
    ]


def test_free_text_goes_on_in_the_next_line() -> None:
    rows = [{"key": "ct", "what": "CT: new axillary node, 24 mm, side not stated, axis not stated"}]
    assert list(text_rows(("key", "what"), rows, Layout(wrap=("what",)), width=34))[2:] == [
        "ct   CT: new axillary node, 24 mm,",
        "     side not stated, axis not",
        "     stated",
    ]


def test_where_room_is_scarce_spare_columns_go_before_a_key_is_cut() -> None:
    rows = [{"key": "a-rather-long-key", "type": "performance-assessed", "what": "ECOG 2", "reading": ""}]
    layout = Layout(wrap=("what",), spare=("type", "reading"))
    wide, narrow = (next(iter(text_rows(tuple(rows[0]), rows, layout, width=width))).split() for width in (60, 30))
    assert (wide, narrow) == (["key", "type", "what"], ["key", "what"])


def test_a_query_shows_values_as_they_are_stored() -> None:
    lines = list(text_rows(("day", "x"), [{"day": 227.53125, "x": None}], Layout(exact=True), width=40))
    assert lines[-1].split() == ["227.53125", "NULL"]


@pytest.mark.parametrize("name", ["day", "start_day", "day_latest", "excess_months", "known_month"])
def test_only_times_are_rounded(name: str) -> None:
    assert rounded(name, 1.23456) == 1.23
    assert rounded("value", 1.23456) == 1.23456
    assert rounded(name, -0.001) == 0.0
    assert math.copysign(1, float(str(rounded(name, -0.001)))) == 1


def test_json_has_no_infinity() -> None:
    assert json.loads(as_json({"a": math.inf, "b": 1.5})) == {"a": "inf", "b": 1.5}


def test_stored_json_keeps_its_digits_on_one_line_and_steers_no_terminal() -> None:
    stored = Stored('{"n": 1.50,\n"t": "\u202e\x7fä\u2028"}')
    text = as_json({"payload": stored, "n": 1})
    assert text == '{"payload": {"n": 1.50, "t": "\\u202e\\u007fä\u2028"}, "n": 1}'
    with redirect_stdout(io.TextIOWrapper(io.BytesIO(), encoding="ascii")):
        in_ascii = as_json({"payload": stored, "n": 1})
    assert in_ascii.isascii()
    assert json.loads(in_ascii) == json.loads(text)


def test_rows_without_end_are_laid_out_as_they_come() -> None:
    lines = text_rows(("i",), ({"i": number} for number in itertools.count()), Layout(exact=True))
    assert next(itertools.islice(lines, 2 * HELD_CELLS, None)).split() == [str(2 * HELD_CELLS - 2)]


@pytest.mark.parametrize("value", ["x" * 2_000_000, b"x" * 1_000_000])
def test_a_long_value_is_shortened_before_it_is_held(value: str | bytes) -> None:
    (cell,) = list(text_rows(("v",), [{"v": value}], Layout(exact=True), width=500))[2:]
    assert len(cell) == LONGEST_CELL + 1
    assert cell.endswith("…")


def test_titles_that_are_wider_than_their_columns_are_broken_and_what_is_cut_is_said() -> None:
    names = [f"start_{part}" for part in ("day_earliest", "day_latest", "date_earliest", "date_latest")]
    rows = [{**dict.fromkeys(names, "1.0"), "words": "a word too long for its column"}]
    lines = list(text_rows([*names, "words"], rows, Layout(exact=True), width=50))
    bar = next(place for place, line in enumerate(lines) if line.startswith("─"))
    spans = [match.span() for match in re.finditer("─+", lines[bar])]
    heads = ["".join(line[begin:end].strip() for line in lines[:bar]) for begin, end in spans]
    assert heads == [*names, "words"]
    assert lines[-1].startswith("cut to fit: words; ")
    assert not any("cut to fit" in line for line in text_rows(names, rows, Layout(exact=True), width=200))
