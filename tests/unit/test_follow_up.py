"""Follow-up: to the last contact, or to the death."""

from tests.examples import contact, diagnosed, died, lab
from tests.spans import days, ends, exactly, span
from tracker.events.person import PatientContacted
from tracker.projections.intervals.follow_up import derive_follow_up
from tracker.values.vocabularies import DiagnosisRole, VitalStatus
from tracker.values.when import Timing


def test_it_runs_to_the_last_contact_and_nothing_is_censored() -> None:
    found = span(derive_follow_up, diagnosed(day=0), contact(day=200), lab("LDH", 200, "U/L", day=90))
    assert (ends(found), days(found), found.censored) == (("dx", "last-follow-up"), exactly(200), None)


def test_it_runs_to_the_death_where_there_is_one() -> None:
    found = span(derive_follow_up, diagnosed(day=0), contact(day=200), died(day=190))
    assert (ends(found), days(found)) == (("dx", "death"), exactly(190))


def test_a_contact_that_does_not_say_alive_is_a_contact() -> None:
    call = PatientContacted(key="call", occurred=Timing(day=300), vital_status=VitalStatus.NOT_STATED)
    assert span(derive_follow_up, diagnosed(day=0), contact(day=200), call).stop == "call"


def test_a_report_of_the_death_is_no_contact_with_the_patient() -> None:
    call = PatientContacted(key="call", occurred=Timing(day=300), vital_status=VitalStatus.DECEASED)
    assert span(derive_follow_up, diagnosed(day=0), contact(day=200), call).stop == "last-follow-up"


def test_without_a_primary_diagnosis_it_is_not_evaluable() -> None:
    found = span(derive_follow_up, diagnosed(day=0, role=DiagnosisRole.METASTASIS), contact(day=90))
    assert (found.evaluable, found.note) == (False, "no diagnosis of a primary cancer is recorded")
