"""Regimens, cycles, radiotherapy and holds as intervals: paired by identity, each with what ended it."""

import pytest

from tests.examples import contact, cycle, diagnosed, died, held, radiotherapy, resumed, started, stopped
from tests.spans import days, ends, exactly, span, spans
from tracker.events.catalogue import Event
from tracker.projections.intervals.cycles import derive_cycles
from tracker.projections.intervals.holds import derive_holds
from tracker.projections.intervals.radiotherapy import derive_radiotherapy
from tracker.projections.intervals.regimens import derive_regimens
from tracker.values.vocabularies import ChangeReason

START = (diagnosed(day=0), started("l1", line=1, day=10))
END = contact("end", day=400)
HELD = held("l1", ChangeReason.TOXICITY, day=60)


@pytest.mark.parametrize(
    ("events", "stop", "length", "note"),
    [
        pytest.param((stopped("l1", day=50),), "l1-stopped", 40, "stopped", id="its stop"),
        pytest.param((held("l1", day=50),), "l1-held", 40, "held", id="its hold"),
        pytest.param((started("l2", day=70),), "l2", 60, "stop not recorded", id="the next start"),
        pytest.param((died(day=90),), "death", 80, "death", id="the death"),
    ],
)
def test_a_regimen_runs_to_what_ended_it(events: tuple[Event, ...], stop: str, length: float, note: str) -> None:
    found = spans(derive_regimens, *START, *events)[0]
    assert (ends(found), days(found), found.censored, found.note) == (("l1", stop), exactly(length), False, note)
    assert (found.regimen, found.line) == ("l1", 1)


def test_a_regimen_that_goes_on_is_censored_at_the_last_date_known_alive() -> None:
    found = span(derive_regimens, *START, END)
    assert (found.stop, days(found), found.censored) == ("end", exactly(390), True)


def test_a_resumption_begins_an_interval_of_its_own() -> None:
    found = spans(derive_regimens, *START, HELD, resumed("l1", day=80), stopped("l1", day=100))
    assert [(each.start, each.stop, each.line) for each in found] == [
        ("l1", "l1-held", 1),
        ("l1-resumed", "l1-stopped", 1),
    ]


def test_a_cycle_runs_to_the_end_of_its_length() -> None:
    found = span(derive_cycles, *START, cycle("l1", 1, day=10))
    assert (ends(found), days(found), found.note) == (("l1-c1", "l1-c1.end"), exactly(21), "cycle 1")
    assert (found.regimen, found.line, found.rule_set) == ("l1", 1, "asserted")


def test_a_cycle_without_a_length_is_not_evaluable() -> None:
    found = span(derive_cycles, *START, cycle("l1", 1, lasting=None, day=10))
    assert (found.evaluable, found.start, found.note) == (False, "l1-c1", "no length is recorded")


def test_radiotherapy_runs_to_its_end_and_says_whether_it_was_delivered() -> None:
    found = span(derive_radiotherapy, *START, radiotherapy("rt", 60, 30, day=100))
    assert (ends(found), days(found), found.note, found.line) == (("rt", "rt.end"), exactly(42), "delivered", None)
    assert not span(derive_radiotherapy, *START, radiotherapy("rt", 60, 30, lasting=None, day=100)).evaluable


@pytest.mark.parametrize(
    ("events", "stop", "length", "note"),
    [
        pytest.param((resumed("l1", day=80),), "l1-resumed", 20, "resumed", id="its resumption"),
        pytest.param((stopped("l1", day=80),), "l1-stopped", 20, "stopped", id="its stop"),
        pytest.param((cycle("l1", 3, day=80),), "l1-c3", 20, "given again", id="its next cycle"),
        pytest.param(
            (cycle("l1", 3, day=60), stopped("l1", day=80)), "l1-stopped", 20, "stopped", id="a cycle that day"
        ),
        pytest.param((started("l2", day=90),), "l2", 30, "the next regimen started", id="the next regimen"),
        pytest.param(
            (started("l2", day=70), resumed("l1", day=80)), "l1-resumed", 20, "resumed", id="its own comes first"
        ),
        pytest.param((died(day=90),), "death", 30, "death", id="the death"),
    ],
)
def test_a_hold_runs_to_what_ended_it(events: tuple[Event, ...], stop: str, length: float, note: str) -> None:
    found = span(derive_holds, *START, HELD, *events)
    assert (ends(found), days(found), found.censored) == (("l1-held", stop), exactly(length), False)
    assert (found.note, found.line) == (f"toxicity; {note}", 1)


def test_a_hold_that_goes_on_is_censored_at_the_last_date_known_alive() -> None:
    found = span(derive_holds, *START, HELD, END)
    assert (found.stop, found.censored, found.estimate_days) == ("end", True, 340)
    concurrent = started("rt-cis", concurrent_with="rt", day=100)
    assert span(derive_holds, *START, HELD, concurrent, END).stop == "end"
