"""`regimens`: from when to when each regimen was given, and how it ended. Refuses to pair by order what has an identity.

A regimen stops at its `regimen-stopped` or `-held`; else at the next start that is not concurrent ("stop not recorded");
else at death; else it is ongoing. A resumption opens a row of its own.
"""

from typing import Annotated

from msgspec import Meta, Struct

from tracker.events.person import PatientDied
from tracker.events.treatment import CycleGiven, RegimenHeld, RegimenResumed, RegimenStarted, RegimenStopped
from tracker.projections.chronology import Placement
from tracker.projections.history import History, PlacedFact
from tracker.projections.regimen_state import is_concurrent
from tracker.projections.rows.columns import LineColumn, PhaseColumn, RegimenColumn, SpanRow, text_or_null
from tracker.projections.times import NO_TIMES, OpenTimes, time_columns
from tracker.values.vocabularies import ChangeReason, DrugStatus

STOPPED = "stopped"
HELD = "held"
NOT_RECORDED = "stop not recorded"
DIED = "death"
ONGOING = "ongoing"


class RegimenRow(SpanRow, frozen=True, gc=False):
    """One regimen from its start, or from a resumption, until it stopped or was held."""

    regimen: RegimenColumn
    name: Annotated[str | None, Meta(description="name as stated")]
    drugs: Annotated[str | None, Meta(description="drugs given, comma-separated")]
    drugs_not_stated: Annotated[
        str | None, Meta(description="drugs of which it is not stated whether they were given, comma-separated")
    ]
    referred_to_as: Annotated[
        str | None, Meta(description="how the source names the regimen where it does not list the drugs")
    ]
    phase: PhaseColumn
    line: LineColumn
    concurrent_with: Annotated[str | None, Meta(description="regimen or radiotherapy course beside which it was given")]
    resumed: Annotated[bool, Meta(description="1: the row begins with a resumption")]
    start_reason: Annotated[str, Meta(description="why it was started or resumed, coded; not-stated")]
    ended: Annotated[
        str,
        Meta(description="stopped, held, stop not recorded (the next start that is not concurrent), death, ongoing"),
    ]
    stopped_by: Annotated[str | None, Meta(description="key of the fact at which it ended")]
    stop_reason: Annotated[
        str | None, Meta(description="why it was stopped or held, coded; NULL where neither is recorded")
    ]
    cycles: Annotated[int, Meta(description="number of cycles recorded for it", extra={"unit": "1"})]


class Stretch(Struct):
    """A regimen from an opening fact to the fact that ended it."""

    opening: PlacedFact
    start: RegimenStarted | None
    """The start whose drugs and line hold; None for a resumption of a regimen that was never started."""
    ending: PlacedFact | None = None
    ended: str = ONGOING
    cycles: int = 0


def _own_facts(history: History) -> tuple[dict[str, list[PlacedFact]], dict[str, list[PlacedFact]]]:
    """Openings and endings, and cycles, by regimen, each in the order of living."""
    changes: dict[str, list[PlacedFact]] = {}
    cycles: dict[str, list[PlacedFact]] = {}
    for placed in history.facts:
        event = placed.event
        if isinstance(event, CycleGiven):
            cycles.setdefault(event.regimen, []).append(placed)
        elif isinstance(event, (RegimenStarted, RegimenResumed, RegimenHeld, RegimenStopped)):
            changes.setdefault(event.regimen, []).append(placed)
    return changes, cycles


def _paired(changes: list[PlacedFact]) -> list[Stretch]:
    """Pair the openings of one regimen with its endings, by identity.

    An ending that is placed before every opening belongs to the last stretch that has none: uncertain times may sort a
    stop "in March" before a start on 10 March. Of a hold and a stop after it, the hold ended the treatment.
    """
    stretches: list[Stretch] = []
    early: list[PlacedFact] = []
    start: RegimenStarted | None = next((p.event for p in changes if isinstance(p.event, RegimenStarted)), None)
    for placed in changes:
        event = placed.event
        is_open = bool(stretches) and stretches[-1].ending is None
        match event:
            case RegimenStarted():
                start = event
                stretches.append(Stretch(placed, start))
            case RegimenResumed():
                if not is_open:
                    stretches.append(Stretch(placed, start))
            case _ if is_open:
                _end(stretches[-1], placed)
            case _ if not stretches:
                early.append(placed)
            case _:
                pass
    for placed in early:
        unended = next((stretch for stretch in stretches if stretch.ending is None), None)
        if unended is not None:
            _end(unended, placed)
    return stretches


def _end(stretch: Stretch, placed: PlacedFact) -> None:
    stretch.ending = placed
    stretch.ended = HELD if isinstance(placed.event, RegimenHeld) else STOPPED


def _after(history: History, first: PlacedFact, second: PlacedFact) -> bool:
    """Whether the second begins after the first: by the midpoint of their pair, an open side by the estimates."""
    pair = history.chronology.between(first.key, second.key)
    if pair.least is None or pair.most is None:
        return second.start.estimate > first.start.estimate
    return pair.least + pair.most > 0


def _end_unrecorded(history: History, stretch: Stretch, starts: list[PlacedFact], death: PlacedFact | None) -> None:
    """End a stretch that has no recorded end at the next start, else at death."""
    own = stretch.start.regimen if stretch.start else None
    for other in starts:
        event = other.event
        if isinstance(event, RegimenStarted) and event.regimen != own and _after(history, stretch.opening, other):
            stretch.ending, stretch.ended = other, NOT_RECORDED
            return
    if death is not None:
        stretch.ending, stretch.ended = death, DIED


def _count_cycles(stretches: list[Stretch], cycles: list[PlacedFact]) -> None:
    """Give each cycle to the last stretch that began not after it; the first stretch has those before it too."""
    for placed in cycles:
        begun = [stretch for stretch in stretches if stretch.opening.start.estimate <= placed.start.estimate]
        (begun[-1] if begun else stretches[0]).cycles += 1


def stretches_of(history: History) -> tuple[Stretch, ...]:
    """Every regimen from opening to end, in the order of living of the openings."""
    changes, cycles = _own_facts(history)
    starts = [p for p in history.facts if isinstance(p.event, RegimenStarted) and not is_concurrent(p.event)]
    death = next((p for p in history.facts if isinstance(p.event, PatientDied)), None)
    found: list[Stretch] = []
    for regimen, own in changes.items():
        stretches = _paired(own)
        if stretches:
            _count_cycles(stretches, cycles.get(regimen, []))
        for stretch in stretches:
            if stretch.ending is None:
                _end_unrecorded(history, stretch, starts, death)
        found.extend(stretches)
    place = {placed.key: number for number, placed in enumerate(history.facts)}
    return tuple(sorted(found, key=lambda stretch: place[stretch.opening.key]))


def _drugs(start: RegimenStarted | None, *, given: bool) -> str | None:
    drugs = start.drugs if start else ()
    return ", ".join(drug.drug for drug in drugs if (drug.status is DrugStatus.GIVEN) == given) or None


def _reason(placed: PlacedFact | None) -> str | None:
    match placed.event if placed else None:
        case RegimenHeld(reason=reason) | RegimenStopped(reason=reason):
            return reason.value
        case _:
            return None


def _opening_reason(placed: PlacedFact) -> str:
    match placed.event:
        case RegimenStarted(reason=reason) | RegimenResumed(reason=reason):
            return reason.value
        case _:
            return ChangeReason.NOT_STATED.value


def _stop_times(history: History, opening: PlacedFact, ending: PlacedFact | None) -> OpenTimes:
    """The columns of the end; one that is estimated before the start it ends is moved to that start."""
    if ending is None:
        return NO_TIMES
    first, last = opening.start, ending.start
    if last.estimate >= first.estimate:
        return history.times[ending.key]
    earliest = first.estimate if last.earliest is None else max(last.earliest, first.earliest or last.earliest)
    latest = None if last.latest is None else max(last.latest, first.estimate)
    return time_columns(history.calendar, Placement(min(earliest, first.estimate), latest, first.estimate))


def derive_regimens(history: History) -> tuple[RegimenRow, ...]:
    """One row per uninterrupted stretch of a regimen, paired by regimen, half-open."""
    rows = []
    for stretch in stretches_of(history):
        start, ending, opening = stretch.start, stretch.ending, stretch.opening
        event = opening.event
        rows.append(
            RegimenRow(
                history.patient,
                opening.key,
                *history.times[opening.key],
                *_stop_times(history, opening, ending),
                event.regimen if isinstance(event, RegimenStarted | RegimenResumed) else "",
                text_or_null(start.name) if start else None,
                _drugs(start, given=True),
                _drugs(start, given=False),
                text_or_null(start.referred_to_as) if start else None,
                start.phase.value if start else None,
                start.line if start else None,
                start.concurrent_with if start else None,
                isinstance(event, RegimenResumed),
                _opening_reason(opening),
                stretch.ended,
                ending.key if ending else None,
                _reason(ending),
                stretch.cycles,
            )
        )
    return tuple(rows)
