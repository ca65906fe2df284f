"""Overall survival: death, else the last date known alive."""

import pytest

from tests.examples import contact, diagnosed, died, ecog, finding, lab, progression, response, started
from tests.spans import days, ends, exactly, span
from tracker.events.catalogue import Event
from tracker.events.person import PatientContacted
from tracker.projections.intervals.overall_survival import derive_overall_survival
from tracker.values.vocabularies import DiagnosisRole, VitalStatus
from tracker.values.when import Timing


def test_death_of_any_cause_is_the_outcome() -> None:
    found = span(derive_overall_survival, diagnosed(day=0), contact(day=90), died("accident", day=120))
    assert (ends(found), days(found), found.censored, found.note) == (("dx", "death"), exactly(120), False, "death")


@pytest.mark.parametrize(
    ("last", "key"),
    [
        pytest.param(lab("LDH", 200, "U/L", day=100), "labs-ldh", id="a result"),
        pytest.param(started("l1", day=100), "l1", id="a treatment"),
        pytest.param(ecog(2, "ecog-1", day=100), "ecog-1", id="a performance status"),
        pytest.param(contact("visit", day=100), "visit", id="a contact alive"),
        pytest.param(ecog(5, "ecog-1", day=100), "seen", id="ECOG 5 is no life"),
        pytest.param(response("r", "SD", day=100), "seen", id="a judgment may be passed later"),
        pytest.param(progression(1, day=100), "seen", id="and so may a progression"),
    ],
)
def test_alive_it_is_censored_at_the_last_date_known_alive(last: Event, key: str) -> None:
    found = span(derive_overall_survival, diagnosed(day=0), finding("seen", "pain", day=60), last)
    assert (found.stop, found.censored, found.note) == (key, True, "last date known alive")
    assert days(found) == exactly(100 if key != "seen" else 60)


def test_on_one_day_the_contact_is_named_rather_than_the_result() -> None:
    found = span(derive_overall_survival, diagnosed(day=0), contact("visit", day=60), lab("LDH", 200, "U/L", day=60))
    assert found.stop == "visit"


def test_the_last_of_two_uncertain_dates_is_told_by_their_pair() -> None:
    seen = finding("seen", "pain", day=(0, 400))
    found = span(derive_overall_survival, diagnosed(day=0), seen, contact("visit", after="seen", stated="10 d"))
    assert (found.stop, days(found)) == ("visit", (10, 210, 410))


def test_a_death_that_is_only_reported_is_no_date_of_death() -> None:
    reported = PatientContacted(key="call", occurred=Timing(day=200), vital_status=VitalStatus.DECEASED)
    found = span(derive_overall_survival, diagnosed(day=0), contact("visit", day=60), reported)
    assert (found.stop, found.censored) == ("visit", True)
    assert "reported dead at call" in found.note


def test_stated_months_are_bounded_by_their_rounding() -> None:
    found = span(derive_overall_survival, diagnosed(at="time-zero"), died(after="dx", stated="21 mo"))
    assert [round((length or 0) / 30.4375, 6) for length in days(found)] == [20.5, 21, 21.5]


def test_an_open_side_stays_open() -> None:
    found = span(derive_overall_survival, diagnosed(day=0), died(after="dx", at_least="30 d"))
    assert days(found) == (30, None, None)


def test_without_a_primary_diagnosis_it_is_not_evaluable() -> None:
    found = span(derive_overall_survival, diagnosed(day=0, role=DiagnosisRole.RECURRENCE), died(day=9))
    assert (found.evaluable, found.censored, days(found)) == (False, None, (None, None, None))
    assert found.note == "no diagnosis of a primary cancer is recorded"


def test_of_two_primaries_the_first_diagnosis_counts() -> None:
    found = span(derive_overall_survival, diagnosed(day=0), diagnosed(key="dx-2", day=-50), contact(day=50))
    assert (found.start, days(found)) == ("dx-2", exactly(100))
