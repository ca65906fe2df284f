"""Slips of the pen that the rest of the case gives away: doses, numbers of cycles and progressions, names cut short."""

import pytest
from msgspec.structs import replace

from tests import examples as ex
from tests.rulings import keys, ruled
from tracker.events.catalogue import Event
from tracker.events.treatment import RegimenDrug
from tracker.values.vocabularies import Certainty, Per, Severity

EBV = ex.lab("EBV-DNA", 1200, "{copies}/mL", key="ebv-0", day=0)


def given(
    number: int, dose: float | str, unit: str = "mg", regimen: str = "l1", *, name: str = "tislelizumab"
) -> Event:
    return ex.cycle(regimen, number, ex.drug(name, dose, unit), day=21 * number)


SIX = tuple(given(number, 200) for number in range(1, 7))


def test_a_dose_ten_times_that_of_the_other_cycles_is_found_alone_and_names_them() -> None:
    (row,) = ruled("dose-apart", *SIX, given(7, 2000))
    assert row.severity is Severity.WARNING
    assert row.events == ("l1-c7", "l1-c1")
    assert row.summary == (
        "tislelizumab 2000 mg (l1-c7) is 10 times what this case gives of it elsewhere, such as tislelizumab 200 mg (l1-c1); "
        "is the dose or its unit a slip?"
    )


@pytest.mark.parametrize(
    ("odd", "rows"),
    [
        pytest.param(given(7, 1999), 0, id="within ten times"),
        pytest.param(given(7, 20), 1, id="a tenth"),
        pytest.param(given(7, "0.2", "g"), 0, id="as much in another unit"),
        pytest.param(given(7, 2, "g"), 1, id="ten times in another unit"),
        pytest.param(given(7, 2000, "mg/m2"), 0, id="by another measure"),
        pytest.param(given(7, 2000, name="Tislelizumab "), 1, id="written otherwise"),
        pytest.param(given(7, 2000, name="cisplatin"), 0, id="another drug"),
        pytest.param(
            ex.cycle("l1", 7, ex.drug("tislelizumab", 2000, per=Per.CYCLE), day=147), 0, id="for another time"
        ),
    ],
)
def test_doses_of_one_kind_are_compared(odd: Event, rows: int) -> None:
    assert len(ruled("dose-apart", *SIX, odd)) == rows


def test_of_two_doses_far_apart_one_row_names_both() -> None:
    assert keys("dose-apart", given(1, 200), given(2, 2000)) == [("l1-c2", "l1-c1")]


def test_two_slips_among_many_are_both_found() -> None:
    assert keys("dose-apart", *SIX, given(7, 2000), given(8, 2000)) == [("l1-c7", "l1-c1"), ("l1-c8", "l1-c1")]


def test_a_slip_is_told_beside_a_dose_that_it_is_far_from_whichever_comes_first() -> None:
    first = (given(1, 2000), given(2, 2000))
    assert keys("dose-apart", *first, *(given(number, 200) for number in range(3, 9))) == [
        ("l1-c1", "l1-c3"),
        ("l1-c2", "l1-c3"),
    ]


def test_another_regimen_may_give_a_drug_by_another_way_which_is_a_note() -> None:
    (row,) = ruled("dose-apart", given(1, 12, name="methotrexate"), given(1, 5000, regimen="l2", name="methotrexate"))
    assert row.severity is Severity.NOTE


def test_a_dose_planned_with_the_regimen_is_compared_too() -> None:
    plan = replace(ex.started("l1"), drugs=(RegimenDrug(drug="tislelizumab", dose=200, unit="mg"),))  # type: ignore[arg-type]  # a whole number
    assert keys("dose-apart", plan, given(1, 2000)) == [("l1-c1", "l1")]


def test_a_cycle_without_those_before_it_is_found() -> None:
    (row,) = ruled("cycle-missing", given(5, 200))
    assert (row.severity, row.events) == (Severity.NOTE, ("l1-c5",))
    assert row.summary.startswith("l1 has cycle 5 on record, but not cycles 1–4;")
    (row,) = ruled("cycle-missing", given(1, 200), given(3, 200))
    assert "but not cycle 2;" in row.summary


def test_cycles_that_count_on_from_another_regimen_miss_none() -> None:
    assert not ruled("cycle-missing", *SIX)
    assert not ruled("cycle-missing", *SIX, given(7, 200, regimen="maintenance"))
    assert ruled("cycle-missing", *SIX, given(8, 200, regimen="maintenance"))


def test_a_second_progression_of_one_number_is_found() -> None:
    one, two = ex.progression(2, key="pd-2", day=9), ex.progression(2, key="pd-2b", day=90)
    (row,) = ruled("number-repeated", one, two)
    assert (row.severity, row.events) == (Severity.WARNING, ("pd-2", "pd-2b"))
    assert not ruled("number-repeated", one, replace(two, ordinal=3))
    assert not ruled("number-repeated", *(replace(each, ordinal=None) for each in (one, two)))
    assert not ruled("number-repeated", one, replace(two, assessor="central review"))
    assert not ruled("number-repeated", one, replace(two, certainty=Certainty.POSSIBLE))


def test_a_cycle_recorded_twice_counts_twice() -> None:
    again = ex.cycle("l1", 1, ex.drug("Tislelizumab", 200), key="again", day=21)
    assert [set(row) for row in keys("number-repeated", *SIX, again)] == [{"l1-c1", "again"}]
    assert not keys("number-repeated", *SIX, replace(again, drugs=(ex.drug("cisplatin", 100),)))


@pytest.mark.parametrize(
    ("name", "unit", "severity"),
    [
        pytest.param("ebv", "", Severity.WARNING, id="without a unit"),
        pytest.param("ebv", "{copies}/mL", Severity.NOTE, id="in its unit"),
        pytest.param("ebv", "[IU]/mL", None, id="in another unit"),
        pytest.param("ebv dna", "", None, id="the same analyte"),
        pytest.param("eb", "", None, id="the beginning of a word"),
    ],
)
def test_a_name_cut_short_begins_a_series_of_its_own(name: str, unit: str, severity: Severity | None) -> None:
    rows = ruled("name-cut-short", EBV, ex.lab(name, 3100, unit, key="z", day=9))
    assert [row.severity for row in rows] == ([] if severity is None else [severity])
    assert all(row.events == ("z", "ebv-0") and "write EBV-DNA with its unit" in row.summary for row in rows)


def test_a_name_that_is_an_analyte_by_itself_is_not_cut_short() -> None:
    ionized = ex.lab("creatinine clearance", 60, "umol/L", key="clearance", day=0)
    assert not ruled("name-cut-short", ionized, ex.lab("creatinine", 80, "umol/L", key="z", day=9))
