"""Lines of therapy as the record numbers them. Refuses to number what the record leaves without a number and ties to nothing.

A regimen without a number, in a record that numbers lines, belongs to the line of what it is concurrent with; maintenance
belongs to the line it follows, if it starts with no progression since that line's first dose.
"""

from collections.abc import Mapping, Sequence

from tracker.events.disease import ProgressionDeclared
from tracker.events.treatment import CycleGiven, RadiotherapyGiven, RegimenStarted
from tracker.projections.history import History
from tracker.projections.line_of_therapy import LineOfTherapy, first_dose
from tracker.projections.precedence import precedes
from tracker.projections.stated import Stated, stated_by
from tracker.values.rule_sets import RuleSet
from tracker.values.vocabularies import Phase


def derive_asserted_lines(history: History) -> tuple[LineOfTherapy, ...]:
    """The lines as the record numbers them, in the order of their numbers."""
    courses = stated_by(history, RadiotherapyGiven)
    numbers = {course.value.key: course.value.line for course in courses if course.value.line is not None}
    starts: dict[int, list[Stated[RegimenStarted]]] = {}
    for start in stated_by(history, RegimenStarted):
        number = _number(history, start.value, numbers, starts)
        if number is not None:
            numbers.setdefault(start.value.regimen, number)
            starts.setdefault(number, []).append(start)
    cycles: dict[int, list[Stated[CycleGiven]]] = {}
    for cycle in stated_by(history, CycleGiven):
        if cycle.value.regimen in numbers:
            cycles.setdefault(numbers[cycle.value.regimen], []).append(cycle)
    return tuple(
        LineOfTherapy(
            number=number,
            rule_set=RuleSet.ASSERTED,
            first_dose=first_dose(history, starts.get(number, ()), cycles.get(number, ()), own),
            starts=tuple(starts.get(number, ())),
            cycles=tuple(cycles.get(number, ())),
            radiotherapy=own,
        )
        for number in sorted({*numbers.values(), *starts})
        for own in [tuple(course for course in courses if numbers.get(course.value.key) == number)]
    )


def _number(
    history: History,
    start: RegimenStarted,
    numbers: Mapping[str, int],
    starts: Mapping[int, Sequence[Stated[RegimenStarted]]],
) -> int | None:
    """The line of a regimen: as stated, else that of what it accompanies or, in maintenance, of what it follows."""
    if start.line is not None:
        return start.line
    if start.concurrent_with is not None:
        return numbers.get(start.concurrent_with)
    if start.phase is not Phase.MAINTENANCE or not starts:
        return None
    number = max(starts, key=lambda each: starts[each][-1].by.start.estimate)
    first = starts[number][0].by.key
    progressed = any(
        precedes(history, first, progression.by.key) and not precedes(history, start.key, progression.by.key)
        for progression in stated_by(history, ProgressionDeclared)
    )
    return None if progressed else number
