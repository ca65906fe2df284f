"""What cannot have come before: recording, a regimen's start, an earlier cycle, the diagnosis."""

import pytest
from msgspec.structs import replace

from tests import examples as ex
from tests.rulings import keys, ruled
from tracker.projections.discrepancies import discrepancies_of
from tracker.projections.record import record_of
from tracker.values.vocabularies import Severity

DATED = ex.diagnosed(at="2023-01-02")


def test_a_fact_after_the_day_of_its_recording_is_an_error() -> None:
    (row,) = ruled("after-recording", DATED, ex.scan("ct", at="2062-01-04"))
    assert (row.severity, row.events) == (Severity.ERROR, ("ct",))
    assert (
        row.summary == "ct (scan reported) is 2062-01-04 or later, after the day on which it was recorded, 2025-01-01"
    )


@pytest.mark.parametrize(
    ("at", "count"),
    [
        pytest.param("2025-01-01", 0, id="on the day"),
        pytest.param("2025-01-02", 0, id="on the day after, which has begun elsewhere"),
        pytest.param("2025-01-03", 1, id="two days after"),
        pytest.param("2025", 0, id="in the year"),
        pytest.param("2026", 1, id="in the year after"),
        pytest.param("unknown", 0, id="not known"),
    ],
)
def test_only_what_is_certainly_later_is_found(at: str, count: int) -> None:
    assert len(ruled("after-recording", DATED, ex.died(at=at))) == count


def test_a_length_of_time_may_lead_beyond_the_day_of_recording_and_the_calendar() -> None:
    assert keys("after-recording", DATED, ex.contact(after="dx", stated="9 a")) == [("last-follow-up",)]
    (row,) = ruled("after-recording", DATED, ex.contact(after="dx", stated="9000 a"))
    assert "after the year 9999" in row.summary


def test_an_undated_record_has_no_day_that_recording_could_come_before() -> None:
    assert not ruled("after-recording", ex.diagnosed(), ex.contact(after="dx", stated="90 a"))
    assert keys("after-recording", ex.diagnosed(), ex.scan("ct", at="2062-01-04")) == [("ct",)]


def test_a_correction_is_dated_by_its_own_recording() -> None:
    late = ex.scan("ct", at="2025-01-03")
    lines = ex.recorded("p", (DATED, late, ex.amended(late)))
    then = [*lines[:2], replace(lines[2], recorded_at="2025-01-09T00:00:00.000000Z")]
    assert "after-recording" not in [row.rule for row in discrepancies_of(record_of("p", then))]
    assert "after-recording" in [row.rule for row in discrepancies_of(record_of("p", lines))]


def test_a_cycle_before_its_regimen_starts_is_an_error() -> None:
    (row,) = ruled("cycle-before-start", ex.diagnosed(), ex.started("l1", day=30), ex.cycle("l1", 1, day=9))
    assert (row.severity, row.events) == (Severity.ERROR, ("l1", "l1-c1"))
    assert "at least 21 d before its regimen l1 starts" in row.summary
    assert not ruled("cycle-before-start", ex.diagnosed(), ex.started("l1", day=30), ex.cycle("l1", 1, day=30))
    twice = ex.started("l1", day=3), ex.started("l1", key="l1-again", day=30)
    assert not ruled("cycle-before-start", ex.diagnosed(), *twice, ex.cycle("l1", 1, day=9)), "it started before"


def test_a_second_cycle_before_the_first_is_an_error() -> None:
    assert keys("cycle-out-of-turn", ex.diagnosed(), ex.cycle("l1", 1, day=30), ex.cycle("l1", 2, day=9)) == [
        ("l1-c1", "l1-c2")
    ]
    assert not keys("cycle-out-of-turn", ex.diagnosed(), ex.cycle("l1", 1, day=30), ex.cycle("l1", 2, day=30))
    assert not keys("cycle-out-of-turn", ex.diagnosed(), ex.cycle("l1", 1, day=30), ex.cycle("l2", 2, day=9))
    assert not keys("cycle-out-of-turn", ex.diagnosed(), ex.cycle("l1", 1, day=30), ex.cycle("l1", 2, at="unknown"))


def test_treatment_before_the_diagnosis_is_found_unless_somebody_says_what_it_was_for() -> None:
    early = ex.diagnosed(day=100), ex.started("l0", day=9), ex.radiotherapy("rt", 50, 25, day=20)
    assert keys("treated-before-diagnosis", *early) == [("dx", "l0"), ("dx", "rt")]
    said = ex.ambiguity("other", "for a lymphoma", "l0", "rt")
    assert not keys("treated-before-diagnosis", *early, said)
    assert not keys("treated-before-diagnosis", *early, ex.diagnosed("lymphoma", key="dx-0", day=5))
    assert not keys("treated-before-diagnosis", ex.started("l0", day=9)), "nobody recorded a diagnosis"
