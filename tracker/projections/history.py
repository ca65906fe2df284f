"""The history of a patient: the corrected facts in the order of living, each with its place in time.

Refuses to cut by anything but its two clocks: `known_by` hides what was not known yet; what was not recorded yet is left
out before, by `record_of(…, as_recorded=…)`.
"""

from bisect import bisect_left
from collections.abc import Callable
from functools import cached_property
from typing import Any, Concatenate, ParamSpec, TypeGuard, TypeVar

from msgspec import Struct

from tracker.events.catalogue import ClinicalEvent, Fact
from tracker.events.deliberation import AmbiguityNoted, IntervalStated
from tracker.events.fact import RecordedFact
from tracker.projections.chronology import Chronology, Placement, chronology_of
from tracker.projections.order import order_of_living
from tracker.projections.record import Record, StandingFact
from tracker.projections.times import Times, time_columns
from tracker.values.durations import DEFAULT_TOLERANCE
from tracker.values.months import PRECISION_DAYS, Calendar

E = TypeVar("E", bound=RecordedFact)
T = TypeVar("T")
P = ParamSpec("P")


class PlacedFact(Struct, frozen=True, gc=False, kw_only=True):
    """A clinical fact with its place in time. Days count from the origin."""

    standing: StandingFact
    event: ClinicalEvent
    start: Placement
    stop: Placement | None
    """The end of a fact that has a length."""
    known: Placement | None
    """When it could be known; None for what was only known at publication."""
    month: int
    """The month of the estimate, by which the fact is folded."""
    contradictory: bool
    """It takes part in a contradiction of times."""

    @property
    def key(self) -> str:
        """The key of the fact."""
        return self.event.key


def _itself(placed: PlacedFact) -> PlacedFact:
    return placed


def _places(history: "History") -> dict[int, int]:
    return {id(placed): place for place, placed in enumerate(history.facts)}


def is_clinical(fact: Fact) -> TypeGuard[ClinicalEvent]:
    """Whether the fact happened to the patient at a time, rather than being said about the record."""
    return not isinstance(fact, (IntervalStated, AmbiguityNoted))


class History(Struct, frozen=True, dict=True):
    """What happened, in the order of living."""

    record: Record
    chronology: Chronology
    facts: tuple[PlacedFact, ...]
    whole: "History | None" = None
    """The history that this is a part of: what one fact says by itself was read there, and is not read again."""

    @property
    def patient(self) -> str:
        """Whose history it is."""
        return self.record.patient

    @property
    def calendar(self) -> Calendar:
        """Months, and dates where the origin has one."""
        return self.chronology.calendar

    @cached_property
    def by_key(self) -> dict[str, PlacedFact]:
        """Facts by key."""
        return {placed.key: placed for placed in self.facts}

    @cached_property
    def by_kind(self) -> dict[type[RecordedFact], list[PlacedFact]]:
        """Facts by the class of their event, each in the order of living: most relations are about one or two."""
        found: dict[type[RecordedFact], list[PlacedFact]] = {}
        for placed in self.facts:
            found.setdefault(type(placed.event), []).append(placed)
        return found

    @cached_property
    def _derived(self) -> dict[Any, Any]:
        return {}

    def once(self, derive: Callable[Concatenate["History", P], T], *args: P.args, **_: P.kwargs) -> T:
        """What a pure function derives from this history and its arguments, derived when first asked for, and once."""
        asked = (derive, *args)
        try:
            found: T = self._derived[asked]
        except KeyError:
            found = self._derived[asked] = derive(self, *args)  # type: ignore[call-arg]  # positional arguments alone
        return found

    def forget(self) -> None:
        """Let go of what was derived, which mostly points back here: a circle that only the garbage collector would find."""
        self._derived.clear()

    @cached_property
    def times(self) -> dict[str, Times]:
        """The time columns of the start of every fact, by key: computed once for all relations."""
        calendar = self.calendar
        return {placed.event.key: time_columns(calendar, placed.start, placed.month) for placed in self.facts}

    def part(self, facts: tuple[PlacedFact, ...]) -> "History":
        """Some of the facts of this history, in their order, as a history of their own."""
        return History(self.record, self.chronology, facts, self.whole or self)

    def kept(self, choose: Callable[["History"], tuple[PlacedFact, ...]]) -> tuple[PlacedFact, ...]:
        """Facts that a function chooses, each for what it says itself; a part keeps those of the whole that it has."""
        return self.once(choose) if self.whole is None else self.own_of(self.whole.once(choose), _itself)

    def own_of(self, found: tuple[T, ...], by: Callable[[T], PlacedFact]) -> tuple[T, ...]:
        """Of what was found in the whole, in the order of living, what this part has; `by` names the fact of each."""
        begun = self._begun
        if begun is not None:
            return found[: bisect_left(found, len(self.facts), key=lambda each: begun[id(by(each))])]
        own = self.own
        return tuple([each for each in found if id(by(each)) in own])

    @cached_property
    def _begun(self) -> dict[int, int] | None:
        """The place of every fact of the whole by its identity, where this part is the beginning of it, as most months are."""
        whole = self.whole
        return whole.once(_places) if whole is not None and whole.facts[: len(self.facts)] == self.facts else None

    @cached_property
    def own(self) -> frozenset[int]:
        """The identities of its facts: a part of a history holds the very facts of the whole."""
        return frozenset(map(id, self.facts))

    def cut(self, month: int | None = None, *, known: bool = False) -> "History":
        """The facts of the months up to one, or of the whole case; with `known`, what the team could know by its end."""
        last = max((placed.month for placed in self.facts), default=0) if month is None else month
        found = self.known_by(last) if known else self
        facts = found.facts if month is None else tuple(placed for placed in found.facts if placed.month <= month)
        return found if facts == found.facts else self.part(facts)

    def known_by(self, month: int) -> "History":
        """The facts that the treating team could know by the end of the month, by estimate."""
        end = self.calendar.start_of(month + 1) - PRECISION_DAYS
        facts = tuple(f for f in self.facts if f.known is not None and f.known.estimate < end)
        return self.part(facts)


def events_of(history: History, kind: type[E]) -> list[E]:
    """The events of one class, in the order of living."""
    return [event for placed in history.by_kind.get(kind, ()) if isinstance(event := placed.event, kind)]


def history_of(record: Record, *, tolerance: float = DEFAULT_TOLERANCE) -> History:
    """Place every clinical fact of the record in time.

    Args:
        record: The corrected record.
        tolerance: How far a stated number of months or years may be rounded, in that unit; 0 takes it at face value.
    """
    chronology = chronology_of(record, tolerance=tolerance)
    contradictory = chronology.contradictory()
    month_of = chronology.calendar.month_of
    placed: dict[str, PlacedFact] = {}
    for standing in record.facts:
        fact = standing.fact
        if not is_clinical(fact):
            continue
        start = chronology.start(fact.key)
        placed[fact.key] = PlacedFact(
            standing=standing,
            event=fact,
            start=start,
            stop=chronology.stop(fact.key),
            known=chronology.known(fact.key),
            month=month_of(start.estimate),
            contradictory=fact.key in contradictory,
        )
    ordered = order_of_living(chronology, [fact.event for fact in placed.values()])
    return History(record, chronology, tuple(placed[event.key] for event in ordered))
