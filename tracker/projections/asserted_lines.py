"""Lines of therapy as the record numbers them. Refuses to number what the record leaves without a number and ties to nothing.

Every start has a line of its own, so that a regimen that is started again may be in two; its cycles go with it. A start
without a number, in a record that numbers lines, belongs to the line of what it is concurrent with. Otherwise it follows
the line that was begun before it. After a progression since that line's first dose, a changed drug set starts a line
whatever it is called: it gets the next number, if the record gives that to nothing else, and none where its drugs are not
stated or the number is taken. The same drugs go on in that line; without a progression so do maintenance and a regimen of
that line that is started again.
"""

from collections.abc import Mapping

from msgspec import Struct

from tracker.events.disease import ProgressionDeclared
from tracker.events.treatment import CycleGiven, RadiotherapyGiven, RegimenStarted
from tracker.projections.administrations import beginnings, names_of, starts_of_cycles
from tracker.projections.history import History
from tracker.projections.line_of_therapy import LineOfTherapy, line_of
from tracker.projections.pairs import pairs_of
from tracker.projections.regimen_state import is_concurrent
from tracker.projections.stated import Stated, stated_by
from tracker.projections.stretches import stretches_of
from tracker.values.rule_sets import RuleSet
from tracker.values.vocabularies import Phase


def derive_asserted_lines(history: History) -> tuple[LineOfTherapy, ...]:
    """The lines as the record numbers them, in the order of their numbers."""
    numbers = history.once(_numbers)
    under = history.once(starts_of_cycles)
    cycled = {start.key for start in under.values()}
    given: dict[int, list[str]] = {}
    for stretch in history.once(stretches_of):
        start = stretch.start
        if start is not None and start.key in numbers and start.key not in cycled:
            given.setdefault(numbers[start.key], []).append(stretch.opening.key)
    starts: dict[int, list[Stated[RegimenStarted]]] = {}
    for begun in stated_by(history, RegimenStarted):
        if begun.key in numbers:
            starts.setdefault(numbers[begun.key], []).append(begun)
    cycles: dict[int, list[Stated[CycleGiven]]] = {}
    for cycle in stated_by(history, CycleGiven):
        if cycle.key in under and under[cycle.key].key in numbers:
            number = numbers[under[cycle.key].key]
            cycles.setdefault(number, []).append(cycle)
            given.setdefault(number, []).append(cycle.key)
    courses: dict[int, list[Stated[RadiotherapyGiven]]] = {}
    for course in stated_by(history, RadiotherapyGiven):
        if course.key in numbers:
            courses.setdefault(numbers[course.key], []).append(course)
    return tuple(
        line_of(
            history,
            (number, RuleSet.ASSERTED),
            starts=starts.get(number, ()),
            cycles=cycles.get(number, ()),
            radiotherapy=courses.get(number, ()),
            given=given.get(number, ()),
        )
        for number in sorted(set(numbers.values()))
    )


class _Begun(Struct):
    """A line as far as it has been read."""

    given: list[str]
    """Keys of what began it."""
    regimens: set[str]
    latest: RegimenStarted | None = None
    """The start that came last; not of a regimen beside it."""


class _Numbering:
    """Starts and courses with their numbers, read in the order of living."""

    def __init__(self, history: History) -> None:
        self.numbers: dict[str, int] = {}
        """By key of the start or the course."""
        self._pairs = pairs_of(history)
        self._progressions = [progression.key for progression in stated_by(history, ProgressionDeclared)]
        self._under: dict[str, list[CycleGiven]] = {}
        self._begun = history.once(beginnings)
        under = history.once(starts_of_cycles)
        for cycle in stated_by(history, CycleGiven):
            if cycle.key in under:
                self._under.setdefault(under[cycle.key].key, []).append(cycle.value)
        self._asserted: set[int | None] = {start.value.line for start in stated_by(history, RegimenStarted)}
        self._asserted |= {course.value.line for course in stated_by(history, RadiotherapyGiven)}
        self._named: dict[str, int] = {}
        """The number that a regimen or a course had last, by what a concurrent one calls it."""
        self._lines: dict[int, _Begun] = {}
        self._latest = 0

    def add_course(self, course: RadiotherapyGiven) -> None:
        """Number a course of radiotherapy, as the record does."""
        if course.line is not None:
            self._add(course.key, course.key, course.line)
            self._lines.setdefault(course.line, _Begun([course.key], set()))

    def add_start(self, start: RegimenStarted) -> None:
        """Number a start, where the record does or it ties to something."""
        number = self._number(start)
        if number is None:
            return
        self._add(start.key, start.regimen, number)
        line = self._lines.get(number)
        if line is None:
            cycles = [cycle.key for cycle in self._under.get(start.key, ())]
            line = self._lines[number] = _Begun(cycles or [start.key], set())
        line.regimens.add(start.regimen)
        if line.latest is None or not is_concurrent(start):
            line.latest = start

    def _add(self, key: str, name: str, number: int) -> None:
        self.numbers[key] = self._named[name] = self._latest = number

    def _number(self, start: RegimenStarted) -> int | None:
        if start.line is not None:
            return start.line
        if start.concurrent_with is not None:
            return self._named.get(start.concurrent_with)
        line = self._lines.get(self._latest)
        if line is None:
            return None
        if self._progressed(line, start.key):
            drugs = self._drugs(start)
            if not drugs:
                return None
            if line.latest is not None and drugs == self._drugs(line.latest):
                return self._latest
            return None if self._latest + 1 in self._asserted else self._latest + 1
        follows = start.phase is Phase.MAINTENANCE or start.regimen in line.regimens
        return self._latest if follows else None

    def _drugs(self, start: RegimenStarted) -> frozenset[str]:
        cycles = self._under.get(start.key, ())
        return names_of(start.drugs) or names_of([drug for cycle in cycles for drug in cycle.drugs])

    def _progressed(self, line: _Begun, start: str) -> bool:
        first = self._pairs.first_given([self._begun.get(key, key) for key in line.given]) or start
        precedes = self._pairs.precedes
        return any(precedes(first, key) and not precedes(start, key) for key in self._progressions)


def _numbers(history: History) -> Mapping[str, int]:
    """The numbers of starts and courses, by key."""
    numbering = _Numbering(history)
    for placed in history.facts:
        event = placed.event
        if type(event) is RegimenStarted:
            numbering.add_start(event)
        elif type(event) is RadiotherapyGiven:
            numbering.add_course(event)
    return numbering.numbers
