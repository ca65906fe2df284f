"""What a death, treatment, a doubtful progression and a later lesion leave standing of what was said before them."""

from msgspec.structs import replace

from tests import examples as ex
from tests.sheets import line, lines, sheets
from tracker.events.catalogue import Fact
from tracker.values.vocabularies import Certainty, ChangeReason, LesionStatus, Modality, ProgressionExtent

START = ex.started("l1", "cisplatin", day=1)
DEATH = ex.died(day=100)


def said(month: int, label: str, *facts: Fact) -> list[str]:
    return [line.text for line in lines(sheets(*facts)[month], label)]


def test_a_death_leaves_standing_how_long_before_it_treatment_had_ended() -> None:
    stopped = ex.stopped("l1", ChangeReason.TOXICITY, day=80)
    assert said(3, "Treatment", START, stopped, DEATH) == ["off: toxicity since M2.6 (20 d before death)"]
    held = ex.held("l1", ChangeReason.FINANCIAL, day=90)
    assert said(3, "Treatment", START, held, DEATH) == ["held: financial since M2.9 (10 d before death)"]
    assert said(3, "Treatment", DEATH) == []


def test_of_several_ends_of_treatment_the_last_one_counts() -> None:
    stopped = ex.stopped("l1", ChangeReason.NOT_STATED, day=40)
    facts = (START, stopped, ex.started("l2", "docetaxel", day=50), ex.stopped("l2", ChangeReason.COMPLETED, day=70))
    assert said(3, "Treatment", *facts, DEATH) == ["off: completed since M2.3 (30 d before death)"]


def test_treatment_that_ran_until_the_death_says_so() -> None:
    both = (START, ex.started("l2", "tislelizumab", concurrent_with="l1", day=20), DEATH)
    assert said(3, "Treatment", *both) == ["on at death: cisplatin, tisle"]
    assert said(3, "Regimen", *both) == []


SURE = ex.progression(1, "bone", day=40)


def test_a_progression_that_is_not_sure_leaves_the_last_sure_one_standing() -> None:
    looked = ex.scan("ct", sites=("bone",), day=20)
    marker = replace(ex.progression(2, extent=ProgressionExtent.BIOCHEMICAL_ONLY, day=70), key="pd-2")
    window = "bone: after M0.7 (CT: clear), by M1.3"
    assert said(2, "Progress", looked, SURE, marker) == ["PD2: biochemical only", "PD1: bone", window]
    found = lines(sheets(looked, SURE, marker)[2], "Progress")
    assert [(line.was, line.mark) for line in found[:2]] == [("", "▲"), ("", "")]
    possible = replace(ex.progression(2, "liver", certainty=Certainty.POSSIBLE, day=70), key="pd-2")
    assert said(2, "Progress", looked, SURE, possible) == [
        "PD2: liver, possible",
        "PD1: bone",
        "liver: not assessed before, by M2.3",
        window,
    ]


def test_a_sure_progression_takes_the_place_of_those_before_it() -> None:
    marker = replace(ex.progression(1, extent=ProgressionExtent.BIOCHEMICAL_ONLY, day=20), key="pd-0")
    sure = replace(SURE, ordinal=2)
    assert said(0, "Progress", marker, sure) == ["PD1: biochemical only"]
    assert said(1, "Progress", marker, sure) == ["PD2: bone", "bone: not assessed before, by M1.3"]
    later = lines(sheets(marker, sure)[1], "Progress")[0]
    assert (later.was, later.mark) == ("PD1", "▲")


def test_a_resolved_lesion_says_where_in_its_site_a_later_look_saw_one() -> None:
    gone = ex.scan("pet", replace(ex.lesion("b", where="bone"), status=LesionStatus.RESOLVED), day=10)
    ribs = ex.scan("spect", ex.lesion("r", where="bone (ribs)"), modality=Modality.SPECT, day=40)
    assert said(1, "Lesions", gone, ribs) == [
        "bone (ribs) present (SPECT)",
        "bone resolved (CT; since then in bone (ribs))",
    ]
    assert said(0, "Lesions", gone, ribs) == ["bone resolved (CT)"]
    elsewhere = ex.scan("mri", ex.lesion("l", where="liver"), day=40)
    assert said(1, "Lesions", gone, elsewhere)[-1] == "bone resolved (CT)"


def test_what_was_said_of_a_patient_before_treatment_and_not_again_says_so() -> None:
    cough = ex.finding("f", "cough", day=0)
    facts = (cough, ex.started("l1", "cisplatin", day=40), ex.finding("later", "pain", day=45), ex.contact(day=70))
    told = sheets(*facts)
    assert [each.text for each in lines(told[0], "Symptoms")] == ["cough"]
    assert [each.text for each in lines(told[1], "Symptoms")] == ["cough (before treatment)", "pain"]
    assert line(told[0], "Symptoms").keys == ("f",)
    assert lines(told[1], "Symptoms")[0].keys == ("f", "l1")
    again = replace(ex.finding("again", "cough", day=60), key="again")
    assert [each.text for each in lines(sheets(*facts, again)[1], "Symptoms")] == ["cough", "pain"]


def test_before_treatment_is_as_doubtful_as_its_first_dose() -> None:
    told = sheets(ex.finding("f", "cough", day=0), ex.started("l1", "cisplatin", day=(15, 40)), ex.contact(day=70))
    assert [(line(told[month], "Symptoms").text, line(told[month], "Symptoms").approximate) for month in (0, 1)] == [
        ("cough (before treatment)", True),
        ("cough (before treatment)", False),
    ]


def test_nobody_functions_after_a_death() -> None:
    work = replace(ex.contact("seen", day=20), function="at work")
    assert said(0, "Function", work, DEATH) == ["at work"]
    assert said(3, "Function", work, DEATH) == []
