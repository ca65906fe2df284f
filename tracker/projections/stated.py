"""A value together with the fact that states it. Refuses to hold a value that nobody stated."""

from typing import Generic, TypeVar

from msgspec import Struct

from tracker.events.fact import RecordedFact
from tracker.projections.history import History, PlacedFact

T = TypeVar("T")
E = TypeVar("E", bound=RecordedFact)


class Stated(Struct, Generic[T], frozen=True, gc=False):
    """What was stated, and by which fact: its key, its place in time and so its age come from `by`."""

    value: T
    by: PlacedFact

    @property
    def key(self) -> str:
        """Key of the fact that states it."""
        return self.by.event.key

    @property
    def day(self) -> float:
        """Estimated day from the origin on which it became true."""
        return self.by.start.estimate


def _by(stated: Stated[E]) -> PlacedFact:
    return stated.by


def stated_by(history: History, kind: type[E]) -> tuple[Stated[E], ...]:
    """The events of one type with their places, in the order of living."""
    return history.once(_stated, kind)


def _stated(history: History, kind: type[E]) -> tuple[Stated[E], ...]:
    if history.whole is not None:
        return history.own_of(stated_by(history.whole, kind), _by)
    facts = history.by_kind.get(kind, ())
    return tuple([Stated(event, placed) for placed in facts if isinstance(event := placed.event, kind)])
