"""What a fact says about time, as conditions between named points. Refuses to solve anything.

A point is an anchor (`key`, `key.end`), the moment a fact could be known, or one of two references: the origin and the
calendar. Conditions are what can contradict; that an end is not before its start is no condition.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum
from functools import lru_cache
from itertools import count
from typing import assert_never

from msgspec import Struct

from tracker.events.catalogue import Fact
from tracker.events.deliberation import AmbiguityNoted, IntervalStated, ReadingSelected
from tracker.events.fact import LastingFact
from tracker.values.dates import days_named_by
from tracker.values.durations import parse_duration
from tracker.values.when import (
    PUBLICATION,
    TIME_ZERO,
    UNKNOWN,
    AtOrigin,
    AtPublication,
    Basis,
    Bound,
    FromAnchor,
    Lasting,
    OnDates,
    OnDays,
    Readings,
    Term,
    When,
    anchors_of,
    read_lasting,
    read_when,
)

CALENDAR = "the calendar"
"""The reference whose zero is the day before 1 January of the year 1; no key can have a space."""

REFERENCES = frozenset({TIME_ZERO, CALENDAR})
"""The points that belong to no fact."""


class Field(IntEnum):
    """Where in a fact a condition stands. The order is the order of entering within a fact."""

    KNOWN = 0
    LASTING = 1
    OCCURRED = 2


class Condition(Struct, frozen=True, gc=False):
    """`least` ≤ time of `head` − time of `tail` ≤ `most`, in days, because a fact says so."""

    key: str
    """The fact that says it."""
    field: Field
    position: int
    """Place within the field's list of times."""
    basis: Basis
    tail: str
    head: str
    least: float | None
    most: float | None
    said: Bound | Lasting | IntervalStated
    """As the fact has it, before any tolerance."""

    @property
    def order(self) -> tuple[int, str, int, int]:
        """The order of entering: the better basis first, then by key, field and position."""
        return self.basis.rank, self.key, self.field, self.position


class Span(Struct, frozen=True, gc=False):
    """A time that hangs on a reference alone: some day in a range, both included."""

    when: When
    reference: str
    least: float
    most: float


class TimedFact(Struct, frozen=True, gc=False):
    """A fact with everything that its own payload says about its times."""

    key: str
    span: Span | None
    """All there is to say, where it is as simple as that: the start in one span, no end, nothing about `known`."""
    conditions: tuple[Condition, ...] = ()
    """What it says otherwise; empty with a span."""
    has_end: bool = False
    has_known: bool = False
    """Has a `known` of its own within the months of the case."""
    published: bool = False
    """Known at publication only."""
    otherwise: tuple[str, ...] = ()
    """What its times hang on in readings that are not chosen."""


def known_point(key: str) -> str:
    """The point at which a fact could be known; no anchor can name it."""
    return f"{key}.known"


def end_point(key: str) -> str:
    """The point at which a fact with a length ends."""
    return f"{key}.end"


def owner_of(point: str) -> str:
    """The key of the fact that a point belongs to, or the reference itself.

    >>> owner_of("l1-c2.end"), owner_of("l1-c2.known"), owner_of("l1-c2")
    ('l1-c2', 'l1-c2', 'l1-c2')
    """
    return point.partition(".")[0]


def timed(fact: Fact, selections: Mapping[str, ReadingSelected], tolerance: float) -> TimedFact:
    """Read the times of a fact; a stated interval or an ambiguity has none of its own."""
    if isinstance(fact, (IntervalStated, AmbiguityNoted)):
        return TimedFact(fact.key, None)
    lasting = fact.lasting if isinstance(fact, LastingFact) else None
    if lasting is None and fact.known is None and type(fact.occurred) is str:
        span = _span_of(fact.occurred)
        if span is not None or fact.occurred == UNKNOWN:
            return TimedFact(fact.key, span)
    published = False
    conditions: list[Condition] = []
    known = () if fact.known is None else read_when(fact.known)
    if fact.known is not None:
        bounds = tuple(_chosen(known, selections))
        published = any(isinstance(bound, AtPublication) for bound in bounds)
        if not published:
            conditions.extend(_conditions(fact.key, Field.KNOWN, known_point(fact.key), bounds, tolerance))
    if lasting is not None:
        least, most = read_lasting(lasting)
        start, end = fact.key, end_point(fact.key)
        conditions.append(Condition(fact.key, Field.LASTING, 0, lasting.basis, start, end, least, most, lasting))
    occurred = read_when(fact.occurred)
    chosen = _chosen(occurred, selections)
    conditions.extend(_conditions(fact.key, Field.OCCURRED, fact.key, chosen, tolerance))
    return TimedFact(
        fact.key,
        None,
        tuple(conditions),
        has_end=lasting is not None,
        has_known=fact.known is not None and not published,
        published=published,
        otherwise=tuple(_otherwise(known + occurred, selections)),
    )


def spelled_out(fact: TimedFact) -> tuple[Condition, ...]:
    """The conditions of a fact, also where it has but a span."""
    if fact.span is None:
        return fact.conditions
    bounds = _chosen(read_when(fact.span.when), {})
    return tuple(_conditions(fact.key, Field.OCCURRED, fact.key, bounds, 0))


def interval_condition(fact: IntervalStated, tolerance: float) -> Condition:
    """What a stated interval says about its two anchors."""
    duration = parse_duration(fact.stated)
    slack = duration.slack_days(tolerance)
    least, most = duration.days - slack, duration.days + slack
    return Condition(fact.key, Field.OCCURRED, 0, fact.basis, fact.from_, fact.to, least, most, fact)


@lru_cache(maxsize=65536)
def _span_of(text: str) -> Span | None:
    if text == TIME_ZERO:
        return Span(text, TIME_ZERO, 0.0, 0.0)
    if text in (PUBLICATION, UNKNOWN):
        return None
    first, last = days_named_by(text)
    return Span(text, CALENDAR, float(first.toordinal()), float(last.toordinal()))


def _chosen(terms: tuple[Term, ...], selections: Mapping[str, ReadingSelected]) -> Iterator[Bound]:
    for term in terms:
        if isinstance(term, Readings):
            yield from term.chosen(_selected(term, selections)).bounds
        else:
            yield term


def _otherwise(terms: tuple[Term, ...], selections: Mapping[str, ReadingSelected]) -> Iterator[str]:
    for term in terms:
        if isinstance(term, Readings):
            chosen = term.chosen(_selected(term, selections))
            for reading in term.readings:
                if reading.name != chosen.name:
                    yield from anchors_of(reading.bounds)


def _selected(term: Readings, selections: Mapping[str, ReadingSelected]) -> str | None:
    selected = selections.get(term.question)
    return None if selected is None else selected.reading


def _conditions(key: str, field: Field, head: str, bounds: Iterable[Bound], tolerance: float) -> Iterator[Condition]:
    positions = count()
    for bound in bounds:
        least: float | None
        most: float | None
        match bound:
            case AtOrigin():
                tail, least, most = TIME_ZERO, 0.0, 0.0
            case OnDates(first=first, last=last):
                tail, least, most = CALENDAR, float(first.toordinal()), float(last.toordinal())
            case OnDays(least=least, most=most):
                tail = TIME_ZERO
            case FromAnchor(anchor=tail):
                least, most = bound.bounds(tolerance)
            case AtPublication():
                continue  # of an occurrence it says nothing that months could hold
            case _:
                assert_never(bound)
        yield Condition(key, field, next(positions), bound.basis, tail, head, least, most, bound)
