"""Rules about times that cannot all be true. Refuses to say which of them is wrong."""

from collections.abc import Iterable, Iterator

from tracker.events.fact import LastingFact
from tracker.events.treatment import RegimenHeld, RegimenStarted, RegimenStopped
from tracker.projections.conditions import end_point
from tracker.projections.contradictions import Contradiction
from tracker.projections.rules.evidence import FACE_VALUE, Discrepancy, Evidence
from tracker.projections.summaries import name_of
from tracker.values.months import PRECISION_DAYS
from tracker.values.vocabularies import Severity
from tracker.values.when import read_lasting


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


def _discrepancy(
    evidence: Evidence, contradiction: Contradiction, rule: str, severity: Severity, closing: str
) -> Discrepancy:
    tolerance, excess = contradiction.tolerance, contradiction.excess_months
    how = "at face value" if tolerance == FACE_VALUE else f"at ± {tolerance:g} mo"
    parts = "; ".join(link.text for link in contradiction.chain[1:])
    summary = f"{contradiction.total.text} does not fit {how}, by {excess:.2f} mo{closing}"
    return Discrepancy(
        patient=evidence.patient,
        rule=rule,
        severity=severity,
        summary=f"{summary}: against it stand {parts}" if parts else summary,
        events=contradiction.keys,
        tolerance_months=tolerance,
        excess_months=excess,
    )


def inconsistent_time(evidence: Evidence) -> Iterator[Discrepancy]:
    """Times that contradict each other at the widest tolerance asked for: one row per tolerance, with the chain."""
    for contradiction in evidence.chronologies[evidence.widest].contradictions:
        for tolerance in evidence.asked:
            found = evidence.chronologies[tolerance].contradictions
            here = contradiction if tolerance == evidence.widest else _counterpart(contradiction, found)
            if here is not None:
                yield _discrepancy(evidence, here, "inconsistent-time", Severity.ERROR, "")


def rounding_only(evidence: Evidence) -> Iterator[Discrepancy]:
    """Times that contradict each other at face value and fit at the widest tolerance asked for."""
    lasting = evidence.chronologies[evidence.widest].contradictions
    for tolerance, chronology in evidence.chronologies.items():
        if tolerance == evidence.widest:
            continue
        found = chronology.contradictions
        counterparts = [_counterpart(contradiction, found) for contradiction in lasting]
        for contradiction in found:
            if not any(contradiction is counterpart for counterpart in counterparts):
                closing = " – it fits within rounding only"
                yield _discrepancy(evidence, contradiction, "rounding-only", Severity.WARNING, closing)


def negative_interval(evidence: Evidence) -> Iterator[Discrepancy]:
    """An end that had to be moved to its beginning: of a fact with a length, or of a regimen that stops before it starts."""
    yield from _no_length_left(evidence)
    yield from _stopped_before_start(evidence)


def _no_length_left(evidence: Evidence) -> Iterator[Discrepancy]:
    chronology = evidence.history.chronology
    joined = chronology.contradictory()
    for placed in evidence.history.facts:
        event = placed.event
        if placed.key not in joined or not isinstance(event, LastingFact) or event.lasting is None:
            continue
        length = chronology.between(event.key, end_point(event.key)).most
        if length is not None and length <= PRECISION_DAYS and read_lasting(event.lasting)[1] != 0:
            yield Discrepancy(
                patient=evidence.patient,
                rule="negative-interval",
                severity=Severity.ERROR,
                summary=f"{name_of(event)} would end before it begins; its end was moved to its beginning",
                events=(event.key,),
            )


def _stopped_before_start(evidence: Evidence) -> Iterator[Discrepancy]:
    chronology = evidence.history.chronology
    starts: dict[str, list[RegimenStarted]] = {}
    ends: list[RegimenStopped | RegimenHeld] = []
    for placed in evidence.history.facts:
        match placed.event:
            case RegimenStarted() as start:
                starts.setdefault(start.regimen, []).append(start)
            case RegimenStopped() | RegimenHeld() as end:
                ends.append(end)
            case _:
                pass
    for end in ends:
        own = starts.get(end.regimen, [])
        gaps = [chronology.between(start.key, end.key).most for start in own]
        if own and all(most is not None and most < -PRECISION_DAYS for most in gaps):
            least = min(-most for most in gaps if most is not None)
            yield Discrepancy(
                patient=evidence.patient,
                rule="negative-interval",
                severity=Severity.ERROR,
                summary=f"{name_of(end)} is at least {least:.0f} d before the start it ends ({name_of(own[0])})",
                events=(own[0].key, end.key),
            )


def anchor_missing(evidence: Evidence) -> Iterator[Discrepancy]:
    """A time that hangs on a retracted or unknown key: the condition falls, its side is open."""
    retracted = {standing.key for standing in evidence.record.retracted}
    for missing in evidence.history.chronology.missing_anchors:
        lost = missing.anchor.removesuffix(".end")
        why = "which was retracted" if lost in retracted else "which is not in the record"
        yield Discrepancy(
            patient=evidence.patient,
            rule="anchor-missing",
            severity=Severity.ERROR,
            summary=f"The time of {missing.key} hangs on {missing.anchor}, {why}; that condition says nothing now",
            events=(missing.key,),
        )
