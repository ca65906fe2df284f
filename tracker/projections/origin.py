"""Where days count from: the origin of a record, and its date if it has one. Refuses to invent a date.

In a record that counts in `day`, its day 0; else the earliest primary `cancer-diagnosed` as first recorded, so that
amending or retracting it moves nothing; else, or where nothing bounds that diagnosis, the first dated event.
"""

from collections.abc import Iterable
from datetime import date
from math import ceil, floor, inf

from msgspec.structs import replace

from tracker.events.catalogue import Fact
from tracker.events.disease import CancerDiagnosed
from tracker.projections.conditions import CALENDAR, REFERENCES, Field, TimedFact, owner_of
from tracker.projections.groups import Interval
from tracker.projections.network import EPSILON
from tracker.projections.placements import OPEN, Placements
from tracker.projections.record import Record
from tracker.projections.statements import Statements, statements_of
from tracker.values.months import PRECISION_DAYS, Calendar
from tracker.values.vocabularies import DiagnosisRole
from tracker.values.when import TIME_ZERO, OnDays

_FIRST_DAY, _LAST_DAY = date.min.toordinal(), date.max.toordinal()
"""The first and the last day that the calendar has."""

_FROM_ZERO = {TIME_ZERO: 0.0}


class _Sayings:
    """What is said, and what would be if the primary diagnoses stood as first recorded."""

    def __init__(self, record: Record, said: Statements, tolerance: float) -> None:
        self.said = said
        self._record = record
        self._tolerance = tolerance
        first: dict[str, CancerDiagnosed] = {}
        for fact in record.first:
            if isinstance(fact, CancerDiagnosed) and fact.role is DiagnosisRole.PRIMARY:
                first.setdefault(fact.key, fact)
        self.diagnoses = tuple(sorted(first))
        """Keys of all primary diagnoses that were ever recorded."""
        standing = {entry.fact.key: entry.fact for entry in record.facts if entry.fact.key in first} if first else {}
        self.recorded = bool(standing) or any(entry.key in first for entry in record.retracted)
        """Whether one of them was recorded by the instant at which the record is read."""
        self._corrected = {key: fact for key, fact in first.items() if _times(standing.get(key)) != _times(fact)}
        self.at_first = self._read(self._corrected.values()) if self._corrected else said
        """With every primary diagnosis as first recorded; what hangs on it hangs there."""

    def _read(self, others: Iterable[Fact], zero: str = TIME_ZERO) -> Statements:
        facts = {entry.fact.key: entry.fact for entry in self._record.facts} | {fact.key: fact for fact in others}
        return statements_of(facts.values(), self._record.selections, self._tolerance, zero=zero)

    def beside(self, key: str) -> tuple[Statements, str]:
        """What is said, with a diagnosis as first recorded beside it, and under which key to find that.

        It is a fact of its own only where its time was corrected and hung on other facts: nothing hangs on it, it shows
        where it was. Else it shows nothing, and the diagnosis stands for itself.
        """
        hung = any(owner_of(condition.tail) not in REFERENCES for condition in self.at_first.facts[key].conditions)
        if key not in self._corrected or (key in self.said.facts and not hung):
            return self.said, key
        first = replace(self._corrected[key], key=_as_first_recorded(key))
        return self._read((first,)), first.key

    def at_first_hung_on(self, key: str) -> Statements:
        """What would be said at first, where the origin is wherever a fact is."""
        return self._read(self._corrected.values(), zero=key)

    def hung_on(self, key: str, bounds: Interval) -> Statements:
        """What is said, where the origin is wherever a fact is; of a corrected one, some day within its first bounds."""
        if key not in self._corrected:
            return self._read((), zero=key)
        days = "/".join(_day(bound).isoformat() for bound in (floor(bounds[0]), ceil(bounds[1])))
        first = replace(self._corrected[key], key=_as_first_recorded(key), occurred=days, known=None)
        return self._read((first,), zero=first.key)


def _as_first_recorded(key: str) -> str:
    """The key of a diagnosis beside its correction; no other key can have a space."""
    return f"{key} as first recorded"


def _times(fact: Fact | None) -> object:
    return (fact.occurred, fact.known) if isinstance(fact, CancerDiagnosed) else None


def place_from_origin(record: Record, said: Statements, tolerance: float) -> tuple[Placements, Calendar]:
    """Place everything in days from the origin."""
    sayings = _Sayings(record, said, tolerance)
    if not said.names(CALENDAR):
        return _undated(sayings, referenced=said.names(TIME_ZERO)), Calendar()
    if any(_counts_in_days(fact) for fact in said.facts.values()):
        return _counted(said)
    return _dated(sayings)


def _counts_in_days(fact: TimedFact) -> bool:
    return any(isinstance(condition.said, OnDays) for condition in fact.conditions)


def _calendar(day: float) -> Calendar:
    """The calendar of an origin on a day that the calendar has."""
    return Calendar(date.fromordinal(int(day))) if _FIRST_DAY <= day <= _LAST_DAY else Calendar()


def _day(ordinal: int) -> date:
    """The day, or the one next to it that the calendar has."""
    return date.fromordinal(min(max(ordinal, _FIRST_DAY), _LAST_DAY))


def _undated(sayings: _Sayings, *, referenced: bool) -> Placements:
    """Days from the origin in a record that gives it no date: the diagnosis is put there.

    A record that names the origin may say itself where the diagnosis lies; then it lies there.
    """
    keys = sayings.diagnoses
    if not keys or (referenced and _lies(Placements(sayings.at_first, _FROM_ZERO), keys)):
        return Placements(sayings.said, _FROM_ZERO)
    first = keys[0]
    if len(keys) > 1:
        placements = Placements(sayings.at_first, _FROM_ZERO, pinned=first)
        first = min(keys, key=lambda key: (_middle(placements, key), key))
    said, pinned = sayings.beside(first)
    placements = Placements(said, _FROM_ZERO, pinned=pinned)
    if pinned != first and _contradicted(placements, pinned):
        return Placements(sayings.said, _FROM_ZERO, pinned=first)
    return placements


def _lies(placements: Placements, keys: Iterable[str]) -> bool:
    """Whether anything bounds one of the facts, on either side."""
    return any(placements.of(key) != OPEN for key in keys)


def _middle(placements: Placements, key: str) -> float:
    least, most = placements.of(key)
    return (least + most) / 2 if -inf < least and most < inf else inf


def _contradicted(placements: Placements, key: str) -> bool:
    """Whether a contradiction rests on what the fact says; one of a fact that was corrected must not outlive it."""
    return any(
        group.conditions[side.constraint].key == key
        for group in placements.groups
        for misfit in group.set_aside
        for side in (misfit.side, *misfit.chain)
    )


def _counted(said: Statements) -> tuple[Placements, Calendar]:
    """Days from day 0. It has a date where dated facts pin it to one whole day; a range of days would invent one."""
    on_calendar = Placements(said, {CALENDAR: 0.0})
    zero = on_calendar.bounds.get(TIME_ZERO, OPEN)
    if not _is_one_day(zero):
        return Placements(said, _FROM_ZERO), Calendar()
    day = float(round(zero[0]))
    contradictory = any(group.set_aside for group in on_calendar.groups)
    frame = _FROM_ZERO if contradictory else {TIME_ZERO: 0.0, CALENDAR: -day}
    return Placements(said, frame), _calendar(day)


def _dated(sayings: _Sayings) -> tuple[Placements, Calendar]:
    """Days from the first diagnosis, or the first dated event, its estimate cut to a day."""
    origin = _exact_date(sayings)
    if origin is not None:
        return Placements(sayings.said, {CALENDAR: -origin, TIME_ZERO: 0.0}), _calendar(origin)
    referenced = sayings.said.names(TIME_ZERO)
    on_calendar = Placements(sayings.at_first, {CALENDAR: 0.0})
    first = _earliest(on_calendar, sayings.diagnoses)
    if first is None and not (referenced and sayings.recorded):
        first = _earliest(on_calendar, _with_a_date(sayings.said))
    if first is None:
        return _undated(sayings, referenced=referenced), Calendar()
    said, frame = sayings.said, _FROM_ZERO
    if referenced and not _is_one_day(on_calendar.of(first)):
        # A fixed origin would give a date to whatever is said to be there; it is where the diagnosis is, some day.
        on_calendar, frame = Placements(sayings.at_first_hung_on(first), {CALENDAR: 0.0}), {}
        said = sayings.hung_on(first, on_calendar.of(first))
    origin = float(floor(_middle(on_calendar, first) + PRECISION_DAYS))
    return Placements(said, {**frame, CALENDAR: -origin}), _calendar(origin)


def _is_one_day(bounds: Interval) -> bool:
    least, most = bounds
    return most - least <= EPSILON and abs(least - round(least)) <= PRECISION_DAYS


def _earliest(placements: Placements, keys: Iterable[str]) -> str | None:
    estimate, first = min(((_middle(placements, key), key) for key in keys), default=(inf, ""))
    return None if estimate == inf else first


def _exact_date(sayings: _Sayings) -> float | None:
    """The day of the only diagnosis, where its record is nothing but a date; a chart then needs no second look."""
    spans = [sayings.at_first.facts[key].span for key in sayings.diagnoses]
    match spans:
        case [span] if span is not None and span.reference == CALENDAR and span.least == span.most:
            return span.least
        case _:
            return None


def _with_a_date(said: Statements) -> Iterable[str]:
    return (key for key, fact in said.facts.items() if _has_a_date(fact))


def _has_a_date(fact: TimedFact) -> bool:
    if fact.span is not None:
        return fact.span.reference == CALENDAR
    return any(condition.tail == CALENDAR and condition.field is Field.OCCURRED for condition in fact.conditions)
