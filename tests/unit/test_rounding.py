"""Months and days are rounded by one rule where people read them."""

from datetime import date
from math import inf, isinf, isnan, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.cli.tables import rounded, rounded_row
from tracker.projections.moments import bound_text, month_text
from tracker.projections.months import fraction_of
from tracker.values.months import PRECISION_DAYS, Calendar
from tracker.values.rounding import at_least, at_most, half_up, outwards

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
    nearest = float(month_text(calendar, day).removeprefix("M"))
    assert month <= nearest < month + 1
    assert abs(nearest - true) <= 0.05 + 1e-6 or nearest == pytest.approx(month + 0.9)


@given(st.floats(-4000, 40_000), st.sampled_from([None, date(2023, 1, 31)]))
def test_a_bound_in_months_excludes_no_day_that_is_possible(day: float, origin: date | None) -> None:
    calendar = Calendar(origin)
    true = fraction_of(calendar, day)
    least, most = (float(bound_text(calendar, day, rounds).removeprefix("M")) for rounds in (at_least, at_most))
    assert true - 0.1 - 1e-6 <= least <= true + 1e-6
    assert true - 1e-6 <= most <= true + 0.1 + 1e-6


@given(LENGTHS, st.floats(0, 100), st.integers(0, 3))
def test_bounds_hold_what_they_bound_and_its_estimate_and_are_one_number_where_it_is_sure(
    least: float, width: float, places: int
) -> None:
    most = least + width
    told_least, told_most = outwards(least, most, places)
    assert told_least is not None
    assert told_most is not None
    if width <= PRECISION_DAYS / 2:
        assert (told_least, told_most) == (half_up(least, places), half_up(most, places))
    elif width > 2 * PRECISION_DAYS:
        assert told_least <= least + 1e-8
        assert told_most >= most - 1e-8
        assert told_least < told_most
    assert told_least <= half_up((least + most) / 2, places) <= told_most


def test_a_row_of_numbers_has_its_bounds_outwards_and_a_sure_time_three_times_the_same() -> None:
    names = ("earliest_months", "estimate_months", "latest_months", "day_earliest", "day_latest", "value")
    unsure = rounded_row(dict(zip(names, (1.006, 1.5, 1.994, 8.236, None, 1.006), strict=True)))
    assert tuple(unsure.values()) == (1.0, 1.5, 2.0, 8.23, None, 1.006)
    sure = rounded_row(dict(zip(names[:3], (27.496, 27.496, 27.496), strict=True)))
    assert set(sure.values()) == {27.5}
