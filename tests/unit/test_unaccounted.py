"""Unaccounted time: what no regimen, radiotherapy, hold or stated follow-up covers."""

import pytest

from tests.examples import contact, cycle, diagnosed, died, held, interval, radiotherapy, resumed, started, stopped
from tests.spans import days, exactly, span
from tracker.events.catalogue import Event
from tracker.events.deliberation import IntervalStated
from tracker.projections.intervals.unaccounted import derive_unaccounted
from tracker.values.vocabularies import DiagnosisRole
from tracker.values.when import Timing

START = (diagnosed(day=0), started("l1", day=10))
END = contact("end", day=400)


def follow_up(start: str, stop: str, stated: str = "100 d") -> IntervalStated:
    return IntervalStated(key="quiet", from_=start, to=stop, stated=stated, meaning="Follow-up without drugs")


@pytest.mark.parametrize(
    ("events", "left"),
    [
        pytest.param((), 0, id="a regimen that goes on covers everything"),
        pytest.param((stopped("l1", day=100),), 300, id="after a stop"),
        pytest.param((held("l1", day=100),), 0, id="a stated hold that goes on"),
        pytest.param((held("l1", day=100), resumed("l1", day=150), stopped("l1", day=200)), 200, id="a hold that ends"),
        pytest.param((stopped("l1", day=100), started("l2", day=150)), 50, id="between two regimens"),
        pytest.param((stopped("l1", day=100), radiotherapy("rt", 60, 30, day=100)), 258, id="radiotherapy covers"),
        pytest.param((stopped("l1", day=100), radiotherapy("rt", 60, 30, day=80)), 278, id="an overlap counts once"),
        pytest.param(
            (stopped("l1", day=100), radiotherapy("rt", 60, 30, day=40)), 300, id="and so does what lies within"
        ),
        pytest.param((stopped("l1", day=100), cycle("x", 1, day=200)), 100, id="a regimen known by its cycle goes on"),
        pytest.param(
            (stopped("l1", day=100), contact("mid", day=200), follow_up("l1-stopped", "mid")),
            200,
            id="stated follow-up",
        ),
        pytest.param(
            (stopped("l1", day=100), contact("mid", day=200), interval("x", "l1-stopped", "mid", "100 d")),
            300,
            id="another stated interval says nothing of follow-up",
        ),
        pytest.param(
            (stopped("l1", day=100), follow_up("dx", "end", "400 d")), 300, id="the whole course is no phase of it"
        ),
    ],
)
def test_what_nothing_covers_is_left(events: tuple[Event, ...], left: float) -> None:
    assert days(span(derive_unaccounted, *START, *events, END)) == exactly(left)


def test_it_ends_with_the_death() -> None:
    found = span(derive_unaccounted, *START, stopped("l1", day=100), died(day=160))
    assert (found.stop, days(found), found.note) == ("death", exactly(60), "gaps: l1-stopped to death")


def test_the_wait_for_the_first_treatment_is_accounted_for() -> None:
    found = span(derive_unaccounted, diagnosed(day=0), started("l1", day=90), END)
    assert (days(found), found.note) == (exactly(0), "no gap")


def test_the_bounds_of_a_gap_are_read_off_its_pair() -> None:
    stop = stopped("l1", after="l1", at_least="30 d", at_most="90 d")
    assert days(span(derive_unaccounted, *START, stop, started("l2", day=210), END)) == (110, 140, 170)


def test_two_gaps_cannot_both_be_as_long_as_each_may_be() -> None:
    """Each gap may be 0 to 100 d, but not both: l1 runs 100 d at least from day 10 on, the next regimen 190 d.

    The death is on day 400, so that 400 - 10 - 100 - 190 = 100 d are left at most.
    """
    stop = stopped("l1", after="l1", at_least="100 d")
    second = started("l2", after="l1-stopped")
    second_stop = stopped("l2", after="l2", stated="190 d")
    death = died(at=(Timing(day=400), Timing(after="l2-stopped")))
    found = span(derive_unaccounted, *START, stop, second, second_stop, death)
    assert (found.earliest_days, found.latest_days) == (0, 100)


def test_phases_that_may_overlap_are_not_counted_twice() -> None:
    """Radiotherapy of 100 d begins on day 30 to 180, after a stop on day 20 and before or during a regimen from day 210 on.

    Until day 110 it ends before day 210, and 400 - 20 - 100 - 190 = 90 d are left wherever it lies; on day 180 it overlaps
    the regimen by 70 d, and 180 - 20 = 160 d are left.
    """
    course = radiotherapy("rt", 60, 30, lasting="100 d", day=(30, 180))
    found = span(derive_unaccounted, *START, stopped("l1", day=20), course, started("l2", day=210), END)
    assert (found.earliest_days, found.latest_days) == (90, 160)


def test_without_a_treatment_nothing_accounts_for_time() -> None:
    found = span(derive_unaccounted, diagnosed(day=0), END)
    assert (found.evaluable, found.note) == (False, "no treatment is recorded that would account for time")


def test_without_a_primary_diagnosis_it_is_not_evaluable() -> None:
    assert not span(derive_unaccounted, diagnosed(day=0, role=DiagnosisRole.RECURRENCE), END).evaluable


def test_an_uncertain_stop_may_leave_time_before_an_uncertain_death() -> None:
    """The stop is on day 281 at the earliest, the death on day 287 at the latest."""
    found = span(derive_unaccounted, *START, stopped("l1", day=(281, 294)), died(day=(283, 287)))
    assert (days(found), found.note) == ((0, 3, 6), "no gap")


def test_what_is_recorded_after_the_death_is_no_part_of_the_total() -> None:
    found = span(derive_unaccounted, diagnosed(day=0), started("l1", day=0), died(day=50), started("b", day=200))
    assert (days(found), found.note) == (exactly(0), "no gap")


def test_a_gap_before_the_death_ends_with_it() -> None:
    found = span(derive_unaccounted, *START, stopped("l1", day=30), died(day=50), started("b", day=200))
    assert (days(found), found.note) == (exactly(20), "gaps: l1-stopped to death")


def test_a_hold_that_another_start_may_have_ended_covers_no_time_for_certain() -> None:
    """Held before day 120, the start of b ended the hold and 400 - 200 d are left; held after it, nothing did."""
    beside = (held("l1", day=(100, 150)), started("b", day=120), stopped("b", day=200))
    assert days(span(derive_unaccounted, *START, *beside, END)) == (0, 100, 200)


def test_a_regimen_that_may_end_last_covers_what_it_reaches() -> None:
    """The radiotherapy ends on day 140 at the latest, 40 d after the stop: only from then on is time left for certain."""
    course = radiotherapy("rt", 60, 30, lasting="50 d", day=(20, 90))
    found = span(derive_unaccounted, *START, stopped("l1", day=100), course, END)
    assert (found.earliest_days, found.latest_days) == (260, 300)
