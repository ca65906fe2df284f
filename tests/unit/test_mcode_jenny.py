"""HL7's patient Jenny M: what her bundle says stands, and goes out again as it came, up to ids, narrative and people."""

import json
from decimal import Decimal
from typing import Any

import pytest

from tests import golden
from tests.bundles import JENNY, name_of
from tracker.adapters.casefile import to_yaml
from tracker.adapters.mcode.models import faults_of_resource
from tracker.adapters.mcode.names import named
from tracker.adapters.mcode.reading import read_bundle
from tracker.adapters.mcode.terms import REST_OF_FACT
from tracker.adapters.mcode.writing import write_bundle

READ = read_bundle(JENNY.name, JENNY.read_bytes(), case="jenny")
(CASE,) = READ.cases
FACTS: dict[str, Any] = {name_of(fact): fact for fact in CASE.facts}


def _bundle(data: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(data, parse_float=Decimal)
    return found


def _without_rest(node: Any) -> Any:
    """JSON without this program's extension, and without lists that it leaves empty."""
    if isinstance(node, dict):
        return {
            key: _without_rest(value) for key, value in node.items() if not (key == "extension" and _only_rest(value))
        }
    return [_without_rest(item) for item in node if not _is_rest(item)] if isinstance(node, list) else node


def _is_rest(item: object) -> bool:
    return isinstance(item, dict) and item.get("url") == REST_OF_FACT


def _only_rest(items: list[Any]) -> bool:
    return all(_is_rest(item) for item in items)


@pytest.mark.golden
def test_the_bundle_gives_the_facts_of_the_golden_file_and_says_what_it_leaves_out() -> None:
    said = "".join(f"# {sentence}\n" for sentence in READ.left_out)
    golden.agree(JENNY.with_name("jenny-m.golden.yaml"), to_yaml(READ.cases) + said)


def test_diagnosis_surgery_drugs_radiotherapy_labs_ecog_and_disease_status_stand() -> None:
    assert FACTS["primary-cancer-condition-jenny-m"].diagnosis == "Primary malignant neoplasm of female left breast"
    assert FACTS["cancer-related-surgical-procedure-jenny-m"].procedure == "Excision of part of breast"
    drugs = [drug.drug for key, fact in FACTS.items() if "medication" in key for drug in fact.drugs]
    assert drugs == ["cyclophosphamide", "DOXOrubicin", "PACLitaxel", "anastrozole"]
    course = FACTS["radiotherapy-treatment-summary-chest-wall-jenny-m"]
    assert [(volume.dose_gy, volume.fractions) for volume in course.volumes] == [(60, 30), (50, 25)]
    assert FACTS["us-core-observation-lab-neutrophils-jenny-m"].value == 3000
    assert FACTS["ecog-performance-status-jenny-m"].ecog == 0
    assert FACTS["cancer-disease-status-jenny-m"].words == "Patient's condition improved"
    stage = FACTS["tnm-clinical-stage-group-jenny-m"]
    assert (stage.t, stage.n, stage.m, stage.group, stage.edition) == ("cT3", "cN0", "cM0", "IIB", "8")
    assert FACTS["patient"].age_at_diagnosis == 53


def test_the_resources_that_are_modeled_go_out_equal_up_to_ids_narrative_and_people() -> None:
    came = named(_bundle(JENNY.read_bytes())).resources
    went = {
        name: _without_rest(item)
        for name, item in named(_bundle(write_bundle("jenny", CASE.facts).data)).resources.items()
    }
    modeled = [name for name in came if any(name.partition("/")[2] == key for key in FACTS) or "tnm-clinical" in name]
    assert len(modeled) == 28
    for name in modeled:
        assert came[name] == went[name], name


def test_an_exported_bundle_is_valid_carries_mcodes_profiles_and_reads_back_to_the_same_facts() -> None:
    data = write_bundle("jenny", CASE.facts).data
    bundle = _bundle(data)
    assert faults_of_resource(bundle) == ()
    claimed = {url for entry in bundle["entry"] for url in entry["resource"].get("meta", {}).get("profile", ())}
    assert len([url for url in claimed if "/us/mcode/StructureDefinition/mcode-" in url]) >= 11
    assert b"fhir:" not in data  # what a resource says itself is not said twice
    again = read_bundle("again", data)
    assert (again.cases[0].facts, again.left_out, again.problems) == (CASE.facts, (), ())


def test_without_the_extension_the_facts_are_those_that_another_reader_finds() -> None:
    bare = _without_rest(_bundle(write_bundle("jenny", CASE.facts).data))
    bare["entry"] = [entry for entry in bare["entry"] if entry["resource"]["resourceType"] != "Basic"]
    found = {
        name_of(fact): fact for fact in read_bundle("bare", json.dumps(bare, default=float).encode()).cases[0].facts
    }
    differing = {
        (key, name)
        for key, fact in FACTS.items()
        for name in fact.__struct_fields__
        if name != "extra" and getattr(found.get(key), name, None) != getattr(fact, name)
    }
    # It was made of a birth date, which is left out.
    assert differing == {("patient", "age_at_diagnosis")}


def test_the_same_bundle_gives_the_same_keys_each_time() -> None:
    assert read_bundle("other-name", JENNY.read_bytes(), case="jenny").cases == READ.cases
