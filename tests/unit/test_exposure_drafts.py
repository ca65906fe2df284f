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
    assert said(2, "Platinum", START, C1, ex.died(day=70)) == []


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
