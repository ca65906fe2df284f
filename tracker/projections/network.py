"""A simple temporal network: points in time, bounds on their differences, and what follows from them.

A constraint bounds the difference of two points; shortest paths over all of them give the tightest bounds of every
point and of every pair (Dechter, Meiri and Pearl, *Temporal constraint networks*, Artif. Intell. 49, 1991). Refuses to
know what its points and constraints stand for: points are numbers, constraints are known by their place in the order of
entering.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from heapq import heappop, heappush
from math import inf

from msgspec import Struct

EPSILON = 1e-9
"""Days: less than this is floating point, not time."""

_PATH_EPSILON = 1e-6
"""Days: paths that differ by less are equally short."""

_STRUCTURAL = -1


class Constraint(Struct, frozen=True):
    """`least` ≤ time of `head` − time of `tail` ≤ `most`, in days; None is open. `least` is never above `most`."""

    tail: int
    head: int
    least: float | None
    most: float | None

    def reach(self, *, upper: bool) -> float:
        """What one side says as an upper bound: `most`, or the negated `least` read from head to tail; `inf` if open."""
        if upper:
            return inf if self.most is None else self.most
        return inf if self.least is None else -self.least


class Side(Struct, frozen=True):
    """One side of a constraint: its `most` (`upper`) or its `least`."""

    constraint: int
    upper: bool


class SetAside(Struct, frozen=True):
    """A constraint that would have broken consistency, and what it conflicts with."""

    side: Side
    """Its conflicting side; the other one stands."""
    moved_days: float
    """How far that side had to be moved to fit."""
    chain: tuple[Side, ...]
    """The sides along the shortest path that it conflicts with, its own not among them."""


class Network:
    """Points 0 … size − 1, with bounds that always hold (structure) and constraints that enter in an order."""

    def __init__(self, size: int, structure: Iterable[tuple[int, int, float]] = ()) -> None:
        """Start with the structure: (tail, head, most), each with most ≥ 0, so that it is consistent by itself."""
        self.size = size
        self._structure = tuple(structure)
        self._clear()

    def _clear(self) -> None:
        self._out: list[list[tuple[int, float, int]]] = [[] for _ in range(self.size)]
        self._into: list[list[tuple[int, float, int]]] = [[] for _ in range(self.size)]
        self._potential = [0.0] * self.size
        self._most_from: dict[int, list[float]] = {}
        for tail, head, most in self._structure:
            self._add(tail, head, most, _STRUCTURAL)

    def _add(self, tail: int, head: int, most: float, mark: int) -> None:
        self._out[tail].append((head, most, mark))
        self._into[head].append((tail, most, mark))

    def enter(self, constraints: Sequence[Constraint]) -> tuple[SetAside, ...]:
        """Replace all constraints; where they are inconsistent they enter one by one, and misfits are set aside.

        The order of the constraints is the order of entering and decides which of them stand.
        """
        if self.holds(constraints):
            return ()
        self._clear()
        set_aside = []
        for index, constraint in enumerate(constraints):
            for upper in (True, False):
                misfit = self._enter_side(constraint, Side(index, upper))
                if misfit is not None:
                    set_aside.append(misfit)
        return tuple(set_aside)

    def holds(self, constraints: Iterable[Constraint | None]) -> bool:
        """Replace all constraints (None leaves its place empty) and say whether they are consistent.

        Where they are not, the network answers no question until others have entered.
        """
        self._clear()
        for index, constraint in enumerate(constraints):
            if constraint is None:
                continue
            if constraint.most is not None:
                self._add(constraint.tail, constraint.head, constraint.most, 2 * index + 1)
            if constraint.least is not None:
                self._add(constraint.head, constraint.tail, -constraint.least, 2 * index)
        return self._settle(range(self.size))

    def _enter_side(self, constraint: Constraint, side: Side) -> SetAside | None:
        tail, head = (constraint.tail, constraint.head) if side.upper else (constraint.head, constraint.tail)
        reach = constraint.reach(upper=side.upper)
        if reach == inf:
            return None
        mark = 2 * side.constraint + side.upper
        before = self._potential.copy()
        self._add(tail, head, reach, mark)
        if self._settle((tail,), watched=tail):
            return None
        self._potential = before
        self._out[tail].pop()
        self._into[head].pop()
        distance = self.latest({head: 0.0})
        fitting = -distance[tail]
        chain = self._chain(distance, head, tail)
        self._add(tail, head, fitting, mark)
        self._settle((tail,))
        return SetAside(side, fitting - reach, chain)

    def _chain(self, distance: Sequence[float], start: int, goal: int) -> tuple[Side, ...]:
        """The sides along the shortest path; of several equally short ones the path of fewest steps."""
        came_by = {start: (start, _STRUCTURAL)}
        queue = deque([start])
        while goal not in came_by:
            point = queue.popleft()
            for other, most, mark in self._out[point]:
                if other not in came_by and distance[point] + most <= distance[other] + _PATH_EPSILON:
                    came_by[other] = (point, mark)
                    queue.append(other)
        chain = []
        while goal != start:
            goal, mark = came_by[goal]
            if mark != _STRUCTURAL:
                chain.append(Side(mark // 2, bool(mark % 2)))
        return tuple(reversed(chain))

    def _settle(self, changed: Iterable[int], watched: int = -1) -> bool:
        """Lower the potentials until every bound holds; False where they never would.

        `watched` is the tail of the one bound just added to a consistent network: that it sinks is the proof of a
        cycle. Without it the trail of what lowered what is searched for one, once in `size` steps.
        """
        potential, out, size = self._potential, self._out, self.size
        queue = deque(changed)
        queued = set(queue)
        lowered_by: dict[int, int] = {}
        steps = 0
        while queue:
            tail = queue.popleft()
            queued.discard(tail)
            base = potential[tail]
            for head, most, _ in out[tail]:
                if potential[head] > base + most + EPSILON:
                    if head == watched:
                        return False
                    potential[head] = base + most
                    lowered_by[head] = tail
                    steps += 1
                    if steps % size == 0 and _runs_in_a_circle(lowered_by):
                        return False
                    if head not in queued:
                        queued.add(head)
                        queue.append(head)
        return True

    def _spread(
        self, edges: Sequence[Sequence[tuple[int, float, int]]], sign: int, labels: Mapping[int, float]
    ) -> list[float]:
        """Shortest paths from labelled points: Dijkstra, with the potentials making every step non-negative."""
        potential = self._potential
        distance = [inf] * self.size
        heap: list[tuple[float, int]] = []
        for point, label in labels.items():
            distance[point] = label
            heappush(heap, (label - sign * potential[point], point))
        settled = bytearray(self.size)
        while heap:
            _, point = heappop(heap)
            if settled[point]:
                continue
            settled[point] = 1
            base = distance[point]
            for other, most, _ in edges[point]:
                reached = base + most
                if not settled[other] and reached < distance[other]:
                    distance[other] = reached
                    heappush(heap, (reached - sign * potential[other], other))
        return distance

    def latest(self, ceilings: Mapping[int, float]) -> list[float]:
        """The latest time of every point when some are not later than their ceilings; `inf` where nothing follows."""
        return self._spread(self._out, 1, ceilings)

    def earliest(self, floors: Mapping[int, float]) -> list[float]:
        """The earliest time of every point when some are not earlier than their floors; `-inf` where nothing follows."""
        reached = self._spread(self._into, -1, {point: -floor for point, floor in floors.items()})
        return [-distance for distance in reached]

    def ties(self) -> list[frozenset[int]]:
        """The points that share a bound with each point."""
        return [
            frozenset([*(head for head, _, _ in out), *(tail for tail, _, _ in into)])
            for out, into in zip(self._out, self._into, strict=True)
        ]

    def part(self, points: Sequence[int], besides: Iterable[tuple[int, int, float]]) -> "Network":
        """Some points of a consistent network alone, numbered in their order.

        Args:
            points: Which ones.
            besides: What the rest of the network says of them, as (tail, head, most) by their new numbers.
        """
        places = {point: place for place, point in enumerate(points)}
        part = Network(len(points))
        part._potential = [self._potential[point] for point in points]
        for tail, point in enumerate(points):
            for other, most, mark in self._out[point]:
                head = places.get(other)
                if head is not None:
                    part._add(tail, head, most, mark)
        for tail, head, most in besides:
            if most < inf:
                part._add(tail, head, most, _STRUCTURAL)
        return part

    def most(self, tail: int, head: int) -> float:
        """The greatest difference head − tail that fits, `inf` if unbounded."""
        if tail not in self._most_from:
            self._most_from[tail] = self.latest({tail: 0.0})
        return self._most_from[tail][head]

    def between(self, tail: int, head: int) -> tuple[float, float]:
        """The tightest bounds of head − tail, `-inf` and `inf` where open."""
        return -self.most(head, tail), self.most(tail, head)


def _runs_in_a_circle(lowered_by: Mapping[int, int]) -> bool:
    done: set[int] = set()
    for start in lowered_by:
        trail: set[int] = set()
        point: int | None = start
        while point is not None and point not in done:
            if point in trail:
                return True
            trail.add(point)
            point = lowered_by.get(point)
        done |= trail
    return False
