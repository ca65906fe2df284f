import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.tui.scale import TimeScale

SCALES = st.builds(
    lambda first, length, left, width: TimeScale(first=first, last=first + length, left=left, width=width),
    st.floats(-2000, 2000),
    st.floats(1, 5000),
    st.integers(0, 20),
    st.integers(1, 200),
)


@given(SCALES, st.integers(0, 199))
@settings(max_examples=60)
def test_the_first_day_of_a_column_is_in_that_column(scale: TimeScale, offset: int) -> None:
    column = scale.left + offset % scale.width
    assert scale.column(scale.day(column)) == column


@given(SCALES, st.floats(-3000, 8000), st.floats(-3000, 8000))
@settings(max_examples=60)
def test_a_later_day_is_never_further_left(scale: TimeScale, one: float, other: float) -> None:
    early, late = sorted((one, other))
    assert scale.left <= scale.column(early) <= scale.column(late) < scale.right
    assert scale.column_before(early) <= scale.column_before(late)
    assert scale.dot(early, 2) <= scale.dot(late, 2)


@given(SCALES, st.integers(1, 199))
@settings(max_examples=60)
def test_two_stretches_that_meet_at_the_edge_of_a_column_share_no_column(scale: TimeScale, offset: int) -> None:
    edge = scale.day(scale.left + offset % scale.width)
    before, after = scale.columns(scale.first, edge), scale.columns(edge, scale.last)
    if edge > scale.first:
        assert before[-1] + 1 == after[0]
        assert len(before) + len(after) == scale.width


@given(SCALES, st.floats(-3000, 8000))
@settings(max_examples=60)
def test_a_dot_lies_in_the_column_of_its_day(scale: TimeScale, day: float) -> None:
    assert scale.left + scale.dot(day, 2) // 2 == scale.column(day)


def test_no_time_or_no_column_is_no_scale() -> None:
    with pytest.raises(ValueError, match="no scale"):
        TimeScale(first=5, last=5, left=0, width=10)
    with pytest.raises(ValueError, match="no scale"):
        TimeScale(first=0, last=5, left=0, width=0)
