"""Rules about times that cannot all be true, under every reading. Refuses to say which of them is wrong.

The chosen readings are judged as the record; a reading that was not chosen is shown where the ambiguous time itself
belongs to the chain, and never as an error: the record does not hold it.
"""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from tracker.events.treatment import CycleGiven
from tracker.projections.conditions import end_point
from tracker.projections.contradictions import Contradiction
from tracker.projections.history import History
from tracker.projections.questions import Question
from tracker.projections.rules.evidence import FACE_VALUE, Discrepancy, Evidence, OtherReading
from tracker.projections.summaries import name_of
from tracker.values.months import PRECISION_DAYS
from tracker.values.rounding import at_most, half_up
from tracker.values.vocabularies import Severity
from tracker.values.when import read_lasting


class _Reading(Struct, frozen=True):
    """The record at every tolerance under its chosen readings, or under one other."""

    history: History
    contradictions: Mapping[float, tuple[Contradiction, ...]]
    other: OtherReading | None = None


def inconsistent_time(evidence: Evidence) -> Iterator[Discrepancy]:
    """Times that contradict each other at the widest tolerance asked for: one row per tolerance, with the chain."""
    for reading in _readings(evidence):
        severity = Severity.ERROR if reading.other is None else Severity.WARNING
        for contradiction in reading.contradictions[evidence.widest]:
            for tolerance in evidence.asked if _concerns(reading, contradiction) else ():
                found = reading.contradictions[tolerance]
                here = contradiction if tolerance == evidence.widest else _counterpart(contradiction, found)
                if here is not None:
                    yield _discrepancy(evidence, reading, here, "inconsistent-time", severity, "")


def rounding_only(evidence: Evidence) -> Iterator[Discrepancy]:
    """Times that contradict each other at face value and fit at the widest tolerance asked for, and how tightly then."""
    for reading in _readings(evidence):
        lasting = reading.contradictions[evidence.widest]
        for tolerance, found in reading.contradictions.items():
            if tolerance == evidence.widest:
                continue
            counterparts = [_counterpart(contradiction, found) for contradiction in lasting]
            for contradiction in found:
                if _concerns(reading, contradiction) and not any(contradiction is other for other in counterparts):
                    left = _left_for_cycles(reading.history, contradiction)
                    closing = f" – it fits within rounding only{left}"
                    yield _discrepancy(evidence, reading, contradiction, "rounding-only", Severity.WARNING, closing)


def _readings(evidence: Evidence) -> Iterator[_Reading]:
    yield _Reading(evidence.history, evidence.contradictions)
    for other in evidence.other_readings:
        yield _Reading(other.history, other.contradictions, other)


def _asks(question: Question, contradiction: Contradiction) -> bool:
    return any(link.key in question.asked_by and link.field != "lasting" for link in contradiction.chain)


def _concerns(reading: _Reading, contradiction: Contradiction) -> bool:
    """Whether a contradiction belongs to a reading, rather than being there under the chosen one as well."""
    return reading.other is None or _asks(reading.other.question, contradiction)


def _total(contradiction: Contradiction) -> tuple[str, str]:
    return contradiction.total.key, contradiction.total.field


def _counterpart(contradiction: Contradiction, others: Iterable[Contradiction]) -> Contradiction | None:
    """The same contradiction at another tolerance: of the same total, else the one that shares most facts with it."""
    same: Contradiction | None = None
    shared = 0
    for other in others:
        if _total(other) == _total(contradiction):
            return other
        common = len(set(other.keys) & set(contradiction.keys))
        if common > shared:
            same, shared = other, common
    return same


def _discrepancy(  # noqa: PLR0913, PLR0917 - what is said, of what, under which reading
    evidence: Evidence, reading: _Reading, contradiction: Contradiction, rule: str, severity: Severity, closing: str
) -> Discrepancy:
    tolerance, excess = contradiction.tolerance, contradiction.excess_months
    how = "at face value" if tolerance == FACE_VALUE else f"at ± {tolerance:g} mo"
    days = f" ({half_up(contradiction.excess_days):.0f} d)" if excess < 1 else ""
    parts = "; ".join(link.text for link in contradiction.chain[1:])
    under = _under(evidence, reading, contradiction)
    first = _plainly(reading.history, contradiction, f"{half_up(excess, 2):.2f} mo{days}", only_rounded=bool(closing))
    summary = (
        f"{first} {under}{contradiction.total.text} does not fit {how}, by {half_up(excess, 2):.2f} mo{days}{closing}"
    )
    return Discrepancy(
        patient=evidence.patient,
        rule=rule,
        severity=severity,
        summary=f"{summary}: against it stand {parts}" if parts else summary,
        events=contradiction.keys,
        tolerance_months=tolerance,
        excess_months=excess,
    )


def _plainly(history: History, contradiction: Contradiction, excess: str, *, only_rounded: bool) -> str:
    """The misfit in one sentence, before the chain that proves it."""
    total = contradiction.total
    fact = next(each.fact for each in history.record.facts if each.key == total.key)
    said = total.text.removeprefix(f"{total.key}: ").rpartition(" (")[0] or total.text
    ending = (
        "and fit only because stated months are rounded ones" if only_rounded else "so that not all of them can be true"
    )
    return (
        f"For {name_of(fact)} the record says {said}, but the times recorded on the way take {excess} longer, {ending}."
    )


def _under(evidence: Evidence, reading: _Reading, contradiction: Contradiction) -> str:
    """Which readings the contradiction holds under; empty where no ambiguous time belongs to it."""
    if reading.other is not None:
        return f"Under reading {reading.other.name} of {reading.other.question.name}, "
    chosen = [f"{each.chosen} of {each.name}" for each in evidence.questions if _asks(each, contradiction)]
    return f"Under the chosen reading {' and '.join(chosen)}, " if chosen else ""


def _left_for_cycles(history: History, contradiction: Contradiction) -> str:
    """What the widest tolerance leaves for cycles of the chain whose length is a range: their longest average."""
    by_regimen: dict[str, list[CycleGiven]] = {}
    for key in dict.fromkeys(link.key for link in contradiction.chain if link.field == "lasting"):
        event = history.by_key[key].event
        if isinstance(event, CycleGiven):
            by_regimen.setdefault(event.regimen, []).append(event)
    said = []
    for regimen, cycles in by_regimen.items():
        longest = [None if cycle.lasting is None else read_lasting(cycle.lasting)[1] for cycle in cycles]
        most = history.chronology.between(cycles[0].key, end_point(cycles[-1].key)).most
        stated = sum(days for days in longest if days is not None)
        if None not in longest and most is not None and most < stated - PRECISION_DAYS:
            said.append(f"cycles of {regimen} of at most {at_most(most / len(cycles)):.0f} d on average")
    return f", and with {' and '.join(said)}" if said else ""
