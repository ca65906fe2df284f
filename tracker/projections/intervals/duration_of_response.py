"""Duration of response. Refuses to begin before the response was documented.

Convention: from the first documented CR or PR of a line to the first progression after it, or death, before the next line;
without either it is censored at the last assessment (RECIST 1.1, Eisenhauer 2009; FDA, Clinical Trial Endpoints for the
Approval of Cancer Drugs and Biologics, 2018).
"""

from tracker.projections.intervals.course import Course, LineCourse
from tracker.projections.intervals.endpoint import (
    End,
    about,
    died,
    endpoint,
    first_response,
    last_quiet,
    not_evaluable,
    progressed,
    undocumented,
)
from tracker.projections.intervals.interval import Interval

DURATION_OF_RESPONSE = "duration_of_response"


def derive_duration_of_response(course: Course) -> tuple[Interval, ...]:
    """One interval per line, in days; not evaluable where no response was documented."""
    return tuple([_of(course, line) for line in course.lines])


def _of(course: Course, line: LineCourse) -> Interval:
    who = about(course, line, "asserted")
    response = first_response(course, line)
    if response is None:
        return not_evaluable(DURATION_OF_RESPONSE, undocumented(line), **who)
    after = [each for each in line.progressions if course.precedes(response.key, each.key)]
    censoring = last_quiet(line)
    if course.precedes(censoring.anchor, response.key):
        censoring = End(response.key, "the response: nothing was assessed after it")
    outcomes = [*map(progressed, after), *died(course, line)]
    return endpoint(course, DURATION_OF_RESPONSE, response.key, outcomes, censoring, **who)
