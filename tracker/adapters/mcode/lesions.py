"""Tumor sizes and the BodyStructures of tumors, as lesions, both ways. Refuses to call two lesions one.

A tumor that mCODE follows as a BodyStructure is a lesion; its size is in mm.
"""

from collections.abc import Iterator
from decimal import Decimal

from tracker.adapters.mcode.drafts import Draft, Reading, Writing, body_site, common, id_of, part_id, resource, site_of
from tracker.adapters.mcode.elements import (
    Json,
    at,
    code_of,
    codes_of,
    concept,
    list_at,
    number_at,
    profiles,
    quantity,
    text_at,
    words_of,
)
from tracker.adapters.mcode.names import as_key
from tracker.adapters.mcode.terms import LOINC, LONGEST_DIMENSION, MCODE, OTHER_DIMENSION, OWN, SNOMED, TUMOR_SIZE
from tracker.adapters.mcode.times import missing_reason, read_moment, write_moment
from tracker.events.fact import Site
from tracker.events.observation import Finding, FindingNoted, LesionObserved, ScanReported
from tracker.values.vocabularies import Axis, FindingKind
from tracker.values.when import UNKNOWN

_MM = {"mm": Decimal(1), "cm": Decimal(10)}
SIZE = "tumor size"
"""What an examination is called that measured a tumor and says nothing else."""

TUMOR = "tumor"
"""What a finding is called that says no more than that a tumor is there."""

TUMORS = f"{OWN}lesion"
"""System of the identifier of a lesion."""


def is_size(observation: Json) -> bool:
    """Whether an Observation is the size of a tumor."""
    return "mcode-tumor-size" in profiles(observation) or code_of(observation.get("code"), LOINC) == TUMOR_SIZE


def read_size(name: str, observation: Json, reading: Reading) -> Iterator[Draft]:
    """An examination that measured one lesion."""
    lesion, structure = lesion_of(name, observation, reading)
    said = common(name, read_moment(observation, "effective", reading.places))
    method = words_of(observation.get("method"))
    finding = Finding(name=SIZE, kind=FindingKind.EXAMINATION, words=method)
    reading.used.update(structure)
    yield Draft(FindingNoted(**said, findings=(finding,), lesions=(lesion,)), (name, *structure))


def read_tumor(name: str, structure: Json, reading: Reading) -> Iterator[Draft]:
    """A lesion of which no size is reported: that it is followed is all that is known, and not since when."""
    site = site_of(structure.get("location"), structure.get("locationQualifier"))
    if "mcode-tumor" not in profiles(structure) or site is None:
        reading.refuse(name, "a body structure that is neither a tumor with a place nor part of another fact")
        return
    said = common(name, UNKNOWN)
    lesion = LesionObserved(lesion=as_key(said["key"], "lesion"), site=site)
    finding = Finding(name=TUMOR, kind=FindingKind.EXAMINATION)
    yield Draft(FindingNoted(**said, findings=(finding,), lesions=(lesion,)), (name,))


def is_tumor_alone(fact: FindingNoted) -> bool:
    """Whether a fact says no more than that a tumor is there, as a BodyStructure does."""
    names = [item.name for item in fact.findings]
    return names == [TUMOR] and [lesion.mm for lesion in fact.lesions] == [None] and fact.occurred == UNKNOWN


def write_tumor(fact: FindingNoted, writing: Writing) -> list[Json]:
    """The BodyStructure of a tumor alone."""
    (structure,) = structures(list(fact.lesions), writing)
    return [structure | {"id": id_of(fact.key)}]


def lesion_of(name: str, observation: Json, reading: Reading) -> tuple[LesionObserved, tuple[str, ...]]:
    """The lesion that a size is about, and the name of its BodyStructure, if there is one."""
    other, structure = reading.follow(at(observation, "focus", 0))
    site = site_of(structure.get("location"), structure.get("locationQualifier"))
    if site is None:
        _, specimen = reading.follow(observation.get("specimen"))
        site = site_of(at(specimen, "collection", "bodySite"))
    sizes = {code: _mm(observation, code) for code in (LONGEST_DIMENSION, OTHER_DIMENSION)}
    longest = sizes[LONGEST_DIMENSION]
    own = next(
        (text_at(item, "value") for item in list_at(structure, "identifier") if text_at(item, "system") == TUMORS), ""
    )
    lesion = own or (other or name).partition("/")[2]
    return (
        LesionObserved(
            lesion=as_key(lesion, "lesion"),
            site=site or Site(name="not stated"),
            mm=longest,
            axis=Axis.UNKNOWN if longest is None else Axis.LONG,
            perpendicular_mm=None if longest is None else sizes[OTHER_DIMENSION],
        ),
        (other,) if structure else (),
    )


def _mm(observation: Json, code: str) -> Decimal | None:
    parts = (part for part in list_at(observation, "component") if code in codes_of(part.get("code")))
    amount = next((part.get("valueQuantity") for part in parts), None)
    value = number_at(amount, "value")
    factor = _MM.get(text_at(amount, "code") or text_at(amount, "unit"))
    if value is None or factor is None or value < 0:
        return None
    found = value * factor
    return Decimal(int(found)) if found == int(found) else found.normalize()


def size_of(fact: ScanReported | FindingNoted, place: int, lesion: LesionObserved, writing: Writing) -> Json:
    """The size of a lesion as an Observation of mCODE's profile, without one where it was not measured."""
    said = resource("Observation", "", f"{MCODE}tumor-size") | {
        "id": part_id(fact.key, f"l{place}"),
        "status": "final",
        "code": concept(system=LOINC, code=TUMOR_SIZE, display="Size Tumor"),
        "subject": writing.subject(),
        "focus": [{"reference": f"BodyStructure/{tumor_id(lesion)}"}],
    }
    write_moment(said, "effective", fact.occurred, fact.key, writing.places)
    if lesion.mm is None:
        return said | {"dataAbsentReason": missing_reason("unknown")}
    code = (
        concept(system=LOINC, code=LONGEST_DIMENSION)
        if lesion.axis is Axis.LONG
        else concept(f"diameter, {lesion.axis} axis")
    )
    said["component"] = [{"code": code, "valueQuantity": quantity(lesion.mm, "mm")}]
    if lesion.perpendicular_mm is not None:
        across = quantity(lesion.perpendicular_mm, "mm")
        said["component"].append({"code": concept(system=LOINC, code=OTHER_DIMENSION), "valueQuantity": across})
    return said


def tumor_id(lesion: LesionObserved) -> str:
    """Id of the BodyStructure of a lesion."""
    return f"tumor-{lesion.lesion.replace('_', '-')}"[:64]


def structures(lesions: list[LesionObserved], writing: Writing) -> list[Json]:
    """A BodyStructure for every lesion."""
    found: dict[str, Json] = {}
    for lesion in lesions:
        said = resource("BodyStructure", "", f"{MCODE}tumor") | {
            "id": tumor_id(lesion),
            "identifier": [{"use": "usual", "system": TUMORS, "value": lesion.lesion}],
            "morphology": concept(system=SNOMED, code="367651003"),
            "location": concept(lesion.site.name),
            "patient": writing.subject(),
        }
        side = body_site(lesion.site).get("extension")
        found[said["id"]] = said | ({"locationQualifier": [side[0]["valueCodeableConcept"]]} if side else {})
    return list(found.values())
