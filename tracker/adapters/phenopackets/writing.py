"""A case as one Phenopacket, in JSON. Refuses to hold back what it could not hold: the Phenopacket itself says it.

`metaData.externalReferences` lists, under ids that begin with `record:not-held`, every sort of fact and every field that has no
place in schema v2, with how many facts it concerns.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct, structs

from tracker.adapters.phenopackets.parts import disease_of, parts_of
from tracker.adapters.phenopackets.terms import OWN, RESOURCES, Json, Times, term, when
from tracker.events.catalogue import Entered, Fact
from tracker.events.deliberation import ReadingSelected
from tracker.events.disease import CancerDiagnosed, PathologyReported, StageAssigned
from tracker.events.laboratory import LabResulted
from tracker.events.observation import FindingNoted
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
    RegimenStarted,
    RegimenStopped,
)
from tracker.values.vocabularies import DiagnosisRole, Sex, VitalStatus

SCHEMA_VERSION = "2.0"
_SEXES = {Sex.MALE: "MALE", Sex.FEMALE: "FEMALE", Sex.OTHER: "OTHER_SEX", Sex.NOT_STATED: "UNKNOWN_SEX"}
_HELD: dict[type[Struct], frozenset[str]] = {
    PatientRegistered: frozenset({"sex", "age_at_diagnosis"}),
    PatientContacted: frozenset({"vital_status"}),
    PatientDied: frozenset({"underlying_cause", "causes"}),
    CancerDiagnosed: frozenset({"diagnosis", "topography", "morphology", "sites"}),
    StageAssigned: frozenset({"t", "n", "m", "group", "system", "edition"}),
    LabResulted: frozenset(
        {"analyte", "value", "comparator", "unit", "word", "reference_low", "reference_high", "loinc"}
    ),
    MeasurementTaken: frozenset({"what", "value", "unit"}),
    PerformanceAssessed: frozenset({"ecog"}),
    FindingNoted: frozenset({"findings"}),
    AdverseEventNoted: frozenset({"term", "grade", "grade_most", "ctcae_version", "words", "presence"}),
    PathologyReported: frozenset({"histology", "site", "markers"}),
    ProcedurePerformed: frozenset({"procedure", "site", "intent"}),
    RadiotherapyGiven: frozenset({"intents", "volumes"}),
    RegimenStarted: frozenset({"regimen", "name", "drugs", "referred_to_as"}),
    RegimenStopped: frozenset({"regimen", "reason", "words"}),
    CycleGiven: frozenset({"drugs"}),
}
"""Fields that a Phenopacket holds; of any other one it is said that it does not. `parts` names what it holds only in part."""


class Phenopacket(Struct, frozen=True):
    """A Phenopacket and what of the case it does not hold."""

    data: bytes
    facts: Counter[str]
    """Type of fact to how many have no place at all."""
    fields: Counter[str]
    """Field, or a clause, to how many facts lose it."""


def write_phenopacket(patient: str, entries: Iterable[Entered], times: Times, *, created: str) -> Phenopacket:
    """Write what stands for a patient as a Phenopacket.

    Args:
        patient: The pseudonym.
        entries: Facts and chosen readings.
        times: When the facts were.
        created: The instant at which it is written, ISO 8601 in UTC.
    """
    entered = tuple(entries)
    facts: list[Fact] = [entry for entry in entered if not isinstance(entry, ReadingSelected)]
    person = next((fact for fact in facts if isinstance(fact, PatientRegistered)), None)
    primary = next(
        (fact for fact in facts if isinstance(fact, CancerDiagnosed) and fact.role is DiagnosisRole.PRIMARY), None
    )
    if person is not None and primary is not None:
        times = structs.replace(times, age=person.age_at_diagnosis, diagnosis=primary.key)
    said: Json = {"id": patient, "subject": _subject(patient, facts, person, times)}
    missing: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    stages = [fact for fact in facts if isinstance(fact, StageAssigned)]
    stops = {fact.regimen: fact for fact in facts if isinstance(fact, RegimenStopped)}
    started = {fact.regimen for fact in facts if isinstance(fact, RegimenStarted)}
    ended = [stop for regimen, stop in stops.items() if regimen in started]
    died = next((fact for fact in facts if isinstance(fact, PatientDied)), None)
    last = _last_contact(facts, times)
    told = bool(said["subject"].keys() & {"timeAtLastEncounter", "vitalStatus"})
    for entry in entered:
        held = _held(entry, person, primary, stages, died) or entry in ended or (entry is last and told)
        if isinstance(entry, CancerDiagnosed):
            stage = stages[0] if stages and entry is primary else None
            said.setdefault("diseases", []).append(disease_of(entry, stage, times))
            held, more = True, ("sites beyond the first",) if len(entry.sites) > 1 else ()
            lost.update(more)
        elif not isinstance(entry, ReadingSelected):
            for part in parts_of(entry, times, stops):
                held = True
                lost.update(part.lost)
                said.setdefault(part.field, []).append(part.said)
        if not held:
            missing[str(entry.__struct_config__.tag)] += 1
        else:
            lost.update(_unheld(entry))
    said["metaData"] = _meta(said, missing, lost, created)
    order = (
        "id",
        "subject",
        "phenotypicFeatures",
        "measurements",
        "biosamples",
        "diseases",
        "medicalActions",
        "metaData",
    )
    whole = {name: said[name] for name in order if said.get(name)}
    return Phenopacket(msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n", missing, lost)


def _unheld(entry: Entered) -> Iterator[str]:
    """Fields of a held fact that say something and have no place."""
    held = _HELD.get(type(entry), frozenset()) | {"key", "occurred"}
    for field in structs.fields(entry):
        if (
            field.name not in held and not field.required and getattr(entry, field.name) not in (field.default, {})
        ) or (field.name not in held and field.required):
            yield field.encode_name


def _held(
    entry: Entered,
    person: PatientRegistered | None,
    primary: CancerDiagnosed | None,
    stages: list[StageAssigned],
    died: PatientDied | None,
) -> bool:
    """Whether a fact is held by something else than a part of its own."""
    match entry:
        case PatientRegistered() | PatientDied():
            return entry is person or entry is died
        case StageAssigned():
            return primary is not None and entry is stages[0]
        case _:
            return False


def _subject(patient: str, facts: list[Fact], person: PatientRegistered | None, times: Times) -> Json:
    said: Json = {"id": patient, "sex": _SEXES[person.sex if person is not None else Sex.NOT_STATED]}
    died = next((fact for fact in facts if isinstance(fact, PatientDied)), None)
    contacts = [fact for fact in facts if isinstance(fact, PatientContacted)]
    last = _last_contact(facts, times)
    if died is not None:
        vital: Json = {"status": "DECEASED"}
        at = when(died.key, times)
        if at is not None:
            vital["timeOfDeath"] = at
        cause = died.underlying_cause or next(iter(died.causes), "")
        if cause:
            vital["causeOfDeath"] = term(cause)
        said["vitalStatus"] = vital
    elif any(contact.vital_status is VitalStatus.DECEASED for contact in contacts):
        said["vitalStatus"] = {"status": "DECEASED"}
    elif any(contact.vital_status is VitalStatus.ALIVE for contact in contacts):
        said["vitalStatus"] = {"status": "ALIVE"}
    at = None if last is None else when(last.key, times)
    return said | ({"timeAtLastEncounter": at} if at is not None else {})


def _last_contact(facts: list[Fact], times: Times) -> PatientContacted | None:
    contacts = (fact for fact in facts if isinstance(fact, PatientContacted))
    return max(contacts, key=lambda contact: times.days(contact.key)[0] or 0.0, default=None)


def _meta(said: Json, missing: Counter[str], lost: Counter[str], created: str) -> Json:
    prefixes = sorted(_prefixes(said))
    resources = []
    for prefix in prefixes:
        own, name, url, iri = RESOURCES[prefix]
        resources.append(
            {"id": own, "name": name, "url": url, "version": "not stated", "namespacePrefix": prefix, "iriPrefix": iri}
        )
    references = [
        {"id": f"{OWN}:not-held-{place}", "description": sentence}
        for place, sentence in enumerate(_sentences(missing, lost), 1)
    ]
    return {
        "created": created,
        "createdBy": "oncology-tracker",
        "resources": resources,
        "phenopacketSchemaVersion": SCHEMA_VERSION,
    } | ({"externalReferences": references} if references else {})


def _prefixes(node: object) -> Iterator[str]:
    found: set[str] = set()
    nodes = [node]
    while nodes:
        node = nodes.pop()
        if isinstance(node, dict):
            if isinstance(node.get("id"), str) and "label" in node:
                found.add(node["id"].partition(":")[0])
            nodes.extend(node.values())
        elif isinstance(node, list):
            nodes.extend(node)
    yield from found


def _sentences(missing: Counter[str], lost: Counter[str]) -> Iterator[str]:
    if missing:
        said = ", ".join(f"{kind} ({count})" for kind, count in sorted(missing.items()))
        yield f"a Phenopacket has no place for these facts: {said}"
    if lost:
        said = ", ".join(f"{field} ({count})" for field, count in sorted(lost.items()))
        yield f"a Phenopacket has no place for these fields of facts: {said}"


def losses_of(packets: Iterable[Phenopacket]) -> Iterator[str]:
    """What Phenopackets do not hold, a sentence each, with how many facts it concerns."""
    missing: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for packet in packets:
        missing.update(packet.facts)
        lost.update(packet.fields)
    yield from _sentences(missing, lost)
