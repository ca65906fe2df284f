import pytest

from tests import examples as ex
from tracker.events.catalogue import Fact
from tracker.projections.states import ATTRIBUTES, State, derive_states
from tracker.values.vocabularies import ChangeReason, LesionStatus

Span = tuple[str, float, float | None]


def states_of(*facts: Fact) -> tuple[State, ...]:
    return derive_states(ex.history(ex.diagnosed(day=0), *facts))


def spans(attribute: str, *facts: Fact, subject: str = "") -> list[Span]:
    return [
        (state.value, state.start.estimate, None if state.stop is None else state.stop.estimate)
        for state in states_of(*facts)
        if (state.attribute, state.subject) == (attribute, subject)
    ]


def test_a_value_stated_again_goes_on() -> None:
    assert spans("ecog", ex.ecog(1, day=3), ex.ecog(1, key="e1", day=30), ex.ecog(2, key="e2", day=60)) == [
        ("1", 3, 60),
        ("2", 60, None),
    ]


def test_a_value_changed_on_the_day_it_came_leaves_no_interval() -> None:
    assert spans("ecog", ex.ecog(1, key="a", day=3), ex.ecog(2, key="b", day=3)) == [("2", 3, None)]


def test_an_interval_carries_the_bounds_of_the_facts_that_begin_and_end_it() -> None:
    state = next(
        state
        for state in states_of(ex.ecog(1, day=(3, 9)), ex.ecog(2, key="e2", day=(60, 80)))
        if state.attribute == "ecog"
    )
    assert state.stop is not None
    assert (state.start.earliest, state.start.latest, state.key) == (3, 9, "ecog-0")
    assert (state.stop.earliest, state.stop.latest, state.stop_month) == (60, 80, 2)


def test_treatment_is_on_held_with_its_reason_and_off() -> None:
    facts = (
        ex.started("l1", day=3),
        ex.held("l1", ChangeReason.FINANCIAL, day=40),
        ex.started("l2", day=90),
        ex.stopped("l2", day=130),
    )
    assert spans("treatment", *facts) == [
        ("on", 3, 40),
        ("held: financial", 40, 90),
        ("on", 90, 130),
        ("off", 130, None),
    ]
    assert spans("regimen_status", *facts, subject="l1") == [("on", 3, 40), ("held: financial", 40, 90)]


def test_radiotherapy_lasts_from_its_start_to_its_end() -> None:
    assert spans("radiotherapy", ex.radiotherapy("rt", 60, 30, day=10), subject="rt") == [("delivered", 10, 52)]
    assert spans("radiotherapy", ex.radiotherapy("rt", 60, 30, lasting=None, day=10), subject="rt") == []


def test_a_lesion_holds_until_the_next_look_says_otherwise() -> None:
    facts = (
        ex.scan("a", ex.lesion("node", 24), day=0),
        ex.scan("b", ex.lesion("liver", 10), day=50),
        ex.scan("c", ex.lesion("node", None, status=LesionStatus.RESOLVED), day=90),
    )
    assert spans("lesion", *facts, subject="node") == [("24 mm", 0, 90), ("resolved", 90, None)]


def test_the_patient_is_alive_from_the_first_fact_that_shows_it_until_the_death() -> None:
    assert spans("vital_status", ex.lab("Hb", 61, "g/L", day=-5), ex.died(day=90)) == [
        ("alive", -5, 90),
        ("deceased", 90, None),
    ]


@pytest.mark.parametrize("month", range(4))
def test_an_interval_holds_at_the_end_of_every_month_from_its_first_to_the_one_before_its_last(month: int) -> None:
    state = next(s for s in states_of(ex.ecog(1, day=40), ex.ecog(2, key="e2", day=95)) if s.value == "1")
    assert state.holds_at_end_of(month) == (month in {1, 2})


def test_every_attribute_that_occurs_is_described() -> None:
    facts = (
        ex.started("l1", "cisplatin", line=1, day=1),
        ex.ecog(None, key="decline", day=2),
        ex.response("r", "PR", day=3),
        ex.finding("f", "pain", day=4),
        ex.adverse_event("Nausea", 2, day=5),
        ex.radiotherapy("rt", 60, 30, day=6),
    )
    assert {state.attribute for state in states_of(*facts)} <= ATTRIBUTES.keys()
