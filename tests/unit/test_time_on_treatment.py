"""Time on treatment: to the last treatment day, that day included."""

import pytest
from msgspec.structs import replace

from tests.examples import contact, cycle, diagnosed, died, drug, held, radiotherapy, resumed, started, stopped
from tests.spans import spans
from tracker.events.catalogue import ClinicalEvent, Event
from tracker.projections.intervals.interval import Interval
from tracker.projections.intervals.time_on_treatment import derive_time_on_treatment
from tracker.values.vocabularies import Phase

START = (diagnosed(day=0), started("l1", line=1, day=10))
ORAL = drug("capecitabine", "1.5", "g", days="1-14")
INFUSED = drug("cisplatin", 75, days="1, 8")
LAST = contact("end", day=400)


def first_line(*events: Event) -> Interval:
    return spans(derive_time_on_treatment, *START, *events)[0]


@pytest.mark.parametrize(
    ("events", "stop", "days"),
    [
        pytest.param((stopped("l1", day=30),), "l1-stopped", 21, id="the stop day was a treatment day"),
        pytest.param((held("l1", day=30),), "l1-held", 21, id="so was the day of a hold"),
        pytest.param(
            (cycle("l1", 1, INFUSED, day=10), stopped("l1", day=60)), "l1-c1", 8, id="the last infusion, not the stop"
        ),
        pytest.param(
            (cycle("l1", 1, ORAL, day=10), stopped("l1", day=60)), "l1-c1", 14, id="an oral drug to its last day"
        ),
        pytest.param(
            (cycle("l1", 1, ORAL, day=10), stopped("l1", day=15)), "l1-stopped", 6, id="stopped within its days"
        ),
        pytest.param((cycle("l1", 1, day=10), stopped("l1", day=60)), "l1-c1", 1, id="days not stated: the first day"),
        pytest.param(
            (cycle("l1", 1, day=10), cycle("l1", 2, day=31), stopped("l1", day=60)), "l1-c2", 22, id="the last cycle"
        ),
        pytest.param((started("l2", line=2, day=100),), "l2", 90, id="stop not recorded: not the day of the next line"),
        pytest.param((died(day=50),), "death", 40, id="until death, its stop not recorded"),
        pytest.param(
            (held("l1", day=30), resumed("l1", day=50), stopped("l1", day=70)), "l1-stopped", 61, id="a pause counts"
        ),
        pytest.param(
            (
                cycle("l1", 1, day=10),
                started("m1", line=1, phase=Phase.MAINTENANCE, day=40),
                stopped("m1", day=80),
            ),
            "m1-stopped",
            71,
            id="maintenance belongs to its line",
        ),
    ],
)
def test_a_line_ends_with_its_last_treatment_day(events: tuple[ClinicalEvent, ...], stop: str, days: float) -> None:
    found = first_line(*events, LAST) if not any(event.key == "death" for event in events) else first_line(*events)
    assert (found.stop, found.estimate_days, found.censored) == (stop, days, False)


def test_the_end_of_radiotherapy_already_lies_after_its_last_day() -> None:
    regimen = started("rt-cis", line=1, concurrent_with="rt", day=10)
    doses = (cycle("rt-cis", 1, lasting="7 d", day=10), stopped("rt-cis", day=31))
    course = replace(radiotherapy("rt", 60, 30, lasting="42 d", day=10), line=1)
    (found,) = spans(derive_time_on_treatment, diagnosed(day=0), regimen, *doses, course, LAST)
    assert (found.stop, found.estimate_days) == ("rt.end", 42)


def test_while_it_goes_on_it_is_censored_at_the_last_date_known_alive() -> None:
    found = first_line(cycle("l1", 1, ORAL, day=10), LAST)
    assert (found.stop, found.estimate_days, found.censored) == ("end", 390, True)
    assert found.note == "ongoing at the last date known alive"


def test_days_that_are_not_stated_are_taken_as_the_first_and_the_note_says_so() -> None:
    unstated = "last treatment day; the days of its drugs are not stated"
    named = (cycle("l1", 1, drug("cisplatin"), day=10), stopped("l1", day=60))
    assert first_line(*named, LAST).note == unstated
    assert first_line(cycle("l1", 1, day=10), stopped("l1", day=60), LAST).note == unstated
    assert first_line(cycle("l1", 1, INFUSED, day=10), stopped("l1", day=60), LAST).note == "last treatment day"


def test_a_line_goes_on_beside_a_later_one() -> None:
    beside = (
        replace(radiotherapy("rt", 60, 30, day=100), line=2),
        started("cis", "cisplatin", line=2, phase=Phase.CONCURRENT, concurrent_with="rt", day=100),
        stopped("cis", day=130),
    )
    first, second = spans(derive_time_on_treatment, *START, *beside, LAST)
    assert (first.stop, first.estimate_days, first.censored) == ("end", 390, True)
    assert (second.stop, second.censored) == ("rt.end", False)
