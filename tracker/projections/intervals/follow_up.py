"""Follow-up. Refuses to reach beyond the last contact.

Convention: from the diagnosis to the last contact, or to the death where there is one. Nothing can be censored.
"""

from tracker.projections.intervals.course import Course
from tracker.projections.intervals.endpoint import DIED, End, not_evaluable, spanned
from tracker.projections.intervals.interval import Interval

FOLLOW_UP = "follow_up"


def derive_follow_up(course: Course) -> tuple[Interval, ...]:
    """One interval, in days."""
    diagnosis = course.diagnosis
    if diagnosis is None:
        return (not_evaluable(FOLLOW_UP, "no diagnosis of a primary cancer is recorded"),)
    if course.death is not None:
        return (spanned(course, FOLLOW_UP, diagnosis, End(course.death, DIED), censored=None),)
    if course.last_contact is None:
        return (not_evaluable(FOLLOW_UP, "no contact is recorded", start=diagnosis),)
    return (spanned(course, FOLLOW_UP, diagnosis, End(course.last_contact, "last contact"), censored=None),)
