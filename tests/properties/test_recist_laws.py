"""What holds for RECIST whatever is measured: larger is never better, and neither order nor names of lesions matter."""

from decimal import Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.examples import history, recorded
from tests.lives import lives
from tracker.events.catalogue import Fact
from tracker.projections.history import History, history_of
from tracker.projections.lines_of_therapy import LineOfTherapy, derive_asserted_lines
from tracker.projections.recist.assessment import Assessment, Baseline, Category, NewLesion, Target, TargetSeen
from tracker.projections.recist.best import best_response
from tracker.projections.recist.immune import ImmuneCategory, assess_immune_course
from tracker.projections.recist.line_assessments import assess_line
from tracker.projections.recist.overall import assess_course
from tracker.projections.recist.progression import Assessed, irecist_progressions, recist_progressions
from tracker.projections.recist.targets import assess_target
from tracker.projections.record import record_of

BEST_FIRST = [
    Category.COMPLETE_RESPONSE,
    Category.PARTIAL_RESPONSE,
    Category.STABLE_DISEASE,
    Category.PROGRESSIVE_DISEASE,
]
few = settings(max_examples=60, deadline=None)
mm = st.decimals("0", "200", places=1)
at_baseline = st.decimals("10", "200", places=1)


@given(at_baseline, st.one_of(st.none(), mm), st.lists(mm, min_size=2, max_size=8))
def test_a_larger_sum_never_has_a_better_category(
    baseline: Decimal, nadir: Decimal | None, sums: list[Decimal]
) -> None:
    targets = [Target(lesion="t", mm=baseline)]
    ranks = [
        BEST_FIRST.index(assess_target(targets, [TargetSeen(lesion="t", mm=each)], nadir).category)
        for each in sorted(sums)
    ]
    assert ranks == sorted(ranks)


@given(at_baseline, mm, mm, mm)
def test_a_smaller_nadir_never_has_a_better_category(
    baseline: Decimal, one: Decimal, other: Decimal, now: Decimal
) -> None:
    targets, seen = [Target(lesion="t", mm=baseline)], [TargetSeen(lesion="t", mm=now)]
    ranks = [BEST_FIRST.index(assess_target(targets, seen, nadir).category) for nadir in sorted((one, other))]
    assert ranks[0] >= ranks[1]


@st.composite
def courses(draw: st.DrawFn) -> tuple[Baseline, list[Assessment]]:
    """A few targets, some of them nodes, followed with gaps; sometimes a new lesion."""
    nodes = draw(st.lists(st.booleans(), min_size=1, max_size=4))
    targets = tuple(
        Target(lesion=f"t{place}", mm=draw(st.decimals("15", "90", places=0)), node=node)
        for place, node in enumerate(nodes)
    )
    sizes = st.one_of(st.none(), st.decimals("0", "120", places=0))
    assessments = [
        Assessment(
            key=f"s{place}",
            day=42.0 * place,
            targets=tuple(TargetSeen(lesion=target.lesion, mm=draw(sizes)) for target in targets),
            new=draw(st.sampled_from(((), (), (NewLesion(lesion="x"),), (NewLesion(lesion="x", certain=False),)))),
        )
        for place in range(1, draw(st.integers(1, 5)) + 1)
    ]
    return Baseline(targets=targets), assessments


@few
@given(courses(), st.randoms(use_true_random=False))
def test_the_order_of_lesions_within_a_visit_does_not_matter(
    course: tuple[Baseline, list[Assessment]], random: Random
) -> None:
    baseline, assessments = course
    shuffled = [replace(each, targets=tuple(random.sample(each.targets, len(each.targets)))) for each in assessments]
    other = replace(baseline, targets=tuple(random.sample(baseline.targets, len(baseline.targets))))
    one, two = assess_course(baseline, assessments), assess_course(other, shuffled)
    assert [(each.category, each.conditionals) for each in one] == [(each.category, each.conditionals) for each in two]


@few
@given(courses())
def test_what_is_not_evaluable_has_a_reason_and_what_has_a_category_no_condition(
    course: tuple[Baseline, list[Assessment]],
) -> None:
    for each in assess_course(*course):
        if each.category is Category.NOT_EVALUABLE:
            assert each.reason
        else:
            assert not each.conditionals
        assert (each.category is Category.PROGRESSIVE_DISEASE) or not any(new.certain for new in each.assessment.new)


@few
@given(courses())
def test_by_irecist_nothing_is_confirmed_that_was_not_seen_first(course: tuple[Baseline, list[Assessment]]) -> None:
    found = assess_immune_course(*course)
    seen = set()
    for each in found:
        progressed = each.recist.category is Category.PROGRESSIVE_DISEASE
        immune = each.category in (ImmuneCategory.UNCONFIRMED_PROGRESSION, ImmuneCategory.CONFIRMED_PROGRESSION)
        assert progressed is immune
        if each.category is ImmuneCategory.CONFIRMED_PROGRESSION:
            assert each.confirms in seen
        seen.add(each.key)


@few
@given(courses())
def test_a_confirmed_best_response_is_never_better_than_an_unconfirmed_one(
    course: tuple[Baseline, list[Assessment]],
) -> None:
    found = assess_course(*course)
    free, bound = (best_response(found, start_day=0, confirmed=each).category for each in (False, True))
    order = [*BEST_FIRST, Category.NOT_EVALUABLE]
    if free in BEST_FIRST[:2]:
        assert order.index(bound) >= order.index(free)
    else:
        assert bound is free


def _lines(found: History) -> list[tuple[LineOfTherapy, str | None]]:
    """Every line with the first dose of the next one."""
    lines = derive_asserted_lines(found)
    return [
        (line, lines[place].first_dose if place < len(lines) else None) for place, line in enumerate(lines, start=1)
    ]


def _progressions(found: History) -> list[tuple[Assessed, Assessed]]:
    return [
        (recist_progressions(found, line, after), irecist_progressions(found, line, after))
        for line, after in _lines(found)
    ]


@few
@given(lives(), st.randoms(use_true_random=False))
def test_a_progression_does_not_depend_on_the_order_of_recording(facts: tuple[Fact, ...], random: Random) -> None:
    shuffled = list(facts)
    random.shuffle(shuffled)
    again = history_of(record_of("p", recorded("p", shuffled)))
    assert _progressions(history(*facts)) == _progressions(again)


@few
@given(lives())
def test_a_progression_rests_on_facts_of_its_line(facts: tuple[Fact, ...]) -> None:
    found = history(*facts)
    for line, after in _lines(found):
        evidence = {key for each in assess_line(found, line, after).assessments for key in each.evidence}
        for assessed in (recist_progressions(found, line, after), irecist_progressions(found, line, after)):
            assert {assessed.progression, assessed.last_assessment} - {None} <= evidence
            assert assessed.evaluable or assessed.reason
