"""Courses of radiotherapy as intervals. Refuses to invent a length.

Convention: from the first day to the day after the last, as the record has it; without a length, not evaluable.
"""

from tracker.events.treatment import RadiotherapyGiven
from tracker.projections.intervals.course import Course
from tracker.projections.intervals.endpoint import End, not_evaluable, of_line, spanned
from tracker.projections.intervals.interval import Interval

RADIOTHERAPY = "radiotherapy"


def derive_radiotherapy(course: Course) -> tuple[Interval, ...]:
    """One interval per course, in days, in the order of living; whether it was delivered stands in the note."""
    found = []
    for stated in course.stated(RadiotherapyGiven):
        event = stated.value
        who = of_line(course, course.line_of.get(event.key))
        if stated.by.stop is None:
            found.append(not_evaluable(RADIOTHERAPY, "no length is recorded", start=event.key, **who))
        else:
            end = End(f"{event.key}.end", event.delivery.value)
            found.append(spanned(course, RADIOTHERAPY, event.key, end, censored=False, **who))
    return tuple(found)
