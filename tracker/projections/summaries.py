"""One line for people per fact, and the short word for its kind. Refuses to add what the fact does not say."""

from typing import assert_never

from tracker.events.catalogue import Fact, wire_name
from tracker.events.deliberation import AmbiguityNoted, DecisionRecorded, IntervalStated
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
    ProcedurePerformed,
    RadiotherapyGiven,
    RegimenHeld,
    RegimenResumed,
    RegimenStarted,
    RegimenStopped,
)
from tracker.projections.lab_series import series_name
from tracker.projections.words import (
    bracketed,
    dose_words,
    drugs_words,
    extra_words,
    grade_words,
    lab_words,
    lesion_words,
    listed,
    marker_words,
    number_words,
    only_attributes,
    presence_words,
    said,
    site_words,
    sites_words,
    study_words,
    volume_words,
)
from tracker.values.units import shown_unit
from tracker.values.vocabularies import (
    Certainty,
    ChangeReason,
    DiagnosisRole,
    DiseaseStatus,
    Phase,
    Presence,
    ProgressionExtent,
    ResponseCategory,
    Sex,
    Trend,
    VitalStatus,
    YesNo,
)

IN_COURSE = "in course, doses as planned"
"""What is said of a course of radiotherapy before its end, which nobody can call delivered yet."""


def _registered_words(event: PatientRegistered) -> str:
    age = "" if event.age_at_diagnosis is None else f"{event.age_at_diagnosis} y"
    sex = "" if event.sex is Sex.NOT_STATED else event.sex.value
    return listed((listed((sex, age)), presence_words(event.history)), "; ") or "registered"


def _diagnosis_words(event: CancerDiagnosed) -> str:
    role = "" if event.role is DiagnosisRole.PRIMARY else f"{event.role.value}: "
    code = bracketed(listed((event.topography, event.morphology)))
    spread = "de novo metastatic" if event.de_novo_metastatic else ""
    sites = sites_words(event.sites)
    tail = f"{spread}: {sites}" if spread and sites else spread or sites
    return role + listed((f"{event.diagnosis} {code}".rstrip(), event.histology, tail))


def _stage_words(event: StageAssigned) -> str:
    group = f"stage {event.group}" if event.group else ""
    return listed((listed((event.t, event.n, event.m), " "), group, f"{event.system} {event.edition}".strip()))


def _started_words(event: RegimenStarted) -> str:
    phase = "" if event.phase is Phase.NOT_STATED else event.phase.value
    line = "" if event.line is None else f"line {event.line}"
    beside = "" if event.concurrent_with is None else f"beside {event.concurrent_with}"
    referred = f"“{event.referred_to_as}”" if event.referred_to_as else ""
    named = listed((event.name, drugs_words(event.drugs) or referred), ": ") or event.regimen
    return listed((named, bracketed(listed((line, phase, beside)))), " ")


def _change_words(regimen: str, act: str, reason: ChangeReason, words: str) -> str:
    why = words or said(reason.value).replace("-", " ")
    return f"{regimen} {act}: {why}" if why else f"{regimen} {act}"


def radiotherapy_words(event: RadiotherapyGiven, *, running: bool = False) -> str:
    """A course in one line; of one that is still running the doses are no more than planned, whatever came of it."""
    volumes = "; ".join(map(volume_words, event.volumes))
    left_out = f"not {', '.join(event.left_out)}" if event.left_out else ""
    beside = "" if event.concurrent_regimen is None else f"with {event.concurrent_regimen}"
    delivery = IN_COURSE if running else event.delivery.value.replace("-", " ")
    return listed((volumes, listed((", ".join(event.intents), delivery, beside, left_out))), "; ")


def _response_words(event: ResponseAssessed) -> str:
    category = "" if event.category is ResponseCategory.NOT_STATED else event.category.value
    sites = "; ".join(
        f"{site_words(by.site)}: {listed((said(by.category.value), by.words), ' ') or 'not stated'}"
        for by in event.by_site
    )
    head = listed((category, f"“{event.words}”" if event.words else ""), " ")
    return listed((head or "category not stated", sites), "; ")


def _progression_words(event: ProgressionDeclared) -> str:
    name = "PD" if event.ordinal is None else f"PD{event.ordinal}"
    extent = "" if event.extent is ProgressionExtent.NOT_STATED else event.extent.value.replace("-", " ")
    doubt = "" if event.certainty is Certainty.CONFIRMED else event.certainty.value
    body = listed((extent, sites_words(event.sites), doubt))
    return f"{name}: {body}" if body else name


def _adverse_words(event: AdverseEventNoted) -> str:
    absent = "no " if event.presence is Presence.ABSENT else ""
    relieved = "relieved" if event.presence is Presence.RELIEVED else ""
    trend = "" if event.trend is Trend.NOT_STATED else event.trend.value
    affected = bracketed(", ".join(event.affected))
    if only_attributes(event):
        return f"{event.term} put down to: “{event.attribution}”"
    return absent + listed((listed((event.term, affected, grade_words(event)), " "), relieved, trend))


def _contact_words(event: PatientContacted) -> str:
    alive = "contact" if event.vital_status is VitalStatus.NOT_STATED else event.vital_status.value
    disease = "" if event.disease_status is DiseaseStatus.NOT_STATED else event.disease_status.value.replace("-", " ")
    treatment = {YesNo.YES: "without treatment", YesNo.NO: "under treatment"}.get(event.off_treatment, "")
    return listed(
        (alive, f"disease {disease}" if disease in {"controlled", "stable"} else disease, treatment, event.function)
    )


def _performance_words(event: PerformanceAssessed) -> str:
    if event.ecog is None:
        return listed((event.words or "performance status", "no score"))
    return f"ECOG {event.ecog}" + (f" (“{event.words}”)" if event.words not in ("", "ECOG") else "")


def summary_of(event: Fact) -> str:
    """Say in one line what a fact says."""
    text = _summary(event)
    return text if text.isprintable() and "  " not in text else " ".join(text.split())


def _summary(event: Fact) -> str:
    match event:
        case LabResulted():
            return f"{series_name(event)} {lab_words(event)}"
        case CycleGiven(regimen=regimen, number=number, drugs=drugs):
            return f"{regimen} cycle {number}" + (f": {', '.join(map(dose_words, drugs))}" if drugs else "")
        case ScanReported(studies=studies):
            return "; ".join(map(study_words, studies))
        case FindingNoted(findings=findings, lesions=lesions):
            return listed((presence_words(findings), *map(lesion_words, lesions), extra_words(event.extra)), "; ")
        case PerformanceAssessed():
            return _performance_words(event)
        case AdverseEventNoted():
            return _adverse_words(event)
        case PatientContacted():
            return _contact_words(event)
        case MeasurementTaken(what=what, value=value, unit=unit):
            return f"{what} {number_words(value)} {shown_unit(unit)}"
        case ResponseAssessed():
            return _response_words(event)
        case ProgressionDeclared():
            return _progression_words(event)
        case RegimenStarted():
            return _started_words(event)
        case RegimenHeld(regimen=regimen, reason=reason, words=words):
            return _change_words(regimen, "held", reason, words)
        case RegimenResumed(regimen=regimen, reason=reason, words=words):
            return _change_words(regimen, "resumed", reason, words)
        case RegimenStopped(regimen=regimen, reason=reason, words=words):
            return _change_words(regimen, "stopped", reason, words)
        case RadiotherapyGiven():
            return radiotherapy_words(event)
        case ProcedurePerformed(procedure=procedure, site=site, substance=substance, outcome=outcome):
            where = "" if site is None else site_words(site)
            return listed((listed((procedure, where, substance), " "), event.intent, outcome))
        case PatientRegistered():
            return _registered_words(event)
        case CancerDiagnosed():
            return _diagnosis_words(event)
        case StageAssigned():
            return _stage_words(event)
        case PathologyReported(histology=histology, markers=markers):
            where = "" if event.site is None else site_words(event.site)
            return listed((where, histology, *map(marker_words, markers))) or "pathology"
        case DecisionRecorded(question=question, choice=choice, reason=reason, by_whom=who):
            why = f"because {reason}" if reason else ""
            by = f"by {who}" if who else ""
            return listed((listed((question, choice or "choice not stated"), ": "), why, by))
        case PatientDied(causes=causes, underlying_cause=underlying):
            return f"died of {listed(causes)}" if causes else f"died{f' of {underlying}' if underlying else ''}"
        case IntervalStated(stated=stated, from_=first, to=last, meaning=meaning):
            return f"{stated} from {first} to {last}" + (f": {meaning}" if meaning else "")
        case AmbiguityNoted(summary=summary):
            return summary
        case _:
            assert_never(event)


def name_of(event: Fact) -> str:
    """A fact by its key and its kind, for a sentence about it.

    >>> name_of(PatientDied(key="death", occurred="unknown"))
    'death (patient died)'
    """
    return f"{event.key} ({wire_name(event).replace('-', ' ')})"


def kind_word(event: Fact) -> str:
    """The kind of a fact in at most six capitals, for a narrow column.

    >>> kind_word(PatientDied(key="death", occurred="unknown"))
    'DEATH'
    """
    match event:
        case LabResulted():
            return "LAB"
        case CycleGiven():
            return "CYCLE"
        case ScanReported():
            return "SCAN"
        case FindingNoted():
            return "FIND"
        case PerformanceAssessed():
            return "ECOG"
        case AdverseEventNoted():
            return "AE"
        case PatientContacted():
            return "SEEN"
        case MeasurementTaken():
            return "MEAS"
        case ResponseAssessed():
            return "RESP"
        case ProgressionDeclared():
            return "PD"
        case RegimenStarted():
            return "START"
        case RegimenHeld():
            return "HOLD"
        case RegimenResumed():
            return "RESUME"
        case RegimenStopped():
            return "STOP"
        case RadiotherapyGiven():
            return "RT"
        case ProcedurePerformed():
            return "PROC"
        case PatientRegistered():
            return "REG"
        case CancerDiagnosed():
            return "DX"
        case StageAssigned():
            return "STAGE"
        case PathologyReported():
            return "PATH"
        case DecisionRecorded():
            return "DECIDE"
        case PatientDied():
            return "DEATH"
        case IntervalStated():
            return "SPAN"
        case AmbiguityNoted():
            return "NOTE"
        case _:
            assert_never(event)
