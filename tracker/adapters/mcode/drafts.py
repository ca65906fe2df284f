"""What readers and writers of single resources share: the case around them, and a fact with its resources. Refuses to read twice.

A reader gets one resource and says which fact it is and which resources went into it; a writer gets a fact and gives the
resources, the one that stands for the fact first. What goes from one to the other is not said anywhere else.
"""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from tracker.adapters.mcode.elements import Json, extension, list_at, text_at, words, words_of
from tracker.adapters.mcode.names import as_key
from tracker.adapters.mcode.terms import LATERALITY, SIDE_OF_CODE, SIDES, SNOMED
from tracker.adapters.mcode.times import Places, read_point
from tracker.events.catalogue import Fact
from tracker.events.fact import Site, Source
from tracker.events.person import PatientDied
from tracker.values.vocabularies import Laterality
from tracker.values.when import UNKNOWN, When


class Draft(Struct, frozen=True):
    """A fact and the resources that it was read from."""

    fact: Fact
    parts: tuple[str, ...]
    """Names of the resources, the one that stands for the fact first."""
    derived: bool = False
    """Whether it follows from a resource that stands for another fact, such as the stop of an order that is completed."""


class Reading(Struct, frozen=True):
    """The bundle around a resource that is read."""

    resources: Mapping[str, Json]
    places: Places
    births: Mapping[str, str]
    used: set[str] = field(default_factory=set)
    """Names of resources that another one has taken up."""
    left_out: list[str] = field(default_factory=list)
    """What is not recorded, a clause each."""

    def follow(self, reference: object) -> tuple[str, Json]:
        """The name and the resource that a Reference means; the resource is empty where the bundle has none."""
        name = text_at(reference, "reference")
        return name, self.resources.get(name, {})

    def refuse(self, name: str, why: str) -> None:
        """Say that a resource is not recorded, and why."""
        self.used.add(name)
        self.left_out.append(f"{name}: {why}")


class Writing(Struct, frozen=True):
    """The case around a fact that is written."""

    patient: str
    """Id of the Patient resource."""
    places: Places
    primary: str
    """Name of the resource of the primary diagnosis; empty where there is none."""
    age: int | None
    """Completed years at diagnosis."""
    orders: Mapping[str, Any]
    """Regimen to what became of it; see `medication`."""
    died: PatientDied | None = None
    """The death, if there is one."""
    alive: bool = False
    """Whether the patient was alive at a contact, and nothing says that a death followed."""
    scans: frozenset[str] = frozenset()
    """Keys of imaging reports, which are evidence of the type imaging."""

    def subject(self) -> Json:
        """The patient as a reference."""
        return {"reference": f"Patient/{self.patient}"}

    def reason(self) -> list[Json]:
        """The primary diagnosis as a list of references, empty where there is none."""
        return [{"reference": self.primary}] if self.primary else []


def id_of(key: str) -> str:
    """The FHIR id of a key: letters, digits, `-`, at most 64 of them.

    >>> id_of("labs_0")
    'labs-0'
    """
    return key.replace("_", "-")[:64]


def part_id(key: str, part: str) -> str:
    """The id of a resource that is part of a fact."""
    return f"{id_of(key)[:48]}--{as_key(part, 'part').replace('_', '-')[:14]}"


def common(name: str, occurred: When, known: When = UNKNOWN) -> dict[str, Any]:
    """The fields that every fact has, from the name of its resource."""
    said: dict[str, Any] = {
        "key": name.partition("/")[2],
        "occurred": occurred,
        "sources": (Source(locator=f"FHIR {name}"),),
    }
    return said | ({} if known == UNKNOWN else {"known": known})


def issued(resource: Json, places: Places) -> When:
    """When a report was made available: the day of `issued`."""
    return read_point(resource, "issued", places)


def resource(kind: str, key: str, *urls: str) -> Json:
    """The beginning of a resource: its type, its id, the profiles that it claims."""
    return {"resourceType": kind, "id": id_of(key)} | ({"meta": {"profile": list(urls)}} if urls else {})


def site_of(concept: object, qualifiers: object = None) -> Site | None:
    """A body site, its side from the extension or from qualifiers; None where it has no name."""
    name = words_of(concept)
    if not name:
        return None
    said = [extension(concept, LATERALITY).get("valueCodeableConcept"), *list_at({"q": qualifiers}, "q")]
    codes = (text_at(coding, "code") for item in said for coding in list_at(item, "coding"))
    side = next((SIDE_OF_CODE[code] for code in codes if code in SIDE_OF_CODE), Laterality.NOT_STATED)
    return Site(name=words(name), laterality=side)


def body_site(site: Site) -> Json:
    """A body site as a CodeableConcept, its side in mCODE's extension."""
    said: Json = {"text": site.name}
    if site.laterality in SIDES:
        said["extension"] = [{"url": LATERALITY, "valueCodeableConcept": side_concept(site.laterality)}]
    return said


def side_concept(side: Laterality) -> Json:
    """A side as SNOMED CT codes it."""
    code, display = SIDES[side]
    return {"coding": [{"system": SNOMED, "code": code, "display": display}]}
