"""Decisions, stated intervals, ambiguities and the readings chosen. Refuses to choose by itself."""

from msgspec import Struct, field

from tracker.events.fact import Entry, RecordedFact, Source, Text, Words
from tracker.values.durations import DurationText
from tracker.values.identifiers import Anchor, Key
from tracker.values.vocabularies import Severity
from tracker.values.when import Basis


class DecisionRecorded(
    RecordedFact, tag="decision-recorded", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A decision: what was asked, what could have been done, what was chosen and why. Empty is not stated."""

    question: Text = ""
    """What had to be decided."""
    options: tuple[Text, ...] = ()
    """What could have been done."""
    choice: Text = ""
    """What was chosen."""
    reason: Text = ""
    """Why."""
    by_whom: Words = ""
    """Who decided."""


class IntervalStated(
    Entry, tag="interval-stated", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """The source states how long it was from one anchor to another."""

    from_: Anchor = field(name="from")
    """Where it begins."""
    to: Anchor
    """Where it ends."""
    stated: DurationText
    """How long it was, such as `17 mo`; months and years are rounded ones."""
    basis: Basis = Basis.STATED
    """Whether the source states it, or it was derived or assumed."""
    meaning: Words = ""
    """What the interval is, such as `follow-up without drugs`."""


class AmbiguityNoted(
    Entry, tag="ambiguity-noted", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A reader saw that the source is ambiguous, silent or contradicts itself."""

    rule: Words = "reader-noted"
    """What `tracker check` lists it under: `reader-noted`, `sources-disagree` or `lost-superscript`."""
    severity: Severity
    """`warning` where it changes a result or two places disagree, `note` where something is missing or soft."""
    summary: Text
    """What is open or contradicts, in the curator's words."""
    keys: tuple[Key, ...] = ()
    """Facts that it is about."""
    statements: tuple[Source, ...] = ()
    """Where the statements stand that conflict."""


class ReadingSelected(
    Struct,
    tag="reading-selected",
    tag_field="type",
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
):
    """One of the readings of an ambiguous time was chosen; the latest choice holds."""

    question: Words
    """Name of the ambiguity, as the time that asks it writes it."""
    reading: Words
    """Name of the reading that now holds."""
    why: Text
    """Reason for the choice."""
