"""Progression-free survival per line of therapy, in flavors by who assessed it. Refuses to mix their progressions.

Convention: from the first dose of a line to the first progression, or death, before the next line; without either it is
censored at the last tumor assessment before the next line (FDA, Clinical Trial Endpoints for the Approval of Cancer Drugs
and Biologics, 2018; RECIST 1.1, Eisenhauer 2009; iRECIST, Seymour 2017). The asserted flavor takes the progressions that
somebody declared, and is censored at the last contact or assessment whose stated status is not progression. A progression
counts strictly after the line's start; on the day the next line starts it belongs to the line it ends.
"""

from collections.abc import Iterator

from tracker.projections.intervals.course import PROGRESSING, Course, LineCourse
from tracker.projections.intervals.endpoint import End, about, died, endpoint, last_quiet, progressed
from tracker.projections.intervals.interval import Interval

PROGRESSION_FREE_SURVIVAL = "progression_free_survival"
ASSERTED = "asserted"


def derive_progression_free_survival(course: Course) -> tuple[Interval, ...]:
    """One interval per line and flavor, in days."""
    return tuple(interval for line in course.lines for interval in _flavors(course, line))


def _flavors(course: Course, line: LineCourse) -> Iterator[Interval]:
    yield _asserted(course, line)


def _asserted(course: Course, line: LineCourse) -> Interval:
    outcomes = [*map(progressed, line.progressions), *died(course, line)]
    censoring = last_quiet(line)
    undeclared = "" if line.progressions else _undeclared(line)
    if undeclared:
        outcomes = [End(outcome.anchor, outcome.note + undeclared) for outcome in outcomes]
        censoring = End(censoring.anchor, censoring.note + undeclared)
    return endpoint(course, PROGRESSION_FREE_SURVIVAL, line.start, outcomes, censoring, **about(course, line, ASSERTED))


def _undeclared(line: LineCourse) -> str:
    """A category PD that nobody declared a progression: it is no declared fact, but a reader should know."""
    for assessed in line.assessments:
        if assessed.value.category in PROGRESSING:
            return f"; {assessed.value.category} at {assessed.key} is not declared a progression"
    return ""
