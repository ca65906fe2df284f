"""Intervals of a few facts, for tests of one derivation. Refuses to compute a length itself."""

from tests.examples import history
from tracker.events.catalogue import Event
from tracker.projections.intervals.catalogue import Derivation
from tracker.projections.intervals.course import Course
from tracker.projections.intervals.interval import Conventions, Interval

DEFAULT = Conventions()
Days = float | None


def spans(
    derive: Derivation, *events: Event, tolerance: float = 0.5, conventions: Conventions = DEFAULT
) -> tuple[Interval, ...]:
    """What one derivation gives for these facts."""
    return derive(Course(history(*events, tolerance=tolerance), conventions))


def span(derive: Derivation, *events: Event, tolerance: float = 0.5, conventions: Conventions = DEFAULT) -> Interval:
    """The same where it gives one interval."""
    (found,) = spans(derive, *events, tolerance=tolerance, conventions=conventions)
    return found


def ends(interval: Interval) -> tuple[str | None, str | None]:
    """What it runs from and to."""
    return interval.start, interval.stop


def days(interval: Interval) -> tuple[Days, Days, Days]:
    """Earliest, estimate and latest."""
    return interval.earliest_days, interval.estimate_days, interval.latest_days


def exactly(length: float) -> tuple[Days, Days, Days]:
    """A length whose two ends are exact days."""
    return length, length, length
