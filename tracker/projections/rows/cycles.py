"""`cycles`: cycles as given, one row each. Refuses to invent a cycle or a length."""

from typing import Annotated

from msgspec import Meta

from tracker.events.treatment import CycleGiven, RegimenStarted
from tracker.projections.history import History, events_of
from tracker.projections.rows.columns import (
    CertaintyColumn,
    LineColumn,
    PhaseColumn,
    RegimenColumn,
    SpanRow,
)
from tracker.projections.times import NO_TIMES, time_columns
from tracker.values.vocabularies import DrugStatus


class CycleRow(SpanRow, frozen=True, gc=False):
    """One cycle; the stop is the end of its length, NULL where no length is given."""

    regimen: RegimenColumn
    number: Annotated[int, Meta(description="number of the cycle within its regimen, from 1", extra={"unit": "1"})]
    line: LineColumn
    phase: PhaseColumn
    drugs: Annotated[str | None, Meta(description="drugs given, comma-separated")]
    drugs_not_stated: Annotated[
        str | None, Meta(description="drugs of which it is not stated whether they were given, comma-separated")
    ]
    certainty: CertaintyColumn


def starts_by_regimen(history: History) -> dict[str, RegimenStarted]:
    """The first recorded start of every regimen, in the order of living: its line and phase hold for its cycles."""
    starts: dict[str, RegimenStarted] = {}
    for event in events_of(history, RegimenStarted):
        starts.setdefault(event.regimen, event)
    return starts


def derive_cycles(history: History) -> tuple[CycleRow, ...]:
    """One row per cycle, in the order of living; line and phase are those of its regimen."""
    starts = starts_by_regimen(history)
    calendar = history.calendar
    rows = []
    for placed in history.by_kind.get(CycleGiven, ()):
        event = placed.event
        if not isinstance(event, CycleGiven):
            continue
        start = starts.get(event.regimen)
        given = [drug.drug for drug in event.drugs if drug.status is DrugStatus.GIVEN]
        open_drugs = [drug.drug for drug in event.drugs if drug.status is not DrugStatus.GIVEN]
        rows.append(
            CycleRow(
                history.patient,
                event.key,
                *history.times[event.key],
                *(NO_TIMES if placed.stop is None else time_columns(calendar, placed.stop)),
                event.regimen,
                event.number,
                start.line if start else None,
                start.phase.value if start else None,
                ", ".join(dict.fromkeys(given)) or None,
                ", ".join(dict.fromkeys(open_drugs)) or None,
                event.certainty.value,
            )
        )
    return tuple(rows)
