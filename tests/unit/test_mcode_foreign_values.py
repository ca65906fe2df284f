"""Values and times in the forms that other systems use: a word where a fact has no number, a time or a sentence that says so."""

from typing import Any

import pytest

from tests.bundles import condition, facts, observation, quantity, result, text


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ({"valueBoolean": False}, "false"),
        ({"valueRatio": {"numerator": {"value": 1}, "denominator": {"value": 128}}}, "1:128"),
        ({"valueRange": {"low": quantity(1, "mg"), "high": quantity(3, "mg")}}, "1 mg to 3 mg"),
        ({"valueRange": {"low": quantity(1, "mg")}}, "at least 1 mg"),
        ({"valueRange": {"high": quantity(3, "mg")}}, "at most 3 mg"),
        ({"valueDateTime": "2018-05"}, "2018-05"),
        ({"valueInteger": 0}, "0"),
    ],
)
def test_a_result_that_is_no_quantity_is_a_word(value: dict[str, Any], word: str) -> None:
    assert facts(condition(), observation("lab", category="laboratory", **value))["lab"].word == word


def test_a_timing_of_one_event_is_its_date() -> None:
    one = observation("lab", category="laboratory", effectiveTiming={"event": ["2018-06-03T08:00:00Z"]})
    assert facts(condition(), one)["lab"].occurred == "2018-06-03"


@pytest.mark.parametrize(
    "when",
    [
        {"performedString": "last summer"},
        {"performedAge": {"value": 60, "unit": "a"}},
        {"performedDateTime": "0018-01-01"},
    ],
)
def test_a_time_that_no_fact_can_state_is_named(when: dict[str, Any]) -> None:
    subject = {"reference": "Patient/pat"}
    done = {"resourceType": "Procedure", "id": "op", "status": "completed", "code": text("biopsy"), "subject": subject}
    found = result(condition(), done | when)
    assert found.left_out == ("not recorded: Procedure/op: its time, which is none that a fact can state",)
    assert facts(condition(), done | when)["op"].occurred == "unknown"
