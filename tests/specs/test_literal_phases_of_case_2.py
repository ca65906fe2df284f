"""The stated phases of case 2 at face value: they take 23.87 months, 2.87 more than the patient is said to have lived."""

import pytest
from msgspec.structs import replace

from tests.examples import record
from tests.unit.test_discrepancies_of_the_cases import three_weekly
from tracker.events.person import PatientDied
from tracker.projections.discrepancies import discrepancies_of
from tracker.projections.history import history_of
from tracker.values.durations import DAYS_PER_MONTH
from tracker.values.when import Timing


def literal_months() -> float:
    """The least time from the diagnosis to the end of the last regimen, nothing rounded and no survival stated.

    Nab-paclitaxel has its four cycles of 21 d, toripalimab one of 21 d; every other phase is as stated.
    """
    freed = tuple(
        replace(event, occurred=Timing(after="l5-stopped")) if isinstance(event, PatientDied) else event
        for event in three_weekly()
    )
    between = history_of(record(*freed, patient="npc-2"), tolerance=0).chronology.between("dx", "l5-stopped")
    assert between.least is not None
    return between.least / DAYS_PER_MONTH


def test_the_phases_one_after_the_other_take_nearly_three_months_more_than_the_survival() -> None:
    # 6 × 21 d of GP, 4 mo, 4 × 21 d of nab-paclitaxel, 6 mo, 39 d of radiotherapy, 3 mo, 21 d of toripalimab, 2 mo
    assert literal_months() == pytest.approx((126 + 84 + 39 + 21) / 30.4375 + 4 + 6 + 3 + 2)
    assert (round(literal_months(), 2), round(literal_months() - 21, 2)) == (23.87, 2.87)


def test_check_names_that_excess_at_face_value() -> None:
    (row,) = [
        each
        for each in discrepancies_of(record(*three_weekly(), patient="npc-2"))
        if each.rule == "inconsistent-time" and each.tolerance_months == 0
    ]
    assert row.excess_months == pytest.approx(literal_months() - 21)
    assert "2.87 mo" in row.summary
