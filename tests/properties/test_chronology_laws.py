"""What holds for every chronology, against an oracle that knows nothing but Floyd and Warshall."""

from itertools import product
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.examples import record
from tests.times import ORIGIN, Oracle, Said, Sketch, lengths, sketches
from tracker.events.catalogue import Fact
from tracker.events.deliberation import IntervalStated
from tracker.projections.chronology import Chronology, Placement, chronology_of

few = settings(max_examples=80, deadline=None)
NEAR = 1e-6


def _chronology(sketch: Sketch, tolerance: float = 0.5) -> Chronology:
    return chronology_of(record(*sketch.facts), tolerance=tolerance)


def _placement(chronology: Chronology, point: str) -> Placement:
    key, _, part = point.partition(".")
    found = {"": chronology.start, "end": chronology.stop, "known": chronology.known}[part](key)
    assert found is not None
    return found


def _bounds(chronology: Chronology, point: str) -> tuple[float, float]:
    placement = _placement(chronology, point)
    return _span(placement.earliest, placement.latest)


def _span(least: float | None, most: float | None) -> tuple[float, float]:
    return -inf if least is None else least, inf if most is None else most


def _pair(chronology: Chronology, a: str, b: str) -> tuple[float, float]:
    pair = chronology.between(a, b)
    return _span(pair.least, pair.most)


def _is(value: tuple[float, float]) -> object:
    return pytest.approx(value, abs=NEAR)


def _check_against(oracle: Oracle, sketch: Sketch, chronology: Chronology) -> None:
    for point in sketch.points[1:]:
        assert _bounds(chronology, point) == _is(oracle.between(ORIGIN, point)), point
    for a, b in product(sketch.anchors(), repeat=2):
        assert _pair(chronology, a, b) == _is(oracle.between(a, b)), (a, b)
    for point, (earliest, latest) in oracle.closed().items():
        assert _placement(chronology, point).estimate == pytest.approx((earliest + latest) / 2, abs=NEAR), point


@few
@given(sketches())
def test_bounds_pairs_and_estimates_equal_the_oracle(sketch: Sketch) -> None:
    oracle = Oracle(sketch)
    chronology = _chronology(sketch)
    assert oracle.moved == []
    assert chronology.contradictions == ()
    _check_against(oracle, sketch, chronology)


@few
@given(sketches(consistent=False, tolerance=0))
def test_what_is_set_aside_and_what_stands_equal_the_oracle(sketch: Sketch) -> None:
    _check_what_stands(sketch)


@few
@given(lengths())
def test_a_length_that_is_said_twice_is_held_against_the_oracle_wherever_the_fact_begins(sketch: Sketch) -> None:
    _check_what_stands(sketch)


def _check_what_stands(sketch: Sketch) -> None:
    oracle = Oracle(sketch)
    chronology = _chronology(sketch, tolerance=0)
    aside = sorted(link.key for found in chronology.contradictions for link in found.set_aside)
    assert aside == sorted(said.key for said in oracle.moved)
    _check_against(oracle, sketch, chronology)
    for found in chronology.contradictions:
        assert found.excess_days > 0
        assert found.chain[0] == found.total
        assert set(found.set_aside) <= set(found.chain)
        assert set(found.joined) <= set(found.keys)


def _schedules(sketch: Sketch, chronology: Chronology) -> list[dict[str, float]]:
    places = {point: _placement(chronology, point) for point in sketch.points[1:]}
    spans = {
        point: chronology._closed.get(point, _span(place.earliest, place.latest)) for point, place in places.items()
    }
    return [
        {ORIGIN: 0.0} | {point: earliest for point, (earliest, _) in spans.items()},
        {ORIGIN: 0.0} | {point: latest for point, (_, latest) in spans.items()},
        {ORIGIN: 0.0} | {point: place.estimate for point, place in places.items()},
    ]


def _holds(said: Said, schedule: dict[str, float]) -> bool:
    return said.least - NEAR <= schedule[said.head] - schedule[said.tail] <= said.most + NEAR


@few
@given(st.one_of(sketches(), sketches(consistent=False)))
def test_both_extreme_schedules_and_the_midpoints_satisfy_everything_kept(sketch: Sketch) -> None:
    moved = Oracle(sketch).moved
    for schedule in _schedules(sketch, _chronology(sketch)):
        assert [said for said in sketch.said if said not in moved and not _holds(said, schedule)] == []
        assert all(schedule[before] <= schedule[after] + NEAR for before, after in sketch.structure)


@few
@given(sketches(), st.data())
def test_one_more_condition_that_fits_never_widens_a_bound(sketch: Sketch, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(sketch.facts) - 1))
    less = _without_the_times_of(sketch, place)
    before, after = _chronology(less), _chronology(sketch)
    for point in sketch.points[1:]:
        (least, most), (tighter_least, tighter_most) = _bounds(before, point), _bounds(after, point)
        assert least - NEAR <= tighter_least <= tighter_most + NEAR
        assert tighter_most <= most + NEAR


def _without_the_times_of(sketch: Sketch, place: int) -> Sketch:
    facts: list[Fact] = list(sketch.facts)
    fact = facts[place]
    if isinstance(fact, IntervalStated):
        del facts[place]
    else:
        fields = {name: getattr(fact, name) for name in fact.__struct_fields__}
        facts[place] = type(fact)(**{**fields, "occurred": "unknown"})
    return Sketch(facts, [], sketch.points, sketch.structure)


@few
@given(st.one_of(sketches(), sketches(consistent=False)), st.data())
def test_no_result_depends_on_the_order_of_recording(sketch: Sketch, data: st.DataObject) -> None:
    facts = data.draw(st.permutations(sketch.facts))
    one, other = _chronology(sketch), chronology_of(record(*facts))
    assert one.calendar == other.calendar
    assert one.contradictions == other.contradictions
    for a, b in product(sketch.anchors(), repeat=2):
        assert one.between(a, b) == other.between(a, b)
    for point in sketch.points[1:]:
        assert _placement(one, point) == _placement(other, point)


@few
@given(st.one_of(sketches(), sketches(consistent=False)))
def test_a_pair_is_never_wider_than_the_difference_of_its_bounds(sketch: Sketch) -> None:
    chronology = _chronology(sketch)
    for a, b in product(sketch.anchors(), repeat=2):
        least, most = _pair(chronology, a, b)
        (a_least, a_most), (b_least, b_most) = _bounds(chronology, a), _bounds(chronology, b)
        assert least >= b_least - a_most - NEAR
        assert most <= b_most - a_least + NEAR


@few
@given(sketches(most_facts=3, dated=False), st.integers(0, 5))
def test_a_wider_tolerance_never_tightens_a_bound(sketch: Sketch, tenths: int) -> None:
    narrow, wide = _chronology(sketch, 0.5), _chronology(sketch, 0.5 + tenths / 10)
    for point in sketch.points[1:]:
        (least, most), (wide_least, wide_most) = _bounds(narrow, point), _bounds(wide, point)
        assert wide_least <= least + NEAR
        assert wide_most >= most - NEAR
