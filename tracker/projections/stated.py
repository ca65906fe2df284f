"""A value together with the fact that states it. Refuses to hold a value that nobody stated."""

from typing import Generic, TypeVar

from msgspec import Struct

from tracker.projections.history import PlacedFact

T = TypeVar("T")


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
