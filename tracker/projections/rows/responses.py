"""`responses`: tumor response as somebody assessed it. Refuses to compute a category."""

from typing import Annotated

from msgspec import Meta

from tracker.events.disease import ResponseAssessed, SiteResponse
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
from tracker.projections.words import site_words
from tracker.values.vocabularies import ResponseCategory


class ResponseRow(DatedRow, frozen=True, gc=False):
    """One assessment of response."""

    category: Annotated[
        str, Meta(description="CR, PR, SD, PD, NE, iUPD, iCPD, not-stated; as asserted, never computed")
    ]
    words: Annotated[str | None, Meta(description="the source's own term")]
    by_site: Annotated[
        str | None, Meta(description="response per site where the source tells them apart, `site: response; …`")
    ]
    criteria: CriteriaColumn
    assessor: AssessorColumn
    certainty: CertaintyColumn
    evidence: EvidenceColumn


def _site_text(response: SiteResponse) -> str:
    category = "" if response.category is ResponseCategory.NOT_STATED else response.category.value
    return f"{site_words(response.site)}: {' '.join(filter(None, (category, response.words))) or 'not-stated'}"


def derive_responses(history: History) -> tuple[ResponseRow, ...]:
    """One row per assessment, in the order of living; people disagree, so none replaces another."""
    return tuple(
        ResponseRow(
            history.patient,
            event.key,
            *history.times[event.key],
            event.category.value,
            text_or_null(event.words),
            "; ".join(map(_site_text, event.by_site)) or None,
            event.criteria.value,
            text_or_null(event.assessor),
            event.certainty.value,
            joined_or_null(event.evidence),
        )
        for event in events_of(history, ResponseAssessed)
    )
