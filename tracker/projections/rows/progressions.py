"""`progressions`: progressions as somebody declared them. Refuses to confirm or to refute one."""

from typing import Annotated

from msgspec import Meta

from tracker.events.disease import ProgressionDeclared
from tracker.projections.history import History, events_of
from tracker.projections.rows.columns import (
    AssessorColumn,
    CertaintyColumn,
    CriteriaColumn,
    DatedRow,
    EvidenceColumn,
    joined_or_null,
    text_or_null,
)
from tracker.projections.words import sites_words


class ProgressionRow(DatedRow, frozen=True, gc=False):
    """One declared progression."""

    ordinal: Annotated[int | None, Meta(description="which progression the source calls it, from 1")]
    sites: Annotated[str | None, Meta(description="where, comma-separated, with side and certainty where stated")]
    extent: Annotated[str, Meta(description="local, regional, locoregional, distant, biochemical-only, not-stated")]
    certainty: CertaintyColumn
    criteria: CriteriaColumn
    assessor: AssessorColumn
    evidence: EvidenceColumn
    words: Annotated[str | None, Meta(description="the source's own term")]


def derive_progressions(history: History) -> tuple[ProgressionRow, ...]:
    """One row per declared progression, in the order of living."""
    return tuple(
        ProgressionRow(
            history.patient,
            event.key,
            *history.times[event.key],
            event.ordinal,
            text_or_null(sites_words(event.sites)),
            event.extent.value,
            event.certainty.value,
            event.criteria.value,
            text_or_null(event.assessor),
            joined_or_null(event.evidence),
            text_or_null(event.words),
        )
        for event in events_of(history, ProgressionDeclared)
    )
