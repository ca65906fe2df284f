"""The line of therapy at the end of a month, and how long it has gone without progression, or without treatment.

Convention: what a month says follows from the facts folded in it alone, as `intervals/` derives it from a history that ends
there. Progression-free time runs from the line's first dose to the first progression declared, or the death; without
either to the end of the month. Treatment-free time runs from the end of treatment to the end of the month. Bounds are those
of the two ends; a month ends on a day that is certain. Refuses to read a fact that the month does not hold.
"""

from collections.abc import Sequence

from msgspec import Struct

from tracker.events.disease import ProgressionDeclared
from tracker.events.treatment import RegimenHeld, RegimenStarted, RegimenStopped
from tracker.projections.chronology import Placement
from tracker.projections.history import History, PlacedFact
from tracker.projections.intervals.course import Course, keys_of
from tracker.projections.intervals.endpoint import DIED, End, progressed
from tracker.projections.intervals.interval import DEFAULT_CONVENTIONS
from tracker.projections.intervals.treatment_free import end_of_treatment, given_meanwhile
from tracker.projections.line_of_therapy import LineOfTherapy
from tracker.projections.months import Frame
from tracker.projections.regimen_state import is_concurrent
from tracker.projections.stated import stated_by
from tracker.values.identifiers import Anchor
from tracker.values.rule_sets import RuleSet


class Lasting(Struct, frozen=True, kw_only=True):
    """A time that runs to the end of a month, or that has ended. Days; None is open."""

    start: Anchor
    stop: Anchor | None
    """The fact that ended it; None while it runs."""
    earliest_days: float | None
    latest_days: float | None
    estimate_days: float
    note: str
    """What ended it, or what it has run from."""


class CurrentLine(Struct, frozen=True, kw_only=True):
    """The last line of therapy begun by the end of a month."""

    number: int
    rule_set: RuleSet
    doubt: str
    """Where the bounds of a gap leave the number open: both counts."""
    since: PlacedFact
    """The first fact that belongs to it."""
    progression_free: Lasting
    before: Lasting | None
    """Progression-free time of the line before, if something ended it before this line began."""
    treatment_free: Lasting | None
    """None while treatment goes on, and where its end or what was given after it is not clear."""


class _Known(Struct, frozen=True, kw_only=True):
    """What the facts say of the line, whatever the day it is looked at."""

    line: LineOfTherapy
    rule_set: RuleSet
    since: PlacedFact
    start: Placement
    ended: Lasting | None
    """Progression-free time, if something ended it."""
    before: Lasting | None
    """That of the line before."""
    free_from: End | None
    free_start: Placement | None
    free_note: str


class _Lines:
    """The lines of the histories that were asked for: most months share one with the month before, or with hindsight."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._asked: dict[int, tuple[tuple[PlacedFact, ...], _Known | None]] = {}
        """By identity of the facts asked for, which are kept so that it stays theirs."""
        self._known: dict[tuple[int, ...], _Known | None] = {}
        """By identity of every single fact: all of them are the history's."""

    def of(self, turns: tuple[PlacedFact, ...]) -> _Known | None:
        asked = self._asked.get(id(turns))
        if asked is None:
            facts = tuple(map(id, turns))
            if facts not in self._known:
                self._known[facts] = _known(History(self._history.record, self._history.chronology, turns))
            asked = self._asked[id(turns)] = (turns, self._known[facts])
        return asked[1]


def current_line(history: History, frame: Frame) -> CurrentLine | None:
    """The line of therapy at the end of a month; None before the first.

    Args:
        history: Whose month it is; its times and nothing else are read.
        frame: From `months_of`, with or without hindsight.
    """
    known = history.once(_Lines).of(frame.turns)
    if known is None:
        return None
    return CurrentLine(
        number=known.line.number,
        rule_set=known.rule_set,
        doubt=known.line.doubt,
        since=known.since,
        progression_free=known.ended
        or _running(known.line.first_dose, known.start, frame.end_day, "no progression declared"),
        before=known.before,
        treatment_free=_treatment_free(known, frame.end_day),
    )


def number_before(history: History, frame: Frame) -> int | None:
    """The number of the line at the end of the month before."""
    known = history.once(_Lines).of(frame.turns_before)
    return None if known is None else known.line.number


def _known(cut: History) -> _Known | None:
    course = Course(cut, DEFAULT_CONVENTIONS)
    lines = course.lines_of_therapy
    if not lines:
        return None
    line, place = _last_begun(cut, lines), cut.chronology.place
    before = max((each for each in lines if each.number < line.number), key=lambda each: each.number, default=None)
    begun = _facts_of(line)
    free_from, note = (None, "") if course.death is not None else _free_from(course, line)
    return _Known(
        line=line,
        rule_set=course.rule_set,
        since=next(placed for placed in cut.facts if placed.event.key in begun),
        start=place(line.first_dose),
        ended=_ended(course, line.first_dose, None),
        before=None if before is None else _ended(course, before.first_dose, line.first_dose),
        free_from=free_from,
        free_start=None if free_from is None else place(free_from.anchor).later(free_from.extra_days),
        free_note=note,
    )


def _last_begun(cut: History, lines: Sequence[LineOfTherapy]) -> LineOfTherapy:
    """The line that was begun last; of asserted ones the one numbered last, or one without a number that came after it."""
    if lines[-1].rule_set is not RuleSet.ASSERTED:
        return lines[-1]
    begun: dict[str, LineOfTherapy] = {}
    for line in lines:
        own = {each.key: each.value.line for each in line.starts} | {
            each.key: each.value.line for each in line.radiotherapy
        }
        numbered = any(number is not None for number in own.values())
        begun |= {key: line for key, number in own.items() if number is not None or not numbered}
    return next((begun[key] for placed in reversed(cut.facts) if (key := placed.event.key) in begun), lines[-1])


def _facts_of(line: LineOfTherapy) -> frozenset[str]:
    """The facts by which a line begins: its starts and courses, a cycle where it has neither."""
    return frozenset([*keys_of(line.starts), *keys_of(line.radiotherapy)] or [line.first_dose])


def _ended(course: Course, start: Anchor, next_start: Anchor | None) -> Lasting | None:
    """From a line's first dose to the first progression declared in it, or to the death; None without, or after the death."""
    if course.death is not None and course.precedes(course.death, start):
        return None
    first: End | None = None
    ends = [
        progressed(each) for each in course.stated(ProgressionDeclared) if course.in_window(start, next_start, each.key)
    ]
    if next_start is None and course.death is not None:
        ends.append(End(course.death, DIED))
    for end in ends:
        if first is None or course.precedes(end.anchor, first.anchor):
            first = end
    if first is None:
        return None
    least, most = course.bounds(start, first.anchor)
    return Lasting(
        start=start,
        stop=first.anchor,
        earliest_days=None if least is None else max(0.0, least),
        latest_days=None if most is None else max(0.0, most),
        estimate_days=max(0.0, course.days(start, first.anchor)),
        note=first.note,
    )


def _free_from(course: Course, line: LineOfTherapy) -> tuple[End | None, str]:
    """The end of treatment after which nothing was given, and how it ended."""
    if line.rule_set is RuleSet.ASSERTED and _goes_on(course.history, line):
        return None, ""
    end, note = end_of_treatment(course, line)
    return (None, "") if end is None or given_meanwhile(course, line, end) is not None else (end, note)


def _goes_on(cut: History, line: LineOfTherapy) -> bool:
    """Whether the regimen started last is the line's, and nothing holds or stops it: most months are such, and need no more."""
    starts = [start for start in stated_by(cut, RegimenStarted) if not is_concurrent(start.value)]
    if not starts or starts[-1].key not in keys_of(line.starts):
        return False
    regimen = starts[-1].value.regimen
    held = any(hold.value.regimen == regimen for hold in stated_by(cut, RegimenHeld))
    return not held and all(stop.value.regimen != regimen for stop in stated_by(cut, RegimenStopped))


def _treatment_free(known: _Known, end_day: float) -> Lasting | None:
    """None also where the end of treatment, such as that of a course of radiotherapy, is still to come."""
    if known.free_from is None or known.free_start is None or known.free_start.estimate >= end_day:
        return None
    return _running(known.free_from.anchor, known.free_start, end_day, known.free_note)


def _running(anchor: Anchor, start: Placement, end_day: float, note: str) -> Lasting:
    return Lasting(
        start=anchor,
        stop=None,
        earliest_days=None if start.latest is None else max(0.0, end_day - start.latest),
        latest_days=None if start.earliest is None else max(0.0, end_day - start.earliest),
        estimate_days=max(0.0, end_day - start.estimate),
        note=note,
    )
