"""Blocks of a network: points that hang together otherwise than through day 0 and the few points on which most hang.

Take day 0 and these *hubs* away, and a network falls into blocks. Every path from one block to another passes a hub, so
bounds of two points in different blocks follow from their bounds against the hubs; a path within a block that leaves it
comes back by a hub, so the block, the hubs and the bounds among the hubs say all there is about two of its points. A chart of
thousands of dates that no day ties to the origin is one network with one hub. Refuses to choose what a hub means.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain

from tracker.projections.network import Network

_MOST_HUBS = 4
LEAST_TIES = 8
"""Points with fewer ties are no hubs: taking them away would not part much."""

Signature = tuple[tuple[float, float], ...]
"""The bounds of a point against every hub."""


class Blocks:
    """A consistent network, taken apart at its hubs."""

    def __init__(self, network: Network, *, least_ties: int = LEAST_TIES) -> None:
        """Take a network apart; it must not change any more.

        Args:
            network: Which one.
            least_ties: A point that shares a bound with fewer others is no hub; what follows is the same at any number.
        """
        self._network = network
        ties = network.ties()
        crowded = sorted(
            (point for point in range(1, network.size) if len(ties[point]) >= least_ties),
            key=lambda p: (-len(ties[p]), p),
        )
        self._hubs = (0, *crowded[:_MOST_HUBS])
        self._block = _blocks(ties, frozenset(self._hubs))
        self._parts: dict[int, tuple[Network, Mapping[int, int]]] = {}

    @cached_property
    def members(self) -> Mapping[int, Sequence[int]]:
        """The points of every block."""
        found: dict[int, list[int]] = {}
        for point, block in enumerate(self._block):
            found.setdefault(block, []).append(point)
        return found

    @cached_property
    def _from_hubs(self) -> Sequence[tuple[Sequence[float], Sequence[float]]]:
        """Least and most of every point against each hub."""
        return [(self._network.earliest({hub: 0.0}), self._network.latest({hub: 0.0})) for hub in self._hubs]

    def block_of(self, point: int) -> int:
        """The block of a point, by number; a hub is a block of its own."""
        return self._block[point]

    def signature(self, point: int) -> Signature:
        """The bounds of a point against every hub: all that points of other blocks have to do with it."""
        return tuple((least[point], most[point]) for least, most in self._from_hubs)

    def between(self, tail: int, head: int) -> tuple[float, float]:
        """The tightest bounds of head − tail, `-inf` and `inf` where open."""
        block = self._block[tail]
        if block == self._block[head]:
            if len(self.members) == len(self._hubs) + 1:
                return self._network.between(tail, head)
            part, places = self._part(block)
            return part.between(places[tail], places[head])
        return (
            max(least[head] - most[tail] for least, most in self._from_hubs),
            min(most[head] - least[tail] for least, most in self._from_hubs),
        )

    def _part(self, block: int) -> tuple[Network, Mapping[int, int]]:
        """A block with the hubs, and the places of its points in it."""
        if block not in self._parts:
            points = [*self._hubs, *(point for point in self.members[block] if point not in self._hubs)]
            among = [
                (tail, head, most[hub])
                for tail, (_, most) in enumerate(self._from_hubs)
                for head, hub in enumerate(self._hubs)
                if tail != head
            ]
            self._parts[block] = self._network.part(points, among), {point: place for place, point in enumerate(points)}
        return self._parts[block]


def _blocks(ties: Sequence[frozenset[int]], hubs: frozenset[int]) -> list[int]:
    """The block of every point: the least of its points."""
    block = [-1] * len(ties)
    for first in chain(hubs, range(len(ties))):
        if block[first] >= 0:
            continue
        block[first] = first
        waiting = [] if first in hubs else [first]
        while waiting:
            for other in ties[waiting.pop()]:
                if block[other] < 0:
                    block[other] = first
                    waiting.append(other)
    return block
