"""The questions that ambiguous times ask, and the history under another answer. Refuses to choose: one reading holds."""

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from tracker.events.catalogue import Entered
from tracker.events.deliberation import ReadingSelected
from tracker.events.fact import RecordedFact
from tracker.projections.history import History, history_of
from tracker.projections.record import Record
from tracker.values.when import Timing, When


class Question(Struct, frozen=True, kw_only=True):
    """An ambiguous time that can be read in several ways."""

    name: str
    chosen: str
    """The reading that holds."""
    others: tuple[str, ...]
    """The readings that do not, in the order in which they are written."""
    asked_by: tuple[str, ...]
    """Keys of the facts whose time depends on it."""


class OtherHistory(Struct, frozen=True, kw_only=True):
    """The case under a reading that was not chosen."""

    question: Question
    reading: str
    history: History
    """At the tolerance of the chosen one."""


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


def questions_of(record: Record) -> tuple[Question, ...]:
    """Every question that the times of the record ask, in order of recording."""
    asked: dict[str, list[tuple[str, Timing]]] = {}
    for fact in [standing.fact for standing in record.facts if may_ask(standing.fact)]:
        for timing in asked_by(fact):
            asked.setdefault(timing.question or "", []).append((fact.key, timing))
    found = []
    for name, times in asked.items():
        readings = dict.fromkeys(reading for _, timing in times for reading in timing.readings or {})
        chosen = holding(times[0][1], record.selections)
        found.append(
            Question(
                name=name,
                chosen=chosen,
                others=tuple(reading for reading in readings if reading != chosen),
                asked_by=tuple(dict.fromkeys(key for key, _ in times)),
            )
        )
    return tuple(found)


def other_histories(history: History) -> tuple[OtherHistory, ...]:
    """The case under every reading that was not chosen, one question changed at a time; every other choice stays."""
    tolerance = history.chronology.tolerance
    return tuple(
        OtherHistory(
            question=question,
            reading=reading,
            history=history_of(_read_as(history.record, question.name, reading), tolerance=tolerance),
        )
        for question in questions_of(history.record)
        for reading in question.others
    )


def _read_as(record: Record, question: str, reading: str) -> Record:
    other = ReadingSelected(question=question, reading=reading, why="compared with the one that was chosen")
    return replace(record, selections={**record.selections, question: other})


def _with_readings(when: When | None) -> Iterator[Timing]:
    for form in when if isinstance(when, tuple) else (when,):
        if isinstance(form, Timing) and form.question is not None and form.readings is not None:
            yield form


def standing_choices(record: Record) -> tuple[ReadingSelected, ...]:
    """The readings that were chosen, of questions that a time still asks and offers them for."""
    offered = {
        (timing.question, reading)
        for standing in record.facts
        for timing in asked_by(standing.fact)
        for reading in timing.readings or ()
    }
    return tuple(choice for choice in record.selections.values() if (choice.question, choice.reading) in offered)


def standing_entries(record: Record) -> tuple[Entered, ...]:
    """What stands for a patient, as a file says it: facts in the order of recording, then the readings chosen."""
    return (*(standing.fact for standing in record.facts), *standing_choices(record))
