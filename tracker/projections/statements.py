"""Everything that a record says about time, with every anchor resolved. Refuses to guess what a lost anchor meant.

An anchor that names nothing that stands lets its condition fall and is listed. The end of a fact without a length is its
start; a stated interval has the place of its own two anchors.
"""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from tracker.events.catalogue import Fact
from tracker.events.deliberation import AmbiguityNoted, IntervalStated, ReadingSelected
from tracker.projections.conditions import (
    REFERENCES,
    Condition,
    TimedFact,
    interval_condition,
    spelled_out,
    timed,
)
from tracker.values.when import TIME_ZERO, fact_of


class MissingAnchor(Struct, frozen=True, order=True):
    """A time that hangs on an unknown or retracted key."""

    key: str
    """The fact that says it."""
    anchor: str


class Statements(Struct, frozen=True):
    """The facts with a time of their own, and what is stated between them."""

    facts: Mapping[str, TimedFact]
    """By key, in order of key: nothing depends on the order of recording."""
    between: Mapping[str, tuple[Condition, ...]]
    """Stated intervals, by the fact that their head belongs to."""
    intervals: Mapping[str, IntervalStated]
    missing: tuple[MissingAnchor, ...]
    zero: str = TIME_ZERO
    """The point that `time-zero` is: a reference of its own, or wherever a fact is that is the origin."""

    def names(self, reference: str) -> bool:
        """Whether any time hangs on a reference."""
        return any(True for _ in self.hanging_on(reference)) or any(
            condition.tail == reference for conditions in self.between.values() for condition in conditions
        )

    def hanging_on(self, reference: str) -> Iterator[str]:
        """Keys of the facts of which a time hangs on a reference."""
        for fact in self.facts.values():
            if (
                fact.span.reference == reference
                if fact.span is not None
                else any(condition.tail == reference for condition in fact.conditions)
            ):
                yield fact.key

    def point(self, anchor: str) -> str | None:
        """The point that an anchor stands for; None where it names nothing that stands in time."""
        if anchor in self.facts:
            return anchor
        passed: set[str] = set()
        while anchor not in passed:
            passed.add(anchor)
            if anchor == TIME_ZERO:
                return self.zero
            if anchor in REFERENCES:
                return anchor
            key = fact_of(anchor)
            interval = self.intervals.get(key)
            if interval is None:
                fact = self.facts.get(key)
                return None if fact is None else anchor if fact.has_end else key
            anchor = interval.from_ if anchor == key else interval.to
        return None


def statements_of(
    facts: Iterable[Fact], selections: Mapping[str, ReadingSelected], tolerance: float, *, zero: str = TIME_ZERO
) -> Statements:
    """Read the times of all facts and resolve what they hang on.

    Args:
        facts: The facts that stand.
        selections: Question to the chosen reading.
        tolerance: How far a stated number of months or years may be rounded, in that unit.
        zero: The fact that is the origin, where what hangs on `time-zero` hangs on it.
    """
    ordered = sorted(facts, key=lambda fact: fact.key)
    intervals = {fact.key: fact for fact in ordered if isinstance(fact, IntervalStated)}
    read = {
        fact.key: timed(fact, selections, tolerance)
        for fact in ordered
        if not isinstance(fact, (IntervalStated, AmbiguityNoted))
    }
    if zero != TIME_ZERO:
        read = {key: _off_the_origin(fact) for key, fact in read.items()}
    said = Statements(read, {}, intervals, (), zero)
    missing: set[MissingAnchor] = set()
    for key, fact in read.items():
        if fact.conditions:
            standing = tuple(
                replace(condition, tail=tail) if tail != condition.tail else condition
                for condition in fact.conditions
                if (tail := _point(said, key, condition.tail, missing)) is not None and not _is_itself(condition, tail)
            )
            read[key] = replace(fact, conditions=standing)
        for anchor in fact.otherwise:
            _point(said, key, anchor, missing)
    between: dict[str, tuple[Condition, ...]] = {}
    for key, interval in intervals.items():
        tail = _point(said, key, interval.from_, missing)
        head = _point(said, key, interval.to, missing)
        if tail is not None and head is not None and not REFERENCES.issuperset((tail, head)):
            condition = _headed_by_a_fact(interval_condition(interval, tolerance), tail, head)
            owner = fact_of(condition.head)
            between[owner] = (*between.get(owner, ()), condition)
    return Statements(read, between, intervals, tuple(sorted(missing)), zero)


def _off_the_origin(fact: TimedFact) -> TimedFact:
    """The fact with its conditions spelled out where it is placed by the origin alone."""
    if fact.span is None or fact.span.reference != TIME_ZERO:
        return fact
    return TimedFact(fact.key, None, spelled_out(fact))


def _is_itself(condition: Condition, tail: str) -> bool:
    """Whether it says no more than that a fact is where it is: the origin is at the origin."""
    return tail == condition.head and condition.least == condition.most == 0


def _point(said: Statements, key: str, anchor: str, missing: set[MissingAnchor]) -> str | None:
    point = said.point(anchor)
    if point is None:
        missing.add(MissingAnchor(key, anchor))
    return point


def _headed_by_a_fact(condition: Condition, tail: str, head: str) -> Condition:
    if head in REFERENCES:
        least = None if condition.most is None else -condition.most
        most = None if condition.least is None else -condition.least
        return replace(condition, tail=head, head=tail, least=least, most=most)
    return replace(condition, tail=tail, head=head)
