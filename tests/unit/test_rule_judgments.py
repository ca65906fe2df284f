"""Judgements without a yardstick: criteria, assessor, grading system."""

import pytest
from msgspec.structs import replace

from tests.examples import adverse_event, diagnosed, progression, response
from tests.rulings import keys, ruled
from tracker.events.toxicity import AdverseEventNoted
from tracker.values.vocabularies import Criteria, Presence, Severity

GRADED = adverse_event("Anemia", 2, 3, day=5)


def test_responses_and_progressions_without_criteria_or_assessor_are_one_row_each() -> None:
    known = replace(response("ok", "CR", day=5), criteria=Criteria.RECIST_1_1, assessor="board")
    anonymous = replace(response("whose", "PR", day=6), criteria=Criteria.CLINICAL)
    bare = replace(progression(1, day=9), assessor="board")
    rows = ruled("no-criteria", diagnosed(), known, anonymous, response("bare", "SD", day=7), bare)
    assert [(row.severity, row.events) for row in rows] == [
        (Severity.NOTE, ("bare", "whose")),
        (Severity.NOTE, ("pd-1",)),
    ]
    assert rows[0].summary == "1 response without stated criteria: bare; 2 responses without an assessor: whose, bare"
    assert ruled("no-criteria", diagnosed(), known) == ()


@pytest.mark.parametrize(
    ("event", "fires"),
    [
        pytest.param(GRADED, True, id="no version"),
        pytest.param(replace(GRADED, ctcae_version="5.0"), False, id="a version"),
        pytest.param(replace(GRADED, presence=Presence.ABSENT), False, id="what was absent has no grade"),
        pytest.param(replace(GRADED, grade=None, grade_most=None), False, id="not graded"),
    ],
)
def test_a_grade_needs_its_system(event: AdverseEventNoted, fires: bool) -> None:
    assert keys("grade-without-system", diagnosed(), event) == ([("anemia",)] if fires else [])


def test_grades_without_a_system_share_a_row() -> None:
    assert keys("grade-without-system", diagnosed(), GRADED, adverse_event("Nausea", 1, day=9)) == [
        ("anemia", "nausea")
    ]
