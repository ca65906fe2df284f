"""The corrected record of one patient: which facts stand, and what was corrected. Refuses to order them in time.

A correction is never corrected: an amendment replaces the fact as a whole, the latest one holds, and an amendment after
a retraction restores the fact. Recording refuses a key that is used already and an amendment of nothing; in a log that has
them all the same, the one corrects and the other records.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from tracker.events.catalogue import Event, Fact, FactAmended, FactRetracted, PatientErased
from tracker.events.deliberation import ReadingSelected
from tracker.events.recorded import Recorded


class StandingFact(Struct, frozen=True, gc=False):
    """A fact as it stands after its corrections."""

    fact: Fact
    origin: Recorded
    """The line of the log that first recorded it."""
    corrections: tuple[Recorded, ...] = ()
    """Its amendments and retractions, in order of recording."""

    @property
    def key(self) -> str:
        """The key of the fact, kept by every amendment."""
        return self.fact.key

    @property
    def latest(self) -> Recorded:
        """The line of the log that says what the fact says now, or that took it back."""
        return (self.origin, *self.corrections)[-1]


class Record(Struct, frozen=True):
    """Everything that stands for one patient, in order of recording."""

    patient: str
    facts: tuple[StandingFact, ...] = ()
    retracted: tuple[StandingFact, ...] = ()
    """Facts taken back, as they stood before."""
    selections: Mapping[str, ReadingSelected] = {}
    """Question to the latest choice."""
    choices: Mapping[str, tuple[Recorded, ...]] = {}
    """Question to every choice, in order of recording."""
    first: tuple[Fact, ...] = ()
    """Every fact as first recorded, retracted ones included: the origin is read from here and never moves."""
    erased: bool = False
    version: int = 0
    """Version of the last event of the stream that was read."""

    @property
    def keys(self) -> frozenset[str]:
        """Keys of the facts that stand."""
        return frozenset(standing.key for standing in self.facts)


def record_of(patient: str, stream: Iterable[Recorded], *, as_recorded: str | None = None) -> Record:
    """Apply all corrections of a patient's stream.

    Args:
        patient: Whose stream it is.
        stream: The lines of the log in order of recording.
        as_recorded: A UTC instant in the form of `Recorded.recorded_at`; what was recorded after it is left out.
    """
    return record_after(Record(patient), stream, as_recorded=as_recorded)


def record_after(record: Record, stream: Iterable[Recorded], *, as_recorded: str | None = None) -> Record:
    """The record after some more lines of its stream.

    Args:
        record: What stands before them; an erased one takes none.
        stream: The lines after `record.version`, in order of recording.
        as_recorded: As in `record_of`.
    """
    if record.erased:
        return record
    patient = record.patient
    standing = {fact.key: fact for fact in record.facts}
    retracted = {fact.key: fact for fact in record.retracted}
    selections = dict(record.selections)
    choices = dict(record.choices)
    first = list(record.first)
    version = record.version
    for line in stream:
        version = line.version
        if as_recorded is not None and line.recorded_at > as_recorded:
            if not isinstance(line.event, FactAmended) and (fact := said_by(line.event)) is not None:
                first.append(fact)
            continue
        match line.event:
            case FactAmended(target=target, replacement=replacement):
                before = standing.get(target) or retracted.pop(target, None)
                standing[target] = _corrected(before, replacement, line)
                if before is None:
                    first.append(replacement)
            case FactRetracted(target=target):
                before = standing.pop(target, None)
                if before is not None:
                    retracted[target] = StandingFact(before.fact, before.origin, (*before.corrections, line))
            case ReadingSelected(question=question):
                selections[question] = line.event
                choices[question] = (*choices.get(question, ()), line)
            case PatientErased():
                return Record(patient, erased=True, version=version)
            case fact:
                before = standing.get(fact.key) or retracted.pop(fact.key, None)
                standing[fact.key] = StandingFact(fact, line) if before is None else _corrected(before, fact, line)
                first.append(fact)
    return Record(
        patient,
        facts=tuple(standing.values()),
        retracted=tuple(retracted.values()),
        selections=selections,
        choices=choices,
        first=tuple(first),
        version=version,
    )


def _corrected(before: StandingFact | None, fact: Fact, line: Recorded) -> StandingFact:
    origin, corrections = (line, ()) if before is None else (before.origin, before.corrections)
    return StandingFact(fact, origin, (*corrections, line))


def said_by(event: Event) -> Fact | None:
    """The fact that an event states, first or anew; None for what states none."""
    match event:
        case FactAmended(replacement=replacement):
            return replacement
        case FactRetracted() | ReadingSelected() | PatientErased():
            return None
        case fact:
            return fact
