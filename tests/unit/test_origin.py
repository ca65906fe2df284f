from datetime import date

import pytest

from tests.examples import amended, diagnosed, finding, lab, record, recorded, registered, retracted, scan
from tracker.events.catalogue import Event, Fact
from tracker.projections.chronology import Between, Chronology, Placement, chronology_of
from tracker.projections.record import record_of
from tracker.values.months import Calendar
from tracker.values.vocabularies import DiagnosisRole
from tracker.values.when import Timing

MONTH = 30.4375


def chronology(*events: Event, tolerance: float = 0.5) -> Chronology:
    return chronology_of(record(*events), tolerance=tolerance)


def test_a_record_without_dates_has_no_date() -> None:
    found = chronology(diagnosed(), scan("s", after="dx", stated="7 mo"))
    assert found.calendar == Calendar()
    assert found.dates("s") == (None, None)


def test_where_nothing_names_the_origin_the_diagnosis_is_put_there() -> None:
    found = chronology(scan("s", at="unknown"), diagnosed(after="s", stated="10 d"))
    assert found.start("dx") == Placement(0, 0, 0)
    assert found.start("s") == Placement(-10, -10, -10)


def test_where_the_origin_is_named_the_diagnosis_lies_where_it_is_said_to() -> None:
    found = chronology(registered(at="time-zero"), diagnosed(after="registered", stated="10 d"))
    assert found.start("dx") == Placement(10, 10, 10)


def test_naming_the_origin_elsewhere_leaves_the_diagnosis_there() -> None:
    found = chronology(scan("s", at="unknown"), diagnosed(after="s", stated="10 d"), registered(at="time-zero"))
    assert (found.start("dx"), found.start("s")) == (Placement(0, 0, 0), Placement(-10, -10, -10))


def test_of_several_primary_diagnoses_the_earliest_is_the_origin() -> None:
    found = chronology(
        diagnosed(key="a", after="b", stated="90 d"),
        diagnosed(key="b", at="unknown"),
        diagnosed(key="c", before="b", stated="90 d", role=DiagnosisRole.METASTASIS),
    )
    assert [found.start(key).estimate for key in "abc"] == [90, 0, -90]


def test_a_dated_diagnosis_gives_the_origin_its_date() -> None:
    found = chronology(diagnosed(at="2023-04-12"), scan("s", at="2023-05-12"), registered(at="time-zero"))
    assert found.calendar == Calendar(date(2023, 4, 12))
    assert found.start("s") == Placement(30, 30, 30)
    assert found.start("registered") == Placement(0, 0, 0)
    assert found.dates("s") == (date(2023, 5, 12), date(2023, 5, 12))


@pytest.mark.parametrize(
    "correction",
    [
        pytest.param(amended(diagnosed(at="2023-06-01")), id="amended to another date"),
        pytest.param(amended(diagnosed(at="unknown")), id="amended to no date"),
        pytest.param(amended(diagnosed(at="2023-04-12", role=DiagnosisRole.RECURRENCE)), id="amended to a recurrence"),
        pytest.param(retracted("dx"), id="retracted"),
    ],
)
def test_correcting_the_diagnosis_does_not_move_the_origin(correction: Event) -> None:
    found = chronology(diagnosed(at="2023-04-12"), scan("s", at="2023-05-12"), correction)
    assert found.calendar == Calendar(date(2023, 4, 12))
    assert found.start("s").estimate == 30


def test_retracting_an_undated_diagnosis_does_not_move_the_origin_either() -> None:
    facts = (scan("s", at="unknown"), diagnosed(after="s", stated="10 d"))
    assert chronology(*facts, retracted("dx")).start("s") == Placement(-10, -10, -10)
    found = chronology(*facts, amended(diagnosed(after="s", stated="25 d")))
    assert (found.start("s").estimate, found.start("dx").estimate) == (-10, 15)


LATE_SCAN = scan("s", at=(Timing(at="2023-10-12"), Timing(after="dx", stated="6 mo")))


@pytest.mark.parametrize(
    "first",
    [
        pytest.param((diagnosed(at="2023"), LATE_SCAN), id="a year narrowed by what hangs on it"),
        pytest.param((diagnosed(at="unknown"), LATE_SCAN), id="bounded only by what hangs on it"),
        pytest.param((diagnosed(at="2023", known="2023-05-02"), LATE_SCAN), id="narrowed by when it was known"),
        pytest.param((diagnosed(at="unknown"), scan("s", at="2023-05-01")), id="bounded by nothing"),
    ],
)
@pytest.mark.parametrize(
    "correction",
    [
        pytest.param(amended(diagnosed(at="2023-07-01")), id="amended to a date"),
        pytest.param(amended(diagnosed(at="2023")), id="amended to a year"),
        pytest.param(amended(diagnosed(at="2023", known="2023-09-01")), id="amended when it was known"),
        pytest.param(retracted("dx"), id="retracted"),
    ],
)
def test_correcting_an_uncertain_diagnosis_does_not_move_the_origin(first: tuple[Fact, ...], correction: Event) -> None:
    assert chronology(*first, correction).calendar == chronology(*first).calendar != Calendar()


def test_a_contradiction_of_an_undated_diagnosis_does_not_outlive_its_correction() -> None:
    both = diagnosed(at=(Timing(after="s", stated="10 d"), Timing(before="t", stated="5 d")))
    facts = (scan("s", at="unknown"), scan("t", after="s", stated="90 d"), both)
    assert chronology(*facts).contradictions
    found = chronology(*facts, amended(diagnosed(after="s", stated="10 d")))
    assert found.contradictions == ()
    assert found.start("s") == Placement(-10, -10, -10)


def test_a_diagnosis_recorded_later_takes_no_date_from_what_the_record_said_before() -> None:
    lines = recorded("p", (scan("s", at="2023-05-10"), diagnosed(at="unknown"), diagnosed(key="dx-2", after="s")))
    then = chronology_of(record_of("p", lines, as_recorded=lines[0].recorded_at))
    assert then.calendar == Calendar(date(2023, 5, 10))
    assert then.start("s") == Placement(0, 0, 0)


def test_a_diagnosis_of_which_the_month_is_known_puts_the_origin_in_its_middle() -> None:
    found = chronology(diagnosed(at="2023-04"), scan("s", at="2023-05-01"), scan("t", after="dx", stated="10 d"))
    assert found.calendar == Calendar(date(2023, 4, 15))
    assert found.start("dx") == Placement(-14, 15, 0.5)
    assert found.start("s") == Placement(16, 16, 16)
    assert found.dates("t") == (date(2023, 4, 11), date(2023, 5, 10))


def test_a_diagnosis_that_is_the_origin_keeps_the_bounds_that_a_dated_fact_gives_it() -> None:
    found = chronology(diagnosed(), scan("s", at=(Timing(at="2023-10-12"), Timing(after="dx", stated="6 mo"))))
    assert found.calendar == Calendar(date(2023, 4, 12))
    placement = found.start("dx")
    assert placement.earliest == pytest.approx(183 - 6.5 * MONTH)
    assert placement.latest == pytest.approx(183 - 5.5 * MONTH)
    assert found.between("time-zero", "dx") == Between(0, 0)


def test_without_a_diagnosis_the_first_dated_event_is_the_origin() -> None:
    found = chronology(
        lab("LDH", 1, at="2023-05-10"), scan("s", at="2023-03-01"), finding("x", "y", before="s", stated="30 d")
    )
    assert found.calendar == Calendar(date(2023, 3, 1))
    assert found.start("x").estimate == -30


def test_a_diagnosis_that_nothing_bounds_on_both_sides_leaves_the_origin_to_the_first_dated_event() -> None:
    found = chronology(diagnosed(before="s"), scan("s", at="2023-05-10"), lab("LDH", 1, at="2023-05-20"))
    assert found.calendar == Calendar(date(2023, 5, 10))
    assert (found.start("dx").earliest, found.start("dx").latest) == (None, 0)
    assert found.start("labs-ldh") == Placement(10, 10, 10)
    assert found.dates("dx") == (None, date(2023, 5, 10))


def test_no_date_is_invented_for_a_diagnosis_at_an_origin_that_no_dated_fact_is_tied_to() -> None:
    found = chronology(diagnosed(), scan("s", at="2023-05-10"), scan("t", at="2023-05-20"))
    assert found.calendar == Calendar()
    assert found.start("dx") == Placement(0, 0, 0)
    assert found.start("s").earliest is None
    assert found.start("t").estimate - found.start("s").estimate == 10
    assert (found.dates("dx"), found.dates("s")) == ((None, None), (date(2023, 5, 10), date(2023, 5, 10)))


def test_no_date_is_invented_for_a_fact_at_an_origin_of_which_the_month_is_known() -> None:
    facts = (diagnosed(at="2023-04"), registered(at="time-zero"))
    for found in (chronology(*facts), chronology(*facts, amended(diagnosed(at="2023-05-02")))):
        assert found.calendar == Calendar(date(2023, 4, 15))
        assert found.start("registered") == Placement(-14, 15, 0.5)
    assert chronology(*facts).between("time-zero", "dx") == Between(0, 0)


def test_days_from_an_origin_of_which_the_month_is_known_place_it_to_the_day() -> None:
    thirty_days_on = Timing(after="time-zero", at_least="30 d", at_most="30 d")
    found = chronology(diagnosed(at="2023-04"), scan("s", at=(Timing(at="2023-05-20"), thirty_days_on)))
    assert found.contradictions == ()
    assert found.calendar == Calendar(date(2023, 4, 20))
    assert (found.start("dx"), found.start("s")) == (Placement(0, 0, 0), Placement(30, 30, 30))


def test_a_dated_diagnosis_that_is_said_to_be_elsewhere_than_at_the_origin_contradicts_itself() -> None:
    found = chronology(diagnosed(at=(Timing(at="2023-04"), Timing(after="time-zero", stated="10 d"))))
    assert [link.text for link in found.contradictions[0].chain] == ["dx: 10 d after time-zero (stated)"]
    assert found.start("dx") == Placement(-14, 15, 0.5)


def test_day_0_of_a_record_that_counts_in_days_is_the_origin() -> None:
    found = chronology(diagnosed(day=12), scan("s", day=(30, 40)))
    assert found.start("dx") == Placement(12, 12, 12)
    assert found.start("s") == Placement(30, 40, 35)


def test_one_fact_with_a_day_and_a_date_dates_a_record_that_counts_in_days() -> None:
    found = chronology(
        diagnosed(day=12), scan("s", at=(Timing(day=30), Timing(at="2023-05-10"))), scan("t", at="2023-05-20")
    )
    assert found.calendar == Calendar(date(2023, 4, 10))
    assert found.start("t") == Placement(40, 40, 40)
    assert found.dates("dx") == (date(2023, 4, 22), date(2023, 4, 22))


def test_a_month_is_no_date_for_day_0() -> None:
    found = chronology(diagnosed(day=12), scan("s", at=(Timing(day=30), Timing(at="2023-05"))))
    assert found.calendar == Calendar()
    assert found.dates("dx") == (date(2023, 4, 13), date(2023, 5, 13))
    assert found.start("s") == Placement(30, 30, 30, (date(2023, 5, 1), date(2023, 5, 31)))


def test_days_and_dates_that_contradict_each_other_are_reported_with_their_tie() -> None:
    found = chronology(
        diagnosed(day=0),
        scan("s", at=(Timing(day=30), Timing(at="2023-05-10"))),
        scan("t", at=(Timing(day=50), Timing(at="2023-06-10"))),
    )
    assert found.calendar == Calendar(date(2023, 4, 10))
    assert {link.text for link in found.contradictions[0].chain} == {
        "s: day 30 (stated)",
        "s: 2023-05-10 (stated)",
        "t: day 50 (stated)",
        "t: 2023-06-10 (stated)",
    }


def test_an_empty_record_has_a_calendar_without_a_date() -> None:
    assert chronology().calendar == Calendar()
