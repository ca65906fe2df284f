from decimal import Decimal

import pytest
from msgspec.structs import replace

from tests import examples as ex
from tests.sheets import line, lines, sheets
from tracker.events.fact import Site
from tracker.events.observation import ImagingStudy, LesionObserved
from tracker.events.treatment import RegimenDrug
from tracker.projections.months import months_of
from tracker.projections.sheets import sheets_of
from tracker.values import vocabularies as words
from tracker.values.vocabularies import ChangeReason, LesionStatus, Newness, Presence

WAYS = (words.Modality.MRI, words.Modality.PET_CT)


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
    assert line(found[8], "Line").text == "2 since ≈M8.4 (asserted)"


def test_a_regimen_is_abbreviated_and_keeps_its_full_name() -> None:
    start = replace(
        ex.started("l2", day=1),
        drugs=(
            RegimenDrug(drug="nab-paclitaxel"),
            RegimenDrug(drug="tislelizumab", status=words.DrugStatus.NOT_STATED),
        ),
    )
    regimen = line(sheets(start)[0], "Regimen")
    assert (regimen.text, regimen.full) == ("nab-P + tisle?", "nab-paclitaxel + tislelizumab?")


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
    assert (off.text, off.was) == ("off: completed since M2.3", "held: financial")
    assert not lines(found[2], "Regimen")


def test_the_state_of_an_uncertain_fact_doubts_the_fact_and_not_the_value() -> None:
    found = sheets(ex.ecog(2, day=(20, 40)), ex.contact(day=100))
    doubted, later = line(found[0], "ECOG"), line(found[2], "ECOG")
    assert (doubted.text, doubted.approximate, doubted.age) == ("2", True, "≈0 d")
    assert (later.approximate, later.age) == (False, "≈2 mo")


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


def test_what_another_study_of_the_same_report_found_stands_beside_it_until_the_next_report() -> None:
    seen = (ex.lesion("node", status=status) for status in (LesionStatus.DECREASED, LesionStatus.RESOLVED))
    mri, pet = (ImagingStudy(modality=way, lesions=(look,)) for way, look in zip(WAYS, seen, strict=True))
    for studies in ((mri, pet), (pet, mri)):
        both = replace(ex.scan("a", day=5), studies=studies)
        found = sheets(both, ex.scan("b", ex.lesion("node"), day=40), ex.contact(day=50))
        assert line(found[0], "Lesions").text == "node decreased (MRI, PET-CT: resolved)"
        assert "PET-CT: resolved" not in line(found[1], "Lesions").text


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
    assert [line(found[month], "RT").text for month in (0, 2)] == [
        "PTV 60 Gy/30 since M0.7 (in course, doses as planned)",
        "PTV 60 Gy/30 M0.7–M2.0",
    ]


def test_relieved_symptoms_and_absences_stay_visible() -> None:
    found = sheets(
        ex.finding("onset", "dyspnea", "weakness", day=0),
        ex.finding("none", "fever", "weight loss", presence=Presence.ABSENT, day=0),
        ex.finding("relief", "symptoms", presence=Presence.RELIEVED, day=5),
    )
    texts = [found_line.text for found_line in lines(found[0], "Symptoms")]
    assert "dyspnea, weakness: relieved" in texts
    assert "no fever, no weight loss" in texts


def test_the_sheets_of_a_case_are_the_sheets_of_its_months() -> None:
    found = ex.history(ex.diagnosed(day=0), ex.ecog(1, day=40), ex.ecog(2, key="e", day=100))
    frames = months_of(found)
    assert sheets_of(found, frames) == tuple(sheets_of(found, (frame,))[0] for frame in frames)


def test_an_event_leaves_out_nothing_that_was_stated() -> None:
    possible = Site(name="lung", certainty=words.Certainty.POSSIBLE)
    grown = LesionObserved(
        lesion="n", site=ex.site("node"), mm=Decimal(12), axis=words.Axis.SHORT, previously_mm=Decimal(6)
    )
    study = ImagingStudy(
        modality=words.Modality.CT,
        impression="suspicious",
        overall=words.OverallChange.WORSE,
        lesions=(LesionObserved(lesion="l", site=possible), grown),
    )
    (sheet,) = sheets(
        replace(ex.scan("ct", day=5), studies=(study,)),
        ex.cycle(
            "l1",
            1,
            ex.drug("cisplatin", 75, days="1-2"),
            ex.drug("capecitabine", "1.5", "g", per=words.Per.DOSE, times_per_day=2, days="1-14"),
            day=6,
        ),
    ).values()
    assert [event.text for event in sheet.events[1:]] == [
        "CT: lung (possible), node 12 mm short axis (was 6 mm), worse – suspicious",
        "1 of l1: cisplatin 75 mg (per day or cycle not stated) D1-2, cape 1.5 g ×2 D1-14",
    ]


def test_what_months_say_alike_is_held_once() -> None:
    """A long chart has thousands of lines, and most say what they said the month before."""
    found = sheets(ex.staged("3", "2", "1", "IVB", day=5), ex.ecog(1, day=40), ex.contact(day=200))
    again = sheets(ex.ecog(1, day=40), ex.contact(day=200))
    assert line(found[3], "Stage").text is line(found[4], "Stage").text
    assert line(found[3], "ECOG").age is line(again[3], "ECOG").age
