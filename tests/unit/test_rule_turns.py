"""What happens once, and what needs something before it: found in a record, refused when recorded by hand."""

import pytest

from tests import examples as ex
from tests.rulings import keys, ruled
from tracker.decisions.recording import record_facts
from tracker.decisions.refused import Refused
from tracker.events.catalogue import Fact
from tracker.values.vocabularies import Severity, Sex

BEFORE = (ex.registered(), ex.diagnosed(), ex.started("l1", day=3), ex.stopped("l1", day=90), ex.died(day=100))


@pytest.mark.parametrize(
    ("again", "first", "severity"),
    [
        pytest.param(ex.registered(Sex.MALE, key="z"), "registered", Severity.ERROR, id="a second registration"),
        pytest.param(ex.died(key="z", day=100), "death", Severity.ERROR, id="a second death"),
        pytest.param(ex.stopped("l1", key="z", day=30), "l1-stopped", Severity.WARNING, id="a second stop"),
    ],
)
def test_what_happens_once_is_found_twice_and_refused_twice(again: Fact, first: str, severity: Severity) -> None:
    (row,) = ruled("only-once", *BEFORE, again)
    assert (row.events, row.severity) == ((first, "z"), severity)
    with pytest.raises(Refused, match=f"z: .* already, by {first}; amend {first} instead"):
        record_facts(ex.record(*BEFORE), (again,))


def test_once_is_no_discrepancy_and_the_order_of_recording_changes_nothing() -> None:
    assert ruled("only-once", *BEFORE) == ()
    again = (*BEFORE, ex.died(key="z", day=100))
    assert ruled("only-once", *again) == ruled("only-once", *again[::-1])


def test_a_regimen_that_was_resumed_is_stopped_again() -> None:
    resumed, again = ex.resumed("l1", day=95), ex.stopped("l1", key="z", day=99)
    assert record_facts(ex.record(*BEFORE), (resumed, again)) == (resumed, again)
    assert ruled("only-once", *BEFORE, resumed, again) == ()


def test_another_fact_is_recorded_beside_what_was_imported_twice() -> None:
    record = ex.record(*BEFORE, ex.registered(key="z"))
    assert record_facts(record, (ex.ecog(1, day=9),)) == (ex.ecog(1, day=9),)


def test_what_was_never_held_is_not_resumed() -> None:
    before, resumed = (ex.diagnosed(), ex.started("l1", day=3)), ex.resumed("l1", day=40)
    assert keys("resumed-not-held", *before, resumed) == [("l1-resumed",)]
    with pytest.raises(Refused, match="l1-resumed: no fact holds or stops the regimen l1"):
        record_facts(ex.record(*before), (resumed,))
    held = ex.held("l1", at="unknown")
    assert keys("resumed-not-held", *before, held, resumed) == []
    assert record_facts(ex.record(*before), (resumed, held)) == (resumed, held)
