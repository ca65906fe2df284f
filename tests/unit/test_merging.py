"""Three versions of a form put together: nothing typed for one thing is said of another."""

import pytest

from tracker.decisions.form import Filled, Path, Values
from tracker.decisions.merging import taken_up, undecided


def drug(name: str, **said: Filled) -> Values:
    return {"drug": name, "dose": "", "unit": "", "status": "", **said}


DRUGS = drug("a"), drug("b")


@pytest.mark.parametrize(
    "standing",
    [
        pytest.param([drug("b"), drug("a")], id="in another order"),
        pytest.param([drug("b")], id="one was dropped"),
        pytest.param([drug("c"), drug("b")], id="one was replaced"),
        pytest.param([drug("a"), drug("b"), drug("c")], id="one was added"),
    ],
)
def test_a_list_of_other_entries_stays_as_typed_and_is_to_be_decided(standing: list[Filled]) -> None:
    typed: list[Filled] = [drug("a", dose="20"), drug("b")]
    assert taken_up({"drugs": [*DRUGS]}, {"drugs": typed}, {"drugs": standing}) == ({"drugs": typed}, (("drugs",),))


def test_entries_that_are_the_same_ones_are_put_together_field_by_field() -> None:
    typed: Values = {"drugs": [drug("a", dose="20"), drug("b")]}
    standing: Values = {"drugs": [drug("a", status="planned"), drug("b", unit="mg")]}
    merged = {"drugs": [drug("a", dose="20", status="planned"), drug("b", unit="mg")]}
    assert taken_up({"drugs": [*DRUGS]}, typed, standing) == (merged, ())


@pytest.mark.parametrize("name", ["a", ""])
def test_entries_that_nothing_tells_apart_are_never_put_together(name: str) -> None:
    begun: Values = {"drugs": [drug(name, status="day 1"), drug(name, status="day 8")]}
    typed: Values = {"drugs": [drug(name, status="day 1", dose="20"), drug(name, status="day 8")]}
    standing: Values = {"drugs": [drug(name, status="day 8"), drug(name, status="day 1")]}
    assert taken_up(begun, typed, standing) == (typed, (("drugs",),))


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("value", "unit"), ("value", "comparator"), ("value", "analyte"), ("dose", "unit"), ("dose", "per"),
        ("mm", "perpendicular_mm"), ("dose_gy", "fractions"), ("laterality", "name"), ("t", "edition"), ("stated", "to"),
    ],
)  # fmt: skip
def test_fields_that_mean_nothing_without_each_other_are_one(typed: str, corrected: str) -> None:
    begun: Values = {typed: "1", corrected: "x", "note": ""}
    says, stands = {**begun, typed: "2"}, {**begun, corrected: "y", "note": "n"}
    assert taken_up(begun, says, stands) == ({**says, "note": "n"}, ((typed,), (corrected,)))
    assert taken_up(begun, begun, stands) == (stands, ())
    assert taken_up(begun, says, {**begun, "note": "n"}) == ({**says, "note": "n"}, ())


def test_a_conflict_is_decided_where_its_field_was_changed() -> None:
    opened: Values = {"value": "1", "drugs": [drug("a", dose="20"), drug("b", dose="20")]}
    both: tuple[Path, ...] = (("value",), ("drugs", 0, "dose"))
    assert undecided(both, opened, {**opened, "note": "x"}) == both
    assert undecided(both, opened, {**opened, "value": "2"}) == (("drugs", 0, "dose"),)
    other: Values = {**opened, "drugs": [drug("a", dose="30"), drug("b", dose="20")]}
    assert undecided(both, opened, other) == (("value",),)
    fewer: Values = {**opened, "drugs": [drug("b", dose="30")]}
    assert undecided(both, opened, fewer) == (("value",), ("drugs",))
