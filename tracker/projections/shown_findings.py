"""Performance, laboratory, findings and adverse events as plain objects. Refuses a flag or a grade without its basis."""

from tracker.projections.finding_state import AdverseEventState, FindingState
from tracker.projections.history import History, PlacedFact
from tracker.projections.lab_readings import LabReading, reading_of
from tracker.projections.stamps import Shown, Stamps, plain_number
from tracker.projections.state import CaseState
from tracker.values.vocabularies import FindingKind


def ecog_object(state: CaseState, stamps: Stamps) -> Shown | None:
    """The last score, a decline without a score since then, and function beside it."""
    function = [
        {"function": found.finding.name, "presence": found.presence.value, **stamps.of(found.by)}
        for found in state.findings.values()
        if found.finding.kind is FindingKind.FUNCTION
    ]
    if state.contact is not None and state.contact.value.function:
        said = state.contact
        function.append({"function": said.value.function, "presence": "present", **stamps.of(said.by)})
    if state.ecog is None and state.decline is None and not function:
        return None
    score: Shown = {"score": None} if state.ecog is None else {"score": state.ecog.value, **stamps.of(state.ecog.by)}
    decline = None
    if state.decline is not None:
        decline = {"words": state.decline.value.words or None, **stamps.of(state.decline.by)}
    return {**score, "decline_without_score": decline, "function": function}


def lab_objects(history: History, state: CaseState, stamps: Stamps, first_dose: PlacedFact | None) -> list[Shown]:
    """The last result of every analyte."""
    return [_lab(reading_of(history, series, first_dose), stamps) for series in state.labs.values()]


def symptom_objects(state: CaseState, stamps: Stamps) -> list[Shown]:
    """Symptoms, signs and findings of an examination, those found absent or relieved included."""
    return [
        _finding(found, stamps) for found in state.findings.values() if found.finding.kind is not FindingKind.FUNCTION
    ]


def adverse_event_objects(state: CaseState, stamps: Stamps) -> list[Shown]:
    """Adverse events as last noted, those stated absent included."""
    return [_adverse_event(noted, stamps) for noted in state.adverse_events.values()]


def _lab(reading: LabReading, stamps: Stamps) -> Shown:
    lab, grade = reading.last.value, reading.grade
    before, number = reading.before, reading.last_number
    return {
        "analyte": reading.analyte,
        "value": plain_number(lab.value),
        "comparator": None if lab.comparator is None else lab.comparator.value,
        "unit": lab.unit or None,
        "word": lab.word or None,
        "flag": reading.flag or None,
        "flag_basis": reading.flag_basis or None,
        "grade": None if grade is None else grade.grade,
        "grade_basis": None if grade is None else grade.against or grade.reason,
        "ctcae_version": None if grade is None else grade.version,
        "change": reading.change or None,
        "fold": reading.fold or None,
        "before": None if before is None else {"value": plain_number(before.value.value), **stamps.of(before.by)},
        "last_number": None
        if number is None
        else {
            "value": plain_number(number.value.value),
            "comparator": None if number.value.comparator is None else number.value.comparator.value,
            "unit": number.value.unit or None,
            **stamps.of(number.by),
        },
        **stamps.of(reading.last.by),
    }


def _finding(found: FindingState, stamps: Stamps) -> Shown:
    return {
        "symptom": found.finding.name,
        "kind": found.finding.kind.value,
        "presence": found.presence.value,
        "since_month": stamps.month(found.since.start.estimate),
        **stamps.of(found.by),
    }


def _adverse_event(noted: AdverseEventState, stamps: Stamps) -> Shown:
    event = noted.event
    return {
        "term": event.term,
        "affected": list(event.affected),
        "presence": event.presence.value,
        "grade": event.grade,
        "grade_most": event.grade_most,
        "ctcae_version": event.ctcae_version,
        "attribution": event.attribution or None,
        "trend": event.trend.value,
        "since_month": stamps.month(noted.since.start.estimate),
        **stamps.of(noted.by),
    }
