"""The line of therapy at the end of a month, and how long it has gone without progression, or without treatment.

Convention: what a month says follows from the facts folded in it alone, as `intervals/` derives it from a history that ends
there. Progression-free time runs from the line's first dose to the first progression declared, or the death; without
either it is censored at the last contact or assessment without progression. Treatment-free time runs from the end of
treatment to the last date stated to be without treatment. Bounds are those of the pair of ends. Refuses to read a fact that
the month does not hold, and to let a time run on to the end of the month with nobody looking.
"""

from array import array
from collections.abc import Sequence

from msgspec import Struct

from tracker.events.disease import ProgressionDeclared
from tracker.events.person import PatientContacted
from tracker.events.treatment import CycleGiven, RegimenStarted
from tracker.projections.chronology import Placement
from tracker.projections.first_doses import first_doses
from tracker.projections.history import History, PlacedFact
from tracker.projections.intervals.course import Course, LineCourse, keys_of
from tracker.projections.intervals.endpoint import DIED, LAST_QUIET, LINE_START, End, endpoint, middle, progressed
from tracker.projections.intervals.interval import DEFAULT_CONVENTIONS, Conventions, Interval
from tracker.projections.intervals.progression_free_survival import PROGRESSION_FREE_SURVIVAL
from tracker.projections.intervals.treatment_free import end_of_treatment, given_meanwhile, treatment_free_of
from tracker.projections.line_of_therapy import LineOfTherapy
from tracker.projections.months import Frame
from tracker.projections.pairs import pairs_of
from tracker.projections.regimen_state import is_concurrent
from tracker.projections.stated import stated_by
from tracker.projections.stretches import ONGOING, stretches_of
from tracker.values.identifiers import Anchor
from tracker.values.rule_sets import RuleSet


class Lasting(Struct, frozen=True, kw_only=True):
    """A time that something has ended, or that is censored where it was last seen to run. Days; None is open."""

    start: Anchor
    stop: Anchor | None
    """The fact that ended it; None while it runs."""
    until: Anchor | None = None
    """Where it was last seen to run; None where something ended it, or where nothing was seen of it."""
    earliest_days: float | None
    latest_days: float | None
    estimate_days: float | None
    note: str
    """What ended it, or where and why it is censored."""


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
    """None while treatment goes on, where its end or what was given after it is not clear, and where no later date is stated
    to be without treatment."""
    untreated_since: End | None
    """The end of treatment after which nothing was given, however long that was stated."""


class _Known(Struct, frozen=True, kw_only=True):
    """What the facts say of the line, whatever the day it is looked at."""

    line: LineOfTherapy
    rule_set: RuleSet
    first_dose: PlacedFact
    """That of line 1."""
    since: PlacedFact
    ended: Lasting | None
    """Progression-free time, if something ended it."""
    before: Lasting | None
    """That of the line before."""
    free_from: End | None
    """The end of treatment after which nothing was given."""
    free_start: Placement | None
    free: Lasting | None
    goes_on: bool
    """An asserted line whose last regimen runs."""


class _Lines:
    """The lines of the histories that were asked for: most months share one with the month before, or with hindsight."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._asked: dict[int, tuple[tuple[PlacedFact, ...], _Known | None]] = {}
        """By identity of the facts asked for, which are kept so that it stays theirs."""
        self._known: dict[bytes, _Known | None] = {}
        """By identity of every single fact, eight bytes each: all of them are the history's."""

    def of(self, turns: tuple[PlacedFact, ...], before: tuple[PlacedFact, ...] = ()) -> _Known | None:
        """What some facts say; those of the month before are a part of them, and may say the same already."""
        asked = self._asked.get(id(turns))
        if asked is None:
            facts = array("Q", map(id, turns)).tobytes()
            if facts not in self._known:
                earlier = self._asked.get(id(before), ((), None))[1]
                same = earlier is not None and all(self._adds_nothing(earlier, f) for f in _added(turns, before))
                self._known[facts] = earlier if same else self._read(turns)
            asked = self._asked[id(turns)] = (turns, self._known[facts])
        return asked[1]

    def _read(self, turns: tuple[PlacedFact, ...]) -> _Known | None:
        return _known(self._history.part(turns))

    def _adds_nothing(self, known: _Known, placed: PlacedFact) -> bool:
        """Whether a fact leaves everything as it is: one more cycle of a line that goes on, or a contact meanwhile."""
        event, line = placed.event, known.line
        if not known.goes_on or isinstance(event, PatientContacted):
            return known.goes_on
        of_the_line = isinstance(event, CycleGiven) and any(event.regimen == each.value.regimen for each in line.cycles)
        # Where its first cycle is not on record, one more may be that one.
        begun = any(each.key == line.first_dose for each in line.cycles)
        return of_the_line and begun and pairs_of(self._history).precedes(line.first_dose, event.key)


def _added(turns: tuple[PlacedFact, ...], before: tuple[PlacedFact, ...]) -> Sequence[PlacedFact]:
    """The facts that those of the month before lack: the last ones, but for what became known late."""
    if turns[: len(before)] == before:
        return turns[len(before) :]
    old = frozenset(map(id, before))
    return [placed for placed in turns if id(placed) not in old]


def current_line(history: History, frame: Frame) -> CurrentLine | None:
    """The line of therapy at the end of a month; None before the first.

    Args:
        history: Whose month it is; its times and nothing else are read.
        frame: From `months_of`, with or without hindsight.
    """
    known = history.once(_Lines).of(frame.turns, frame.turns_before)
    if known is None:
        return None
    return CurrentLine(
        number=known.line.number,
        rule_set=known.rule_set,
        doubt=known.line.doubt,
        since=known.since,
        progression_free=known.ended or _censored(history, known, frame),
        before=known.before,
        treatment_free=known.free,
        untreated_since=_untreated_since(known, frame.end_day),
    )


def first_dose_at(history: History, frame: Frame) -> PlacedFact | None:
    """The first dose of line 1 as the facts tell by the end of a month; None before one. It may turn out to be a later one."""
    known = history.once(_Lines).of(frame.turns, frame.turns_before)
    return None if known is None else known.first_dose


def first_dose_before(history: History, frame: Frame) -> PlacedFact | None:
    """The same by the end of the month before."""
    known = history.once(_Lines).of(frame.turns_before)
    return None if known is None else known.first_dose


def number_before(history: History, frame: Frame) -> tuple[int, RuleSet] | None:
    """The number of the line at the end of the month before, with the rule set that held by then."""
    known = history.once(_Lines).of(frame.turns_before)
    return None if known is None else (known.line.number, known.rule_set)


def _known(cut: History) -> _Known | None:
    course = Course(cut, DEFAULT_CONVENTIONS)
    lines = course.lines_of_therapy
    if not lines:
        return None
    line, place = _last_begun(cut, lines), cut.chronology.place
    before = max((each for each in lines if each.number < line.number), key=lambda each: each.number, default=None)
    begun = _facts_of(line)
    goes_on = course.death is None and line.rule_set is RuleSet.ASSERTED and _goes_on(cut, line)
    free_from = None if goes_on or course.death is not None else _free_from(course, line)
    return _Known(
        line=line,
        rule_set=course.rule_set,
        first_dose=first_doses(cut)[0].by,
        since=next(placed for placed in cut.facts if placed.event.key in begun),
        ended=_ended(course, line.first_dose, None),
        before=None if before is None else _ended(course, before.first_dose, line.first_dose),
        free_from=free_from,
        free_start=None if free_from is None else place(free_from.anchor).later(free_from.extra_days),
        free=None if free_from is None else _free(course, line),
        goes_on=goes_on,
    )


def _last_begun(cut: History, lines: Sequence[LineOfTherapy]) -> LineOfTherapy:
    """The line that was begun last; of asserted ones the one numbered last, or one without a number that came after it."""
    if lines[-1].rule_set is not RuleSet.ASSERTED:
        return lines[-1]
    begun: dict[str, int] = {}
    for line in lines:
        asserted = {start.key: start.value.line for start in line.starts}
        asserted |= {course.key: course.value.line for course in line.radiotherapy}
        unnumbered = not any(asserted.values())
        begun.update({key: line.number for key, number in asserted.items() if number or unnumbered})
    last = next((begun[key] for placed in reversed(cut.facts) if (key := placed.event.key) in begun), None)
    return next((line for line in lines if line.number == last), lines[-1])


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
    least, most = (None if days is None else max(0.0, days) for days in course.bounds(start, first.anchor))
    return Lasting(
        start=start,
        stop=first.anchor,
        earliest_days=least,
        latest_days=most,
        estimate_days=middle(least, most),
        note=first.note,
    )


def _free_from(course: Course, line: LineOfTherapy) -> End | None:
    """The end of treatment after which nothing was given."""
    end, _ = end_of_treatment(course, line)
    return None if end is None or given_meanwhile(course, line, end) is not None else end


def _free(course: Course, line: LineOfTherapy) -> Lasting | None:
    """From there to the last date stated to be without treatment; None where none is."""
    row = treatment_free_of(course, LineCourse(line=line, start=line.first_dose, next_start=None))
    return None if row.start is None or not row.evaluable else _lasting(row, row.start)


def _goes_on(cut: History, line: LineOfTherapy) -> bool:
    """Whether the regimen started last is the line's, and runs or runs again: most months are such, and need no more."""
    starts = [start for start in stated_by(cut, RegimenStarted) if not is_concurrent(start.value)]
    if not starts or starts[-1].key not in keys_of(line.starts):
        return False
    regimen = starts[-1].value.regimen
    last = next((stretch for stretch in reversed(cut.once(stretches_of)) if stretch.regimen == regimen), None)
    return last is not None and last.ended == ONGOING


def _untreated_since(known: _Known, end_day: float) -> End | None:
    """None also where the end of treatment, such as that of a course of radiotherapy, is still to come."""
    return None if known.free_start is None or known.free_start.estimate >= end_day else known.free_from


def _censored(history: History, known: _Known, frame: Frame) -> Lasting:
    """To the last contact or assessment without progression that the month holds, else to the start of the line."""
    course, start = Course(history.part(frame.folded), Conventions(rule_set=known.rule_set)), known.line.first_dose
    quiet = course.last_quiet(start, None)
    end = End(start, LINE_START) if quiet is None else End(quiet, LAST_QUIET)
    return _lasting(endpoint(course, PROGRESSION_FREE_SURVIVAL, start, (), end), start)


def _lasting(row: Interval, start: Anchor) -> Lasting:
    """A censored interval as a time that was last seen to run at its stop; one that is not evaluable says why."""
    return Lasting(
        start=start,
        stop=None,
        until=None if row.note == LINE_START else row.stop,
        earliest_days=row.earliest_days,
        latest_days=row.latest_days,
        estimate_days=row.estimate_days,
        note=row.note,
    )
