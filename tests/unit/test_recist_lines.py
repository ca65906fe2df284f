"""Assessments of a line read off the record: what is new, what has grown, what cannot be told, and when it progressed."""

from decimal import Decimal

import pytest

from tests.examples import cycle, diagnosed, history, lesion, response, scan, started
from tracker.events.catalogue import Fact
from tracker.events.observation import LesionObserved
from tracker.projections.lines_of_therapy import derive_asserted_lines
from tracker.projections.recist.line_assessments import LineCourse, assess_line
from tracker.projections.recist.progression import Assessed, irecist_progressions, recist_progressions
from tracker.values.vocabularies import Axis, LesionStatus, Newness

NEXT = (started("l2", "docetaxel", line=2, day=300), cycle("l2", 1, day=300))


def liver(mm: float | None, name: str = "liver", **more: object) -> LesionObserved:
    return lesion(name, mm, where="liver", axis=Axis.LONG, **more)


def node(mm: float | None, name: str = "n", axis: Axis = Axis.SHORT, **more: object) -> LesionObserved:
    return lesion(name, mm, where="cervical node", axis=axis, node=True, **more)


def line_of(*facts: Fact) -> tuple[LineCourse, Assessed, Assessed]:
    """The first line of these facts; it starts on day 10, the second on day 300."""
    start = started("l1", "cisplatin", line=1, day=10), cycle("l1", 1, day=10)
    found = history(diagnosed(), *start, *NEXT, *facts)
    line = derive_asserted_lines(found)[0]
    return (
        assess_line(found, line, "l2-c1"),
        recist_progressions(found, line, "l2-c1"),
        irecist_progressions(found, line, "l2-c1"),
    )


def categories(course: LineCourse) -> list[str]:
    return [each.response.category.value for each in course.assessments]


def test_a_line_is_assessed_from_its_first_dose_until_the_next_line_begins() -> None:
    looks = (liver(40), liver(30), liver(28), liver(50), liver(60))
    course, recist, _ = line_of(
        *(scan(f"s{day}", look, day=day) for day, look in zip((10, 60, 120, 300, 301), looks, strict=True))
    )
    assert categories(course) == ["SD", "PR", "PD"]
    assert [each.response.day for each in course.assessments] == [50, 110, 290]
    assert (recist.progression, recist.last_assessment) == ("s300", "s300")
    assert recist.reason == "sum of targets +22 mm, +78.6 % against the nadir"


def test_looks_within_a_week_make_one_assessment() -> None:
    base = scan("a", liver(40), node(20), day=0)
    course, _, _ = line_of(base, scan("b", liver(20), day=60), scan("c", node(9), day=67), scan("d", liver(20), day=75))
    assert [each.evidence for each in course.assessments] == [("b", "c"), ("d",)]
    assert categories(course) == ["PR", "NE"]


@pytest.mark.parametrize(
    ("later", "category"),
    [
        pytest.param(
            (liver(40), lesion("lung-1", where="lung", new=Newness.YES)), "PD", id="new where nothing was, no size"
        ),
        pytest.param((liver(40), liver(12, "liver-2", new=Newness.YES)), "PD", id="new beside the one known there"),
        pytest.param(
            (liver(12, "liver-2", new=Newness.YES),), "NE", id="new, and the one known there is not mentioned"
        ),
        pytest.param((liver(40), lesion("lung-1", where="lung")), "NE", id="not said whether it is new"),
        pytest.param((liver(40), lesion("lung-1", where="lung", new=Newness.UNCERTAIN)), "NE", id="uncertain"),
        pytest.param((liver(40), lesion("lung-1", where="lung", new=Newness.NO)), "SD", id="not new, listed late"),
        pytest.param((liver(40), node(9, new=Newness.YES)), "SD", id="a node below 10 mm is no disease"),
    ],
)
def test_what_counts_as_new(later: tuple[LesionObserved, ...], category: str) -> None:
    course, _, _ = line_of(scan("a", liver(40), day=0), scan("b", *later, day=60))
    assert categories(course) == [category]
    if category == "NE":
        assert course.assessments[0].response.conditionals[0].condition.endswith(" is new")


@pytest.mark.parametrize(
    ("before", "now", "category"),
    [
        pytest.param(lesion("x", status=LesionStatus.RESOLVED), lesion("x"), "PD", id="gone at the baseline"),
        pytest.param(node(8, "x"), node(15, "x"), "PD", id="a normal node with 15 mm"),
        pytest.param(node(8, "x"), node(12, "x"), "NE", id="a normal node with less"),
        pytest.param(node(8, "x"), node(20, "x", axis=Axis.UNKNOWN), "NE", id="a normal node with an unknown axis"),
        pytest.param(node(8, "x"), node(9, "x"), "SD", id="a normal node that stays normal"),
    ],
)
def test_what_was_no_disease_at_the_baseline_may_be_new(
    before: LesionObserved, now: LesionObserved, category: str
) -> None:
    course, _, _ = line_of(scan("a", liver(40), before, day=0), scan("b", liver(40), now, day=60))
    assert categories(course) == [category]


@pytest.mark.parametrize(
    ("now", "category"),
    [
        pytest.param(node(12, status=LesionStatus.INCREASED), "SD", id="numbers below 20 % and 5 mm"),
        pytest.param(node(17, status=LesionStatus.INCREASED), "NE", id="numbers above them need a judgment"),
        pytest.param(node(17), "NE", id="whatever the report calls it"),
        pytest.param(node(None, status=LesionStatus.INCREASED), "NE", id="a growth without numbers"),
        pytest.param(node(None, words="unequivocal progression"), "PD", id="called unequivocal"),
        pytest.param(node(None, status=LesionStatus.STABLE), "SD", id="stable"),
        pytest.param(node(9), "SD", id="a node below 10 mm is gone"),
    ],
)
def test_a_growth_of_a_non_target_is_pd_only_where_it_is_called_unequivocal(now: LesionObserved, category: str) -> None:
    course, _, _ = line_of(scan("a", liver(40), node(11), day=0), scan("b", liver(40), now, day=60))
    assert categories(course) == [category]
    if category == "NE":
        assert [each.condition for each in course.assessments[0].response.conditionals] == [
            "if the growth of n is unequivocal",
            "unless the growth of n is unequivocal",
        ]


def test_a_node_without_an_axis_shows_its_numbers_and_is_not_evaluable() -> None:
    course, _, _ = line_of(scan("a", node(12), day=0), scan("b", node(14, axis=Axis.UNKNOWN), day=60))
    assert course.assessments[0].response.reason == (
        "n: axis not stated, +2 mm, +16.7 % against the line's baseline, it would be a non-target"
    )


def test_a_stated_complete_response_is_a_condition_and_never_a_category() -> None:
    facts = (
        scan("a", liver(None), day=0),
        scan("b", liver(None, status=LesionStatus.DECREASED), day=60),
        response("r", "CR", day=60),
        scan("c", liver(12, status=LesionStatus.STABLE), day=120),
    )
    course, recist, _ = line_of(*facts)
    conditionals = [[(c.category.value, c.condition) for c in a.response.conditionals] for a in course.assessments]
    assert categories(course) == ["NE", "NE"]
    assert conditionals == [
        [("CR", "if the complete response stated in r stands")],
        [("PD", "if the overall complete response of r stands")],
    ]
    assert not recist.evaluable


def test_a_stated_complete_response_changes_nothing_that_can_be_computed() -> None:
    facts = scan("a", liver(40), day=0), response("r", "CR", day=60), scan("c", liver(30), day=120)
    course, _, _ = line_of(*facts)
    assert [(each.response.category.value, each.response.conditionals) for each in course.assessments] == [("SD", ())]


def test_the_size_that_a_report_quotes_is_no_baseline_but_shows_what_would_be_pd() -> None:
    quoted = node(12, "late", previously_mm=Decimal(6))
    course, _, _ = line_of(scan("a", liver(40), day=0), scan("b", liver(40), quoted, day=60))
    (found,) = course.assessments
    assert found.response.conditionals[0].condition == "if late was a target at the line's baseline"


@pytest.mark.parametrize(
    ("facts", "evaluable", "reason"),
    [
        pytest.param((scan("a", liver(40), day=0),), True, "no assessment in the line", id="a baseline alone"),
        pytest.param((), False, "no assessment in the line, and no lesion at its baseline", id="nothing"),
        pytest.param(
            (scan("a", liver(None), day=0),),
            False,
            "no assessment in the line, and no usable size at its baseline of liver",
            id="a baseline without a size",
        ),
        pytest.param(
            (scan("a", liver(40), day=0), scan("b", liver(None), day=60)),
            False,
            "b: target liver: no size",
            id="no evaluable assessment",
        ),
        pytest.param((scan("a", liver(40), day=0), scan("b", liver(41), day=60)), True, "", id="stable"),
    ],
)
def test_a_line_is_evaluable_or_says_why_not(facts: tuple[Fact, ...], evaluable: bool, reason: str) -> None:
    _, recist, irecist = line_of(*facts)
    assert (recist.evaluable, recist.reason, recist.progression) == (evaluable, reason, None)
    assert (irecist.evaluable, irecist.reason) == (evaluable, reason)


def test_irecist_dates_a_confirmed_progression_to_the_first_sight_of_it() -> None:
    sizes = ((60, 30), (120, 40), (160, 46), (200, 46))
    facts = scan("a", liver(40), day=0), *(scan(f"s{day}", liver(mm), day=day) for day, mm in sizes)
    _, recist, irecist = line_of(*facts)
    assert (recist.progression, irecist.progression) == ("s120", "s120")
    assert irecist.reason == "confirmed by s160: sum of targets +6 mm, +15.0 % against the iUPD"
    assert irecist.last_assessment == "s200"


def test_irecist_knows_no_progression_that_was_not_confirmed() -> None:
    facts = scan("a", liver(40), day=0), scan("b", liver(50), day=60), scan("c", liver(45), day=90)
    _, recist, irecist = line_of(*facts)
    assert (recist.progression, irecist.progression, irecist.reason) == ("b", None, "iUPD of b was not confirmed")
