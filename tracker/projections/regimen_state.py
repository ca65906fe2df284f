"""Regimens as they stand: running, held, stopped or ended. Refuses to pair a stop with a start by their order.

A stop belongs to the regimen it names, even where an uncertain time sorts it before the start. A hold ends the treatment
but keeps the regimen as held. Without a recorded stop the next start that is not concurrent, or the death, ends it.
"""

from collections.abc import Mapping
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
    held: Stated[RegimenHeld] | None = None
    resumed: Stated[RegimenResumed] | None = None
    """The latest resumption, while it is not held again."""
    stopped: Stated[RegimenStopped] | None = None
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
        return self.stopped is None and self.ended_by is None

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
    regimens: Regimens, event: RegimenStarted, placed: PlacedFact, stops: Mapping[str, float]
) -> dict[str, RegimenState]:
    """Start a regimen and end those before it whose stop is not recorded, unless it is given beside them.

    Args:
        regimens: The regimens so far.
        event: The start.
        placed: The start with its place in time.
        stops: Day of the last recorded stop of each regimen, future ones included: such a regimen ends there, not here.
    """
    day, concurrent, regimen = placed.start.estimate, is_concurrent(event), event.regimen
    after = {
        name: replace(state, ended_by=placed)
        if state.current and not concurrent and stops.get(name, day - 1) < day
        else state
        for name, state in regimens.items()
        if name != regimen
    }
    before = regimens.get(regimen)
    started = Stated(event, placed)
    if before is None or before.started is not None:
        cycle = None if before is None else before.cycle
        after[regimen] = RegimenState(regimen=regimen, started=started, cycle=cycle)
    else:
        after[regimen] = replace(before, started=started)
    return after


def after_hold(regimens: Regimens, event: RegimenHeld, placed: PlacedFact) -> dict[str, RegimenState]:
    """Hold a regimen; the treatment stops, the regimen stays current."""
    return _changed(regimens, event.regimen, held=Stated(event, placed), resumed=None)


def after_resumption(regimens: Regimens, event: RegimenResumed, placed: PlacedFact) -> dict[str, RegimenState]:
    """Let a held regimen go on; one that a later start seemed to have ended goes on as well."""
    return _changed(regimens, event.regimen, resumed=Stated(event, placed), held=None, ended_by=None)


def after_stop(regimens: Regimens, event: RegimenStopped, placed: PlacedFact) -> dict[str, RegimenState]:
    """Stop a regimen, whatever seemed to have ended it."""
    return _changed(regimens, event.regimen, stopped=Stated(event, placed), ended_by=None)


def after_cycle(regimens: Regimens, event: CycleGiven, placed: PlacedFact) -> dict[str, RegimenState]:
    """Count a cycle. One given certainly after a hold shows that the regimen went on."""
    before = regimens.get(event.regimen)
    cycle = Stated(event, placed)
    if before is not None and before.held is not None and _certainly_after(placed, before.held.by):
        return {**regimens, event.regimen: replace(before, cycle=cycle, held=None)}
    return _changed(regimens, event.regimen, cycle=cycle)


def after_death(regimens: Regimens, placed: PlacedFact) -> Regimens:
    """End everything that is still current."""
    if not any(state.current for state in regimens.values()):
        return regimens
    return {name: replace(state, ended_by=placed) if state.current else state for name, state in regimens.items()}


def _certainly_after(later: PlacedFact, earlier: PlacedFact) -> bool:
    earliest, latest = later.start.earliest, earlier.start.latest
    return earliest is not None and latest is not None and earliest >= latest


def _changed(regimens: Regimens, regimen: str, **changes: object) -> dict[str, RegimenState]:
    before = regimens.get(regimen)
    state = RegimenState(regimen=regimen) if before is None else before
    return {**regimens, regimen: replace(state, **changes)}
