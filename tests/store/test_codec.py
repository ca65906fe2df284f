"""Stored bytes and back, and payloads of versions that are not the newest."""

from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest

from tests.examples import amended, cycle, drug, lab
from tests.ledger import CHART
from tracker.events.catalogue import FACT_CLASSES, SCHEMA_VERSIONS, wire_name
from tracker.events.laboratory import LabResulted
from tracker.store.codec import PayloadRefused, decode, encode
from tracker.store.upcasters import UPCASTERS, Payload, Upcaster, in_replacement, upcast


def lab_resulted_v1(payload: Payload) -> Payload:
    """Version 1 called the analyte a test."""
    return {name if name != "test" else "analyte": value for name, value in payload.items()}


def lab_resulted_v2(payload: Payload) -> Payload:
    """Version 2 gave every value in thousandths."""
    return payload | {"value": payload["value"] / 1000}


THREE_VERSIONS = SCHEMA_VERSIONS | {"lab-resulted": 3}
STEPS: MappingProxyType[tuple[str, int], Upcaster] = MappingProxyType(
    {("lab-resulted", 1): lab_resulted_v1, ("lab-resulted", 2): lab_resulted_v2}
)
OLD: dict[int, bytes] = {
    1: b'{"type":"lab-resulted","key":"hb","occurred":"2023","test":"Hb","value":9810.50}',
    2: b'{"type":"lab-resulted","key":"hb","occurred":"2023","analyte":"Hb","value":9810.50}',
    3: b'{"type":"lab-resulted","key":"hb","occurred":"2023","analyte":"Hb","value":9.8105}',
}


@pytest.mark.parametrize("event", CHART, ids=wire_name)
def test_an_event_is_read_as_it_was_written(event: Any) -> None:
    assert decode(wire_name(event), 1, encode(event)) == event


@pytest.mark.parametrize("digits", ["6.15E+5", "131", "131.0", "0.10", "1E-7", "12345678901234567890.123456789"])
def test_a_decimal_keeps_the_digits_of_the_source(digits: str) -> None:
    read = decode("lab-resulted", 1, encode(lab("EBV-DNA", digits)))
    assert isinstance(read, LabResulted)
    assert str(read.value) == str(Decimal(digits))


@pytest.mark.parametrize("version", OLD)
def test_a_payload_of_any_version_reads_as_one_of_today(version: int) -> None:
    read = decode("lab-resulted", version, OLD[version], upcasters=STEPS, versions=THREE_VERSIONS)
    assert isinstance(read, LabResulted)
    assert (read.analyte, read.value) == ("Hb", Decimal("9.8105"))


def test_an_older_payload_keeps_the_digits_of_the_source_too() -> None:
    versions = SCHEMA_VERSIONS | {"cycle-given": 2}
    event = cycle("l1", 1, drug("cisplatin", "75.00"), day=21.5)
    read = decode(
        "cycle-given", 1, encode(event), upcasters={("cycle-given", 1): lambda payload: payload}, versions=versions
    )
    assert encode(read) == encode(event)


def test_a_missing_step_between_versions_is_refused() -> None:
    with pytest.raises(PayloadRefused, match="no upcaster reads lab-resulted version 2"):
        decode("lab-resulted", 1, OLD[1], upcasters={("lab-resulted", 1): lab_resulted_v1}, versions=THREE_VERSIONS)


def test_a_payload_from_the_future_is_refused_with_the_advice_to_update() -> None:
    with pytest.raises(PayloadRefused, match=r"newer than this tracker knows \(3\): update tracker"):
        decode("lab-resulted", 4, OLD[3], upcasters=STEPS, versions=THREE_VERSIONS)


def test_an_older_payload_that_does_not_fit_its_step_is_refused() -> None:
    with pytest.raises(PayloadRefused, match="lab-resulted version 2"):
        decode("lab-resulted", 2, b'{"type":"lab-resulted"}', upcasters=STEPS, versions=THREE_VERSIONS)


def test_an_upcaster_never_changes_the_payload_it_is_given() -> None:
    payload: Payload = {"type": "lab-resulted", "test": "Hb", "value": Decimal(9)}
    before = dict(payload)
    upcast("lab-resulted", 1, payload, to=3, upcasters=STEPS)
    assert payload == before


def test_a_replacement_inside_an_amendment_is_raised_with_its_fact() -> None:
    step = in_replacement("lab-resulted", lab_resulted_v1)
    versions = SCHEMA_VERSIONS | {"lab-resulted": 2, "fact-amended": 2}
    old = b'{"type":"fact-amended","target":"hb","replacement":' + OLD[1] + b',"reason":"read again"}'
    read = decode("fact-amended", 1, old, upcasters={("fact-amended", 1): step}, versions=versions)
    assert read == amended(lab("Hb", "9810.50", key="hb", at="2023"))
    other = encode(amended(cycle("l1", 1)))
    assert decode("fact-amended", 1, other, upcasters={("fact-amended", 1): step}, versions=versions) == amended(
        cycle("l1", 1)
    )


def test_every_version_below_the_current_one_has_its_step() -> None:
    steps = {(name, version) for name, current in SCHEMA_VERSIONS.items() for version in range(1, current)}
    assert set(UPCASTERS) == steps


def test_an_amendment_is_raised_with_every_fact_that_it_can_hold() -> None:
    raised = sum(SCHEMA_VERSIONS[wire_name(fact)] - 1 for fact in FACT_CLASSES)
    assert SCHEMA_VERSIONS["fact-amended"] - 1 >= raised
