"""When everything happened, as far as the record says: bounds, estimates, and what contradicts. Refuses to drop a fact.

Times become a simple temporal network; shortest paths give the tightest bounds of every event and of every pair. The
estimate of an event is the midpoint of its earliest and latest time: both extreme schedules satisfy every condition and
solutions are convex, so the midpoints do too.
"""

from collections.abc import Hashable, Mapping
from datetime import date
from math import floor, inf

from msgspec import Struct

from tracker.projections.conditions import CALENDAR, end_point, known_point
from tracker.projections.contradictions import Contradiction, contradictions_of
from tracker.projections.groups import Interval
from tracker.projections.origin import place_from_origin
from tracker.projections.placements import Placements
from tracker.projections.record import Record
from tracker.projections.sequence import Sequence
from tracker.projections.statements import MissingAnchor, statements_of
from tracker.values.durations import DEFAULT_TOLERANCE, Duration, parse_duration
from tracker.values.identifiers import Anchor
from tracker.values.months import PRECISION_DAYS, Calendar
from tracker.values.when import FromAnchor


class Placement(Struct, frozen=True, gc=False):
    """A point in days from the origin."""

    earliest: float | None
    """None where the record bounds it on this side by nothing: such a side is closed for the estimate only."""
    latest: float | None
    estimate: float
    """The midpoint of the earliest and the latest time, open sides closed."""
    dates: tuple[date | None, date | None] = (None, None)
    """First and last calendar day in a record whose origin has no date; else they follow from the days."""
    moved: bool = False
    """A contradiction moved it from every date stated of it: the day that is left nobody stated."""

    def later(self, days: float) -> "Placement":
        """The point some days after it; no date is stated of that one."""
        earliest = None if self.earliest is None else self.earliest + days
        latest = None if self.latest is None else self.latest + days
        return Placement(earliest, latest, self.estimate + days)


class Between(Struct, frozen=True):
    """Bounds of a difference of two points, in days; None is open."""

    least: float | None
    most: float | None

    @property
    def estimate(self) -> float | None:
        """The midpoint, None with an open side. Such estimates need not add up."""
        return None if self.least is None or self.most is None else (self.least + self.most) / 2


class Chronology:
    """The times of one record. Every answer is in days from the origin of `calendar`."""

    def __init__(
        self, placements: Placements, calendar: Calendar, missing: tuple[MissingAnchor, ...], tolerance: float
    ) -> None:
        """Read off the placements; made by `chronology_of`."""
        self.calendar = calendar
        self.tolerance = tolerance
        self.missing_anchors: tuple[MissingAnchor, ...] = missing
        self.contradictions: tuple[Contradiction, ...] = contradictions_of(placements.groups, tolerance)
        self._said = placements.said
        self._placements = placements
        self._closed: Mapping[str, Interval] = placements.closed()
        self._on_calendar: Placements | None = None
        self._moved = _moved(placements)
        self._dates_apart = calendar.origin is None and placements.said.names(CALENDAR)
        self._known_places: dict[str, Placement] = {}
        self._sequence: Sequence | None = None

    @property
    def dated_apart(self) -> tuple[str, ...]:
        """Facts with a calendar date where the origin has none: nothing ties the calendar to the days of the record."""
        return tuple(sorted(self._said.hanging_on(CALENDAR))) if self._dates_apart else ()

    def start(self, key: str) -> Placement:
        """When a fact happened or began; of a stated interval, where it runs from.

        Raises:
            KeyError: for a key that does not stand or has no time, such as an ambiguity's, or an interval's from nowhere.
        """
        return self.place(key)

    def stop(self, key: str) -> Placement | None:
        """When a fact with a length ended, or a stated interval; None for a fact without one."""
        if key in self._said.intervals:
            point = self._said.point(end_point(key))
            return None if point is None else self._placed(point)
        return self._placed(end_point(key)) if self._said.facts[key].has_end else None

    def place(self, anchor: Anchor) -> Placement:
        """Where an anchor is: `key`, `key.end` or `time-zero`.

        Raises:
            KeyError: for an anchor that names nothing that stands in time.
        """
        found = self._known_places.get(anchor)
        if found is not None:
            return found
        point = self._said.point(anchor)
        if point is None:
            raise KeyError(anchor)
        return self._placed(point)

    def known(self, key: str) -> Placement | None:
        """When the treating team could know a fact: its start unless said otherwise; None for publication only."""
        fact = self._said.facts.get(key)
        if fact is None:
            return self.start(key)
        if fact.published:
            return None
        return self._placed(known_point(key) if fact.has_known else key)

    def between(self, a: Anchor, b: Anchor) -> Between:
        """Bounds of the time from one anchor to the other: `key`, `key.end` or `time-zero`.

        Read off the pair, so never wider than the difference of their own bounds.

        Raises:
            KeyError: for an anchor that names nothing that stands in time.
        """
        tail, head = self._said.point(a), self._said.point(b)
        if tail is None or head is None:
            raise KeyError(a if tail is None else b)
        least, most = self._placements.between(tail, head)
        return Between(_finite(least), _finite(most))

    def timed_after(self, anchor: Anchor) -> frozenset[Anchor]:
        """The points that an anchor comes not before, as the record says and whatever its place; by following anchors."""
        if self._sequence is None:
            self._sequence = Sequence(self._said)
        return self._sequence.before(anchor)

    def may_depend_on_rounding(self) -> bool:
        """Whether contradictions may be others at another tolerance.

        They are not where no stated number is a rounded one, or where each such number alone places a fact on which no
        other one hangs.
        """
        groups = self._placements.groups
        for key, fact in self._said.facts.items():
            if any(isinstance(said := each.said, FromAnchor) and _is_rounded(said.rounded) for each in fact.conditions):
                alone = len(fact.conditions) == 1 and key not in self._said.between
                if not alone or any(key in group.points for group in groups):
                    return True
        return any(_is_rounded(parse_duration(interval.stated)) for interval in self._said.intervals.values())

    def group_of(self, key: str) -> int | None:
        """Which facts are tied to each other: the number of their group; None for one that hangs on nothing uncertain."""
        return self._placements.group_number(key)

    def likeness(self, key: str) -> Hashable:
        """What facts of one group share that have the same bounds against all others, and nothing of their own between them."""
        return self._placements.likeness(key)

    def contradictory(self) -> frozenset[str]:
        """Keys of the facts that a condition joins which had to be set aside."""
        return frozenset(key for contradiction in self.contradictions for key in contradiction.joined)

    def dates(self, anchor: Anchor) -> tuple[date | None, date | None]:
        """First and last calendar day of an anchor, also where the origin has no date; None where nothing bounds it."""
        point = self._said.point(anchor)
        if point is None:
            raise KeyError(anchor)
        return self._dates(point)

    def _dates(self, point: str) -> tuple[date | None, date | None]:
        if self.calendar.origin is not None:
            least, most = self._placements.of(point)
            zero = self.calendar.origin.toordinal()
        else:
            if self._on_calendar is None:
                self._on_calendar = Placements(self._said, {CALENDAR: 0.0})
            least, most = self._on_calendar.of(point)
            zero = 0
        return _date(least + zero), _date(most + zero)

    def _placed(self, point: str) -> Placement:
        """Where a point is, worked out once: every relation and every order asks again."""
        found = self._known_places.get(point)
        if found is None:
            found = self._known_places[point] = self._place(point)
        return found

    def _place(self, point: str) -> Placement:
        least, most = self._placements.of(point)
        # Closing one point may tighten others that hang on it, so the estimate of those moves too.
        earliest, latest = self._closed.get(point, (least, most))
        estimate = (earliest + latest) / 2 + 0.0 if -inf < earliest and latest < inf else 0.0
        dates = self._dates(point) if self._dates_apart else (None, None)
        return Placement(_finite(least), _finite(most), estimate, dates, point in self._moved)


def chronology_of(record: Record, *, tolerance: float = DEFAULT_TOLERANCE) -> Chronology:
    """Place everything that a record says in time.

    Args:
        record: The corrected record.
        tolerance: How far a stated number of months or years may be rounded, in that unit; 0 takes it at face value.
    """
    said = statements_of((entry.fact for entry in record.facts), record.selections, tolerance)
    placements, calendar = place_from_origin(record, said, tolerance)
    return Chronology(placements, calendar, said.missing, tolerance)


def _is_rounded(duration: Duration | None) -> bool:
    return duration is not None and duration.slack_days(1) > 0


def _moved(placements: Placements) -> frozenset[str]:
    """The points with a stated date, of which a contradiction left none."""
    moved: set[str] = set()
    for group in placements.groups:
        if not group.set_aside:
            continue
        aside = {misfit.side.constraint for misfit in group.set_aside}
        on_dates = [(place in aside, said.head) for place, said in enumerate(group.conditions) if said.tail == CALENDAR]
        moved.update(
            {head for is_aside, head in on_dates if is_aside} - {head for aside, head in on_dates if not aside}
        )
    return frozenset(moved)


def _finite(day: float) -> float | None:
    """The day, None where open; never a negative zero."""
    return day + 0.0 if -inf < day < inf else None


def _date(ordinal: float) -> date | None:
    day = floor(ordinal + PRECISION_DAYS) if -inf < ordinal < inf else 0
    return date.fromordinal(day) if 1 <= day <= date.max.toordinal() else None
