"""What the type checker cannot ask of a new event or field: numbers, units and keys that are checked, life, an example."""

from collections.abc import Iterator
from decimal import Decimal
from inspect import isfunction
from typing import Any, cast, get_type_hints

import msgspec
import pytest
from msgspec import Struct, inspect

from tests import examples
from tests.complete import complete
from tracker.decisions.references import dangling, known_in, lost_in
from tracker.events.catalogue import CLINICAL_CLASSES, EVENT_CLASSES, FACT_CLASSES, Fact, wire_name
from tracker.events.deliberation import DecisionRecorded
from tracker.events.disease import (
    PathologyReported,
    ProgressionDeclared,
    ResponseAssessed,
    StageAssigned,
)
from tracker.events.person import PatientContacted, PatientDied, PatientRegistered, PerformanceAssessed
from tracker.events.quantities import amount_faults
from tracker.events.treatment import RegimenStarted, RegimenStopped
from tracker.projections.evolve import SHOWS_LIFE
from tracker.projections.record import record_of
from tracker.values.identifiers import ANCHOR_PATTERN, KEY_PATTERN
from tracker.values.when import Lasting, Timing

NOWHERE = "nowhere"

SHOWS_NO_LIFE = {
    PatientRegistered,
    StageAssigned,
    PathologyReported,
    PerformanceAssessed,  # says so itself, by its score
    RegimenStopped,
    ResponseAssessed,
    ProgressionDeclared,
    DecisionRecorded,
    PatientContacted,  # says so itself
    PatientDied,
}
"""What may be recorded of a dead patient, or says itself whether the patient was alive."""


def _kinds(kind: inspect.Type) -> Iterator[inspect.Type]:
    """The types within a type, a struct's fields apart."""
    match kind:
        case inspect.Metadata(type=inner) | inspect.VarTupleType(item_type=inner):
            yield from _kinds(inner)
        case inspect.UnionType(types=types):
            for each in types:
                yield from _kinds(each)
        case _:
            yield kind


def _fields(cls: type[Struct]) -> Iterator[tuple[inspect.Field, inspect.Type]]:
    info = inspect.type_info(cls)
    assert isinstance(info, inspect.StructType)
    for field in info.fields:
        for kind in _kinds(field.type):
            yield field, kind


def _structs(classes: tuple[type[Struct], ...]) -> tuple[type[Struct], ...]:
    """The classes with every part of theirs, times apart."""
    found = dict.fromkeys(classes)
    waiting = list(classes)
    while waiting:
        for _, kind in _fields(waiting.pop()):
            if isinstance(kind, inspect.StructType) and kind.cls not in {*found, Timing, Lasting}:
                found[kind.cls] = None
                waiting.append(kind.cls)
    return tuple(found)


STRUCTS = _structs(FACT_CLASSES)
NUMBERS = [
    (cls, field.name) for cls in STRUCTS for field, kind in _fields(cls) if isinstance(kind, inspect.DecimalType)
]
UNITS = [(cls, field.name) for cls in STRUCTS for field, _ in _fields(cls) if field.name.split("_")[-1] == "unit"]


@pytest.mark.parametrize(("cls", "name"), NUMBERS, ids=lambda part: getattr(part, "__name__", part))
def test_every_number_of_an_event_is_checked(cls: type[Struct], name: str) -> None:
    part = msgspec.structs.replace(complete(cls), **{name: Decimal("NaN")})
    said = "neither an amount nor a signed number in tracker/events/quantities.py"
    assert [fault for fault in amount_faults((), part) if fault.path == (name,)], said


@pytest.mark.parametrize(("cls", "name"), UNITS, ids=lambda part: getattr(part, "__name__", part))
def test_every_unit_of_an_event_is_checked(cls: type[Struct], name: str) -> None:
    part = msgspec.structs.replace(complete(cls), **{name: "furlong"})
    said = "not checked to be UCUM in tracker/events/quantities.py"
    assert [fault for fault in amount_faults((), part) if fault.path == (name,)], said


def _pointers(cls: type[Struct], path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where a fact holds the key of another fact, its own parts included; times apart."""
    for field, kind in _fields(cls):
        where = (*path, field.encode_name)
        if _is_list(field.type):
            where = (*where, 0)
        if isinstance(kind, inspect.StructType) and kind.cls not in {Timing, Lasting}:
            yield from _pointers(kind.cls, where)
        elif isinstance(kind, inspect.StrType) and kind.pattern in {KEY_PATTERN, ANCHOR_PATTERN}:
            yield where


def _is_list(kind: inspect.Type) -> bool:
    return isinstance(kind.type if isinstance(kind, inspect.Metadata) else kind, inspect.VarTupleType)


DECLARED = {("key",), ("lesions", 0, "lesion"), ("studies", 0, "lesions", 0, "lesion")}
"""Names that a fact gives, and that point to nothing."""

POINTERS = [
    pytest.param(cls, path, id=f"{path[0]} of {wire_name(cls)}")
    for cls in FACT_CLASSES
    for path in _pointers(cls)
    if path not in DECLARED and (cls, path) != (RegimenStarted, ("regimen",))
]


def _pointing_nowhere(cls: type[Struct], path: tuple[str | int, ...]) -> Fact:
    plain = msgspec.json.decode(msgspec.json.encode(complete(cls)))
    part: Any = plain
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = NOWHERE
    return cast("Fact", msgspec.json.decode(msgspec.json.encode(plain), type=cls))


@pytest.mark.parametrize(("cls", "path"), POINTERS)
def test_every_key_in_an_event_is_looked_up(cls: type[Struct], path: tuple[str | int, ...]) -> None:
    fact = _pointing_nowhere(cls, path)
    by_hand = dangling(record_of("p", ()), [fact])
    assert any(NOWHERE in complaint.message for complaint in by_hand), "not in tracker/decisions/references.py"
    in_a_file = [(where, said) for where, said in lost_in(fact, known_in([fact])) if NOWHERE in said]
    assert [where for where, _ in in_a_file] == [path], "not where it stands in the event"


def test_every_clinical_event_says_whether_it_shows_life() -> None:
    assert set(CLINICAL_CLASSES) == SHOWS_LIFE | SHOWS_NO_LIFE
    assert not SHOWS_LIFE & SHOWS_NO_LIFE


def test_every_event_has_a_short_example() -> None:
    made = {get_type_hints(maker).get("return") for maker in vars(examples).values() if isfunction(maker)}
    assert [wire_name(cls) for cls in EVENT_CLASSES if cls not in made] == []
