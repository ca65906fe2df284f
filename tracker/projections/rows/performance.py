"""`performance`: performance status as assessed. Refuses to give a score where the source only says a decline."""

from typing import Annotated

from msgspec import Meta

from tracker.events.person import PerformanceAssessed
from tracker.projections.history import History, events_of
from tracker.projections.rows.columns import AssessorColumn, CertaintyColumn, DatedRow, text_or_null


class PerformanceRow(DatedRow, frozen=True, gc=False):
    """One assessment."""

    ecog: Annotated[int | None, Meta(description="ECOG score 0 to 5; NULL: a change without a score")]
    words: Annotated[str | None, Meta(description="the scale or the change in the source's words")]
    certainty: CertaintyColumn
    asserted_by: AssessorColumn


def derive_performance(history: History) -> tuple[PerformanceRow, ...]:
    """One row per assessment, in the order of living."""
    return tuple(
        PerformanceRow(
            history.patient,
            event.key,
            *history.times[event.key],
            event.ecog,
            text_or_null(event.words),
            event.certainty.value,
            text_or_null(event.asserted_by),
        )
        for event in events_of(history, PerformanceAssessed)
    )
