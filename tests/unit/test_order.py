from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests import examples as ex
from tests.examples import (
    contact,
    cycle,
    decision,
    diagnosed,
    died,
    finding,
    lab,
    progression,
    record,
    registered,
    scan,
    staged,
    started,
    stopped,
)
from tests.times import Sketch, sketches
from tracker.events.catalogue import CLINICAL_CLASSES, ClinicalEvent, Event
from tracker.projections.chronology import Chronology, chronology_of
from tracker.projections.network import Network
from tracker.projections.order import KINDS, order_of_living
from tracker.values.when import Timing, When

WEEKS = Timing(day=(0, 40))


def order(*events: Event) -> list[str]:
    corrected = record(*events)
    facts = [entry.fact for entry in corrected.facts if isinstance(entry.fact, CLINICAL_CLASSES)]
    return [fact.key for fact in order_of_living(chronology_of(corrected), facts)]  # type: ignore[arg-type]  # the classes were checked


def test_every_clinical_event_has_its_rank() -> None:
    assert set(KINDS) == set(CLINICAL_CLASSES)
    assert len(KINDS) == len(CLINICAL_CLASSES)


def test_facts_follow_their_estimates() -> None:
    assert order(scan("b", day=(0, 40)), scan("a", day=30), diagnosed()) == ["dx", "b", "a"]


def test_facts_of_one_day_follow_their_kind_and_then_their_key() -> None:
    assert order(
        died(day=9),
        contact("c", day=9),
        cycle("l2", 1, day=9),
        started("l2", day=9),
        stopped("l1", day=9),
        decision("change", day=9),
        progression(1, day=9),
        staged("4", "3", "1", day=9),
        lab("LDH", 1, day=9),
        lab("Hb", 1, day=9),
        scan("s", day=9),
        diagnosed(day=9),
        finding("f", "lump", day=9),
        registered(day=9),
    ) == [
        "registered",
        "f",
        "dx",
        "s",
        "labs-hb",
        "labs-ldh",
        "stage",
        "pd-1",
        "decision",
        "l1-stopped",
        "l2",
        "l2-c1",
        "c",
        "death",
    ]


def test_what_is_certainly_before_comes_first_whatever_its_kind() -> None:
    # Both lie between day 0 and day 40, so both have the midpoint 20; the regimen is not before the scan.
    facts = (
        diagnosed(),
        started("l1", at=(Timing(day=(0, 40)), Timing(after="z"))),
        scan("z", day=(0, 40)),
        finding("f", "lump", at=(Timing(day=(0, 40)), Timing(after="l1"))),
    )
    assert order(*facts) == ["dx", "z", "l1", "f"]


def test_facts_at_the_same_time_are_not_before_each_other() -> None:
    facts = (diagnosed(), scan("z", day=(0, 40)), progression(1, with_="z"), finding("f", "lump", with_="pd-1"))
    assert order(*facts) == ["dx", "f", "z", "pd-1"]


def test_what_came_before_the_diagnosis_at_an_unknown_time_comes_first() -> None:
    assert order(registered(), diagnosed(), contact("onset", before="dx"), lab("LDH", 1)) == [
        "onset",
        "registered",
        "dx",
        "labs-ldh",
    ]


@settings(max_examples=40, deadline=None)
@given(sketches(), st.data())
def test_the_order_of_living_does_not_depend_on_the_order_of_recording(sketch: Sketch, data: st.DataObject) -> None:
    assert order(*sketch.facts) == order(*data.draw(st.permutations(sketch.facts)))


def _one_by_one(facts: list[ClinicalEvent], chronology: Chronology) -> list[str]:
    """The order as it is defined: within a tie every fact is compared with every other."""

    def before(first: ClinicalEvent, second: ClinicalEvent) -> bool:
        pair = chronology.between(first.key, second.key)
        return pair.least is not None and pair.least > -1e-6 and (pair.most is None or pair.most > 1e-6)

    def rank(fact: ClinicalEvent) -> tuple[float, int, int, str]:
        here = round(chronology.start(fact.key).estimate, 6)
        tied = [other for other in facts if round(chronology.start(other.key).estimate, 6) == here and other != fact]
        return here, sum(before(other, fact) for other in tied), KINDS.index(type(fact)), fact.key

    return [fact.key for fact in sorted(facts, key=rank)]


TIED = (
    "unknown",
    Timing(day=(0, 40)),
    Timing(day=20),
    Timing(day=(10, 30)),
    Timing(after="s0", at_least="20 d"),
    Timing(before="s0", at_least="20 d"),
    Timing(after="s1"),
    Timing(with_="s2"),
    (Timing(day=(0, 40)), Timing(after="s1")),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(TIED), min_size=4, max_size=12))
def test_a_tie_is_sorted_as_if_every_fact_were_compared_with_every_other(times: list[When]) -> None:
    facts: list[ClinicalEvent] = [diagnosed(day=20)]
    facts += [scan(f"s{place}", at=when) for place, when in enumerate(times)]
    assert order(*facts) == _one_by_one(facts, chronology_of(record(*facts)))


@pytest.mark.parametrize("when", ["2015", "unknown"])
def test_a_large_tie_of_facts_that_hang_on_nothing_in_common_compares_none_of_them(
    when: When, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Chronology, "between", None)
    assert len(order(*(lab("LDH", 1, key=f"l{place}", at=when) for place in range(200)))) == 200


DATES = (
    "2015",
    "2015-07",
    "2015-06-01/2015-08-01",
    "2015-07-02",
    Timing(with_="s0"),
    Timing(after="s1", at_most="9 d"),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(DATES), min_size=10, max_size=24))
def test_a_tie_of_dates_beside_a_day_is_sorted_as_if_every_fact_were_compared(times: list[When]) -> None:
    facts: list[ClinicalEvent] = [diagnosed(day=0), scan("s0", at="2015-07-02"), scan("s1", at="2015")]
    facts += [lab("LDH", 1, key=f"l{place}", at=when) for place, when in enumerate(times)]
    assert order(*facts) == _one_by_one(facts, chronology_of(record(*facts)))


def test_a_chart_of_dates_and_one_day_is_placed_with_few_shortest_paths(monkeypatch: pytest.MonkeyPatch) -> None:
    spread: list[int] = []
    whole = Network._spread

    def counted(network: Network, *arguments: object) -> list[float]:
        spread.append(network.size)
        return whole(network, *arguments)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(Network, "_spread", counted)
    facts = [lab("LDH", 1, key=f"l{place}", at=f"2015-{place % 12 + 1:02}-01") for place in range(240)]
    facts += [lab("LDH", 1, key=f"m{place}", at="2015") for place in range(240)]
    assert len(order(diagnosed(day=0), *facts)) == 481
    assert len([size for size in spread if size > 100]) < 20


def test_a_start_comes_before_its_own_stop_on_the_same_day_and_after_the_stop_of_another() -> None:
    day = (ex.stopped("a", day=9), ex.started("a", day=9), ex.stopped("b", day=9), ex.started("c", day=9))
    before = (ex.started("b", day=0),)
    assert order(*before, *day) == ["b", "b-stopped", "a", "a-stopped", "c"]
    held = ex.held("a", key="a-hold", day=9)
    assert order(held, *day[:2]) == ["a", "a-stopped", "a-hold"]


def test_a_regimen_that_runs_is_stopped_before_it_starts_again_on_that_day() -> None:
    again = (ex.stopped("a", day=9), ex.started("a", key="again", day=9))
    assert order(ex.started("a", day=0), *again) == ["a", "a-stopped", "again"]
    assert order(ex.started("a", day=0), ex.stopped("a", key="early", day=5), *again) == [
        "a",
        "early",
        "again",
        "a-stopped",
    ]


def test_a_stop_that_is_timed_before_the_start_stays_there() -> None:
    facts = (ex.stopped("a", day=(0, 40)), ex.started("a", at=(WEEKS, Timing(after="a-stopped"))))
    assert order(diagnosed(), *facts) == ["dx", "a-stopped", "a"]


def test_a_start_passes_nothing_that_is_certainly_before_it() -> None:
    stops = (ex.stopped("a", at=WEEKS), ex.stopped("b", at=WEEKS))
    start = ex.started("a", at=(WEEKS, Timing(after="b-stopped")))
    assert order(diagnosed(), ex.started("b", day=0), *stops, start) == ["dx", "b", "b-stopped", "a", "a-stopped"]


def test_what_is_certainly_after_a_stop_goes_with_it_behind_the_start() -> None:
    # The scan and the second regimen come after the stop, the first regimen after another scan and so behind both.
    facts = (
        ex.stopped("z", at=WEEKS),
        scan("after", at=(WEEKS, Timing(after="z-stopped"))),
        ex.started("c", at=(WEEKS, Timing(after="z-stopped"))),
        ex.stopped("c", at=WEEKS),
        scan("s", at=WEEKS),
        ex.started("z", at=(WEEKS, Timing(after="s"))),
    )
    assert order(diagnosed(), *facts) == ["dx", "s", "z", "z-stopped", "after", "c", "c-stopped"]


def test_starts_that_wait_for_each_others_stops_stay_as_they_were() -> None:
    facts: list[ClinicalEvent] = [ex.stopped(name, at=WEEKS) for name in "ac"]
    facts += [ex.started(a, at=(WEEKS, Timing(after=f"{b}-stopped"))) for a, b in ("ac", "ca")]
    assert order(diagnosed(), *facts) == ["dx", "a-stopped", "c-stopped", "a", "c"]


WEEKLY = (WEEKS, Timing(day=20), *((WEEKS, Timing(after=key)) for key in ("a", "b", "a-stopped", "b-stopped", "s")))
CHANGES = (
    *(make(name) for name in "ab" for make in (ex.started, ex.stopped, ex.held)),
    ex.started("a", key="again"),
    scan("s"),
    scan("t"),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WEEKLY), min_size=len(CHANGES), max_size=len(CHANGES)))
def test_what_is_certainly_before_something_comes_before_it(times: list[When]) -> None:
    facts = [replace(fact, occurred=when) for fact, when in zip(CHANGES, times, strict=True)]
    chronology = chronology_of(record(diagnosed(), *facts))
    for first, second in combinations(order(diagnosed(), *facts), 2):
        pair = chronology.between(second, first)
        assert pair.least is None or pair.least < -1e-6 or (pair.most is not None and pair.most <= 1e-6)


def test_many_regimens_that_stop_on_the_day_they_start_are_compared_with_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Chronology, "between", None)
    facts = [make(f"d{place:04}", day=9) for place in range(1_100) for make in (ex.stopped, ex.started)]
    assert order(*facts)[:4] == ["d0000", "d0000-stopped", "d0001", "d0001-stopped"]
