"""Lines of therapy as the record numbers them, and what follows for what it does not number."""

import pytest

from tests.examples import cycle, drug, history, progression, started, stopped
from tracker.events.catalogue import Event
from tracker.projections.lines_of_therapy import derive_lines_of_therapy
from tracker.values.vocabularies import Phase


def given(regimen: str, *drugs: str, day: float, number: int = 1) -> Event:
    return cycle(regimen, number, *map(drug, drugs), day=day, lasting=None)


MAINTENANCE = (
    started("m", "tislelizumab", phase=Phase.MAINTENANCE, day=21),
    given("m", "tislelizumab", day=42),
)


def test_an_unnumbered_regimen_belongs_to_the_line_it_accompanies_or_maintains() -> None:
    facts = (
        started("a", "cisplatin", line=1, day=0),
        started("beside", "cetuximab", concurrent_with="a", day=0),
        *MAINTENANCE,
        started("other", "docetaxel", day=90),
    )
    (line,) = derive_lines_of_therapy(history(*facts))
    assert line.regimens == ("a", "beside", "m")


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        pytest.param(MAINTENANCE, [("a",), ("m",)], id="maintenance"),
        pytest.param((started("p", "docetaxel", phase=Phase.PALLIATIVE, day=42),), [("a",), ("p",)], id="palliative"),
        pytest.param((started("p", "cisplatin", day=42),), [("a", "p")], id="the same drugs go on"),
        pytest.param((started("p", day=42),), [("a",)], id="drugs that are not stated: no telling"),
        pytest.param(
            (*MAINTENANCE, started("c", "docetaxel", line=2, day=90)),
            [("a",), ("c",)],
            id="the number is another line's",
        ),
        pytest.param(
            (*MAINTENANCE, started("c", "docetaxel", line=3, day=90)), [("a",), ("m",), ("c",)], id="the number is free"
        ),
    ],
)
def test_after_a_progression_a_changed_drug_set_gets_the_next_asserted_number(
    later: tuple[Event, ...], expected: list[tuple[str, ...]]
) -> None:
    first = (started("a", "cisplatin", line=1, day=0), progression(1, "node", day=15))
    lines = derive_lines_of_therapy(history(*first, *later))
    assert [line.regimens for line in lines] == expected
    assert [line.number for line in lines] == list(range(1, len(expected) + 1))


AGAIN = (
    started("gp", "gemcitabine", line=1, day=0),
    given("gp", "gemcitabine", day=0),
    stopped("gp", day=40),
    started("x", "docetaxel", line=2, day=100),
    started("gp", "gemcitabine", key="gp-again", line=3, day=200),
    given("gp", "gemcitabine", day=205, number=2),
)


def test_a_regimen_that_is_started_again_has_its_own_line_and_its_cycles_go_with_it() -> None:
    lines = derive_lines_of_therapy(history(*AGAIN))
    assert [(line.number, line.first_dose) for line in lines] == [(1, "gp-c1"), (2, "x"), (3, "gp-c2")]
    assert [line.regimens for line in lines] == [("gp",), ("x",), ("gp",)]


def test_a_regimen_started_again_under_another_number_is_in_both_lines() -> None:
    placed = history(started("a", line=1, day=0), started("a", key="again", line=2, day=90))
    assert [(line.number, line.first_dose) for line in derive_lines_of_therapy(placed)] == [(1, "a"), (2, "again")]
