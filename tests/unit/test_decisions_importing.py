"""Importing a case file: new, unchanged, changed, gone."""

import pytest

from tests import examples as ex
from tracker.decisions.importing import compare_import, plan_import
from tracker.decisions.refused import Refused
from tracker.values.when import Timing

FILE = (
    ex.diagnosed(),
    ex.started("l1", after="dx"),
    ex.cycle("l1", 1, with_="l1"),
    ex.ecog(2),
    ex.finding(
        "worse",
        "dyspnea",
        at=Timing(question="q", readings={"A": "time-zero", "B": Timing(after="l1", stated="2 mo")}, preferred="A"),
    ),
)
CHOICE = ex.reading("q", "B")
KEYS = frozenset(fact.key for fact in FILE)


def test_a_file_for_a_new_patient_is_recorded_as_it_stands() -> None:
    plan = plan_import(ex.record(), (*FILE, CHOICE), ())
    assert plan.events == (*FILE, CHOICE)
    assert (plan.new, plan.selected) == (tuple(fact.key for fact in FILE), ("q",))
    assert not plan.differs


def test_the_same_file_again_records_nothing() -> None:
    plan = plan_import(ex.record(*FILE, CHOICE), (*FILE, CHOICE), KEYS)
    assert plan.events == ()
    assert plan.unchanged == tuple(fact.key for fact in FILE)


def test_the_order_of_facts_in_the_file_changes_nothing() -> None:
    assert plan_import(ex.record(*FILE), FILE[::-1], KEYS).events == ()


def test_a_file_with_more_facts_adds_only_those() -> None:
    more = ex.ecog(1, key="ecog-1", after="l1-c1", stated="1 mo")
    assert plan_import(ex.record(*FILE), (*FILE, more), KEYS).events == (more,)


def test_an_edited_file_is_refused_naming_every_key_that_differs() -> None:
    edited = (FILE[0], ex.started("l1", "cisplatin", after="dx"), FILE[2], FILE[4], ex.reading("q", "A"))
    with pytest.raises(Refused, match=r"changed: l1; gone from the file: ecog-0; another reading chosen: q") as refusal:
        plan_import(ex.record(*FILE, CHOICE), edited, KEYS)
    assert "--amend" in str(refusal.value)


def test_an_edited_file_is_recorded_as_amendments_and_retractions_with_a_reason() -> None:
    edited = (FILE[0], ex.started("l1", "cisplatin", after="dx"), FILE[2], FILE[4])
    plan = plan_import(ex.record(*FILE), edited, KEYS, amend=True, reason="second reader")
    assert plan.events == (ex.amended(edited[1], "second reader"), ex.retracted("ecog-0", "second reader"))
    after = ex.record(*FILE, *plan.events)
    assert plan_import(after, edited, KEYS, amend=True, reason="second reader").events == ()


def test_amending_needs_a_reason() -> None:
    with pytest.raises(Refused, match="needs a reason"):
        plan_import(ex.record(*FILE), FILE[:4], KEYS, amend=True)


def test_a_file_that_changes_nothing_needs_no_reason() -> None:
    assert plan_import(ex.record(*FILE), FILE, KEYS, amend=True).events == ()


def test_facts_recorded_by_hand_are_never_gone() -> None:
    by_hand = ex.ecog(1, key="ecog-1", after="l1-c1")
    assert plan_import(ex.record(*FILE, by_hand), FILE, KEYS).events == ()


def test_a_fact_taken_back_is_restored_only_when_told_to() -> None:
    record = ex.record(*FILE, ex.retracted("ecog-0"))
    with pytest.raises(Refused, match="retracted since: ecog-0"):
        plan_import(record, FILE, KEYS)
    assert plan_import(record, FILE, KEYS, amend=True, reason="right after all").events == (
        ex.amended(FILE[3], "right after all"),
    )


def test_a_fact_is_not_taken_from_under_one_recorded_by_hand() -> None:
    by_hand = ex.finding("pain", "pain", after="ecog-0")
    with pytest.raises(Refused, match="hang on this"):
        plan_import(ex.record(*FILE, by_hand), (*FILE[:3], FILE[4]), KEYS, amend=True, reason="r")


def test_comparing_names_the_differences_without_refusing_them() -> None:
    plan = compare_import(ex.record(*FILE), (ex.ecog(0), *FILE[:3]), KEYS)
    assert (plan.changed, plan.gone, plan.differs) == (("ecog-0",), ("worse",), True)


def test_an_erased_patient_is_not_imported_again() -> None:
    with pytest.raises(Refused, match="erased"):
        plan_import(ex.record(*FILE, ex.erased()), FILE, KEYS)
