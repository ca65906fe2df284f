"""What holds for the intervals of every life, and that they are what a slow and obvious oracle says."""

from collections.abc import Iterable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import oracle_intervals as oracle
from tests import oracle_treatment as treatment
from tests.chart import Habits
from tests.cohort import chart_of
from tests.examples import history, lab
from tests.lives import lives
from tests.said import time
from tracker.events.catalogue import Fact
from tracker.projections.history import History
from tracker.projections.intervals.catalogue import derive_intervals
from tracker.projections.intervals.course import Course
from tracker.projections.intervals.interval import Conventions, Interval
from tracker.projections.intervals.readings import by_reading, intervals_of
from tracker.projections.intervals.unaccounted import UNACCOUNTED
from tracker.projections.rows.intervals import derive_interval_rows
from tracker.values.months import PRECISION_DAYS
from tracker.values.rule_sets import RuleSet

few = settings(max_examples=60, deadline=None)
CENSORED_AT_CONTACT = {"overall_survival", "progression_free_survival", "second_progression", "time_to_next_treatment"}
EXACT = Habits(partial=0, relative=0, dies=0.5)


def computed(intervals: Iterable[Interval], name: str) -> list[Interval]:
    return [each for each in intervals if each.name == name]


def length(interval: Interval) -> oracle.Length:
    if not interval.evaluable:
        return oracle.NE
    assert interval.earliest_days == interval.estimate_days == interval.latest_days
    assert interval.estimate_days is not None
    return oracle.Length(round(interval.estimate_days, 6), interval.censored)


def exact_chart(seed: int) -> History:
    """A chart of whole days, without the onset, which is only known to have been months before."""
    return history(*(event for event in chart_of(seed, 90, EXACT) if getattr(event, "key", "") != "onset"))


def lines_of(found: History) -> list[oracle.Line]:
    """The lines as the derivation of lines has them, in days."""
    course = Course(found, Conventions())
    day = {placed.key: placed.start.estimate for placed in found.facts}
    return [
        oracle.Line(
            each.line.number,
            day[each.start],
            None if each.next_start is None else day[each.next_start],
            frozenset(each.line.regimens),
        )
        for each in course.lines
    ]


def check(found: History, lines: list[oracle.Line]) -> None:
    facts = oracle.facts_of(found)
    intervals = derive_intervals(found)
    for name, compute in oracle.PER_PATIENT.items():
        (one,) = computed(intervals, name)
        assert length(one) == compute(facts), name
    (second,) = computed(intervals, "second_progression")
    assert length(second) == oracle.second_progression(facts, lines)
    for name, per_line in oracle.PER_LINE.items():
        mine = [each for each in computed(intervals, name) if each.assessed_by in {None, "asserted"}]
        assert [length(each) for each in mine] == [per_line(facts, line) for line in lines], name
    mine = [each for each in computed(intervals, "progression_free_survival") if each.regimen is not None]
    expected = [
        (oracle.said(fact, "regimen"), flavor, spanned)
        for fact in oracle.of(facts, "regimen-started")
        for flavor, spanned in treatment.regimen_progression_free_survival(facts, fact).items()
    ]
    assert [(each.regimen, each.assessed_by, length(each)) for each in mine] == expected


@few
@given(lives(fixed=True))
def test_endpoints_of_any_life_of_exact_days_are_those_of_the_oracle(facts: tuple[Fact, ...]) -> None:
    found = history(*facts)
    check(found, lines_of(found))


@pytest.mark.parametrize("seed", range(1, 41))
def test_intervals_of_a_generated_chart_are_those_of_the_oracle(seed: int) -> None:
    found = exact_chart(seed)
    facts = oracle.facts_of(found)
    lines = oracle.lines(facts)
    check(found, lines)
    intervals = derive_intervals(found)
    assert [length(each) for each in computed(intervals, "time_on_treatment")] == [
        treatment.time_on_treatment(facts, line) for line in lines
    ]
    (gap,) = computed(intervals, "unaccounted")
    assert length(gap) == treatment.unaccounted(facts)
    regimens = [
        oracle.Length(
            (oracle.last_alive(facts) or 0.0) - part.start if part.stop is None else part.stop - part.start,
            part.stop is None,
        )
        for part in treatment.parts(facts)
    ]
    assert [length(each) for each in computed(intervals, "regimen")] == regimens
    holds = [(treatment.end_of_hold(facts, fact) or 0.0) - fact.day for fact in oracle.of(facts, "regimen-held")]
    assert [each.estimate_days for each in computed(intervals, "hold")] == holds


@few
@given(lives(), st.randoms(use_true_random=False))
def test_no_interval_depends_on_the_order_of_recording(facts: tuple[Fact, ...], random: Random) -> None:
    shuffled = list(facts)
    random.shuffle(shuffled)
    assert derive_interval_rows(history(*facts)) == derive_interval_rows(history(*shuffled))


@few
@given(lives(), st.sampled_from([None, *RuleSet]), st.booleans())
def test_an_estimate_lies_within_its_bounds_and_what_is_not_evaluable_says_why(
    facts: tuple[Fact, ...], rule_set: RuleSet | None, known: bool
) -> None:
    for each in intervals_of(history(*facts), Conventions(rule_set=rule_set), known=known):
        lengths = [each.earliest_days, each.estimate_days, each.latest_days]
        if not each.evaluable:
            assert each.note
            assert lengths == [None, None, None]
            assert each.censored is None
            continue
        assert each.start is not None
        assert each.stop is not None
        known_lengths = [days for days in lengths if days is not None]
        assert all(days >= 0 for days in known_lengths)
        assert known_lengths == sorted(known_lengths)
        assert (each.estimate_days is None) == (each.earliest_days is None or each.latest_days is None)


@few
@given(lives(), st.booleans())
def test_a_length_is_the_middle_of_what_ties_its_ends_and_two_months_subtract_to_one_within_its_bounds(
    facts: tuple[Fact, ...], known: bool
) -> None:
    for placed_by, found in by_reading(history(*facts), known=known):
        place = placed_by.chronology.place
        for each in found:
            least, estimate, most = each.earliest_days, each.estimate_days, each.latest_days
            # What is unaccounted for is a sum of gaps, not a length between its ends.
            if each.start is None or each.stop is None or each.name == UNACCOUNTED:
                continue
            subtracted = place(each.stop).estimate + each.extra_days - place(each.start).estimate - each.lead_days
            assert least is None or max(subtracted, each.extra_days) >= least - PRECISION_DAYS
            assert most is None or subtracted <= most + PRECISION_DAYS
            if least is not None and most is not None:
                assert estimate == pytest.approx((least + most) / 2)
            if least is not None and least == most:
                assert estimate == pytest.approx(max(subtracted, each.extra_days))


@few
@given(lives())
def test_nothing_is_censored_after_the_last_contact(facts: tuple[Fact, ...]) -> None:
    found = history(*facts)
    course = Course(found, Conventions())
    contact = course.last_contact
    assert contact is not None
    for each in derive_intervals(found):
        if each.censored and each.name in CENSORED_AT_CONTACT and each.assessed_by not in {"recist", "irecist"}:
            assert each.stop is not None
            assert not course.precedes(contact, each.stop) or each.stop == each.start, each


@few
@given(lives(fixed=True), st.integers(0, 13))
def test_a_fact_known_later_changes_no_interval_of_what_an_earlier_month_showed(
    facts: tuple[Fact, ...], month: int
) -> None:
    before = history(*facts)
    late = lab("LDH", 300, "U/L", key="late", day=10, known=time(day=9000))
    after = history(*facts, late)
    cut = before.known_by(month)
    if cut.facts:
        assert derive_intervals(cut) == derive_intervals(after.known_by(month))
