"""Time of which the record says nothing: no regimen, radiotherapy, stated hold or stated follow-up covers it.

Refuses to count a time twice. Convention: from the diagnosis to the death, else to the last contact, minus its phases, in
order: the wait for the first treatment, regimens, courses of radiotherapy, holds, and intervals that the source states as
follow-up. Phases that meet or overlap make one stretch; nothing of them counts after the end. Earliest: the greater of the
gaps' least and the total's least minus the phases' most; latest: the smaller of the gaps' most and the total's most minus
the phases' least. Where it is uncertain what ended a hold, it is the least under the last that may have and the most under
the first.
"""

from collections.abc import Iterable, Iterator
from math import inf
from typing import NamedTuple

from tracker.events.deliberation import IntervalStated
from tracker.events.treatment import CycleGiven, RadiotherapyGiven, RegimenHeld
from tracker.projections.intervals.course import Course
from tracker.projections.intervals.endpoint import not_evaluable
from tracker.projections.intervals.holds import ends_that_bound_hold
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
    phases += _follow_ups(course, treated)
    shortest, longest = _holds(course, end)
    left = _Sum(course, diagnosis, end).minus([*phases, *shortest])
    covered = left if longest == shortest else _Sum(course, diagnosis, end).minus([*phases, *longest])
    earliest, latest = min(left.earliest, covered.earliest), max(left.latest, covered.latest)
    return (
        Interval(
            name=UNACCOUNTED,
            start=diagnosis,
            stop=end,
            earliest_days=earliest,
            latest_days=None if latest == inf else latest,
            estimate_days=None if latest == inf else (earliest + latest) / 2,
            note=left.note,
        ),
    )


class _Left(NamedTuple):
    """What phases leave, in days, and where."""

    earliest: float
    latest: float
    note: str


class _Sum:
    """A total from which phases are taken away in order, in least and most days."""

    def __init__(self, course: Course, start: Anchor, stop: Anchor) -> None:
        self.course, self.start, self.stop = course, start, stop
        self.begun = self.covered = start
        self.ends: list[Anchor] = [start]
        """Ends of phases of which each may be the last; `covered` is the one that probably is."""
        self.gaps: list[Phase] = []
        """Where there probably is one."""
        self.gap_least = self.gap_most = 0.0
        self.phase_least = self.phase_most = 0.0
        self.slack = 0.0
        """What phases that probably meet may leave between them, and those that probably do not may overlap."""

    def minus(self, phases: Iterable[Phase]) -> _Left:
        """What is left. The first phase begins with the treatment: until then the patient waited for it."""
        course = self.course
        pending = sorted(phases, key=lambda phase: course.days(self.start, phase[0]))
        if pending and course.precedes(self.start, pending[0][0]):
            self._cover(pending[0][0])
        while pending:
            phase = self._next(pending)
            pending.remove(phase)
            self._reach(phase[0], pending)
            self._cover(phase[1])
        self._reach(self.stop, ())
        self._add_phase()
        least, most = self._bounds(self.start, self.stop)
        earliest = max(0.0, self.gap_least, least - self.phase_most)
        latest = max(earliest, min(self.gap_most, most - self.phase_least + self.slack))
        return _Left(earliest, latest, self._note())

    def _cover(self, end: Anchor) -> None:
        """Note where a phase ends; what certainly ended before it is the last end no more."""
        if self._bounds(end, self.covered)[0] >= -PRECISION_DAYS:
            return
        self.ends = [*(each for each in self.ends if self._bounds(each, end)[0] < -PRECISION_DAYS), end]
        if self.course.precedes(self.covered, end):
            self.covered = end

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

    def _within(self, first: Anchor, second: Anchor) -> tuple[float, float]:
        """Bounds of the time from the first to the second, or to the end of the total if that is earlier."""
        least, most = self._bounds(first, second)
        least_left, most_left = self._bounds(first, self.stop)
        return min(least, least_left), min(most, most_left)

    def _add_phase(self) -> None:
        self.phase_least += max(0.0, self._within(self.begun, self.covered)[0])
        self.phase_most += max(0.0, *(self._within(self.begun, end)[1] for end in self.ends))

    def _reach(self, start: Anchor, pending: Iterable[Phase]) -> None:
        """Go on to where the next phase starts, over the gap before it if there is one."""
        least = self._within(self.covered, start)[0]
        most = min(self._within(end, start)[1] for end in self.ends)
        if least > 0:
            starts = [start, *(each for each, _ in pending)]
            self.gap_least += max(0.0, min(self._within(end, each)[0] for end in self.ends for each in starts))
        self.gap_most += max(0.0, most)
        if self.course.precedes(self.covered, start) and self.course.precedes(self.covered, self.stop):
            self._add_phase()
            self.gaps.append((self.covered, self.stop if self.course.precedes(self.stop, start) else start))
            self.slack += max(0.0, -least)
            self.begun = self.covered = start
            self.ends = [start, *(end for end in self.ends if self._bounds(end, start)[0] < -PRECISION_DAYS)]
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


def _holds(course: Course, end: Anchor) -> tuple[list[Phase], list[Phase]]:
    """The holds, each to what may have ended it first, and to what may have ended it last."""
    bounds = [(held.key, *ends_that_bound_hold(course, held.value)) for held in course.stated(RegimenHeld)]
    return [(held, first or end) for held, first, _ in bounds], [(held, last or end) for held, _, last in bounds]


def _follow_ups(course: Course, treated: Anchor) -> Iterator[Phase]:
    """Intervals that the source states as follow-up, after the treatment began; the whole course is no phase of it."""
    known = course.history.by_key
    for standing in course.history.record.facts:
        fact = standing.fact
        if not isinstance(fact, IntervalStated) or not any(word in fact.meaning.lower() for word in FOLLOW_UP_WORDS):
            continue
        if fact_of(fact.from_) in known and fact_of(fact.to) in known and course.precedes(treated, fact.from_):
            yield fact.from_, fact.to
