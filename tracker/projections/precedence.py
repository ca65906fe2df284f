"""Which of two facts came first, as functions of a history. Refuses to compare estimates where the pair is bounded.

The conventions and the look-up are those of `Pairs`, which a history keeps.
"""

from tracker.projections.history import History
from tracker.projections.pairs import pairs_of
from tracker.values.identifiers import Anchor


def days_from(history: History, first: Anchor, second: Anchor) -> float:
    """Days from the first to the second anchor by the midpoint of their pair; negative where the second came before.

    Raises:
        KeyError: for an anchor that names nothing that stands in time.
    """
    return pairs_of(history).days(first, second)


def precedes(history: History, first: Anchor, second: Anchor) -> bool:
    """Whether the first came strictly before the second, not on the same day."""
    return pairs_of(history).precedes(first, second)
