"""What a fact says, as far as a month may tell it. Refuses to call a course of radiotherapy delivered before its end."""

from collections.abc import Iterator

from msgspec.structs import replace

from tracker.events.catalogue import Fact
from tracker.events.treatment import RadiotherapyGiven
from tracker.projections.history import History
from tracker.projections.particulars import Particular, particulars_of
from tracker.projections.summaries import IN_COURSE, radiotherapy_words, summary_of
from tracker.projections.treatment_drafts import in_course

_NAMING = frozenset({"evidence", "keys"})
"""Fields that only name other facts, which are told in a line each."""


def told_summary(history: History, fact: Fact, end_day: float) -> str:
    """A fact in one line.

    Args:
        history: Whose.
        fact: Which.
        end_day: The end of the month that tells it, in days from the origin.
    """
    if isinstance(fact, RadiotherapyGiven) and _is_in_course(history, fact, end_day):
        return radiotherapy_words(fact, running=True)
    return summary_of(fact)


def told_particulars(history: History, fact: Fact, end_day: float) -> Iterator[Particular]:
    """Every field that says something; the arguments are those of `told_summary`."""
    running = _is_in_course(history, fact, end_day)
    for each in particulars_of(fact):
        if each.label not in _NAMING:
            yield replace(each, text=IN_COURSE) if running and each.label == "delivery" else each


def _is_in_course(history: History, fact: Fact, end_day: float) -> bool:
    placed = history.by_key.get(fact.key)
    return placed is not None and in_course(placed, end_day)
