"""Rules about being alive: survival that is none yet, a status without a date. Refuses to date a death by a contact."""

import re
from collections.abc import Iterator

from tracker.events.deliberation import IntervalStated
from tracker.events.disease import CancerDiagnosed
from tracker.events.person import PatientContacted, PatientDied, PatientRegistered
from tracker.projections.rules.evidence import Discrepancy, Evidence
from tracker.projections.stated import stated_by
from tracker.projections.summaries import name_of
from tracker.values.vocabularies import DiagnosisRole, Severity, VitalStatus

# Progression-free survival may well end at a contact.
_SURVIVAL = re.compile(r"(?<!free )(?<!free-)\bsurviv", re.IGNORECASE)


def censored_not_dead(evidence: Evidence) -> Iterator[Discrepancy]:
    """A follow-up time is called a survival time although nobody died: overall survival is censored there."""
    if PatientDied in evidence.history.by_kind:
        return
    origin = [
        stated.key
        for stated in stated_by(evidence.history, CancerDiagnosed)
        if stated.value.role is DiagnosisRole.PRIMARY
    ]
    contacts = {stated.key: stated.value for stated in stated_by(evidence.history, PatientContacted)}
    called = [(event.key, event.words, event) for event in contacts.values() if event.words]
    for standing in evidence.record.facts:
        fact = standing.fact
        if isinstance(fact, IntervalStated) and fact.meaning and fact.to in contacts:
            called.append((fact.key, f"{fact.meaning}, {fact.stated}", contacts[fact.to]))
    for key, words, contact in called:
        if contact.vital_status is not VitalStatus.DECEASED and _SURVIVAL.search(words):
            summary = (
                f"“{words}” ({key}) calls a follow-up time a survival time: no death is on record, and survival is "
                f"censored at {name_of(contact)}"
            )
            yield evidence.found("censored-not-dead", Severity.WARNING, summary, (key, contact.key, *origin[:1]))


def status_without_event(evidence: Evidence) -> Iterator[Discrepancy]:
    """A patient called deceased without the death that would date it, or registered without any vital status."""
    by_kind = evidence.history.by_kind
    if PatientDied in by_kind:
        return
    contacts = stated_by(evidence.history, PatientContacted)
    dead = [stated.value for stated in contacts if stated.value.vital_status is VitalStatus.DECEASED]
    registered = by_kind.get(PatientRegistered, ())
    if dead:
        said = ", ".join(map(name_of, dead))
        summary = f"{said} says that the patient is deceased, but no death is on record that would date it"
        yield evidence.found("status-without-event", Severity.WARNING, summary, [event.key for event in dead])
    elif registered and all(stated.value.vital_status is VitalStatus.NOT_STATED for stated in contacts):
        summary = f"{name_of(registered[0].event)}: no fact states the vital status at last follow-up"
        keys = [registered[0].key, *(stated.key for stated in contacts)]
        yield evidence.found("status-without-event", Severity.NOTE, summary, keys)
