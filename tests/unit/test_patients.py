"""`patients`: one row each."""

import pytest
from msgspec.structs import replace

from tests.cohort import recorded_cohort
from tests.examples import contact, diagnosed, died, ecog, finding, history, registered, scan
from tracker.events.catalogue import Event
from tracker.projections.evolve import fold
from tracker.projections.history import history_of
from tracker.projections.months import months_of
from tracker.projections.record import record_of
from tracker.projections.rows.patients import derive_patients
from tracker.values.vocabularies import DiagnosisRole, VitalStatus

DEAD = replace(contact("registry", day=9), vital_status=VitalStatus.DECEASED)
SILENT = replace(contact("letter", day=9), vital_status=VitalStatus.NOT_STATED)


@pytest.mark.parametrize(
    ("events", "status"),
    [
        pytest.param((registered(),), "not-stated", id="nothing shows it"),
        pytest.param((registered(), SILENT), "not-stated", id="a contact that does not say"),
        pytest.param((diagnosed(),), "alive", id="a diagnosis is made in the living"),
        pytest.param((contact(day=9),), "alive", id="a contact"),
        pytest.param((registered(), ecog(2)), "alive", id="a performance status"),
        pytest.param((registered(), ecog(5)), "deceased", id="ECOG 5 is dead"),
        pytest.param((diagnosed(), ecog(5), contact(day=20)), "deceased", id="nobody comes back from ECOG 5"),
        pytest.param((diagnosed(), died(day=9), contact(day=20)), "deceased", id="nobody comes back"),
        pytest.param((diagnosed(), DEAD), "deceased", id="a contact that reports the death"),
    ],
)
def test_vital_status_says_what_the_facts_show(events: tuple[Event, ...], status: str) -> None:
    case = history(*events)
    assert derive_patients(case)[0].vital_status == status
    assert fold(case).vital_status.value == status


def test_the_first_primary_names_the_disease() -> None:
    late = diagnosed("bone metastasis", key="m", role=DiagnosisRole.METASTASIS, day=-3)
    (row,) = derive_patients(history(registered(age=51), diagnosed(), late, scan("s", day=800)))
    assert (row.diagnosis, row.age, row.sex, row.facts) == ("nasopharyngeal carcinoma", 51, "female", 4)
    assert (row.first_month, row.last_month, row.origin_date) == (-1, 26, None)


def test_a_dated_case_says_the_day_of_its_origin() -> None:
    assert derive_patients(history(diagnosed(at="2023-04-12")))[0].origin_date == "2023-04-12"


def test_months_are_those_that_have_a_frame() -> None:
    open_before = history(diagnosed(), finding("onset", "lump", before="dx"), finding("scar", "scar", day=-70))
    cases = [open_before, *(history_of(record_of(stream[0].patient, stream)) for stream in recorded_cohort(3))]
    for case in cases:
        frames = months_of(case)
        (row,) = derive_patients(case)
        assert (row.first_month, row.last_month) == (frames[0].month, frames[-1].month)
