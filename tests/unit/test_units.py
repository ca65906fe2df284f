"""Units that a chart needs are accepted, and another spelling leads to the accepted one."""

import pytest

from tests import examples as ex
from tracker.adapters.casefile import read_case_file
from tracker.casebook.filling import sketched_from
from tracker.decisions.form import Values
from tracker.events.laboratory import LabResulted
from tracker.events.soundness import faults_of
from tracker.tui.ascii_words import spelled
from tracker.values.months import Calendar
from tracker.values.units import UCUM_UNITS, shown_unit, ucum_of_shown, ucum_spelling, unit_meant


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


@pytest.mark.parametrize("unit", sorted(UCUM_UNITS))
def test_every_unit_is_accepted_as_it_is_shown(unit: str) -> None:
    shown = {shown_unit(unit), spelled(shown_unit(unit)).strip(), shown_unit(unit).replace(" ", "  ")} - {""}
    assert {ucum_of_shown(each) for each in (unit, *shown)} == {unit}
    assert not set(shown_unit(unit)) & set("[]{}*")


def test_a_mere_number_shows_no_unit_and_words_say_so() -> None:
    assert shown_unit("1") == ""
    assert ucum_of_shown("no unit") == "1"


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("ng/ml", "ng/mL"),
        ("mu/l", "mU/L"),
        ("iu/ml", "[IU]/mL"),
        ("Ng/mL", "Ng/mL"),
        ("MMOL/L", "MMOL/L"),
        ("mMol/L", "mMol/L"),
        ("MU/L", "MU/L"),
        ("G/dL", "G/dL"),
    ],
)
def test_a_small_letter_is_the_large_one_only_where_no_other_unit_could_be_meant(typed: str, unit: str) -> None:
    assert unit_meant(typed) == unit


@pytest.mark.parametrize("text", ["g/dl", "furlong", "", "COPIES/ML"])
def test_what_nobody_shows_stays_as_it_is_written(text: str) -> None:
    assert ucum_of_shown(text) == text


def test_a_form_and_a_file_take_a_unit_as_it_is_shown() -> None:
    values: Values = {"key": "l", "occurred": "unknown", "analyte": "EBV-DNA", "value": "9", "unit": "copies/mL"}
    event, _, complaints = sketched_from("lab-resulted", values, Calendar(None))
    assert complaints == []
    assert isinstance(event, LabResulted)
    assert event.unit == "{copies}/mL"
    written = "key: l\n  type: lab-resulted\n  occurred: unknown\n  analyte: WBC\n  value: 9\n  unit: 10⁹/L"
    result = read_case_file("events.yaml", f"- {written}\n".encode(), case="x")
    assert result.problems == ()
    (fact,) = result.cases[0].facts
    assert isinstance(fact, LabResulted)
    assert fact.unit == "10*9/L"
