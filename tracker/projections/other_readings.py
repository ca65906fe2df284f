"""The questions that a record leaves open, and the record under another answer. Refuses to choose: one reading holds."""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from tracker.events.deliberation import ReadingSelected
from tracker.events.fact import RecordedFact
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


def questions_of(record: Record) -> tuple[Question, ...]:
    """Every question that the times of the record ask, in order of recording."""
    asked: dict[str, list[tuple[str, Timing]]] = {}
    for standing in record.facts:
        fact = standing.fact
        if isinstance(fact, RecordedFact):
            for form in _readings_in(fact.occurred, fact.known):
                asked.setdefault(form.question or "", []).append((fact.key, form))
    found = []
    for name, forms in asked.items():
        readings = tuple(dict.fromkeys(reading for _, form in forms for reading in form.readings or ()))
        selected = record.selections.get(name)
        chosen = (
            str(forms[0][1].preferred) if selected is None or selected.reading not in readings else selected.reading
        )
        found.append(
            Question(
                name=name,
                chosen=chosen,
                others=tuple(reading for reading in readings if reading != chosen),
                asked_by=tuple(dict.fromkeys(key for key, _ in forms)),
            )
        )
    return tuple(found)


def _readings_in(*times: When | None) -> Iterator[Timing]:
    for when in times:
        if isinstance(when, str) or when is None:
            continue
        for form in when if isinstance(when, tuple) else (when,):
            if isinstance(form, Timing) and form.readings:
                yield form


def read_as(record: Record, question: str, reading: str) -> Record:
    """The record as it would stand under another reading of one question; every other choice stays."""
    other = ReadingSelected(question=question, reading=reading, why="compared with the one that was chosen")
    return replace(record, selections={**record.selections, question: other})
