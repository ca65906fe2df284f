"""What does not fit, is doubtful or is missing in a record: every rule over the whole case. Refuses to repair anything."""

from collections.abc import Iterable

from tracker.projections.chronology import chronology_of
from tracker.projections.history import history_of
from tracker.projections.record import Record
from tracker.projections.rules.evidence import FACE_VALUE, Discrepancy, Evidence, Rule
from tracker.projections.rules.facts import after_death, missing_value, reader_noted
from tracker.projections.rules.times import anchor_missing, inconsistent_time, negative_interval, rounding_only
from tracker.values.vocabularies import Severity

__all__ = ["RULES", "TOLERANCES", "Discrepancy", "discrepancies_of"]

TOLERANCES = (FACE_VALUE, 0.5)
"""Months of rounding that are asked for unless said otherwise: as stated, and rounded to the month."""

RULES: tuple[Rule, ...] = (
    inconsistent_time,
    negative_interval,
    after_death,
    anchor_missing,
    rounding_only,
    missing_value,
    reader_noted,
)
"""Every rule, in the order in which its findings are listed within a severity."""

_RANK = {severity: rank for rank, severity in enumerate(Severity)}


def discrepancies_of(record: Record, tolerances: Iterable[float] = TOLERANCES) -> tuple[Discrepancy, ...]:
    """Hold a record against every rule; errors first, then warnings, then notes.

    Args:
        record: The corrected record; an erased one has nothing to find.
        tolerances: How far a stated number of months or years may be rounded, in that unit, each ≥ 0. Contradictions
            are judged at the widest and reported at each.

    Raises:
        ValueError: without a tolerance, or with one below 0.
    """
    asked = tuple(sorted(set(tolerances)))
    if not asked or asked[0] < 0:
        raise ValueError("tolerances are numbers of months from 0 on, at least one")
    history = history_of(record, tolerance=asked[-1])
    chronologies = {
        tolerance: history.chronology if tolerance == asked[-1] else chronology_of(record, tolerance=tolerance)
        for tolerance in sorted({FACE_VALUE, *asked})
    }
    evidence = Evidence(record=record, history=history, chronologies=chronologies, asked=asked)
    found = [discrepancy for rule in RULES for discrepancy in rule(evidence)]
    return tuple(sorted(found, key=lambda discrepancy: _RANK[discrepancy.severity]))
