"""Cycles as intervals. Refuses to invent a length.

Convention: from the first day of a cycle to the end of its length, as the record has it; without one, not evaluable.
"""

from tracker.events.treatment import CycleGiven
from tracker.projections.intervals.course import Course
from tracker.projections.intervals.endpoint import End, not_evaluable, of_line, spanned
from tracker.projections.intervals.interval import Interval

CYCLE = "cycle"


def derive_cycles(course: Course) -> tuple[Interval, ...]:
    """One interval per cycle, in days, in the order of living."""
    found = []
    for stated in course.stated(CycleGiven):
        event = stated.value
        who = of_line(course, course.line_of.get(event.key), event.regimen)
        if stated.by.stop is None:
            found.append(not_evaluable(CYCLE, "no length is recorded", start=event.key, **who))
        else:
            end = End(f"{event.key}.end", f"cycle {event.number}")
            found.append(spanned(course, CYCLE, event.key, end, censored=False, **who))
    return tuple(found)
