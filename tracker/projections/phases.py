"""Which phase of a case every fact falls into: before treatment, or a line of therapy. Refuses to leave a fact out, or to list it twice.

Convention: a line holds what came strictly after its first dose and not after the next one's: on the day of a first dose
the state of things belongs to the phase that this dose ends. A treatment that begins on that day belongs to the line that
begins with it.
"""

from collections.abc import Mapping

from tracker.events.treatment import ProcedurePerformed, RadiotherapyGiven, RegimenStarted
from tracker.projections.history import PlacedFact
from tracker.projections.intervals.course import Course

BEFORE_TREATMENT = 0
"""Stands for the time until the first dose, which has no line."""

_TREATMENTS = frozenset({RadiotherapyGiven, ProcedurePerformed, RegimenStarted})


def facts_by_phase(course: Course) -> Mapping[int, tuple[PlacedFact, ...]]:
    """All clinical facts by the place of their line in the order of living, from 1, each in the order of living."""
    phases: dict[int, list[PlacedFact]] = {}
    for placed in course.history.facts:
        phases.setdefault(_phase_of(course, placed), []).append(placed)
    return {phase: tuple(facts) for phase, facts in phases.items()}


def _phase_of(course: Course, placed: PlacedFact) -> int:
    key, treats = placed.event.key, type(placed.event) in _TREATMENTS
    begun = [
        place
        for place, line in enumerate(course.lines, 1)
        if (not course.precedes(key, line.start) if treats else course.precedes(line.start, key))
    ]
    return begun[-1] if begun else BEFORE_TREATMENT
