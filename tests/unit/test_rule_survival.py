"""Being alive: when a follow-up is called survival, and when a status has nothing that would date it."""

import pytest
from msgspec.structs import replace

from tests.examples import contact, diagnosed, died, ecog, interval, registered
from tests.rulings import keys, ruled
from tracker.events.catalogue import Event
from tracker.events.person import PatientContacted
from tracker.values.vocabularies import Severity, VitalStatus


def seen(words: str = "", status: VitalStatus = VitalStatus.ALIVE) -> PatientContacted:
    return replace(contact(day=850), words=words, vital_status=status)


def called(meaning: str) -> Event:
    return replace(interval("stated", "dx", "last-follow-up", "28 mo"), meaning=meaning)


@pytest.mark.parametrize(
    ("events", "named"),
    [
        pytest.param((seen("survived 28 months"),), [("last-follow-up", "dx")], id="the words of the last contact"),
        pytest.param((seen(), called("survival time")), [("stated", "last-follow-up", "dx")], id="a stated interval"),
        pytest.param((seen("followed for 28 months"),), [], id="called what it is"),
        pytest.param(
            (seen(), called("progression-free survival")), [], id="survival free of something may be censored"
        ),
        pytest.param((seen("survived 28 months"), died(day=900)), [], id="somebody who died later"),
    ],
)
def test_a_follow_up_time_called_survival_is_censored(events: tuple[Event, ...], named: list[tuple[str, ...]]) -> None:
    assert keys("censored-not-dead", diagnosed(), *events) == named


@pytest.mark.parametrize(
    ("events", "severity"),
    [
        pytest.param(
            (registered(), seen(status=VitalStatus.DECEASED)), Severity.WARNING, id="deceased without a death"
        ),
        pytest.param((registered(), ecog(1)), Severity.NOTE, id="nothing says whether the patient is alive"),
        pytest.param(
            (registered(), seen(status=VitalStatus.NOT_STATED)), Severity.NOTE, id="a contact that does not say"
        ),
        pytest.param((registered(), seen()), None, id="seen alive"),
        pytest.param((registered(), seen(status=VitalStatus.DECEASED), died(day=850)), None, id="with its death"),
        pytest.param((registered(), died(day=850)), None, id="a death is a status"),
    ],
)
def test_a_status_needs_the_event_that_would_date_it(events: tuple[Event, ...], severity: Severity | None) -> None:
    rows = ruled("status-without-event", diagnosed(), *events)
    assert [row.severity for row in rows] == ([] if severity is None else [severity])
