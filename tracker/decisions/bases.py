"""The version of a fact that a correction rests on. Refuses to let a correction undo one that nobody saw.

A version is named by the event id of the line that says it: the fact as first recorded, or its latest correction.
"""

from collections.abc import Iterable, Mapping, Sequence

from tracker.decisions.dependents import dependents_of
from tracker.decisions.refused import Refused, every, listed
from tracker.events.catalogue import FactAmended, FactRetracted
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


def going_with(record: Record, keys: Sequence[str], *, with_dependents: bool) -> tuple[str, ...]:
    """The facts that a correction takes: those that it names, and what hangs on them when told so."""
    return (*keys, *(dependents_of(record, keys) if with_dependents else ()))


def named_bases(record: Record, keys: Sequence[str], named: Iterable[str]) -> dict[str, str]:
    """The versions that somebody names, by the facts whose they are.

    Args:
        record: What stands.
        keys: Of every fact that is to be corrected.
        named: A version of each.

    Raises:
        Refused: for what is no version of these facts, and where a version of one is not named.
    """
    found: dict[str, str] = {}
    for base in named:
        key = next((key for key in keys if any(line.event_id == base for line in versions_of(record, key))), None)
        if key is None:
            raise _no_version(record, keys, base)
        found[key] = base
    missing = [key for key in keys if key not in found and versions_of(record, key)]
    if missing:
        raise Refused(
            f"{every(missing)}: would be corrected as well; name the version of each that you looked at with --based-on, "
            "or leave --based-on out"
        )
    return found


def refuse_corrected_since(record: Record, keys: Iterable[str], bases: Mapping[str, str] | None) -> None:
    """Refuse a correction of other versions of facts than those that stand.

    Args:
        record: What stands.
        keys: Of every fact that is corrected.
        bases: The versions that the correction rests on, by key; None where that is not said.

    Raises:
        CorrectedSince: when one was corrected or recorded since, with who did and when.
        Refused: when it never had such a version.
    """
    for key in keys if bases is not None else ():
        lines, base = versions_of(record, key), (bases or {}).get(key)
        if not lines or lines[-1].event_id == base:
            continue
        if base is not None and all(line.event_id != base for line in lines):
            raise _no_version(record, (key,), base)
        raise CorrectedSince(told_of(lines[-1], key))


def _no_version(record: Record, keys: Iterable[str], base: str) -> Refused:
    return Refused(
        f"{base} is no version of {listed(keys)}; `tracker events {record.patient} --format json` shows them, as event_id"
    )


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
    """Who recorded or corrected something last, and when."""
    match line.event:
        case FactRetracted():
            done = "was taken back"
        case ReadingSelected(reading=reading):
            done = f"was read as {reading}"
        case FactAmended():
            done = "was corrected"
        case _:
            done = "was recorded"
    return f"{subject} {done} meanwhile, by {line.recorded_by} on {minute(line.recorded_at)}"


def minute(instant: str) -> str:
    """An instant of the log to the minute.

    >>> minute("2025-05-03T14:30:00.000000Z")
    '2025-05-03 14:30Z'
    """
    return f"{instant[:10]} {instant[11:16]}Z"
