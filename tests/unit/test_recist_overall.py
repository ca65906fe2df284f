"""The overall response of RECIST 1.1: its two tables, new lesions, reappearance, and what is not evaluable."""

from decimal import Decimal

import pytest

from tracker.projections.recist.assessment import (
    Assessment,
    Baseline,
    Category,
    Doubt,
    NewLesion,
    NonTargetFate,
    NonTargetSeen,
    Target,
    TargetSeen,
)
from tracker.projections.recist.non_targets import assess_non_target
from tracker.projections.recist.overall import LONE_NODE, assess_course, assess_overall

TARGETS = (Target(lesion="liver", mm=Decimal(40)), Target(lesion="neck", mm=Decimal(20), node=True))
BOTH = Baseline(targets=TARGETS, non_targets=("bone",))
GONE, PRESENT, PROGRESSED = NonTargetFate.GONE, NonTargetFate.PRESENT, NonTargetFate.PROGRESSED
NOT_EVALUATED = NonTargetFate.NOT_EVALUATED


def visit(
    liver: str | None,
    neck: str | None,
    bone: NonTargetFate | None = PRESENT,
    *new: NewLesion,
    doubts: tuple[Doubt, ...] = (),
    day: float = 60,
) -> Assessment:
    sizes = (("liver", liver), ("neck", neck))
    return Assessment(
        key=f"s{day:g}",
        day=day,
        targets=tuple(TargetSeen(lesion=name, mm=Decimal(mm)) for name, mm in sizes if mm is not None),
        non_targets=() if bone is None else (NonTargetSeen(lesion="bone", fate=bone),),
        new=new,
        doubts=doubts,
    )


@pytest.mark.parametrize(
    ("target", "non_target", "new", "overall"),
    [
        ("CR", "CR", False, "CR"),
        ("CR", "non-CR/non-PD", False, "PR"),
        ("CR", "NE", False, "PR"),
        ("CR", None, False, "CR"),
        ("PR", "CR", False, "PR"),
        ("PR", "non-CR/non-PD", False, "PR"),
        ("PR", "NE", False, "PR"),
        ("PR", None, False, "PR"),
        ("SD", "CR", False, "SD"),
        ("SD", "non-CR/non-PD", False, "SD"),
        ("SD", "NE", False, "SD"),
        ("SD", None, False, "SD"),
        ("NE", "CR", False, "NE"),
        ("NE", "non-CR/non-PD", False, "NE"),
        ("NE", "NE", False, "NE"),
        ("NE", None, False, "NE"),
        ("PD", "CR", False, "PD"),
        ("PD", "NE", False, "PD"),
        ("CR", "PD", False, "PD"),
        ("NE", "PD", False, "PD"),
        ("CR", "CR", True, "PD"),
        ("NE", "NE", True, "PD"),
        (None, "CR", False, "CR"),
        (None, "non-CR/non-PD", False, "non-CR/non-PD"),
        (None, "NE", False, "NE"),
        (None, "PD", False, "PD"),
        (None, "CR", True, "PD"),
        (None, None, False, "NE"),
        (None, None, True, "PD"),
    ],
)
def test_targets_non_targets_and_new_lesions_make_the_overall_response(
    target: str | None, non_target: str | None, new: bool, overall: str
) -> None:
    parts = (None if each is None else Category(each) for each in (target, non_target))
    assert assess_overall(*parts, new=new).value == overall


@pytest.mark.parametrize(
    ("fates", "category", "reason"),
    [
        pytest.param({"a": GONE, "b": GONE}, "CR", "", id="all gone"),
        pytest.param({"a": GONE, "b": PRESENT}, "non-CR/non-PD", "", id="one persists"),
        pytest.param({"a": GONE, "b": PRESENT, "c": PRESENT}, "non-CR/non-PD", "", id="one listed later counts too"),
        pytest.param({"a": GONE}, "NE", "not evaluated: b", id="one was not mentioned"),
        pytest.param({"a": NOT_EVALUATED, "b": PRESENT}, "NE", "not evaluated: a", id="one was not evaluated"),
        pytest.param({"a": PROGRESSED}, "PD", "unequivocal progression of a", id="PD though one is missing"),
    ],
)
def test_non_targets_have_a_category_of_their_own(fates: dict[str, NonTargetFate], category: str, reason: str) -> None:
    found = assess_non_target(("a", "b"), [NonTargetSeen(lesion=name, fate=fate) for name, fate in fates.items()])
    assert (found.category.value, found.reason) == (category, reason)


def test_a_new_lesion_is_pd_without_any_measurement() -> None:
    (found,) = assess_course(BOTH, [visit(None, None, None, NewLesion(lesion="rib"))])
    assert (found.category, found.reason) == (Category.PROGRESSIVE_DISEASE, "new: rib")


def test_an_uncertain_new_lesion_is_not_evaluable_and_says_what_hangs_on_it() -> None:
    doubtful = NewLesion(lesion="rib", certain=False, reason="old fracture?")
    (found,) = assess_course(BOTH, [visit("40", "20", PRESENT, doubtful)])
    assert (found.category, found.reason) == (
        Category.NOT_EVALUABLE,
        "rib: it cannot be told whether it is new: old fracture?",
    )
    assert [(each.category.value, each.condition) for each in found.conditionals] == [
        ("PD", "if rib is new"),
        ("SD", "unless rib is new"),
    ]


def test_an_uncertain_new_lesion_does_not_undo_a_certain_progression() -> None:
    (found,) = assess_course(BOTH, [visit("60", "20", PRESENT, NewLesion(lesion="rib", certain=False))])
    assert (found.category, found.conditionals) == (Category.PROGRESSIVE_DISEASE, ())
    assert found.reason == "sum of targets +20 mm, +33.3 % against the nadir"


def test_several_doubts_make_one_condition() -> None:
    doubts = (Doubt(reason="a", if_so="x is unequivocal"), Doubt(reason="b", if_so="y was a target"))
    (found,) = assess_course(BOTH, [visit(None, "20", PRESENT, doubts=doubts)])
    assert found.reason == "a; b; target liver: not evaluated"
    assert [each.condition for each in found.conditionals] == ["if x is unequivocal, or if y was a target"]


def test_every_assessment_counts_from_the_smallest_sum_before_it() -> None:
    course = assess_course(
        BOTH,
        [
            visit("20", "10", day=60),
            visit(None, "10", day=120),
            visit("24", "10", day=180),
            visit("26", "10", day=240),
            visit("26", "10", day=300),
        ],
    )
    assert [each.category.value for each in course] == ["PR", "NE", "PR", "PD", "PD"]
    assert [each.target.nadir for each in course if each.target is not None] == [60, 30, 30, 30, 30]


def test_after_an_overall_complete_response_any_reappearance_is_pd() -> None:
    course = assess_course(
        BOTH,
        [
            visit("0", "9", GONE, day=60),
            visit("0", "9.5", GONE, day=120),
            visit("2", "9", GONE, day=180),
            visit("0", "9", PRESENT, day=240),
        ],
    )
    assert [each.category.value for each in course] == ["CR", "CR", "PD", "PD"]
    assert course[2].reason == "there again after an overall CR: liver"


def test_a_lone_small_node_after_a_complete_response_is_pd_with_the_advice_to_look_again() -> None:
    course = assess_course(BOTH, [visit("0", "9", GONE, day=60), visit("0", "12", GONE, day=120)])
    assert course[1].category is Category.PROGRESSIVE_DISEASE
    assert LONE_NODE in course[1].reason
    larger = assess_course(BOTH, [visit("0", "9", GONE, day=60), visit("0", "15", GONE, day=120)])
    assert LONE_NODE not in larger[1].reason


def test_a_lesion_that_disappeared_and_is_there_again_is_not_pd_by_itself() -> None:
    course = assess_course(BOTH, [visit("0", "14", PRESENT, day=60), visit("4", "14", PRESENT, day=120)])
    assert [each.category.value for each in course] == ["PR", "PR"]


@pytest.mark.parametrize(
    ("fates", "category"),
    [
        pytest.param({"a": GONE, "b": GONE}, "CR", id="all gone is a complete response whatever they were"),
        pytest.param({"a": GONE, "b": PRESENT}, "NE", id="else it cannot be told what they were"),
        pytest.param({"a": PROGRESSED, "b": PRESENT}, "PD", id="unequivocal progression is one of either"),
    ],
)
def test_lesions_without_a_size_at_baseline_are_neither_targets_nor_non_targets(
    fates: dict[str, NonTargetFate], category: str
) -> None:
    seen = tuple(NonTargetSeen(lesion=name, fate=fate) for name, fate in fates.items())
    (found,) = assess_course(Baseline(unclear=("a", "b")), [Assessment(key="s", day=60, non_targets=seen)])
    assert found.category.value == category
    assert ("no usable size at baseline" in found.reason) == (category == "NE")


def test_beside_targets_a_lesion_without_a_size_counts_as_a_non_target() -> None:
    baseline = Baseline(targets=TARGETS, unclear=("bone",))
    (found,) = assess_course(baseline, [visit("0", "9", PRESENT)])
    assert found.category is Category.PARTIAL_RESPONSE


def test_without_a_lesion_at_baseline_only_a_new_one_is_evaluable() -> None:
    found = assess_course(
        Baseline(), [Assessment(key="a", day=1), Assessment(key="b", day=2, new=(NewLesion(lesion="x"),))]
    )
    assert [(each.category.value, each.reason) for each in found] == [("NE", "no lesion at baseline"), ("PD", "new: x")]
