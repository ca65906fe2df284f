"""What two places say of one fact, and numbers whose exponent an import lost."""

import pytest
from msgspec.structs import replace

from tests.examples import ambiguity, diagnosed, ecog, lab, registered, response, staged
from tests.rulings import keys, ruled
from tracker.events.catalogue import Event
from tracker.events.fact import Source
from tracker.values.vocabularies import Severity

TEXT, TABLE = (Source(locator="§2 ¶1"),), (Source(locator="Table 1 row 1"),)
HB = lab("Hb", 61, "g/L", key="a", day=3)


@pytest.mark.parametrize(
    ("events", "named"),
    [
        pytest.param(
            (staged("T3", "N2", "M1", key="a", day=3), staged("T4", "N2", "M1", key="b", day=3)),
            [("a", "b")],
            id="two stages of one day",
        ),
        pytest.param(
            (staged("T3", "N2", "M1", key="a", day=3), staged("T4", "N2", "M1", key="b", day=4)), [], id="another day"
        ),
        pytest.param(
            (staged("T3", "", "M1", key="a", day=3), staged("", "N2", "M1", key="b", day=3)), [], id="each says a part"
        ),
        pytest.param((ecog(1, "a", day=3), ecog(2, "b", with_="a")), [("a", "b")], id="at the same uncertain time"),
        pytest.param((ecog(1, "a", day=(3, 9)), ecog(2, "b", day=(3, 9))), [], id="perhaps at the same time"),
        pytest.param((registered(age=51, key="a"), registered(age=52, key="b", day=9)), [("a", "b")], id="who it is"),
        pytest.param(
            (replace(HB, sources=TEXT), replace(HB, key="b", value=HB.value and HB.value + 1, sources=TABLE)),
            [("a", "b")],
            id="a result in two places",
        ),
        pytest.param(
            (HB, replace(HB, key="b", value=HB.value and HB.value + 1)), [], id="two results of one day in one place"
        ),
        pytest.param((HB, replace(HB, key="b", sources=TABLE)), [], id="the same value in two places"),
        pytest.param((response("a", "CR", day=3), response("b", "PR", day=3)), [], id="judged by unstated criteria"),
    ],
)
def test_facts_of_one_time_that_disagree_are_named_together(
    events: tuple[Event, ...], named: list[tuple[str, ...]]
) -> None:
    rows = ruled("sources-disagree", diagnosed(), *events)
    assert [row.events for row in rows] == named
    assert {row.severity for row in rows} <= {Severity.WARNING}


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        pytest.param("EBV-DNA 6.15 × 105 copies/mL", "5 × 105", id="with a multiplication sign"),
        pytest.param("platelets 43x109/L", "3x109", id="with an x"),
        pytest.param("2.6 * 1012", "6 * 1012", id="two digits"),
        pytest.param("6.15 × 10⁵", None, id="with its exponent"),
        pytest.param("6.15 × 10^5, 43 × 10*9/L", None, id="with an exponent sign"),
        pytest.param("2 × 105 mg", None, id="a dose"),
        pytest.param("3 × 100 and 2 × 10", None, id="plain numbers"),
    ],
)
def test_a_power_of_ten_without_its_superscript_is_seen(text: str, lost: str | None) -> None:
    rows = ruled("lost-superscript", diagnosed(), replace(HB, note=text))
    assert [row.summary.partition("“")[2].partition("”")[0] for row in rows] == ([] if lost is None else [lost])


def test_lost_superscripts_share_a_row_and_what_a_reader_noted_is_not_searched() -> None:
    column = replace(HB, key="b", extra={"EBV": "2.63 × 103"})
    noted = ambiguity("noted", "6.15 × 105 stands for a power of ten", "a")
    assert keys("lost-superscript", diagnosed(), replace(HB, note="6.15 × 105"), column, noted) == [("a", "b")]
