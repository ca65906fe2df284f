"""What is no bundle, too large or not valid: one sentence each, with the place, and nothing is read of it."""

import json
import sys
import time
from unittest.mock import patch

import pytest

from tests.bundles import bundle, condition, name_of, observation, patient
from tracker.adapters.mcode import models
from tracker.adapters.mcode.models import ExtraMissingError
from tracker.adapters.mcode.reading import read_bundle


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(b'{"resourceType": "Patient"}', "expects a FHIR resource of the type Bundle", id="another resource"),
        pytest.param(b'{"resourceType": "Bundle", ', "not JSON", id="cut off"),
        pytest.param(b"\xff\xfe{}", "not UTF-8", id="another encoding"),
        pytest.param(b'{"resourceType": "Bundle", "type": NaN}', "NaN is no number of JSON", id="no JSON"),
        pytest.param(b'{"resourceType": "Bundle", "id": "a", "id": "b"}', "'id' stands twice", id="a key twice"),
        pytest.param(b'{"resourceType": "Bundle", "total": 1e999999999}', "1e999999999 is no number that can be measured", id="too large"),
        pytest.param(b'{"resourceType": "Bundle", "total": ' + b"9" * 5000 + b"}", "is no number that can be measured", id="too many digits"),
        pytest.param(b'{"resourceType": "Bundle", "entry": ' + b"[" * 5000 + b"]" * 5000 + b"}", "deeper than 50 levels", id="deep"),
        pytest.param(b'{"resourceType": "Bundle", "entry": ' + b"[" * 60 + b"]" * 60 + b"}", "deeper than 50 levels", id="a little too deep"),
        pytest.param(b'{"resourceType": "Bundle", "type": "collection", "entry": {}}', "Bundle.entry: expects a list", id="entry is no list"),
        pytest.param(b'{"resourceType": "Bundle", "type": "collection", "entry": [3]}', "entry 1: expects a resource", id="entry without a resource"),
        pytest.param(bundle(condition()), "holds no Patient", id="nobody"),
        pytest.param(bundle({"resourceType": "Tumor", "id": "t"}), "entry 1, Tumor/t: 'Tumor' is no resource type", id="no such type"),
    ],
)  # fmt: skip
def test_what_is_no_bundle_is_said_in_one_sentence(data: bytes, said: str) -> None:
    result = read_bundle("b.json", data)
    (problem,) = result.problems
    assert (result.cases, str(problem).startswith("b.json")) == ((), True)
    assert said in str(problem)


def test_every_invalid_resource_is_named_and_none_is_read() -> None:
    wrong = observation("a") | {"effectiveDateTime": "2018-13"}
    missing = {name: value for name, value in observation("b").items() if name != "status"}
    result = read_bundle("b.json", bundle(patient(), wrong, missing))
    assert result.cases == ()
    assert [str(problem).partition(":")[0] for problem in result.problems] == ["b.json", "b.json"]
    assert "entry 2, Observation/a.effectiveDateTime" in str(result.problems[0])
    assert "entry 3, Observation/b" in str(result.problems[1])


def test_of_many_errors_the_first_are_named_and_the_rest_counted() -> None:
    result = read_bundle("b.json", bundle(patient(), *(observation(f"o{n}") | {"status": 3} for n in range(30))))
    assert len(result.problems) == models.SHOWN_ERRORS + 1
    assert "and 10 more" in str(result.problems[-1])


def test_a_bundle_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "LARGEST_BUNDLE", 100)
    assert "split the bundle by patient" in str(read_bundle("b", bundle(patient(), condition())).problems[0])
    monkeypatch.undo()
    monkeypatch.setattr(models, "MOST_ENTRIES", 1)
    assert "more than 1 entries" in str(read_bundle("b", bundle(patient(), condition())).problems[0])


def test_two_patients_are_two_cases_and_one_name_cannot_be_both() -> None:
    second = patient() | {"id": "other"}
    hers = observation("lab", category="laboratory") | {"subject": {"reference": "Patient/other"}}
    cases = read_bundle("b", bundle(patient(), second, condition(), hers)).cases
    assert [(case.patient, [name_of(fact) for fact in case.facts]) for case in cases] == [
        ("pat", ["pat", "dx"]),
        ("other", ["other", "lab"]),
    ]
    assert "which cannot all be x" in str(read_bundle("b", bundle(patient(), second), case="x").problems[0])


def test_resources_of_one_id_and_two_types_have_keys_of_their_own() -> None:
    (case,) = read_bundle("b", bundle(patient(), condition(), observation("dx", category="laboratory"))).cases
    assert [name_of(fact) for fact in case.facts] == ["patient", "condition-dx", "observation-dx"]


def test_a_damaged_extension_of_this_program_is_a_problem_and_no_fact() -> None:
    url = "http://oncology-tracker.invalid/fhir/StructureDefinition/rest-of-fact"
    for said in ("{", '{"type": "no-such-fact", "key": "x"}', '{"ecog": 7}', "[" * 3000):
        broken = observation("lab", category="laboratory", extension=[{"url": url, "valueString": said}])
        (problem,) = read_bundle("b", bundle(patient(), broken)).problems
        assert "rest-of-fact extension" in str(problem)


def test_without_the_extra_one_sentence_says_what_to_install() -> None:
    hidden = {
        name: None for name in sys.modules if name == "fhir.resources.R4B" or name.startswith("fhir.resources.R4B.")
    }
    with (
        patch.dict(sys.modules, {**hidden, "fhir.resources.R4B": None}),
        pytest.raises(ExtraMissingError, match=r"oncology-tracker\[fhir\]"),
    ):
        read_bundle("b", json.dumps({}).encode())


def test_a_key_that_stands_twice_among_many_is_found_at_once() -> None:
    listed = ", ".join(f'"k{number}": 1' for number in range(100_000))
    started = time.perf_counter()
    (problem,) = read_bundle("b", f'{{"resourceType": "Bundle", {listed}, "k99999": 2}}'.encode()).problems
    assert "'k99999' stands twice" in str(problem)
    assert time.perf_counter() - started < 10


def test_many_resources_of_one_id_or_one_assessment_take_no_longer_than_others() -> None:
    same = [observation("lab", category="laboratory") for _ in range(1500)]
    staged = [
        observation(f"t{n}", "tnm-primary-tumor-category", valueCodeableConcept={"text": "T1"}) for n in range(800)
    ]
    groups = [observation(f"g{n}", "tnm-stage-group", valueCodeableConcept={"text": "II"}) for n in range(800)]
    started = time.perf_counter()
    (case,) = read_bundle("b", bundle(patient(), *same, *staged, *groups)).cases
    assert len({name_of(fact) for fact in case.facts}) == 3101
    assert time.perf_counter() - started < 30
