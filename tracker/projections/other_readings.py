"""The questions that a record leaves open, and the record under another answer. Refuses to choose: one reading holds."""

from msgspec import Struct
from msgspec.structs import replace

from tracker.events.deliberation import ReadingSelected
from tracker.projections.intervals.questions import asked_by, holding
from tracker.projections.record import Record
from tracker.values.when import Timing


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
        for timing in asked_by(standing.fact):
            asked.setdefault(timing.question or "", []).append((standing.key, timing))
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


def read_as(record: Record, question: str, reading: str) -> Record:
    """The record as it would stand under another reading of one question; every other choice stays."""
    other = ReadingSelected(question=question, reading=reading, why="compared with the one that was chosen")
    return replace(record, selections={**record.selections, question: other})
