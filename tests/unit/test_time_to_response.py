"""Time to response: to the first documented CR or PR of a line."""

import pytest

from tests.examples import contact, diagnosed, progression, response, scan, started
from tests.spans import days, ends, exactly, spans
from tracker.events.catalogue import Event
from tracker.projections.intervals.time_to_response import derive_time_to_response

FIRST = (diagnosed(day=0), started("l1", line=1, day=10))
SECOND = started("l2", line=2, day=200)
UPPER = "an upper bound, as nothing was assessed before it"


def test_it_runs_to_the_first_documented_response() -> None:
    (found,) = spans(
        derive_time_to_response, *FIRST, response("r-1", "SD", day=50), response("r-2", "PR", day=90), contact(day=99)
    )
    assert (ends(found), days(found), found.censored) == (("l1", "r-2"), exactly(80), None)
    assert found.note == "first documented PR"


@pytest.mark.parametrize(
    ("look", "bound"),
    [
        pytest.param(scan("ct", day=50), False, id="a scan before it"),
        pytest.param(response("r-0", "not-stated", day=50), False, id="an assessment before it"),
        pytest.param(scan("ct", day=5), True, id="the baseline is no look under treatment"),
        pytest.param(scan("ct", day=90), True, id="nor is a look on the same day"),
        pytest.param(scan("evidence", day=80), True, id="nor what the response rests on"),
    ],
)
def test_where_nothing_was_assessed_before_it_is_an_upper_bound(look: Event, bound: bool) -> None:
    (found,) = spans(derive_time_to_response, *FIRST, look, response("r", "CR", "evidence", day=90), contact(day=99))
    assert found.note.endswith(UPPER) is bound


def test_a_line_without_a_response_is_not_evaluable() -> None:
    first, second = spans(derive_time_to_response, *FIRST, SECOND, response("r", "PR", day=250), contact(day=300))
    assert (first.evaluable, first.note) == (False, "no CR or PR is documented")
    assert (second.stop, second.estimate_days, second.line) == ("r", 50, 2)


def test_what_came_after_the_progression_is_no_response() -> None:
    (found,) = spans(derive_time_to_response, *FIRST, progression(1, day=50), response("r", "CR", day=100))
    assert (found.evaluable, found.note) == (False, "no CR or PR is documented before the progression")
