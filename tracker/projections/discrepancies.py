"""What does not fit, is doubtful or is missing in a record: every rule over the whole case. Refuses to repair anything."""

from collections.abc import Iterable

from tracker.events.deliberation import AmbiguityNoted, IntervalStated
from tracker.projections.history import History, history_of
from tracker.projections.record import Record
from tracker.projections.rules.dosing import dose_ambiguous, regimen_by_reference
from tracker.projections.rules.evidence import FACE_VALUE, Discrepancy, Evidence, Rule, contradictions_in
from tracker.projections.rules.extremes import nadir_not_nadir, peak_not_peak
from tracker.projections.rules.facts import after_death, missing_value, reader_noted, units_differ
from tracker.projections.rules.judgments import grade_without_system, no_criteria
from tracker.projections.rules.lesions import new_at_known_site
from tracker.projections.rules.limits import (
    impossible_hemoglobin,
    impossible_size,
    unlikely_age,
    unlikely_body,
    unlikely_gy,
)
from tracker.projections.rules.misfits import inconsistent_time, rounding_only
from tracker.projections.rules.places import lost_superscript, sources_disagree
from tracker.projections.rules.slips import cycle_missing, dose_apart, name_cut_short, number_repeated
from tracker.projections.rules.staging import stage_group, stage_support
from tracker.projections.rules.survival import censored_not_dead, status_without_event
from tracker.projections.rules.times import anchor_missing, date_apart, negative_interval, untied_days
from tracker.projections.rules.turned import (
    after_recording,
    cycle_before_start,
    cycle_out_of_turn,
    treated_before_diagnosis,
)
from tracker.projections.rules.turns import only_once, resumed_not_held
from tracker.projections.rules.untold import unaccounted_time
from tracker.values.durations import DEFAULT_TOLERANCE
from tracker.values.vocabularies import Severity
from tracker.values.when import TIME_ZERO, fact_of

__all__ = [
    "ON_ENTRY",
    "RULES",
    "TOLERANCES",
    "Discrepancy",
    "discrepancies_in",
    "discrepancies_of",
    "evidence_of",
    "untimed_in",
]

TOLERANCES = (FACE_VALUE, DEFAULT_TOLERANCE)
"""Months of rounding that are asked for unless said otherwise: as stated, and rounded to the month."""

PLAUSIBILITY: tuple[Rule, ...] = (
    dose_apart,
    number_repeated,
    cycle_missing,
    name_cut_short,
    impossible_size,
    impossible_hemoglobin,
    unlikely_body,
    unlikely_age,
    unlikely_gy,
)
"""Rules about what is likely a slip, whatever the times."""

RULES: tuple[Rule, ...] = (
    inconsistent_time,
    negative_interval,
    after_death,
    after_recording,
    cycle_before_start,
    cycle_out_of_turn,
    treated_before_diagnosis,
    only_once,
    resumed_not_held,
    anchor_missing,
    date_apart,
    untied_days,
    rounding_only,
    unaccounted_time,
    censored_not_dead,
    new_at_known_site,
    stage_group,
    stage_support,
    peak_not_peak,
    nadir_not_nadir,
    sources_disagree,
    lost_superscript,
    *PLAUSIBILITY,
    dose_ambiguous,
    regimen_by_reference,
    grade_without_system,
    no_criteria,
    missing_value,
    units_differ,
    status_without_event,
    reader_noted,
)
"""Every rule, in the order in which its findings are listed within a severity."""

ON_ENTRY = frozenset(
    rule.__name__.replace("_", "-")
    for rule in (*PLAUSIBILITY, after_recording, cycle_before_start, cycle_out_of_turn, treated_before_diagnosis)
)
"""Names of the rules that are said as soon as a fact is recorded that they speak of: whoever wrote it can still look."""

_RANK = {severity: rank for rank, severity in enumerate(Severity)}


def evidence_of(history: History, tolerances: Iterable[float] = TOLERANCES) -> Evidence:
    """What the rules see of a history, which is placed again where it is not at the widest tolerance.

    Raises:
        ValueError: without a tolerance, or with one below 0.
    """
    asked = _asked(tolerances)
    if history.chronology.tolerance != asked[-1]:
        history = history_of(history.record, tolerance=asked[-1])
    return Evidence(history=history, contradictions=contradictions_in(history, {FACE_VALUE, *asked}), asked=asked)


def discrepancies_in(history: History, tolerances: Iterable[float] = TOLERANCES) -> tuple[Discrepancy, ...]:
    """Hold a history against every rule; errors first, then warnings, then notes.

    Args:
        history: Of the whole record; an erased one has nothing to find.
        tolerances: How far a stated number of months or years may be rounded, in that unit, each ≥ 0. Contradictions
            are judged at the widest and reported at each.

    Raises:
        ValueError: without a tolerance, or with one below 0.
    """
    evidence = evidence_of(history, tolerances)
    found = [discrepancy for rule in RULES for discrepancy in rule(evidence)]
    return tuple(sorted(found, key=lambda discrepancy: _RANK[discrepancy.severity]))


def discrepancies_of(record: Record, tolerances: Iterable[float] = TOLERANCES) -> tuple[Discrepancy, ...]:
    """Hold a record against every rule, as `discrepancies_in` does.

    Raises:
        ValueError: without a tolerance, or with one below 0.
    """
    asked = _asked(tolerances)
    return discrepancies_in(history_of(record, tolerance=asked[-1]), asked)


def untimed_in(record: Record) -> dict[str, tuple[str, ...]]:
    """The facts without a time of their own, remarks and stated lengths, each with the facts that it is about.

    They are told once all of these are, and nobody could know them then: they are of those who read the source.
    """
    about: dict[str, tuple[str, ...]] = {}
    for standing in record.facts:
        match standing.fact:
            case AmbiguityNoted(key=key, keys=keys):
                about[key] = keys
            case IntervalStated(key=key, from_=start, to=stop):
                about[key] = tuple(fact_of(anchor) for anchor in (start, stop) if anchor != TIME_ZERO)
            case _:
                pass
    return about


def _asked(tolerances: Iterable[float]) -> tuple[float, ...]:
    asked = tuple(sorted(set(tolerances)))
    if not asked or asked[0] < 0:
        raise ValueError("tolerances are numbers of months from 0 on, at least one")
    return asked
