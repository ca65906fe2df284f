"""High, low or normal: the flag of a laboratory result and what it rests on. Refuses a flag without a basis.

A flag rests on the laboratory's own limits, else on the source's word where its meaning is coded. No limits of another
laboratory are ever applied.
"""

from tracker.events.laboratory import LabResulted
from tracker.values.vocabularies import Comparator, WordMeaning

HIGH = "H"
LOW = "L"
NORMAL = "N"

BY_RANGE = "reference range"

_BY_WORD = {WordMeaning.HIGH: HIGH, WordMeaning.LOW: LOW, WordMeaning.NORMAL: NORMAL}


def _by_range(lab: LabResulted) -> str:
    """Flag by the limits; empty where they do not decide, as `< 500` does not against an upper limit of 200."""
    value, low, high = lab.value, lab.reference_low, lab.reference_high
    if value is None:
        return ""
    match lab.comparator:
        case None:
            if high is not None and value > high:
                return HIGH
            if low is not None and value < low:
                return LOW
            return NORMAL if low is not None or high is not None else ""
        case Comparator.ABOVE | Comparator.AT_LEAST:
            above = high is not None and (value > high or (value == high and lab.comparator is Comparator.ABOVE))
            return HIGH if above else ""
        case Comparator.BELOW | Comparator.AT_MOST:
            below = low is not None and (value < low or (value == low and lab.comparator is Comparator.BELOW))
            return LOW if below else ""


def flag_of(lab: LabResulted) -> tuple[str, str]:
    """Return flag and basis: `H`, `L` or `N` by `reference range` or the source's word; both empty without a basis.

    A word such as "rising" says nothing about normal and gives no flag.
    """
    flag = _by_range(lab)
    if flag:
        return flag, BY_RANGE
    flag = _BY_WORD.get(lab.word_means, "") if lab.word_means is not None else ""
    return (flag, lab.word or lab.word_means.value) if flag and lab.word_means is not None else ("", "")
