"""Months and days are rounded by one rule where people read them."""

from datetime import date
from math import inf, isinf, isnan, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.cli.tables import rounded
from tracker.projections.moments import month_text
from tracker.values.months import Calendar
from tracker.values.rounding import at_least, at_most, half_up

LENGTHS = st.floats(-1e6, 1e6)


@given(LENGTHS, st.integers(0, 3))
def test_a_rounded_length_is_the_nearest_and_its_bounds_hold_it(value: float, places: int) -> None:
    step = 10.0**-places
    assert abs(half_up(value, places) - value) <= step / 2 + 1e-8
    assert at_least(value, places) <= value + 1e-8
    assert at_most(value, places) >= value - 1e-8
    assert at_most(value, places) - at_least(value, places) <= step + 1e-8


@given(LENGTHS, st.integers(0, 3))
def test_what_lies_before_and_what_lies_after_is_rounded_alike(value: float, places: int) -> None:
    assert half_up(-value, places) == -half_up(value, places)


@pytest.mark.parametrize(
    ("value", "places", "nearest"),
    [
        pytest.param(2.5, 0, 3.0, id="a half"),
        pytest.param(-2.5, 0, -3.0, id="a half before the origin"),
        pytest.param(2.675, 2, 2.68, id="a half that floating point has a little below"),
        pytest.param(251.109375 / 30.4375, 1, 8.3, id="a half of days in months"),
        pytest.param(-0.004, 2, 0.0, id="no negative zero"),
    ],
)
def test_a_half_goes_away_from_zero(value: float, places: int, nearest: float) -> None:
    assert str(half_up(value, places)) == str(nearest)
    assert places != 2 or rounded("months", value) == nearest


def test_what_is_no_length_stays_what_it_is() -> None:
    assert isnan(half_up(nan, 2))
    assert isinf(half_up(-inf, 2))
    assert half_up(1e300, 2) == 1e300


@given(st.floats(-4000, 40_000), st.sampled_from([None, date(2023, 1, 31)]))
def test_the_label_of_a_day_is_rounded_and_stays_in_the_month_that_draws_it(day: float, origin: date | None) -> None:
    calendar = Calendar(origin)
    month = calendar.month_of(day)
    length = calendar.start_of(month + 1) - calendar.start_of(month)
    true = month + (day - calendar.start_of(month)) / length
    for rounds in (half_up, at_least, at_most):
        label = float(month_text(calendar, day, rounds).removeprefix("M"))
        assert month <= label < month + 1
        assert abs(label - true) <= 0.1 + 1e-6
    nearest = float(month_text(calendar, day).removeprefix("M"))
    assert abs(nearest - true) <= 0.05 + 1e-6 or nearest == pytest.approx(month + 0.9)
