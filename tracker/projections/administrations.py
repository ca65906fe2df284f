"""What was given, from a first to a last day, with its drugs: what lines are counted from. Refuses to guess a drug.

A regimen with recorded cycles was given in each of them, from the cycle's first day to the last day on which a drug of it
was given; one without was given from its start until it stopped or was held. Where the first recorded cycle has a number above
1, and the one before it is not on record, the cycles before it were given since the start all the same. A regimen that is started again is another
one: what belongs to which start is read off the stretches. Only drugs stated to have been given count; those not stated to
go on are kept apart. Radiotherapy counts where drugs were given with it, and makes a line only where they were given because
of it: a regimen that ran before the course and is merely named beside it would have run anyway.
"""

from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from tracker.events.treatment import CycleGiven, DrugGiven, RadiotherapyGiven, RegimenDrug, RegimenStarted
from tracker.projections.history import History
from tracker.projections.pairs import pairs_of
from tracker.projections.stated import Stated, stated_by
from tracker.projections.stretches import Stretch, stretches_of
from tracker.values.identifiers import Anchor
from tracker.values.vocabularies import DrugStatus, Phase


class Administration(Struct, frozen=True, kw_only=True):
    """A cycle, a regimen without recorded cycles, or a course of radiotherapy with concurrent drugs."""

    first: str
    """Key of the fact that begins it: the start, or the resumption, where the cycles before a recorded one are not."""
    last: Anchor | None
    """The anchor that its last day is counted from; None: it goes on."""
    last_days: float = 0.0
    """Days from `last` to its last day; negative where `last` lies after it."""
    drugs: frozenset[str] = frozenset()
    """Lower case; empty where the source does not name them, and for radiotherapy."""
    unsure: frozenset[str] = frozenset()
    """Drugs of which it is not stated whether they went on."""
    regimen: str = ""
    """Empty for radiotherapy."""
    cycle: str = ""
    """Key of the cycle; empty for radiotherapy and for a regimen without recorded cycles."""
    start: str = ""
    """Key of the start that it was given under; empty for radiotherapy and for a regimen that was never started."""
    phase: Phase = Phase.NOT_STATED
    with_radiotherapy: bool = False
    """A course of radiotherapy with drugs given because of it, or those drugs."""

    @property
    def key(self) -> str:
        """Key of the cycle, else of the fact that begins it."""
        return self.cycle or self.first


def starts_of_cycles(history: History) -> dict[str, RegimenStarted]:
    """The start that each cycle was given under, by key of the cycle; none for a regimen that was never started."""
    return {
        placed.key: stretch.start
        for stretch in history.once(stretches_of)
        if stretch.start is not None
        for placed in stretch.cycles
    }


def beginnings(history: History) -> dict[str, str]:
    """What a regimen was given since, by key of its first recorded cycle, where that is not the first one given.

    A cycle whose number is above 1 is no first one where the cycle before it is not on record: the start as recorded is, or
    the resumption. One that is not after them stands for itself.
    """
    precedes = pairs_of(history).precedes
    numbers: dict[str, set[int]] = {}
    for cycle in stated_by(history, CycleGiven):
        numbers.setdefault(cycle.value.regimen, set()).add(cycle.value.number)
    found = {}
    dosed: set[str] = set()
    for stretch in history.once(stretches_of):
        own = {placed.event.number: placed for placed in stretch.cycles if isinstance(placed.event, CycleGiven)}
        if not own:
            continue
        least = min(own)
        start, first = "" if stretch.start is None else stretch.start.key, own[least].key
        # Before a hold without cycles on record some may have been given since the start as well.
        opened = stretch.opening.key if not start or start in dosed else start
        dosed.add(start)
        if least > 1 and least - 1 not in numbers[stretch.regimen] and precedes(opened, first):
            found[first] = opened
    return found


def administrations_of(history: History) -> tuple[Administration, ...]:
    """Everything that was given, by the estimates of the first days; on one day, the key decides."""
    courses, because = history.once(_radiotherapy)
    cycles = stated_by(history, CycleGiven)
    under = history.once(starts_of_cycles)
    cycled = {start.key for start in under.values()}
    begun = history.once(beginnings)
    found = [
        (
            history.by_key[begun.get(cycle.key, cycle.key)].start.estimate,
            _cycle(cycle.value, under.get(cycle.key), because, begun.get(cycle.key)),
        )
        for cycle in cycles
    ]
    found += [
        (stretch.opening.start.estimate, _regimen(stretch, stretch.start, because))
        for stretch in history.once(stretches_of)
        if stretch.start is not None and stretch.start.key not in cycled
    ]
    found += [(course.day, _course(course, because)) for course in courses]
    found.sort(key=lambda dated: (dated[0], dated[1].first))
    return tuple([administration for _, administration in found])


def _radiotherapy(history: History) -> tuple[tuple[Stated[RadiotherapyGiven], ...], frozenset[str]]:
    """The courses that drugs were given with, and the keys of those courses and starts that belong together as a line."""
    precedes = pairs_of(history).precedes
    starts = stated_by(history, RegimenStarted)
    courses, because = [], set()
    for course in stated_by(history, RadiotherapyGiven):
        naming = [start for start in starts if start.value.concurrent_with == course.key]
        named = [start for start in starts if start.value.regimen == course.value.concurrent_regimen]
        if naming or course.value.concurrent_regimen is not None:
            courses.append(course)
        own = naming + [start for start in named if not precedes(start.key, course.key)]
        if own or (course.value.concurrent_regimen is not None and not named):
            because |= {course.key, *(start.key for start in own)}
    because |= {
        start.key for start in starts if start.value.phase is Phase.CONCURRENT and start.value.concurrent_with is None
    }
    return tuple(courses), frozenset(because)


def _cycle(
    cycle: CycleGiven, start: RegimenStarted | None, because: frozenset[str], begun: str | None
) -> Administration:
    """One cycle, with those before it that were given since a beginning and are not on record."""
    given = names_of(cycle.drugs)
    unsure = _unsure(cycle.drugs)
    if start is not None:
        given = given | names_of(start.drugs) if begun else given or names_of(start.drugs)
        unsure = (unsure | _unsure(start.drugs)) - given
    return Administration(
        first=begun or cycle.key,
        last=cycle.key,
        last_days=days_given(cycle) - 1.0,
        drugs=given,
        unsure=unsure,
        regimen=cycle.regimen,
        cycle=cycle.key,
        start="" if start is None else start.key,
        phase=Phase.NOT_STATED if start is None else start.phase,
        with_radiotherapy=start is not None and start.key in because,
    )


def _regimen(stretch: Stretch, start: RegimenStarted, because: frozenset[str]) -> Administration:
    return Administration(
        first=stretch.opening.key,
        last=stretch.ending.key if stretch.ending is not None else None,
        drugs=names_of(start.drugs),
        unsure=_unsure(start.drugs),
        regimen=start.regimen,
        start=start.key,
        phase=start.phase,
        with_radiotherapy=start.key in because,
    )


def _course(course: Stated[RadiotherapyGiven], because: frozenset[str]) -> Administration:
    """A course; its end lies after its last day."""
    if course.by.stop is None:
        return Administration(first=course.key, last=course.key, with_radiotherapy=course.key in because)
    return Administration(
        first=course.key, last=f"{course.key}.end", last_days=-1.0, with_radiotherapy=course.key in because
    )


def names_of(drugs: Iterable[DrugGiven | RegimenDrug]) -> frozenset[str]:
    """The drugs stated to have been given, in lower case."""
    return frozenset([drug.drug.lower() for drug in drugs if drug.status is DrugStatus.GIVEN])


def _unsure(drugs: Iterable[DrugGiven | RegimenDrug]) -> frozenset[str]:
    return frozenset([drug.drug.lower() for drug in drugs if drug.status is not DrugStatus.GIVEN])


def days_given(cycle: CycleGiven) -> int:
    """Days from the first one of a cycle to the last on which a drug of it was given; 1 where the days are not stated."""
    return max([_last_day(drug.days) for drug in cycle.drugs if drug.days is not None], default=1)


def states_days(cycle: CycleGiven) -> bool:
    """Whether the days of every drug given in a cycle are stated."""
    given = [drug for drug in cycle.drugs if drug.status is DrugStatus.GIVEN]
    return bool(given) and all(drug.days is not None for drug in given)


@lru_cache(maxsize=1024)
def _last_day(days: str) -> int:
    """The last day of a list such as `1, 8` or `1-14`; the list is in order."""
    return int(days.replace(",", "-").split("-")[-1])
