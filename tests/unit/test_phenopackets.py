"""Phenopackets: what GA4GH's own schema accepts, without a code or a date that nobody stated, and what they do not hold said in them."""

import json
import re
from collections.abc import Iterator
from typing import Any

import phenopackets  # type: ignore[import-untyped]  # generated from the schema, without annotations
import pytest
from google.protobuf.json_format import Parse  # type: ignore[import-untyped]  # as above
from msgspec import structs

from tests import examples as an
from tests import golden
from tests.bundles import JENNY
from tests.complete import complete
from tracker.adapters.casefile import read_case_file
from tracker.adapters.mcode.reading import read_bundle
from tracker.adapters.mcode.writing import write_bundle
from tracker.adapters.phenopackets.terms import RESOURCES, Times
from tracker.adapters.phenopackets.writing import Phenopacket, losses_of, write_phenopacket
from tracker.casebook.exports.phenopackets import packet_of
from tracker.events.catalogue import FACT_CLASSES, Entered
from tracker.store.places import seeds_folder
from tracker.values import vocabularies as words
from tracker.values.vocabularies import ChangeReason

CREATED = "2026-01-02T03:04:05.000000Z"
NO_TIMES = Times(lambda _: (None, None), lambda _: (None, None))


def packet(*facts: Entered) -> dict[str, Any]:
    """The Phenopacket of some facts of a record, accepted by the schema, as JSON."""
    written = packet_of(an.history(*facts).record, created=CREATED)
    return accepted(written)


def accepted(written: Phenopacket) -> dict[str, Any]:
    Parse(written.data.decode(), phenopackets.Phenopacket())
    found: dict[str, Any] = json.loads(written.data)
    return found


def _classes(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if "label" in node:
            yield node["id"]
        for value in node.values():
            yield from _classes(value)
    elif isinstance(node, list):
        for value in node:
            yield from _classes(value)


def _entries(name: str) -> tuple[Entered, ...]:
    if name == "jenny":
        return read_bundle("jenny", JENNY.read_bytes(), case="jenny").cases[0].facts
    return read_case_file(name, (seeds_folder() / f"{name}.yaml").read_bytes()).cases[0].facts


@pytest.mark.golden
@pytest.mark.parametrize("name", ["npc-1", "npc-2", "jenny"])
def test_the_published_cases_are_accepted_by_the_schema_and_pinned(name: str) -> None:
    written = packet_of(an.history(*_entries(name), patient=name).record, created=CREATED)
    found = accepted(written)
    golden.agree(golden.GOLDEN / "phenopackets" / f"{name}.json", written.data.decode())
    assert found["metaData"]["phenopacketSchemaVersion"] == "2.0"
    assert [item["description"] for item in found["metaData"]["externalReferences"]] == list(losses_of([written]))


@pytest.mark.parametrize("name", ["npc-1", "npc-2"])
def test_a_case_without_dates_has_ages_and_no_date_but_that_of_its_making(name: str) -> None:
    found = accepted(packet_of(an.history(*_entries(name), patient=name).record, created=CREATED))
    made = found["metaData"].pop("created")
    assert made == CREATED
    assert re.findall(r'"(?:19|20)[0-9]{2}-[0-9]{2}', json.dumps(found)) == []
    assert '"ageRange"' in json.dumps(found)


def test_every_term_is_a_curie_of_a_resource_that_is_declared() -> None:
    for name in ("npc-1", "npc-2", "jenny"):
        found = accepted(packet_of(an.history(*_entries(name), patient=name).record, created=CREATED))
        declared = {item["namespacePrefix"] for item in found["metaData"]["resources"]}
        used = {curie.partition(":")[0] for curie in _classes(found)}
        assert used == declared <= RESOURCES.keys()
        assert all(re.fullmatch(r"[A-Za-z]+:\S+", curie) for curie in _classes(found))


def test_a_time_is_an_age_between_birthdays_moved_by_the_bounds() -> None:
    lab = an.lab("LDH", 250, "U/L", key="ldh", day=(198, 228))
    (said,) = packet(an.registered(age=51), an.diagnosed(), lab)["measurements"]
    assert said["timeObserved"] == {
        "ageRange": {"start": {"iso8601duration": "P51Y198D"}, "end": {"iso8601duration": "P52Y228D"}}
    }
    assert said["description"] == "day 198 to 228 from the origin of the record"


def test_a_date_is_the_interval_of_its_day_or_month() -> None:
    (said,) = packet(an.diagnosed(at="2023-01-05"), an.lab("LDH", 250, "U/L", key="ldh", at="2023-04"))["measurements"]
    assert said["timeObserved"] == {"interval": {"start": "2023-04-01T00:00:00Z", "end": "2023-04-30T23:59:59Z"}}


def test_a_dose_that_is_no_whole_gray_is_not_rounded_and_said() -> None:
    whole = packet(an.diagnosed(), an.radiotherapy("rt", 60, 30))
    assert whole["medicalActions"][0]["radiationTherapy"]["dosage"] == 60
    broken = packet(an.diagnosed(), an.radiotherapy("rt", "69.96", 33))
    assert "radiationTherapy" not in json.dumps(broken["medicalActions"])
    assert "dose of radiotherapy that is no whole Gy" in json.dumps(broken["metaData"])


def test_a_regimen_has_its_end_status_and_reason() -> None:
    found = packet(an.diagnosed(), an.started("l1", "cisplatin"), an.stopped("l1", ChangeReason.FINANCIAL, day=90))
    (action,) = found["medicalActions"]
    assert action["therapeuticRegimen"]["regimenStatus"] == "DISCONTINUED"
    assert action["therapeuticRegimen"]["ontologyClass"]["label"] == "cisplatin"
    assert action["treatmentTerminationReason"]["label"] == "financial"


def test_absent_findings_are_excluded_and_the_dead_are_deceased() -> None:
    found = packet(
        an.diagnosed(), an.finding("f", "pain", presence=words.Presence.ABSENT), an.died("infection", day=300)
    )
    assert found["phenotypicFeatures"][0]["excluded"] is True
    assert found["subject"]["vitalStatus"]["status"] == "DECEASED"
    assert found["subject"]["vitalStatus"]["causeOfDeath"]["label"] == "infection"


def test_a_finding_of_which_it_is_not_stated_whether_it_was_there_is_no_feature() -> None:
    unsaid = an.finding("f0", "fever", presence=words.Presence.NOT_STATED, day=3)
    said = packet(
        an.registered(), an.diagnosed(), unsaid, an.finding("f1", "pain", presence=words.Presence.RELIEVED, day=9)
    )
    (feature,) = said["phenotypicFeatures"]
    assert (feature["type"]["label"], feature.keys() & {"onset", "resolution"}) == ("pain", {"resolution"})
    assert "finding-noted (1)" in said["metaData"]["externalReferences"][0]["description"]


def test_a_regimen_that_ended_for_no_stated_reason_is_neither_completed_nor_broken_off() -> None:
    stopped = an.stopped("l1", reason=ChangeReason.NOT_STATED, after="l1")
    said = packet(an.registered(), an.diagnosed(), an.started("l1", "cisplatin", after="dx"), stopped)
    assert said["medicalActions"][0]["therapeuticRegimen"]["regimenStatus"] == "UNKNOWN_STATUS"


def test_whoever_is_said_to_be_dead_is_not_called_alive() -> None:
    seen = structs.replace(an.contact(day=100), vital_status=words.VitalStatus.ALIVE)
    told = structs.replace(an.contact("os-status", day=900), vital_status=words.VitalStatus.DECEASED)
    facts = (an.registered(), an.diagnosed(day=0), seen, told)
    assert packet(*facts)["subject"]["vitalStatus"] == {"status": "DECEASED"}
    (patient,) = [
        entry["resource"]
        for entry in json.loads(write_bundle("p", facts).data)["entry"]
        if entry["resource"]["resourceType"] == "Patient"
    ]
    assert "deceasedBoolean" not in patient


def test_every_type_is_held_or_said_not_to_be() -> None:
    for kind in FACT_CLASSES:
        fact: Any = complete(kind)
        written = write_phenopacket("p", (fact,), NO_TIMES, created=CREATED)
        said = accepted(written)
        name = str(kind.__struct_config__.tag)
        inside = (
            set(said) - {"id", "subject", "metaData"}
            or said["subject"].keys() & {"vitalStatus"}
            or name == "patient-registered"
        )
        assert bool(inside) != (name in written.facts), name


def test_what_is_not_held_is_counted_over_all_cases() -> None:
    one = write_phenopacket("a", (an.response("r", "PR"),), NO_TIMES, created=CREATED)
    assert "response-assessed (2)" in next(losses_of([one, one]))
