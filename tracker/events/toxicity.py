"""Adverse events. Refuses a grade without its system: the version, or that it is not stated, is always kept."""

from typing import Annotated

from msgspec import Meta

from tracker.events.fact import RecordedFact, Words
from tracker.values.vocabularies import Presence, Trend

Grade = Annotated[int, Meta(ge=0, le=5)]


class AdverseEventNoted(
    RecordedFact, tag="adverse-event-noted", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """An adverse event, present or explicitly absent. `grade` to `grade_most` is a range where the source gives one."""

    term: Words
    """CTCAE term where it is one."""
    affected: tuple[Words, ...] = ()
    """What the term is about where the source lists it, such as blood cell lines."""
    grade: Grade | None = None
    grade_most: Grade | None = None
    ctcae_version: Words = "not-stated"
    words: Words = ""
    presence: Presence = Presence.PRESENT
    attribution: Words = ""
    trend: Trend = Trend.NOT_STATED
