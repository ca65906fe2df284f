import pytest
from msgspec.structs import replace

from tests import examples as ex
from tests.sheets import lines, sheets
from tracker.events.catalogue import Fact
from tracker.events.fact import Site
from tracker.events.observation import LesionObserved
from tracker.values.vocabularies import Laterality, LesionStatus, Modality, Newness, ProgressionExtent, WordMeaning

COPIES = "{copies}/mL"
PD = ex.progression(1, "liver", day=95)


def said(label: str, *facts: Fact, month: int = 3) -> list[str]:
    return [line.text for line in lines(sheets(*facts)[month], label)]


def between(*facts: Fact) -> str:
    return said("Progress", *facts)[1]


def test_a_progression_lies_between_the_last_look_and_the_one_that_found_it() -> None:
    clear = ex.scan("ct", sites=("liver",), day=31)
    assert between(clear, PD) == "liver: after M1.0 (CT: clear), by M3.1"


def test_a_site_where_a_lesion_stood_was_not_clear() -> None:
    stable = ex.scan("ct", replace(ex.lesion("a", 9, where="liver"), status=LesionStatus.STABLE), day=31)
    assert between(stable, PD) == "liver: after M1.0 (CT: stable), by M3.1"
    gone = ex.scan("ct", replace(ex.lesion("a", where="liver"), status=LesionStatus.RESOLVED), day=31)
    assert between(gone, PD) == "liver: after M1.0 (CT: clear), by M3.1"


def test_a_site_that_nobody_looked_at_has_no_first_side() -> None:
    elsewhere = ex.scan("ct", sites=("lung",), day=31)
    assert between(elsewhere, PD) == "liver: not assessed before, by M3.1"


def test_the_look_that_found_it_and_later_ones_are_not_the_look_before() -> None:
    found = ex.scan("ct-2", sites=("liver",), day=95)
    later = ex.scan("ct-3", sites=("liver",), day=100)
    assert between(found, later, PD) == "liver: not assessed before, by M3.1"


def test_a_look_at_the_whole_is_a_look_at_its_part_and_every_study_of_it_counts() -> None:
    left = Site(name="nasopharynx", laterality=Laterality.LEFT)
    primary = LesionObserved(lesion="primary", site=Site(name="nasopharynx"), status=LesionStatus.DECREASED)
    scan = ex.scan("pet", sites=("nasopharynx",), modality=Modality.PET_CT, day=31)
    both = replace(scan, studies=(*scan.studies, *ex.scan("mri", primary, modality=Modality.MRI, day=31).studies))
    assert between(both, replace(PD, sites=(left,))) == "left nasopharynx: after M1.0 (PET-CT, MRI: decreased), by M3.1"


def test_an_examination_is_a_look_where_it_felt_a_lesion() -> None:
    felt = replace(ex.finding("exam", "node", day=31), lesions=(ex.lesion("a", where="liver"),))
    assert between(felt, PD) == "liver: after M1.0 (examination: present), by M3.1"
    assert between(ex.finding("exam", "cough", day=31), PD) == "liver: not assessed before, by M3.1"


def ebv(value: float | None, day: int, *, word: str = "", means: WordMeaning | None = None) -> Fact:
    unit = "" if value is None else COPIES
    return ex.lab("EBV-DNA", value, unit, key=f"ebv-{day}", word=word, word_means=means, day=day)


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        pytest.param((ebv(100, 1), ebv(200, 95), PD), "EBV-DNA rose with PD1", id="on one day"),
        pytest.param((ebv(100, 1), ebv(200, 65), PD), "EBV-DNA rose 30 d before PD1", id="before"),
        pytest.param(
            (ebv(100, 1), ebv(200, 65), ebv(300, 80), PD), "EBV-DNA rose 30 d before PD1", id="from the first rise on"
        ),
        pytest.param(
            (ebv(100, 1), ebv(None, 65, word="rising", means=WordMeaning.RISING), PD),
            "EBV-DNA rose 30 d before PD1",
            id="by the source's word",
        ),
        pytest.param(
            (ebv(100, 1), ebv(200, 40), ebv(90, 65), PD), "EBV-DNA not rising before PD1", id="a fall between"
        ),
        pytest.param(
            (ebv(100, 1), ebv(None, 65), PD),
            "EBV-DNA rising before PD1: cannot be told (the last result has no number)",
            id="neither number nor word",
        ),
        pytest.param(
            (ebv(None, 1, word="normal"), ebv(200, 65), PD),
            "EBV-DNA rising before PD1: cannot be told (the result before it has no number)",
            id="a number after a word",
        ),
        pytest.param(
            (ebv(200, 65), PD), "EBV-DNA rising before PD1: cannot be told (no result before it)", id="a first result"
        ),
        pytest.param(
            (ebv(100, 1), ebv(None, 65, word="relatively high"), PD),
            "EBV-DNA “relatively high” before PD1",
            id="a word that does not say",
        ),
        pytest.param(
            (ebv(100, 1), ebv(None, 65, word="high", means=WordMeaning.HIGH), PD),
            "EBV-DNA “high” before PD1",
            id="high is not rising",
        ),
        pytest.param(
            (ebv(100, 1), ebv(200, 20), ex.progression(1, "bone", day=20), replace(PD, ordinal=2, key="pd-2")),
            "no EBV-DNA result between PD2 and the progression before it",
            id="the rise of an earlier progression is not this one's",
        ),
        pytest.param(
            (ebv(100, 1), replace(PD, extent=ProgressionExtent.BIOCHEMICAL_ONLY, sites=())),
            "EBV-DNA: PD1 is biochemical only, no imaging behind it",
            id="biochemical only",
        ),
    ],
)
def test_the_marker_stands_beside_the_progression(facts: tuple[Fact, ...], text: str) -> None:
    assert said("Marker", *facts) == [text]


def test_an_uncertain_lead_has_the_bounds_of_the_pair() -> None:
    rise = ex.lab("EBV-DNA", 200, COPIES, key="ebv-2", before="pd-1", at_least="20 d", at_most="40 d")
    assert said("Marker", ebv(100, 1), rise, PD) == ["EBV-DNA rose ≈30 d [20 d–40 d] before PD1"]


def test_without_a_tumor_marker_there_is_no_line_about_one() -> None:
    assert said("Marker", ex.lab("Hb", 100, "g/L", day=1), PD) == []


def test_nothing_is_said_of_a_progression_after_a_death() -> None:
    assert said("Progress", PD, ex.died(day=96)) == ["PD1: liver"]


def test_a_look_that_was_not_known_then_bounds_nothing_then() -> None:
    late = ex.scan("ct", sites=("liver",), day=31, known="publication")
    found = sheets(late, PD, known=True)[3]
    assert [line.text for line in lines(found, "Progress")][1] == "liver: not assessed before, by M3.1"


NEW = replace(ex.lesion("met", where="liver"), new=Newness.YES)


def test_a_progression_that_is_declared_after_its_scan_came_by_the_scan() -> None:
    before = ex.scan("ct-0", sites=("liver",), day=31)
    scan = ex.scan("pet-1", NEW, modality=Modality.PET_CT, day=80)
    assert between(before, scan, replace(PD, evidence=("pet-1",))) == "liver: after M1.0 (CT: clear), by M2.6"
    assert between(scan, replace(PD, evidence=("pet-1",))) == "liver: not assessed before, by M2.6"
    found = lines(sheets(before, scan, replace(PD, evidence=("pet-1",)))[3], "Progress")[1]
    assert found.keys == ("pd-1", "pet-1", "ct-0")


def test_the_first_evidence_that_covers_the_site_bounds_it_and_no_other_one() -> None:
    before, grown = ex.scan("ct-0", sites=("liver",), day=31), ex.lesion("met", 20, where="liver")
    lung, ct, mri = (
        ex.scan(key, each, day=day)
        for key, each, day in (("ct-1", ex.lesion("nodule", where="lung"), 70), ("ct-2", grown, 80), ("mri", grown, 85))
    )
    declared = replace(PD, evidence=("mri", "ct-2", "ct-1"))
    assert between(before, lung, ct, mri, declared) == "liver: after M1.0 (CT: clear), by M2.6"
    later = replace(PD, evidence=("ct-3",))
    assert between(before, ex.scan("ct-3", grown, day=95.5), later) == "liver: after M1.0 (CT: clear), by M3.1"


def test_a_look_that_shows_the_new_lesion_is_never_the_last_one_before_it_even_without_evidence() -> None:
    before = ex.scan("ct-0", sites=("liver",), day=31)
    scans = (ex.scan("pet-1", NEW, modality=Modality.PET_CT, day=80), ex.scan("ct-1", NEW, day=85))
    assert between(before, *scans, PD) == "liver: after M1.0 (CT: clear), by M2.6"
    gone = ex.scan("ct-2", replace(NEW, status=LesionStatus.RESOLVED), day=90)
    assert between(before, *scans, gone, PD) == "liver: after M2.9 (CT: clear), by M3.1"


def test_what_was_new_by_the_progression_before_is_not_new_again() -> None:
    scan = ex.scan("pet-1", NEW, modality=Modality.PET_CT, day=80)
    second = replace(PD, ordinal=2, key="pd-2")
    assert between(scan, ex.progression(1, "liver", day=85), second) == "liver: after M2.6 (PET-CT: present), by M3.1"
