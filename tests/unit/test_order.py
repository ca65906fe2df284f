from hypothesis import given, settings
from hypothesis import strategies as st

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
from tracker.events.catalogue import CLINICAL_CLASSES, Event
from tracker.projections.chronology import chronology_of
from tracker.projections.order import KINDS, order_of_living
from tracker.values.when import Timing


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
