from decimal import Decimal

import pytest
from msgspec.structs import replace

from tests import examples as ex
from tests.sheets import lab, lines, sheets
from tracker.projections.lab_readings import change_text, short_number
from tracker.values import vocabularies as words
from tracker.values.vocabularies import WordMeaning

COPIES = "{copies}/mL"


def test_a_result_without_a_value_shows_the_word_of_the_source_in_quotation_marks() -> None:
    found = sheets(ex.lab("EBV-DNA", word="relatively low", day=3))
    assert (lab(found[0], "EBV-DNA").value, lab(found[0], "EBV-DNA").series) == ("“relatively low”", ())


def test_a_flag_has_a_basis_or_is_not_there() -> None:
    found = sheets(
        ex.lab("LDH", 6029, "U/L", word="elevated", word_means=WordMeaning.HIGH, day=1),
        ex.lab("ALT", 90, "U/L", reference=(5, 40), day=1),
        ex.lab("AST", 90, "U/L", day=1),
    )[0]
    flags = {line.analyte: (line.flag, line.flag_basis, line.grade) for line in found.labs}
    assert flags["LDH"] == ("H", "elevated", "G1 by word")
    assert flags["ALT"] == ("H", "reference range", "G1")
    assert flags["AST"] == ("", "", "not gradable")


def test_a_result_without_a_number_between_two_numbers_is_no_bridge_and_keeps_the_last_number_in_sight() -> None:
    found = sheets(
        ex.lab("EBV-DNA", "2.62e3", COPIES, key="a", day=1),
        ex.lab("EBV-DNA", word="dropped", key="b", day=40),
        ex.lab("EBV-DNA", "2.40e3", COPIES, key="c", word="peak", day=100),
    )
    worded, peak = lab(found[1], "EBV-DNA"), lab(found[3], "EBV-DNA")
    assert (worded.value, worded.last_number) == ("“dropped”", "2.62e3 copies/mL, 60 d old")
    assert (peak.change, peak.word, peak.last_number) == ("", "peak", "")


def test_a_fall_to_a_tenth_is_a_factor_as_well() -> None:
    found = sheets(ex.lab("EBV-DNA", "6.15e5", COPIES, key="a", day=1), ex.lab("EBV-DNA", 131, COPIES, key="b", day=40))
    assert (lab(found[1], "EBV-DNA").change, lab(found[1], "EBV-DNA").fold) == ("▼ 99 %", "÷4695")


def test_a_grade_says_its_version_and_what_it_rests_on() -> None:
    found = sheets(
        ex.lab("Hb", 61, "g/L", day=1),
        ex.lab("LDH", 332, "U/L", day=1),
        ex.lab("ALT", 90, "U/L", reference=(5, 40), day=1),
        replace(ex.adverse_event("Rash", 2, day=1), ctcae_version="5.0"),
        ex.adverse_event("Nausea", 1, key="other", day=1),
    )[0]
    assert {line.analyte: (line.grade_version, line.grade_basis) for line in found.labs} == {
        "Hb": ("5.0", "absolute"),
        "LDH": ("5.0", "no upper limit of normal"),
        "ALT": ("5.0", "ULN"),
    }
    assert {line.text for line in lines(found, "AE")} == {
        "G2 Rash (CTCAE 5.0)",
        "G1 Nausea (no CTCAE version)",
    }


def test_a_baseline_is_a_result_that_its_pair_places_before_the_dose_although_its_estimate_does_not() -> None:
    # The scan has no earliest day: closing that one moves the estimate of the result to day 22.5, but no bound of it.
    found = sheets(
        ex.lab("ALT", 130, "U/L", reference=(None, 40), key="first", day=(0, 40)),
        ex.scan("s", before="first", at_least="5 d"),
        ex.started("l1", "cisplatin", day=21),
        ex.lab("ALT", 190, "U/L", reference=(None, 40), key="later", day=50),
    )
    assert (lab(found[1], "ALT").grade, lab(found[1], "ALT").grade_basis) == ("G0", "baseline")


def test_such_a_baseline_is_found_under_another_name_of_the_analyte_too() -> None:
    found = sheets(
        ex.lab("ALT", 130, "U/L", reference=(None, 40), key="first", day=(0, 40)),
        ex.scan("s", before="first", at_least="5 d"),
        ex.started("l1", "cisplatin", day=21),
        ex.lab("alanine aminotransferase", 190, "U/L", reference=(None, 40), key="later", day=50),
    )
    assert (lab(found[1], "ALT").grade, lab(found[1], "ALT").grade_basis) == ("G0", "baseline")


def test_a_result_is_compared_with_the_number_before_it_in_the_panel_and_in_its_event() -> None:
    found = sheets(
        ex.lab("EBV-DNA", "6.15e5", COPIES, key="a", day=1),
        ex.lab("EBV-DNA", 131, COPIES, key="b", day=40),
        ex.lab("EBV-DNA", 2630, COPIES, key="c", day=50),
    )
    assert lab(found[1], "EBV-DNA").change == "▲ ×20"
    assert [event.text for event in found[1].events] == [
        "EBV-DNA 131 copies/mL ▼ 99 %",
        "EBV-DNA 2.63e3 copies/mL ▲ ×20",
    ]
    assert lab(found[1], "EBV-DNA").series == (615000, 131, 2630)


@pytest.mark.parametrize(
    ("unit", "comparator"),
    [
        pytest.param("g/dL", None, id="another unit"),
        pytest.param("g/L", words.Comparator.BELOW, id="a bound is no number"),
    ],
)
def test_what_cannot_be_compared_has_no_change(unit: str, comparator: words.Comparator | None) -> None:
    found = sheets(
        ex.lab("Hb", 61, "g/L", key="a", day=1), ex.lab("Hb", 9, unit, key="b", comparator=comparator, day=2)
    )
    assert lab(found[0], "Hb").change == ""


def test_an_old_result_is_not_of_this_month() -> None:
    found = sheets(ex.lab("Hb", 61, "g/L", day=1), ex.contact(day=50))
    assert [lab(found[month], "Hb").this_month for month in (0, 1)] == [True, False]


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [
        ("6.15e5", COPIES, "6.15e5"),
        ("2630", COPIES, "2.63e3"),
        ("2.40e3", COPIES, "2.40e3"),
        ("131", COPIES, "131"),
        ("6029", "U/L", "6029"),
        ("12345.67", "U/L", "1.235e4"),
        ("0.5", "g/L", "0.5"),
    ],
)
def test_a_number_is_short(number: str, unit: str, text: str) -> None:
    assert short_number(Decimal(number), unit) == text


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        pytest.param(6029, 332, "▼ 94 %", id="a fall"),
        pytest.param(615000, 131, "▼ 99 %", id="only nothing left is 100 %"),
        pytest.param(100, 0, "▼ 100 %", id="nothing left"),
        pytest.param(1000, 1001, "▲ < 1 %", id="hardly a rise"),
        pytest.param(10, 100, "▲ ×10", id="from ten times on a factor"),
        pytest.param(5, 5, "= 0 %", id="the same"),
        pytest.param(0, 5, "▲", id="from nothing there is no percentage"),
    ],
)
def test_a_change_is_short_and_never_exaggerates(before: int, after: int, text: str) -> None:
    assert change_text(Decimal(before), Decimal(after)) == text
