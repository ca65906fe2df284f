"""One analyte in blood and in another fluid are two series everywhere; serum, plasma and whole blood are one."""

import pytest
from msgspec.structs import replace

from tests import examples as ex
from tests.sheets import sheets
from tracker.events.catalogue import Fact
from tracker.events.laboratory import LabResulted
from tracker.events.soundness import faults_of
from tracker.projections.baseline import baseline_of
from tracker.projections.chronicles import chronicle_of
from tracker.projections.comparison import lay_out
from tracker.projections.discrepancies import discrepancies_in
from tracker.projections.lab_series import series_name, series_of
from tracker.projections.markers import derive_markers
from tracker.projections.pictures import picture_of
from tracker.projections.rows.labs import derive_labs
from tracker.values.specimens import other_specimen


def of(specimen: str, lab: LabResulted) -> LabResulted:
    return replace(lab, specimen=specimen)


SERUM = of("serum", ex.lab("LDH", 332, "U/L", key="serum", day=3, reference=(None, 250)))
CSF = of("CSF", ex.lab("LDH", 30, "U/L", key="csf", day=40, word="a peak", reference=(None, 20)))
BOTH: tuple[Fact, ...] = (ex.diagnosed(day=0), SERUM, CSF)


def test_the_panel_has_a_line_for_each_specimen_without_a_change_between_them_and_grades_blood_alone() -> None:
    found = sheets(SERUM, CSF)[1]
    assert [(line.analyte, line.value, line.change, line.grade) for line in found.labs] == [
        ("LDH", "332", "", "G1"),
        ("LDH (CSF)", "30", "", ""),
    ]
    assert [event.text for event in found.events if "LDH" in event.text] == ["LDH (CSF) 30 U/L “a peak”"]


def test_curves_lanes_and_markers_are_of_one_specimen() -> None:
    found = ex.history(*BOTH)
    assert [(curve.analyte, len(curve.points)) for curve in picture_of(found).curves] == [("LDH", 1), ("LDH (CSF)", 1)]
    assert [(marker.analyte, marker.numbers) for marker in derive_markers(found)] == [("LDH", 1), ("LDH (CSF)", 1)]
    lanes = [lane.name for group in chronicle_of(found).groups for lane in group.tracks if "LDH" in lane.name]
    assert lanes == ["LDH", "LDH (CSF)"]


def test_the_table_of_a_comparison_and_its_baseline_have_a_row_for_each_specimen() -> None:
    found = ex.history(*BOTH)
    cells = [(cell.item, cell.events) for cell in lay_out(found) if "LDH" in cell.item]
    assert cells == [("LDH", ("serum",)), ("LDH (CSF)", ("csf",))]
    assert {name: value for name, value in baseline_of(found).items() if "LDH" in name} == {
        "LDH": "332",
        "LDH (CSF)": "30",
    }


def test_in_sql_only_a_result_of_blood_has_a_term_and_a_grade() -> None:
    graded = {row.key: (row.ctcae_term is not None, row.grade) for row in derive_labs(ex.history(*BOTH))}
    assert graded == {"serum": (True, 1), "csf": (False, None)}


def test_a_result_of_urine_is_no_baseline_of_one_of_serum() -> None:
    urine = of("urine", ex.lab("creatinine", 50, "umol/L", key="urine", day=2))
    serum = of("serum", ex.lab("creatinine", 120, "umol/L", key="after", day=25))
    given = ex.cycle("l1", 1, ex.drug("cisplatin"), day=10)
    assert [line.grade for line in sheets(urine, given, serum)[0].labs] == ["", "not gradable"]
    plasma = of("plasma", urine)
    assert [(line.grade, line.change) for line in sheets(plasma, given, serum)[0].labs] == [("G2", "▲ 140 %")]


def test_a_peak_and_a_unit_of_one_specimen_say_nothing_of_another() -> None:
    rules = [each.rule for each in discrepancies_in(ex.history(*BOTH))]
    assert "peak-not-peak" not in rules
    other = replace(CSF, unit="ukat/L", word="")
    assert "units-differ" not in [each.rule for each in discrepancies_in(ex.history(BOTH[0], SERUM, other))]
    assert "peak-not-peak" in [each.rule for each in discrepancies_in(ex.history(BOTH[0], SERUM, of("", CSF)))]


def test_an_analyte_of_urine_may_have_other_units_than_that_of_blood() -> None:
    entry = ex.lab("creatinine", 9, "mmol/L", day=2)
    assert [fault.path for fault in faults_of(entry)] == [("unit",)]
    assert list(faults_of(of("urine", entry))) == []


@pytest.mark.parametrize(
    "specimen", ["", "Serum", "plasma", "whole blood", "Venous blood specimen", "EDTA-plasma", "fasting serum sample"]
)
def test_every_specimen_of_blood_is_one(specimen: str) -> None:
    assert series_of(of(specimen, SERUM)) == series_of(of("", SERUM))
    assert series_name(of(specimen, SERUM)) == "LDH"


@pytest.mark.parametrize("specimen", ["urine", "CSF", "pleural fluid", "bone marrow blood", "cord blood", "ascites"])
def test_every_other_specimen_is_another_series_that_names_it(specimen: str) -> None:
    assert series_of(of(specimen, SERUM)) != series_of(SERUM)
    assert series_name(of(specimen, SERUM)) == f"LDH ({specimen})"


def test_one_fluid_under_two_names_is_one() -> None:
    assert other_specimen("Cerebrospinal fluid") == other_specimen("csf specimen") != ""
