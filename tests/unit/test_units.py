"""Units that a chart needs are accepted, and another spelling leads to the accepted one."""

import pytest

from tests import examples as ex
from tracker.events.soundness import faults_of
from tracker.values.units import UCUM_UNITS, ucum_spelling


@pytest.mark.parametrize(
    ("analyte", "unit"),
    [
        ("hematocrit", "L/L"),
        ("EBV-DNA", "{copies}/mL"),
        ("viral genomes", "{copies}"),
        ("QTc", "ms"),
        ("CA 125", "[arb'U]/mL"),
        ("TSH", "u[IU]/mL"),
        ("HbA1c", "mmol/mol"),
        ("albumin to creatinine", "mg/g"),
        ("proteinuria", "g/d"),
        ("osmolality", "mosm/kg"),
    ],
)
def test_a_unit_that_a_chart_needs_is_accepted(analyte: str, unit: str) -> None:
    assert faults_of(ex.lab(analyte, 1, unit)) == ()


@pytest.mark.parametrize("unit", ["µIU/mL", "mIU/L", "AU/mL", "l/l", "MS", "copies"])
def test_another_spelling_of_a_unit_is_refused_with_the_accepted_one(unit: str) -> None:
    (fault,) = faults_of(ex.lab("TSH", 1, unit))
    assert ucum_spelling(unit) in UCUM_UNITS
    assert f"write {ucum_spelling(unit)}" in fault.message
