"""Moving facts to the right patient: taken back in one record, recorded in the other. Refuses to leave half of it behind.

Days that are counted from the origin or from another fact count in the other record from there on: from its own origin,
and from its own fact of that key. A calendar date stays what it is.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from tracker.decisions.ahead import ahead
from tracker.decisions.correcting import found_fact, retractions_of
from tracker.decisions.counting import refuse_counting_anew
from tracker.decisions.dependents import dependents_of
from tracker.decisions.recording import record_facts, refuse_impossible
from tracker.decisions.references import refuse_dangling, time_anchors
from tracker.decisions.refused import Refused, every, listed, refuse_if_erased, refuse_reason
from tracker.events.catalogue import Event, Fact, FactAmended, FactRetracted, wire_name
from tracker.events.deliberation import IntervalStated, ReadingSelected
from tracker.events.fact import RecordedFact
from tracker.projections.questions import asked_by, holding
from tracker.projections.record import Record
from tracker.values.when import TIME_ZERO, Timing, When, fact_of


class Move(Struct, frozen=True, kw_only=True):
    """What a move records, in the order in which it is recorded."""

    taken_back: tuple[FactRetracted, ...]
    """In the record that the facts leave, dependents first."""
    recorded: tuple[Event, ...]
    """In the record that they come to; a fact that was there before is restored by an amendment."""
    counted_anew: tuple[str, ...] = ()
    """Keys of facts whose times count from something that is another day in the other record."""


def move(source: Record, target: Record, keys: Sequence[str], *, reason: str, with_dependents: bool = False) -> Move:
    """Take facts back in one record and record them in another, under their keys and with their times as written.

    A reading that was chosen for a time that moves is chosen in the other record too.

    Args:
        source: The record that the facts stand in.
        target: The record that they belong to.
        keys: Which facts.
        reason: Why they move.
        with_dependents: Also the facts that hang on them.

    Raises:
        Refused: for an erased patient, the same patient, no key, an unknown or retracted fact, a missing reason, facts
            that hang on these and were not told to go along; and in the other record for a key that is used, a reference
            to what is not there, a question that is answered otherwise, and what `refuse_impossible` says.
    """
    refuse_if_erased(source)
    refuse_if_erased(target)
    refuse_reason(reason)
    if source.patient == target.patient:
        raise Refused(f"{source.patient}: the facts stand there already; name another case with --to")
    if not keys:
        raise Refused("nothing to move; name the key of a fact")
    for key in keys:
        if found_fact(source, key)[1]:
            raise Refused(
                f"{key}: was retracted in {source.patient}, so there is nothing to move; amending it restores it"
            )
    dependents = dependents_of(source, keys)
    if dependents and not with_dependents:
        raise Refused(
            f"{listed(dict.fromkeys(keys))}: other facts hang on this ({every(dependents)}); "
            "move them with it (--with-dependents), or amend them first"
        )
    going = {*keys, *dependents}
    facts = [standing.fact for standing in source.facts if standing.key in going]
    try:
        recorded = _recorded(source, target, facts, reason)
    except Refused as refusal:
        raise Refused(f"{target.patient} cannot take it: {refusal}") from None
    return Move(
        taken_back=retractions_of(
            source, [fact.key for fact in facts if fact.key in keys], reason, with_dependents=True
        ),
        recorded=recorded,
        counted_anew=tuple(fact.key for fact in facts if _is_counted(fact, going)),
    )


def _recorded(source: Record, target: Record, facts: Sequence[Fact], reason: str) -> tuple[Event, ...]:
    """What the other record takes: new facts, and amendments that restore those which were there before."""
    retracted = {standing.key: standing.fact for standing in target.retracted}
    stand = target.keys
    for fact in facts:
        before = retracted.get(fact.key)
        if fact.key in stand:
            raise Refused(f"{fact.key}: the key names a fact there already; amend that one, or retract it first")
        if before is not None and type(before) is not type(fact):
            raise Refused(
                f"{fact.key}: the key named another fact there, {wire_name(before)}, and is never reused; "
                f"record this {wire_name(fact)} there under another key, and retract it here"
            )
    back = [fact for fact in facts if fact.key in retracted]
    restored = [FactAmended(target=fact.key, replacement=fact, reason=reason) for fact in back]
    fresh = record_facts(ahead(target, restored), [fact for fact in facts if fact.key not in retracted])
    coming = ahead(target, (*restored, *fresh))
    refuse_dangling(coming, back)
    refuse_impossible(target, coming)
    refuse_counting_anew(target, coming)
    return (*fresh, *restored, *_choices(source, target, facts, reason))


def _choices(source: Record, target: Record, facts: Iterable[Fact], reason: str) -> Iterator[ReadingSelected]:
    """The readings that hold for what moves, chosen where it would be read otherwise in the other record."""
    asked_there = {str(timing.question) for standing in target.facts for timing in asked_by(standing.fact)}
    chosen: dict[str, ReadingSelected] = {}
    for timing in [timing for fact in facts for timing in asked_by(fact)]:
        question, reading = str(timing.question), holding(timing, source.selections)
        if holding(timing, target.selections) == reading:
            continue
        if question in asked_there:
            raise Refused(
                f"{question}: is asked there too, and read otherwise than {reading}; choose one reading first"
            )
        choice = source.selections.get(question)
        if choice is None or choice.reading != reading:
            choice = ReadingSelected(question=question, reading=reading, why=reason)
        chosen[question] = choice
    yield from chosen.values()


def _is_counted(fact: Fact, going: Iterable[str]) -> bool:
    """Whether a time of the fact counts from the origin, or from a fact that does not move along."""
    if isinstance(fact, IntervalStated):
        anchors: tuple[str, ...] = (fact.from_, fact.to)
        forms: list[When | None] = []
    elif isinstance(fact, RecordedFact):
        anchors, forms = time_anchors(fact), [fact.occurred, fact.known]
    else:
        return False
    return any(fact_of(anchor) not in going for anchor in anchors) or any(map(_counts_from_origin, forms))


def _counts_from_origin(when: When | None) -> bool:
    if isinstance(when, tuple):
        return any(map(_counts_from_origin, when))
    if isinstance(when, Timing):
        anchors = (when.at, when.after, when.before, when.with_, *(when.between or ()))
        readings = (when.readings or {}).values()
        return when.day is not None or TIME_ZERO in anchors or any(map(_counts_from_origin, readings))
    return when == TIME_ZERO
