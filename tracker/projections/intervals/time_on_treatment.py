"""Time on treatment. Refuses to count the days after the last dose.

Convention: from the first dose of a line to its last treatment day, that day included; ongoing, it is censored at the last
date known alive (real-world time to treatment discontinuation; Friends of Cancer Research, 2018). A line goes on where one
of its regimens does, beside a later line too. An oral drug counts to the last of its days in the cycle; where days are not
stated, the first one counts, and the note says so. The end of a course of radiotherapy already lies after its last day. A
regimen without recorded cycles counts to the day on which it was stopped or held.
"""

from collections.abc import Iterator

from tracker.events.treatment import CycleGiven
from tracker.projections.administrations import days_given, states_days
from tracker.projections.history import PlacedFact
from tracker.projections.intervals.course import Course, LineCourse
from tracker.projections.intervals.endpoint import (
    DAYS_NOT_STATED,
    ONGOING_AT,
    End,
    about,
    latest_end,
    not_evaluable,
    spanned,
)
from tracker.projections.intervals.interval import Interval
from tracker.projections.stretches import HELD, NOT_RECORDED, ONGOING, STOPPED, Stretch

TIME_ON_TREATMENT = "time_on_treatment"
LAST_DAY = "last treatment day"


def derive_time_on_treatment(course: Course) -> tuple[Interval, ...]:
    """One interval per line, in days."""
    return tuple([_of(course, line) for line in course.lines])


def _of(course: Course, line: LineCourse) -> Interval:
    who = about(course, line)
    stretches = course.stretches_of(line.line)
    if course.last_alive and any(stretch.ended == ONGOING for stretch in stretches):
        end = End(course.last_alive, ONGOING_AT)
        return spanned(course, TIME_ON_TREATMENT, line.start, end, censored=True, **who)
    last = latest_end(course, _last_days(course, line, stretches))
    if last is None:
        return not_evaluable(TIME_ON_TREATMENT, "no end of treatment is recorded", start=line.start, **who)
    return spanned(course, TIME_ON_TREATMENT, line.start, last, censored=False, **who)


def _last_days(course: Course, line: LineCourse, stretches: tuple[Stretch, ...]) -> Iterator[End]:
    """Where each part of the line ended."""
    ended_by = {placed.key: stretch for stretch in stretches for placed in stretch.cycles}
    for cycle in line.line.cycles:
        yield _of_cycle(course, cycle.value, ended_by.get(cycle.key))
    for stretch in stretches:
        if not stretch.cycles and stretch.ending is not None:
            yield _at(stretch, stretch.ending)
    for irradiation in line.line.radiotherapy:
        if irradiation.by.stop is None:
            yield End(irradiation.key, LAST_DAY, 1.0)
        else:
            yield End(f"{irradiation.key}.end", LAST_DAY)


def _of_cycle(course: Course, cycle: CycleGiven, stretch: Stretch | None) -> End:
    """The last day of a cycle's drugs, unless the regimen ended before it."""
    lasted = float(days_given(cycle))
    ending = None if stretch is None else stretch.ending
    if stretch is not None and ending is not None and 0 <= course.days(cycle.key, ending.key) < lasted - 1:
        return _at(stretch, ending)
    return End(cycle.key, LAST_DAY if states_days(cycle) else f"{LAST_DAY}; {DAYS_NOT_STATED}", lasted)


def _at(stretch: Stretch, ending: PlacedFact) -> End:
    """The end of a stretch; its day is a treatment day where it was stopped or held, not where something else began."""
    if stretch.ended in {STOPPED, HELD}:
        return End(ending.key, f"{LAST_DAY}: {stretch.ended}", 1.0)
    return End(ending.key, NOT_RECORDED if stretch.ended == NOT_RECORDED else f"{stretch.ended}, {NOT_RECORDED}")
