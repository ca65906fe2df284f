"""Time without treatment: from the end of a line to the next, and when it cannot be called free."""

import pytest
from msgspec.structs import replace

from tests.examples import contact, cycle, diagnosed, died, drug, held, lab, radiotherapy, resumed, started, stopped
from tests.said import time
from tests.spans import days, ends, exactly, spans
from tracker.events.catalogue import ClinicalEvent, Event
from tracker.events.person import PatientContacted
from tracker.projections.intervals.interval import Interval
from tracker.projections.intervals.treatment_free import derive_treatment_free
from tracker.values.vocabularies import ChangeReason, YesNo
from tracker.values.when import Timing

FIRST = (diagnosed(day=0), started("l1", line=1, day=10), cycle("l1", 1, day=10))
HELD = held("l1", ChangeReason.FINANCIAL, day=60)
SECOND = (started("l2", line=2, day=200), cycle("l2", 1, day=203))


def seen(day: float, off: YesNo, key: str = "visit") -> PatientContacted:
    return PatientContacted(key=key, occurred=Timing(day=day), off_treatment=off)


def first_line(*events: Event) -> Interval:
    return spans(derive_treatment_free, *FIRST, *events)[0]


def test_it_runs_from_the_hold_to_the_next_first_dose_and_carries_its_reason() -> None:
    found = first_line(HELD, *SECOND)
    assert (ends(found), days(found), found.censored) == (("l1-held", "l2-c1"), exactly(143), False)
    assert found.note == "held: financial"


@pytest.mark.parametrize(
    ("events", "start"),
    [
        pytest.param((stopped("l1", day=20),), "l1-c1.end", id="the end of the last cycle"),
        pytest.param((stopped("l1", day=31),), "l1-stopped", id="the stop, where both are on one day"),
        pytest.param((stopped("l1", day=50),), "l1-stopped", id="the stop"),
        pytest.param((), "l1-c1.end", id="no stop recorded: the last cycle"),
    ],
)
def test_treatment_ends_with_the_latest_of_its_ends(events: tuple[Event, ...], start: str) -> None:
    assert first_line(*events, *SECOND).start == start


def test_radiotherapy_of_the_line_is_treatment() -> None:
    course = replace(radiotherapy("rt", 60, 30, lasting="42 d", day=40), line=1)
    concurrent = (started("rt-cis", line=1, concurrent_with="rt", day=40), cycle("rt-cis", 1, lasting="7 d", day=40))
    assert first_line(stopped("l1", day=35), course, *concurrent, *SECOND).start == "rt.end"


def test_without_a_next_line_it_is_censored_at_the_last_date_stated_to_be_without_treatment() -> None:
    found = first_line(HELD, seen(100, YesNo.YES, "a"), seen(150, YesNo.YES, "b"), contact(day=300))
    assert (found.stop, found.estimate_days, found.censored) == ("b", 90, True)
    assert found.note == "held: financial; last date stated to be without treatment"


def test_without_such_a_date_it_is_not_evaluable() -> None:
    found = first_line(stopped("l1", day=60), contact(day=300))
    assert (found.evaluable, found.start) == (False, "l1-stopped")
    assert found.note == "stopped, reason not stated; no later date is stated to be without treatment"


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(started("extra", day=100), id="a regimen of no line"),
        pytest.param(seen(100, YesNo.NO), id="a contact under treatment"),
        pytest.param(cycle("unknown", 1, day=100), id="a cycle of no line"),
    ],
)
def test_where_drugs_were_given_meanwhile_it_is_not_evaluable(given: ClinicalEvent) -> None:
    found = first_line(HELD, given, *SECOND)
    assert (found.evaluable, found.note) == (False, f"drugs were given meanwhile: {given.key}")


@pytest.mark.parametrize(
    ("events", "reason"),
    [
        pytest.param((lab("LDH", 200, "U/L", day=90),), "treatment goes on", id="nothing ended it"),
        pytest.param((HELD, resumed("l1", day=90)), "treatment goes on", id="it was resumed"),
        pytest.param(
            (HELD, resumed("l1", day=90), *SECOND),
            "the end of l1 is not recorded",
            id="resumed, and its end not recorded",
        ),
    ],
)
def test_without_an_end_of_treatment_it_is_not_evaluable(events: tuple[Event, ...], reason: str) -> None:
    found = first_line(*events)
    assert (found.evaluable, found.note) == (False, reason)


@pytest.mark.parametrize(
    ("preferred", "evaluable"),
    [
        pytest.param("end", True, id="counted from the end of treatment"),
        pytest.param("start", False, id="counted from the first dose: months under treatment"),
        pytest.param("result", True, id="counted from something else"),
    ],
)
def test_months_counted_from_the_first_dose_are_not_free_of_treatment(preferred: str, evaluable: bool) -> None:
    readings = {
        "end": time(after="l1-c1.end", stated="5 mo"),
        "start": time(after="l1-c1", stated="5 mo"),
        "result": time(after="labs-ldh", stated="5 mo"),
    }
    asked = Timing(question="five-months", readings=readings, preferred=preferred)
    found = first_line(
        held("l1", day=31),
        lab("LDH", 200, "U/L", day=20),
        contact("restaging", at=asked),
        started("l2", line=2, after="restaging", at_most="14 d"),
    )
    assert found.evaluable is evaluable
    assert ("within the treatment" in found.note) is not evaluable


ORAL = drug("capecitabine", "1.5", "g", days="1-14")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param((cycle("l1", 2, ORAL, lasting=None, day=170),), (200 - 170 - 14 + 3, ""), id="its last drug day"),
        pytest.param(
            (cycle("l1", 2, drug("cisplatin"), lasting=None, day=170),),
            (203 - 171, "; the days of its drugs are not stated"),
            id="the first, where no days are stated",
        ),
    ],
)
def test_a_cycle_without_a_length_lasts_as_long_as_its_drugs(
    given: tuple[ClinicalEvent, ...], expected: tuple[float, str]
) -> None:
    found = first_line(*given, *SECOND)
    assert (ends(found), days(found)) == (("l1-c2", "l2-c1"), exactly(expected[0]))
    assert found.note == f"after the last cycle{expected[1]}"


def test_a_stop_within_the_drug_days_of_a_cycle_without_a_length_ends_it() -> None:
    found = first_line(cycle("l1", 2, ORAL, lasting=None, day=170), stopped("l1", day=175), *SECOND)
    assert (ends(found), days(found)) == (("l1-stopped", "l2-c1"), exactly(203 - 175))


def test_treatment_that_went_on_into_the_next_line_leaves_no_free_time() -> None:
    found = first_line(stopped("l1", day=220), *SECOND)
    assert not found.evaluable
    assert found.note == "stopped, reason not stated; treatment went on 17 d into the time from l2-c1 on"


def test_it_does_not_run_past_the_death() -> None:
    found = first_line(HELD, seen(100, YesNo.YES), died(day=150), *SECOND)
    assert (ends(found), found.censored) == (("l1-held", "visit"), True)


def test_radiotherapy_alone_in_the_time_without_treatment_is_named() -> None:
    found = first_line(HELD, radiotherapy("rt", 8, 1, lasting="1 d", day=100), *SECOND)
    assert (days(found), found.note) == (exactly(143), "held: financial; radiotherapy rt was given meanwhile")
