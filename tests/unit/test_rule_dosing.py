"""Doses and drugs left open: per what, in which unit, in cycles of which length, given at all, or named by reference."""

import pytest
from msgspec.structs import replace

from tests.examples import cycle, diagnosed, drug, started
from tests.rulings import keys, ruled
from tracker.events.treatment import DrugGiven, RegimenDrug
from tracker.values.vocabularies import DrugStatus, Per
from tracker.values.when import Basis, Lasting

STATED = Lasting(stated="21 d")
L1 = started("l1", "cisplatin", day=1)


def said(given: DrugGiven) -> list[str]:
    rows = ruled("dose-ambiguous", diagnosed(), L1, cycle("l1", 1, given, day=1, lasting=STATED))
    return [row.summary for row in rows]


@pytest.mark.parametrize(
    ("given", "named"),
    [
        pytest.param(
            drug("cisplatin", 75, days="1-2"),
            "l1: per day or per cycle is not stated for cisplatin 75 mg D1-2",
            id="days without a per",
        ),
        pytest.param(
            drug("cisplatin", 75),
            "l1: per day or per cycle is not stated for cisplatin 75 mg",
            id="neither days nor per",
        ),
        pytest.param(drug("cisplatin", 75, days="1"), None, id="one day is the cycle's dose"),
        pytest.param(drug("cisplatin", 75, days="1-2", per=Per.DAY), None, id="per day"),
        pytest.param(
            replace(drug("cisplatin", 75, per=Per.DAY), unit=""), "l1: no unit is stated for cisplatin 75", id="no unit"
        ),
        pytest.param(
            drug("cisplatin", status=DrugStatus.NOT_STATED),
            "l1: whether cisplatin went on is not stated",
            id="not stated whether given",
        ),
        pytest.param(drug("cisplatin"), None, id="no dose is nothing ambiguous"),
    ],
)
def test_a_regimen_says_what_its_doses_leave_open(given: DrugGiven, named: str | None) -> None:
    assert said(given) == ([] if named is None else [named])


def test_a_regimen_has_one_row_however_many_cycles_leave_the_same_open() -> None:
    cycles = [cycle("l1", number, drug("cisplatin", 75), day=21 * number, lasting=STATED) for number in (1, 2, 3)]
    assert keys("dose-ambiguous", diagnosed(), L1, *cycles) == [("l1", "l1-c1", "l1-c2", "l1-c3")]


@pytest.mark.parametrize(
    ("start", "lasting", "fires"),
    [
        pytest.param(L1, Lasting(stated="21 d", basis=Basis.ASSUMED), True, id="assumed"),
        pytest.param(L1, None, True, id="no length at all"),
        pytest.param(L1, STATED, False, id="stated of the cycle"),
        pytest.param(replace(L1, every="3 wk"), None, False, id="stated of the regimen"),
    ],
)
def test_the_length_of_a_cycle_is_open_unless_stated(start: object, lasting: Lasting | None, fires: bool) -> None:
    rows = keys("dose-ambiguous", diagnosed(), start, cycle("l1", 1, day=1, lasting=lasting))  # type: ignore[arg-type]  # an event
    assert rows == ([("l1", "l1-c1")] if fires else [])


def test_a_dose_on_days_of_an_unknown_cycle_is_open_and_a_regimen_without_days_says_nothing() -> None:
    given = RegimenDrug(drug="anlotinib", dose=drug("x", 8).dose, unit="mg", per=Per.DAY, days="1-14")
    assert keys("dose-ambiguous", diagnosed(), replace(L1, drugs=(given,))) == [("l1",)]
    assert keys("dose-ambiguous", diagnosed(), L1) == []


@pytest.mark.parametrize(
    ("start", "fires"),
    [
        pytest.param(replace(started("l2", day=200), referred_to_as="original regimen"), True, id="referred to"),
        pytest.param(replace(started("l2", day=200), name="same regimen"), True, id="by its name"),
        pytest.param(replace(started("l2", "cisplatin", day=200), referred_to_as="original"), False, id="drugs listed"),
        pytest.param(replace(started("l2", day=200), name="GP"), False, id="a name of its own"),
    ],
)
def test_a_regimen_named_only_as_another_names_the_regimens_it_may_be(start: object, fires: bool) -> None:
    rows = keys("regimen-by-reference", diagnosed(), L1, start)  # type: ignore[arg-type]  # an event
    assert rows == ([("l2", "l1")] if fires else [])
