"""Facts whose times hang on each other, in one network. Refuses to know where else a fact could be placed without one."""

from collections.abc import Hashable, Iterable, Mapping
from functools import cached_property

from tracker.projections.blocks import Blocks
from tracker.projections.conditions import Condition, TimedFact, end_point, known_point, owner_of
from tracker.projections.network import Constraint, Network

Interval = tuple[float, float]
"""Least and most, `-inf` and `inf` where open."""


class Group:
    """Facts whose times hang on each other, in one network. Point 0 is where days count from."""

    def __init__(
        self,
        facts: Iterable[TimedFact],
        conditions: Iterable[Condition],
        known: Mapping[str, float],
        pinned: str | None,
    ) -> None:
        """Tie the facts together.

        Args:
            facts: The facts of the group.
            conditions: What they say, also between each other.
            known: Points outside the group that conditions hang on, with their place in days.
            pinned: The fact that is at day 0 by definition, if it is one of them.
        """
        self.points: dict[str, int] = {}
        self.structure: list[tuple[int, int, float]] = []
        for fact in facts:
            start = self._number(fact.key)
            if fact.key == pinned:
                self.structure += [(0, start, 0.0), (start, 0, 0.0)]
            if fact.has_end:
                self.structure.append((self._number(end_point(fact.key)), start, 0.0))
            if fact.has_known:
                self.structure.append((self._number(known_point(fact.key)), start, 0.0))
        self.conditions = sorted(conditions, key=lambda condition: condition.order)
        self.constraints = tuple(self._constraint(condition, known) for condition in self.conditions)
        self.network = Network(len(self.points) + 1, self.structure)
        self.set_aside = self.network.enter(self.constraints)

    def _number(self, point: str) -> int:
        return self.points.setdefault(point, len(self.points) + 1)

    def _constraint(self, condition: Condition, known: Mapping[str, float]) -> Constraint:
        place = known.get(condition.tail)
        head = self._number(condition.head)
        if place is None:
            return Constraint(self._number(condition.tail), head, condition.least, condition.most)
        least = None if condition.least is None else condition.least + place
        most = None if condition.most is None else condition.most + place
        return Constraint(0, head, least, most)

    def bounds(self, floors: Mapping[int, float], ceilings: Mapping[int, float]) -> dict[str, Interval]:
        """Bounds of every point of the group when some points are not earlier, not later than given."""
        least = self.network.earliest({**floors, 0: 0.0})
        most = self.network.latest({**ceilings, 0: 0.0})
        return {name: (least[point], most[point]) for name, point in self.points.items()}

    @cached_property
    def _blocks(self) -> Blocks:
        return Blocks(self.network)

    @cached_property
    def _owners(self) -> Mapping[int, frozenset[str]]:
        """The facts of every block."""
        names = {number: name for name, number in self.points.items()}
        return {
            block: frozenset(owner_of(names[point]) for point in points if point)
            for block, points in self._blocks.members.items()
        }

    def between(self, tail: str, head: str) -> Interval:
        """The tightest bounds of head − tail."""
        return self._blocks.between(self.points[tail], self.points[head])

    def likeness(self, key: str) -> Hashable:
        """Facts of the group with the same likeness have the same bounds against all other facts, and none are between them."""
        point = self.points[key]
        block = self._blocks.block_of(point)
        return self._blocks.signature(point) if len(self._owners[block]) == 1 else key
