"""Rules about what facts say, each by itself or beside the death. Refuses to fill in what is missing."""

from collections.abc import Iterator

from tracker.events.deliberation import AmbiguityNoted
from tracker.events.laboratory import LabResulted
from tracker.events.person import PatientDied
from tracker.projections.history import PlacedFact, events_of
from tracker.projections.rules.evidence import Discrepancy, Evidence
from tracker.projections.summaries import name_of
from tracker.values.months import PRECISION_DAYS
from tracker.values.vocabularies import Severity


def after_death(evidence: Evidence) -> Iterator[Discrepancy]:
    """An event certainly after the death: whatever the truth within the bounds, the pair's least is above 0."""
    history = evidence.history
    death = next((placed for placed in history.facts if isinstance(placed.event, PatientDied)), None)
    if death is None:
        return
    for placed in history.facts:
        if placed is death or not _may_follow(placed, death):
            continue
        least = history.chronology.between(death.key, placed.key).least
        if least is not None and least > PRECISION_DAYS:
            yield Discrepancy(
                patient=evidence.patient,
                rule="after-death",
                severity=Severity.ERROR,
                summary=f"{name_of(placed.event)} is at least {least:.0f} d after the death ({death.key})",
                events=(death.key, placed.key),
            )


def _may_follow(placed: PlacedFact, death: PlacedFact) -> bool:
    latest, earliest = placed.start.latest, death.start.earliest
    return latest is None or earliest is None or latest > earliest


def missing_value(evidence: Evidence) -> Iterator[Discrepancy]:
    """A result without a value; the source's word, if there is one, is named."""
    for lab in events_of(evidence.history, LabResulted):
        if lab.value is None:
            word = f"the source only says “{lab.word}”" if lab.word else "the source gives no word for it either"
            yield Discrepancy(
                patient=evidence.patient,
                rule="missing-value",
                severity=Severity.NOTE,
                summary=f"{lab.analyte} ({lab.key}) has no value; {word}",
                events=(lab.key,),
            )


def reader_noted(evidence: Evidence) -> Iterator[Discrepancy]:
    """What only a reader can see: each noted ambiguity under the rule and at the severity that its event names."""
    for standing in evidence.record.facts:
        fact = standing.fact
        if isinstance(fact, AmbiguityNoted):
            yield Discrepancy(
                patient=evidence.patient,
                rule=fact.rule,
                severity=fact.severity,
                summary=fact.summary,
                events=(fact.key, *fact.keys),
            )
