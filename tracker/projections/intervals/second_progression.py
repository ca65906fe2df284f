"""Second progression (PFS2): on the treatment after the first line. Refuses to count the progression that ended that line.

Convention: from the first dose of line 1 to the first progression after the start of line 2, or death of any cause;
without either it is censored as the asserted progression-free survival is. A record that begins with a later line, or has no
second one among others, says nothing of it (EMA, Guideline on the evaluation of anticancer
medicinal products in man, EMA/CHMP/205/95, appendix 1: PFS2 is progression on next-line treatment).
"""

from tracker.events.disease import ProgressionDeclared
from tracker.projections.intervals.course import Course
from tracker.projections.intervals.endpoint import (
    DIED,
    LAST_QUIET,
    LINE_START,
    End,
    about,
    endpoint,
    not_evaluable,
    progressed,
)
from tracker.projections.intervals.interval import Interval

SECOND_PROGRESSION = "second_progression"
SECOND = 2


def derive_second_progression(course: Course) -> tuple[Interval, ...]:
    """One interval, in days; a progression that was declared in a later line than the second says so."""
    if not course.lines:
        return (not_evaluable(SECOND_PROGRESSION, "no line of therapy is recorded", assessed_by="asserted"),)
    first = course.lines[0]
    if first.line.number != 1:
        return (not_evaluable(SECOND_PROGRESSION, "line 1 is not recorded", **about(course, first, "asserted")),)
    second = first.next_start
    if second is not None and course.lines[1].line.number != SECOND:
        return (not_evaluable(SECOND_PROGRESSION, "line 2 is not recorded", **about(course, first, "asserted")),)
    outcomes: list[End] = []
    if second is not None:
        third = course.lines[1].next_start
        for declared in course.stated(ProgressionDeclared):
            if course.precedes(second, declared.key):
                end = progressed(declared)
                late = third is not None and course.precedes(third, declared.key)
                outcomes.append(End(end.anchor, f"{end.note}, after the line that followed") if late else end)
    if course.death is not None:
        outcomes.append(End(course.death, DIED))
    quiet = course.last_quiet(first.start, None, second)
    censoring = End(first.start, LINE_START) if quiet is None else End(quiet, LAST_QUIET)
    who = about(course, first, "asserted")
    return (endpoint(course, SECOND_PROGRESSION, first.start, outcomes, censoring, **who),)
