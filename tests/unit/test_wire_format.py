"""The storage format: what was once released is read for ever, and nothing changes without a new schema version."""

from pathlib import Path
from typing import cast

import msgspec
import pytest

from tests import golden
from tests.complete import complete
from tests.unit.wire_pins import PINS
from tracker.events.catalogue import EVENT_CLASSES, SCHEMA_VERSIONS, Event, wire_name
from tracker.store.codec import PayloadRefused, decode, encode

PAYLOADS = golden.GOLDEN / "payloads"
CLASSES = {wire_name(cls): cls for cls in EVENT_CLASSES}
PINNED = {wire_name(event): (event, pin) for event, pin in PINS}
RELEASED = [
    (stored_type, version) for stored_type, current in SCHEMA_VERSIONS.items() for version in range(1, current + 1)
]


def payload_file(stored_type: str, version: int) -> Path:
    return PAYLOADS / f"{stored_type}.v{version}.json"


def event_of(stored_type: str) -> Event:
    """The example that leaves no field out."""
    return cast("Event", complete(CLASSES[stored_type]))


def test_every_class_of_the_catalogue_has_a_schema_version() -> None:
    assert sorted(SCHEMA_VERSIONS) == sorted(CLASSES)


@pytest.mark.parametrize("stored_type", CLASSES)
def test_the_stored_bytes_are_those_of_the_pin(stored_type: str) -> None:
    assert stored_type in PINNED, f"{stored_type} has no pin in tests/unit/wire_pins.py"
    event, pin = PINNED[stored_type]
    assert encode(event).decode() == pin


@pytest.mark.parametrize("stored_type", CLASSES)
def test_a_pinned_payload_is_read_as_its_event(stored_type: str) -> None:
    event, pin = PINNED[stored_type]
    assert decode(stored_type, SCHEMA_VERSIONS[stored_type], pin) == event


@pytest.mark.golden
@pytest.mark.parametrize("stored_type", CLASSES)
def test_a_changed_payload_has_a_new_schema_version(stored_type: str) -> None:
    """The example says something in every field, so a field that comes, goes or changes its type shows."""
    text = encode(event_of(stored_type)).decode() + "\n"
    golden.agree(payload_file(stored_type, SCHEMA_VERSIONS[stored_type]), text, keep=True)


@pytest.mark.parametrize(("stored_type", "version"), RELEASED)
def test_every_released_payload_is_still_read(stored_type: str, version: int) -> None:
    file = payload_file(stored_type, version)
    assert file.exists(), f"{file.name} is missing: no stored payload of that version is kept"
    event = decode(stored_type, version, file.read_bytes())
    assert wire_name(event) == stored_type


def test_the_corpus_holds_nothing_that_was_never_released() -> None:
    known = {payload_file(*released).name for released in RELEASED}
    assert {file.name for file in PAYLOADS.iterdir()} == known


@pytest.mark.parametrize("stored_type", CLASSES)
def test_the_complete_example_leaves_out_no_field(stored_type: str) -> None:
    stored = msgspec.json.decode(encode(event_of(stored_type)))
    assert list(stored)[1:] == list(CLASSES[stored_type].__struct_encode_fields__)


def test_a_released_payload_is_never_rewritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLDEN", "write")
    released = tmp_path / "cycle-given.v1.json"
    golden.agree(released, "as released", keep=True)
    with pytest.raises(AssertionError, match="raise its schema version"):
        golden.agree(released, "changed", keep=True)
    assert released.read_text() == "as released"


@pytest.mark.parametrize("stored_type", CLASSES)
def test_a_raised_version_without_an_upcaster_is_refused(stored_type: str) -> None:
    current = SCHEMA_VERSIONS[stored_type]
    with pytest.raises(PayloadRefused, match=f"no upcaster reads {stored_type} version {current}"):
        decode(stored_type, current, PINNED[stored_type][1], versions={stored_type: current + 1})


def test_an_unknown_field_is_refused() -> None:
    event = PINS[0][0]
    stored = msgspec.json.decode(encode(event)) | {"invented": 1}
    with pytest.raises(PayloadRefused, match="unknown field `invented`"):
        decode(wire_name(event), 1, msgspec.json.encode(stored))
