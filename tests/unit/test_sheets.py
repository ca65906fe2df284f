from decimal import Decimal

import pytest
from msgspec.structs import replace

from tests import examples as ex
from tracker.events.catalogue import Fact
from tracker.events.treatment import RegimenDrug
from tracker.projections.lab_readings import change_text, short_number
from tracker.projections.months import months_of
from tracker.projections.sheet import LabLine, Sheet, StateLine
from tracker.projections.sheets import sheets_of
from tracker.values import vocabularies as words
from tracker.values.vocabularies import ChangeReason, LesionStatus, Newness, Presence, WordMeaning

COPIES = "{copies}/mL"


def sheets(*facts: Fact, known: bool = False) -> dict[int, Sheet]:
    found = ex.history(ex.diagnosed(day=0), *facts)
    return {sheet.month: sheet for sheet in sheets_of(found, months_of(found, known=known))}


def lines(sheet: Sheet, label: str) -> list[StateLine]:
    return [line for line in sheet.state if line.label == label]


def line(sheet: Sheet, label: str) -> StateLine:
    (found,) = lines(sheet, label)
    return found


def lab(sheet: Sheet, analyte: str) -> LabLine:
    return next(line for line in sheet.labs if line.analyte == analyte)


def test_a_changed_value_says_what_it_was_only_in_the_month_of_the_change() -> None:
    found = sheets(ex.ecog(1, day=5), ex.ecog(2, key="e2", day=40), ex.contact(day=100))
    changed = line(found[1], "ECOG")
    assert (changed.text, changed.was, changed.mark) == ("2", "1", "▲")
    assert (line(found[2], "ECOG").was, line(found[2], "ECOG").mark) == ("", "")


def test_a_value_is_as_old_as_the_fact_that_states_it() -> None:
    found = sheets(ex.ecog(2, day=0), ex.contact(day=250))
    assert line(found[8], "ECOG").age_days == pytest.approx(9 * 30.4375)


def test_a_value_that_may_not_have_come_yet_is_approximate() -> None:
    found = sheets(ex.ecog(2, day=(0, 50)), ex.contact(day=80))
    assert [line(found[month], "ECOG").approximate for month in (0, 1)] == [True, False]


def test_the_line_says_since_when_and_that_it_is_asserted() -> None:
    found = sheets(ex.started("l2", line=2, day=(250, 262)), ex.contact(day=300))
    assert line(found[8], "Line").text == "2 since M8.4 (asserted)"


def test_a_regimen_is_abbreviated_and_keeps_its_full_name() -> None:
    start = replace(
        ex.started("l2", day=1),
        drugs=(
            RegimenDrug(drug="nab-paclitaxel"),
            RegimenDrug(drug="tislelizumab", status=words.DrugStatus.NOT_STATED),
        ),
    )
    regimen = line(sheets(start)[0], "Regimen")
    assert (regimen.text, regimen.full) == ("nab-P + tisle?", "nab-paclitaxel + tislelizumab")


def test_a_regimen_known_only_by_reference_stands_in_quotation_marks() -> None:
    start = replace(ex.started("l3", day=1), referred_to_as="original treatment regimen")
    assert line(sheets(start)[0], "Regimen").text == "“original treatment regimen”"


def test_a_hold_says_why_and_since_when_and_a_stop_that_it_is_off() -> None:
    found = sheets(
        ex.started("l1", "cisplatin", day=1),
        ex.held("l1", ChangeReason.FINANCIAL, day=40),
        ex.stopped("l1", ChangeReason.COMPLETED, day=70),
    )
    assert line(found[1], "Treatment").text == "held: financial since M1.3"
    off = line(found[2], "Treatment")
    assert (off.text, off.was) == ("off: completed since M2.2", "held: financial")
    assert not lines(found[2], "Regimen")


def test_a_new_lesion_is_marked_in_its_month_only_and_a_size_has_its_direction() -> None:
    found = sheets(
        ex.scan("a", ex.lesion("node", 12, new=Newness.YES), day=5),
        ex.scan("b", ex.lesion("node", 20), day=40),
        ex.scan("c", ex.lesion("node", None, status=LesionStatus.RESOLVED), day=70),
        ex.contact(day=100),
    )
    marks = [line(found[month], "Lesions").mark for month in range(4)]
    assert marks == ["NEW", "▲", "GONE", ""]
    assert line(found[1], "Lesions").was == "12 mm"
    assert line(found[3], "Lesions").text == "node resolved (CT)"


def test_a_look_without_a_size_shows_the_last_size_as_the_last_one() -> None:
    found = sheets(
        ex.scan("a", ex.lesion("node", 12), day=5),
        ex.scan("b", ex.lesion("node", None, status=LesionStatus.STABLE), day=40),
    )
    assert line(found[1], "Lesions").text == "node stable, last 12 mm (CT)"


def test_a_lesion_seen_in_another_way_than_before_says_so() -> None:
    found = sheets(
        ex.scan("a", ex.lesion("node"), modality=words.Modality.PET_CT, day=5),
        ex.scan("b", ex.lesion("node"), modality=words.Modality.SPECT, day=40),
        ex.scan("c", ex.lesion("node"), modality=words.Modality.SPECT, day=70),
    )
    tails = [line(found[month], "Lesions").text for month in range(3)]
    assert tails == ["node present (PET-CT)", "node present (SPECT, PET-CT before)", "node present (SPECT)"]


def test_the_lesions_of_the_latest_look_stand_first_new_ones_before_others_and_resolved_ones_last() -> None:
    found = sheets(
        ex.scan("a", ex.lesion("old", where="lung"), day=5),
        ex.scan("b", ex.lesion("gone", where="liver", status=LesionStatus.RESOLVED), day=9),
        ex.scan("c", ex.lesion("seen", where="bone"), ex.lesion("new", where="node", new=Newness.YES), day=9),
    )
    names = [found_line.text.split()[0] for found_line in lines(found[0], "Lesions")]
    assert names == ["node", "bone", "lung", "liver"]


def test_radiotherapy_says_since_when_and_once_it_is_over_until_when() -> None:
    found = sheets(ex.radiotherapy("rt", 60, 30, day=20), ex.contact(day=70))
    assert [line(found[month], "RT").text for month in (0, 2)] == ["PTV 60 Gy/30 since M0.6", "PTV 60 Gy/30 M0.6–M2.0"]


def test_relieved_symptoms_and_absences_stay_visible() -> None:
    found = sheets(
        ex.finding("onset", "dyspnea", "weakness", day=0),
        ex.finding("none", "fever", presence=Presence.ABSENT, day=0),
        ex.finding("relief", "symptoms", presence=Presence.RELIEVED, day=5),
    )
    texts = [found_line.text for found_line in lines(found[0], "Symptoms")]
    assert "dyspnea, weakness: relieved" in texts
    assert "no fever" in texts


def test_a_dead_patient_heads_the_sheet_and_has_the_badge() -> None:
    found = sheets(ex.progression(1, day=5), ex.died("infection", day=40))
    assert found[0].badge == "▲ PD1"
    assert found[1].badge == "✝"
    assert (found[1].state[0].text, found[1].state[0].was) == ("dead M1.3 of infection", "alive")


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


def test_a_result_without_a_number_between_two_numbers_leaves_no_change_to_tell() -> None:
    found = sheets(
        ex.lab("EBV-DNA", 2620, COPIES, key="a", day=1),
        ex.lab("EBV-DNA", word="dropped", key="b", day=5),
        ex.lab("EBV-DNA", "2.40e3", COPIES, word="peak", key="c", day=9),
    )
    assert (lab(found[0], "EBV-DNA").change, lab(found[0], "EBV-DNA").word) == ("", "peak")
    assert [event.text for event in found[0].events if event.key == "c"] == ["EBV-DNA 2.40e3 copies/mL “peak”"]


def test_an_old_result_is_not_of_this_month() -> None:
    found = sheets(ex.lab("Hb", 61, "g/L", day=1), ex.contact(day=50))
    assert [lab(found[month], "Hb").this_month for month in (0, 1)] == [True, False]


def test_an_event_that_is_not_certain_says_so_and_a_possible_one_is_listed_apart() -> None:
    found = sheets(ex.ecog(1, day=(20, 80)), ex.contact(day=100))
    assert [(event.when, event.possible) for event in found[0].possible] == [("≥M0.6", True)]
    assert found[1].events[0].when == "≈M1.6"


def test_an_event_known_only_later_says_so() -> None:
    found = sheets(ex.response("r", "PR", day=5, known="publication"), ex.ecog(1, day=5))
    assert {event.key: event.late for event in found[0].events if event.key != "dx"} == {"r": True, "ecog-0": False}


def test_a_dated_case_shows_days_it_knows_and_months_it_does_not() -> None:
    found = ex.history(ex.diagnosed(at="2023-01-10"), ex.ecog(1, at="2023-01"), ex.ecog(2, key="e2", at="2023-01-20"))
    (sheet,) = sheets_of(found, months_of(found))
    assert {event.key: event.when for event in sheet.events} == {
        "dx": "2023-01-10",
        "ecog-0": "2023-01",
        "e2": "2023-01-20",
    }
    assert sheet.label == "M0 · to 2023-02-09"


def test_an_undated_case_shows_no_date() -> None:
    assert sheets(ex.contact(day=40))[1].label == "M1"


def test_the_sheets_of_a_case_are_the_sheets_of_its_months() -> None:
    found = ex.history(ex.diagnosed(day=0), ex.ecog(1, day=40), ex.ecog(2, key="e", day=100))
    frames = months_of(found)
    assert sheets_of(found, frames) == tuple(sheets_of(found, (frame,))[0] for frame in frames)


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
