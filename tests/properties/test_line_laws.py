"""What every month says of its line of therapy is what the intervals say of a history that ends there."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cohort import recorded_cohort
from tests.examples import history
from tests.lives import CHEMORADIATION, RESULTS, TREATMENT, lives
from tracker.events.catalogue import Fact
from tracker.projections.current_line import current_line, first_dose_at
from tracker.projections.first_doses import first_dose_of
from tracker.projections.grades import with_baselines
from tracker.projections.history import History, history_of
from tracker.projections.intervals.course import Course
from tracker.projections.intervals.interval import DEFAULT_CONVENTIONS
from tracker.projections.intervals.progression_free_survival import ASSERTED, derive_progression_free_survival
from tracker.projections.intervals.treatment_free import derive_treatment_free, end_of_treatment, given_meanwhile
from tracker.projections.lab_readings import reading_of
from tracker.projections.months import Frame, months_of
from tracker.projections.record import record_of
from tracker.projections.sheets import sheets_of
from tracker.projections.shown import show_of
from tracker.values.ctcae import term_of

few = settings(max_examples=60, deadline=None)


def cut(found: History, folded: set[str]) -> History:
    """The history of the facts folded by the end of a month, as if nothing else had ever been recorded of it."""
    return History(found.record, found.chronology, tuple(placed for placed in found.facts if placed.key in folded))


def agrees(found: History, frame: Frame, course: Course) -> None:
    """Check one month against the intervals of the history that ends there."""
    line = current_line(found, frame)
    assert (line is None) == (not course.lines)
    if line is None:
        return
    assert line.rule_set is course.rule_set
    asserted = frame.state.line
    (own,) = [each for each in course.lines if each.line.number == line.number]
    numbers = [start.value.line for start in own.line.starts] + [course.value.line for course in own.line.radiotherapy]
    assert asserted is None or line.number == asserted.value or not any(numbers)
    (row,) = [
        interval
        for interval in derive_progression_free_survival(course)
        if (interval.line, interval.assessed_by) == (line.number, ASSERTED)
    ]
    free = line.progression_free
    assert free.start == row.start
    if own.next_start is None and row.censored is False:
        assert (free.stop, free.earliest_days, free.latest_days) == (row.stop, row.earliest_days, row.latest_days)
    elif own.next_start is None:
        assert free.stop is None
        assert free.until == (own.last_quiet if row.evaluable else None)
        assert (free.earliest_days, free.latest_days) == (row.earliest_days, row.latest_days)
        assert free.estimate_days == row.estimate_days
    end, _ = end_of_treatment(course, own.line)
    untreated = course.death is None and end is not None and given_meanwhile(course, own.line, end) is None
    if line.treatment_free is not None:
        assert untreated
        assert end is not None
        assert line.treatment_free.start == end.anchor
    if untreated and end is not None and own.next_start is None:
        (stated,) = [interval for interval in derive_treatment_free(course) if interval.line == line.number]
        told = line.treatment_free
        assert (told is not None) == stated.evaluable
        if told is not None:
            assert (told.until, told.earliest_days, told.latest_days, told.estimate_days) == (
                stated.stop,
                stated.earliest_days,
                stated.latest_days,
                stated.estimate_days,
            )
    ended = None if end is None else course.history.chronology.place(end.anchor).estimate + end.extra_days
    begun = untreated and ended is not None and ended < frame.end_day
    assert (line.untreated_since is not None) == begun


def every_month_agrees(found: History) -> None:
    """Check every month, with and without hindsight."""
    for known in (False, True):
        folded: set[str] = set()
        for frame in months_of(found, known=known):
            folded |= {placed.key for placed in frame.events}
            agrees(found, frame, Course(cut(found, folded), DEFAULT_CONVENTIONS))


@few
@given(lives())
def test_every_month_of_a_life_says_what_the_history_that_ends_there_says(facts: tuple[Fact, ...]) -> None:
    every_month_agrees(history(*facts))


@few
@given(lives(of=TREATMENT))
def test_every_month_of_a_treatment_says_what_the_history_that_ends_there_says(facts: tuple[Fact, ...]) -> None:
    every_month_agrees(history(*facts))


def baselines_agree(found: History, frame: Frame, ends_there: History) -> None:
    """Check the first dose of a month, and what its results are graded against, by the history that SQL would be made of."""
    dose = first_dose_at(found, frame)
    assert dose == first_dose_of(ends_there)
    against = {lab.key: baseline for lab, baseline in with_baselines(ends_there)}
    for series in frame.state.labs.values():
        last = series[-1].value
        if term_of(last.analyte) is not None:
            baseline = reading_of(found, series, dose).baseline
            assert (None if baseline is None else baseline.value) == against[last.key]


@few
@given(lives(of=(*TREATMENT, *CHEMORADIATION, *RESULTS)))
def test_every_month_has_the_first_dose_and_the_baselines_of_the_history_that_ends_there(
    facts: tuple[Fact, ...],
) -> None:
    found = history(*facts)
    for known in (False, True):
        folded: set[str] = set()
        for frame in months_of(found, known=known):
            folded |= {placed.key for placed in frame.events}
            baselines_agree(found, frame, cut(found, folded))


@settings(max_examples=8, deadline=None)
@given(st.integers(1, 50))
def test_every_month_of_a_chart_says_what_the_history_that_ends_there_says(seed: int) -> None:
    (lines,) = recorded_cohort(1, 120, seed=seed)
    every_month_agrees(history_of(record_of("p", lines)))


@few
@given(lives(fixed=True, of=TREATMENT), st.integers(0, 12))
def test_nothing_of_a_later_month_reaches_the_line_of_a_month(facts: tuple[Fact, ...], month: int) -> None:
    found = history(*facts)
    until = history(*(placed.standing.fact for placed in found.facts if placed.month <= month))
    frames, shorter = months_of(found), months_of(until)
    sheets = {sheet.month: sheet for sheet in sheets_of(found, frames)}
    lines = {frame.month: show_of(found, frame)["state"]["line"] for frame in frames}
    for frame, sheet in zip(shorter, sheets_of(until, shorter), strict=True):
        own = [each for each in sheet.state if each.label in {"Line", "PFS", "Treatment-free"}]
        assert own == [each for each in sheets[frame.month].state if each.label in {"Line", "PFS", "Treatment-free"}]
        assert show_of(until, frame)["state"]["line"] == lines[frame.month]
