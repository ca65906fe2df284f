"""A case to an mCODE bundle, with what FHIR cannot hold in an extension. Refuses to invent a date, and a resource that is not valid.

Every fact that mCODE has a resource for becomes that resource; what the resource does not say is in its rest-of-fact extension,
and a fact without any resource is whole in one of the type Basic. The bundle is then read as a stranger would, and whatever
that does not give is in the extensions: what they hold is what another reader loses.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import msgspec
from msgspec import Struct, structs

from tracker.adapters.mcode.drafts import Draft, Writing, id_of
from tracker.adapters.mcode.elements import Json, concept, list_at
from tracker.adapters.mcode.facts import drafts_of, name_of, reading_of, write, writing_of
from tracker.adapters.mcode.leaves import NOTHING_KEPT, PREFIX, rest_of, with_rest
from tracker.adapters.mcode.models import faults_of_resource, need_models
from tracker.adapters.mcode.names import ONLY_PATIENT, named
from tracker.adapters.mcode.person import write_patient
from tracker.adapters.mcode.reading import CASE
from tracker.adapters.mcode.rest import NOT_A_FACT, encoded, found_in, put, rest
from tracker.adapters.mcode.terms import MCODE
from tracker.adapters.mcode.times import ORIGIN, Bounds
from tracker.events.catalogue import Entered, Fact
from tracker.events.deliberation import ReadingSelected
from tracker.values.when import Basis, Lasting, Timing

READS_REST = "a reader of the extension rest-of-fact"

_ENCODER = msgspec.json.Encoder(decimal_format="number")
_OWN_FIELDS = frozenset({"key", "type", "extra"})
"""Fields that say nothing: what a fact is called, and what it keeps of another format."""


class Bundle(Struct, frozen=True):
    """A bundle and what of the case no other reader finds in it."""

    data: bytes
    whole: Counter[str]
    """Type of fact to how many are whole in a Basic resource."""
    fields: Counter[tuple[str, str]]
    """Type of fact and field to how many have it in the extension only."""


def write_bundle(
    patient: str, entries: Iterable[Entered], bounds: Callable[[str], Bounds | None] = lambda _key: None
) -> Bundle:
    """Write what stands for a patient as a bundle.

    Args:
        patient: The pseudonym.
        entries: Facts and chosen readings, in the order of recording.
        bounds: Earliest and latest day of a fact from the origin, where both are known: what a time that FHIR cannot
            state is said to be.

    Raises:
        ExtraMissingError: where `fhir.resources` is not installed.
    """
    need_models()
    entered = tuple(entries)
    own = patient.replace("_", "-")[:64].rstrip(".")
    facts = [entry for entry in entered if not isinstance(entry, ReadingSelected)]
    writing = writing_of(own, facts, _names(facts, own), bounds)
    groups = _groups(entered, writing)
    resources = {f"{item['resourceType']}/{item['id']}": item for _, group in groups for item in group}
    patient_name = f"Patient/{own}"
    if patient_name not in resources:
        resources = {patient_name: write_patient(None, writing), **resources}
    if own != patient:
        identifiers = [*list_at(resources[patient_name], "identifier"), {"system": CASE, "value": patient}]
        resources[patient_name]["identifier"] = identifiers
    if ORIGIN in repr(resources):
        resources[ORIGIN] = _basic(ORIGIN.partition("/")[2], "origin of the times of this case", writing)
    whole, fields = _say_the_rest(groups, resources)
    bundle = {
        "resourceType": "Bundle",
        "id": own,
        "meta": {"profile": [f"{MCODE}patient-bundle"]},
        "type": "collection",
        "entry": [
            {"fullUrl": f"http://oncology-tracker.invalid/fhir/{name}", "resource": resources[name]}
            for name in sorted(resources, key=lambda name: name != patient_name)
        ],
    }
    return Bundle(msgspec.json.format(_ENCODER.encode(bundle), indent=2) + b"\n", whole, fields)


def _names(facts: list[Fact], patient: str) -> dict[str, str]:
    """Key to the name of its resource; of keys that give the same id the first one has it."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for fact in facts:
        name = name_of(fact, patient)
        if name not in taken:
            names[fact.key] = name
            taken.add(name)
    return names


def _groups(entered: tuple[Entered, ...], writing: Writing) -> list[tuple[Entered, list[Json]]]:
    """Every entry with its resources; one whose resources would not be valid, or are there already, is a Basic one."""
    taken: set[str] = set()
    groups: list[tuple[Entered, list[Json]]] = []
    for place, entry in enumerate(entered):
        group = [] if isinstance(entry, ReadingSelected) else _resources(entry, writing)
        names = [f"{item['resourceType']}/{item['id']}" for item in group]
        new = [item for item, name in zip(group, names, strict=True) if name not in taken]
        if not group or names[0] in taken or any(faults_of_resource(item) for item in new):
            key = f"reading-{place}" if isinstance(entry, ReadingSelected) else entry.key
            basic = _basic(id_of(key), type_of_entry(entry), writing)
            if f"Basic/{basic['id']}" in taken or f"Basic/{basic['id']}" == ORIGIN:
                basic["id"] = f"{basic['id'][:50]}-{place}"
            new = [basic]
        taken.update(f"{item['resourceType']}/{item['id']}" for item in new)
        groups.append((entry, new))
    return groups


def type_of_entry(entry: Entered) -> str:
    """The wire name of an entry."""
    return str(entry.__struct_config__.tag)


def _basic(own: str, text: str, writing: Writing) -> Json:
    return {"resourceType": "Basic", "id": own, "code": concept(text), "subject": writing.subject()}


def _resources(fact: Fact, writing: Writing) -> list[Json]:
    """The resources of a fact with what it keeps of a foreign resource, unless that contradicts the fact by now."""
    written = write(fact, writing)
    if not written or not any(name.startswith(PREFIX) for name in fact.extra):
        return written
    kept = with_rest(written, fact.extra)
    if not kept or kept[0]["id"] != written[0]["id"] or any(faults_of_resource(item) for item in kept):
        return written
    before, after = _alone(written), _alone(kept)
    if before is None or after is None or type(before) is not type(after):
        return kept if before is after else written
    changed = (name for name in before.__struct_fields__ if getattr(before, name) != getattr(after, name))
    return kept if all(getattr(after, name) == getattr(fact, name, None) for name in changed) else written


def _alone(group: list[Json]) -> Fact | None:
    """The fact that resources give by themselves."""
    resources = {f"{item['resourceType']}/{item['id']}": item for item in group}
    first = next(iter(resources))
    drafts = drafts_of(reading_of(resources, {}))
    return next((draft.fact for draft in drafts if draft.parts[0] == first and not draft.derived), None)


def _say_the_rest(
    groups: list[tuple[Entered, list[Json]]], resources: dict[str, Json]
) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """Put into extensions what reading the bundle as it is does not give."""
    seen = named({"entry": [{"resource": resource} for resource in resources.values()]})
    back = dict(zip(seen.resources, resources, strict=True))
    drafts = drafts_of(reading_of(seen.resources, {}))
    native: dict[str, Draft] = {back[draft.parts[0]]: draft for draft in drafts if not draft.derived}
    there = dict(zip(resources, seen.resources, strict=True))
    facts = [(entry, there[_name(group)]) for entry, group in groups if not isinstance(entry, ReadingSelected)]
    names = {entry.key: name for entry, name in facts}
    stranger = writing_of(ONLY_PATIENT, [entry for entry, _ in facts], names)
    whole: Counter[str] = Counter()
    fields: Counter[tuple[str, str]] = Counter()
    mine: set[str] = set()
    for entry, group in groups:
        name = _name(group)
        mine.add(name)
        read = native[name].fact if name in native else None
        kind = type_of_entry(entry)
        said = rest(_plain(entry), read)
        said |= _extra_said(entry, native.get(name), seen.resources, stranger)
        if "type" in said:
            whole[kind] += 1
        else:
            fields.update((kind, _lost(field, entry, read)) for field in said if field not in _OWN_FIELDS)
            fields[kind, "extra"] += any(not column.startswith(PREFIX) for column in _extra_of(entry))
        if said:
            put(resources[name], encoded(said))
    for first in (back[draft.parts[0]] for draft in drafts if draft.derived):
        if first in mine and not found_in(resources[first])[0]:
            put(resources[first], encoded({}))
    for name in resources.keys() - mine:
        put(resources[name], NOT_A_FACT)
    return whole, +fields


def _name(group: list[Json]) -> str:
    """Name of the resource that stands for a fact."""
    return f"{group[0]['resourceType']}/{group[0]['id']}"


def _lost(field: str, entry: Entered, read: Fact | None) -> str:
    """What of a field is lost to others: of a time that they find, only how it is known."""
    found, said = (getattr(part, field, None) for part in (read, entry))
    if isinstance(said, Timing) and (said.at is not None or said.at_least == "0 d"):
        # `at: X` is X, and at least nothing is what a range says by itself.
        said = said.at or structs.replace(said, at_least=None)
    if isinstance(said, Timing | Lasting):
        said = structs.replace(said, basis=Basis.STATED)
    return f"basis of {field}" if found is not None and said == found else field


def _plain(entry: Entered) -> Entered:
    return entry if isinstance(entry, ReadingSelected) or not entry.extra else structs.replace(entry, extra={})


def _extra_of(entry: Entered) -> dict[str, str]:
    """The columns that an import kept, of FHIR or of another format."""
    return {} if isinstance(entry, ReadingSelected) else entry.extra


def _extra_said(entry: Entered, draft: Draft | None, resources: dict[str, Json], writing: Writing) -> Json:
    """`extra` for the extension: without what the resources themselves say, if reading them gives exactly that."""
    if isinstance(entry, ReadingSelected):
        return {}
    if draft is None or not isinstance(entry, type(draft.fact)):
        return {"extra": entry.extra} if entry.extra else {}
    found, _ = rest_of([resources[part] for part in draft.parts], write(_plain(entry), writing))
    kept = {name: text for name, text in entry.extra.items() if name.startswith(PREFIX)}
    if found == kept:
        own = {name: text for name, text in entry.extra.items() if name not in kept}
        return {"extra": own} if own else {}
    return {"extra": entry.extra if kept else entry.extra | {NOTHING_KEPT: ""}}


def losses_of(bundles: Iterable[Bundle]) -> Iterator[str]:
    """What another reader of the bundles does not find, a sentence each, with how many facts it concerns."""
    whole: Counter[str] = Counter()
    fields: Counter[tuple[str, str]] = Counter()
    for bundle in bundles:
        whole.update(bundle.whole)
        fields.update(bundle.fields)
    if whole:
        said = ", ".join(f"{kind} ({count})" for kind, count in sorted(whole.items()))
        yield f"mCODE has no resource for these facts, which only {READS_REST} finds: {said}"
    by_field: Counter[str] = Counter()
    for (_, field), count in fields.items():
        by_field[field] += count
    if by_field:
        said = ", ".join(f"{field} ({count})" for field, count in sorted(by_field.items()))
        yield f"mCODE cannot say these fields of facts, or not all of them, which only {READS_REST} finds: {said}"
