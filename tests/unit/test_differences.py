from decimal import Decimal

import pytest
from msgspec.structs import replace

from tests import examples as ex
from tests.sheets import lab, line, lines
from tracker.events.catalogue import Fact
from tracker.projections.differences import NO_BASELINE, Reference, sheet_against
from tracker.projections.months import months_of
from tracker.projections.sheet import Sheet
from tracker.projections.sheets import sheets_of
from tracker.values.vocabularies import LesionStatus, Newness
from tracker.values.when import Timing

COPIES = "{copies}/mL"


def against(reference: Reference, *facts: Fact, known: bool = False) -> dict[int, Sheet]:
    history = ex.history(ex.diagnosed(day=0), *facts)
    frames = months_of(history, known=known)
    pairs = zip(frames, sheets_of(history, frames), strict=True)
    return {frame.month: sheet_against(history, frame, sheet, reference) for frame, sheet in pairs}


def what_was(month: Sheet) -> list[str]:
    return [found.was for found in month.state if found.was] + [found.was for found in month.labs if found.was]


TREATED = (
    ex.lab("EBV-DNA", 5000, COPIES, key="e0", day=1),
    ex.lab("EBV-DNA", 6000, COPIES, key="e1", day=9),
    ex.ecog(1, day=3),
    ex.scan("s0", ex.lesion("n", 30), day=4),
    ex.started("l1", "cisplatin", day=10),
    ex.cycle("l1", 1, ex.drug("cisplatin", 100), day=10),
    ex.lab("EBV-DNA", 100, COPIES, key="e2", day=70),
    ex.scan("s1", ex.lesion("n", 12), day=71),
    ex.lab("EBV-DNA", 800, COPIES, key="e3", day=130),
    ex.scan("s2", ex.lesion("n", 18), ex.lesion("new", 9, where="lung", new=Newness.YES), day=131),
    ex.ecog(3, key="ecog-1", day=135),
)


def test_the_baseline_of_a_marker_is_its_last_number_not_after_the_first_dose() -> None:
    found = lab(against(Reference.BASELINE, *TREATED)[4], "EBV-DNA")
    assert (found.value, found.was, found.change) == ("800", "6e3 (M0.3)", "▼ 87 %")


def test_the_nadir_of_a_marker_is_the_smallest_number_before_the_last_one() -> None:
    found = lab(against(Reference.NADIR, *TREATED)[4], "EBV-DNA")
    assert (found.was, found.change) == ("100 (M2.3)", "▲ 700 %")


def test_what_came_before_the_baseline_is_no_nadir() -> None:
    low = ex.lab("EBV-DNA", 2, COPIES, key="low", day=0)
    assert lab(against(Reference.NADIR, low, *TREATED)[4], "EBV-DNA").was == "100 (M2.3)"


def test_a_state_says_what_it_was_at_baseline_and_which_way_it_went() -> None:
    month = against(Reference.BASELINE, *TREATED)[4]
    assert (line(month, "ECOG").was, line(month, "ECOG").mark) == ("1", "▲")
    grown, shrunk = (found for found in lines(month, "Lesions"))
    assert (grown.mark, grown.was) == ("NEW", "")
    assert (shrunk.mark, shrunk.was) == ("▼", "30 mm")
    assert month.reference == "baseline M0.3"


def test_a_lesion_says_how_small_it_was() -> None:
    month = against(Reference.NADIR, *TREATED)[4]
    found = {each.text.split()[0]: (each.mark, each.was) for each in lines(month, "Lesions")}
    assert found == {"node": ("▲", "12 mm"), "lung": ("NEW", "")}
    assert (line(month, "ECOG").was, month.reference) == ("", "nadir")


def test_growth_that_a_report_states_is_not_growth_since_the_reference() -> None:
    grown = replace(ex.lesion("late", 12, where="liver"), previously_mm=Decimal(6))
    for reference, mark in ((Reference.BASELINE, "+"), (Reference.NADIR, ""), (Reference.OFF, "")):
        month = against(reference, *TREATED, ex.scan("s3", grown, day=140))[4]
        assert [(each.mark, each.was) for each in lines(month, "Lesions") if "liver" in each.text] == [(mark, "")]
    month = against(Reference.MONTH, *TREATED, ex.scan("s3", grown, day=140))[4]
    assert [(each.mark, each.was) for each in lines(month, "Lesions") if "liver" in each.text] == [("▲", "6 mm")]


def test_a_lesion_that_was_gone_was_smaller_than_any_other() -> None:
    gone = ex.scan("gone", ex.lesion("n", status=LesionStatus.RESOLVED), day=80)
    found = [each for each in lines(against(Reference.NADIR, *TREATED, gone)[4], "Lesions") if "node" in each.text]
    assert [(each.mark, each.was) for each in found] == [("▲", "resolved")]


def test_before_anything_was_given_there_is_no_baseline() -> None:
    month = against(Reference.BASELINE, ex.ecog(1, day=3), ex.ecog(2, key="later", day=40))[1]
    assert month.reference == NO_BASELINE
    assert what_was(month) == []


def test_what_is_timed_after_the_first_dose_is_no_baseline_although_both_have_one_estimate() -> None:
    weeks = Timing(day=(0, 40))
    score = ex.ecog(1, at=(weeks, Timing(after="l1")))
    dose = ex.started("l1", "cisplatin", at=weeks)
    month = against(Reference.BASELINE, ex.ecog(0, key="first", day=0), dose, score, ex.ecog(3, key="last", day=70))[2]
    assert line(month, "ECOG").was == "0"


def test_what_was_not_measured_at_baseline_says_so() -> None:
    month = against(Reference.BASELINE, *TREATED, ex.lab("LDH", 300, "U/L", day=140))[4]
    assert lab(month, "LDH").was == "not measured"


def test_results_in_two_units_have_no_change_and_the_other_one_its_unit() -> None:
    month = against(Reference.BASELINE, *TREATED, ex.lab("EBV-DNA", 9, "IU/mL", key="e4", day=140))[4]
    found = lab(month, "EBV-DNA")
    assert (found.was, found.change) == ("6e3 copies/mL (M0.3)", "")
    assert (
        lab(against(Reference.NADIR, *TREATED, ex.lab("EBV-DNA", 9, "IU/mL", key="e4", day=140))[4], "EBV-DNA").was
        == ""
    )


def test_a_word_beside_a_number_says_what_the_number_was() -> None:
    month = against(Reference.BASELINE, *TREATED, ex.lab("EBV-DNA", word="rising", key="e4", day=140))[4]
    assert (lab(month, "EBV-DNA").was, lab(month, "EBV-DNA").change) == ("6e3 copies/mL (M0.3)", "")


def test_compared_with_nothing_no_line_says_what_it_was() -> None:
    for month in against(Reference.OFF, *TREATED).values():
        assert what_was(month) == []
        assert not [found for found in month.labs if found.change or found.fold]


def test_what_is_there_no_more_says_what_it_was_at_baseline() -> None:
    stop = ex.stopped("l1", day=100)
    month = against(Reference.BASELINE, *TREATED, stop)[4]
    assert [(found.text, found.was) for found in lines(month, "Regimen")] == [("none", "cisplatin")]


def test_known_then_the_baseline_is_what_was_known() -> None:
    late = ex.ecog(2, key="late", day=8, known=Timing(day=160))
    assert line(against(Reference.BASELINE, *TREATED, late, known=True)[4], "ECOG").was == "1"
    assert line(against(Reference.BASELINE, *TREATED, late)[4], "ECOG").was == "2"


@pytest.mark.parametrize("reference", list(Reference))
def test_the_references_come_round(reference: Reference) -> None:
    way = reference
    for _ in Reference:
        way = way.following
    assert way is reference
