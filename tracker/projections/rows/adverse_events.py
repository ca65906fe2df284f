"""`adverse_events`: adverse events as noted, absent ones included. Refuses to grade."""

from typing import Annotated

from msgspec import Meta

from tracker.events.toxicity import AdverseEventNoted
from tracker.projections.history import History, events_of
from tracker.projections.rows.columns import CertaintyColumn, DatedRow, joined_or_null, text_or_null


class AdverseEventRow(DatedRow, frozen=True, gc=False):
    """One adverse event, present or explicitly absent."""

    term: Annotated[str, Meta(description="CTCAE term where it is one")]
    affected: Annotated[str | None, Meta(description="what the term is about where listed, comma-separated")]
    grade: Annotated[int | None, Meta(description="grade as stated, or the least of a stated range")]
    grade_most: Annotated[
        int | None, Meta(description="greatest grade of a stated range; equal to grade where there is one")
    ]
    ctcae_version: Annotated[str, Meta(description="version of CTCAE, or not-stated")]
    presence: Annotated[str, Meta(description="present, absent, relieved, not-stated")]
    attribution: Annotated[str | None, Meta(description="to what it is attributed; NULL where not stated")]
    trend: Annotated[str, Meta(description="improving, stable, worsening, not-stated")]
    words: Annotated[str | None, Meta(description="the source's own term")]
    certainty: CertaintyColumn


def derive_adverse_events(history: History) -> tuple[AdverseEventRow, ...]:
    """One row per noted adverse event, in the order of living."""
    return tuple(
        AdverseEventRow(
            history.patient,
            event.key,
            *history.times[event.key],
            event.term,
            joined_or_null(event.affected),
            event.grade,
            event.grade if event.grade_most is None else event.grade_most,
            event.ctcae_version,
            event.presence.value,
            text_or_null(event.attribution),
            event.trend.value,
            text_or_null(event.words),
            event.certainty.value,
        )
        for event in events_of(history, AdverseEventNoted)
    )
