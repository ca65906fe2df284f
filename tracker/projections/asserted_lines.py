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
from tracker.projections.administrations import administrations_of, names_of, starts_of_cycles
from tracker.projections.history import History
from tracker.projections.line_of_therapy import LineOfTherapy, line_of
from tracker.projections.pairs import Pairs
from tracker.projections.regimen_state import is_concurrent
from tracker.projections.stated import Stated, stated_by
from tracker.values.rule_sets import RuleSet
from tracker.values.vocabularies import Phase


def derive_asserted_lines(history: History) -> tuple[LineOfTherapy, ...]:
    """The lines as the record numbers them, in the order of their numbers."""
    numbers = history.once(_numbers)
    under = history.once(starts_of_cycles)
    given: dict[int, list[str]] = {}
    for each in history.once(administrations_of):
        if each.start in numbers:
            given.setdefault(numbers[each.start], []).append(each.first)
    starts: dict[int, list[Stated[RegimenStarted]]] = {}
    for start in stated_by(history, RegimenStarted):
        if start.key in numbers:
            starts.setdefault(numbers[start.key], []).append(start)
    cycles: dict[int, list[Stated[CycleGiven]]] = {}
    for cycle in stated_by(history, CycleGiven):
        if cycle.key in under and under[cycle.key].key in numbers:
            cycles.setdefault(numbers[under[cycle.key].key], []).append(cycle)
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

    first: str
    """Key of the first dose of what began it."""
    regimens: set[str]
    drugs: frozenset[str] = frozenset()
    """Of the regimen started last; not of one beside it."""


class _Numbering:
    """Starts and courses with their numbers, read in the order of living."""

    def __init__(self, history: History) -> None:
        self.numbers: dict[str, int] = {}
        """By key of the start or the course."""
        self._history = history
        self._precedes = history.once(Pairs).precedes
        self._progressions = [progression.key for progression in stated_by(history, ProgressionDeclared)]
        self._under: dict[str, list[CycleGiven]] = {}
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
            self._lines.setdefault(course.line, _Begun(course.key, set()))

    def add_start(self, start: RegimenStarted) -> None:
        """Number a start, where the record does or it ties to something."""
        cycles = self._under.get(start.key, [])
        drugs = names_of(start.drugs) or names_of([drug for cycle in cycles for drug in cycle.drugs])
        number = self._number(start, drugs)
        if number is None:
            return
        self._add(start.key, start.regimen, number)
        line = self._lines.get(number)
        if line is None:
            first = self._history.once(Pairs).first_given([cycle.key for cycle in cycles])
            line = self._lines[number] = _Begun(first or start.key, set())
        line.regimens.add(start.regimen)
        if not is_concurrent(start) or not line.drugs:
            line.drugs = drugs

    def _add(self, key: str, name: str, number: int) -> None:
        self.numbers[key] = self._named[name] = self._latest = number

    def _number(self, start: RegimenStarted, drugs: frozenset[str]) -> int | None:
        if start.line is not None:
            return start.line
        if start.concurrent_with is not None:
            return self._named.get(start.concurrent_with)
        line = self._lines.get(self._latest)
        if line is None:
            return None
        if self._progressed(line.first, start.key):
            if not drugs:
                return None
            if drugs == line.drugs:
                return self._latest
            return None if self._latest + 1 in self._asserted else self._latest + 1
        follows = start.phase is Phase.MAINTENANCE or start.regimen in line.regimens
        return self._latest if follows else None

    def _progressed(self, first: str, start: str) -> bool:
        return any(self._precedes(first, key) and not self._precedes(start, key) for key in self._progressions)


def _numbers(history: History) -> Mapping[str, int]:
    """The numbers of starts and courses, by key."""
    numbering = _Numbering(history)
    for placed in history.facts:
        if isinstance(placed.event, RegimenStarted):
            numbering.add_start(placed.event)
        elif isinstance(placed.event, RadiotherapyGiven):
            numbering.add_course(placed.event)
    return numbering.numbers
