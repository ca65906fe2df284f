"""A bundle to cases, with everything that it holds and no fact does. Refuses a bundle of which any part is invalid FHIR."""

import re
from collections import Counter
from collections.abc import Iterator

import msgspec
from msgspec import Struct, structs

from tracker.adapters.casefile import CaseFile, FileEvent, Problem
from tracker.adapters.mcode.drafts import Draft, Reading, Writing
from tracker.adapters.mcode.elements import Json, list_at, text_at
from tracker.adapters.mcode.facts import drafts_of, reading_of, write, writing_of
from tracker.adapters.mcode.leaves import NOTHING_KEPT, PREFIX, leaves_of, rest_of
from tracker.adapters.mcode.left_out import LeftOut, by_reason, identifying
from tracker.adapters.mcode.models import need_models, problems_of, read_json
from tracker.adapters.mcode.names import Named, named
from tracker.adapters.mcode.rest import found_in, joined
from tracker.adapters.mcode.terms import OWN, RELATIVE
from tracker.decisions.references import dangling
from tracker.events.catalogue import Entered
from tracker.events.deliberation import AmbiguityNoted, IntervalStated, ReadingSelected
from tracker.events.disease import ProgressionDeclared, ResponseAssessed
from tracker.events.soundness import faults_of
from tracker.events.treatment import RadiotherapyGiven, RegimenStarted
from tracker.projections.record import Record
from tracker.values.counts import counted
from tracker.values.identifiers import Patient
from tracker.values.when import UNKNOWN

CASE = f"{OWN}case"
"""System of the identifier that holds the pseudonym of a case, where a FHIR id cannot."""

_TIME = re.compile(r"(effective|performed|onset(?!Age))[A-Z]|authoredOn|date$")
"""Paths of the times of resources; the age at onset makes the age at diagnosis."""


class BundleResult(Struct, frozen=True):
    """The cases of a bundle, or its problems: with a problem there is no case."""

    cases: tuple[CaseFile, ...] = ()
    problems: tuple[Problem, ...] = ()
    aside: tuple[LeftOut, ...] = ()
    """What the bundle holds and no fact does."""

    @property
    def left_out(self) -> tuple[str, ...]:
        """The same, a sentence each."""
        return tuple(map(str, self.aside))


def read_bundle(name: str, data: bytes, *, case: str | None = None) -> BundleResult:
    """Read a bundle: one case for each patient in it.

    Args:
        name: What the file is called in problems.
        data: The bytes of the file, JSON in UTF-8.
        case: Pseudonym of its patient; left out, it is the id of the Patient resource.

    Raises:
        ExtraMissingError: where `fhir.resources` is not installed.
    """
    need_models()
    bundle, problems = read_json(name, data)
    if bundle is None:
        return BundleResult((), problems)
    problems = problems_of(name, bundle)
    if problems:
        return BundleResult((), problems)
    if text_at(bundle, "type") == "history":
        said = "is a history, in which one resource has several versions; send the current ones, such as a search"
        return BundleResult((), (Problem(name, 0, "", said),))
    found = named(bundle)
    patients = [patient for patient, _ in found.of_type("Patient")]
    if not patients:
        return BundleResult((), (Problem(name, 0, "", "holds no Patient; a case needs one"),))
    if case is not None and len(patients) > 1:
        said = f"holds {counted(len(patients), 'patient')}, which cannot all be {case}; leave --case out, or split the bundle"
        return BundleResult((), (Problem(name, 0, "", said),))
    cases: list[CaseFile] = []
    wrong: list[Problem] = []
    aside = [*identifying(found.left_out), *by_reason(_of_nobody(found, len(patients)))]
    for patient in patients:
        pseudonym = case or _pseudonym(found.resources[patient], found.pseudonyms[patient])
        if not _is_pseudonym(pseudonym):
            wrong.append(Problem(name, 0, "", f"{pseudonym!r} is no pseudonym; give one with --case"))
            continue
        events, told, bad = _read_case(name, pseudonym, _of_patient(found, patient, len(patients)), found.births)
        wrong.extend(bad)
        aside.extend(told)
        cases.append(CaseFile(pseudonym, tuple(FileEvent(event, 0) for event in events)))
    named_alike = Counter(item.patient for item in cases)
    wrong.extend(
        Problem(name, 0, "", f"two patients are called {twice}; split the bundle and give each a --case")
        for twice, count in named_alike.items()
        if count > 1
    )
    if wrong:
        return BundleResult((), tuple(wrong))
    return BundleResult(tuple(cases), (), tuple(aside))


def _pseudonym(patient: Json, own_id: str) -> str:
    own = (text_at(item, "value") for item in list_at(patient, "identifier") if text_at(item, "system") == CASE)
    return next(own, own_id)


def _is_pseudonym(text: str) -> bool:
    try:
        msgspec.convert(text, Patient)
    except msgspec.ValidationError:
        return False
    return True


def _of_patient(found: Named, patient: str, patients: int) -> dict[str, Json]:
    """The resources about one patient; those about nobody go with the only one, a Medication or Specimen with each."""
    return {
        name: resource
        for name, resource in found.resources.items()
        if found.whose[name] == patient or (found.whose[name] == "" and (patients == 1 or _is_shared(resource)))
    }


def _is_shared(resource: Json) -> bool:
    return resource["resourceType"] in {"Medication", "Specimen"}


def _of_nobody(found: Named, patients: int) -> Iterator[str]:
    """The resources that are nobody's here, with the reason: to guess whose they are would put them into a wrong chart."""
    for name, resource in found.resources.items():
        whose = found.whose[name]
        if whose is None:
            yield f"{name}: it is about somebody or something that is no patient of this bundle"
        elif not whose and patients > 1 and not _is_shared(resource):
            yield f"{name}: it does not say which patient it is about"


def _read_case(
    name: str, pseudonym: str, resources: dict[str, Json], births: dict[str, str]
) -> tuple[list[Entered], list[LeftOut], list[Problem]]:
    reading = reading_of(resources, births)
    drafts = _apart(drafts_of(reading))
    carried, problems = _carried(name, resources)
    native = {draft.parts[0]: draft for draft in drafts if not draft.derived}
    found: dict[str, list[Entered]] = {own: [] for own in resources}
    for own, fields in carried.items():
        if fields is not None:
            try:
                found[own].append(joined(native[own].fact if own in native else None, fields))
            except ValueError as error:
                problems.append(Problem(name, 0, own, str(error)))
    for draft in drafts:
        if draft.parts[0] not in carried:
            found[draft.parts[0]].append(draft.fact)
    left_out = [said for said in reading.left_out if said.partition(":")[0].partition(".")[0] not in carried]
    entries = _with_extras(found, native, reading, left_out)
    return _settled(pseudonym, entries, left_out), by_reason(left_out, pseudonym), problems


def _carried(name: str, resources: dict[str, Json]) -> tuple[dict[str, Json | None], list[Problem]]:
    """Resource to what its extension says, of those that have one."""
    carried: dict[str, Json | None] = {}
    problems: list[Problem] = []
    for own, resource in resources.items():
        try:
            there, fields = found_in(resource)
        except ValueError as error:
            problems.append(Problem(name, 0, own, str(error)))
            continue
        if there:
            carried[own] = fields
    return carried, problems


def _with_extras(
    found: dict[str, list[Entered]], native: dict[str, Draft], reading: Reading, left_out: list[str]
) -> list[Entered]:
    """The facts of all resources, each with the elements that no field of it holds."""
    facts = [fact for listed in found.values() for fact in listed if not isinstance(fact, ReadingSelected)]
    names = {
        listed[0].key: own for own, listed in found.items() if listed and not isinstance(listed[0], ReadingSelected)
    }
    patient = next(own for own in reading.resources if own.startswith("Patient/"))
    writing = writing_of(patient.partition("/")[2], facts, names)
    entries: list[Entered] = []
    for own, listed in found.items():
        draft = native.get(own)
        if draft is not None and listed:
            parts = [reading.resources[part] for part in draft.parts]
            fact, lost = with_extra(listed[0], parts, writing)
            left_out.extend(f"{own}.{said}" for said in lost)
            entries.append(fact)
            entries.extend(listed[1:])
            if _unread_time(fact, parts):
                left_out.append(f"{own}: its time, which is none that a fact can state")
        else:
            entries.extend(listed)
    return entries


def with_extra(fact: Entered, parts: list[Json], writing: Writing) -> tuple[Entered, list[str]]:
    """A fact with what its resources say besides, and what of that is too much for it."""
    if isinstance(fact, ReadingSelected) or any(key.startswith(PREFIX) for key in fact.extra):
        return without_mark(fact), []
    written = write(fact, writing)
    if not written:
        return fact, []
    extra, lost = rest_of(parts, written)
    return (structs.replace(fact, extra=fact.extra | extra) if extra else fact), lost


def without_mark(fact: Entered) -> Entered:
    """A fact of an exported bundle that keeps nothing, though its resources say more than it does."""
    if isinstance(fact, ReadingSelected) or NOTHING_KEPT not in fact.extra:
        return fact
    return structs.replace(fact, extra={name: text for name, text in fact.extra.items() if name != NOTHING_KEPT})


def _unread_time(fact: Entered, parts: list[Json]) -> bool:
    """Whether a resource says when something was, in a form that a fact has not: an age, a sentence, the year 18."""
    if getattr(fact, "occurred", None) != UNKNOWN:
        return False
    return RELATIVE in repr(parts[0]) or any(_TIME.match(path) for path in leaves_of(parts[:1]))


def _apart(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """The same drafts, every key once: what follows from another resource gives way."""
    taken = {draft.fact.key for draft in drafts if not draft.derived}
    found: list[Draft] = []
    for draft in drafts:
        key = draft.fact.key
        if draft.derived:
            number = 1
            while key in taken:
                number += 1
                key = f"{draft.fact.key[:100]}-{number}"
            taken.add(key)
        found.append(
            draft if key == draft.fact.key else structs.replace(draft, fact=structs.replace(draft.fact, key=key))
        )
    return tuple(found)


def _settled(pseudonym: str, entries: list[Entered], left_out: list[str]) -> list[Entered]:
    """What is sound and refers to what is there; times that hang on nothing become unknown, and are named."""
    sound: list[Entered] = []
    for entry in entries:
        faults = faults_of(entry)
        if faults:
            where = ".".join(str(part) for part in faults[0].path)
            left_out.append(f"{_called(entry)}: {where}: {faults[0].message}")
        else:
            sound.append(entry)
    loosened: set[str] = set()
    while lost := {complaint.key: complaint.message for complaint in dangling(Record(pseudonym), sound)}:
        left_out.extend(f"{key}: {message}; this was left out" for key, message in lost.items())
        kept = (entry for entry in sound if _called(entry) not in lost or _called(entry) not in loosened)
        sound = [_loosened(entry) if _called(entry) in lost else entry for entry in kept]
        loosened.update(lost)
    return sound


def _called(entry: Entered) -> str:
    return entry.question if isinstance(entry, ReadingSelected) else entry.key


def _loosened(entry: Entered) -> Entered:
    """A fact without what it refers to."""
    match entry:
        case IntervalStated() | ReadingSelected():
            return entry
        case AmbiguityNoted():
            return structs.replace(entry, keys=())
        case ResponseAssessed() | ProgressionDeclared():
            return structs.replace(entry, evidence=(), occurred=UNKNOWN, known=None)
        case RegimenStarted():
            return structs.replace(entry, concurrent_with=None, occurred=UNKNOWN, known=None)
        case RadiotherapyGiven():
            return structs.replace(entry, concurrent_regimen=None, occurred=UNKNOWN, known=None)
        case _:
            return structs.replace(entry, occurred=UNKNOWN, known=None)
