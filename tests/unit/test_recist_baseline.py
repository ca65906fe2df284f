"""What a lesion is at the baseline of a line: measurable, non-target, normal or not to be told."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from tests.examples import cycle, diagnosed, history, lesion, radiotherapy, scan, site, started
from tracker.events.catalogue import Fact
from tracker.events.fact import Site
from tracker.events.observation import LesionObserved
from tracker.events.treatment import RadiotherapyGiven
from tracker.projections.recist.assessment import DEFAULT_RULES, Baseline
from tracker.projections.recist.baseline import baseline_of
from tracker.projections.recist.looks import looks_of
from tracker.projections.recist.measurability import Role, role_of, size_by_rule
from tracker.projections.recist.sites import may_be_same
from tracker.values.vocabularies import Axis, Certainty, Laterality, LesionStatus, Modality


def mass(
    mm: float | None, name: str = "m", where: str = "liver", axis: Axis = Axis.LONG, **more: object
) -> LesionObserved:
    return lesion(name, mm, where=where, axis=axis, **more)


def node(mm: float | None, name: str = "n", axis: Axis = Axis.SHORT, **more: object) -> LesionObserved:
    return lesion(name, mm, where="cervical node", axis=axis, node=True, **more)


@pytest.mark.parametrize(
    ("seen", "role"),
    [
        pytest.param(mass(10), Role.MEASURABLE, id="10 mm"),
        pytest.param(mass(9.9), Role.NON_TARGET, id="below 10 mm"),
        pytest.param(node(15), Role.MEASURABLE, id="a node of 15 mm"),
        pytest.param(node(14.9), Role.NON_TARGET, id="a node below 15 mm"),
        pytest.param(node(10), Role.NON_TARGET, id="a node of 10 mm"),
        pytest.param(node(9.9), Role.NORMAL, id="a node below 10 mm"),
        pytest.param(node(30, axis=Axis.UNKNOWN), Role.UNCLEAR, id="a node with an unknown axis"),
        pytest.param(node(30, axis=Axis.LONG), Role.UNCLEAR, id="a node in its long axis alone"),
        pytest.param(node(30, axis=Axis.LONG, perpendicular_mm=Decimal(16)), Role.MEASURABLE, id="both axes of a node"),
        pytest.param(
            node(30, axis=Axis.UNKNOWN, perpendicular_mm=Decimal(20)), Role.UNCLEAR, id="two diameters, axes unknown"
        ),
        pytest.param(mass(8, axis=Axis.SHORT, perpendicular_mm=Decimal(12)), Role.MEASURABLE, id="both of a mass"),
        pytest.param(mass(None), Role.UNCLEAR, id="no size"),
        pytest.param(mass(40, where="bone (sternum)"), Role.NON_TARGET, id="bone"),
        pytest.param(
            mass(40, where="bone", words="soft tissue component"), Role.MEASURABLE, id="bone with soft tissue"
        ),
        pytest.param(mass(None, where="clivus"), Role.NON_TARGET, id="bone needs no size to be a non-target"),
        pytest.param(mass(40, where="pleural effusion"), Role.NON_TARGET, id="an effusion"),
    ],
)
def test_measurability_is_exact_at_its_thresholds(seen: LesionObserved, role: Role) -> None:
    assert role_of(seen, size_by_rule(seen).mm) is role


@pytest.mark.parametrize("modality", [Modality.RADIOGRAPH, Modality.MAMMOGRAPHY])
def test_a_plain_radiograph_asks_for_20_mm(modality: Modality) -> None:
    assert role_of(mass(19), Decimal(19), modality) is Role.NON_TARGET
    assert role_of(mass(20), Decimal(20), modality) is Role.MEASURABLE


@pytest.mark.parametrize(
    ("seen", "mm", "too_small"),
    [
        pytest.param(mass(None, status=LesionStatus.RESOLVED), 0, False, id="resolved is 0"),
        pytest.param(node(6, status=LesionStatus.RESOLVED), 6, False, id="a normal node keeps its size"),
        pytest.param(node(0, axis=Axis.UNKNOWN), 0, False, id="0 needs no axis"),
        pytest.param(mass(None, words="too small to measure"), None, True, id="too small to measure"),
    ],
)
def test_the_size_that_counts(seen: LesionObserved, mm: int | None, too_small: bool) -> None:
    found = size_by_rule(seen)
    assert (found.mm, found.too_small) == (mm, too_small)


def at_baseline(*facts: Fact) -> Baseline:
    found = history(diagnosed(), *facts, started("l1", "cisplatin", line=1, day=10), cycle("l1", 1, day=10))
    return baseline_of(found, looks_of(found), found.by_key["l1-c1"], DEFAULT_RULES).chosen


def names(baseline: Baseline) -> tuple[list[str], list[str], list[str]]:
    return [each.lesion for each in baseline.targets], list(baseline.non_targets), list(baseline.unclear)


def test_the_baseline_is_the_last_value_not_after_the_first_dose() -> None:
    baseline = at_baseline(scan("a", mass(30), day=0), scan("b", mass(20), day=10), scan("c", mass(50), day=11))
    assert [(each.lesion, each.mm) for each in baseline.targets] == [("m", Decimal(20))]


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        pytest.param(mass(None, status=LesionStatus.STABLE), (["m"], [], []), id="stable keeps the size"),
        pytest.param(mass(None, status=LesionStatus.DECREASED), ([], [], ["m"]), id="decreased takes it away"),
        pytest.param(mass(None, status=LesionStatus.RESOLVED), ([], [], []), id="gone is no baseline disease"),
        pytest.param(mass(25, axis=Axis.UNKNOWN), ([], [], ["m"]), id="a later size without an axis counts instead"),
    ],
)
def test_a_later_look_may_overtake_a_size(later: LesionObserved, expected: tuple[list[str], ...]) -> None:
    assert names(at_baseline(scan("a", mass(30), day=0), scan("b", later, day=5))) == expected


def test_a_possible_lesion_is_no_baseline_disease() -> None:
    possible = replace(mass(30), site=Site(name="lung", certainty=Certainty.POSSIBLE))
    assert names(at_baseline(scan("a", possible, day=0))) == ([], [], [])


def test_measurable_lesions_beyond_the_limit_are_non_targets() -> None:
    masses = [mass(30 - number, f"m{number}") for number in range(3)]
    assert names(at_baseline(scan("a", *masses, node(12), day=0))) == (["m0", "m1"], ["m2", "n"], [])


def irradiated(*places: str) -> RadiotherapyGiven:
    course = radiotherapy("rt", 30, 10, day=2, lasting=None)
    volume = replace(course.volumes[0], sites=tuple(Site(name=place) for place in places))
    return replace(course, volumes=(volume,))


@pytest.mark.parametrize(
    ("facts", "targets"),
    [
        pytest.param((irradiated("liver"),), [], id="not measurable after radiotherapy"),
        pytest.param((irradiated("bone"),), ["m"], id="radiotherapy of something else"),
        pytest.param(
            (irradiated("liver"), scan("b", mass(31, status=LesionStatus.INCREASED), day=8)),
            ["m"],
            id="measurable after it has progressed",
        ),
        pytest.param((irradiated("liver"), scan("b", mass(36), day=8)), ["m"], id="by 20 % and 5 mm as well"),
        pytest.param((irradiated("liver"), scan("b", mass(35), day=8)), [], id="not by less"),
    ],
)
def test_an_irradiated_lesion_is_measurable_only_after_progression(facts: tuple[Fact, ...], targets: list[str]) -> None:
    baseline = at_baseline(scan("a", mass(30), day=0), *facts)
    assert [each.lesion for each in baseline.targets] == targets
    assert baseline.non_targets == (() if targets else ("m",))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param(site("bone"), site("bone (ribs)"), True, id="a part of what is not specified"),
        pytest.param(
            site("cervical node"), site("cervical node level II", Laterality.RIGHT), True, id="no side stated"
        ),
        pytest.param(
            site("cervical node", Laterality.BILATERAL),
            site("cervical node", Laterality.LEFT),
            True,
            id="of both sides",
        ),
        pytest.param(site("lung", Laterality.LEFT), site("right lung"), False, id="the other side"),
        pytest.param(site("bone (ribs)"), site("bone (sternum)"), False, id="two parts"),
        pytest.param(site("axillary node"), site("cervical node"), False, id="two stations"),
    ],
)
def test_sites_overlap_as_far_as_they_are_stated(one: Site, other: Site, same: bool) -> None:
    assert may_be_same(one, other) is may_be_same(other, one) is same
