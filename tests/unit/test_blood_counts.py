import pytest

from tests import examples as ex
from tests.sheets import lines, sheets
from tracker.events.catalogue import Fact
from tracker.projections.blood_counts import COUNTS
from tracker.values.when import Timing

START = ex.started("l1", "cisplatin", day=2)


def counts(month: int, *facts: Fact) -> list[str]:
    return [line.text for line in lines(sheets(*facts)[month], "Counts")]


@pytest.mark.parametrize("analyte", ["Hb", "platelets", "WBC", "neutrophils", "Lymphocyte-count"])
def test_a_count_of_the_baseline_is_followed_by_none(analyte: str) -> None:
    assert counts(0, ex.lab(analyte, 61, "g/L", day=1), START) == ["no blood count since baseline"]


def test_a_count_after_the_first_dose_is_one() -> None:
    assert counts(0, START, ex.lab("Hb", 61, "g/L", day=9)) == []


def test_a_count_that_is_timed_after_the_first_dose_is_one_although_both_have_one_estimate() -> None:
    weeks = Timing(day=(0, 40))
    count = ex.lab("Hb", 61, "g/L", at=(weeks, Timing(after="l1")))
    assert counts(0, ex.started("l1", "cisplatin", at=weeks), count) == []


def test_chemistry_is_no_blood_count() -> None:
    assert "ldh" not in COUNTS
    assert counts(0, START, ex.lab("LDH", 300, "U/L", day=9)) == ["no blood count since treatment began"]


def test_before_the_first_dose_and_after_a_death_nothing_is_missing() -> None:
    assert counts(0, ex.lab("LDH", 300, "U/L", day=9)) == []
    assert counts(1, START, ex.died(day=40)) == []
