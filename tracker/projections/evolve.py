"""How a case moves on: `evolve` adds one fact, `fold` many. Refuses no recorded fact, and knows no clock."""

from collections.abc import Iterable, Sequence
from typing import assert_never

from msgspec.structs import replace

from tracker.events.deliberation import DecisionRecorded
from tracker.events.disease import (
    CancerDiagnosed,
    PathologyReported,
    ProgressionDeclared,
    ResponseAssessed,
    StageAssigned,
)
from tracker.events.laboratory import LabResulted
from tracker.events.observation import FindingNoted, ScanReported
from tracker.events.person import (
    MeasurementTaken,
    PatientContacted,
    PatientDied,
    PatientRegistered,
    PerformanceAssessed,
)
from tracker.events.toxicity import AdverseEventNoted
from tracker.events.treatment import (
    CycleGiven,
    DrugGiven,
    ProcedurePerformed,
    RadiotherapyGiven,
    RegimenDrug,
    RegimenHeld,
    RegimenResumed,
    RegimenStarted,
    RegimenStopped,
)
from tracker.projections.exposure_state import exposures_after, unlisted_after
from tracker.projections.finding_state import after_adverse_event, after_findings
from tracker.projections.history import History, PlacedFact
from tracker.projections.lab_series import series_of
from tracker.projections.lesion_state import (
    after_looks,
    after_scan,
    looks_after,
    site_id,
    sites_after,
)
from tracker.projections.life_state import signs_after
from tracker.projections.regimen_state import (
    Regimens,
    after_cycle,
    after_end,
    after_hold,
    after_reopening,
    after_resumption,
    after_start,
    after_stop,
)
from tracker.projections.state import INITIAL, CaseState
from tracker.projections.stated import Stated
from tracker.projections.stretches import Pairing, pairing_of
from tracker.values.vocabularies import DiseaseStatus, ResponseCategory, VitalStatus, YesNo

SHOWS_LIFE = frozenset(
    {
        CancerDiagnosed,
        LabResulted,
        MeasurementTaken,
        ScanReported,
        FindingNoted,
        RegimenStarted,
        RegimenHeld,
        RegimenResumed,
        CycleGiven,
        RadiotherapyGiven,
        ProcedurePerformed,
        AdverseEventNoted,
    }
)
"""Events that a patient must be alive for. Contacts and performance say so themselves."""

STATUS_BY_RESPONSE = {
    ResponseCategory.COMPLETE_RESPONSE: "responding",
    ResponseCategory.PARTIAL_RESPONSE: "responding",
    ResponseCategory.STABLE_DISEASE: "stable",
    ResponseCategory.PROGRESSIVE_DISEASE: "progressing",
    ResponseCategory.CONFIRMED_PROGRESSION: "progressing",
}
"""What an assessed response says about the disease; other categories say nothing."""

DEAD = 5
"""ECOG 5."""


def evolve(state: CaseState, placed: PlacedFact, pairing: Pairing) -> CaseState:
    """Return the state after one more fact.

    Args:
        state: The case before it.
        placed: The fact with its place in time.
        pairing: Which regimens the facts open and end; of all facts that are folded, later ones included.
    """
    event = placed.event
    match event:
        case LabResulted():
            name = series_of(event)
            series = (*state.labs.get(name, ()), Stated(event, placed))
            state = replace(state, labs={**state.labs, name: series})
        case MeasurementTaken(what=what):
            taken = (*state.measurements.get(what, ()), Stated(event, placed))
            state = replace(state, measurements={**state.measurements, what: taken})
        case CycleGiven() | RegimenStarted() | RegimenHeld() | RegimenResumed() | RegimenStopped():
            state = _treated(state, event, placed, pairing)
        case RadiotherapyGiven():
            courses = (*state.radiotherapy, Stated(event, placed))
            state = replace(state, radiotherapy=courses, line=_line(state, event.line, placed))
        case ScanReported():
            lesions = after_scan(state.lesions, event, placed)
            state = replace(state, lesions=lesions, looks=looks_after(state.looks, event, placed))
        case FindingNoted():
            lesions = after_looks(state.lesions, event.lesions, None, placed)
            state = replace(state, findings=after_findings(state.findings, event, placed), lesions=lesions)
        case AdverseEventNoted():
            state = replace(state, adverse_events=after_adverse_event(state.adverse_events, event, placed))
        case PerformanceAssessed():
            state = _performing(state, event, placed)
        case ResponseAssessed():
            state = _responding(state, event, placed)
        case ProgressionDeclared():
            status = "progressing" if event.certainty == "confirmed" else f"progressing ({event.certainty})"
            state = replace(
                state,
                progressions=(*state.progressions, Stated(event, placed)),
                sites=sites_after(state.sites, event.sites, placed),
                disease_status=Stated(status, placed),
            )
        case CancerDiagnosed():
            sites = sites_after(state.sites, event.sites, placed)
            state = replace(state, diagnoses=(*state.diagnoses, Stated(event, placed)), sites=sites)
        case PathologyReported():
            state = replace(state, pathology=(*state.pathology, Stated(event, placed)))
        case StageAssigned():
            state = replace(state, stage=Stated(event, placed))
        case PatientRegistered():
            state = replace(state, registration=Stated(event, placed))
        case ProcedurePerformed():
            state = replace(state, procedures=(*state.procedures, Stated(event, placed)))
        case DecisionRecorded():
            state = replace(state, decisions=(*state.decisions, Stated(event, placed)))
        case PatientContacted():
            state = _contacted(state, event, placed)
        case PatientDied():
            state = replace(
                state, death=Stated(event, placed), regimens=after_end(state.regimens, state.regimens, placed)
            )
        case _:
            assert_never(event)
    return replace(state, signs=signs_after(state.signs, placed)) if type(event) in SHOWS_LIFE else state


def fold(history: History, facts: Iterable[PlacedFact] | None = None, state: CaseState = INITIAL) -> CaseState:
    """Return the state after all facts of a history.

    Args:
        history: The facts, in the order of living.
        facts: Some of them, in that order; left out, all.
        state: Where to go on from.
    """
    pairing = pairing_of(history.chronology, history.facts)
    for placed in history.facts if facts is None else facts:
        state = evolve(state, placed, pairing)
    return state


def _treated(
    state: CaseState,
    event: CycleGiven | RegimenStarted | RegimenHeld | RegimenResumed | RegimenStopped,
    placed: PlacedFact,
    pairing: Pairing,
) -> CaseState:
    regimens: Regimens = after_end(state.regimens, pairing.ends.get(event.key, ()), placed)
    ending = pairing.opens.get(event.key)
    match event:
        case CycleGiven():
            regimens = after_cycle(regimens, event, placed)
        case RegimenStarted():
            regimens = after_start(regimens, event, placed, ending)
            state = replace(state, line=_line(state, event.line, placed))
        case RegimenHeld():
            regimens = after_hold(regimens, event, placed)
        case RegimenResumed():
            regimens = after_resumption(regimens, event, placed)
        case RegimenStopped():
            regimens = after_stop(regimens, event, placed)
        case _:
            assert_never(event)
    if event.key in pairing.opens and not isinstance(event, RegimenStarted):
        regimens = after_reopening(regimens, event.regimen, placed, ending)
    if state.death is not None:
        regimens = after_end(regimens, (event.regimen,), state.death.by)
    if not isinstance(event, CycleGiven | RegimenStarted):
        return replace(state, regimens=regimens)
    drugs = _drugs_of(event, regimens)
    exposures = exposures_after(state.exposures, drugs, placed, cycle=isinstance(event, CycleGiven))
    unlisted = unlisted_after(state.unlisted, event, drugs, placed)
    return replace(state, regimens=regimens, exposures=exposures, unlisted=unlisted)


def _drugs_of(event: CycleGiven | RegimenStarted, regimens: Regimens) -> Sequence[DrugGiven | RegimenDrug]:
    """The drugs that a fact names; of a cycle that names none, those of its regimen."""
    if event.drugs or isinstance(event, RegimenStarted):
        return event.drugs
    started = regimens[event.regimen].started
    return () if started is None else started.value.drugs


def _line(state: CaseState, line: int | None, placed: PlacedFact) -> Stated[int] | None:
    if line is None or (state.line is not None and state.line.value == line):
        return state.line
    return Stated(line, placed)


def _performing(state: CaseState, event: PerformanceAssessed, placed: PlacedFact) -> CaseState:
    if event.ecog is None:
        return replace(state, decline=Stated(event, placed), signs=signs_after(state.signs, placed))
    state = replace(state, ecog=Stated(event.ecog, placed), decline=None)
    if event.ecog == DEAD:
        return replace(state, reported_dead=placed)
    return replace(state, signs=signs_after(state.signs, placed))


def _responding(state: CaseState, event: ResponseAssessed, placed: PlacedFact) -> CaseState:
    status = STATUS_BY_RESPONSE.get(event.category)
    lesions = after_looks(state.lesions, event.lesions, None, placed)
    by_site = {site_id(response.site): Stated(response, placed) for response in event.by_site}
    return replace(
        state,
        response=Stated(event, placed),
        site_responses={**state.site_responses, **by_site} if by_site else state.site_responses,
        disease_status=state.disease_status if status is None else Stated(status, placed),
        lesions=lesions,
    )


def _contacted(state: CaseState, event: PatientContacted, placed: PlacedFact) -> CaseState:
    said, off = event.disease_status, event.off_treatment
    return replace(
        state,
        contact=Stated(event, placed),
        off_treatment=state.off_treatment if off is YesNo.NOT_STATED else Stated(off, placed),
        signs=signs_after(state.signs, placed) if event.vital_status is VitalStatus.ALIVE else state.signs,
        reported_dead=placed if event.vital_status is VitalStatus.DECEASED else state.reported_dead,
        disease_status=state.disease_status if said is DiseaseStatus.NOT_STATED else Stated(str(said), placed),
    )
