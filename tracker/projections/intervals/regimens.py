"""Regimens as intervals. Refuses to pair by order what has an identity.

Convention: from the start or a resumption to the `regimen-stopped` or `-held` of the same regimen; else to the next start
that is not concurrent ("stop not recorded"); else to death; else it is ongoing, censored at the last date known alive.
"""

from tracker.projections.intervals.course import Course
from tracker.projections.intervals.endpoint import ONGOING_AT, End, not_evaluable, of_line, spanned
from tracker.projections.intervals.interval import Interval
from tracker.projections.stretches import Stretch

REGIMEN = "regimen"


def derive_regimens(course: Course) -> tuple[Interval, ...]:
    """One interval per stretch of a regimen, in days."""
    return tuple([_of(course, stretch) for stretch in course.stretches])


def _of(course: Course, stretch: Stretch) -> Interval:
    who = of_line(course, course.line_of_stretch(stretch), stretch.regimen)
    start = stretch.opening.key
    if stretch.ending is not None:
        return spanned(course, REGIMEN, start, End(stretch.ending.key, stretch.ended), censored=False, **who)
    if course.last_alive is None:
        return not_evaluable(REGIMEN, "ongoing, and no date known alive is recorded", start=start, **who)
    return spanned(course, REGIMEN, start, End(course.last_alive, ONGOING_AT), censored=True, **who)
