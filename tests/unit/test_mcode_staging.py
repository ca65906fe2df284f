"""Stage groups and TNM categories of mCODE, and the stages that they are."""

from typing import Any

from tests.bundles import (
    LOINC,
    coded,
    condition,
    facts,
    observation,
    text,
)
from tracker.events.disease import StageAssigned

METHOD = coded("897275008", display="American Joint Commission on Cancer, Cancer Staging Manual, 8th edition")


def _category(letter: str, profile: str, value: str, when: str = "2023-01-05", **more: Any) -> Any:
    code = {"t": "399504009", "n": "399534004", "m": "399387003"}[letter]
    return observation(
        letter, profile, code=coded(code), effectiveDateTime=when, method=METHOD, valueCodeableConcept=coded("1", display=f"American Joint Committee on Cancer {value} (qualifier value)"), **more
    )  # fmt: skip


CATEGORIES = (
    _category("t", "tnm-primary-tumor-category", "cT3"),
    _category("n", "tnm-regional-nodes-category", "cN0"),
    _category("m", "tnm-distant-metastases-category", "cM0"),
)
GROUP = observation(
    "group", "tnm-stage-group", code=coded("399537006", display="Clinical TNM stage grouping"), effectiveDateTime="2023-01-05",
    method=METHOD, valueCodeableConcept=coded("1", display="American Joint Committee on Cancer stage IIB (qualifier value)"),
)  # fmt: skip


def test_a_stage_group_and_its_categories_are_one_stage_with_its_edition() -> None:
    members = [{"reference": f"Observation/{letter}"} for letter in "tnm"]
    for group in (GROUP, GROUP | {"hasMember": members}):
        found = facts(group, *CATEGORIES)
        stage = found["group"]
        assert isinstance(stage, StageAssigned)
        assert (stage.t, stage.n, stage.m, stage.group, stage.system, stage.edition) == (
            "cT3",
            "cN0",
            "cM0",
            "IIB",
            "AJCC",
            "8",
        )
        assert set(found) == {"patient", "group"}


def test_categories_of_another_day_or_sort_stay_facts_of_their_own() -> None:
    found = facts(GROUP, _category("t", "tnm-primary-tumor-category", "cT3", "2024"), CATEGORIES[1])
    assert (found["group"].t, found["group"].n, found["t"].t, found["t"].group) == ("", "cN0", "cT3", "")
    pathologic = observation(
        "p", "tnm-primary-tumor-category", code=coded("21899-0", LOINC), effectiveDateTime="2023-01-05", method=METHOD,
        valueCodeableConcept=text("pT2"),
    )  # fmt: skip
    found = facts(GROUP, pathologic)
    assert (found["group"].t, found["p"].t) == ("", "pT2")


def test_a_condition_that_contradicts_its_stage_is_noted_and_both_stand() -> None:
    staged = condition(stage=[{"summary": text("stage IIIC"), "assessment": [{"reference": "Observation/group"}]}])
    found = facts(staged, GROUP)
    assert found["dx-stage-1"].rule == "sources-disagree"
    assert found["dx-stage-1"].keys == ("dx", "group")
    assert found["group"].group == "IIB"
