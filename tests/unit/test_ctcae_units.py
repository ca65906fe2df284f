"""Units and baselines of laboratory grades: what is converted, by which factor, and what is refused."""

import pytest

from tests.unit.test_ctcae import grade, measured
from tracker.values.ctcae import Measured
from tracker.values.vocabularies import Comparator


@pytest.mark.parametrize(
    ("analyte", "value", "expected"),
    [
        pytest.param("Hb", measured("6.1", "g/dL"), 3, id="g/dL"),
        pytest.param("Hb", measured("11.9", "g/dL", low="12"), 1, id="the limit is converted too"),
        pytest.param("platelets", measured("43000", "/uL"), 3, id="cells per µL"),
        pytest.param("ANC", measured("400", "{cells}/uL"), 4, id="annotated cells"),
        pytest.param("WBC", measured("1.5", "10*3/µL"), 3, id="thousands, written with a µ"),
    ],
)
def test_units_with_an_exact_factor_are_converted(analyte: str, value: Measured, expected: int) -> None:
    assert grade(analyte, value).grade == expected


@pytest.mark.parametrize(
    ("analyte", "unit"),
    [
        ("Hb", "mmol/L"),
        ("Hb", "mg/dL"),
        ("Hb", ""),
        ("platelets", "10*12/L"),
        ("platelets", "g/L"),
        ("WBC", "%"),
        ("ANC", ""),
        ("lymphocytes", "/L"),
    ],
)
def test_any_other_unit_is_refused_for_an_absolute_bound(analyte: str, unit: str) -> None:
    found = grade(analyte, measured("1", unit, low="2"))
    assert (found.grade, found.reason) == (None, f"unit {unit or 'not stated'} is not converted")


@pytest.mark.parametrize(
    ("analyte", "unit", "baseline_unit", "baseline", "expected"),
    [
        pytest.param("creatinine", "umol/L", "mg/dL", "1", 2, id="88.42 µmol/L of creatinine are 1 mg/dL"),
        pytest.param("creatinine", "mg/dL", "umol/L", "1", 3, id="and the other way"),
        pytest.param("creatinine", "umol/L", "g/L", "1", None, id="no other unit"),
        pytest.param("bilirubin", "umol/L", "mg/dL", "9", 1, id="17.1 µmol/L of bilirubin are 1 mg/dL"),
        pytest.param("ALT", "U/L", "ukat/L", "9", None, id="enzymes are not converted"),
    ],
)
def test_a_baseline_is_converted_by_the_factor_of_its_analyte(
    analyte: str, unit: str, baseline_unit: str, baseline: str, expected: int | None
) -> None:
    limit = None if analyte == "creatinine" else "20"
    low = None if analyte == "creatinine" else "1"
    found = grade(analyte, measured("180", unit, high=limit), measured(baseline, baseline_unit, high=low))
    assert found.grade == expected


def test_a_baseline_that_only_bounds_is_none() -> None:
    bound = measured("100", high="40", comparator=Comparator.ABOVE)
    assert (grade("ALT", measured("121", high="40"), bound).against) == "ULN"


def test_the_limit_at_the_baseline_decides_whether_that_was_abnormal() -> None:
    later = measured("100", high="40")
    assert grade("ALT", later, measured("50", high="60")).against == "ULN"
    assert grade("ALT", later, measured("50", high="45")).against == "baseline"
    assert grade("ALT", later, measured("50")).against == "baseline"
    assert grade("ALT", later, measured("40")).against == "ULN"


def test_a_graded_row_without_the_baseline_arm_never_looks_at_the_baseline() -> None:
    assert grade("LDH", measured("300", high="250"), measured("2000", high="250")).grade == 1
    assert grade("Hb", measured("61", "g/L"), measured("60", "g/L")).grade == 3


def test_a_baseline_in_mg_per_dl_is_converted_for_creatinine() -> None:
    found = grade("creatinine", measured("200", "umol/L", high="110"), measured("0.8", "mg/dL", high="1.2"))
    assert (found.grade, found.against) == (2, "ULN")
    assert grade("creatinine", measured("130", "umol/L", high="110"), measured("0.8", "mg/dL")).grade == 2
