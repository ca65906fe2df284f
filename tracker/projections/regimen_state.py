"""Regimens as they stand: running, held, stopped or ended. Refuses to decide what ends what: that is read off the stretches.

A hold ends the treatment but keeps the regimen as held, until its own facts end the hold, else the next start that is not
concurrent, else the death.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from tracker.events.treatment import CycleGiven, RegimenHeld, RegimenResumed, RegimenStarted, RegimenStopped
from tracker.projections.history import PlacedFact
from tracker.projections.stated import Stated
from tracker.values.vocabularies import ChangeReason, Phase


class RegimenStatus(StrEnum):
    """How a regimen stands."""

    ON = "on"
    HELD = "held"
    STOPPED = "stopped"
    ENDED = "ended"
    """By a later start or the death; its stop is not recorded."""


class RegimenState(Struct, frozen=True, gc=False, kw_only=True):
    """One regimen so far."""

    regimen: str
    started: Stated[RegimenStarted] | None = None
    opened: PlacedFact | None = None
    """The start, resumption or cycle since which it was given last; None for one that is yet to begin."""
    held: Stated[RegimenHeld] | None = None
    resumed: Stated[RegimenResumed] | None = None
    """The latest resumption, while it is not held again."""
    stopped: Stated[RegimenStopped] | None = None
    stopped_early: Stated[RegimenStopped] | None = None
    """A stop that is placed before the beginning; it cannot end a stretch with an end of its own, but ends its hold."""
    ended_by: PlacedFact | None = None
    """The next start that is not concurrent, or the death, where no stop is recorded."""
    cycle: Stated[CycleGiven] | None = None
    """The last cycle given."""

    @property
    def status(self) -> RegimenStatus:
        """How it stands; a recorded stop weighs most."""
        if self.stopped is not None:
            return RegimenStatus.STOPPED
        if self.ended_by is not None:
            return RegimenStatus.ENDED
        return RegimenStatus.ON if self.held is None else RegimenStatus.HELD

    @property
    def current(self) -> bool:
        """Whether it is running or held."""
        return self.opened is not None and self.stopped is None and self.ended_by is None

    @property
    def concurrent(self) -> bool:
        """Whether it is given beside something else, such as radiotherapy."""
        return self.started is not None and is_concurrent(self.started.value)

    @property
    def reason(self) -> ChangeReason:
        """Why it is stopped or held, as stated."""
        if self.stopped is not None:
            return self.stopped.value.reason
        return ChangeReason.NOT_STATED if self.held is None else self.held.value.reason

    @property
    def drugs(self) -> tuple[str, ...]:
        """Names of the drugs, those of the last cycle where the start lists none."""
        if self.started is not None and self.started.value.drugs:
            return tuple(drug.drug for drug in self.started.value.drugs)
        return () if self.cycle is None else tuple(drug.drug for drug in self.cycle.value.drugs)

    @property
    def name(self) -> str:
        """The drugs; else how the source names the regimen; else its identifier."""
        if self.drugs:
            return " + ".join(self.drugs)
        if self.started is None:
            return self.regimen
        return self.started.value.name or self.started.value.referred_to_as or self.regimen


Regimens = Mapping[str, RegimenState]
"""Every regimen so far by its identifier, in the order in which they were started."""


def is_concurrent(event: RegimenStarted) -> bool:
    """Whether this start leaves the regimens before it running."""
    return event.concurrent_with is not None or event.phase is Phase.CONCURRENT


def main_regimen(regimens: Regimens) -> RegimenState | None:
    """The regimen that a screen names: running before held, not concurrent before concurrent, the latest before others."""
    chosen, rank = None, (False, False)
    for state in regimens.values():
        if state.current:
            own = (state.held is None, not state.concurrent)
            if chosen is None or own >= rank:
                chosen, rank = state, own
    return chosen


def after_start(
    regimens: Regimens, event: RegimenStarted, placed: PlacedFact, ending: PlacedFact | None
) -> dict[str, RegimenState]:
    """Start a regimen, or start it again.

    Args:
        regimens: The regimens so far.
        event: The start.
        placed: The start with its place in time.
        ending: What ended it again, where that is placed before the start.
    """
    before = regimens.get(event.regimen)
    started = RegimenState(regimen=event.regimen, started=Stated(event, placed), opened=placed)
    if before is not None:
        started = replace(
            started,
            cycle=before.cycle,
            stopped_early=_stopped_early(before),
        )
    return {**regimens, event.regimen: _ended_at_once(started, before, ending)}


def after_reopening(
    regimens: Regimens, regimen: str, placed: PlacedFact, ending: PlacedFact | None
) -> dict[str, RegimenState]:
    """Let a regimen go on that was held, stopped or seemed to have ended, by a resumption or by a cycle."""
    before = regimens.get(regimen)
    early = None if before is None else _stopped_early(before)
    after = _changed(regimens, regimen, opened=placed, held=None, stopped=None, stopped_early=early, ended_by=None)
    after[regimen] = _ended_at_once(after[regimen], before, ending)
    return after


def _stopped_early(before: RegimenState) -> Stated[RegimenStopped] | None:
    return before.stopped if before.opened is None else before.stopped_early


def _ended_at_once(state: RegimenState, before: RegimenState | None, ending: PlacedFact | None) -> RegimenState:
    """The regimen with what ended it again, where that is placed before its beginning."""
    if ending is None:
        return state
    if before is not None and isinstance(ending.event, RegimenHeld | RegimenStopped):
        return replace(state, held=before.held, stopped=before.stopped)
    return replace(state, ended_by=ending)


def after_hold(regimens: Regimens, event: RegimenHeld, placed: PlacedFact) -> dict[str, RegimenState]:
    """Hold a regimen; the treatment stops, the regimen stays current."""
    after = _changed(regimens, event.regimen, held=Stated(event, placed), resumed=None)
    early = after[event.regimen].stopped_early
    return after if early is None else _changed(after, event.regimen, stopped=early)


def after_resumption(regimens: Regimens, event: RegimenResumed, placed: PlacedFact) -> dict[str, RegimenState]:
    """Note a resumption; whether it lets the regimen go on is the pairing's business."""
    return _changed(regimens, event.regimen, resumed=Stated(event, placed))


def after_stop(regimens: Regimens, event: RegimenStopped, placed: PlacedFact) -> dict[str, RegimenState]:
    """Stop a regimen, whatever seemed to have ended it."""
    return _changed(regimens, event.regimen, stopped=Stated(event, placed), ended_by=None)


def after_cycle(regimens: Regimens, event: CycleGiven, placed: PlacedFact) -> dict[str, RegimenState]:
    """Count a cycle."""
    return _changed(regimens, event.regimen, cycle=Stated(event, placed))


def after_end(regimens: Regimens, ended: Iterable[str], placed: PlacedFact) -> Regimens:
    """End regimens that are still current, without a recorded stop of their own: by a start, or the death."""
    current = [name for name in ended if name in regimens and regimens[name].current]
    return {**regimens, **{name: replace(regimens[name], ended_by=placed) for name in current}} if current else regimens


def _changed(regimens: Regimens, regimen: str, **changes: object) -> dict[str, RegimenState]:
    before = regimens.get(regimen)
    state = RegimenState(regimen=regimen) if before is None else before
    return {**regimens, regimen: replace(state, **changes)}
