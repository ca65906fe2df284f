import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.faces.screens import bundled_library
from tracker.projections.passages import Passage, passage_of

LONG = "x" * 101
REPORT = f"""A made-up report

Abstract

All in short. {LONG}

1. Introduction

Why we tell it. {LONG}

2. Case 1

A woman of 40 came with a cough. {LONG}
Seven months later the node was 24 mm. {LONG}

2.1 Course

She is well. {LONG}

Figure 1. Scans: (a) before.
Table 1. Both cases.
Phase Case 1 Case 2
Baseline T4 T3
Outcome well died

After the table.
"""
BROKEN = "1. Case\n\nA woman of 40\ncame with a cough.\n\nSeven months later\nshe was well.\n"


def paragraph(locator: str, text: str = REPORT) -> str:
    return passage_of(text, locator, None).before


def test_a_range_of_characters_is_marked_in_its_paragraph() -> None:
    first = REPORT.index("node was 24 mm")
    found = passage_of(REPORT, "§2 ¶2", (first, first + len("node was 24 mm")))
    assert found == Passage(before="Seven months later the ", marked="node was 24 mm", after=f". {LONG}")


@given(st.text(st.sampled_from("ab\n "), min_size=1, max_size=60), st.data())
@settings(max_examples=100)
def test_a_range_marks_exactly_its_characters_and_never_a_line_too_many(text: str, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(text) - 1))
    last = data.draw(st.integers(first + 1, len(text)))
    found = passage_of(text, "§1", (first, last))
    assert found.marked == text[first:last]
    assert "\n" not in found.before + found.after
    assert found.before + found.marked + found.after in text


@pytest.mark.parametrize("span", [(0, 10_000), (5000, 5001), (3, 3)])
def test_a_range_that_the_document_does_not_have_is_said(span: tuple[int, int]) -> None:
    found = passage_of(REPORT, "§2", span)
    assert (found.before, found.marked, found.after) == ("", "", "")
    assert f"there are none from {span[0]} to {span[1]}" in found.note


@pytest.mark.parametrize(
    ("locator", "begins"),
    [
        ("§2 ¶1", "A woman of 40"),
        ("§2 ¶2", "Seven months later"),
        ("§2", "A woman of 40"),
        ("§2.1 ¶1", "She is well"),
        ("Abstract", "All in short"),
        ("abstract", "All in short"),
        ("Figure 1 a", "Figure 1. Scans"),
        ("Table 1 row 2", "Table 1. Both cases.\nPhase"),
    ],
)
def test_a_locator_leads_to_its_paragraph(locator: str, begins: str) -> None:
    assert paragraph(locator).startswith(begins)


@pytest.mark.parametrize("locator", ["§9 ¶1", "§2 ¶40", "Table 4", "Appendix", "page 3"])
def test_a_locator_that_leads_nowhere_says_so_and_points_at_nothing(locator: str) -> None:
    found = passage_of(REPORT, locator, None)
    assert (found.before, found.marked, found.after) == ("", "", "")
    assert found.note == f"“{locator}” leads to no paragraph of this text"


def test_a_row_of_a_table_is_not_told_apart_and_the_lines_after_the_table_are_not_of_it() -> None:
    found = passage_of(REPORT, "Table 1 row 2", None)
    assert "After the table" not in found.before
    assert found.note == "the row of Table 1 is not told apart in plain text"


def test_paragraphs_that_were_broken_into_lines_are_put_together() -> None:
    assert paragraph("§1 ¶2", BROKEN) == "Seven months later she was well."
    assert paragraph("¶2", BROKEN) == "A woman of 40 came with a cough."


def test_every_source_of_the_bundled_cases_leads_into_the_text_that_it_names() -> None:
    path = os.environ.get("TRACKER_SOURCE_TEXT")
    if not path:
        pytest.skip("TRACKER_SOURCE_TEXT does not name the text of the published report")
    text = Path(path).read_text(encoding="utf-8")
    for name in ("npc-1", "npc-2"):
        for standing in bundled_library().case(name).record.facts:
            for source in standing.fact.sources:
                found = passage_of(text, source.locator, source.span)
                assert found.marked
                assert not found.note or "cells of the row run together" in found.note
                by_locator = passage_of(text, source.locator, None)
                if source.locator.startswith("§"):
                    assert found.marked in by_locator.before


def test_of_a_row_whose_cells_run_together_it_is_said_that_the_marked_part_is_meant() -> None:
    text = "Table 1. Two patients.\nDiagnosisAge: 51, male.Age: 59, male."
    first = text.index("Age: 59")
    found = passage_of(text, "Table 1 row 1", (first, len(text)))
    assert found.note.startswith("Table 1 row 1: in plain text the cells of the row run together")
    assert found.before == "DiagnosisAge: 51, male."
    assert passage_of(text, "§2 ¶1", (first, len(text))).note == ""
