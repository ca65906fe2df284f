"""What a fact refers to: the anchors of its times, its evidence, its regimen. Refuses to let one point nowhere."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from tracker.decisions.refused import Refused, listed, resembling
from tracker.events.catalogue import Fact
from tracker.events.deliberation import AmbiguityNoted, IntervalStated, ReadingSelected
from tracker.events.disease import ProgressionDeclared, ResponseAssessed
from tracker.events.fact import LastingFact, RecordedFact
from tracker.events.treatment import (
    CycleGiven,
    RadiotherapyGiven,
    RegimenHeld,
    RegimenResumed,
    RegimenStarted,
    RegimenStopped,
)
from tracker.projections.record import Record
from tracker.values.when import TIME_ZERO, Readings, Term, anchors_of, fact_of, read_when


class Known(Struct, frozen=True):
    """What a new fact may refer to."""

    facts: dict[str, Fact]
    regimens: frozenset[str]
    retracted: frozenset[str]


def known_with(record: Record, entries: Iterable[Fact]) -> Known:
    """The facts that stand, with those that are about to be recorded or replaced."""
    facts: dict[str, Fact] = {standing.key: standing.fact for standing in record.facts}
    facts.update((entry.key, entry) for entry in entries)
    regimens = frozenset(fact.regimen for fact in facts.values() if isinstance(fact, RegimenStarted))
    return Known(facts, regimens, frozenset(standing.key for standing in record.retracted) - facts.keys())


def _terms_of(fact: Fact) -> tuple[Term, ...]:
    if not isinstance(fact, RecordedFact):
        return ()
    return (*read_when(fact.occurred), *(read_when(fact.known) if fact.known is not None else ()))


def time_anchors(fact: Fact) -> tuple[str, ...]:
    """Every anchor on which a time of the fact hangs, in every reading; each once."""
    named = (fact.from_, fact.to) if isinstance(fact, IntervalStated) else anchors_of(_terms_of(fact))
    return tuple(dict.fromkeys(anchor for anchor in named if anchor != TIME_ZERO))


def _other_keys(fact: Fact) -> tuple[str, ...]:
    match fact:
        case ResponseAssessed(evidence=evidence) | ProgressionDeclared(evidence=evidence):
            return evidence
        case AmbiguityNoted(keys=keys):
            return keys
        case _:
            return ()


def _regimen_of(fact: Fact) -> str | None:
    match fact:
        case (
            CycleGiven(regimen=regimen)
            | RegimenHeld(regimen=regimen)
            | RegimenResumed(regimen=regimen)
            | RegimenStopped(regimen=regimen)
        ):
            return regimen
        case RadiotherapyGiven(concurrent_regimen=regimen):
            return regimen
        case _:
            return None


class Complaint(Struct, frozen=True):
    """What is wrong with one entry, as data: a file reports all of them at once."""

    key: str
    """Key of the entry, or the question that a choice of reading answers."""
    message: str


def refuse_dangling(record: Record, entries: Sequence[Fact | ReadingSelected]) -> None:
    """Refuse the first entry that refers to nothing.

    Raises:
        Refused: naming the entry, what it points to, and what it may have meant.
    """
    for complaint in dangling(record, entries):
        raise Refused(f"{complaint.key}: {complaint.message}")


def dangling(record: Record, entries: Sequence[Fact | ReadingSelected]) -> Iterator[Complaint]:
    """Every anchor, piece of evidence, regimen and reading that an entry names and that neither stands nor comes along.

    Args:
        record: What stands for the patient, without what the entries are about to retract.
        entries: What is entered; entries may refer to each other.
    """
    facts = [entry for entry in entries if not isinstance(entry, ReadingSelected)]
    known = known_with(record, facts)
    for entry in entries:
        if isinstance(entry, ReadingSelected):
            yield from (Complaint(entry.question, message) for message in _reading_faults(entry, known))
        else:
            yield from (Complaint(entry.key, message) for message in _faults(entry, known))


def _faults(entry: Fact, known: Known) -> Iterator[str]:
    for anchor in time_anchors(entry):
        key = fact_of(anchor)
        target = known.facts.get(key)
        if anchor == entry.key:
            yield "its time hangs on itself; name another fact, or time-zero"
        elif target is None:
            yield _missing(key, known)
        elif not isinstance(target, RecordedFact):
            yield f"its time hangs on {key}, which is no event and has no time of its own; name an event"
        elif anchor != key and not isinstance(target, LastingFact):
            yield f"its time hangs on {anchor}, but {key} has no length and so no end; name {key}"
    yield from (_missing(key, known) for key in _other_keys(entry) if key not in known.facts)
    yield from _regimen_faults(entry, known)


def _missing(key: str, known: Known) -> str:
    if key in known.retracted:
        return f"refers to {key}, which was retracted; amend {key} first, which restores it"
    return f"refers to {key}, which is not in the record{resembling(key, known.facts)}"


def _regimen_faults(entry: Fact, known: Known) -> Iterator[str]:
    regimen = _regimen_of(entry)
    if regimen is not None and regimen not in known.regimens:
        started = listed(sorted(known.regimens)) or "none"
        yield (
            f"no fact starts the regimen {regimen} (started: {started}); "
            'record its regimen-started, whose time may be "unknown"'
        )
    if isinstance(entry, RegimenStarted) and entry.concurrent_with is not None:
        beside = entry.concurrent_with
        if beside not in known.regimens and beside not in known.facts:
            yield f"concurrent_with names {beside}, which is neither a regimen nor a fact of the record"


def _reading_faults(selected: ReadingSelected, known: Known) -> Iterator[str]:
    questions: dict[str, set[str]] = {}
    for readings in _questions(known.facts.values()):
        questions.setdefault(readings.question, set()).update(reading.name for reading in readings.readings)
    offered = questions.get(selected.question)
    if offered is None:
        asked = listed(sorted(questions)) or "none"
        yield f"no time in the record asks this question; its questions: {asked}"
    elif selected.reading not in offered:
        yield f"this question has no reading {selected.reading}; its readings: {listed(sorted(offered))}"


def _questions(facts: Iterable[Fact]) -> Iterator[Readings]:
    for fact in facts:
        yield from (term for term in _terms_of(fact) if isinstance(term, Readings))


def dependents_of(record: Record, keys: Iterable[str]) -> tuple[str, ...]:
    """Standing facts whose times hang on the keys, directly or through others, in order of recording.

    The keys themselves are left out. A stated interval hangs on both its ends.
    """
    hanging: dict[str, list[str]] = {}
    for standing in record.facts:
        for anchor in time_anchors(standing.fact):
            hanging.setdefault(fact_of(anchor), []).append(standing.key)
    asked = set(keys)
    found = set(asked)
    waiting = list(asked)
    while waiting:
        for key in hanging.get(waiting.pop(), ()):
            if key not in found:
                found.add(key)
                waiting.append(key)
    return tuple(standing.key for standing in record.facts if standing.key in found - asked)
