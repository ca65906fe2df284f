"""PFS2: the progression on the treatment after the first line."""

import pytest

from tests.examples import contact, diagnosed, died, progression, started
from tests.spans import days, ends, exactly, span
from tracker.projections.intervals.second_progression import derive_second_progression
from tracker.values.vocabularies import DiseaseStatus

FIRST = (diagnosed(day=0), started("l1", line=1, day=10), progression(1, day=90))
SECOND = started("l2", line=2, day=90)
THIRD = started("l3", line=3, day=200)


def test_it_runs_from_the_first_dose_of_line_1_to_the_progression_on_line_2() -> None:
    found = span(derive_second_progression, *FIRST, SECOND, progression(2, day=180), THIRD)
    assert (ends(found), days(found), found.censored, found.line) == (("l1", "pd-2"), exactly(170), False, 1)


def test_the_progression_that_ended_line_1_does_not_count_on_the_day_line_2_starts() -> None:
    found = span(derive_second_progression, *FIRST, SECOND, contact("visit", DiseaseStatus.STABLE, day=150))
    assert (found.stop, found.censored) == ("visit", True)


def test_a_progression_in_a_later_line_counts_and_says_so() -> None:
    found = span(derive_second_progression, *FIRST, SECOND, THIRD, progression(2, day=250))
    assert (found.stop, found.note) == ("pd-2", "progression declared, after the line that followed")


def test_death_is_an_outcome_with_or_without_a_second_line() -> None:
    assert span(derive_second_progression, *FIRST, died(day=120)).stop == "death"
    assert span(derive_second_progression, *FIRST, SECOND, died(day=120)).estimate_days == 110


def test_without_a_stated_status_it_is_censored_at_the_start() -> None:
    found = span(derive_second_progression, *FIRST, SECOND, contact(day=150))
    assert (ends(found), days(found), found.censored) == (("l1", "l1"), exactly(0), True)


def test_without_a_line_it_is_not_evaluable() -> None:
    found = span(derive_second_progression, diagnosed(day=0), contact(day=90))
    assert (found.evaluable, found.note) == (False, "no line of therapy is recorded")


@pytest.mark.parametrize(
    ("numbers", "reason"),
    [
        pytest.param((2, 3), "line 1 is not recorded", id="the record begins with line 2"),
        pytest.param((1, 3), "line 2 is not recorded", id="line 2 is missing"),
    ],
)
def test_a_record_without_one_of_the_two_lines_says_nothing_of_it(numbers: tuple[int, int], reason: str) -> None:
    lines = (started("a", line=numbers[0], day=10), started("b", line=numbers[1], day=100))
    found = span(derive_second_progression, diagnosed(day=0), *lines, progression(1, day=150), died(day=300))
    assert (found.evaluable, found.note) == (False, reason)
