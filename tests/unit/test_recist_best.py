"""The best overall response: with and without confirmation, and the least duration of stable disease."""

import pytest

from tracker.projections.recist.assessment import Assessment, Category, Rules
from tracker.projections.recist.best import best_response
from tracker.projections.recist.overall import TimePointResponse


def course(*points: tuple[float, str]) -> list[TimePointResponse]:
    return [
        TimePointResponse(
            key=f"d{day:g}", day=day, category=Category(category), assessment=Assessment(key=f"d{day:g}", day=day)
        )
        for day, category in points
    ]


@pytest.mark.parametrize(
    ("points", "unconfirmed", "confirmed"),
    [
        pytest.param([(60, "CR"), (88, "CR")], "CR", "CR", id="CR then CR 28 days later"),
        pytest.param([(60, "CR"), (87, "CR")], "CR", "SD", id="CR then CR a day too early"),
        pytest.param([(60, "CR"), (80, "CR"), (90, "CR")], "CR", "CR", id="a later one confirms"),
        pytest.param([(60, "CR"), (120, "PD")], "CR", "SD", id="CR then PD, seen long enough"),
        pytest.param([(30, "CR"), (60, "PD")], "CR", "PD", id="CR then PD, too early for stable disease"),
        pytest.param([(60, "CR"), (120, "NE")], "CR", "SD", id="CR then NE"),
        pytest.param([(30, "CR"), (60, "NE")], "CR", "NE", id="CR then NE, too early"),
        pytest.param([(60, "PR"), (120, "CR")], "CR", "PR", id="a CR confirms a PR"),
        pytest.param([(60, "PR"), (120, "PR")], "PR", "PR", id="PR then PR"),
        pytest.param([(60, "PR"), (120, "SD")], "PR", "SD", id="PR then SD"),
        pytest.param([(60, "PR"), (90, "NE"), (120, "PR")], "PR", "PR", id="NE between two PR"),
        pytest.param([(60, "PR"), (90, "SD"), (120, "PR")], "PR", "SD", id="SD between two PR"),
        pytest.param([(60, "PR"), (120, "PD")], "PR", "SD", id="PR then PD"),
        pytest.param([(30, "PR"), (60, "PD")], "PR", "PD", id="PR then PD, too early for stable disease"),
        pytest.param([(60, "SD"), (120, "PR"), (180, "PR")], "PR", "PR", id="a response may come late"),
        pytest.param([(60, "SD"), (120, "PD"), (180, "PR")], "SD", "SD", id="nothing counts after the first PD"),
        pytest.param([(60, "PD")], "PD", "PD", id="PD first"),
        pytest.param([(42, "SD")], "SD", "SD", id="SD on day 42"),
        pytest.param([(41, "SD")], "NE", "NE", id="SD on day 41"),
        pytest.param([(41, "SD"), (60, "PD")], "PD", "PD", id="SD too early, then PD"),
        pytest.param([(41, "SD"), (60, "NE")], "NE", "NE", id="SD too early, then NE"),
        pytest.param([(30, "NE"), (60, "SD")], "SD", "SD", id="NE then SD"),
        pytest.param([(60, "non-CR/non-PD")], "non-CR/non-PD", "non-CR/non-PD", id="non-targets only"),
        pytest.param([(30, "non-CR/non-PD"), (60, "PD")], "PD", "PD", id="non-targets only, too early"),
        pytest.param([(60, "NE"), (120, "NE")], "NE", "NE", id="nothing evaluable"),
        pytest.param([], "NE", "NE", id="nothing at all"),
    ],
)
def test_the_best_response_until_the_first_pd(
    points: list[tuple[float, str]], unconfirmed: str, confirmed: str
) -> None:
    found = [best_response(course(*points), start_day=0, confirmed=each).category.value for each in (False, True)]
    assert found == [unconfirmed, confirmed]


def test_the_days_to_a_confirmation_and_to_stable_disease_are_parameters() -> None:
    points = course((40, "SD"), (60, "PR"), (88, "PR"))
    strict = Rules(confirmation_days=29, stable_days=60)
    assert best_response(points, start_day=0, confirmed=True).confirmed_by == "d88"
    found = best_response(points, start_day=0, confirmed=True, rules=strict)
    assert (found.category, found.key, found.reason) == (
        Category.STABLE_DISEASE,
        "d60",
        "the response was not confirmed",
    )
    assert best_response(points, start_day=30, confirmed=True, rules=strict).category is Category.NOT_EVALUABLE


def test_why_there_is_no_best_response_is_said() -> None:
    assert best_response([], start_day=0, confirmed=False).reason == "no assessment"
    assert best_response(course((60, "NE")), start_day=0, confirmed=False).reason == "no evaluable assessment"
    assert (
        best_response(course((20, "SD")), start_day=0, confirmed=False).reason == "seen only before day 42 of the line"
    )
