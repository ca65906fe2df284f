"""Every interval and endpoint in the order in which they are listed. Refuses to compute one itself."""

from collections.abc import Callable

from tracker.projections.history import History
from tracker.projections.intervals.course import Course
from tracker.projections.intervals.follow_up import derive_follow_up
from tracker.projections.intervals.interval import DEFAULT_CONVENTIONS, Conventions, Interval
from tracker.projections.intervals.overall_survival import derive_overall_survival
from tracker.projections.intervals.progression_free_survival import derive_progression_free_survival

Derivation = Callable[[Course], tuple[Interval, ...]]

INTERVALS: tuple[Derivation, ...] = (
    derive_overall_survival,
    derive_follow_up,
    derive_progression_free_survival,
)
"""Each derives all intervals of one name."""


def derive_intervals(history: History, conventions: Conventions = DEFAULT_CONVENTIONS) -> tuple[Interval, ...]:
    """Every interval of a history, in days; those of a line in the order of the lines.

    Args:
        history: The facts in their places; cut by `known_by` for what was known.
        conventions: What may be chosen.
    """
    course = Course(history, conventions)
    return tuple([interval for derive in INTERVALS for interval in derive(course)])
