"""What holds for the origin and for dates, whatever else is recorded."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.examples import amended, diagnosed, history, lab, record, recorded, registered, retracted, scan
from tracker.events.catalogue import Event, Fact
from tracker.events.disease import CancerDiagnosed
from tracker.projections.chronology import chronology_of
from tracker.projections.history import history_of
from tracker.projections.record import record_of
from tracker.projections.rows.timeline import derive_timeline
from tracker.values.months import Calendar
from tracker.values.when import Timing, When

few = settings(max_examples=80, deadline=None)

DATED = scan("dated", at="2023-05-10")
TIMES: tuple[When, ...] = (
    "unknown",
    "2023-04-12",
    "2023-04",
    "2023",
    ("2022-11/2023-02", Timing(before="dated", at_most="200 d")),
    Timing(before="dated"),
    Timing(after="other", stated="10 d"),
    Timing(before="other", stated="1 mo"),
)
ANYWHERE: tuple[Fact, ...] = (
    registered(at="time-zero"),
    lab("LDH", 1, day=40),
    lab("Hb", 1, key="hb", after="dx", at_least="3 d", at_most="9 d"),
    scan("late", at=("2023-10", Timing(after="dx", stated="6 mo"))),
    diagnosed(key="dx-2", after="other"),
)


@st.composite
def diagnoses(draw: st.DrawFn) -> CancerDiagnosed:
    """A primary diagnosis at a time of any form, sometimes known by a date."""
    when = draw(st.sampled_from(TIMES))
    if draw(st.booleans()):
        known: tuple[When, ...] = ("2023-05-02", Timing(after="dated"))
        return diagnosed(at=when, known=draw(st.sampled_from(known)))
    return diagnosed(at=when)


@st.composite
def others(draw: st.DrawFn) -> tuple[Fact, ...]:
    """Facts around a diagnosis, at least one of them dated; `other` hangs on nothing or on a date."""
    when = draw(st.sampled_from(("unknown", "2023-06")))
    more = draw(st.sets(st.integers(0, len(ANYWHERE) - 1)))
    return (DATED, scan("other", at=when), *(ANYWHERE[place] for place in sorted(more)))


@few
@given(diagnoses(), others(), st.one_of(diagnoses().map(amended), st.just(retracted("dx"))))
def test_correcting_a_diagnosis_does_not_move_the_origin(
    diagnosis: CancerDiagnosed, facts: tuple[Fact, ...], correction: Event
) -> None:
    before, after = record(diagnosis, *facts), record(diagnosis, *facts, correction)
    assert chronology_of(after).calendar == chronology_of(before).calendar


@few
@given(diagnoses(), others())
def test_a_date_that_is_stated_and_not_contradicted_is_shown_whatever_else_is_recorded(
    diagnosis: CancerDiagnosed, facts: tuple[Fact, ...]
) -> None:
    found = history(diagnosis, *facts)
    row = next(row for row in derive_timeline(found) if row.key == "dated")
    if not row.contradictory:
        assert row.date == row.date_earliest == row.date_latest == "2023-05-10"


@few
@given(diagnoses(), others(), st.integers(1, 6))
def test_what_is_recorded_later_takes_neither_dates_nor_bounds_from_what_an_instant_showed(
    diagnosis: CancerDiagnosed, facts: tuple[Fact, ...], by_then: int
) -> None:
    lines = recorded("p", (*facts[: by_then + 1], diagnosis, *facts[by_then + 1 :]))
    known = lines[: by_then + 1]
    then = history_of(record_of("p", known))
    later = history_of(record_of("p", lines, as_recorded=known[-1].recorded_at))
    assert (then.calendar == Calendar()) >= (later.calendar == Calendar())
    for row in derive_timeline(later):
        if row.key == "dated":
            assert row.date == "2023-05-10"
            assert then.calendar == Calendar() or (row.day_earliest, row.day_latest) == (row.day, row.day)
        if row.key == "registered" and then.calendar != Calendar():
            assert None not in {row.day_earliest, row.day_latest}
