"""What rows of a table add to a record, and that a row is recorded whole or rejected whole."""

import pytest

from tests import examples as ex
from tracker.decisions.adding import Addition, Fate, Row, plan_addition
from tracker.events.catalogue import Event, Fact, FactAmended
from tracker.projections.record import Record, record_of

DX, HB = ex.diagnosed(), ex.lab("Hb", 61, "g/L", key="hb")
OTHER_HB = ex.lab("Hb", 62, "g/L", key="hb")
START, CYCLE = ex.started("l1", "cisplatin", after="dx"), ex.cycle("l1", 1, after="l1")


def record(*events: Event) -> Record:
    return record_of("p1", ex.recorded("p1", events))


def rows(*several: tuple[Fact, ...]) -> list[Row]:
    return [Row(f"t.csv:{line}", facts) for line, facts in enumerate(several, 2)]


def fates(addition: Addition) -> list[Fate]:
    return [ruling.fate for ruling in addition.rulings]


def test_new_rows_are_recorded_and_the_same_rows_again_add_nothing() -> None:
    addition = plan_addition(record(), rows((DX,), (HB,)))
    assert (addition.plan.new, fates(addition)) == (("dx", "hb"), [Fate.RECORDED] * 2)
    again = plan_addition(record(*addition.plan.events), rows((DX,), (HB,)))
    assert (again.plan.events, fates(again)) == ((), [Fate.ALREADY] * 2)


def test_what_a_table_does_not_hold_is_not_gone() -> None:
    addition = plan_addition(record(DX, HB), rows((DX,)))
    assert not addition.plan.differs


def test_a_row_of_which_one_event_is_new_is_recorded() -> None:
    assert fates(plan_addition(record(DX), rows((DX, HB)))) == [Fate.RECORDED]


def test_the_same_row_twice_is_recorded_once() -> None:
    assert fates(plan_addition(record(), rows((DX,), (DX,)))) == [Fate.RECORDED, Fate.ALREADY]


def test_a_key_that_says_something_else_rejects_the_row_and_names_the_other() -> None:
    addition = plan_addition(record(DX), rows((HB,), (OTHER_HB, ex.ecog(1))))
    assert fates(addition) == [Fate.RECORDED, Fate.REJECTED]
    assert "hb is the key of t.csv:2 already" in addition.rulings[1].reason
    assert addition.plan.new == ("hb",)


def test_one_key_for_two_events_of_a_row_rejects_it() -> None:
    assert "two events of this row" in plan_addition(record(DX), rows((HB, OTHER_HB))).rulings[0].reason


def test_other_content_is_an_amendment_only_when_that_is_asked_for() -> None:
    assert "stands and says something else" in plan_addition(record(DX, HB), rows((OTHER_HB,))).rulings[0].reason
    addition = plan_addition(record(DX, HB), rows((OTHER_HB,)), amend=True, reason="typed wrongly")
    assert addition.plan.events == (FactAmended(target="hb", replacement=OTHER_HB, reason="typed wrongly"),)
    assert fates(addition) == [Fate.RECORDED]


def test_a_retracted_fact_is_restored_only_when_that_is_asked_for() -> None:
    taken_back = record(DX, HB, ex.retracted("hb"))
    assert "was retracted" in plan_addition(taken_back, rows((HB,))).rulings[0].reason
    assert plan_addition(taken_back, rows((HB,)), amend=True, reason="it was right").plan.restored == ("hb",)


def test_rows_that_refer_to_a_rejected_row_are_rejected_with_it() -> None:
    rejected = rows((CYCLE,), (START,), (ex.lab("Hb", 1, "g/L", key="late", after="l1-c1"),), (HB,))
    without_dx = plan_addition(record(), rejected)
    assert fates(without_dx) == [Fate.REJECTED] * 3 + [Fate.RECORDED]
    with_dx = plan_addition(record(DX), rejected)
    assert fates(with_dx) == [Fate.RECORDED] * 4


def test_a_row_may_refer_to_what_stands_and_to_a_later_row() -> None:
    assert fates(plan_addition(record(DX), rows((CYCLE,), (START,)))) == [Fate.RECORDED] * 2


@pytest.mark.parametrize("amend", [True, False])
def test_rows_of_an_erased_patient_are_rejected(amend: bool) -> None:
    addition = plan_addition(record(DX, ex.erased()), rows((DX,), (HB,)), amend=amend, reason="x")
    assert fates(addition) == [Fate.REJECTED] * 2
    assert "was erased" in addition.rulings[0].reason
    assert not addition.plan.events
