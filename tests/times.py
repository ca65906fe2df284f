"""Random records of times with an oracle for their bounds. Refuses to share a line with what it checks.

A *sketch* says the same thing twice: as facts, and as plain bounds between points. The oracle closes the plain bounds by
Floyd and Warshall; it knows no groups, no shortcuts and no potentials.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from math import inf

from hypothesis import strategies as st

from tests.examples import cycle, diagnosed, finding, interval
from tracker.events.catalogue import Fact
from tracker.values.when import Basis, Lasting, Timing, When

ORIGIN = "origin"
FIRST_DATE = date(2023, 4, 12)
MONTH = 30.4375
BASES = tuple(Basis)
FIELDS = {"known": 0, "lasting": 1, "occurred": 2}


@dataclass(frozen=True)
class Said:
    """`least` ≤ head − tail ≤ `most`, and where it was said."""

    tail: str
    head: str
    least: float
    most: float
    key: str
    where: str
    position: int
    basis: Basis

    @property
    def order(self) -> tuple[int, str, int, int]:
        """The order of entering."""
        return BASES.index(self.basis), self.key, FIELDS[self.where], self.position


@dataclass
class Sketch:
    """Facts, and what they say about time."""

    facts: list[Fact] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    points: list[str] = field(default_factory=lambda: [ORIGIN, "dx"])
    structure: list[tuple[str, str]] = field(default_factory=list)
    """(before, not before it)."""

    def anchors(self) -> list[str]:
        """The points that a time can name."""
        return [point for point in self.points if point != ORIGIN and not point.endswith(".known")]


Matrix = dict[tuple[str, str], float]


class Oracle:
    """All pairs of points, closed; what does not fit is moved until it does."""

    def __init__(self, sketch: Sketch) -> None:
        self.points = sketch.points
        self.most: Matrix = {(a, b): 0.0 if a == b else inf for a in self.points for b in self.points}
        self.moved: list[Said] = []
        for before, after in sketch.structure:
            self._limit(after, before, 0.0)
        for said in sorted(sketch.said, key=lambda said: said.order):
            least, most = self.between(said.tail, said.head)
            if said.most < least - 1e-9 or said.least > most + 1e-9:
                self.moved.append(said)
            self._limit(said.tail, said.head, max(said.most, least))
            self._limit(said.head, said.tail, -min(said.least, most))

    def _limit(self, tail: str, head: str, most: float) -> None:
        if most >= self.most[tail, head]:
            return
        through = [(a, self.most[a, tail] + most) for a in self.points if self.most[a, tail] < inf]
        onward = [(b, self.most[head, b]) for b in self.points if self.most[head, b] < inf]
        for a, first in through:
            for b, second in onward:
                self.most[a, b] = min(self.most[a, b], first + second)

    def between(self, tail: str, head: str) -> tuple[float, float]:
        """The tightest bounds of head − tail."""
        return -self.most[head, tail], self.most[tail, head]

    def closed(self) -> dict[str, tuple[float, float]]:
        """Earliest and latest of every point, open sides closed in the two steps."""
        points = [point for point in self.points if point != ORIGIN]
        floor = min(most for most in (self.between(ORIGIN, point)[1] for point in points) if most < inf)
        for point in [point for point in points if self.between(ORIGIN, point)[0] == -inf]:
            self._limit(point, ORIGIN, -floor)
        sides = [side for point in points for side in self.between(ORIGIN, point) if side < inf]
        ceiling = max(sides)
        for point in [point for point in points if self.between(ORIGIN, point)[1] == inf]:
            self._limit(ORIGIN, point, ceiling)
        return {point: self.between(ORIGIN, point) for point in points}


def _length(days: float) -> str:
    return f"{days:g} d"


class _Pen:
    """Writes the times of a sketch; a hidden schedule makes them consistent, none makes them what chance makes them."""

    def __init__(self, draw: st.DrawFn, schedule: dict[str, int] | None, *, dated: bool, tolerance: float) -> None:
        self.draw = draw
        self.schedule = schedule
        self.dated = dated
        self.tolerance = tolerance
        self.sketch = Sketch()

    def number(self, least: int, most: int) -> int:
        return self.draw(st.integers(least, most))

    def difference(self, tail: str, head: str) -> int:
        if self.schedule is None:
            return self.number(-60, 60)
        return self.schedule[head] - self.schedule.get(tail, 0)

    def term(self, key: str, head: str, where: str, position: int, anchors: list[str]) -> Timing:
        basis = self.draw(st.sampled_from(BASES))

        def say(tail: str, least: float, most: float) -> None:
            self.sketch.said.append(Said(tail, head, least, most, key, where, position, basis))

        kind = self.draw(st.sampled_from(("reference", "range", "open", "stated", "with", "after")))
        if kind == "reference":
            least = self.difference(ORIGIN, head) - self.number(0, 9)
            most = least + self.number(9, 20)
            exact = self.draw(st.booleans())
            if exact:
                least = most = self.difference(ORIGIN, head)
            say(ORIGIN, least, most)
            if self.dated:
                first, last = (FIRST_DATE + timedelta(days=day) for day in (least, most))
                return Timing(at=first.isoformat() if exact else f"{first}/{last}", basis=basis)
            return Timing(day=least if exact else (least, most), basis=basis)
        anchor = self.draw(st.sampled_from(anchors))
        days = self.difference(anchor, head)
        if kind == "with" and (self.schedule is None or days == 0):
            say(anchor, 0, 0)
            return Timing(with_=anchor, basis=basis)
        if kind == "stated":
            months = round(abs(days) / MONTH)
            say(anchor, *self.stated(months if days >= 0 else -months))
            text = f"{months} mo"
            return (
                Timing(after=anchor, stated=text, basis=basis)
                if days >= 0
                else Timing(before=anchor, stated=text, basis=basis)
            )
        near = max(0, abs(days) - self.number(0, 9))
        far = abs(days) + self.number(0, 9)
        if days >= 0:
            say(anchor, near, inf if kind == "open" else far)
            return Timing(
                after=anchor, at_least=_length(near), at_most=None if kind == "open" else _length(far), basis=basis
            )
        say(anchor, -inf if kind == "open" else -far, -near)
        return Timing(
            before=anchor, at_least=_length(near), at_most=None if kind == "open" else _length(far), basis=basis
        )

    def stated(self, months: int) -> tuple[float, float]:
        return (months - self.tolerance) * MONTH, (months + self.tolerance) * MONTH

    def fact(self, key: str, *, long: bool, late: bool, anchors: list[str]) -> None:
        occurred: When = tuple(self.term(key, key, "occurred", place, anchors) for place in range(self.number(0, 2)))
        known: When | None = None
        if late:
            known = (self.term(key, f"{key}.known", "known", 0, anchors),)
        times: dict[str, When] = {} if known is None else {"known": known}
        if not long:
            self.sketch.facts.append(finding(key, "something", at=occurred or "unknown", **times))  # type: ignore[arg-type]  # as named
            return
        days = self.difference(key, f"{key}.end") if self.schedule else self.number(0, 30)
        least, most = max(0, days - self.number(0, 5)), days + self.number(0, 5)
        basis = self.draw(st.sampled_from(BASES))
        self.sketch.said.append(Said(key, f"{key}.end", least, most, key, "lasting", 0, basis))
        lasting = Lasting(at_least=_length(least), at_most=_length(most), basis=basis)
        self.sketch.facts.append(cycle("r", 1, key=key, lasting=lasting, at=occurred or "unknown", **times))  # type: ignore[arg-type]  # as named

    def stated_interval(self, key: str, start: str, stop: str) -> None:
        days = self.difference(start, stop)
        if days < 0:
            start, stop, days = stop, start, -days
        months = round(days / MONTH)
        basis = self.draw(st.sampled_from(BASES))
        self.sketch.facts.append(interval(key, start, stop, f"{months} mo", basis))
        self.sketch.said.append(Said(start, stop, *self.stated(months), key, "occurred", 0, basis))


@st.composite
def sketches(
    draw: st.DrawFn, *, consistent: bool = True, tolerance: float = 0.5, most_facts: int = 6, dated: bool | None = None
) -> Sketch:
    """Draw a record: a diagnosis at the origin and a few facts that hang on it, on each other, on days or on dates."""
    keys = [f"{letter}{place}" for place, letter in enumerate("abcdefgh"[: draw(st.integers(1, most_facts))])]
    shapes = {key: (draw(st.booleans()), draw(st.integers(0, 3)) == 0) for key in keys}
    schedule: dict[str, int] | None = None
    if consistent:
        schedule = {"dx": 0}
        for key, (long, late) in shapes.items():
            schedule[key] = draw(st.integers(-40, 80))
            if long:
                schedule[f"{key}.end"] = schedule[key] + draw(st.integers(0, 30))
            if late:
                schedule[f"{key}.known"] = schedule[key] + draw(st.integers(0, 30))
    in_dates = draw(st.booleans()) if dated is None else dated
    pen = _Pen(draw, schedule, dated=in_dates, tolerance=tolerance)
    sketch = pen.sketch
    sketch.said.append(Said(ORIGIN, "dx", 0, 0, "dx", "occurred", 0, Basis.STATED))
    sketch.facts.append(diagnosed(at=FIRST_DATE.isoformat() if in_dates else "time-zero"))
    for key, (long, late) in shapes.items():
        sketch.points.append(key)
        for point in (f"{key}.end",) * long + (f"{key}.known",) * late:
            sketch.points.append(point)
            sketch.structure.append((key, point))
    anchors = sketch.anchors()
    for key, (long, late) in shapes.items():
        pen.fact(key, long=long, late=late, anchors=[anchor for anchor in anchors if anchor != key])
    if draw(st.booleans()):
        pen.stated_interval("stated", draw(st.sampled_from(anchors)), draw(st.sampled_from(anchors)))
    for key, (long, _) in shapes.items():
        if long and draw(st.booleans()):
            pen.stated_interval(f"{key}-length", key, f"{key}.end")
    return sketch


@st.composite
def lengths(draw: st.DrawFn) -> Sketch:
    """Draw one fact on some days, whose length it says itself and a stated interval says again; nothing else ties it."""
    pen = _Pen(draw, None, dated=False, tolerance=0)
    sketch = pen.sketch
    sketch.points += ["a", "a.end"]
    sketch.structure.append(("a", "a.end"))
    sketch.said.append(Said(ORIGIN, "dx", 0, 0, "dx", "occurred", 0, Basis.STATED))
    first, days, least, more, stated = (pen.number(0, 40) for _ in range(5))
    sketch.said += [
        Said(ORIGIN, "a", first, first + days, "a", "occurred", 0, Basis.STATED),
        Said("a", "a.end", least, least + more, "a", "lasting", 0, Basis.STATED),
        Said("a", "a.end", stated, stated, "stated", "occurred", 0, Basis.STATED),
    ]
    length = Lasting(at_least=_length(least), at_most=_length(least + more))
    sketch.facts += [
        diagnosed(at="time-zero"),
        cycle("r", 1, key="a", lasting=length, day=(first, first + days)),
        interval("stated", "a", "a.end", _length(stated)),
    ]
    return sketch
