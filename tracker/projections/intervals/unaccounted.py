"""Time of which the record says nothing: no regimen, radiotherapy, stated hold or stated follow-up covers it.

Refuses to count a time twice. Convention: from the diagnosis to the death, else to the last contact, minus its phases, in
order: the wait for the first treatment, regimens, courses of radiotherapy, holds, and intervals that the source states as
follow-up. Phases that meet or overlap make one stretch. Earliest: the greater of the gaps' least and the total's least
minus the phases' most; latest: the smaller of the gaps' most and the total's most minus the phases' least.
"""

from collections.abc import Iterator
from math import inf

from tracker.events.deliberation import IntervalStated
from tracker.events.treatment import CycleGiven, RadiotherapyGiven, RegimenHeld
from tracker.projections.intervals.course import Course
from tracker.projections.intervals.endpoint import not_evaluable
from tracker.projections.intervals.holds import end_of_hold
from tracker.projections.intervals.interval import Interval
from tracker.values.identifiers import Anchor
from tracker.values.months import PRECISION_DAYS
from tracker.values.when import fact_of

UNACCOUNTED = "unaccounted"
FOLLOW_UP_WORDS = ("follow-up", "follow up", "followup")
MOST_NAMED = 3
"""Gaps that a note names."""

Phase = tuple[Anchor, Anchor]


def derive_unaccounted(course: Course) -> tuple[Interval, ...]:
    """One interval, in days; the gaps stand in the note."""
    diagnosis, end = course.diagnosis, course.death or course.last_contact
    if diagnosis is None or end is None:
        return (not_evaluable(UNACCOUNTED, "no diagnosis of a primary cancer is recorded"),)
    phases = list(_treatments(course, end))
    treated = course.earliest([start for start, _ in phases])
    if treated is None:
        return (not_evaluable(UNACCOUNTED, "no treatment is recorded that would account for time", start=diagnosis),)
    phases += _holds(course, end)
    phases += _follow_ups(course, treated)
    phases.sort(key=lambda phase: course.days(diagnosis, phase[0]))
    return (_Sum(course, diagnosis, end).minus(phases),)


class _Sum:
    """A total from which phases are taken away in order, in least and most days."""

    def __init__(self, course: Course, start: Anchor, stop: Anchor) -> None:
        self.course, self.start, self.stop = course, start, stop
        self.begun = self.covered = start
        self.gaps: list[Phase] = []
        """Where there probably is one."""
        self.gap_least = self.gap_most = 0.0
        self.phase_least = self.phase_most = 0.0
        self.slack = 0.0
        """What phases that probably meet may leave between them, and those that probably do not may overlap."""

    def minus(self, phases: list[Phase]) -> Interval:
        """What is left. The first phase begins with the treatment: until then the patient waited for it."""
        course = self.course
        if phases and course.precedes(self.start, phases[0][0]):
            self.covered = phases[0][0]
        pending = list(phases)
        while pending:
            start, stop = phase = self._next(pending)
            pending.remove(phase)
            self._reach(start)
            last = self.stop if course.precedes(self.stop, stop) else stop
            if course.precedes(self.covered, last):
                self.covered = last
        self._reach(self.stop)
        self._add_phase()
        least, most = self._bounds(self.start, self.stop)
        earliest = max(0.0, self.gap_least, least - self.phase_most)
        latest = max(earliest, min(self.gap_most, most - self.phase_least + self.slack))
        return Interval(
            name=UNACCOUNTED,
            start=self.start,
            stop=self.stop,
            earliest_days=earliest,
            latest_days=None if latest == inf else latest,
            estimate_days=None if latest == inf else (earliest + latest) / 2,
            note=self._note(),
        )

    def _next(self, pending: list[Phase]) -> Phase:
        """The next phase in order; before one that may leave a gap, one that certainly leaves none."""
        least, most = self._bounds(self.covered, pending[0][0])
        if most > PRECISION_DAYS and most - least > PRECISION_DAYS:
            for phase in pending:
                if self._bounds(self.covered, phase[0])[1] <= PRECISION_DAYS:
                    return phase
        return pending[0]

    def _bounds(self, first: Anchor, second: Anchor) -> tuple[float, float]:
        least, most = self.course.bounds(first, second)
        return -inf if least is None else least, inf if most is None else most

    def _add_phase(self) -> None:
        least, most = self._bounds(self.begun, self.covered)
        self.phase_least += max(0.0, least)
        self.phase_most += max(0.0, most)

    def _reach(self, start: Anchor) -> None:
        """Go on to where the next phase starts, over the gap before it if there is one."""
        least, most = self._bounds(self.covered, start)
        self.gap_least += max(0.0, least)
        self.gap_most += max(0.0, most)
        if self.course.precedes(self.covered, start):
            self._add_phase()
            self.gaps.append((self.covered, start))
            self.slack += max(0.0, -least)
            self.begun = self.covered = start
        else:
            self.slack += max(0.0, most)

    def _note(self) -> str:
        if not self.gaps:
            return "no gap"
        named = [f"{start} to {stop}" for start, stop in self.gaps[:MOST_NAMED]]
        if len(self.gaps) > MOST_NAMED:
            named.append(f"{len(self.gaps) - MOST_NAMED} more")
        return f"gaps: {', '.join(named)}"


def _treatments(course: Course, end: Anchor) -> Iterator[Phase]:
    """Regimens and radiotherapy, and cycles of a regimen of which no start is recorded."""
    regimens = set()
    for stretch in course.stretches:
        regimens.add(stretch.regimen)
        yield stretch.opening.key, end if stretch.ending is None else stretch.ending.key
    for cycle in course.stated(CycleGiven):
        if cycle.value.regimen not in regimens:
            yield cycle.key, cycle.key if cycle.by.stop is None else f"{cycle.key}.end"
    for irradiation in course.stated(RadiotherapyGiven):
        yield irradiation.key, irradiation.key if irradiation.by.stop is None else f"{irradiation.key}.end"


def _holds(course: Course, end: Anchor) -> Iterator[Phase]:
    for held in course.stated(RegimenHeld):
        found = end_of_hold(course, held.value)
        yield held.key, end if found is None else found.anchor


def _follow_ups(course: Course, treated: Anchor) -> Iterator[Phase]:
    """Intervals that the source states as follow-up, after the treatment began; the whole course is no phase of it."""
    known = course.history.by_key
    for standing in course.history.record.facts:
        fact = standing.fact
        if not isinstance(fact, IntervalStated) or not any(word in fact.meaning.lower() for word in FOLLOW_UP_WORDS):
            continue
        if fact_of(fact.from_) in known and fact_of(fact.to) in known and course.precedes(treated, fact.from_):
            yield fact.from_, fact.to
