"""Which of two facts came first, by the midpoint of their pair. Refuses to compare estimates where the pair is bounded.

Convention: whether one fact precedes another is decided by the midpoint of the bounds of their pair; 0 is the same day.
With an open side the estimates decide.
"""

from tracker.projections.history import History
from tracker.values.identifiers import Anchor
from tracker.values.months import PRECISION_DAYS


def days_from(history: History, first: Anchor, second: Anchor) -> float:
    """Days from the first to the second anchor by the midpoint of their pair; negative where the second came before.

    Raises:
        KeyError: for an anchor that names nothing that stands in time.
    """
    estimate = history.chronology.between(first, second).estimate
    if estimate is not None:
        return estimate
    return _estimate(history, second) - _estimate(history, first)


def precedes(history: History, first: Anchor, second: Anchor) -> bool:
    """Whether the first came strictly before the second, not on the same day."""
    return days_from(history, first, second) > PRECISION_DAYS


def _estimate(history: History, anchor: Anchor) -> float:
    if anchor in history.by_key:
        return history.by_key[anchor].start.estimate
    return history.chronology.place(anchor).estimate
