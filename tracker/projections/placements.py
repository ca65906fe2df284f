"""Bounds of every point of a record against its references: in closed form where it can be, else by a network per group.

Events that hang on a reference alone, or on something exactly fixed, need no network; events tied to each other share
one. Refuses to decide what the references mean: that is the origin's business.
"""

from collections import deque
from collections.abc import Hashable, Iterable, Mapping
from math import inf

from tracker.projections.conditions import (
    REFERENCES,
    Condition,
    end_point,
    known_point,
    owner_of,
    spelled_out,
)
from tracker.projections.groups import Group, Interval
from tracker.projections.network import EPSILON
from tracker.projections.statements import Statements
from tracker.values.when import TIME_ZERO

OPEN: Interval = (-inf, inf)


class Placements:
    """Every point of a record in days, as bounds; each group solved once."""

    def __init__(self, said: Statements, frame: Mapping[str, float], *, pinned: str | None = None) -> None:
        """Place everything that is said.

        Args:
            said: What the record says.
            frame: The references that days count from, with their place; a reference that is not in it is a point
                like any other, placed by what ties it.
            pinned: A fact at day 0 by definition.
        """
        self.said = said
        """What was placed, as far as the origin is a fact with what hangs on `time-zero` hung on that fact."""
        self._frame = frame
        self._pinned = pinned
        self.bounds: dict[str, Interval] = {}
        """Of every point, before any closing of open sides."""
        self.groups: list[Group] = []
        self._group_of: dict[str, Group] = {}
        if not self._place(shortcuts=True):
            self._place(shortcuts=False)

    def _place(self, *, shortcuts: bool) -> bool:
        """Place everything; with shortcuts, say False at the first sign of a contradiction.

        A shortcut takes an exactly fixed point for a constant. In a contradiction the conditions that fix it belong to
        the chain, so they have to be in the network.
        """
        self.bounds, self.groups, self._group_of = {}, [], {}
        self._shortcuts = shortcuts
        tied: list[str] = []
        for key in self._in_order_of_dependence():
            bounds = self._closed_form(key)
            if bounds is None:
                tied.append(key)
                continue
            for least, most in bounds.values():
                if least > most + EPSILON:
                    if shortcuts:
                        return False
                    tied.append(key)
                    break
            else:
                self.bounds.update(bounds)
        for keys in self._tied_together(tied):
            group = self._grouped(keys)
            if group.set_aside and shortcuts:
                return False
            self.groups.append(group)
            self.bounds.update(group.bounds({}, {}))
        return True

    def _conditions(self, key: str) -> tuple[Condition, ...]:
        own = spelled_out(self.said.facts[key]) if key in self.said.facts else ()
        return own + self.said.between.get(key, ())

    def _in_order_of_dependence(self) -> Iterable[str]:
        """Facts after what they hang on; what hangs on itself in a circle comes last."""
        facts, between = self.said.facts, self.said.between
        simple: list[str] = []
        waiting: dict[str, set[str]] = {}
        followers: dict[str, list[str]] = {}
        for key, fact in facts.items():
            if not fact.conditions and key not in between:
                simple.append(key)
                continue
            hung_on = {owner_of(condition.tail) for condition in self._conditions(key)} - REFERENCES - {key}
            waiting[key] = hung_on
            for other in hung_on:
                followers.setdefault(other, []).append(key)
        ready = deque(simple)
        ready.extend(key for key, hung_on in waiting.items() if not hung_on)
        circular = dict.fromkeys(waiting)
        while ready:
            key = ready.popleft()
            circular.pop(key, None)
            yield key
            for follower in followers.get(key, ()):
                waiting[follower].discard(key)
                if not waiting[follower]:
                    ready.append(follower)
        yield from circular

    def _constant(self, point: str) -> float | None:
        """The place of a point that conditions may count from as from a reference."""
        place = self._frame.get(point)
        if place is None and self._shortcuts:
            least, most = self.bounds.get(point, OPEN)
            return least if most - least <= EPSILON else None
        return place

    def _closed_form(self, key: str) -> dict[str, Interval] | None:
        """Bounds of a fact that hangs on constants alone; None where it takes a network."""
        fact = self.said.facts[key]
        start = (0.0, 0.0) if key == self._pinned else OPEN
        if fact.span is not None and key not in self.said.between:
            place = self._frame.get(fact.span.reference)
            if place is None:
                return None
            return {key: _both(start, (fact.span.least + place, fact.span.most + place))}
        end = known = OPEN
        length: Interval = (0.0, inf)
        for condition in reversed(self._conditions(key)):
            bounds = (
                -inf if condition.least is None else condition.least,
                inf if condition.most is None else condition.most,
            )
            if condition.tail == key and condition.head == end_point(key):
                length = _both(length, bounds)
                continue
            place = self._constant(condition.tail)
            if place is None and condition.tail == key and start[1] - start[0] <= EPSILON:
                place = start[0]
            if place is None:
                return None
            bounds = bounds[0] + place, bounds[1] + place
            if condition.head == key:
                start = _both(start, bounds)
            elif condition.head == known_point(key):
                known = _both(known, bounds)
            else:
                return None
        if length[0] > length[1] + EPSILON:
            return {end_point(key): length}
        points = {key: start}
        if fact.has_known:
            start = points[key] = start[0], min(start[1], known[1])
            points[known_point(key)] = max(known[0], start[0]), known[1]
        if fact.has_end:
            end = points[end_point(key)] = start[0] + length[0], start[1] + length[1]
        if len(points) > 1 and (start[0] == -inf or inf in (start[1], end[1])):
            return None
        return points

    def _tied_together(self, tied: Iterable[str]) -> Iterable[list[str]]:
        """The groups of facts that hang on each other, each in order of key, in order of their first key."""
        root: dict[str, str] = {}

        def find(key: str) -> str:
            root.setdefault(key, key)
            while root[key] != key:
                root[key] = root[root[key]]
                key = root[key]
            return key

        for key in tied:
            here = find(key)
            for condition in self._conditions(key):
                if self._constant(condition.tail) is None:
                    root[find(owner_of(condition.tail))] = here
                    here = find(here)
        together: dict[str, list[str]] = {}
        for key in sorted(root):
            together.setdefault(find(key), []).append(key)
        return together.values()

    def _grouped(self, keys: Iterable[str]) -> Group:
        facts = [self.said.facts[key] for key in keys if key in self.said.facts]
        conditions = [condition for fact in facts for condition in self._conditions(fact.key)]
        places = {condition.tail: self._constant(condition.tail) for condition in conditions}
        known = {point: place for point, place in places.items() if place is not None}
        group = Group(facts, conditions, known, self._pinned)
        self._group_of.update(dict.fromkeys(keys, group))
        return group

    def closed(self) -> dict[str, Interval]:
        """The points with an open side, with that side closed.

        First every point without a lower bound is not before the least of all latest times, then every point without
        an upper bound is not after the greatest of all earliest and finite latest times; what follows is drawn each time.
        """
        mine = {point: bounds for point, bounds in self.bounds.items() if point not in REFERENCES}
        if not any(least == -inf or most == inf for least, most in mine.values()):
            return {}
        floor = min((most for _, most in mine.values() if most < inf), default=0.0)
        placed = {point: (floor, most) for point, (least, most) in mine.items() if least == -inf}
        for group in self.groups:
            floors = {point: floor for name, point in group.points.items() if name in placed}
            if floors:
                placed.update(_without_references(group.bounds(floors, {})))
        ceiling = max(max(least, most) if most < inf else least for least, most in (mine | placed).values())
        for point, (least, most) in (mine | placed).items():
            if most == inf and owner_of(point) not in self._group_of:
                placed[point] = least, ceiling
        for group in self.groups:
            ceilings = {point: ceiling for name, point in group.points.items() if mine.get(name, (0, 0))[1] == inf}
            if ceilings:
                later = _without_references(group.bounds({}, ceilings))
                placed.update({name: (placed.get(name, mine[name])[0], most) for name, (_, most) in later.items()})
        return placed

    def between(self, tail: str, head: str) -> Interval:
        """Bounds of head − tail. Of points that hang on nothing in common: the difference of their bounds."""
        if tail == head:
            return 0.0, 0.0
        group = self._shared_group(owner_of(tail), owner_of(head))
        if group is not None:
            return group.between(tail, head)
        before, after = self.of(tail), self.of(head)
        return after[0] - before[1], after[1] - before[0]

    def of(self, point: str) -> Interval:
        """Bounds of a point; day 0 is where the origin is, also where nothing hangs on it."""
        place = self._frame.get(point)
        if place is not None:
            return place, place
        return self.bounds.get(point, (0.0, 0.0) if point == TIME_ZERO else OPEN)

    def group_number(self, key: str) -> int | None:
        """A number that the facts of one group share; None for a fact that needed none."""
        group = self._group_of.get(key)
        return None if group is None else id(group)

    def likeness(self, key: str) -> Hashable:
        """What facts of one group share that have the same bounds against all others, and nothing of their own between them."""
        group = self._group_of.get(key)
        return key if group is None else group.likeness(key)

    def _shared_group(self, tail: str, head: str) -> Group | None:
        group = self._group_of.get(tail)
        if group is None and tail == head:
            group = self._grouped([tail])
        return group if self._group_of.get(head) is group else None


def _both(one: Interval, other: Interval) -> Interval:
    return max(one[0], other[0]), min(one[1], other[1])


def _without_references(bounds: Mapping[str, Interval]) -> dict[str, Interval]:
    return {point: interval for point, interval in bounds.items() if point not in REFERENCES}
