from msgspec.structs import replace

from tests import examples as ex
from tests.sheets import lines, sheets
from tracker.events.catalogue import Fact
from tracker.events.treatment import RegimenDrug
from tracker.values.vocabularies import DrugStatus, ProgressionExtent


def said(month: int, label: str, *facts: Fact) -> list[str]:
    return [line.text for line in lines(sheets(*facts)[month], label)]


START = ex.started("l1", "cisplatin", "tislelizumab", day=1)
C1 = ex.cycle("l1", 1, ex.drug("cisplatin", 70), ex.drug("tislelizumab", 200), day=1)
PD = ex.progression(1, "liver", day=40)
C2 = ex.cycle("l1", 2, ex.drug("tislelizumab", 200), day=50)


def test_the_last_platinum_is_the_last_cycle_that_names_one_under_any_name() -> None:
    ddp = ex.cycle("l1", 2, ex.drug("DDP", 70), day=35)
    assert said(1, "Platinum", START, C1, ddp) == ["last cisplatin, cycle 2 of l1"]
    assert said(1, "Platinum", START, C1, C2) == ["last cisplatin, cycle 1 of l1"]


def test_a_platinum_of_which_no_cycle_is_recorded_says_so() -> None:
    assert said(0, "Platinum", START) == ["last cisplatin, start of l1, no cycle recorded"]


def test_a_cycle_that_names_no_drug_gives_those_of_its_regimen() -> None:
    assert said(1, "Platinum", START, ex.cycle("l1", 1, day=35)) == ["last cisplatin, cycle 1 of l1"]


def test_without_a_platinum_there_is_no_time_since_one() -> None:
    assert said(0, "Platinum", ex.started("l1", "gemcitabine", day=1)) == []


def test_after_a_death_the_last_doses_are_as_old_as_they_were_then() -> None:
    facts = (START, C1, PD, C2, ex.died(day=70))
    assert said(2, "Platinum", *facts) == ["last cisplatin, cycle 1 of l1 (2 mo before death)"]
    assert said(2, "ICI", *facts) == ["tisle beyond PD1, cycle 2 of l1 (20 d before death)"]
    assert lines(sheets(*facts)[2], "ICI")[0].age == ""


UNLISTED = (replace(ex.started("l2", day=92), referred_to_as="the original regimen"), ex.cycle("l2", 1, day=93))


def test_a_later_cycle_without_a_list_of_drugs_leaves_open_whether_the_last_stated_dose_was_the_last() -> None:
    facts = (START, C1, PD, C2, *UNLISTED)
    assert said(3, "Platinum", *facts) == [
        "last stated cisplatin, cycle 1 of l1 (then cycle 1 of l2, drugs not listed; stated at most 4 mo ago)"
    ]
    assert said(3, "ICI", *facts) == [
        ("last stated tisle beyond PD1, cycle 2 of l1 (then cycle 1 of l2, drugs not listed; stated at most 3 mo ago)")
    ]
    found = lines(sheets(*facts)[3], "Platinum")[0]
    assert (found.age, found.age_days) == ("", None)
    assert found.keys == ("l1-c1", "l2-c1")


def test_a_start_without_a_list_of_drugs_leaves_it_open_until_a_cycle_lists_them() -> None:
    start = ex.started("l2", day=92)
    assert said(3, "Platinum", START, C1, start) == [
        (
            "last stated cisplatin, cycle 1 of l1"
            " (then start of l2, no cycle recorded, drugs not listed; stated at most 4 mo ago)"
        )
    ]
    listed = ex.cycle("l2", 1, ex.drug("gemcitabine", 1800), day=93)
    assert said(3, "Platinum", START, C1, start, listed) == ["last cisplatin, cycle 1 of l1"]


def test_what_was_given_without_a_list_before_the_last_stated_dose_opens_nothing() -> None:
    assert said(1, "Platinum", ex.cycle("l0", 1, day=0), START, C1, C2) == ["last cisplatin, cycle 1 of l1"]


def test_whether_a_checkpoint_inhibitor_went_beyond_a_progression_stays_open_where_drugs_are_not_listed() -> None:
    pd_2 = replace(ex.progression(2, "bone", day=80), key="pd-2")
    assert said(3, "ICI", START, C1, PD, *UNLISTED) == [
        (
            "tisle: open whether beyond PD1; last stated cycle 1 of l1"
            " (then cycle 1 of l2, drugs not listed; stated at most 4 mo ago)"
        )
    ]
    assert said(3, "ICI", START, C1, PD, C2, pd_2, *UNLISTED) == [
        (
            "last stated tisle beyond PD1, cycle 2 of l1"
            " (then cycle 1 of l2, drugs not listed; open whether beyond PD2; stated at most 3 mo ago)"
        )
    ]


def test_a_drug_begun_because_of_a_progression_is_beyond_it_on_the_day_it_was_declared() -> None:
    pd_2 = replace(ex.progression(2, "bone", day=50), key="pd-2")
    other = ex.started("l2", "toripalimab", with_="pd-2")
    assert said(1, "ICI", START, C1, PD, pd_2, other) == ["toripa beyond PD1, PD2, start of l2, no cycle recorded"]
    after = ex.started("l2", "toripalimab", after="pd-2", at_least="0 d", at_most="14 d")
    assert said(1, "ICI", START, C1, PD, pd_2, after) == ["toripa beyond PD1, PD2, start of l2, no cycle recorded"]


def test_a_checkpoint_inhibitor_after_a_progression_is_beyond_it() -> None:
    assert said(1, "ICI", START, C1, PD, C2) == ["tisle beyond PD1, cycle 2 of l1"]
    assert said(1, "ICI", START, C1, PD) == []


def test_another_checkpoint_inhibitor_is_beyond_progression_as_well_and_a_first_one_is_not() -> None:
    other = ex.started("l2", "toripalimab", day=50)
    assert said(1, "ICI", START, C1, PD, other) == ["toripa beyond PD1, start of l2, no cycle recorded"]
    assert said(1, "ICI", ex.started("l1", "cisplatin", day=1), PD, other) == []


def test_a_drug_of_which_it_is_not_stated_whether_it_went_on_keeps_its_question_mark() -> None:
    doubtful = RegimenDrug(drug="tislelizumab", status=DrugStatus.NOT_STATED)
    later = replace(ex.started("l2", day=50), drugs=(doubtful,))
    assert said(1, "ICI", START, C1, PD, later) == ["tisle? beyond PD1, start of l2, no cycle recorded"]


def test_a_progression_by_its_marker_alone_is_named_as_one() -> None:
    marker = ex.progression(1, extent=ProgressionExtent.BIOCHEMICAL_ONLY, day=40)
    assert said(1, "ICI", START, C1, marker, C2) == ["tisle beyond PD1 (biochemical), cycle 2 of l1"]
