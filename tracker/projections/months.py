"""The case month by month: one finished frame per month, from which every screen is drawn. Refuses to look ahead.

Frame m is the case at the end of month m. A fact belongs to the month of its estimate and is folded from then on; one that
may have happened already, but whose estimate is still to come, is listed as possible and not folded.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from tracker.events.disease import ProgressionDeclared
from tracker.events.person import PatientContacted, PatientDied
from tracker.events.treatment import (
    CycleGiven,
    RadiotherapyGiven,
    RegimenHeld,
    RegimenResumed,
    RegimenStarted,
    RegimenStopped,
)
from tracker.projections.chronology import Placement
from tracker.projections.evolve import evolve
from tracker.projections.history import History, PlacedFact
from tracker.projections.questions import asked_by, may_ask
from tracker.projections.state import INITIAL, CaseState
from tracker.projections.stretches import Pairing, pairing_of
from tracker.values.months import PRECISION_DAYS, Calendar

TURNS = frozenset(
    {
        CycleGiven,
        PatientContacted,
        PatientDied,
        ProgressionDeclared,
        RadiotherapyGiven,
        RegimenHeld,
        RegimenResumed,
        RegimenStarted,
        RegimenStopped,
    }
)
"""What a line of therapy begins and ends with. A fact whose time has readings may tell of it as well."""

FIRST_MONTH = 0
"""Frames begin here, or with the first fact of known place if that is earlier."""


class Frame(Struct, frozen=True, kw_only=True):
    """One month, finished."""

    month: int
    start_day: float
    end_day: float
    """Exclusive: the first day of the next month."""
    state: CaseState
    before: CaseState
    """The state at the end of the month before."""
    events: tuple[PlacedFact, ...]
    """What was folded in this month; in the first frame also what came before it."""
    possible: tuple[PlacedFact, ...]
    """What may have happened by the end of the month, but by its estimate had not."""
    facts: tuple[PlacedFact, ...] = ()
    """Those that are folded by some month, in the order of living: months share them, and a long chart has hundreds."""
    count: int = 0
    """How many of them are folded by the end of this one."""
    turns: tuple[PlacedFact, ...] = ()
    """Of all that was folded by the end of the month, what a line of therapy and its times follow from."""
    turns_before: tuple[PlacedFact, ...] = ()
    """The same of the month before; the very same object where nothing was added."""

    @property
    def folded(self) -> tuple[PlacedFact, ...]:
        """All that was folded by the end of the month."""
        return self.facts[: self.count]

    def certain(self, placed: PlacedFact) -> bool:
        """Whether the fact has happened by the end of the month, whatever the truth within its bounds."""
        return self.is_past(placed.start)

    def is_past(self, place: Placement) -> bool:
        """Whether a time lies before the end of the month, whatever the truth within its bounds."""
        return place.latest is not None and place.latest + PRECISION_DAYS < self.end_day

    def age_days(self, placed: PlacedFact) -> float:
        """How old the fact is at the end of the month, by its estimate."""
        return self.end_day - placed.start.estimate


def months_of(history: History, *, known: bool = False) -> tuple[Frame, ...]:
    """Cut a history into its months; none where nothing happened.

    Args:
        history: The facts in the order of living.
        known: Fold into every month only what the treating team could know by its end, by estimate.
    """
    return tuple(each_month(history, known=known))


def each_month(history: History, *, known: bool = False) -> Iterator[Frame]:
    """The same one after the other, for those who keep none of them: all of a long chart are megabytes."""
    facts = sorted(history.facts, key=_month)
    if facts:
        yield from (_known_frames if known else _frames)(history, facts, month_range(facts))


def month_range(facts: Sequence[PlacedFact]) -> range:
    """The months of a case: from M0, or the month of the first fact without an open side if earlier, to the last fact's."""
    begun = (p.month for p in facts if p.month < FIRST_MONTH and None not in (p.start.earliest, p.start.latest))
    first = min(begun, default=FIRST_MONTH)
    return range(first, max((first, *(placed.month for placed in facts))) + 1)


def fraction_of(calendar: Calendar, day: float) -> float:
    """A day as months from the origin with their fraction, so that its whole part is its month.

    >>> fraction_of(Calendar(), 45.65625)
    1.5
    """
    month = calendar.month_of(day)
    start = calendar.start_of(month)
    return month + max(0.0, (day - start) / (calendar.start_of(month + 1) - start))


def _month(placed: PlacedFact) -> int:
    return placed.month


def _entry_month(calendar: Calendar, placed: PlacedFact) -> int | None:
    """The month from which on a fact is folded as known; None for what no month of the case could know."""
    if placed.known is None:
        return None
    return placed.month if placed.known is placed.start else max(placed.month, calendar.month_of(placed.known.estimate))


def _possible(
    calendar: Calendar, facts: Sequence[PlacedFact], months: range, *, known: bool
) -> dict[int, list[PlacedFact]]:
    """For each month what may have happened, and in known-then may have been known, by its end but was not folded."""
    listed: dict[int, list[PlacedFact]] = {}
    for placed in facts:
        since = placed.known if known else placed.start
        folded = _entry_month(calendar, placed) if known else placed.month
        if since is None or folded is None:
            continue
        earliest = since.earliest
        if earliest is not None and earliest >= calendar.start_of(folded):
            continue
        begin = months.start if earliest is None else max(months.start, calendar.month_of(earliest))
        for month in range(begin, min(folded, months.stop)):
            listed.setdefault(month, []).append(placed)
    return listed


def _frames(history: History, facts: Sequence[PlacedFact], months: range) -> Iterator[Frame]:
    calendar, pairing = history.calendar, pairing_of(history.chronology, facts)
    possible = _possible(calendar, facts, months, known=False)
    by_month = {month: tuple(group) for month, group in groupby(facts, key=lambda fact: max(fact.month, months.start))}
    state, all_facts, count = INITIAL, tuple(facts), 0
    turns: tuple[PlacedFact, ...] = ()
    for month in months:
        before, events = state, by_month.get(month, ())
        for placed in events:
            state = evolve(state, placed, pairing)
        new = tuple(filter(_is_turn, events))
        then, turns = turns, turns + new if new else turns
        count += len(events)
        listed = (events, possible.get(month, ()), (all_facts, count))
        yield _frame(calendar, month, (before, state), (then, turns), listed)


def _known_frames(history: History, facts: Sequence[PlacedFact], months: range) -> Iterator[Frame]:
    """Fold month by month what was known; what became known late is folded where it belongs.

    The states after every fact are kept, so that a late fact costs only what happened after it. What ends a regimen is read
    off what was known by then: a stop yet to come has no say.
    """
    calendar = history.calendar
    possible = _possible(calendar, facts, months, known=True)
    entering: dict[int, list[int]] = {}
    for place, placed in enumerate(facts):
        month = _entry_month(calendar, placed)
        if month is not None:
            entering.setdefault(max(month, months.start), []).append(place)
    folded: list[int] = []
    states = [INITIAL]
    pairing = Pairing()
    all_folded: tuple[PlacedFact, ...] = ()
    turns: tuple[PlacedFact, ...] = ()
    turn_places: list[int] = []
    for month in months:
        before, new = states[-1], entering.get(month, ())
        if new:
            known = sorted((*folded, *new))
            keep = bisect_left(folded, new[0])
            if any(pairing.may_change_with(facts[place]) for place in new):
                then, pairing = pairing, pairing_of(history.chronology, [facts[place] for place in known])
                turned = pairing.differs_at(then) - {facts[place].event.key for place in new}
                if turned:
                    keep = next(
                        (at for at, place in enumerate(folded[:keep]) if facts[place].event.key in turned), keep
                    )
            del states[keep + 1 :]
            for place in known[keep:]:
                states.append(evolve(states[-1], facts[place], pairing))
            folded, all_folded = known, tuple([facts[place] for place in known])
        events = tuple(facts[place] for place in new)
        turned_before, turning = turns, [place for place in new if _is_turn(facts[place])]
        if turning:
            turn_places = sorted((*turn_places, *turning))
            turns = tuple([facts[place] for place in turn_places])
        listed = (events, possible.get(month, ()), (all_folded, len(all_folded)))
        yield _frame(calendar, month, (before, states[-1]), (turned_before, turns), listed)


def _is_turn(placed: PlacedFact) -> bool:
    event = placed.event
    return type(event) in TURNS or (may_ask(event) and any(asked_by(event)))


def _frame(
    calendar: Calendar,
    month: int,
    states: tuple[CaseState, CaseState],
    turns: tuple[tuple[PlacedFact, ...], tuple[PlacedFact, ...]],
    listed: tuple[tuple[PlacedFact, ...], Sequence[PlacedFact], tuple[tuple[PlacedFact, ...], int]],
) -> Frame:
    """A frame of what was before the month and at its end, and of what happened, may have happened and was folded so far."""
    return Frame(
        month=month,
        start_day=calendar.start_of(month),
        end_day=calendar.start_of(month + 1),
        before=states[0],
        state=states[1],
        events=listed[0],
        possible=tuple(listed[1]),
        facts=listed[2][0],
        count=listed[2][1],
        turns=turns[1],
        turns_before=turns[0],
    )
