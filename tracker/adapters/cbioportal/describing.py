"""What a row says of a fact: the columns beside patient and days. Refuses to write what the fact does not state.

An import compares with this: whatever a row says otherwise goes to `extra`, which an export lays over it again. So a row
that came in goes out with the same cells, by construction.
"""

from tracker.adapters.cbioportal import vocabulary as words
from tracker.adapters.cbioportal.rows import EVENT_TYPE
from tracker.events.catalogue import ClinicalEvent, wire_name
from tracker.events.deliberation import DecisionRecorded
from tracker.events.disease import (
    CancerDiagnosed,
    PathologyReported,
    ProgressionDeclared,
    ResponseAssessed,
    StageAssigned,
)
from tracker.events.fact import Site
from tracker.events.laboratory import LabResulted
from tracker.events.observation import FindingNoted, ScanReported
from tracker.events.person import MeasurementTaken, PatientContacted, PatientDied, PerformanceAssessed
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
from tracker.projections.summaries import summary_of
from tracker.projections.words import dose_words, drugs_words, listed, marker_words, number_words
from tracker.values.vocabularies import DiseaseStatus, OverallChange, Presence, ResponseCategory, VitalStatus

Cells = dict[str, str]

MEDICAL, RADIATION = "Medical Therapy", "Radiation Therapy"


def described(event: ClinicalEvent) -> Cells:
    """The columns of an event's row, `EVENT_TYPE` among them; a column that would be blank may be there."""
    match event:
        case LabResulted():
            return {EVENT_TYPE: words.LAB_TEST, "TEST": event.analyte, **_result(event)}
        case RegimenStarted():
            agent = drugs_words(event.drugs) or event.name
            return {
                EVENT_TYPE: words.TREATMENT,
                "TREATMENT_TYPE": MEDICAL,
                "AGENT": agent,
                "REGIMEN": "" if event.name == agent else event.name or event.referred_to_as,
                "LINE_OF_TREATMENT": "" if event.line is None else str(event.line),
            }
        case RadiotherapyGiven():
            return _radiotherapy(event)
        case ProcedurePerformed():
            return _procedure(event)
        case ScanReported():
            return _scan(event)
        case PatientDied():
            return {EVENT_TYPE: words.STATUS, "STATUS": "DECEASED", "CAUSE_OF_DEATH": _cause(event)}
        case ProgressionDeclared():
            known = words.plain(event.words) in words.PROGRESSIONS
            said = {"STATUS": event.words} if known else {"STATUS": "Progression", "WORDS": event.words}
            return {EVENT_TYPE: words.STATUS, **said, "SITE": "; ".join(site.name for site in event.sites)}
        case ResponseAssessed(category=category):
            coded = category.value if category is not ResponseCategory.NOT_STATED else "Response"
            return {EVENT_TYPE: words.STATUS, "STATUS": event.words or coded, "RESPONSE": category.value}
        case PatientContacted():
            return {EVENT_TYPE: words.STATUS, **_contact(event), "FUNCTION": event.function, "WORDS": event.words}
        case PathologyReported():
            return _pathology(event)
        case CancerDiagnosed():
            return {
                EVENT_TYPE: words.DIAGNOSIS,
                "SUBTYPE": event.role.value.title(),
                "DX_DESCRIPTION": event.diagnosis,
                "HISTOLOGY": event.histology,
                "TOPOGRAPHY": event.topography,
                "MORPHOLOGY": event.morphology,
                "SITE": "; ".join(site.name for site in event.sites),
            }
        case StageAssigned():
            return {
                EVENT_TYPE: words.STAGE,
                "T": event.t,
                "N": event.n,
                "M": event.m,
                "STAGE_GROUP": event.group,
                "STAGE_SYSTEM": event.system,
                "STAGE_EDITION": event.edition,
            }
        case PerformanceAssessed():
            ecog = "" if event.ecog is None else str(event.ecog)
            return {EVENT_TYPE: words.PERFORMANCE, "ECOG": ecog, "SCALE": event.words}
        case AdverseEventNoted():
            return {
                EVENT_TYPE: words.ADVERSE_EVENT,
                "TERM": event.term,
                "GRADE": "" if event.grade is None else str(event.grade),
                "PRESENCE": "" if event.presence is Presence.PRESENT else event.presence.value,
            }
        case MeasurementTaken():
            return {
                EVENT_TYPE: words.MEASUREMENT,
                "TEST": event.what,
                "RESULT": number_words(event.value),
                "UNIT": event.unit,
            }
        case FindingNoted():
            return _finding(event)
        case CycleGiven():
            drugs = ", ".join(map(dose_words, event.drugs))
            return {EVENT_TYPE: "CYCLE", "REGIMEN": event.regimen, "CYCLE": str(event.number), "AGENT": drugs}
        case RegimenHeld() | RegimenResumed() | RegimenStopped():
            change = wire_name(event).removeprefix("regimen-")
            return {EVENT_TYPE: "TREATMENT_CHANGE", "REGIMEN": event.regimen, "CHANGE": change, "REASON": event.reason}
        case DecisionRecorded():
            return {
                EVENT_TYPE: "DECISION",
                "QUESTION": event.question,
                "CHOICE": event.choice,
                "REASON": event.reason,
            }
        case _:
            return {EVENT_TYPE: wire_name(event).replace("-", "_").upper(), "SUMMARY": summary_of(event)}


def _result(lab: LabResulted) -> Cells:
    if lab.value is None:
        return {"RESULT": lab.word}
    comparator = "" if lab.comparator is None else lab.comparator.value
    return {"RESULT": f"{comparator}{number_words(lab.value)}", "UNIT": lab.unit, "WORD": lab.word}


def _radiotherapy(event: RadiotherapyGiven) -> Cells:
    doses = [
        listed(
            (
                "" if volume.dose_gy is None else f"{number_words(volume.dose_gy)} Gy",
                "" if volume.fractions is None else f"in {volume.fractions}",
                volume.words,
            ),
            " ",
        )
        for volume in event.volumes
    ]
    return {
        EVENT_TYPE: words.TREATMENT,
        "TREATMENT_TYPE": RADIATION,
        "SUBTYPE": "; ".join(volume.name for volume in event.volumes),
        "AGENT": "; ".join(dose for dose in doses if dose),
        "ANATOMY": "; ".join(dict.fromkeys(site.name for volume in event.volumes for site in volume.sites)),
    }


def _procedure(event: ProcedurePerformed) -> Cells:
    kind = words.type_of(event.extra.get(EVENT_TYPE, words.PROCEDURE))
    site = "" if event.site is None else event.site.name
    if kind == words.SPECIMEN:
        return {EVENT_TYPE: words.SPECIMEN, "SPECIMEN_SITE": site}
    if kind == words.SURGERY:
        return {EVENT_TYPE: words.SURGERY, "EVENT_TYPE_DETAILED": event.procedure, "SITE": site}
    return {
        EVENT_TYPE: words.PROCEDURE,
        "PROCEDURE": event.procedure,
        "SITE": site,
        "INTENT": event.intent,
        "SUBSTANCE": event.substance,
        "OUTCOME": event.outcome,
    }


def _scan(event: ScanReported) -> Cells:
    seen = "; ".join(study.impression for study in event.studies if study.impression)
    return {
        EVENT_TYPE: words.IMAGING,
        "DIAGNOSTIC_TYPE": "; ".join(study.modality.value for study in event.studies),
        "DIAGNOSTIC_TYPE_DETAILED": "; ".join(study.region for study in event.studies if study.region),
        "RESULT": seen or _change(event),
    }


def _change(event: ScanReported) -> str:
    """The change that the report states, else that of its studies, each named where they differ."""
    stated = [study for study in event.studies if study.overall is not OverallChange.NOT_STATED]
    changes = {study.overall for study in stated} if event.overall is OverallChange.NOT_STATED else {event.overall}
    if len(changes) > 1:
        return "; ".join(f"{study.modality}: {study.overall}" for study in stated)
    return "".join(changes)


def _cause(event: PatientDied) -> str:
    return event.underlying_cause or "; ".join(event.causes)


_VITAL = {
    VitalStatus.ALIVE: "Alive",
    # The word for a death would be read as one: this is what somebody was told at another time.
    VitalStatus.DECEASED: "Reported deceased",
    VitalStatus.NOT_STATED: "Last contact",
}


def _contact(event: PatientContacted) -> Cells:
    if event.disease_status is DiseaseStatus.NO_EVIDENCE and event.vital_status is VitalStatus.ALIVE:
        return {"STATUS": "No evidence of disease"}
    disease = "" if event.disease_status is DiseaseStatus.NOT_STATED else event.disease_status.value
    return {"STATUS": _VITAL[event.vital_status], "DISEASE_STATUS": disease}


def _site(site: Site | None) -> str:
    return "" if site is None else site.name


def _pathology(event: PathologyReported) -> Cells:
    cells = {EVENT_TYPE: words.PATHOLOGY, "HISTOLOGY": event.histology, "SPECIMEN_SITE": _site(event.site)}
    if len(event.markers) == 1 and not event.markers[0].unit:
        marker = event.markers[0]
        value = "" if marker.value is None else number_words(marker.value)
        return {**cells, "TEST": marker.name, "RESULT": marker.result or value}
    return {**cells, "MARKERS": "; ".join(map(marker_words, event.markers))}


def _finding(event: FindingNoted) -> Cells:
    if words.type_of(event.extra.get(EVENT_TYPE, words.FINDING)) != words.FINDING:
        return {}
    presences = dict.fromkeys(finding.presence.value for finding in event.findings)
    return {
        EVENT_TYPE: words.FINDING,
        "FINDING": "; ".join(finding.name for finding in event.findings),
        "PRESENCE": "" if list(presences) == ["present"] else "; ".join(presences),
    }
