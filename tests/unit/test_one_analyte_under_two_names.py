"""An analyte that two laboratories call differently is one everywhere: in the panel, in SQL, in the chart, in the checks."""

import pytest

from tests import examples as ex
from tests.sheets import sheets
from tracker.events.catalogue import Fact
from tracker.projections.chronicles import chronicle_of
from tracker.projections.discrepancies import discrepancies_in
from tracker.projections.markers import derive_markers
from tracker.projections.pictures import picture_of
from tracker.projections.rows.labs import derive_labs
from tracker.values.analytes import analyte_of, full_analyte
from tracker.values.ctcae_table import ROWS

BEFORE = ex.lab("creat", 60, "umol/L", key="before", day=2)
GIVEN = ex.cycle("l1", 1, ex.drug("cisplatin"), day=10)
AFTER = ex.lab("serum creatinine", 150, "umol/L", key="after", day=25)
FACTS: tuple[Fact, ...] = (ex.diagnosed(day=0), BEFORE, GIVEN, AFTER)


def test_the_panel_grades_against_the_same_baseline_as_sql() -> None:
    (line,) = sheets(BEFORE, GIVEN, AFTER)[0].labs
    (row,) = (row for row in derive_labs(ex.history(*FACTS)) if row.key == "after")
    assert (line.grade, line.grade_basis) == (row.grade_text, row.grade_against) == ("G2", "baseline")
    assert (line.analyte, line.change, line.keys) == ("creat", "▲ 150 %", ("after", "before"))


def test_a_curve_a_lane_and_a_marker_are_of_the_analyte_under_the_name_recorded_first() -> None:
    found = ex.history(*FACTS)
    (curve,) = picture_of(found).curves
    assert (curve.analyte, [point.key for point in curve.points]) == ("creat", ["before", "after"])
    assert [(marker.analyte, marker.numbers) for marker in derive_markers(found)] == [("creat", 2)]
    lanes = [lane.name for group in chronicle_of(found).groups for lane in group.tracks if "creat" in lane.name]
    assert lanes == ["creat"]


def test_two_units_of_it_are_remarked_on_under_either_name() -> None:
    found = ex.history(ex.diagnosed(day=0), BEFORE, ex.lab("creatinine", "1.7", "mg/dL", key="after", day=25))
    assert "units-differ" in [each.rule for each in discrepancies_in(found)]


@pytest.mark.parametrize(
    ("one", "other"),
    [("CA 19-9", "CA19-9"), ("EBV DNA", "EBVDNA"), ("ebv\u2011dna", "EBV-DNA"), ("platelet-count", "PLT")],
)
def test_letter_case_blanks_and_hyphens_make_no_other_analyte(one: str, other: str) -> None:
    assert analyte_of(one) == analyte_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fasting glucose", "random glucose"),
        ("corrected calcium", "total calcium"),
        ("direct bilirubin", "total bilirubin"),
        ("indirect bilirubin", "bilirubin"),
        ("neutrophil percentage", "neutrophils"),
        ("immature granulocytes", "neutrophils"),
        ("free hemoglobin", "hemoglobin"),
        ("hemoglobin A1c", "hemoglobin"),
        ("creatine", "creatinine"),
        ("urine creatinine", "serum creatinine"),
        ("bone alkaline phosphatase", "ALP"),
        ("CA 125", "CA 15-3"),
    ],
)
def test_names_that_are_no_synonyms_are_two_analytes(one: str, other: str) -> None:
    assert analyte_of(one) != analyte_of(other)


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("EBV DNA", "Epstein–Barr virus DNA"),
        ("CA-125", "cancer antigen 125"),
        ("ALC", "absolute lymphocyte count"),
        ("creat", "creatinine"),
        ("Neut", "absolute neutrophil count"),
        ("LDH (urine)", "lactate dehydrogenase"),
        ("platelets", ""),
        ("LDL", ""),
    ],
)
def test_an_abbreviation_is_expanded_under_any_spelling(name: str, full: str) -> None:
    assert full_analyte(name) == full


@pytest.mark.parametrize("name", ROWS)
def test_every_name_of_a_row_that_grades_is_one_analyte(name: str) -> None:
    assert analyte_of(name) == analyte_of(name.upper()) == analyte_of(name.replace(" ", "-")) == ROWS[name].term
