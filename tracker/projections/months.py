"""The case month by month: one finished frame per month, from which every screen is drawn. Refuses to look ahead.

Frame m is the case at the end of month m. A fact belongs to the month of its estimate and is folded from then on; one that
may have happened already, but whose estimate is still to come, is listed as possible and not folded.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct

from tracker.projections.evolve import NOTHING, evolve, recorded_stops
from tracker.projections.history import History, PlacedFact
from tracker.projections.state import INITIAL, CaseState
from tracker.values.months import PRECISION_DAYS, Calendar

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

    def certain(self, placed: PlacedFact) -> bool:
        """Whether the fact has happened by the end of the month, whatever the truth within its bounds."""
        latest = placed.start.latest
        return latest is not None and latest + PRECISION_DAYS < self.end_day

    def age_days(self, placed: PlacedFact) -> float:
        """How old the fact is at the end of the month, by its estimate."""
        return self.end_day - placed.start.estimate


def months_of(history: History, *, known: bool = False) -> tuple[Frame, ...]:
    """Cut a history into its months; none where nothing happened.

    Args:
        history: The facts in the order of living.
        known: Fold into every month only what the treating team could know by its end, by estimate.
    """
    facts = sorted(history.facts, key=_month)
    if not facts:
        return ()
    months = month_range(facts)
    calendar = history.calendar
    entry = {placed.key: _entry_month(calendar, placed) for placed in facts} if known else {}
    if any(entry[placed.key] != placed.month for placed in facts if known):
        return _known_frames(calendar, facts, entry, months)
    return _frames(calendar, facts, months)


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
        earliest: float | None
        if known and placed.known is not placed.start:
            if placed.known is None:
                continue
            earliest = placed.known.earliest
        else:
            earliest = placed.start.earliest
        if earliest is not None and earliest >= calendar.start_of(placed.month):
            continue
        begin = months.start if earliest is None else max(months.start, calendar.month_of(earliest))
        for month in range(begin, placed.month):
            listed.setdefault(month, []).append(placed)
    return listed


def _frames(calendar: Calendar, facts: Sequence[PlacedFact], months: range) -> tuple[Frame, ...]:
    stops = recorded_stops(facts)
    possible = _possible(calendar, facts, months, known=False)
    by_month = {month: tuple(group) for month, group in groupby(facts, key=lambda fact: max(fact.month, months.start))}
    frames, state = [], INITIAL
    for month in months:
        before, events = state, by_month.get(month, ())
        for placed in events:
            state = evolve(state, placed, stops)
        frames.append(_frame(calendar, month, (before, state), events, possible.get(month, ())))
    return tuple(frames)


def _known_frames(
    calendar: Calendar, facts: Sequence[PlacedFact], entry: dict[str, int | None], months: range
) -> tuple[Frame, ...]:
    """Fold month by month what was known; what became known late is folded where it belongs.

    The states after every fact are kept, so that a late fact costs only what happened after it. No stop is known before it
    is folded, so the recorded stops have no say.
    """
    possible = _possible(calendar, facts, months, known=True)
    entering: dict[int, list[int]] = {}
    for place, placed in enumerate(facts):
        month = entry[placed.key]
        if month is not None:
            entering.setdefault(max(month, months.start), []).append(place)
    frames: list[Frame] = []
    folded: list[int] = []
    states = [INITIAL]
    before = INITIAL
    for month in months:
        new = entering.get(month, ())
        if new:
            keep = bisect_right(folded, new[0])
            again = sorted((*folded[keep:], *new))
            del folded[keep:], states[keep + 1 :]
            for place in again:
                states.append(evolve(states[-1], facts[place], NOTHING))
                folded.append(place)
        events = tuple(facts[place] for place in new)
        frames.append(_frame(calendar, month, (before, states[-1]), events, possible.get(month, ())))
        before = states[-1]
    return tuple(frames)


def _frame(
    calendar: Calendar,
    month: int,
    states: tuple[CaseState, CaseState],
    events: tuple[PlacedFact, ...],
    possible: Sequence[PlacedFact],
) -> Frame:
    return Frame(
        month=month,
        start_day=calendar.start_of(month),
        end_day=calendar.start_of(month + 1),
        before=states[0],
        state=states[1],
        events=events,
        possible=tuple(possible),
    )
