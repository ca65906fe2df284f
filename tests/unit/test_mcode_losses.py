"""The two published cases as bundles: they survive whole, and what another reader loses is a list under version control."""

import json
from collections import Counter
from typing import Any

import pytest
from msgspec import structs

from tests import examples as an
from tests import golden
from tests.bundles import JENNY, name_of
from tracker.adapters.casefile import CaseFile, read_case_file
from tracker.adapters.mcode.models import faults_of_resource
from tracker.adapters.mcode.reading import read_bundle
from tracker.adapters.mcode.terms import REST_OF_FACT
from tracker.adapters.mcode.writing import Bundle, losses_of, write_bundle
from tracker.events.fact import RecordedFact
from tracker.store.places import seeds_folder

SEEDS = ("npc-1", "npc-2")


def _case(name: str) -> CaseFile:
    (case,) = read_case_file(name, (seeds_folder() / f"{name}.yaml").read_bytes()).cases
    return case


CASES = {name: _case(name) for name in SEEDS}
BUNDLES: dict[str, Bundle] = {name: write_bundle(name, case.facts) for name, case in CASES.items()}


@pytest.mark.parametrize("name", SEEDS)
def test_a_bundled_case_survives_as_a_bundle(name: str) -> None:
    again = read_bundle("-", BUNDLES[name].data)
    assert (again.problems, again.left_out) == ((), ())
    assert again.cases[0].patient == name
    assert {name_of(fact): fact for fact in again.cases[0].facts} == {name_of(fact): fact for fact in CASES[name].facts}


@pytest.mark.parametrize("name", SEEDS)
def test_a_case_without_dates_never_gets_one(name: str) -> None:
    def dates(node: Any) -> list[str]:
        if isinstance(node, dict):
            found = [
                key
                for key in node
                if key in {"date", "start", "end"} or (key.endswith(("DateTime", "Date")) and not key.startswith("_"))
            ]
            return found + [date for value in node.values() for date in dates(value)]
        return [date for item in node for date in dates(item)] if isinstance(node, list) else []

    bundle = json.loads(BUNDLES[name].data)
    assert dates(bundle) == []
    assert "timestamp" not in bundle
    assert b"cqf-relativeDateTime" in BUNDLES[name].data
    assert b"valueRange" in BUNDLES[name].data


@pytest.mark.parametrize("name", SEEDS)
def test_every_resource_of_a_bundled_case_is_valid_r4b(name: str) -> None:
    bundle = json.loads(BUNDLES[name].data)
    assert faults_of_resource(bundle) == ()
    assert [item for entry in bundle["entry"] for item in faults_of_resource(entry["resource"])] == []


@pytest.mark.golden
def test_what_another_reader_loses_of_the_two_cases_is_stated() -> None:
    lines: list[str] = []
    for name, bundle in BUNDLES.items():
        lines += [
            f"# {name}: facts without a resource",
            *(f"{kind}: {count}" for kind, count in sorted(bundle.whole.items())),
        ]
        lines += [
            f"# {name}: fields",
            *(f"{kind}.{field}: {count}" for (kind, field), count in sorted(bundle.fields.items())),
        ]
    lines += ["# said by the command", *losses_of(BUNDLES.values())]
    golden.agree(JENNY.with_name("losses-of-the-two-cases.golden.txt"), "\n".join(lines) + "\n")


@pytest.mark.parametrize("name", SEEDS)
def test_another_reader_loses_what_is_stated_and_nothing_else(name: str) -> None:
    bundle = json.loads(BUNDLES[name].data)
    entries = [
        entry
        for entry in bundle["entry"]
        if entry["resource"]["resourceType"] != "Basic" or entry["resource"]["id"] == "record-time-zero"
    ]
    for entry in entries:
        kept = [item for item in entry["resource"].get("extension", []) if item["url"] != REST_OF_FACT]
        entry["resource"].pop("extension", None)
        entry["resource"] |= {"extension": kept} if kept else {}
    found = {
        name_of(fact): fact
        for fact in read_bundle("-", json.dumps(bundle | {"entry": entries}).encode()).cases[0].facts
    }
    lost: Counter[tuple[str, str]] = Counter()
    whole: Counter[str] = Counter()
    for fact in CASES[name].facts:
        kind = str(fact.__struct_config__.tag)
        other = found.get(name_of(fact)) or (found.get("patient") if kind == "patient-registered" else None)
        if other is None or type(other) is not type(fact):
            whole[kind] += 1
        elif isinstance(fact, RecordedFact):
            fields = [field for field in fact.__struct_fields__ if getattr(fact, field) != getattr(other, field)]
            lost.update((kind, field) for field in fields if field not in {"key", "extra"})
    assert whole == BUNDLES[name].whole
    stated = {(kind, field.removeprefix("basis of ")) for kind, field in BUNDLES[name].fields}
    assert set(lost) == stated


def test_columns_of_another_format_that_only_the_extension_holds_are_counted() -> None:
    facts = (an.registered(), an.diagnosed(), structs.replace(an.ecog(1, after="dx"), extra={"SOURCE": "ward"}))
    written = write_bundle("p", facts)
    assert written.fields["performance-assessed", "extra"] == 1
    assert "extra (1)" in list(losses_of([written]))[-1]
    (case,) = read_bundle("-", written.data).cases
    assert {name_of(fact): fact for fact in case.facts} == {name_of(fact): fact for fact in facts}
