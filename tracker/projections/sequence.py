"""What the record times after what, by following anchors. Refuses to ask whether the times allow it.

A fact that is timed at least 0 d after another comes not before it, whatever a contradiction made of its place; so does
everything that hangs on it in the same way. What is timed with another comes not before it, and neither does the other.
"""

from collections.abc import Iterator, Mapping

from tracker.projections.conditions import REFERENCES, Condition, Field, end_point
from tracker.projections.statements import Statements
from tracker.values.when import FromAnchor


class Sequence:
    """Which points the record puts before which, read off its conditions once."""

    def __init__(self, said: Statements) -> None:
        self._said = said
        self._direct: Mapping[str, frozenset[str]] = _direct(said)
        self._before: dict[str, frozenset[str]] = {}

    def before(self, anchor: str) -> frozenset[str]:
        """The points that an anchor comes not before, by what is said; empty for one that hangs on nothing."""
        found = self._before.get(anchor)
        if found is None:
            point = self._said.point(anchor)
            found = self._before[anchor] = frozenset() if point is None else self._reached(point)
        return found

    def _reached(self, point: str) -> frozenset[str]:
        reached: set[str] = set()
        pending = [point]
        while pending:
            for earlier in self._direct.get(pending.pop(), ()):
                if earlier not in reached:
                    reached.add(earlier)
                    pending.append(earlier)
        return frozenset(reached - {point})


def _direct(said: Statements) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for fact in said.facts.values():
        for condition in fact.conditions:
            for later, earlier in _orders(condition):
                found.setdefault(later, set()).add(earlier)
        if fact.has_end:
            found.setdefault(end_point(fact.key), set()).add(fact.key)
    for conditions in said.between.values():
        for condition in conditions:
            found.setdefault(condition.head, set()).add(condition.tail)
    return {later: frozenset(earlier) for later, earlier in found.items()}


def _orders(condition: Condition) -> Iterator[tuple[str, str]]:
    """Later and earlier, as far as a condition on another fact says; at face value, whatever the tolerance."""
    said = condition.said
    if not isinstance(said, FromAnchor) or condition.field is not Field.OCCURRED or condition.tail in REFERENCES:
        return
    if said.least is not None and said.least >= 0:
        yield condition.head, condition.tail
    if said.most is not None and said.most <= 0:
        yield condition.tail, condition.head
