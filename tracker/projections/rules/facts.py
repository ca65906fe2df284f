"""Rules about what facts say, each by itself or beside the death. Refuses to fill in what is missing."""

import re
from collections.abc import Iterator
from itertools import pairwise

from tracker.events.deliberation import AmbiguityNoted
from tracker.events.laboratory import LabResulted
from tracker.events.person import PatientDied
from tracker.projections.history import History, PlacedFact, events_of
from tracker.projections.lab_readings import is_word_of
from tracker.projections.lab_series import series_name, series_of
from tracker.projections.precedence import precedes
from tracker.projections.rules.evidence import Discrepancy, Evidence
from tracker.projections.summaries import name_of, summary_of
from tracker.values.counts import counted
from tracker.values.months import PRECISION_DAYS
from tracker.values.rounding import at_least
from tracker.values.vocabularies import Severity, WordMeaning

_GOES_ON = re.compile(r"\b(further|again|continu|still|keep)", re.IGNORECASE)


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
            summary = f"{name_of(placed.event)} is at least {at_least(least):.0f} d after the death ({death.key})"
            yield evidence.found("after-death", Severity.ERROR, summary, (death.key, placed.key))


def _may_follow(placed: PlacedFact, death: PlacedFact) -> bool:
    latest, earliest = placed.start.latest, death.start.earliest
    return latest is None or earliest is None or latest > earliest


def missing_value(evidence: Evidence) -> Iterator[Discrepancy]:
    """A result without a value; the source's word, if there is one, is named. A word for a number that stands is none.

    A word that goes on from an earlier change, such as “rose further”, is held against the earlier results.
    """
    labs = events_of(evidence.history, LabResulted)
    for lab in labs:
        if lab.value is None and not any(is_word_of(evidence.history, lab, other) for other in labs):
            word = f"the source only says “{lab.word}”" if lab.word else "the source gives no word for it either"
            summary = f"{series_name(lab)} ({lab.key}) has no value; {word}"
            before = _results_before(evidence.history, lab, labs) if _GOES_ON.search(lab.word) else []
            if before and not _changed(before, lab.word_means):
                named = ", ".join(f"{summary_of(earlier)} ({earlier.key})" for earlier in before)
                summary = f"{summary}, but no earlier change of that kind is on record: {named}"
            else:
                before = []
            yield evidence.found(
                "missing-value", Severity.NOTE, summary, (lab.key, *(earlier.key for earlier in before))
            )


def units_differ(evidence: Evidence) -> Iterator[Discrepancy]:
    """Results of one analyte in several units: no value, change or curve compares one with the other."""
    by_series: dict[str, dict[str, list[LabResulted]]] = {}
    for lab in events_of(evidence.history, LabResulted):
        if lab.value is not None:
            by_series.setdefault(series_of(lab), {}).setdefault(lab.unit, []).append(lab)
    for by_unit in by_series.values():
        if len(by_unit) > 1:
            told = "; ".join(f"{summary_of(labs[0])} ({labs[0].key})" for labs in by_unit.values())
            first = next(iter(by_unit.values()))[0]
            summary = f"{series_name(first)} is stated in {counted(len(by_unit), 'unit')}, which nothing converts or compares: {told}"
            keys = [lab.key for labs in by_unit.values() for lab in labs]
            yield evidence.found("units-differ", Severity.WARNING, summary, keys)


def _results_before(history: History, lab: LabResulted, labs: list[LabResulted]) -> list[LabResulted]:
    return [
        other
        for other in labs
        if other is not lab and series_of(other) == series_of(lab) and precedes(history, other.key, lab.key)
    ]


def _changed(results: list[LabResulted], meaning: WordMeaning | None) -> bool:
    """Whether earlier results already went the way that a word means, in words or in numbers."""
    if meaning not in {WordMeaning.RISING, WordMeaning.FALLING}:
        return True
    numbers = [(result.unit, result.value) for result in results if result.value is not None]
    steps = [after - before for (unit, before), (other, after) in pairwise(numbers) if unit == other]
    rising = meaning is WordMeaning.RISING
    return any(result.word_means is meaning for result in results) or any(
        step > 0 if rising else step < 0 for step in steps
    )


def reader_noted(evidence: Evidence) -> Iterator[Discrepancy]:
    """What only a reader can see: each noted ambiguity under the rule and at the severity that its event names."""
    for standing in evidence.record.facts:
        fact = standing.fact
        if isinstance(fact, AmbiguityNoted):
            yield evidence.found(fact.rule, fact.severity, fact.summary, (fact.key, *fact.keys))
