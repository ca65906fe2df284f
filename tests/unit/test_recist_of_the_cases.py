"""What RECIST 1.1 and iRECIST can say of the two bundled cases: little, and why."""

from functools import cache

import pytest

from tests.examples import record
from tests.unit.test_discrepancies_of_the_cases import events
from tracker.projections.history import History, history_of
from tracker.projections.lines_of_therapy import derive_asserted_lines
from tracker.projections.recist.line_assessments import LineAssessment, assess_line
from tracker.projections.recist.progression import Assessed, irecist_progressions, recist_progressions


@cache
def history(case: str) -> History:
    return history_of(record(*events(case), patient=case))


def assessed(case: str, number: int) -> tuple[dict[str, LineAssessment], Assessed, Assessed]:
    """The assessments of a line by the facts they rest on, and its progression by both criteria."""
    found = history(case)
    lines = {line.number: line for line in derive_asserted_lines(found)}
    line = lines[number]
    after = lines[number + 1].first_dose if number + 1 in lines else None
    by_key = {key: each for each in assess_line(found, line, after).assessments for key in each.evidence}
    return by_key, recist_progressions(found, line, after), irecist_progressions(found, line, after)


def conditions(assessment: LineAssessment) -> list[tuple[str, str]]:
    return [(each.category.value, each.condition) for each in assessment.response.conditionals]


def test_of_the_24_mm_axillary_node_of_case_1_it_cannot_be_told_whether_it_is_new() -> None:
    found, recist, irecist = assessed("npc-1", 1)
    response = found["restaging-1"].response
    assert response.category.value == "NE"
    assert response.reason.startswith(
        "axillary-2: it cannot be told whether it is new: axillary-right was seen at that site before and is not mentioned, "
        "and as that one it has no usable size (axis not stated) and no nadir"
    )
    assert conditions(found["restaging-1"]) == [("PD", "if axillary-2 is new")]
    for each in (recist, irecist):
        assert (each.evaluable, each.progression, each.last_assessment) == (False, None, None)
        assert "PD if axillary-2 is new" in each.reason


def test_the_left_cervical_node_of_case_1_may_be_the_bilateral_disease_of_the_baseline() -> None:
    found, recist, _ = assessed("npc-1", 2)
    assert conditions(found["restaging-2"]) == [("PD", "if cervical-left is new")]
    assert not recist.evaluable


def test_the_node_of_case_2_from_6_to_12_mm_is_a_progression_under_two_conditions_only() -> None:
    found, recist, _ = assessed("npc-2", 1)
    assert found["restaging-2"].response.category.value == "NE"
    assert conditions(found["restaging-2"]) == [
        (
            "PD",
            "if level-ii-right was a target at the line's baseline, or if the overall complete response of cr-1 stands",
        )
    ]
    assert not recist.evaluable
    assert recist.reason.startswith("restaging-2: level-ii-right: no size at the line's baseline")


def test_the_complete_response_of_case_2_is_stated_and_cannot_be_computed() -> None:
    found, _, _ = assessed("npc-2", 1)
    assert found["restaging-1"].response.category.value == "NE"
    assert conditions(found["restaging-1"]) == [("CR", "if the complete response stated in cr-1 stands")]


def test_the_node_of_case_2_from_12_to_14_mm_has_no_axis_and_would_be_a_non_target() -> None:
    found, recist, _ = assessed("npc-2", 2)
    assert found["restaging-4"].response.category.value == "NE"
    assert (
        "level-ii-right: axis not stated, +2 mm, +16.7 % against the line's baseline, it would be a non-target"
        in found["restaging-4"].response.reason
    )
    assert "level-ii-right" not in str(conditions(found["restaging-4"]))
    assert not recist.evaluable


def test_the_bone_lesions_of_case_2_are_new_to_a_line_that_began_without_bone_disease() -> None:
    _, recist, irecist = assessed("npc-2", 3)
    assert (recist.evaluable, recist.progression, recist.last_assessment) == (True, "restaging-5", "restaging-5")
    assert recist.reason == "new: sternum, ribs"
    assert (irecist.progression, irecist.reason) == (None, "iUPD of restaging-5 was not confirmed")


@pytest.mark.parametrize(("case", "number"), [("npc-1", 3), ("npc-2", 4), ("npc-2", 5)])
def test_a_line_without_a_usable_size_says_so(case: str, number: int) -> None:
    _, recist, irecist = assessed(case, number)
    assert not recist.evaluable
    assert "no usable size at" in recist.reason
    assert irecist == recist
