"""Time to next treatment: the next line's first dose, or death."""

from tests.examples import contact, cycle, diagnosed, died, held, started
from tests.spans import days, ends, exactly, spans
from tracker.projections.intervals.time_to_next_treatment import derive_time_to_next_treatment

FIRST = (diagnosed(day=0), started("l1", line=1, day=8), cycle("l1", 1, day=10), held("l1", day=60))
SECOND = (started("l2", line=2, day=100), cycle("l2", 1, day=103))


def test_it_runs_between_first_doses() -> None:
    first, second = spans(derive_time_to_next_treatment, *FIRST, *SECOND, contact(day=200))
    assert (ends(first), days(first), first.censored) == (("l1-c1", "l2-c1"), exactly(93), False)
    assert (ends(second), days(second), second.censored) == (("l2-c1", "last-follow-up"), exactly(97), True)
    assert (first.note, second.note) == ("first dose of the next line", "last date known alive")


def test_death_before_a_next_line_is_an_outcome() -> None:
    (found,) = spans(derive_time_to_next_treatment, *FIRST, died(day=90))
    assert (found.stop, found.censored, found.estimate_days) == ("death", False, 80)


def test_a_hold_and_a_resumption_are_no_next_treatment() -> None:
    (found,) = spans(derive_time_to_next_treatment, *FIRST, cycle("l1", 2, day=90), contact(day=120))
    assert (found.stop, found.censored) == ("last-follow-up", True)
