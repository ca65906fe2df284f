"""Which facts show the patient alive, as far as later ones do not show more. Refuses to call an uncertain one certain.

What is certain by the end of a month depends on that month, which a state does not know: it keeps every fact of which none
shows more, and a month takes the latest one that is over by its end.
"""

from math import inf

from tracker.projections.history import PlacedFact
from tracker.values.months import PRECISION_DAYS

Signs = tuple[PlacedFact, ...]
"""Signs of life in the order of living; none was certainly over before another one and began no later than it."""


def signs_after(signs: Signs, placed: PlacedFact) -> Signs:
    """Take note of one more; what came no later than it, and is over no earlier, shows nothing besides."""
    kept = tuple([other for other in signs if not _shows_more(placed, other)])
    return kept if any(_shows_more(other, placed) for other in kept) else (*kept, placed)


def latest_sign(signs: Signs, end_day: float = -inf) -> PlacedFact | None:
    """The sign that shows the patient alive the latest, of those that are certain by the end of a month; else of all.

    Args:
        signs: As a state keeps them.
        end_day: The end of the month; left out, none is certain.
    """
    certain = [placed for placed in signs if _latest(placed) + PRECISION_DAYS < end_day]
    return max(certain or signs, key=_earliest, default=None)


def _shows_more(one: PlacedFact, other: PlacedFact) -> bool:
    """Whether a fact shows all that another one shows, in every month in which that one may stand.

    A fact on an exact day is certain in every month that holds it.
    """
    if _earliest(one) < _earliest(other):
        return False
    return _latest(one) <= max(_latest(other), _earliest(one) if _earliest(one) == _latest(one) else -inf)


def _earliest(placed: PlacedFact) -> float:
    return -inf if placed.start.earliest is None else placed.start.earliest


def _latest(placed: PlacedFact) -> float:
    return inf if placed.start.latest is None else placed.start.latest
