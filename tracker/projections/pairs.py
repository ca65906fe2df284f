"""How many days lie between two facts of a history, each pair looked up once. Refuses to subtract estimates.

Convention: one fact precedes another by the midpoint of the bounds of their pair; 0 is the same day. With an open side the
estimates decide. Beside it stands what the record itself says: that one is timed after the other.
"""

from collections.abc import Iterable

from tracker.projections.history import History
from tracker.values.identifiers import Anchor
from tracker.values.months import PRECISION_DAYS


def pairs_of(history: History) -> "Pairs":
    """The pairs of a history; a part of one looks them up in the whole."""
    return (history.whole or history).once(Pairs)


class Pairs:
    """Bounds and order of pairs of anchors."""

    def __init__(self, history: History) -> None:
        self.history = history
        self._between = history.chronology.between
        self._pairs: dict[tuple[Anchor, Anchor], tuple[float | None, float | None]] = {}
        # Two exact days need no network; in a dated chart that is nearly every pair.
        self._exact: dict[Anchor, float] = {}
        exact = self._exact
        for placed in history.facts:
            start, stop = placed.start, placed.stop
            if start.earliest == start.latest and start.earliest is not None:
                exact[placed.event.key] = start.earliest
            if stop is not None and stop.earliest == stop.latest and stop.earliest is not None:
                exact[f"{placed.event.key}.end"] = stop.earliest

    def bounds(self, first: Anchor, second: Anchor) -> tuple[float | None, float | None]:
        """Least and most days from one anchor to another, read off their pair; None is open.

        Raises:
            KeyError: for an anchor that names nothing that stands in time.
        """
        exact = self._exact
        if first in exact and second in exact:
            days = exact[second] - exact[first]
            return days, days
        pair = self._pairs.get((first, second))
        if pair is None:
            between = self._between(first, second)
            pair = self._pairs[first, second] = between.least, between.most
        return pair

    def days(self, first: Anchor, second: Anchor) -> float:
        """Days from one anchor to another by the midpoint of their pair, an open side by the estimates."""
        exact = self._exact
        if first in exact and second in exact:
            return exact[second] - exact[first]
        least, most = self.bounds(first, second)
        if least is None or most is None:
            place = self.history.chronology.place
            return place(second).estimate - place(first).estimate
        return (least + most) / 2

    def precedes(self, first: Anchor, second: Anchor) -> bool:
        """Whether the first came strictly before the second, not on the same day."""
        return self.days(first, second) > PRECISION_DAYS

    def timed_after(self, later: Anchor, earlier: Anchor) -> bool:
        """Whether the record times one after the other, or with it, whatever a contradiction made of their places."""
        return earlier in self.history.chronology.timed_after(later)

    def first_given(self, anchors: Iterable[Anchor]) -> Anchor | None:
        """The earliest of some anchors, but never one that is timed after another of them and moved before it."""
        named = list(anchors)
        if len(named) == 1:
            return named[0]
        among, before = frozenset(named), self.history.chronology.timed_after
        first = [
            anchor for anchor in named if all(anchor in before(other) for other in among.intersection(before(anchor)))
        ]
        return self.earliest(first or named)

    def earliest(self, anchors: Iterable[Anchor]) -> Anchor | None:
        """The first of some anchors; of those on one day the one named first."""
        found = None
        for anchor in anchors:
            if found is None or self.precedes(anchor, found):
                found = anchor
        return found

    def latest(self, anchors: Iterable[Anchor]) -> Anchor | None:
        """The last of some anchors; of those on one day the one named last."""
        found = None
        for anchor in anchors:
            if found is None or not self.precedes(anchor, found):
                found = anchor
        return found
