from itertools import product
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.projections.network import Constraint, Network, SetAside, Side


def test_a_pair_is_tighter_than_the_difference_of_two_bounds() -> None:
    network = Network(3)
    assert network.enter([Constraint(0, 1, 0, 30), Constraint(1, 2, 21, 21)]) == ()
    assert network.latest({0: 0}) == [0, 30, 51]
    assert network.earliest({0: 0}) == [0, 0, 21]
    assert network.between(1, 2) == (21, 21)
    assert network.between(2, 1) == (-21, -21)


def test_a_point_that_nothing_bounds_is_open_on_both_sides() -> None:
    network = Network(3, [(2, 1, 0)])
    network.enter([])
    assert network.between(0, 1) == (-inf, inf)
    assert network.between(1, 2) == (0, inf)


def test_a_bound_follows_through_what_lies_between() -> None:
    network = Network(4)
    network.enter([Constraint(0, 3, 100, 100), Constraint(1, 2, 10, None), Constraint(2, 3, 5, None)])
    assert network.latest({0: 0})[1] == 85
    assert network.earliest({0: 0})[1] == -inf


def test_the_last_to_enter_is_set_aside_with_its_chain_and_moved_until_it_fits() -> None:
    network = Network(3)
    misfits = network.enter([Constraint(0, 2, 50, 50), Constraint(0, 1, 40, 45), Constraint(1, 2, 21, 28)])
    assert misfits == (SetAside(Side(2, upper=False), 11, (Side(1, upper=False), Side(0, upper=True))),)
    assert network.between(1, 2) == (10, 10)
    assert network.between(0, 1) == (40, 40)


def test_the_side_that_does_not_conflict_stands() -> None:
    network = Network(2)
    network.enter([Constraint(0, 1, 10, None), Constraint(0, 1, 3, 5)])
    assert network.between(0, 1) == (10, 10)


def test_structure_is_never_set_aside() -> None:
    network = Network(3, [(2, 1, 0)])
    misfits = network.enter([Constraint(0, 1, 10, 10), Constraint(0, 2, 4, 4)])
    assert [misfit.side.constraint for misfit in misfits] == [1]
    assert network.between(1, 2) == (0, 0)


def test_a_point_that_is_said_to_be_before_itself_is_reported() -> None:
    network = Network(2)
    assert network.enter([Constraint(1, 1, -3, -1)]) == (SetAside(Side(0, upper=True), 1, ()),)


def test_of_equally_short_chains_the_one_with_fewest_steps_is_reported() -> None:
    network = Network(4)
    detour = [Constraint(0, 1, 5, None), Constraint(1, 2, 5, None)]
    misfits = network.enter([*detour, Constraint(0, 2, 10, None), Constraint(0, 2, None, 8)])
    assert [side.constraint for misfit in misfits for side in misfit.chain] == [2]


def test_floors_and_ceilings_pass_on_along_the_bounds() -> None:
    network = Network(3)
    network.enter([Constraint(1, 2, 5, 9)])
    assert network.earliest({1: 100}) == [-inf, 100, 105]
    assert network.latest({2: 100}) == [inf, 95, 100]


LIMIT = 4
_pairs = st.tuples(st.integers(0, 3), st.integers(0, 3)).filter(lambda pair: pair[0] != pair[1])
_constraints = st.builds(
    lambda pair, least, width: Constraint(pair[0], pair[1], least, least + width),
    _pairs,
    st.integers(-3, 3),
    st.integers(0, 2),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(_constraints, max_size=5))
def test_bounds_are_those_of_all_whole_day_schedules(constraints: list[Constraint]) -> None:
    box = [Constraint(0, point, -LIMIT, LIMIT) for point in (1, 2, 3)]
    everything = box + constraints
    schedules = [
        (0, *days)
        for days in product(range(-LIMIT, LIMIT + 1), repeat=3)
        if all(_fits(constraint, (0, *days)) for constraint in everything)
    ]
    network = Network(4)
    assert network.holds(everything) == bool(schedules)
    if schedules:
        for a, b in product(range(4), repeat=2):
            differences = [days[b] - days[a] for days in schedules]
            assert network.between(a, b) == (min(differences), max(differences))


def _fits(constraint: Constraint, days: tuple[int, ...]) -> bool:
    assert constraint.least is not None
    assert constraint.most is not None
    return constraint.least <= days[constraint.head] - days[constraint.tail] <= constraint.most


@pytest.mark.parametrize("size", [2, 40, 200])
def test_a_circle_that_shrinks_is_found_however_long(size: int) -> None:
    network = Network(size)
    round_trip = [Constraint(point, (point + 1) % size, None, 1) for point in range(size)]
    assert network.holds(round_trip)
    round_trip[0] = Constraint(0, 1, None, -size)
    assert not network.holds(round_trip)
