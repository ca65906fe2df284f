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
    """CTCAE grade, or the least of a stated range; left out where not stated."""
    grade_most: Grade | None = None
    """Greatest grade of a stated range."""
    ctcae_version: Words = "not-stated"
    """Version that the grade is by, such as `5.0`."""
    words: Words = ""
    """How the source puts it."""
    presence: Presence = Presence.PRESENT
    """Whether it was there."""
    attribution: Words = ""
    """What it is put down to."""
    trend: Trend = Trend.NOT_STATED
    """Direction of change without a grade."""
