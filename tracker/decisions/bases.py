"""The version of a fact that a correction rests on. Refuses to let a correction undo one that nobody saw.

A version is named by the event id of the line that says it: the fact as first recorded, or its latest correction.
"""

from tracker.decisions.refused import Refused
from tracker.events.catalogue import FactRetracted
from tracker.events.deliberation import ReadingSelected
from tracker.events.recorded import Recorded
from tracker.projections.record import Record, StandingFact

NEVER_CHOSEN = ""
"""Stands for the version of a question that nobody answered yet."""


class CorrectedSince(Refused):
    """What a correction rests on does not stand any more."""

    def __init__(self, said: str) -> None:
        self.said = said
        super().__init__(f"{said}; nothing is recorded: look at what it says now, then correct it anew")


def versions_of(record: Record, key: str) -> tuple[Recorded, ...]:
    """The lines that said a fact or took it back, in order of recording; none where there is no such fact."""
    standing = _fact(record, key)
    return () if standing is None else (standing.origin, *standing.corrections)


def _fact(record: Record, key: str) -> StandingFact | None:
    return next((fact for fact in (*record.facts, *record.retracted) if fact.key == key), None)


def version_of(record: Record, key: str) -> str | None:
    """The version of a fact that stands; None where there is no such fact."""
    lines = versions_of(record, key)
    return lines[-1].event_id if lines else None


def choice_of(record: Record, question: str) -> str:
    """The choice that holds for a question."""
    lines = record.choices.get(question, ())
    return lines[-1].event_id if lines else NEVER_CHOSEN


def refuse_corrected_since(record: Record, key: str, base: str | None) -> None:
    """Refuse a correction of another version of a fact than the one that stands.

    Args:
        record: What stands.
        key: Of the fact.
        base: The version that the correction rests on; None where that is not said.

    Raises:
        CorrectedSince: when it was corrected since, with who did and when.
        Refused: when it never had such a version.
    """
    lines = versions_of(record, key)
    if base is None or not lines or lines[-1].event_id == base:
        return
    if all(line.event_id != base for line in lines):
        raise Refused(
            f"{base} is no version of {key}; `tracker events {record.patient} --format json` shows them, as event_id"
        )
    raise CorrectedSince(told_of(lines[-1], key))


def refuse_chosen_since(record: Record, question: str, base: str | None) -> None:
    """Refuse a choice that was made while another one held than the one that holds now.

    Raises:
        CorrectedSince: when somebody chose since, with who did and when.
        Refused: when nobody ever chose so.
    """
    lines = record.choices.get(question, ())
    if base is None or choice_of(record, question) == base:
        return
    if base != NEVER_CHOSEN and all(line.event_id != base for line in lines):
        raise Refused(
            f"{base} is no choice of {question}; `tracker events {record.patient} --format json` shows them, as event_id"
        )
    raise CorrectedSince(told_of(lines[-1], question))


def told_of(line: Recorded, subject: str) -> str:
    """Who corrected something and when."""
    match line.event:
        case FactRetracted():
            done = "was taken back"
        case ReadingSelected(reading=reading):
            done = f"was read as {reading}"
        case _:
            done = "was corrected"
    return f"{subject} {done} meanwhile, by {line.recorded_by} on {minute(line.recorded_at)}"


def minute(instant: str) -> str:
    """An instant of the log to the minute.

    >>> minute("2025-05-03T14:30:00.000000Z")
    '2025-05-03 14:30Z'
    """
    return f"{instant[:10]} {instant[11:16]}Z"
