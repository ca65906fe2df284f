"""`regimens`: from when to when each regimen was given, and how it ended. Refuses to pair by order what has an identity.

A regimen stops at its `regimen-stopped` or `-held`; else at the next start that is not concurrent ("stop not recorded");
else at death; else it is ongoing. A resumption opens a row of its own.
"""

from typing import Annotated

from msgspec import Meta

from tracker.events.treatment import CycleGiven, RegimenHeld, RegimenResumed, RegimenStarted, RegimenStopped
from tracker.projections.chronology import Placement
from tracker.projections.history import History, PlacedFact
from tracker.projections.rows.columns import LineColumn, PhaseColumn, RegimenColumn, SpanRow, text_or_null
from tracker.projections.stretches import stretches_of
from tracker.projections.times import NO_TIMES, OpenTimes, time_columns
from tracker.values.vocabularies import ChangeReason, DrugStatus


class RegimenRow(SpanRow, frozen=True, gc=False):
    """One regimen from its start, or from a resumption, until it stopped or was held.

    A regimen of which only cycles are recorded begins with the first one.
    """

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
    resumed: Annotated[
        bool, Meta(description="1: the row begins with a resumption, or with a cycle certainly after a hold")
    ]
    start_reason: Annotated[str, Meta(description="why it was started or resumed, coded; not-stated")]
    ended: Annotated[
        str,
        Meta(
            description="stopped, held, stop not recorded (the next start that is not concurrent, or its own), death, ongoing"
        ),
    ]
    stopped_by: Annotated[str | None, Meta(description="key of the fact at which it ended")]
    stop_reason: Annotated[
        str | None, Meta(description="why it was stopped or held, coded; NULL where neither is recorded")
    ]
    cycles: Annotated[int, Meta(description="number of cycles recorded for it", extra={"unit": "1"})]


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
    for stretch in history.once(stretches_of):
        start, ending, opening = stretch.start, stretch.ending, stretch.opening
        event = opening.event
        rows.append(
            RegimenRow(
                history.patient,
                opening.key,
                *history.times[opening.key],
                *_stop_times(history, opening, ending),
                stretch.regimen,
                text_or_null(start.name) if start else None,
                _drugs(start, given=True),
                _drugs(start, given=False),
                text_or_null(start.referred_to_as) if start else None,
                start.phase.value if start else None,
                start.line if start else None,
                start.concurrent_with if start else None,
                isinstance(event, RegimenResumed) or (isinstance(event, CycleGiven) and start is not None),
                _opening_reason(opening),
                stretch.ended,
                ending.key if ending else None,
                _reason(ending),
                len(stretch.cycles),
            )
        )
    return tuple(rows)
