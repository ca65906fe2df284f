"""Disease control: how long it lasted where the best response was CR, PR or stable disease long enough."""

import pytest

from tests.examples import contact, diagnosed, progression, response, started
from tests.spans import spans
from tracker.events.catalogue import Event
from tracker.projections.intervals.disease_control import derive_disease_control
from tracker.projections.intervals.interval import Conventions

FIRST = (diagnosed(day=0), started("l1", line=1, day=10))
PROGRESSED = progression(1, day=150)
TOO_EARLY = "stable disease was not seen 42 d after the start or later"


@pytest.mark.parametrize(
    ("assessed", "reason"),
    [
        pytest.param((response("r", "CR", day=20),), "", id="a complete response, however early"),
        pytest.param((response("r", "PR", day=60),), "", id="a partial response"),
        pytest.param((response("r", "SD", day=52),), "", id="stable disease at 42 days"),
        pytest.param((response("r", "SD", day=51),), TOO_EARLY, id="stable disease at 41 days"),
        pytest.param((response("r", "SD", day=51), response("r-2", "SD", day=90)), "", id="and seen again"),
        pytest.param((response("r", "PD", day=150),), "the best response is PD", id="progression only"),
        pytest.param(
            (response("r", "PR", day=180),),
            "no response category is stated before the progression",
            id="after the progression",
        ),
        pytest.param((response("r", "not-stated", day=90),), "no response category is stated", id="no category"),
        pytest.param((), "no response category is stated", id="nothing assessed"),
    ],
)
def test_it_is_evaluable_where_the_best_response_is_control(assessed: tuple[Event, ...], reason: str) -> None:
    (found,) = spans(derive_disease_control, *FIRST, *assessed, PROGRESSED, contact(day=200))
    assert (found.evaluable, found.note) == (not reason, reason or "progression declared")
    if not reason:
        assert (found.start, found.stop, found.estimate_days, found.censored) == ("l1", "pd-1", 140, False)


def test_how_long_disease_has_to_be_stable_may_be_set() -> None:
    events = (*FIRST, response("r", "SD", day=60), PROGRESSED)
    (found,) = spans(derive_disease_control, *events, conventions=Conventions(stable_days=56))
    assert (found.evaluable, found.note) == (False, "stable disease was not seen 56 d after the start or later")


def test_it_is_censored_at_the_last_assessment() -> None:
    (found,) = spans(derive_disease_control, *FIRST, response("r", "SD", day=90), contact(day=200))
    assert (found.stop, found.estimate_days, found.censored) == ("r", 80, True)
