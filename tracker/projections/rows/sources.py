"""`sources`: where in which document each fact stands. Refuses to hold a sentence of the document."""

from typing import Annotated

from msgspec import Meta, Struct

from tracker.events.deliberation import AmbiguityNoted
from tracker.projections.history import History
from tracker.projections.rows.columns import ItemColumn, KeyColumn, PatientColumn


class SourceRow(Struct, frozen=True, gc=False):
    """One place in a document on which a fact rests."""

    patient: PatientColumn
    key: KeyColumn
    item: ItemColumn
    document: Annotated[str | None, Meta(description="SHA-256 of the document; NULL where it is not named")]
    locator: Annotated[str, Meta(description="where in the document, such as §2 ¶1")]
    span_start: Annotated[int | None, Meta(description="first character (code point) of the passage, from 0")]
    span_stop: Annotated[int | None, Meta(description="character after the last one of the passage")]
    conflicting: Annotated[bool, Meta(description="1: one of the statements that a noted ambiguity sets side by side")]


def derive_sources(history: History) -> tuple[SourceRow, ...]:
    """One row per fact and source; a noted ambiguity's conflicting statements follow its own sources."""
    patient = history.patient
    rows = []
    for standing in history.record.facts:
        fact = standing.fact
        own = len(fact.sources)
        places = (*fact.sources, *fact.statements) if isinstance(fact, AmbiguityNoted) else fact.sources
        for item, source in enumerate(places, 1):
            first, last = source.span or (None, None)
            rows.append(SourceRow(patient, fact.key, item, source.document, source.locator, first, last, item > own))
    return tuple(rows)
