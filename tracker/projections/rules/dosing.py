"""Rules about doses and drugs that the source leaves open. Refuses to take a day for a cycle, or a reference for a list."""

import re
from collections.abc import Iterable, Iterator, Sequence

from tracker.events.treatment import CycleGiven, DrugGiven, RegimenDrug, RegimenStarted
from tracker.projections.rules.evidence import Discrepancy, Evidence
from tracker.projections.stated import stated_by
from tracker.projections.words import dose_words
from tracker.values.vocabularies import DrugStatus, Per, Severity
from tracker.values.when import Basis

_Drug = RegimenDrug | DrugGiven
_REFERENCE = re.compile(r"^(the )?(original|same|previous|prior|former|initial|as before)\b", re.IGNORECASE)


def dose_ambiguous(evidence: Evidence) -> Iterator[Discrepancy]:
    """What a regimen leaves open of its doses, one row for each regimen.

    Per day or per cycle where that makes a difference, a unit, the length of its cycles where a dose is given on days of
    one or its length is assumed, whether a drug was given at all.
    """
    cycles: dict[str, list[CycleGiven]] = {}
    for given in stated_by(evidence.history, CycleGiven):
        cycles.setdefault(given.value.regimen, []).append(given.value)
    starts: dict[str, list[RegimenStarted]] = {}
    for start in stated_by(evidence.history, RegimenStarted):
        starts.setdefault(start.value.regimen, []).append(start.value)
    for regimen in dict.fromkeys((*starts, *cycles)):
        own_starts, own_cycles = starts.get(regimen, []), cycles.get(regimen, [])
        facts: dict[str, None] = dict.fromkeys(start.key for start in own_starts)
        said = list(_open_sides(own_starts, own_cycles, facts))
        if said:
            yield evidence.found("dose-ambiguous", Severity.NOTE, f"{regimen}: {'; '.join(said)}", facts)


def _open_sides(
    starts: Sequence[RegimenStarted], cycles: Sequence[CycleGiven], facts: dict[str, None]
) -> Iterator[str]:
    """Each thing left open, in words; the facts it was found in are added."""
    per: dict[str, None] = {}
    unit: dict[str, None] = {}
    doubtful: dict[str, None] = {}
    given: list[tuple[str, tuple[_Drug, ...]]] = [(start.key, start.drugs) for start in starts]
    given += [(cycle.key, cycle.drugs) for cycle in cycles]
    for key, drugs in given:
        for drug in drugs:
            if _is_open(drug, per, unit, doubtful):
                facts[key] = None
    if per:
        yield f"per day or per cycle is not stated for {', '.join(per)}"
    if unit:
        yield f"no unit is stated for {', '.join(unit)}"
    if doubtful:
        yield f"whether {' and '.join(doubtful)} went on is not stated"
    if _length_is_open(starts, cycles):
        facts.update(dict.fromkeys(cycle.key for cycle in cycles))
        yield "the length of a cycle is not stated"


def _is_open(drug: _Drug, per: dict[str, None], unit: dict[str, None], doubtful: dict[str, None]) -> bool:
    """Whether a drug leaves something open; it is added to what it leaves open."""
    once = drug.times_per_day == 1 and drug.days is not None and drug.days.isdigit()
    no_per = drug.dose is not None and drug.per is Per.NOT_STATED and not once
    no_unit = drug.dose is not None and not drug.unit
    in_doubt = drug.status is DrugStatus.NOT_STATED
    if no_per:
        per[dose_words(drug)] = None
    if no_unit:
        unit[dose_words(drug)] = None
    if in_doubt:
        doubtful[drug.drug] = None
    return no_per or no_unit or in_doubt


def _length_is_open(starts: Iterable[RegimenStarted], cycles: Sequence[CycleGiven]) -> bool:
    """Whether a dose is given on days of a cycle, or a cycle lasts, without a stated length of it."""
    starts = tuple(starts)
    if any(start.every is not None for start in starts):
        return False
    if cycles:
        return all(cycle.lasting is None or cycle.lasting.basis is Basis.ASSUMED for cycle in cycles)
    return any(drug.days is not None for start in starts for drug in start.drugs)


def regimen_by_reference(evidence: Evidence) -> Iterator[Discrepancy]:
    """A regimen named only as another one, such as “original” or “same”; the regimens it may mean are named."""
    earlier: list[str] = []
    for start in stated_by(evidence.history, RegimenStarted):
        event = start.value
        words = event.referred_to_as or (event.name if _REFERENCE.match(event.name) else "")
        if words and not event.drugs:
            which = f"which of {', '.join(earlier)} is meant" if earlier else "which one is meant"
            summary = f"{event.key} is named only as “{words}”, without its drugs: {which} is not stated"
            yield evidence.found("regimen-by-reference", Severity.NOTE, summary, (event.key, *earlier))
        elif event.drugs:
            earlier.append(event.key)
