"""Duration of response: from the first CR or PR to progression or death."""

from tests.examples import contact, diagnosed, died, progression, response, started
from tests.spans import days, ends, exactly, spans
from tracker.projections.intervals.duration_of_response import derive_duration_of_response
from tracker.values.vocabularies import DiseaseStatus

FIRST = (diagnosed(day=0), started("l1", line=1, day=10), response("r", "PR", day=60))
SECOND = started("l2", line=2, day=200)


def test_it_runs_from_the_first_response_to_progression() -> None:
    (found,) = spans(derive_duration_of_response, *FIRST, response("r-2", "CR", day=90), progression(1, day=150))
    assert (ends(found), days(found), found.censored) == (("r", "pd-1"), exactly(90), False)


def test_it_runs_to_death_without_progression() -> None:
    (found,) = spans(derive_duration_of_response, *FIRST, died(day=100))
    assert (found.stop, found.estimate_days, found.censored) == ("death", 40, False)


def test_what_came_after_a_progression_is_no_response_that_could_last() -> None:
    (found,) = spans(derive_duration_of_response, *FIRST, progression(1, day=30), progression(2, day=90))
    assert (found.evaluable, found.note) == (False, "no CR or PR is documented before the progression")


def test_a_progression_on_the_day_of_the_response_does_not_end_it() -> None:
    (found,) = spans(derive_duration_of_response, *FIRST, progression(1, day=60), progression(2, day=90))
    assert found.stop == "pd-2"


def test_it_is_censored_at_the_last_assessment_before_the_next_line() -> None:
    later = contact("late", DiseaseStatus.STABLE, day=250)
    first, _ = spans(derive_duration_of_response, *FIRST, response("r-2", "SD", day=120), SECOND, later)
    assert (first.stop, first.estimate_days, first.censored) == ("r-2", 60, True)


def test_the_response_itself_is_the_last_assessment_where_nothing_followed() -> None:
    (found,) = spans(derive_duration_of_response, *FIRST, contact(day=90))
    assert (ends(found), days(found), found.censored) == (("r", "r"), exactly(0), True)


def test_without_a_response_it_is_not_evaluable() -> None:
    (found,) = spans(derive_duration_of_response, *FIRST[:2], response("r", "SD", day=60), contact(day=90))
    assert (found.evaluable, found.note) == (False, "no CR or PR is documented")
