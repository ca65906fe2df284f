"""Correcting facts: amend, retract, take an import back. Refuses a correction without a reason or of a correction."""

from collections.abc import Collection, Iterable, Iterator

from tracker.decisions.ahead import ahead
from tracker.decisions.counting import refuse_counting_anew
from tracker.decisions.dependents import dependents_of
from tracker.decisions.recording import refuse_impossible
from tracker.decisions.references import questions_of, refuse_dangling, refuse_left_hanging
from tracker.decisions.refused import Refused, every, listed, refuse_if_erased, refuse_reason, resembling
from tracker.events.catalogue import Correction, Fact, FactAmended, FactRetracted, PatientErased
from tracker.events.deliberation import ReadingSelected
from tracker.events.recorded import Recorded
from tracker.projections.record import Record, StandingFact


class UnknownFact(Refused):
    """A record has no fact of this key, whether it stands or was retracted."""

    def __init__(self, record: Record, key: str) -> None:
        self.key = key
        self.missing = f"{key}: {record.patient} has no fact of this key"
        hint = resembling(key, (standing.key for standing in (*record.facts, *record.retracted)))
        super().__init__(f"{self.missing}{hint or '; `tracker timeline` lists the keys'}")


def amend(record: Record, key: str, replacement: Fact, *, reason: str) -> tuple[FactAmended, ...]:
    """Replace a fact as a whole, its times included; unchanged content records nothing new.

    An amendment after a retraction restores the fact.

    Raises:
        Refused: for an erased patient, an unknown key, a replacement under another key, a reason that is missing or unreadable, or a
            replacement that refers to nothing, leaves the time of another fact without its anchor, or counts in days
            and would move the origin of a dated case.
    """
    refuse_if_erased(record)
    refuse_reason(reason)
    standing, retracted = found_fact(record, key)
    if replacement.key != key:
        raise Refused(f"{key}: an amendment keeps the key, this one is called {replacement.key}; write key: {key}")
    if not retracted and standing.fact == replacement:
        return ()
    refuse_dangling(record, (replacement,))
    amendment = FactAmended(target=key, replacement=replacement, reason=reason)
    coming = ahead(record, (amendment,))
    refuse_left_hanging(record, coming)
    refuse_impossible(record, coming)
    refuse_counting_anew(record, coming)
    return (amendment,)


def retract(record: Record, key: str, *, reason: str, with_dependents: bool = False) -> tuple[FactRetracted, ...]:
    """Take a fact back; one that was taken back already records nothing new.

    Facts that hang on it, by a time, as evidence or as their regimen, go along with `with_dependents`, the dependents first, so
    that none ever points nowhere.

    Raises:
        Refused: for an erased patient, an unknown key, a reason that is missing or unreadable, or dependents that were not told to go along.
    """
    refuse_if_erased(record)
    refuse_reason(reason)
    if found_fact(record, key)[1]:
        return ()
    return retractions_of(record, [key], reason, with_dependents=with_dependents)


def take_back(
    record: Record, correlation_id: str, *, reason: str, with_dependents: bool = False
) -> tuple[Correction | ReadingSelected, ...]:
    """Take one command back, an import mostly; taking it back twice records nothing new.

    Facts that it recorded are retracted, whatever was said of them since. Facts that it amended say again what they said
    before, and facts that it retracted are restored, unless somebody corrected them since. A reading that it chose gives
    way to the one chosen before, or else to the preferred one, unless somebody chose since.

    Raises:
        Refused: for an erased patient, a reason that is missing or unreadable, facts hanging on what it recorded that were not told to go
            along, a fact that would say again what hangs on a fact retracted since, and a choice before which the times
            that ask were read in several ways.
    """
    refuse_if_erased(record)
    refuse_reason(reason)
    keys = [standing.key for standing in record.facts if standing.origin.correlation_id == correlation_id]
    restored: list[FactAmended] = []
    for standing in (*record.facts, *record.retracted):
        lines = (standing.origin, *standing.corrections)
        if lines[0].correlation_id == correlation_id or lines[-1].correlation_id != correlation_id:
            continue
        before = _before(lines, correlation_id)
        if before is None:
            keys.append(standing.key)
        else:
            restored.append(FactAmended(target=standing.key, replacement=before, reason=reason))
    # What hangs on what is a matter of the record once the restored facts say again what they said.
    partly = ahead(record, restored)
    restores = {amendment.target for amendment in restored}
    retractions = retractions_of(partly, keys, reason, with_dependents=with_dependents, staying=restores)
    coming = ahead(partly, retractions)
    refuse_dangling(coming, [amendment.replacement for amendment in restored])
    refuse_left_hanging(record, coming)
    return (*restored, *retractions, *_choices_before(coming, correlation_id, reason))


def _choices_before(record: Record, correlation_id: str, reason: str) -> Iterator[ReadingSelected]:
    """For every question that the command answered last: the choice before it, or else the preferred reading."""
    for question, lines in record.choices.items():
        if lines[-1].correlation_id != correlation_id:
            continue
        earlier = [line.event for line in lines if line.correlation_id != correlation_id]
        before = earlier[-1] if earlier else None
        if not isinstance(before, ReadingSelected):
            preferred = _preferred(record, question)
            if preferred is None:
                continue  # nothing asks the question any more, so there is no time that the choice could move
            before = ReadingSelected(question=question, reading=preferred, why=reason)
        if before.reading != record.selections[question].reading:
            yield before


def _preferred(record: Record, question: str) -> str | None:
    """The reading that holds without a choice; None where no time asks the question.

    Raises:
        Refused: where it is another one from fact to fact, which no single choice can say.
    """
    for standing in (record.facts, record.retracted):
        asked = [time for time in questions_of(fact.fact for fact in standing) if time.question == question]
        preferred = {str(time.preferred) for time in asked}
        if len(preferred) > 1 and standing is record.facts:
            raise Refused(
                f"{question}: without a choice its times would be read in several ways ({listed(sorted(preferred))}); "
                "record the reading that shall hold, then take this back"
            )
        if preferred:
            return min(preferred)
    return None


def _before(lines: tuple[Recorded, ...], correlation_id: str) -> Fact | None:
    """What the fact said before a command; None where it was retracted then."""
    earlier = [line for line in lines if line.correlation_id != correlation_id]
    match earlier[-1].event:
        case FactAmended(replacement=replacement):
            return replacement
        case FactRetracted() | ReadingSelected() | PatientErased():
            return None
        case fact:
            return fact


def retractions_of(
    record: Record, keys: Iterable[str], reason: str, *, with_dependents: bool, staying: Collection[str] = ()
) -> tuple[FactRetracted, ...]:
    """The retractions of facts and of what hangs on them, the dependents first.

    Args:
        record: What stands.
        keys: Which facts.
        reason: Why.
        with_dependents: Also the facts that hang on these.
        staying: Keys of dependents that stay all the same.

    Raises:
        Refused: naming the dependents that were not told to go along.
    """
    asked = dict.fromkeys(keys)
    dependents = [key for key in dependents_of(record, asked) if key not in staying]
    if dependents and not with_dependents:
        raise Refused(
            f"{listed(asked)}: other facts hang on this ({every(dependents)}); "
            "retract them with it (--with-dependents), or amend them first"
        )
    ordered = (*reversed(dependents), *reversed(list(asked)))
    return tuple(FactRetracted(target=key, reason=reason) for key in ordered)


def found_fact(record: Record, key: str) -> tuple[StandingFact, bool]:
    """The fact of a key, and whether it was retracted.

    Raises:
        Refused: when the key is the event id of a correction.
        UnknownFact: when the record has none.
    """
    stands = record.keys
    known = (*record.facts, *record.retracted)
    for standing in known:
        if standing.key == key:
            return standing, key not in stands
    for standing in known:
        if any(key == correction.event_id for correction in standing.corrections):
            raise Refused(f"{key}: is a correction, and a correction is never corrected; amend {standing.key} again")
    raise UnknownFact(record, key)
