"""Small FHIR bundles for tests of mCODE, and what reading them gives. Refuses to be valid by accident: nothing is left out silently."""

import json
from pathlib import Path
from typing import Any

from tracker.adapters.mcode.reading import BundleResult, read_bundle
from tracker.events.catalogue import Entered
from tracker.events.deliberation import ReadingSelected

JENNY = Path(__file__).parent / "data" / "mcode" / "Bundle-mcode-patient-bundle-jenny-m.json"
MCODE = "http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-"
SNOMED = "http://snomed.info/sct"
LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
SUBJECT = {"reference": "Patient/pat"}
Json = dict[str, Any]


def coded(code: str, system: str = SNOMED, display: str = "") -> Json:
    return {"coding": [{"system": system, "code": code} | ({"display": display} if display else {})]}


def text(words: str) -> Json:
    return {"text": words}


def quantity(value: float, code: str) -> Json:
    return {"value": value, "unit": code, "system": UCUM, "code": code}


def patient(**more: Any) -> Json:
    return {"resourceType": "Patient", "id": "pat", "gender": "female", **more}


def condition(**more: Any) -> Json:
    return {
        "resourceType": "Condition",
        "id": "dx",
        "meta": {"profile": [f"{MCODE}primary-cancer-condition"]},
        "code": text("nasopharyngeal carcinoma"),
        "subject": SUBJECT,
        **more,
    }


def observation(key: str = "obs", profile: str = "", category: str = "", **more: Any) -> Json:
    said: Json = {"resourceType": "Observation", "id": key, "status": "final", "subject": SUBJECT, "code": text("what")}
    if profile:
        said["meta"] = {"profile": [f"{MCODE}{profile}"]}
    if category:
        said["category"] = [coded(category, "http://terminology.hl7.org/CodeSystem/observation-category")]
    return said | more


def order(key: str = "order", drug: str = "cisplatin", **more: Any) -> Json:
    return {
        "resourceType": "MedicationRequest",
        "id": key,
        "status": "active",
        "intent": "order",
        "medicationCodeableConcept": text(drug),
        "subject": SUBJECT,
        **more,
    }


def given(key: str = "given", drug: str = "cisplatin", **more: Any) -> Json:
    return {
        "resourceType": "MedicationAdministration",
        "id": key,
        "status": "completed",
        "medicationCodeableConcept": text(drug),
        "subject": SUBJECT,
        "effectiveDateTime": "2023-01-10",
        **more,
    }


def procedure(key: str = "op", **more: Any) -> Json:
    said: Json = {
        "resourceType": "Procedure",
        "id": key,
        "status": "completed",
        "subject": SUBJECT,
        "code": text("biopsy"),
    }
    return said | more


def relative(target: str, relation: str, offset: Json) -> Json:
    """The element beside a time that is relative."""
    parts: list[Json] = [
        {"url": "target", "valueReference": {"reference": target}},
        {"url": "targetPath", "valueString": "Condition"},
        {"url": "relationship", "valueCode": relation},
        {"url": "offset"} | offset,
    ]
    return {"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/cqf-relativeDateTime", "extension": parts}]}


def bundle(*resources: Json) -> bytes:
    entries = [{"resource": resource} for resource in resources]
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}).encode()


def result(*resources: Json) -> BundleResult:
    """Reading a bundle of a patient and some resources."""
    return read_bundle("bundle.json", bundle(patient(), *resources))


def facts(*resources: Json) -> dict[str, Any]:
    """Key to fact of a bundle of a patient and some resources; a patient among them replaces the usual one."""
    whole = resources if any(item["resourceType"] == "Patient" for item in resources) else (patient(), *resources)
    found = read_bundle("bundle.json", bundle(*whole))
    assert not found.problems, found.problems
    return {name_of(event): event for event in found.cases[0].facts}


def name_of(event: Entered) -> str:
    return event.question if isinstance(event, ReadingSelected) else event.key
