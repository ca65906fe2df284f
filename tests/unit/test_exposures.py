"""Totals per drug and line, as ranges where a dose is not told apart, open where one is missing."""

from decimal import Decimal

import pytest

from tests.examples import cycle, drug, history, started
from tests.unit.test_discrepancies_of_the_cases import events
from tracker.events.treatment import DrugGiven
from tracker.projections.exposures import Exposure, derive_exposures
from tracker.projections.lines_of_therapy import derive_lines_of_therapy
from tracker.values.vocabularies import DrugStatus, Per


def of(*drugs: DrugGiven) -> Exposure:
    """What one line of two equal cycles gave of its only drug."""
    facts = started("a", line=1, day=0), cycle("a", 1, *drugs, day=0), cycle("a", 2, *drugs, day=21)
    (exposure,) = derive_exposures(derive_lines_of_therapy(history(*facts)))
    return exposure


@pytest.mark.parametrize(
    ("given", "least", "most"),
    [
        pytest.param(drug("cisplatin", 75, days="1-2", per=Per.DAY), 300, 300, id="75 mg a day on two days, twice"),
        pytest.param(drug("cisplatin", 75, days="1-2", per=Per.CYCLE), 150, 150, id="75 mg a cycle, twice"),
        pytest.param(drug("cisplatin", 75, days="1-2"), 150, 300, id="per day or per cycle is not stated"),
        pytest.param(drug("capecitabine", "1.5", "g", days="1-14", per=Per.DOSE, times_per_day=2), 84, 84, id="1.5 g twice a day on 14 days, twice"),
        pytest.param(drug("cisplatin", 70, days="1", per=Per.DAY, dose_most=Decimal(90)), 140, 180, id="a stated range"),
        pytest.param(drug("cisplatin", 75), 150, None, id="days not stated: no upper bound"),
        pytest.param(drug("cisplatin", 75, days="1", per=Per.DAY, status=DrugStatus.NOT_STATED), 0, 150, id="not stated whether given"),
    ],
)  # fmt: skip
def test_a_total_is_a_range_over_all_readings(given: DrugGiven, least: int, most: int | None) -> None:
    exposure = of(given)
    assert [exposure.least, exposure.most, exposure.cycles] == [least, most, 2]


def test_a_cycle_without_a_dose_leaves_the_upper_side_open() -> None:
    facts = (
        started("a", line=1, day=0),
        cycle("a", 1, drug("cisplatin", 75, days="1", per=Per.DAY), day=0),
        cycle("a", 2, drug("cisplatin"), day=21),
    )
    exposures = derive_exposures(derive_lines_of_therapy(history(*facts)))
    assert [(each.unit, each.least, each.most) for each in exposures] == [("mg", 75, 75), ("", None, None)]


def test_a_drug_is_one_whatever_its_spelling_and_its_unit_of_mass() -> None:
    facts = (
        started("a", line=1, day=0),
        cycle("a", 1, drug("capecitabine", "1.5", "g", days="1", per=Per.DAY), day=0),
        cycle("a", 2, drug("Xeloda", 1500, days="1", per=Per.DAY), day=21),
        cycle("a", 3, drug("Capecitabine", 1500, days="1", per=Per.DAY), day=42),
        started("m", "CAPECITABINE", "Cisplatin", line=1, day=63),
        started("n", "cisplatin", line=1, day=90),
    )
    exposures = derive_exposures(derive_lines_of_therapy(history(*facts)))
    assert [(each.drug, each.unit, each.least, each.most, each.cycles) for each in exposures] == [
        ("capecitabine", "g", Decimal("4.5"), Decimal("4.5"), 3),
        ("Cisplatin", "", None, None, 0),
    ]
    assert exposures[1].evidence == ("m", "n")


def test_a_dose_per_body_surface_is_not_added_to_a_mass() -> None:
    facts = (
        started("a", line=1, day=0),
        cycle("a", 1, drug("cisplatin", 75, days="1", per=Per.DAY), day=0),
        cycle("a", 2, drug("cisplatin", 75, "mg/m2", days="1", per=Per.DAY), day=21),
    )
    exposures = derive_exposures(derive_lines_of_therapy(history(*facts)))
    assert [(each.unit, each.least) for each in exposures] == [("mg", Decimal(75)), ("mg/m2", Decimal(75))]


def test_a_drug_of_a_regimen_without_cycles_is_named_without_a_dose() -> None:
    (exposure,) = derive_exposures(derive_lines_of_therapy(history(started("m", "tislelizumab", line=1, day=0))))
    assert (exposure.drug, exposure.least, exposure.cycles, exposure.evidence) == ("tislelizumab", None, 0, ("m",))


def test_the_second_line_of_case_1_held_150_to_300_mg_of_cisplatin() -> None:
    # 75 mg on days 1–2, two cycles: 2 × 75 if per cycle, 2 × 2 × 75 if per day.
    exposures = derive_exposures(derive_lines_of_therapy(history(*events("npc-1"))))
    (cisplatin,) = [each for each in exposures if each.line == 2 and each.drug == "cisplatin"]
    assert [cisplatin.least, cisplatin.most, cisplatin.unit] == [150, 300, "mg"]
