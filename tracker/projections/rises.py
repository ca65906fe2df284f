"""Whether a result rose against the one before it: it did, it did not, or why that cannot be told. Refuses a rise by default.

The source's word decides where it means a rise or a fall; else the numbers do, in one unit. A result with a comparator bounds
its value: it tells a rise where no value within the bounds would deny one.
"""

from math import inf

from msgspec import Struct

from tracker.events.laboratory import LabResulted
from tracker.values.vocabularies import Comparator, WordMeaning

_UPPER = frozenset({Comparator.BELOW, Comparator.AT_MOST})
_STRICT = frozenset({Comparator.BELOW, Comparator.ABOVE})


class Rise(Struct, frozen=True):
    """What two results tell."""

    rose: bool | None
    """None: it cannot be told."""
    why: str = ""
    """Why not."""


ROSE, DID_NOT = Rise(rose=True), Rise(rose=False)


def rise_of(before: LabResulted | None, lab: LabResulted) -> Rise:
    """What a result tells against the one before it; None: there is none."""
    if lab.word_means is WordMeaning.RISING:
        return ROSE
    if lab.word_means is WordMeaning.FALLING:
        return DID_NOT
    if lab.value is None:
        return _unknown("the last result has no number")
    if before is None:
        return _unknown("no result before it")
    if before.value is None:
        return _unknown("the result before it has no number")
    if before.unit != lab.unit:
        return _unknown("in another unit than the result before it")
    low, high = _bounds(lab)
    low_before, high_before = _bounds(before)
    if high <= low_before:
        return DID_NOT
    strict = before.comparator in _STRICT or lab.comparator in _STRICT
    if low > high_before or (low == high_before and strict):
        return ROSE
    return _unknown("a result that only bounds its value")


def _unknown(why: str) -> Rise:
    return Rise(rose=None, why=why)


def _bounds(lab: LabResulted) -> tuple[float, float]:
    value = float(lab.value or 0)
    if lab.comparator is None:
        return value, value
    return (-inf, value) if lab.comparator in _UPPER else (value, inf)
