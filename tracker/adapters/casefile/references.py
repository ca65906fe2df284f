"""Whether what a fact points to is there: anchors, evidence, regimens, questions. Refuses to guess what was meant."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from msgspec import Struct

from tracker.adapters.casefile.problems import Path, resembling
from tracker.adapters.casefile.result import Entered
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
from tracker.values.when import TIME_ZERO, Timing, When, fact_of

Pointer = tuple[Path, str]
"""Where a name stands in a fact, and the name."""


class Known(Struct, frozen=True):
    """What the facts of a case may point to."""

    facts: Mapping[str, type[Struct]]
    """Keys in the file and what they are."""
    regimens: AbstractSet[str]
    questions: Mapping[str, AbstractSet[str]]
    elsewhere: AbstractSet[str]
    """Keys that the record holds already."""
    unsound: AbstractSet[str]
    """Keys of events that could not be read; a pointer to one is no problem of its own."""


def known_in(events: Iterable[Entered], elsewhere: AbstractSet[str], unsound: AbstractSet[str]) -> Known:
    """Everything that the events of a case declare."""
    facts: dict[str, type[Struct]] = {}
    regimens: set[str] = set()
    questions: dict[str, set[str]] = {}
    for event in events:
        if isinstance(event, ReadingSelected):
            continue
        facts[event.key] = type(event)
        if isinstance(event, RegimenStarted):
            regimens.add(event.regimen)
        if isinstance(event, RecordedFact):
            for question, readings in _questions((event.occurred, event.known)):
                questions.setdefault(question, set()).update(readings)
    return Known(facts, regimens, questions, elsewhere, unsound)


def _timings(when: When | None) -> Iterator[tuple[Path, Timing]]:
    match when:
        case None | str():
            return
        case Timing():
            yield (), when
            for name, form in (when.readings or {}).items():
                for path, timing in _timings(form):
                    yield ("readings", name, *path), timing
        case tuple():
            for place, form in enumerate(when):
                for path, timing in _timings(form):
                    yield (place, *path), timing


def _questions(times: Iterable[When | None]) -> Iterator[tuple[str, AbstractSet[str]]]:
    for when in times:
        for _, timing in _timings(when):
            if timing.question is not None and timing.readings:
                yield timing.question, timing.readings.keys()


def anchors_in(when: When | None) -> Iterator[Pointer]:
    """Every anchor of a time in every reading, with its place in the time."""
    for path, timing in _timings(when):
        for field, anchor in (("after", timing.after), ("before", timing.before), ("with", timing.with_)):
            if anchor is not None:
                yield (*path, field), anchor
        for place, anchor in enumerate(timing.between or ()):
            yield (*path, "between", place), anchor


def dangling(event: Entered, known: Known) -> Iterator[tuple[Path, str]]:
    """What the event points to and is not there: the place in the event, and a sentence."""
    match event:
        case ReadingSelected(question=question, reading=reading):
            yield from _bad_choice(question, reading, known)
            return
        case IntervalStated(from_=start, to=stop):
            yield from _bad_anchors(((("from",), start), (("to",), stop)), known)
        case AmbiguityNoted(keys=keys):
            yield from _bad_keys("keys", keys, known)
        case RecordedFact():
            for field, when in (("occurred", event.occurred), ("known", event.known)):
                yield from _bad_anchors((((field, *path), anchor) for path, anchor in anchors_in(when)), known)
    match event:
        case ResponseAssessed(evidence=evidence) | ProgressionDeclared(evidence=evidence):
            yield from _bad_keys("evidence", evidence, known)
        case (
            CycleGiven(regimen=regimen)
            | RegimenHeld(regimen=regimen)
            | RegimenResumed(regimen=regimen)
            | RegimenStopped(regimen=regimen)
        ):
            yield from _bad_regimen(("regimen",), regimen, known)
        case RadiotherapyGiven(concurrent_regimen=str(regimen)):
            yield from _bad_regimen(("concurrent_regimen",), regimen, known)
        case RegimenStarted(concurrent_with=str(beside)) if beside not in known.regimens:
            yield from _bad_keys("concurrent_with", (beside,), known)
        case _:
            return


def _is_known(key: str, known: Known) -> bool:
    return key in known.facts or key in known.elsewhere or key in known.unsound


def _bad_anchors(anchors: Iterable[Pointer], known: Known) -> Iterator[tuple[Path, str]]:
    for path, anchor in anchors:
        key = fact_of(anchor)
        kind = known.facts.get(key)
        if anchor == TIME_ZERO:
            continue
        if not _is_known(key, known):
            hint = resembling(key, (*known.facts, TIME_ZERO))
            yield path, f"no fact has the key {key}{hint}; an anchor is the key of a fact, key.end or {TIME_ZERO}"
        elif kind is not None and not issubclass(kind, RecordedFact):
            yield path, f"{key} has no time of its own; hang this on a clinical event"
        elif kind is not None and anchor != key and not issubclass(kind, LastingFact):
            yield path, f"{key} has no length, so it has no end; write {key}"


def _bad_keys(field: str, keys: Iterable[str], known: Known) -> Iterator[tuple[Path, str]]:
    for place, key in enumerate(keys):
        if not _is_known(key, known):
            path: Path = (field,) if field == "concurrent_with" else (field, place)
            yield (
                path,
                f"no fact has the key {key}{resembling(key, known.facts)}; expects the key of a fact in this case",
            )


def _bad_regimen(path: Path, regimen: str, known: Known) -> Iterator[tuple[Path, str]]:
    if regimen in known.regimens or regimen in known.elsewhere or regimen in known.unsound:
        return
    started = ", ".join(sorted(known.regimens)) or "none"
    hint = resembling(regimen, known.regimens)
    yield path, f"no regimen-started of this case starts {regimen}{hint}; started are: {started}"


def _bad_choice(question: str, reading: str, known: Known) -> Iterator[tuple[Path, str]]:
    offered = known.questions.get(question)
    if offered is None:
        if not known.elsewhere and not known.unsound:
            asked = ", ".join(known.questions) or "none"
            yield (
                ("question",),
                f"no time asks {question}{resembling(question, known.questions)}; questions are: {asked}",
            )
    elif reading not in offered:
        yield ("reading",), f"{question} has no reading {reading}; expects one of {', '.join(offered)}"
