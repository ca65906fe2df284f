"""Single facts as parts of a Phenopacket. Refuses to round a dose, and to give an age or a grade that is not there.

A part that a Phenopacket has no field for is named in `Part.lost`, in the words that the output says.
"""

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from tracker.adapters.phenopackets.terms import Json, Times, said_when, term, unit, when
from tracker.events.catalogue import Fact
from tracker.events.disease import CancerDiagnosed, PathologyReported, StageAssigned, TumorMarker
from tracker.events.fact import RecordedFact, Site
from tracker.events.laboratory import LabResulted
from tracker.events.observation import FindingNoted
from tracker.events.person import MeasurementTaken, PerformanceAssessed
from tracker.events.toxicity import AdverseEventNoted
from tracker.events.treatment import (
    CycleGiven,
    ProcedurePerformed,
    RadiotherapyGiven,
    RegimenStarted,
    RegimenStopped,
)
from tracker.projections.words import only_attributes
from tracker.values.vocabularies import ChangeReason, Laterality, Presence

ECOG = "LOINC:89247-1"


class Part(Struct, frozen=True):
    """What a fact becomes: into which list, and what of it is lost."""

    field: str
    said: Json
    lost: tuple[str, ...] = ()


def parts_of(fact: Fact, times: Times, stops: dict[str, RegimenStopped]) -> Iterator[Part]:
    """Everything that a fact becomes; nothing where a Phenopacket has no place for it."""
    match fact:
        case LabResulted():
            yield _lab(fact, times)
        case MeasurementTaken():
            value = _quantity(fact.value, fact.unit)
            yield Part("measurements", _measurement(fact, term(fact.what), {"quantity": value}, times))
        case PerformanceAssessed(ecog=int() as score):
            value = _quantity(Decimal(score), "{score}")
            said = _measurement(fact, term("ECOG performance status", ECOG), {"quantity": value}, times)
            yield Part("measurements", said)
        case FindingNoted():
            yield from _findings(fact, times)
        case AdverseEventNoted() if fact.presence is not Presence.NOT_STATED and not only_attributes(fact):
            yield _adverse(fact, times)
        case PathologyReported():
            yield _biosample(fact, times)
        case ProcedurePerformed():
            said = {"code": term(fact.procedure)} | _timed("performed", fact.key, times)
            if fact.site is not None:
                said["bodySite"] = _site(fact.site)
            action = {"procedure": said} | ({"treatmentIntent": term(fact.intent)} if fact.intent else {})
            yield Part("medicalActions", action)
        case RadiotherapyGiven():
            yield from _radiotherapy(fact, times)
        case RegimenStarted():
            yield from _regimen(fact, stops.get(fact.regimen), times)
        case CycleGiven():
            yield from _doses(fact, times)
        case _:
            return


def _timed(field: str, anchor: str, times: Times) -> Json:
    found = when(anchor, times)
    return {} if found is None else {field: found}


def _quantity(value: Decimal, ucum: str) -> Json:
    return {"unit": unit(ucum), "value": float(value)}


def _measurement(fact: RecordedFact, assay: Json, value: Json, times: Times, words: str = "") -> Json:
    described = "; ".join(text for text in (words, said_when(fact.key, times)) if text)
    said: Json = {"assay": assay, "value": value} | _timed("timeObserved", fact.key, times)
    return {"description": described} | said if described else said


def _lab(fact: LabResulted, times: Times) -> Part:
    assay = term(fact.analyte, f"LOINC:{fact.loinc}" if fact.loinc else "")
    if fact.value is None:
        said = _measurement(fact, assay, {"ontologyClass": term(fact.word or "no value")}, times)
        return Part("measurements", said)
    value = _quantity(fact.value, fact.unit)
    if fact.reference_low is not None and fact.reference_high is not None:
        value["referenceRange"] = {
            "unit": unit(fact.unit), "low": float(fact.reference_low), "high": float(fact.reference_high),
        }  # fmt: skip
    bound = f"{fact.comparator} {fact.value}" if fact.comparator is not None else ""
    words = "; ".join(text for text in (bound and f"reported as {bound}", fact.word) if text)
    lost: list[str] = []
    if (fact.reference_low is None) != (fact.reference_high is None):
        lost.append("one-sided reference limit")
    if Decimal(str(float(fact.value))) != fact.value:
        lost.append("digits of a value beyond double precision")
    return Part("measurements", _measurement(fact, assay, {"quantity": value}, times, words), tuple(lost))


def _findings(fact: FindingNoted, times: Times) -> Iterator[Part]:
    """A feature for each finding of which it is stated that it was there, was not, or is no more: one that is listed is there."""
    unsaid = tuple("finding whose presence is not stated" for it in fact.findings if it.presence is Presence.NOT_STATED)
    for finding in fact.findings:
        if finding.presence is Presence.NOT_STATED:
            continue
        described = "; ".join(text for text in (finding.words, said_when(fact.key, times)) if text)
        said: Json = {"type": term(finding.name)} | ({"description": described} if described else {})
        if finding.presence is Presence.ABSENT:
            said["excluded"] = True
        timed = _timed(_turn(finding.presence), fact.key, times)
        yield Part("phenotypicFeatures", said | timed, ("kind of a finding", *unsaid))
        unsaid = ()


def _turn(presence: Presence) -> str:
    """What the time of a finding is: one that is relieved has ended then, and did not begin."""
    return "resolution" if presence is Presence.RELIEVED else "onset"


def _adverse(fact: AdverseEventNoted, times: Times) -> Part:
    grade = "" if fact.grade is None else f"grade {fact.grade}" + (f" to {fact.grade_most}" if fact.grade_most else "")
    words = (fact.words, grade and f"CTCAE {fact.ctcae_version} {grade}", said_when(fact.key, times))
    said: Json = {"type": term(fact.term), "description": "; ".join(text for text in ("adverse event", *words) if text)}
    if fact.presence is Presence.ABSENT:
        said["excluded"] = True
    return Part("phenotypicFeatures", said | _timed(_turn(fact.presence), fact.key, times))


def _marker(marker: TumorMarker, fact: RecordedFact, times: Times) -> Json:
    if marker.value is not None:
        return _measurement(
            fact, term(marker.name), {"quantity": _quantity(marker.value, marker.unit)}, times, marker.result
        )
    return _measurement(fact, term(marker.name), {"ontologyClass": term(marker.result or "no result")}, times)


def _biosample(fact: PathologyReported, times: Times) -> Part:
    said: Json = {"id": fact.key} | _timed("timeOfCollection", fact.key, times)
    if fact.histology:
        said["histologicalDiagnosis"] = term(fact.histology)
    if fact.site is not None:
        said["sampledTissue"] = _site(fact.site)
    if fact.markers:
        said["measurements"] = [_marker(marker, fact, times) for marker in fact.markers]
    return Part("biosamples", said)


def _site(site: Site) -> Json:
    side = "" if site.laterality is Laterality.NOT_STATED else f"{site.laterality} "
    return term(f"{side}{site.name}", f"ICDO:{site.code}" if site.code else "")


def _radiotherapy(fact: RadiotherapyGiven, times: Times) -> Iterator[Part]:
    intent = {"treatmentIntent": term("; ".join(fact.intents))} if fact.intents else {}
    for volume in fact.volumes:
        where = _site(volume.sites[0]) if volume.sites else term(volume.name)
        more = ("volume_ml",) if volume.volume_ml is not None else ()
        whole = volume.dose_gy is not None and volume.dose_gy == int(volume.dose_gy)
        if volume.dose_gy is not None and whole and volume.fractions is not None:
            said: Json = {
                "radiationTherapy": {
                    "modality": term("radiotherapy"),
                    "bodySite": where,
                    "dosage": int(volume.dose_gy),
                    "fractions": volume.fractions,
                }
            }
            lost = ("time of radiotherapy", "delivery of radiotherapy", "name of a volume", *more)
            yield Part("medicalActions", said | intent, lost)
        else:
            procedure = {"code": term("radiotherapy"), "bodySite": where} | _timed("performed", fact.key, times)
            dose = (
                ("dose of radiotherapy that is no whole Gy or has no fractions",) if volume.dose_gy is not None else ()
            )
            yield Part("medicalActions", {"procedure": procedure} | intent, (*dose, "delivery of radiotherapy", *more))


def _regimen(fact: RegimenStarted, stop: RegimenStopped | None, times: Times) -> Iterator[Part]:
    drugs = " + ".join(drug.drug for drug in fact.drugs)
    name = fact.name or drugs or fact.referred_to_as or fact.regimen
    said: Json = {"ontologyClass": term(name)} | _timed("startTime", fact.key, times)
    status = "UNKNOWN_STATUS"
    if stop is not None:
        said |= _timed("endTime", stop.key, times)
        status = {ChangeReason.COMPLETED: "COMPLETED", ChangeReason.NOT_STATED: status}.get(stop.reason, "DISCONTINUED")
    said["regimenStatus"] = status
    action: Json = {"therapeuticRegimen": said}
    if stop is not None and stop.reason is not ChangeReason.NOT_STATED:
        action["treatmentTerminationReason"] = term(stop.words or str(stop.reason))
    lost: tuple[str, ...] = ()
    if fact.name and drugs:
        lost = ("drugs of a named regimen, but for its cycles",)
    yield Part("medicalActions", action, lost)


def _doses(fact: CycleGiven, times: Times) -> Iterator[Part]:
    for drug in fact.drugs:
        said: Json = {"agent": term(drug.drug)}
        lost: list[str] = []
        interval = when(fact.key, times)
        dates = interval.get("interval") if interval is not None else None
        if drug.dose is not None and drug.dose_most is None and dates is not None:
            said["doseIntervals"] = [
                {
                    "quantity": _quantity(drug.dose, drug.unit),
                    "scheduleFrequency": term(str(drug.per)),
                    "interval": dates,
                }
            ]
        elif drug.dose is not None:
            lost.append("dose of a cycle without a date, or that is a range")
        yield Part("medicalActions", {"treatment": said}, tuple(lost))


def disease_of(fact: CancerDiagnosed, stage: StageAssigned | None, times: Times) -> Json:
    """A diagnosis with the first stage that was assigned."""
    code = f"ICDO:{fact.morphology}" if fact.morphology else ""
    said: Json = {"term": term(fact.diagnosis, code)} | _timed("onset", fact.key, times)
    if stage is not None and stage.group:
        said["diseaseStage"] = [term(f"{stage.system} {stage.edition} stage {stage.group}".replace("  ", " "))]
    categories = [text for text in ((stage.t, stage.n, stage.m) if stage is not None else ()) if text]
    if categories:
        said["clinicalTnmFinding"] = [term(text) for text in categories]
    if fact.topography:
        said["primarySite"] = term(fact.sites[0].name if fact.sites else fact.topography, f"ICDO:{fact.topography}")
    elif fact.sites:
        said["primarySite"] = term(fact.sites[0].name)
    if fact.sites and fact.sites[0].laterality is not Laterality.NOT_STATED:
        said["laterality"] = term(str(fact.sites[0].laterality))
    return said
