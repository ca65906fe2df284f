"""Ambiguous times of a record: their questions, their readings, and which of them holds. Refuses to prefer one itself."""

from collections.abc import Iterator, Mapping

from tracker.events.deliberation import ReadingSelected
from tracker.events.fact import RecordedFact
from tracker.values.when import Timing, When


def may_ask(fact: object) -> bool:
    """Whether a fact may have an ambiguous time; most have one text, and need no second look."""
    return isinstance(fact, RecordedFact) and not (type(fact.occurred) is str and fact.known is None)


def asked_by(fact: object) -> Iterator[Timing]:
    """The times of a fact that have readings."""
    if isinstance(fact, RecordedFact):
        yield from _with_readings(fact.occurred)
        yield from _with_readings(fact.known)


def holding(timing: Timing, selections: Mapping[str, ReadingSelected]) -> str:
    """The name of the reading that holds: the one selected, else the preferred one."""
    selected = selections.get(timing.question or "")
    if selected is not None and selected.reading in (timing.readings or {}):
        return selected.reading
    return timing.preferred or ""


def _with_readings(when: When | None) -> Iterator[Timing]:
    for form in when if isinstance(when, tuple) else (when,):
        if isinstance(form, Timing) and form.question is not None and form.readings is not None:
            yield form
