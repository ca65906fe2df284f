from tests import examples as ex
from tests.sheets import lines, sheets
from tracker.events.catalogue import Fact
from tracker.projections.evolve import fold
from tracker.projections.look_drafts import looks_of
from tracker.values.vocabularies import Modality

FOUND = ex.progression(1, "bone", "liver", key="pd", day=1)


def assessed(month: int, *facts: Fact) -> list[str]:
    return [line.text for line in lines(sheets(FOUND, *facts)[month], "Assessed")]


def pet(day: int, *sites: str, key: str = "pet") -> Fact:
    return ex.scan(key, modality=Modality.PET_CT, sites=sites, day=day)


def test_sites_of_one_look_stand_together_with_how_it_was_done() -> None:
    assert assessed(0, pet(3, "bone", "liver")) == ["bone, liver: PET-CT"]


def test_a_site_that_nobody_looked_at_is_not_assessed() -> None:
    assert assessed(0, pet(3, "liver")) == ["liver: PET-CT", "bone: not assessed"]
    assert assessed(0) == ["bone, liver: not assessed"]


def test_a_later_look_elsewhere_does_not_cover_a_site() -> None:
    later = ex.scan("ct", modality=Modality.CT, sites=("liver",), day=70)
    assert assessed(2, pet(3, "bone", "liver"), later) == ["liver: CT", "bone: PET-CT (not covered since)"]


def test_a_lesion_that_was_looked_at_in_another_way_says_how_before() -> None:
    first = ex.scan("pet", ex.lesion("skeletal", where="bone"), modality=Modality.PET_CT, day=3)
    second = ex.scan("spect", ex.lesion("skeletal", where="bone"), modality=Modality.SPECT, day=70)
    assert "bone: SPECT, PET-CT before" in assessed(2, first, second)


def test_a_lesion_at_a_site_that_nobody_named_is_a_site_of_its_own() -> None:
    assert "lung: CT" in assessed(0, ex.scan("ct", ex.lesion("a", 9, where="lung"), day=3))


def test_nothing_is_assessed_any_more_after_a_death() -> None:
    assert assessed(1, pet(3, "bone"), ex.died(day=40)) == []


def test_a_look_that_is_not_known_yet_is_none() -> None:
    hidden = ex.scan("ct", modality=Modality.CT, sites=("bone",), day=3, known="publication")
    found = sheets(FOUND, hidden, known=True)[0]
    assert [line.text for line in lines(found, "Assessed")] == ["bone, liver: not assessed"]


def test_every_site_is_named_whether_or_not_it_was_looked_at() -> None:
    state = fold(ex.history(ex.diagnosed(day=0), FOUND, pet(3, "liver")))
    assert {name: look is not None for name, look in looks_of(state).items()} == {"bone": False, "liver": True}
