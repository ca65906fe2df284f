"""Imaging and pathology reports and findings, both ways. Refuses to keep the sentences of a report.

A report gives its time, its kind and what it refers to; its conclusion is somebody's sentence and is left out.
"""

from collections.abc import Iterator

from tracker.adapters.mcode.drafts import (
    Draft,
    Reading,
    Writing,
    common,
    id_of,
    issued,
    part_id,
    resource,
)
from tracker.adapters.mcode.elements import (
    Json,
    at,
    categories,
    codes_of,
    concept,
    list_at,
    quantity,
    text_at,
    words,
    words_of,
)
from tracker.adapters.mcode.lesions import SIZE, is_size, lesion_of, size_of, structures
from tracker.adapters.mcode.terms import (
    LOINC,
    MCODE,
    TERMINOLOGY,
)
from tracker.adapters.mcode.times import missing_reason, read_moment, write_moment
from tracker.events.disease import PathologyReported
from tracker.events.observation import Finding, FindingNoted, ImagingStudy, LesionObserved, ScanReported
from tracker.values.vocabularies import FindingKind, Modality, Presence

_MODALITIES = (
    ("PET", Modality.PET_CT),
    ("SPECT", Modality.SPECT),
    ("bone scan", Modality.BONE_SCAN),
    ("scintigra", Modality.BONE_SCAN),
    ("MRI", Modality.MRI),
    ("MR ", Modality.MRI),
    ("magnetic resonance", Modality.MRI),
    ("CT", Modality.CT),
    ("omputed tomography", Modality.CT),
    ("ltrasound", Modality.ULTRASOUND),
    ("US ", Modality.ULTRASOUND),
    ("adiograph", Modality.RADIOGRAPH),
    ("XR ", Modality.RADIOGRAPH),
    ("X-ray", Modality.RADIOGRAPH),
    ("ammogra", Modality.MAMMOGRAPHY),
    ("ndoscop", Modality.ENDOSCOPY),
)
_IMAGING = frozenset({"RAD", "LP29684-5", "CT", "NMR", "imaging", "363679005", "RUS", "NMS", "CUS", "XRC"})
_PATHOLOGY = frozenset({"PAT", "SP", "CP", "LP7839-6", "CYTO"})
_PATHOLOGY_CODES = frozenset({"22637-3", "60568-3", "11526-1", "60570-9", "60571-7"})
_PRESENCE = {
    "LA9633-4": Presence.PRESENT, "52101004": Presence.PRESENT, "10828004": Presence.PRESENT, "present": Presence.PRESENT,
    "LA9634-2": Presence.ABSENT, "2667000": Presence.ABSENT, "260385009": Presence.ABSENT, "absent": Presence.ABSENT,
    "relieved": Presence.RELIEVED,
}  # fmt: skip


def is_report(report: Json, codes: frozenset[str]) -> bool:
    """Whether a DiagnosticReport is of one of some categories."""
    return bool(categories(report) & codes)


def read_report(name: str, report: Json, reading: Reading) -> Iterator[Draft]:
    """An imaging or a pathology report."""
    said = common(name, read_moment(report, "effective", reading.places), issued(report, reading.places))
    title = words_of(report.get("code"))
    if text_at(report, "status") in {"entered-in-error", "cancelled"}:
        reading.refuse(name, f"a report of the status {text_at(report, 'status')}")
    elif is_report(report, _IMAGING):
        yield _scan(name, report, title, said, reading)
    elif is_report(report, _PATHOLOGY) or _PATHOLOGY_CODES & set(codes_of(report.get("code"))):
        histology = words_of(at(report, "conclusionCode", 0))
        yield Draft(PathologyReported(**said, histology=histology), (name,))
    else:
        reading.refuse(name, "a report that is neither of imaging nor of pathology")


def _scan(name: str, report: Json, title: str, said: Json, reading: Reading) -> Draft:
    modality = next((found for sign, found in _MODALITIES if sign in f"{title} "), Modality.OTHER)
    sizes: list[str] = []
    bodies: list[str] = []
    lesions: list[LesionObserved] = []
    for reference in list_at(report, "result"):
        other, observation = reading.follow(reference)
        if observation and is_size(observation) and other not in reading.used:
            lesion, structure = lesion_of(other, observation, reading)
            lesions.append(lesion)
            sizes.append(other)
            bodies.extend(structure)
    reading.used.update(sizes, bodies)
    study = ImagingStudy(modality=modality, region=title, lesions=tuple(lesions))
    return Draft(ScanReported(**said, studies=(study,)), (name, *dict.fromkeys([*sizes, *bodies])))


def write_scan(fact: ScanReported, writing: Writing) -> list[Json]:
    """A report of the category radiology; every lesion is a tumor size with its BodyStructure."""
    title = "; ".join(_title(study) for study in fact.studies)
    said = resource("DiagnosticReport", fact.key) | {
        "status": "final",
        "category": [concept(system=LOINC, code="LP29684-5", display="Radiology")],
        "code": concept(words(title)),
        "subject": writing.subject(),
    }
    write_moment(said, "effective", fact.occurred, fact.key, writing.places)
    lesions = [lesion for study in fact.studies for lesion in study.lesions]
    sizes = [size_of(fact, place, lesion, writing) for place, lesion in enumerate(lesions, 1)]
    if sizes:
        said["result"] = [{"reference": f"Observation/{size['id']}"} for size in sizes]
    return [said, *sizes, *structures(lesions, writing)]


def _title(study: ImagingStudy) -> str:
    named = next((found for sign, found in _MODALITIES if sign in f"{study.region} "), None)
    return study.region if named is study.modality else f"{study.modality} {study.region}".strip()


def write_pathology(fact: PathologyReported, writing: Writing) -> list[Json]:
    """A report of the category pathology; every marker is a tumor marker test."""
    said = resource("DiagnosticReport", fact.key) | {
        "status": "final",
        "category": [concept(system=f"{TERMINOLOGY}v2-0074", code="SP")],
        "code": concept(system=LOINC, code="60568-3", display="Pathology Synoptic report"),
        "subject": writing.subject(),
    }
    write_moment(said, "effective", fact.occurred, fact.key, writing.places)
    if fact.histology:
        said["conclusionCode"] = [concept(fact.histology)]
    markers: list[Json] = []
    for place, marker in enumerate(fact.markers, 1):
        test = resource("Observation", "", f"{MCODE}tumor-marker-test") | {
            "id": part_id(fact.key, f"m{place}"),
            "status": "final",
            "category": [concept(system=f"{TERMINOLOGY}observation-category", code="laboratory")],
            "code": concept(marker.name),
            "subject": writing.subject(),
        }
        write_moment(test, "effective", fact.occurred, fact.key, writing.places)
        if marker.value is not None:
            test["valueQuantity"] = quantity(marker.value, marker.unit)
        elif marker.result:
            test["valueCodeableConcept"] = concept(marker.result)
        else:
            test["dataAbsentReason"] = missing_reason("unknown")
        markers.append(test)
    if markers:
        said["result"] = [{"reference": f"Observation/{test['id']}"} for test in markers]
    return [said, *markers]


def is_finding(observation: Json) -> bool:
    """Whether an Observation is what somebody saw or the patient felt."""
    return "exam" in categories(observation)


def read_finding(name: str, observation: Json, reading: Reading) -> Iterator[Draft]:
    """Findings, present or absent; a value that is neither is a word."""
    said = common(name, read_moment(observation, "effective", reading.places))
    parts = [part for part in list_at(observation, "component") if words_of(part.get("code"))] or [observation]
    findings = tuple(_finding(part) for part in parts if words_of(part.get("code")))
    if findings:
        yield Draft(FindingNoted(**said, findings=findings), (name,))
    else:
        reading.refuse(name, "a finding that is not named")


def _finding(part: Json) -> Finding:
    value = part.get("valueCodeableConcept")
    text = words_of(value) or words(text_at(part, "valueString"))
    found = next((_PRESENCE[code] for code in (*codes_of(value), text) if code in _PRESENCE), None)
    return Finding(
        name=words_of(part.get("code")),
        kind=FindingKind.EXAMINATION,
        presence=found or Presence.NOT_STATED,
        words="" if found else text,
    )


def write_finding(fact: FindingNoted, writing: Writing) -> list[Json]:
    """An Observation of the category exam with a component for each finding, and the sizes of lesions.

    One lesion that was measured and nothing else is the size of a tumor itself.
    """
    if [item.name for item in fact.findings] == [SIZE] and len(fact.lesions) == 1:
        size = size_of(fact, 1, fact.lesions[0], writing) | {"id": id_of(fact.key)}
        if fact.findings[0].words:
            size["method"] = concept(fact.findings[0].words)
        return [size, *structures(list(fact.lesions), writing)]
    said = resource("Observation", fact.key) | {
        "status": "final",
        "category": [concept(system=f"{TERMINOLOGY}observation-category", code="exam")],
        "code": concept("findings"),
        "subject": writing.subject(),
        "component": [
            {"code": concept(item.name), "valueCodeableConcept": concept(str(item.presence))} for item in fact.findings
        ],
    }
    write_moment(said, "effective", fact.occurred, fact.key, writing.places)
    sizes = [size_of(fact, place, lesion, writing) for place, lesion in enumerate(fact.lesions, 1)]
    if sizes:
        said["hasMember"] = [{"reference": f"Observation/{size['id']}"} for size in sizes]
    return [said, *sizes, *structures(list(fact.lesions), writing)]
