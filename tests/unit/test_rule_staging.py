"""Stage of a nasopharyngeal primary in AJCC's 8th edition: the group that T, N and M give, the extent they need."""

import pytest
from msgspec.structs import replace

from tests.examples import diagnosed, finding, lesion, scan, site, staged
from tests.rulings import keys, ruled
from tracker.events.catalogue import Event
from tracker.events.disease import CancerDiagnosed, StageAssigned
from tracker.events.fact import Site
from tracker.events.observation import ImagingStudy
from tracker.values.vocabularies import Certainty, Laterality, Modality

RIGHT, LEFT, BOTH = Laterality.RIGHT, Laterality.LEFT, Laterality.BILATERAL


def assigned(t: str, n: str, m: str = "M0", group: str = "", **fields: str) -> StageAssigned:
    return replace(staged(t, n, m, group, day=5), **fields)


@pytest.mark.parametrize(
    ("stage", "fires"),
    [
        pytest.param(assigned("T4", "N3", "M1", "IVb"), False, id="as given, whatever its case"),
        pytest.param(assigned("T3", "N2", "M0", "IVA"), True, id="another group"),
        pytest.param(assigned("T3", "N2", "M0", "III", edition="8th"), False, id="the edition in words"),
        pytest.param(assigned("T3", "N2", "M0", "IVA", edition="7"), False, id="another edition is not applied"),
        pytest.param(assigned("T3", "N2", "M0", "IVA", system="FIGO"), False, id="nor another system"),
        pytest.param(assigned("T4", "N3", "M1", "IV"), False, id="less specific"),
        pytest.param(assigned("T4", "N2", "M0", "stage 4"), False, id="less specific in words"),
        pytest.param(assigned("T3", "N2", "M0", "IV"), True, id="less specific and of another group"),
        pytest.param(assigned("T4", "N3", "M1", "IVA"), True, id="the other letter"),
        pytest.param(assigned("TX", "N0", "M0", "I"), False, id="no group follows"),
        pytest.param(assigned("T3", "N2", "M0"), False, id="no group is stated"),
    ],
)
def test_a_stated_group_is_held_against_its_categories(stage: StageAssigned, fires: bool) -> None:
    assert keys("stage-group", diagnosed(), stage) == ([("stage",)] if fires else [])


def test_another_primary_is_not_held_against_the_rules_of_the_nasopharynx() -> None:
    lung = diagnosed("lung cancer")
    assert keys("stage-group", lung, assigned("T3", "N2", "M0", "IVA")) == []
    assert keys("stage-group", replace(lung, topography="C11.9"), assigned("T3", "N2", "M0", "IVA")) == [("stage",)]


def with_sites(*sites: Site) -> CancerDiagnosed:
    return replace(diagnosed(), sites=sites)


def node(side: Laterality, mm: float | None = None) -> Event:
    return scan("mri", replace(lesion("n", mm, node=True), site=site("cervical node", side)), day=4)


def behind(side: Laterality) -> Event:
    return scan("ct", replace(lesion("r", node=True), site=site("retropharyngeal node", side)), day=4)


@pytest.mark.parametrize(
    ("stage", "events", "short"),
    [
        pytest.param(assigned("T4", "N0"), (scan("mri", lesion("c", where="clivus"), day=4),), "T3", id="T by a site"),
        pytest.param(assigned("T3", "N0"), (scan("mri", lesion("c", where="clivus"), day=4),), "", id="T reached"),
        pytest.param(
            assigned("T4", "N0"),
            (scan("mri", lesion("p", where="nasopharynx", words="right orbit"), day=4),),
            "",
            id="T by words",
        ),
        pytest.param(assigned("T4", "N0"), (finding("f", "cranial nerve palsy", day=4),), "", id="T by a finding"),
        pytest.param(assigned("T4", "N0"), (scan("mri", lesion("p", where="nasopharynx"), day=4),), "", id="T untold"),
        pytest.param(
            assigned("T4", "N0"),
            (scan("mri", lesion("b", where="bone (cervical vertebrae)"), day=4),),
            "",
            id="no bone",
        ),
        pytest.param(assigned("T1", "N2"), (node(RIGHT),), "N1", id="one side"),
        pytest.param(assigned("T1", "N2"), (node(BOTH),), "", id="both sides"),
        pytest.param(assigned("T1", "N3"), (node(BOTH, 59),), "N2", id="up to 6 cm"),
        pytest.param(assigned("T1", "N3"), (node(LEFT, 61),), "", id="above 6 cm"),
        pytest.param(
            assigned("T1", "N3"), (finding("f", "supraclavicular lymph node", day=4),), "", id="low in the neck"
        ),
        pytest.param(
            assigned("T1", "N2"), (scan("ct", lesion("a", where="axillary node"), day=4),), "", id="not of the neck"
        ),
        pytest.param(assigned("T1", "N1"), (node(RIGHT),), "", id="N reached"),
        pytest.param(
            assigned("T4", "N0"),
            (finding("f", "soft tissue beyond the lateral surface of the lateral pterygoid muscle", day=4),),
            "",
            id="T4 by soft tissue",
        ),
        pytest.param(
            assigned("T4", "N0"), (finding("f", "lateral pterygoid invaded", day=4),), "T2", id="T2 by a muscle"
        ),
        pytest.param(assigned("T1", "N2"), (behind(BOTH),), "N1", id="retropharyngeal nodes of both sides"),
        pytest.param(assigned("T1", "N2"), (node(RIGHT), behind(LEFT)), "N1", id="a retropharyngeal node opposite"),
        pytest.param(assigned("T1", "N2"), (node(BOTH), behind(LEFT)), "", id="both sides of the neck"),
    ],
)
def test_a_category_is_held_against_the_described_extent(
    stage: StageAssigned, events: tuple[Event, ...], short: str
) -> None:
    rows = ruled("stage-support", diagnosed(), stage, *events)
    assert [f"and {short} described" in row.summary for row in rows] == ([True] if short else [])


def test_a_diagnosis_supports_a_stage_with_its_sites_unless_they_are_only_possible() -> None:
    stage = assigned("T4", "N2")
    sites = site("skull base"), site("cervical nodes", BOTH), Site(name="orbit", certainty=Certainty.POSSIBLE)
    (row,) = ruled("stage-support", with_sites(*sites), stage)
    assert row.events == ("stage", "dx")
    assert "T4 is stated, and T3 described: skull base (dx)" in row.summary
    assert "N2" not in row.summary


def test_an_impression_supports_a_stage_and_what_it_denies_does_not() -> None:
    def read(impression: str) -> Event:
        return replace(scan("mri", day=4), studies=(ImagingStudy(modality=Modality.MRI, impression=impression),))

    stage = assigned("T4", "N0")
    assert keys("stage-support", diagnosed(), stage, read("tumor in the clivus and the left orbit")) == []
    assert keys("stage-support", diagnosed(), stage, read("clivus invaded, no intracranial extension")) == [
        ("stage", "mri")
    ]


def test_what_was_seen_after_the_stage_does_not_support_it() -> None:
    later = scan("later", lesion("o", where="orbit"), day=90)
    now = scan("mri", lesion("c", where="clivus"), day=4)
    assert keys("stage-support", diagnosed(), assigned("T4", "N0"), now, later) == [("stage", "mri")]
