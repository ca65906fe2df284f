"""Progression-free survival per line of therapy, in flavors by who assessed it. Refuses to mix their progressions.

Convention: from the first dose of a line to the first progression, or death, before the next line; without either it is
censored at the last tumor assessment before the next line (FDA, Clinical Trial Endpoints for the Approval of Cancer Drugs
and Biologics, 2018; RECIST 1.1, Eisenhauer 2009; iRECIST, Seymour 2017, for what confirms a progression: that one that is
never confirmed does not count, and the note names it, is a convention of ours). The asserted flavor takes the progressions that
somebody declared, and is censored at the last contact or assessment whose stated status is not progression, before any
assessed PD that nobody declared. A progression counts strictly after the line's start; on the day the next line starts it belongs to the line it ends.
"""

from collections.abc import Iterator

from tracker.projections.intervals.course import PROGRESSING, Course, LineCourse
from tracker.projections.intervals.endpoint import (
    LINE_START,
    End,
    about,
    died,
    endpoint,
    last_quiet,
    not_evaluable,
    progressed,
)
from tracker.projections.intervals.interval import Interval
from tracker.projections.recist.assessment import Rules
from tracker.projections.recist.line_assessments import assess_line
from tracker.projections.recist.progression import Assessed, by_irecist, by_recist

PROGRESSION_FREE_SURVIVAL = "progression_free_survival"
ASSERTED = "asserted"


def derive_progression_free_survival(course: Course) -> tuple[Interval, ...]:
    """One interval per line and flavor, in days."""
    return tuple(interval for line in course.lines for interval in _flavors(course, line))


def _flavors(course: Course, line: LineCourse) -> Iterator[Interval]:
    yield _asserted(course, line)
    rules = Rules(confirmation_days=course.conventions.confirmation_days, stable_days=course.conventions.stable_days)
    assessed = assess_line(course.history, line.line, line.next_start, rules)
    yield _computed(course, line, "recist", by_recist(assessed))
    yield _computed(course, line, "irecist", by_irecist(assessed))


def _computed(course: Course, line: LineCourse, flavor: str, assessed: Assessed) -> Interval:
    """The flavor of a rule; the reason of the rule goes along with its progression or with what it did not confirm."""
    who = about(course, line, flavor)
    if not assessed.evaluable:
        return not_evaluable(PROGRESSION_FREE_SURVIVAL, assessed.reason, start=line.start, **who)
    said = f": {assessed.reason}" if assessed.reason else ""
    outcomes = list(died(course, line))
    if assessed.progression is not None:
        outcomes.insert(0, End(assessed.progression, f"PD by the rule{said}"))
        said = ""
    if assessed.last_assessment is None:
        censoring = End(line.start, LINE_START)
    else:
        censoring = End(assessed.last_assessment, f"last tumor assessment{said}")
    return endpoint(course, PROGRESSION_FREE_SURVIVAL, line.start, outcomes, censoring, **who)


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
