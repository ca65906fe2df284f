"""Resources under stable names, without what tells who somebody is. Refuses to keep a name, an address or a record number.

Every resource gets a key made of its id; references are rewritten to these keys. Staff, relatives and organizations, free
text and identifiers of other systems are left out, and counted so that they can be named.
"""

import re
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from msgspec import Struct

from tracker.adapters.mcode.elements import Json, at, list_at, text_at
from tracker.adapters.mcode.terms import OWN
from tracker.values.dates import DATE_PATTERN
from tracker.values.identifiers import RESERVED_KEYS

PEOPLE = frozenset(
    {"CareTeam", "Location", "Organization", "Person", "Practitioner", "PractitionerRole", "RelatedPerson"}
)
"""Resources about others than the patient."""

_OF_PATIENT = frozenset(
    {
        "resourceType", "id", "meta", "text", "identifier", "extension", "gender", "deceasedBoolean", "deceasedDateTime",
        "maritalStatus", "communication",
    }
)  # fmt: skip
"""Elements of Patient that are looked at; every other one may tell who it is."""

_EXTENSIONS_OF_PATIENT = ("us-core-race", "us-core-ethnicity", "us-core-birthsex", "us-core-sex", "rest-of-fact")
"""Ends of the URLs of extensions of Patient that are kept: a birth place and a maiden name are extensions as well."""

_TELLING = frozenset(
    {
        "valueHumanName", "valueAddress", "valueContactPoint", "valueSignature", "valueAttachment", "valueIdentifier",
        "valueAnnotation", "valueContactDetail", "valueContributor", "valueBase64Binary", "patientInstruction",
    }
)  # fmt: skip
_TEXTS = frozenset({"valueString", "valueMarkdown"})
"""What an extension may say of somebody in words; looked at only where HL7 or this program says what it means."""

_CODING = "coding"
_KNOWN_URLS = ("http://hl7.org/fhir/", OWN)
_ANYWHERE = (
    "text", "note", "contained", "language", "implicitRules", "performer", "asserter", "recorder", "requester", "author",
    "resultsInterpreter", "informationSource", "encounter", "presentedForm", "conclusion",
)  # fmt: skip
ONLY_PATIENT = "patient"
"""Key of the patient of a bundle that has one."""

_OF_BUNDLE = frozenset({"resourceType", "id", "meta", "type", "entry"})
_CONTAINED = frozenset({"Medication", "BodyStructure", "Specimen"})
"""What is read also where it stands inside of another resource."""

LONGEST_KEY = 64
"""Characters of a FHIR id."""


class Named(Struct, frozen=True):
    """The resources of a bundle, by their names."""

    resources: dict[str, Json]
    """`Type/key` to resource; its `id` is the key."""
    left_out: Counter[str]
    """Element to how many times it was left out."""
    pseudonyms: dict[str, str]
    """Name of a patient to its id in the bundle; the only one is called `Patient/patient`, so that no fact repeats the id."""
    births: dict[str, str]
    """Name of a patient to the birth date as stated, for the age alone."""
    whose: dict[str, str | None]
    """Name to the name of its patient; empty where it does not say, None where that is nobody of the bundle."""

    def of_type(self, *types: str) -> Iterator[tuple[str, Json]]:
        """Every resource of some types."""
        yield from ((name, item) for name, item in self.resources.items() if item["resourceType"] in types)


def named(bundle: Json) -> Named:
    """The resources of a valid bundle under their names."""
    entries = list(_entries(bundle))
    left_out: Counter[str] = Counter()
    kept: list[tuple[str, Json]] = []
    keys: Counter[str] = Counter()
    for entry in entries:
        resource = entry["resource"]
        if resource["resourceType"] in PEOPLE:
            left_out[resource["resourceType"]] += 1
            continue
        key = _key(entry)
        keys[key] += 1
        kept.append((key, entry))
    names: dict[str, str] = {}
    resources: dict[str, Json] = {}
    births: dict[str, str] = {}
    again: Counter[str] = Counter()
    taken: set[str] = set()
    local: dict[str, dict[str, str]] = {}
    pseudonyms: dict[str, str] = {}
    alone = sum(entry["resource"]["resourceType"] == "Patient" for _, entry in kept) == 1
    for key, entry in kept:
        kind = entry["resource"]["resourceType"]
        if kind == "Patient" and alone:
            own = ONLY_PATIENT
        else:
            own = key if keys[key] == 1 or kind == "Patient" else f"{kind.lower()}-{key}"[:LONGEST_KEY]
        first = own
        while own in taken:
            again[first] += 1
            own = f"{first[: LONGEST_KEY - 6]}-{again[first] + 1}"
        taken.add(own)
        name = f"{kind}/{own}"
        names |= dict.fromkeys(_addresses(entry), name)
        resources[name] = entry["resource"]
        if "within" in entry:
            local.setdefault(names[entry["within"]], {})[entry["as"]] = name
        if kind == "Patient":
            pseudonyms[name] = text_at(entry["resource"], "id") or key
        if kind == "Patient" and text_at(entry["resource"], "birthDate"):
            births[name] = text_at(entry["resource"], "birthDate")
    bare: dict[str, Json] = {}
    for name, item in resources.items():
        seen = names | local[name] if name in local else names
        bare[name] = _bare(item, name, seen, left_out)
    whose = {name: _whose(name, item, bare[name], pseudonyms) for name, item in resources.items()}
    left_out.update(f"Bundle.{element}" for element in bundle.keys() - _OF_BUNDLE)
    return Named(bare, +left_out, pseudonyms, births, whose)


def _whose(name: str, resource: Json, bare: Json, patients: dict[str, str]) -> str | None:
    """The patient that a resource is about: of its references only the one that was found in the bundle counts."""
    if name in patients:
        return name
    if not resource.get("subject") and not resource.get("patient"):
        return ""
    found = text_at(bare, "subject", "reference") or text_at(bare, "patient", "reference")
    return found if found in patients else None


def _entries(bundle: Json) -> Iterator[Json]:
    """Every entry that has a resource, followed by the substances and samples that it contains, as entries of their own."""
    for place, entry in enumerate(list_at(bundle, "entry")):
        resource = at(entry, "resource")
        if not isinstance(resource, dict):
            continue
        own = {**entry, "mark": f"\n{place}"}
        yield own
        for inner in list_at(resource, "contained"):
            if text_at(inner, "resourceType") in _CONTAINED and text_at(inner, "id"):
                within = {**inner, "id": f"{text_at(resource, 'id') or place}-{inner['id']}"[:LONGEST_KEY]}
                yield {"resource": within, "within": own["mark"], "as": f"#{inner['id']}"}


def as_key(text: str, kind: str) -> str:
    """A key made of an id.

    >>> as_key("dx.1", "Condition"), as_key("2018-03", "Observation")
    ('dx-1', 'observation-2018-03')
    """
    key = re.sub(r"[^A-Za-z0-9_-]", "-", text)[:LONGEST_KEY]
    if not re.match(r"[A-Za-z0-9]", key) or key in {*RESERVED_KEYS, ONLY_PATIENT} or re.match(DATE_PATTERN, key):
        key = f"{kind.lower()}-{key.lstrip('-_')}"[:LONGEST_KEY]
    return key


def _key(entry: Json) -> str:
    kind = entry["resource"]["resourceType"]
    text = text_at(entry, "resource", "id") or text_at(entry, "fullUrl").removeprefix("urn:uuid:").rpartition("/")[2]
    if not text:
        text = f"{kind.lower()}-{sha256(repr(entry['resource']).encode('utf-8', 'replace')).hexdigest()[:12]}"
    return as_key(text, kind)


def _addresses(entry: Json) -> Iterator[str]:
    resource = entry["resource"]
    if text_at(resource, "id"):
        yield f"{resource['resourceType']}/{resource['id']}"
    if text_at(entry, "mark"):
        yield entry["mark"]
    url = text_at(entry, "fullUrl")
    if url:
        yield url
        kind, _, own = "/".join(url.split("/")[-2:]).partition("/")
        if kind == resource["resourceType"] and own:
            yield f"{kind}/{own}"


def _bare(resource: Json, name: str, names: dict[str, str], left_out: Counter[str]) -> Json:
    kind = resource["resourceType"]
    bare: Json = {}
    for element, value in resource.items():
        plain = element.lstrip("_")
        if plain in _ANYWHERE or (kind == "Patient" and plain not in _OF_PATIENT):
            if element not in {"text", "language", "implicitRules"}:
                left_out[f"{kind}.{element}"] += 1
        elif kind == "Patient" and element == "extension":
            every = list_at(resource, element)
            kept = [item for item in every if text_at(item, "url").endswith(_EXTENSIONS_OF_PATIENT)]
            left_out[f"{kind}.{element}"] += len(every) - len(kept)
            if kept:
                bare[element] = kept
        elif element == "meta":
            if list_at(value, "profile"):
                bare["meta"] = {"profile": value["profile"]}
        else:
            found = _without_people(value, names, left_out, f"{kind}.{element}")
            if found is not None:
                bare[element] = found
    bare["id"] = name.partition("/")[2]
    return bare


def _without_people(
    node: Any,  # noqa: ANN401 - JSON
    names: dict[str, str],
    left_out: Counter[str],
    where: str,
    within: str = "",
) -> Any:  # noqa: ANN401 - JSON
    """A part of a resource with its references rewritten; None where nothing is left of it.

    Args:
        node: The part.
        names: Address of a resource to its name.
        left_out: Counts what is left out.
        where: Type and element, for the counts.
        within: The URL of the extension that it is in, or `coding` in a Coding.
    """
    if isinstance(node, list):
        items = [_without_people(item, names, left_out, where, within) for item in node]
        return [item for item in items if item is not None] or None
    if not isinstance(node, dict):
        return node
    reference = node.get("reference")
    if isinstance(reference, str):
        return _reference(reference, names, left_out, where)
    named_only = "display" in node and not node.keys() & {"system", "code", "value"}
    if _is_identifier(node, where) or (named_only and within != _CODING):
        left_out[where] += 1
        return None
    url = text_at(node, "url")
    if ":" in url:
        within = url
    telling = _TELLING | _TEXTS if ":" in within and not within.startswith(_KNOWN_URLS) else _TELLING
    found = {
        key: _without_people(
            value,
            names,
            left_out,
            f"{where}.{key}" if key == "identifier" else where,
            _CODING if key.casefold().endswith(_CODING) else within,
        )
        for key, value in node.items()
        if key not in telling
    }
    left_out[where] += len(node.keys() & telling)
    return {key: value for key, value in found.items() if value is not None} or None


def _is_identifier(node: Json, where: str) -> bool:
    return where.rpartition(".")[2] in {"identifier", "groupIdentifier"} and not text_at(node, "system").startswith(OWN)


def _reference(reference: str, names: dict[str, str], left_out: Counter[str], where: str) -> Json | None:
    found = names.get(reference)
    if found is None:
        parts = reference.partition("/_history/")[0].split("/")
        short = "/".join(parts[-2:])
        found = names.get(short)
        if found is None and (parts[0] if len(parts) == 1 else parts[-2]) in {*PEOPLE, "Patient"}:
            left_out[where] += 1
            return None
        if found is None:
            kind, _, rest = short.partition("/")
            found = f"{kind}/{as_key(rest, kind)}" if re.fullmatch(r"[A-Z][A-Za-z]+", kind) and rest else None
    if found is None:
        left_out[where] += 1
        return None
    return {"reference": found}
