"""Facts whose time neither rests on another fact nor moves one: a stated date. Refuses to place anything else.

Where such a fact was corrected, the record before it is known without placing every fact of it again.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from types import NoneType

from tracker.events.catalogue import Fact
from tracker.events.deliberation import AmbiguityNoted, IntervalStated
from tracker.events.disease import CancerDiagnosed
from tracker.events.fact import RecordedFact
from tracker.projections.chronology import Placement
from tracker.values.dates import days_named_by
from tracker.values.vocabularies import DiagnosisRole
from tracker.values.when import (
    PUBLICATION,
    TIME_ZERO,
    UNKNOWN,
    OnDays,
    Readings,
    Term,
    When,
    anchors_of,
    fact_of,
    read_when,
)

NO_DATES = frozenset({TIME_ZERO, UNKNOWN, PUBLICATION})

Dates = tuple[date, date]
"""First and last day, both included."""


def dates_alone(fact: RecordedFact) -> tuple[Dates, Dates | None] | None:
    """When the fact was and when it could be known, where both are nothing but dates; None where they are not.

    The second is None where only a publication made it known. A knowledge that may have come before the fact is no date
    alone: each of the two bounds the other.
    """
    occurred = _dates(fact.occurred)
    if occurred is None:
        return None
    if fact.known is None:
        return occurred, occurred
    if fact.known == PUBLICATION:
        return occurred, None
    known = _dates(fact.known)
    return None if known is None or known[0] < occurred[1] else (occurred, known)


def _dates(when: When) -> Dates | None:
    return days_named_by(when) if isinstance(when, str) and when not in NO_DATES else None


def stands_alone(fact: Fact) -> bool:
    """Whether the fact, if nothing hangs on it, can be corrected without moving any other one."""
    match fact:
        case AmbiguityNoted():
            return True
        case IntervalStated() | CancerDiagnosed(role=DiagnosisRole.PRIMARY):
            return False
        case _:
            return dates_alone(fact) is not None


def place_alone(origin: date, dates: Dates) -> Placement:
    """The placement of a date in days from the origin."""
    least, most = (float((day - origin).days) for day in dates)
    return Placement(least, most, (least + most) / 2)


def origin_is_fixed(first: Iterable[Fact], said: Iterable[Fact]) -> bool:
    """Whether days count from the exact date of a diagnosis, whatever becomes of other facts.

    Args:
        first: Every fact as first recorded.
        said: Everything that the record ever said.
    """
    primary = [fact for fact in first if isinstance(fact, CancerDiagnosed) and fact.role is DiagnosisRole.PRIMARY]
    exact = [dates is not None and dates[0] == dates[1] for dates in (_dates(fact.occurred) for fact in primary)]
    return bool(exact) and all(exact) and not any(_counts_days(fact) for fact in said)


def _counts_days(fact: Fact) -> bool:
    return _says_more(fact) and any(isinstance(term, OnDays) for term in _terms_of(fact))


def _says_more(fact: Fact) -> bool:
    """Whether a time of the fact is more than one text: most are not, and need no second look."""
    return isinstance(fact, RecordedFact) and not (type(fact.occurred) is str and type(fact.known) in {str, NoneType})


def tied_keys(said: Iterable[Fact]) -> frozenset[str]:
    """Keys of the facts that another one's time hangs on, or an interval runs from or to."""
    found: set[str] = set()
    for fact in said:
        if isinstance(fact, IntervalStated):
            found.update((fact_of(fact.from_), fact_of(fact.to)))
        elif _says_more(fact):
            found.update(map(fact_of, anchors_of(tuple(_terms_of(fact)))))
    return frozenset(found)


def _terms_of(fact: Fact) -> Iterator[Term]:
    """What the times of a fact say, in every reading; the dates and words that are no more than a text are left out."""
    if isinstance(fact, RecordedFact):
        for when in (fact.occurred, fact.known):
            if when is not None and not isinstance(when, str):
                for term in read_when(when):
                    yield from _readings(term)


def _readings(term: Term) -> Iterator[Term]:
    if isinstance(term, Readings):
        yield from (bound for reading in term.readings for bound in reading.bounds)
    else:
        yield term
