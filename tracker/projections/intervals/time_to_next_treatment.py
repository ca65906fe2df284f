"""Time to next treatment. Refuses to take a pause for an end: only the next line's first dose ends it, or death.

Convention: from the first dose of a line to the first dose of the next, or death; else it is censored at the last date
known alive (real-world time to next treatment; Friends of Cancer Research, Establishing a Framework to Evaluate Real-World
Endpoints, 2018).
"""

from tracker.projections.intervals.course import Course, LineCourse
from tracker.projections.intervals.endpoint import LAST_ALIVE, End, about, died, endpoint
from tracker.projections.intervals.interval import Interval

TIME_TO_NEXT_TREATMENT = "time_to_next_treatment"


def derive_time_to_next_treatment(course: Course) -> tuple[Interval, ...]:
    """One interval per line, in days."""
    return tuple([_of(course, line) for line in course.lines])


def _of(course: Course, line: LineCourse) -> Interval:
    outcomes = list(died(course, line))
    if line.next_start is not None:
        outcomes.insert(0, End(line.next_start, "first dose of the next line"))
    censoring = End(course.last_alive or line.start, LAST_ALIVE)
    return endpoint(course, TIME_TO_NEXT_TREATMENT, line.start, outcomes, censoring, **about(course, line))
