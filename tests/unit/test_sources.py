"""`sources`: where facts stand."""

from msgspec.structs import replace

from tests.examples import ambiguity, diagnosed, history
from tracker.events.fact import Source
from tracker.projections.rows.sources import derive_sources

PAPER = "ab" * 32


def test_every_place_of_every_fact_has_a_row() -> None:
    places = Source(document=PAPER, locator="§2 ¶1", span=(10, 20)), Source(locator="Table 1 row 1")
    rows = derive_sources(history(diagnosed(sources=places)))
    assert [(row.item, row.document, row.locator, row.span_start, row.span_stop) for row in rows] == [
        (1, PAPER, "§2 ¶1", 10, 20),
        (2, None, "Table 1 row 1", None, None),
    ]
    assert not any(row.conflicting for row in rows)


def test_conflicting_statements_follow_the_sources_of_an_ambiguity() -> None:
    noted = replace(
        ambiguity("odd", "Two numbers.", "dx"),
        sources=(Source(locator="§2"),),
        statements=(Source(locator="F1"), Source(locator="T1")),
    )
    rows = derive_sources(history(diagnosed(), noted))
    assert [(row.item, row.locator, row.conflicting) for row in rows] == [
        (1, "§2", False),
        (2, "F1", True),
        (3, "T1", True),
    ]
