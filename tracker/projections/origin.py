"""Where days count from: the origin of a record, and its date if it has one. Refuses to invent a date.

In a record that counts in `day`, its day 0; else the earliest primary `cancer-diagnosed` as first recorded, so that
amending or retracting it moves nothing; else the first dated event.
"""

from collections.abc import Sequence
from datetime import date
from math import floor, inf

from msgspec.structs import replace

from tracker.events.disease import CancerDiagnosed
from tracker.projections.conditions import CALENDAR, Field, TimedFact, timed
from tracker.projections.network import EPSILON
from tracker.projections.placements import OPEN, Placements
from tracker.projections.record import Record
from tracker.projections.statements import Statements, statements_of
from tracker.values.months import PRECISION_DAYS, Calendar
from tracker.values.vocabularies import DiagnosisRole
from tracker.values.when import TIME_ZERO, OnDays

_FIRST_DAY = 1
"""1 January of the year 1 in the calendar's days."""


def place_from_origin(record: Record, said: Statements, tolerance: float) -> tuple[Placements, Calendar]:
    """Place everything in days from the origin."""
    references = {fact.span.reference for fact in said.facts.values() if fact.span is not None}
    references.update(condition.tail for fact in said.facts.values() for condition in fact.conditions)
    references.update(condition.tail for conditions in said.between.values() for condition in conditions)
    if CALENDAR not in references:
        return _undated(record, said, tolerance, referenced=TIME_ZERO in references), Calendar()
    if any(_counts_in_days(fact) for fact in said.facts.values()):
        return _counted(said)
    return _dated(record, said, tolerance, referenced=TIME_ZERO in references)


def _counts_in_days(fact: TimedFact) -> bool:
    return any(isinstance(condition.said, OnDays) for condition in fact.conditions)


def _calendar(day: float) -> Calendar:
    """The calendar of an origin on a day that the calendar has."""
    return Calendar(date.fromordinal(int(day))) if _FIRST_DAY <= day <= date.max.toordinal() else Calendar()


def _diagnoses(record: Record, said: Statements, tolerance: float) -> tuple[Statements, tuple[str, ...]]:
    """What is said, with every primary diagnosis as first recorded, and under which keys to find them.

    Where its time was amended or the fact retracted, the first record takes part as a fact of its own: nothing hangs
    on it, it only shows where it was.
    """
    standing = {fact.key: fact for fact in (entry.fact for entry in record.facts)}
    keys: list[str] = []
    ghosts = []
    for fact in record.first:
        if not isinstance(fact, CancerDiagnosed) or fact.role is not DiagnosisRole.PRIMARY:
            continue
        now = standing.get(fact.key)
        if isinstance(now, CancerDiagnosed) and (now.occurred, now.known) == (fact.occurred, fact.known):
            keys.append(fact.key)
            continue
        ghost = replace(fact, key=f"{fact.key} as first recorded", known=None)
        if timed(ghost, record.selections, tolerance) == TimedFact(ghost.key, None) and now is not None:
            keys.append(fact.key)
            continue
        ghosts.append(ghost)
        keys.append(ghost.key)
    if ghosts:
        said = statements_of([*standing.values(), *ghosts], record.selections, tolerance)
    return said, tuple(sorted(keys))


def _undated(record: Record, said: Statements, tolerance: float, *, referenced: bool) -> Placements:
    """Days from the origin in a record without a date; where nothing names the origin, the diagnosis is put there."""
    frame = {TIME_ZERO: 0.0}
    if referenced:
        return Placements(said, frame)
    said, keys = _diagnoses(record, said, tolerance)
    if not keys:
        return Placements(said, frame)
    placements = Placements(said, frame, pinned=keys[0])
    first = min(keys, key=lambda key: (_middle(placements, key), key))
    return placements if first == keys[0] else Placements(said, frame, pinned=first)


def _middle(placements: Placements, key: str) -> float:
    least, most = placements.of(key)
    return (least + most) / 2 if -inf < least and most < inf else inf


def _counted(said: Statements) -> tuple[Placements, Calendar]:
    """Days from day 0. It has a date where dated facts pin it to one whole day; a range of days would invent one."""
    on_calendar = Placements(said, {CALENDAR: 0.0})
    least, most = on_calendar.bounds.get(TIME_ZERO, OPEN)
    if most - least > EPSILON or abs(least - round(least)) > PRECISION_DAYS:
        return Placements(said, {TIME_ZERO: 0.0}), Calendar()
    day = float(round(least))
    contradictory = any(group.set_aside for group in on_calendar.groups)
    frame = {TIME_ZERO: 0.0} if contradictory else {TIME_ZERO: 0.0, CALENDAR: -day}
    return Placements(said, frame), _calendar(day)


def _dated(record: Record, said: Statements, tolerance: float, *, referenced: bool) -> tuple[Placements, Calendar]:
    with_first, keys = _diagnoses(record, said, tolerance)
    origin = _exact_date(with_first, keys)
    tied = False
    if origin is None:
        on_calendar = Placements(with_first, {CALENDAR: 0.0})
        candidates = keys or tuple(key for key, fact in said.facts.items() if _has_a_date(fact))
        placed = [(_middle(on_calendar, key), key) for key in candidates]
        estimate, first = min(placed, default=(inf, ""))
        if estimate == inf:
            return _without_a_date(with_first, keys, referenced=referenced), Calendar()
        origin = float(floor(estimate + PRECISION_DAYS))
        # A diagnosis that *is* the origin and has no exact day keeps its bounds: a fixed origin would give it a date.
        tied = (
            referenced
            and on_calendar.between(TIME_ZERO, first) == (0.0, 0.0)
            and on_calendar.of(first) != (origin, origin)
        )
    frame = {CALENDAR: -origin}
    if referenced and not tied:
        frame[TIME_ZERO] = 0.0
    return Placements(said, frame), _calendar(origin)


def _exact_date(said: Statements, keys: Sequence[str]) -> float | None:
    """The day of the only diagnosis, where its record is nothing but a date; a chart then needs no second look."""
    spans = [said.facts[key].span for key in keys]
    match spans:
        case [span] if span is not None and span.reference == CALENDAR and span.least == span.most:
            return span.least
        case _:
            return None


def _has_a_date(fact: TimedFact) -> bool:
    if fact.span is not None:
        return fact.span.reference == CALENDAR
    return any(condition.tail == CALENDAR and condition.field is Field.OCCURRED for condition in fact.conditions)


def _without_a_date(said: Statements, keys: Sequence[str], *, referenced: bool) -> Placements:
    """Days from an origin that no date bounds on both sides: dated facts keep their own dates only."""
    pinned = None if referenced or not keys else keys[0]
    return Placements(said, {TIME_ZERO: 0.0}, pinned=pinned)
