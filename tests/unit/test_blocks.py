"""A network taken apart says the same of every pair as the whole one."""

from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.projections.blocks import Blocks
from tracker.projections.network import Constraint, Network


@st.composite
def crowded(draw: st.DrawFn) -> Network:
    """A consistent network in which most hangs on the first points."""
    places = [0, *draw(st.lists(st.integers(-40, 40), min_size=2, max_size=14))]
    constraints = []
    for head in range(1, len(places)):
        for tail in draw(st.lists(st.integers(0, min(head, 3)), max_size=2)) + draw(
            st.lists(st.integers(0, len(places) - 1), max_size=1)
        ):
            days = places[head] - places[tail]
            least = draw(st.sampled_from((None, days, days - 3, days - 20)))
            most = draw(st.sampled_from((None, days, days + 5, days + 30)))
            constraints.append(Constraint(tail, head, least, most))
    network = Network(len(places))
    assert network.enter(constraints) == ()
    return network


@settings(max_examples=200, deadline=None)
@given(crowded(), st.integers(1, 6))
def test_pairs_are_those_of_the_whole_network_whatever_is_taken_for_a_hub(network: Network, least_ties: int) -> None:
    blocks = Blocks(network, least_ties=least_ties)
    for tail in range(network.size):
        for head in range(network.size):
            assert blocks.between(tail, head) == pytest.approx(network.between(tail, head), abs=1e-9)


def test_what_hangs_on_one_point_alone_falls_apart_there() -> None:
    network = Network(12)
    dates = [Constraint(1, point, 10.0 * point, 10.0 * point) for point in range(2, 11)]
    network.enter((*dates, Constraint(10, 11, 5, 9)))
    blocks = Blocks(network)
    assert [blocks.block_of(point) for point in range(12)] == [*range(11), 10]
    assert blocks.signature(2) == ((-inf, inf), (20, 20))
    assert blocks.between(2, 11) == (85, 89)
    assert blocks.between(10, 11) == (5, 9)
