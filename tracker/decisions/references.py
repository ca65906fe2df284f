"""What a fact refers to: the anchors of its times, its evidence, its regimen. Refuses to let one point nowhere.

A file is asked before it is recorded and the record before it is changed; both are asked here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain

from msgspec import Struct

from tracker.decisions.refused import Refused, listed, resembling
from tracker.events.catalogue import Entered, Fact
from tracker.events.deliberation import AmbiguityNoted, IntervalStated, ReadingSelected
from tracker.events.disease import ProgressionDeclared, ResponseAssessed
from tracker.events.fact import LastingFact, RecordedFact
from tracker.events.fault import Path
from tracker.events.treatment import (
    CycleGiven,
    RadiotherapyGiven,
    RegimenHeld,
    RegimenResumed,
    RegimenStarted,
    RegimenStopped,
)
from tracker.projections.questions import asked_by
from tracker.projections.record import Record
from tracker.values.when import TIME_ZERO, Timing, When, fact_of

_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){1,2}")


class Known(Struct, frozen=True):
    """What facts may point to."""

    facts: Mapping[str, type[Struct]]
    """Keys, and what they are."""
    regimens: AbstractSet[str]
    questions: Mapping[str, AbstractSet[str]]
    """Ambiguities and their readings."""
    retracted: AbstractSet[str] = frozenset()
    """Keys of facts that were taken back."""
    unseen: AbstractSet[str] = frozenset()
    """Keys and regimens of which no more is known than that they are there."""
    hints: bool = True
    """Whether to look for names that resemble a missing one, which takes long where there are many."""


def known_in(
    entries: Iterable[Entered], *, retracted: AbstractSet[str] = frozenset(), unseen: AbstractSet[str] = frozenset()
) -> Known:
    """Everything that entries declare.

    Args:
        entries: Facts, of which the last one of a key holds; choices of readings declare nothing.
        retracted: Keys of facts that were taken back.
        unseen: Keys and regimens that are there besides.
    """
    facts = {entry.key: entry for entry in entries if not isinstance(entry, ReadingSelected)}
    questions: dict[str, set[str]] = {}
    for asked in questions_of(facts.values()):
        questions.setdefault(str(asked.question), set()).update(asked.readings or ())
    return Known(
        facts={key: type(fact) for key, fact in facts.items()},
        regimens={fact.regimen for fact in facts.values() if isinstance(fact, RegimenStarted)},
        questions=questions,
        retracted=retracted - facts.keys(),
        unseen=unseen,
    )


def questions_of(facts: Iterable[Fact]) -> Iterator[Timing]:
    """Every ambiguous time of the facts, in their order."""
    for fact in facts:
        yield from asked_by(fact)


def _known_with(record: Record, entries: Iterable[Entered] = ()) -> Known:
    """What stands, with what is about to be recorded or to replace it."""
    retracted = frozenset(standing.key for standing in record.retracted)
    return known_in((*(standing.fact for standing in record.facts), *entries), retracted=retracted)


Pointer = tuple[Path, str]
"""Where a name stands in a fact, and the name."""


def _anchors_in(path: Path, when: When | None) -> Iterator[Pointer]:
    """Every anchor of a time, in every reading."""
    if isinstance(when, tuple):
        for place, form in enumerate(when):
            yield from _anchors_in((*path, place), form)
    elif isinstance(when, Timing):
        for field, anchor in (("after", when.after), ("before", when.before), ("with", when.with_)):
            if anchor is not None:
                yield (*path, field), anchor
        for place, anchor in enumerate(when.between or ()):
            yield (*path, "between", place), anchor
        for name, reading in (when.readings or {}).items():
            yield from _anchors_in((*path, "readings", name), reading)


def _anchors_of(fact: Fact) -> Iterable[Pointer]:
    if isinstance(fact, IntervalStated):
        return (("from",), fact.from_), (("to",), fact.to)
    if not isinstance(fact, RecordedFact):
        return ()
    occurred, known = fact.occurred, fact.known
    if isinstance(occurred, str) and (known is None or isinstance(known, str)):
        return ()  # a text hangs on nothing, and most times are one
    return chain(_anchors_in(("occurred",), occurred), _anchors_in(("known",), known))


def time_anchors(fact: Fact) -> tuple[str, ...]:
    """Every anchor on which a time of the fact hangs, in every reading; each once."""
    return tuple(dict.fromkeys(anchor for _, anchor in _anchors_of(fact) if anchor != TIME_ZERO))


class Complaint(Struct, frozen=True):
    """What is wrong with one entry, as data: a file reports all of them at once."""

    key: str
    """Key of the entry, or the question that a choice of reading answers."""
    message: str


def refuse_dangling(record: Record, entries: Sequence[Entered]) -> None:
    """Refuse the first entry that refers to nothing.

    Raises:
        Refused: naming the entry, what it points to, and what it may have meant.
    """
    for complaint in dangling(record, entries):
        raise Refused(f"{complaint.key}: {complaint.message}")


def dangling(record: Record, entries: Sequence[Entered]) -> Iterator[Complaint]:
    """Every anchor, piece of evidence, regimen and reading that an entry names and that neither stands nor comes along.

    Args:
        record: What stands for the patient, without what the entries are about to retract.
        entries: What is entered; entries may refer to each other.
    """
    known = _known_with(record, entries)
    for entry in entries:
        if isinstance(entry, ReadingSelected):
            name = entry.question
        else:
            name = entry.key
            if any(path[0] == "occurred" and fact_of(anchor) == name for path, anchor in _anchors_of(entry)):
                # `known` is a node of its own, and may hang on its own event.
                yield Complaint(name, "hangs on itself; name another fact, or time-zero")
        yield from (Complaint(name, message) for _, message in lost_in(entry, known))


def left_hanging(record: Record, coming: Record) -> Iterator[Complaint]:
    """Facts that stay as they are and lose what they point to: the anchor of a time, evidence, a regimen.

    An anchor may also be there and have lost its length, or be no event any more.

    Args:
        record: What stands. What hangs on nothing here already is no news.
        coming: The record as it would stand.
    """
    stays = {standing.key: standing.fact for standing in record.facts}
    before, after = _known_with(record), _known_with(coming)
    for standing in coming.facts:
        if stays.get(standing.key) == standing.fact and (found := dict(lost_in(standing.fact, after))):
            lost = dict(lost_in(standing.fact, before))
            yield from (Complaint(standing.key, message) for path, message in found.items() if path not in lost)


def refuse_left_hanging(record: Record, coming: Record) -> None:
    """Refuse to take away what a fact points to that stays as it is.

    Raises:
        Refused: naming the first fact, and to what it would point.
    """
    for complaint in left_hanging(record, coming):
        raise Refused(f"{complaint.key}: {complaint.message}")


def lost_in(entry: Entered, known: Known) -> Iterator[tuple[Path, str]]:
    """What an entry points to and is not there: the place in the entry, and a sentence."""
    if isinstance(entry, ReadingSelected):
        yield from _lost_choice(entry.question, entry.reading, known)
        return
    yield from _lost_anchors(entry, known)
    match entry:
        case AmbiguityNoted(keys=keys):
            yield from _lost_keys("keys", keys, known)
        case ResponseAssessed(evidence=evidence) | ProgressionDeclared(evidence=evidence):
            yield from _lost_keys("evidence", evidence, known)
        case (
            CycleGiven(regimen=regimen)
            | RegimenHeld(regimen=regimen)
            | RegimenResumed(regimen=regimen)
            | RegimenStopped(regimen=regimen)
        ):
            yield from _lost_regimen(("regimen",), regimen, known)
        case RadiotherapyGiven(concurrent_regimen=str(regimen)):
            yield from _lost_regimen(("concurrent_regimen",), regimen, known)
        case RegimenStarted(concurrent_with=str(beside)) if beside not in known.regimens and _is_missing(beside, known):
            hint = _hint(beside, (*known.facts, *known.regimens), known)
            yield ("concurrent_with",), f"{beside} is neither a regimen nor a fact of the case{hint}"
        case _:
            return


def _lost_anchors(fact: Fact, known: Known) -> Iterator[tuple[Path, str]]:
    for path, anchor in _anchors_of(fact):
        key = fact_of(anchor)
        kind = known.facts.get(key)
        if anchor == TIME_ZERO:
            continue
        if _is_missing(key, known):
            dates = [name for _, name in _anchors_of(fact) if _DATE.fullmatch(name)]
            expects = f"an anchor is a key, key.end or {TIME_ZERO}"
            if key in dates:
                expects = f"a date is no anchor: as a time of its own it is {'/'.join(dates)}"
            yield path, _missing(key, known, (*known.facts, TIME_ZERO), expects)
        elif kind is not None and not issubclass(kind, RecordedFact):
            yield path, f"hangs on {key}, which is no event and has no time of its own; name a clinical event"
        elif kind is not None and anchor != key and not issubclass(kind, LastingFact):
            yield path, f"hangs on {anchor}, but {key} has no length and so no end; write {key}"


def _lost_keys(field: str, keys: Iterable[str], known: Known) -> Iterator[tuple[Path, str]]:
    for place, key in enumerate(keys):
        if _is_missing(key, known):
            yield (field, place), _missing(key, known, known.facts, "expects the key of a fact in this case")


def _is_missing(key: str, known: Known) -> bool:
    return key not in known.facts and key not in known.unseen


def _missing(key: str, known: Known, names: Iterable[str], expects: str) -> str:
    if key in known.retracted:
        return f"refers to {key}, which was retracted; amend {key} first, which restores it"
    return f"no fact has the key {key}{_hint(key, names, known)}; {expects}"


def _hint(name: str, names: Iterable[str], known: Known) -> str:
    return resembling(name, names) if known.hints else ""


def _lost_regimen(path: Path, regimen: str, known: Known) -> Iterator[tuple[Path, str]]:
    if regimen not in known.regimens and regimen not in known.unseen:
        hint = _hint(regimen, known.regimens, known)
        started = f"no regimen of this case is called {regimen}{hint} (its regimens are: {_all(known.regimens)})"
        yield path, f"{started}; record its regimen-started first, whose time may be unknown"


def _lost_choice(question: str, reading: str, known: Known) -> Iterator[tuple[Path, str]]:
    offered = known.questions.get(question)
    if offered is None:
        if not known.unseen:
            hint = _hint(question, known.questions, known)
            yield (
                ("question",),
                f"no ambiguous time has this name{hint} (those of this case are: {_all(known.questions)})",
            )
    elif reading not in offered:
        yield ("reading",), f"has no reading {reading}; expects one of {_all(offered)}"


def _all(names: Iterable[str]) -> str:
    return listed(sorted(names)) or "none"
