"""Duration of disease control. Refuses stable disease that was seen too early to be a best response.

Convention: where the best response of a line is CR, PR or SD, from its first dose to the first progression, or death,
before the next line; without either it is censored at the last assessment. SD has to be seen at least 42 days after the
start, a convention that may be set (RECIST 1.1, Eisenhauer 2009: duration of stable disease, minimum interval).
"""

from tracker.projections.intervals.course import RESPONDING, SAYS_NOTHING, Course, LineCourse
from tracker.projections.intervals.endpoint import (
    about,
    died,
    endpoint,
    last_quiet,
    not_evaluable,
    progressed,
)
from tracker.projections.intervals.interval import Interval
from tracker.values.months import PRECISION_DAYS
from tracker.values.vocabularies import ResponseCategory

DISEASE_CONTROL = "disease_control"


def derive_disease_control(course: Course) -> tuple[Interval, ...]:
    """One interval per line, in days."""
    return tuple([_of(course, line) for line in course.lines])


def _of(course: Course, line: LineCourse) -> Interval:
    who = about(course, line, "asserted")
    reason = _uncontrolled(course, line)
    if reason:
        return not_evaluable(DISEASE_CONTROL, reason, start=line.start, **who)
    outcomes = [*map(progressed, line.progressions), *died(course, line)]
    return endpoint(course, DISEASE_CONTROL, line.start, outcomes, last_quiet(line), **who)


def _uncontrolled(course: Course, line: LineCourse) -> str:
    """Why the best response, of those assessed not after the first progression, is no disease control; else empty."""
    progression = course.earliest([each.key for each in line.progressions])
    found: set[ResponseCategory] = set()
    late = ""
    needed = course.conventions.stable_days - PRECISION_DAYS
    for event in (assessed.value for assessed in line.assessments):
        if event.category in SAYS_NOTHING:
            continue
        if progression is not None and course.precedes(progression, event.key):
            late = " before the progression"
            continue
        stable = event.category is ResponseCategory.STABLE_DISEASE and course.days(line.start, event.key) >= needed
        if stable or event.category in RESPONDING:
            return ""
        found.add(event.category)
    if not found:
        return f"no response category is stated{late}"
    if ResponseCategory.STABLE_DISEASE in found:
        return f"stable disease was not seen {course.conventions.stable_days:g} d after the start or later"
    return f"the best response is {', '.join(sorted(found))}"
