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
    options: tuple[Text, ...] = ()
    choice: Text = ""
    reason: Text = ""
    by_whom: Words = ""


class IntervalStated(
    Entry, tag="interval-stated", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """The source states how long it was from one anchor to another."""

    from_: Anchor = field(name="from")
    to: Anchor
    stated: DurationText
    basis: Basis = Basis.STATED
    meaning: Words = ""
    """What the interval is, such as `follow-up without drugs`."""


class AmbiguityNoted(
    Entry, tag="ambiguity-noted", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A reader saw that the source is ambiguous, silent or contradicts itself."""

    rule: Words = "reader-noted"
    severity: Severity
    summary: Text
    keys: tuple[Key, ...] = ()
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
    reading: Words
    why: Text
