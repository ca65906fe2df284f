"""Symptoms, signs, function and adverse events as they stand. Refuses to forget an absence that was stated."""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from tracker.events.observation import Finding, FindingNoted
from tracker.events.toxicity import AdverseEventNoted
from tracker.projections.history import PlacedFact
from tracker.projections.words import only_attributes
from tracker.values.vocabularies import FindingKind, Presence

ALL_SYMPTOMS = frozenset({"symptoms", "all symptoms"})
"""Names of a finding that speaks of every symptom at once, such as an overall relief."""


class FindingState(Struct, frozen=True, gc=False):
    """One finding as last stated."""

    finding: Finding
    presence: Presence
    since: PlacedFact
    """The fact since which it is present, absent or relieved without interruption."""
    by: PlacedFact
    """The fact that stated it last."""

    @property
    def open(self) -> bool:
        """Whether it is there, as far as anybody said."""
        return self.presence is Presence.PRESENT or self.presence is Presence.NOT_STATED


class AdverseEventState(Struct, frozen=True, gc=False):
    """One adverse event as last noted."""

    event: AdverseEventNoted
    since: PlacedFact
    """The fact since which it is present or absent without interruption."""
    by: PlacedFact
    onset: PlacedFact | None = None
    """The fact with which it began, while it is there and once it is relieved; None where it was only stated absent."""
    cause: PlacedFact | None = None
    """The fact that says only what it is put down to; None where that stands in the event itself, or nowhere."""

    @property
    def open(self) -> bool:
        """Whether it is there, as far as anybody said."""
        return self.event.presence is Presence.PRESENT or self.event.presence is Presence.NOT_STATED


Findings = Mapping[str, FindingState]
"""Findings by `kind:name`, in the order in which they were first noted."""
AdverseEvents = Mapping[str, AdverseEventState]
"""Adverse events by term in lower case, in the order in which they were first noted."""


def finding_id(finding: Finding) -> str:
    """What makes two statements speak of the same finding.

    >>> finding_id(Finding(name="Chest pain"))
    'symptom:chest pain'
    """
    return f"{finding.kind}:{finding.name.casefold()}"


def after_findings(findings: Findings, event: FindingNoted, placed: PlacedFact) -> dict[str, FindingState]:
    """Take note of findings. An overall relief turns every open symptom into a relieved one, which stays visible."""
    after = dict(findings)
    for finding in event.findings:
        if finding.presence is Presence.RELIEVED and finding.name.casefold() in ALL_SYMPTOMS:
            relieved = [name for name, state in after.items() if state.open and _is_symptom(state)]
            after |= {
                name: replace(after[name], presence=Presence.RELIEVED, since=placed, by=placed) for name in relieved
            }
            if relieved:
                continue
        name = finding_id(finding)
        before = after.get(name)
        same = before is not None and before.presence is finding.presence
        since = before.since if before is not None and same else placed
        after[name] = FindingState(finding, finding.presence, since, placed)
    return after


def _is_symptom(state: FindingState) -> bool:
    return state.finding.kind is FindingKind.SYMPTOM


def after_adverse_event(events: AdverseEvents, event: AdverseEventNoted, placed: PlacedFact) -> AdverseEvents:
    """Take note of an adverse event or of its absence; the latest word about a term holds.

    A cause is a word about what was noted: it leaves the grade, the trend and their age as they are.
    """
    name = event.term.casefold()
    before = events.get(name)
    if before is not None and before.open and only_attributes(event):
        return {
            **events,
            name: replace(before, event=replace(before.event, attribution=event.attribution), cause=placed),
        }
    same = before is not None and before.event.presence is event.presence
    since = before.since if before is not None and same else placed
    state = AdverseEventState(event, since, placed)
    onset = None
    if state.open:
        onset = before.onset if before is not None and before.open and before.onset is not None else placed
    elif event.presence is Presence.RELIEVED and before is not None:
        onset = before.onset
    return {**events, name: replace(state, onset=onset)}
