"""What a foreign bundle holds that is not this patient's, or tells who that is: it is left out and named, never recorded."""

import json
from typing import Any

import msgspec
import pytest

from tests.bundles import Json, bundle, condition, facts, observation, order, patient, result, text
from tracker.adapters.mcode.reading import BundleResult, read_bundle


def lab(**more: Any) -> Json:
    return observation("lab", category="laboratory", valueString="high", **more)


def keys(found: BundleResult) -> dict[str, list[str]]:
    return {case.patient: [fact.key for fact in case.facts if hasattr(fact, "key")] for case in found.cases}


@pytest.mark.parametrize(
    "subject",
    [
        pytest.param({"reference": "Patient/other"}, id="another patient"),
        pytest.param({"reference": "urn:uuid:5f1c"}, id="an entry that is not there"),
        pytest.param({"reference": "Group/all"}, id="a group"),
        pytest.param({"identifier": {"system": "urn:mrn", "value": "1"}}, id="a record number"),
        pytest.param({"display": "Jane Doe"}, id="a name"),
    ],
)
def test_what_is_about_nobody_of_the_bundle_is_named_and_goes_into_no_chart(subject: Json) -> None:
    second = patient() | {"id": "pat2"}
    for patients in ([patient()], [patient(), second]):
        found = read_bundle("b", bundle(*patients, condition(), lab(subject=subject)))
        assert "lab" not in keys(found)["pat"]
        assert "lab" not in keys(found).get("pat2", [])
        assert sum("Observation/lab: it is about somebody" in said for said in found.left_out) == 1


def test_of_several_patients_what_does_not_say_whose_it_is_is_nobodys() -> None:
    ownerless = {name: value for name, value in lab().items() if name != "subject"}
    found = read_bundle("b", bundle(patient(), patient() | {"id": "pat2"}, condition(), ownerless))
    assert keys(found) == {"pat": ["pat", "dx"], "pat2": ["pat2"]}
    assert any("Observation/lab: it does not say which patient" in said for said in found.left_out)
    assert "lab" in facts(condition(), ownerless)


def test_a_reference_to_the_end_of_a_full_url_is_followed() -> None:
    bare = {name: value for name, value in patient().items() if name != "id"}
    entries = [{"fullUrl": "https://server.example/fhir/Patient/pat", "resource": bare}, {"resource": condition()}]
    data = json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}).encode()
    assert [keys(read_bundle("b", data, case="c"))] == [{"c": ["patient", "dx"]}]


NAME = "Doe-4711"
TELLING: tuple[Json, ...] = (
    {"valueIdentifier": {"system": "urn:mrn", "value": NAME}},
    {"valueAnnotation": {"authorString": NAME, "text": NAME}},
    {"valueContactDetail": {"name": NAME}},
    {"valueHumanName": {"text": NAME}},
    {"valueString": NAME},
    {"valueMarkdown": NAME},
    {"valueReference": {"reference": f"Patient?identifier=urn:mrn|{NAME}"}},
    {"valueReference": {"reference": f"Patient/{NAME}", "display": NAME}},
    {"extension": [{"url": "inner", "valueString": NAME}]},
)


@pytest.mark.parametrize("said", TELLING, ids=lambda said: next(iter(said)))
def test_an_extension_of_a_vendor_that_may_tell_who_it_is_is_left_out_and_counted(said: Json) -> None:
    more = [{"url": "http://vendor.example/x", **said}]
    found = result(condition(extension=more), lab(_valueString={"extension": more}))
    assert NAME not in msgspec.json.encode([fact for case in found.cases for fact in case.facts]).decode()
    assert "Condition.extension (1)" in found.left_out[0]
    assert "Observation._valueString (1)" in found.left_out[0]


def test_a_code_with_a_display_alone_is_no_name_of_a_person() -> None:
    found = facts(condition(), order(medicationCodeableConcept={"coding": [{"display": "Cisplatin"}]}))
    assert [drug.drug for drug in found["order"].drugs] == ["Cisplatin"]


@pytest.mark.parametrize(
    ("resource", "place"),
    [
        (patient(deceasedBoolean="true"), "Patient/pat.deceasedBoolean: expects true or false, without quotes"),
        (patient(multipleBirthInteger="2"), "Patient/pat.multipleBirthInteger: expects a number, without quotes"),
        (
            patient(extension=[{"url": "http://x", "valueDecimal": "12.5"}]),
            "Patient/pat.extension[0].valueDecimal: expects a number, without quotes",
        ),
    ],
)
def test_a_number_or_a_truth_in_quotes_is_wrong_and_never_passed_over(resource: Json, place: str) -> None:
    (problem,) = read_bundle("b", bundle(resource, condition())).problems
    assert place in str(problem)


def test_two_resources_whose_ids_give_one_key_are_two_facts() -> None:
    exam = observation("a", category="exam", valueString="x")
    found = result(
        condition(), condition(id="a"), exam, condition(id="observation-a"), condition(id="b.c"), condition(id="b-c")
    )
    (listed,) = keys(found).values()
    assert len(listed) == len(set(listed)) == 7


def test_a_history_of_versions_is_refused() -> None:
    data = json.loads(bundle(patient(), condition(), condition(code=text("another")))) | {"type": "history"}
    (problem,) = read_bundle("b", json.dumps(data).encode()).problems
    assert "several versions" in str(problem)
