"""What was given, from a first to a last day, with its drugs: what lines are counted from. Refuses to guess a drug.

A regimen with recorded cycles was given in each of them, from the cycle's first day to the last day on which a drug of it
was given; one without was given from its start until it stopped or was held. Only drugs stated to have been given count.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from msgspec import Struct

from tracker.events.treatment import CycleGiven, DrugGiven, RadiotherapyGiven, RegimenDrug, RegimenStarted
from tracker.projections.history import History
from tracker.projections.regimen_state import is_concurrent
from tracker.projections.stated import Stated, stated_by
from tracker.projections.stretches import Stretch, stretches_of
from tracker.values.identifiers import Anchor
from tracker.values.vocabularies import DrugStatus, Phase


class Administration(Struct, frozen=True, kw_only=True):
    """A cycle, a regimen without recorded cycles, or a course of radiotherapy with concurrent drugs."""

    first: str
    """Key of the fact that begins it."""
    last: Anchor | None
    """The anchor that its last day is counted from; None: it goes on."""
    last_days: float = 0.0
    """Days from `last` to its last day."""
    drugs: frozenset[str] = frozenset()
    """Lower case; empty where the source does not name them, and for radiotherapy."""
    regimen: str = ""
    """Empty for radiotherapy."""
    phase: Phase = Phase.NOT_STATED
    with_radiotherapy: bool = False
    """A course of radiotherapy, or drugs given because of one."""


def administrations_of(history: History) -> tuple[Administration, ...]:
    """Everything that was given, by the estimates of the first days; on one day, the key decides.

    Radiotherapy counts where drugs were given with it: it names a concurrent regimen, or a regimen names it.
    """
    starts: dict[str, RegimenStarted] = {}
    for start in stated_by(history, RegimenStarted):
        starts.setdefault(start.value.regimen, start.value)
    courses = stated_by(history, RadiotherapyGiven)
    cycles = stated_by(history, CycleGiven)
    cycled = {cycle.value.regimen for cycle in cycles}
    found = [(cycle.day, _cycle(cycle.value, starts.get(cycle.value.regimen))) for cycle in cycles]
    found += [
        (stretch.opening.start.estimate, _regimen(stretch, stretch.start))
        for stretch in history.once(stretches_of)
        if stretch.start is not None and stretch.start.regimen not in cycled
    ]
    found += [(course.day, _course(course)) for course in courses if _has_drugs(course.value, starts)]
    found.sort(key=lambda dated: (dated[0], dated[1].first))
    return tuple([administration for _, administration in found])


def _cycle(cycle: CycleGiven, start: RegimenStarted | None) -> Administration:
    drugs = names_of(cycle.drugs) or names_of(start.drugs if start else ())
    return Administration(
        first=cycle.key,
        last=cycle.key,
        last_days=days_given(cycle) - 1.0,
        drugs=drugs,
        regimen=cycle.regimen,
        phase=start.phase if start else Phase.NOT_STATED,
        with_radiotherapy=start is not None and is_concurrent(start),
    )


def _regimen(stretch: Stretch, start: RegimenStarted) -> Administration:
    return Administration(
        first=stretch.opening.key,
        last=stretch.ending.key if stretch.ending is not None else None,
        drugs=names_of(start.drugs),
        regimen=start.regimen,
        phase=start.phase,
        with_radiotherapy=is_concurrent(start),
    )


def _course(course: Stated[RadiotherapyGiven]) -> Administration:
    last = course.key if course.by.stop is None else f"{course.key}.end"
    return Administration(first=course.key, last=last, with_radiotherapy=True)


def _has_drugs(course: RadiotherapyGiven, starts: Mapping[str, RegimenStarted]) -> bool:
    named = any(start.concurrent_with == course.key for start in starts.values())
    return named or course.concurrent_regimen is not None


def names_of(drugs: Iterable[DrugGiven | RegimenDrug]) -> frozenset[str]:
    """The drugs stated to have been given, in lower case."""
    return frozenset([drug.drug.lower() for drug in drugs if drug.status is DrugStatus.GIVEN])


def days_given(cycle: CycleGiven) -> int:
    """Days from the first one of a cycle to the last on which a drug of it was given; 1 where the days are not stated."""
    return max([_last_day(drug.days) for drug in cycle.drugs if drug.days is not None], default=1)


@lru_cache(maxsize=1024)
def _last_day(days: str) -> int:
    """The last day of a list such as `1, 8` or `1-14`; the list is in order."""
    return int(days.replace(",", "-").split("-")[-1])
