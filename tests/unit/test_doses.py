"""`doses`: totals as ranges over every reading."""

from decimal import Decimal

import pytest

from tests.examples import cycle, diagnosed, drug, history, started
from tracker.events.treatment import DrugGiven
from tracker.projections.rows.doses import DoseRow, count_days, derive_doses
from tracker.values.vocabularies import DrugStatus, Per


def dose(given: DrugGiven) -> DoseRow:
    (row,) = derive_doses(history(diagnosed(), started("l1", line=2, day=1), cycle("l1", 1, given, day=1)))
    return row


@pytest.mark.parametrize(
    ("given", "total"),
    [
        pytest.param(drug("nab-paclitaxel", 400, per=Per.DOSE, days="1"), (400, 400), id="one administration"),
        pytest.param(
            drug("capecitabine", "1.5", "g", per=Per.DOSE, times_per_day=2, days="1-14"), (42, 42), id="twice a day"
        ),
        pytest.param(drug("anlotinib", 8, per=Per.DAY, times_per_day=2, days="1-14"), (112, 112), id="a dose per day"),
        pytest.param(drug("cisplatin", 75, per=Per.CYCLE, days="1-2"), (75, 75), id="a dose per cycle"),
        pytest.param(
            drug("cisplatin", 75, days="1-2"), (75, 150), id="day or cycle not stated: both readings bound it"
        ),
        pytest.param(drug("cisplatin", 75), (75, None), id="without days at least once, the rest is open"),
        pytest.param(drug("cisplatin", 75, per=Per.CYCLE), (75, 75), id="per cycle needs no days"),
        pytest.param(
            drug("gemcitabine", "1.8", "g", dose_most=Decimal("1.9"), per=Per.DOSE, days="1, 8"),
            (3.6, 3.8),
            id="a range of doses on two days",
        ),
        pytest.param(
            drug("cisplatin", 70, dose_most=Decimal(90), days="1-2"), (70, 180), id="a range and both readings"
        ),
        pytest.param(
            drug("tislelizumab", 200, per=Per.DOSE, days="1", status=DrugStatus.NOT_STATED),
            (0, 200),
            id="not stated whether given: perhaps nothing",
        ),
        pytest.param(drug("cisplatin"), (None, None), id="no dose"),
    ],
)
def test_the_total_of_a_cycle_is_a_range_over_all_readings(
    given: DrugGiven, total: tuple[float | None, float | None]
) -> None:
    row = dose(given)
    assert (row.total_low, row.total_high) == total
    assert row.line == 2


@pytest.mark.parametrize(
    ("days", "count"),
    [("1", 1), ("1-14", 14), ("1, 8", 2), ("1,8,15", 3), ("1-5, 8-12", 10), ("1-3, 2-4", 4)],
)
def test_different_days_are_counted(days: str, count: int) -> None:
    assert count_days(days) == count


def test_every_drug_of_every_cycle_has_a_row_of_its_own() -> None:
    drugs = drug("cisplatin", 75), drug("gemcitabine", 1), drug("cisplatin", 20)
    rows = derive_doses(history(diagnosed(), cycle("l1", 1, *drugs, day=1), cycle("l1", 2, *drugs, day=22)))
    assert [(row.key, row.item, row.drug) for row in rows] == [
        (key, item, name)
        for key in ("l1-c1", "l1-c2")
        for item, name in enumerate(("cisplatin", "gemcitabine", "cisplatin"), 1)
    ]
    assert rows[0].line is None
