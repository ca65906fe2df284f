"""What the record said of each fact, and from when to when: the third clock as intervals. Refuses to read a stored payload.

A fact says something new when it is amended or restored, and ceases to say it when it is retracted. It may also move
without a word about itself, because a fact that its time is tied to was corrected, or a reading was chosen. Between two
corrections that can move other facts, a fact stands where it stood at the end of that stretch.
"""

from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from tracker.events.catalogue import Fact
from tracker.events.recorded import Recorded
from tracker.projections.alone import origin_is_fixed, stands_alone, tied_keys
from tracker.projections.history import History, history_of
from tracker.projections.record import Record, StandingFact, record_of, said_by

NEVER = "9"
"""Later than every instant of the log, as text."""


class Version(Struct, frozen=True, kw_only=True):
    """What the record said of a fact, from one instant to the next."""

    fact: Fact
    line: Recorded
    """The line of the log that says so."""
    restored: bool
    """It had been retracted."""
    start: str
    stop: str | None
    """The instant from which on the record no longer said so; None where it still does."""
    retracted: bool
    """It was taken back then."""


class Stretch(Struct, frozen=True, kw_only=True):
    """A time of recording in which nothing was corrected that can move other facts."""

    start: str
    stop: str
    """Exclusive."""
    history: History
    """As recorded at its end."""


def versions_of(standing: StandingFact) -> tuple[Version, ...]:
    """Everything that the record said of a fact, in order; what one instant both said and unsaid was never said."""
    lines = (standing.origin, *standing.corrections)
    held = [
        line for line, after in zip(lines, (*lines[1:], None), strict=True) if after is None or _is_later(after, line)
    ]
    found: list[Version] = []
    for before, line, after in zip((None, *held), held, (*held[1:], None), strict=False):
        fact = said_by(line.event)
        if fact is not None:
            found.append(
                Version(
                    fact=fact,
                    line=line,
                    restored=before is not None and said_by(before.event) is None,
                    start=line.recorded_at,
                    stop=None if after is None else after.recorded_at,
                    retracted=after is not None and said_by(after.event) is None,
                )
            )
    return tuple(found)


def _is_later(line: Recorded, before: Recorded) -> bool:
    return line.recorded_at > before.recorded_at


def stretches_of(history: History) -> tuple[Stretch, ...]:
    """The record at the end of each of its stretches, the last one being the history itself."""
    record = history.record
    begun = min(standing.origin.recorded_at for standing in (*record.facts, *record.retracted))
    starts = sorted({instant for instant in _moving(record) if instant > begun})
    lines = _lines_of(record) if starts else []
    edges = [begun, *starts, NEVER]
    found = []
    for start, stop in pairwise(edges):
        then = history
        if stop != NEVER:
            last = max(line.recorded_at for line in lines if line.recorded_at < stop)
            as_recorded = record_of(record.patient, lines, as_recorded=last)
            then = history_of(as_recorded, tolerance=history.chronology.tolerance)
        found.append(Stretch(start=start, stop=stop, history=then))
    return tuple(found)


def _lines_of(record: Record) -> list[Recorded]:
    facts = (*record.facts, *record.retracted)
    lines = [line for standing in facts for line in (standing.origin, *standing.corrections)]
    return sorted([*lines, *(line for made in record.choices.values() for line in made)], key=lambda line: line.version)


def _moving(record: Record) -> Iterator[str]:
    """Instants of corrections and choices that can move other facts."""
    for made in record.choices.values():
        yield from (line.recorded_at for line in made)
    standings = (*record.facts, *record.retracted)
    corrected = [standing for standing in standings if standing.corrections]
    if not corrected:
        return
    said = {standing.key: _said(standing) for standing in corrected}
    everything = [standing.fact for standing in standings if not standing.corrections]
    everything.extend(fact for facts in said.values() for fact in facts)
    fixed = origin_is_fixed(record.first, everything)
    tied = tied_keys(everything) if fixed else frozenset()
    for standing in corrected:
        if not (fixed and standing.key not in tied and all(map(stands_alone, said[standing.key]))):
            yield from (line.recorded_at for line in standing.corrections)


def _said(standing: StandingFact) -> list[Fact]:
    """Everything that the record ever said of a fact."""
    lines = (standing.origin, *standing.corrections)
    return [fact for line in lines if (fact := said_by(line.event)) is not None]
