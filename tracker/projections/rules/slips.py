"""Rules about slips of the pen that other facts of the same case give away. Refuses to know a usual dose, or to mend one."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from statistics import median
from typing import TypeVar

from msgspec import Struct

from tracker.events.disease import ProgressionDeclared
from tracker.events.fact import RecordedFact
from tracker.events.laboratory import LabResulted
from tracker.events.treatment import CycleGiven, DrugGiven, RegimenDrug, RegimenStarted
from tracker.projections.history import events_of
from tracker.projections.rules.evidence import Discrepancy, Evidence
from tracker.projections.summaries import summary_of
from tracker.projections.words import dose_words, listed
from tracker.values.analytes import analyte_of
from tracker.values.ctcae import term_of
from tracker.values.units import shown_unit, units_of_analyte
from tracker.values.vocabularies import Per, Severity

SLIP = 10
"""Times the other doses of the drug: a digit or a zero too many, or another unit. Reductions and loading doses are far within."""

_MASSES: Mapping[str, Decimal] = {"kg": Decimal("1e6"), "g": Decimal(1000), "mg": Decimal(1), "ug": Decimal("0.001")}
"""mg in the masses of UCUM that doses are written in."""

F = TypeVar("F", bound=RecordedFact)
N = TypeVar("N", bound=Hashable)


class _Dose(Struct, frozen=True):
    """One dose of one drug, in a fact."""

    key: str
    regimen: str
    drug: DrugGiven | RegimenDrug
    amount: Decimal
    """In mg, where the unit is a mass; a range by its upper end."""


def dose_apart(evidence: Evidence) -> Iterator[Discrepancy]:
    """A dose at least ten times, or at most a tenth of, the median of the other doses of the same drug in this case.

    Doses are compared within their regimen where it has others, else with those of other regimens, as a note: the same drug
    may be given by another way there. Only doses of one kind are compared: for an administration, a day or a cycle, and
    absolute or by the same measure of the body.
    """
    groups: dict[tuple[str, str, Per], list[_Dose]] = defaultdict(list)
    for dose, kind in _doses(evidence):
        groups[(dose.drug.drug.strip().casefold(), kind, dose.drug.per)].append(dose)
    for doses in groups.values():
        amounts = [dose.amount for dose in doses]
        if max(amounts) < min(amounts) * SLIP:
            continue
        far = [(dose, others, ratio) for dose in doses for others, ratio in [_apart(dose, doses)] if ratio is not None]
        # Of two that are far apart either may be the slip: one row that names both.
        high = [each for each in far if each[2] >= SLIP]
        for dose, others, ratio in high or far:
            # The first that it is as far from: the row stays the same when one more dose like that is recorded.
            like = next(each for each in others if _is_far(dose.amount / each.amount))
            times = f"{ratio:,.0f} times" if ratio >= 1 else f"1/{1 / ratio:,.0f} of"
            summary = (
                f"{dose_words(dose.drug)} ({dose.key}) is {times} what this case gives of it elsewhere, such as "
                f"{dose_words(like.drug)} ({like.key}); is the dose or its unit a slip?"
            )
            severity = Severity.WARNING if like.regimen == dose.regimen else Severity.NOTE
            yield evidence.found("dose-apart", severity, summary, (dose.key, like.key))


def _doses(evidence: Evidence) -> Iterator[tuple[_Dose, str]]:
    """Every dose, with what it is counted in."""
    history = evidence.history
    facts: list[RegimenStarted | CycleGiven] = [*events_of(history, RegimenStarted), *events_of(history, CycleGiven)]
    for fact in facts:
        for drug in fact.drugs:
            dose = drug.dose if drug.dose_most is None else drug.dose_most
            if dose is not None and dose > 0:
                mass, over, measure = drug.unit.partition("/")
                factor = _MASSES.get(mass)
                amount, kind = (dose, drug.unit) if factor is None else (dose * factor, f"mass{over}{measure}")
                yield _Dose(fact.key, fact.regimen, drug, amount), kind


def _apart(dose: _Dose, doses: Sequence[_Dose]) -> tuple[Sequence[_Dose], Decimal | None]:
    """The doses that it is held against, and how many times their median it is; None where it is like them."""
    others = [each for each in doses if each.key != dose.key]
    own = [each for each in others if each.regimen == dose.regimen]
    others = own or others
    if not others:
        return (), None
    ratio = dose.amount / median(each.amount for each in others)
    return others, ratio if _is_far(ratio) else None


def _is_far(ratio: Decimal) -> bool:
    return ratio >= SLIP or ratio * SLIP <= 1


def cycle_missing(evidence: Evidence) -> Iterator[Discrepancy]:
    """Numbers of cycles that are not on record below one that is.

    Cycles that go on counting where another regimen of the case ended, as maintenance may, miss none.
    """
    numbers = _by(events_of(evidence.history, CycleGiven), lambda cycle: cycle.regimen)
    for regimen, cycles in numbers.items():
        have = {cycle.number for cycle in cycles}
        first = min(have)
        elsewhere = {cycle.number for other, each in numbers.items() if other != regimen for cycle in each}
        begin = first if first > 1 and first - 1 in elsewhere else 1
        missing = [number for number in range(begin, max(have)) if number not in have]
        if missing:
            after = [cycle.key for cycle in cycles if cycle.number > missing[0]]
            what = f"cycle {_ranges(missing)}" if len(missing) == 1 else f"cycles {_ranges(missing)}"
            summary = f"{regimen} has cycle {max(have)} on record, but not {what}; is a number a slip, or are cycles not recorded?"
            yield evidence.found("cycle-missing", Severity.NOTE, summary, after)


def _ranges(numbers: Sequence[int]) -> str:
    """Numbers in order, neighbors as a range.

    >>> _ranges([1, 2, 3, 7])
    '1–3, 7'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def number_repeated(evidence: Evidence) -> Iterator[Discrepancy]:
    """Two progressions that are called by one number, or two cycles of a regimen that give the same drug under one number.

    Progressions that different assessors or criteria call, or with another certainty, may be the same one.
    """
    called = [event for event in events_of(evidence.history, ProgressionDeclared) if event.ordinal is not None]
    for again in _by(called, lambda event: (event.ordinal, event.criteria, event.assessor, event.certainty)).values():
        if len(again) > 1:
            named = " and ".join(event.key for event in again)
            summary = f"{named} are both called progression {again[0].ordinal}; number them in the order of their days"
            yield evidence.found("number-repeated", Severity.WARNING, summary, (event.key for event in again))
    cycles = _by(events_of(evidence.history, CycleGiven), lambda cycle: (cycle.regimen, cycle.number))
    for (regimen, number), given in cycles.items():
        if len(given) == 1:
            continue
        drugs = _by_drug(given)
        again_keys = dict.fromkeys(key for keys in drugs.values() if len(keys) > 1 for key in keys)
        if again_keys:
            twice = listed(drug for drug, keys in drugs.items() if len(keys) > 1)
            summary = f"{' and '.join(again_keys)} are both cycle {number} of {regimen}, and both give {twice}: it counts twice"
            yield evidence.found("number-repeated", Severity.WARNING, summary, again_keys)


def _by(facts: Iterable[F], name: Callable[[F], N]) -> dict[N, list[F]]:
    found: dict[N, list[F]] = {}
    for fact in facts:
        found.setdefault(name(fact), []).append(fact)
    return found


def _by_drug(cycles: Iterable[CycleGiven]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for cycle in cycles:
        for drug in dict.fromkeys(each.drug.strip().casefold() for each in cycle.drugs):
            found.setdefault(drug, []).append(cycle.key)
    return found


def name_cut_short(evidence: Evidence) -> Iterator[Discrepancy]:
    """A result under a name whose words are the beginning of the name of another analyte of the case, such as `ebv` and `EBV-DNA`.

    A name that is an analyte by itself, as calcium beside ionized calcium, is none; nor one in another unit than the other.
    """
    labs = [lab for lab in events_of(evidence.history, LabResulted) if lab.value is not None]
    series = _by(labs, lambda lab: analyte_of(lab.analyte))
    for results in series.values():
        name = results[0].analyte
        if term_of(name) is not None or units_of_analyte(name):
            continue
        for others in series.values():
            other = others[0]
            units = {lab.unit for lab in others}
            stray = [lab for lab in results if not lab.unit or lab.unit in units]
            if stray and _begins(name, other.analyte):
                beside = f"{other.analyte}{f' in {shown_unit(other.unit)}' * bool(other.unit)} ({other.key})"
                said = f"{summary_of(stray[0])} ({listed(lab.key for lab in stray)})"
                summary = f"{said} begins a series of its own beside {beside}; write {other.analyte} with its unit if that is meant"
                severity = Severity.NOTE if stray[0].unit else Severity.WARNING
                yield evidence.found("name-cut-short", severity, summary, (*(lab.key for lab in stray), other.key))


def _begins(name: str, other: str) -> bool:
    """Whether the words of a name are the first ones of another.

    >>> _begins("ebv", "EBV-DNA"), _begins("EBV-DNA", "ebv dna"), _begins("CA", "CEA")
    (True, False, False)
    """
    own, whole = (each.casefold().replace("-", " ").split() for each in (name, other))
    return len(own) < len(whole) and whole[: len(own)] == own
