"""Times and untold months under every reading: what is chosen, what is not, and by which question."""

from msgspec.structs import replace

from tests.examples import contact, cycle, diagnosed, died, finding, interval, reading, record, scan, started, stopped
from tests.rulings import ruled
from tracker.events.catalogue import Event
from tracker.projections.questions import questions_of
from tracker.values.vocabularies import Severity, YesNo
from tracker.values.when import Timing, When

READINGS: dict[str, When] = {"near": Timing(after="dx", stated="2 mo"), "far": Timing(after="dx", stated="9 mo")}
ASKED = scan("ct", at=Timing(question="when", readings=READINGS, preferred="near"))
LATE = interval("rest", "ct", "death", "6 mo")
DEATH = died(at=Timing(after="dx", stated="8 mo"))


def test_a_question_has_the_reading_that_holds_and_the_others() -> None:
    events = diagnosed(), ASKED
    (asked,) = questions_of(record(*events))
    assert (asked.name, asked.chosen, asked.others, asked.asked_by) == ("when", "near", ("far",), ("ct",))
    assert questions_of(record(*events, reading("when", "far")))[0].chosen == "far"
    assert questions_of(record(*events, reading("when", "nowhere")))[0].chosen == "near"


def test_a_reading_that_was_not_chosen_is_a_warning_where_it_contradicts_and_an_error_once_chosen() -> None:
    events: tuple[Event, ...] = (diagnosed(), ASKED, LATE, DEATH)
    rows = ruled("inconsistent-time", *events)
    assert [(row.severity, row.tolerance_months) for row in rows] == [
        (Severity.WARNING, 0.0),
        (Severity.WARNING, 0.5),
    ]
    assert all(". Under reading far of when, " in row.summary for row in rows)
    chosen = ruled("inconsistent-time", *events, reading("when", "far"))
    assert [row.severity for row in chosen] == [Severity.ERROR, Severity.ERROR]
    assert all(". Under the chosen reading far of when, " in row.summary for row in chosen)


def test_a_contradiction_that_no_reading_has_a_part_in_is_said_once() -> None:
    apart = finding("a", "cough", day=0), finding("b", "cough", day=100), interval("half", "a", "b", "3 mo")
    rows = ruled("rounding-only", diagnosed(), ASKED, *apart)
    (row,) = rows
    assert row.summary == (
        "For half (interval stated) the record says 3 mo from a to b, but the times recorded on the way take 0.29 mo (9 d) "
        "longer, and fit only because stated months are rounded ones. half: 3 mo from a to b (stated) does not fit at face "
        "value, by 0.29 mo (9 d) – it fits within rounding only: against it stand a: day 0 (stated); b: day 100 (stated)"
    )


def test_excess_below_a_month_is_said_in_days_too() -> None:
    apart = finding("a", "cough", day=0), finding("b", "cough", day=100), interval("half", "a", "b", "3 mo")
    (row,) = ruled("rounding-only", diagnosed(), *apart)
    assert "by 0.29 mo (9 d)" in row.summary


def test_months_that_nothing_covers_are_a_warning_with_the_gap() -> None:
    treated = started("l1", "cisplatin", line=1, day=3), cycle("l1", 1, day=3), stopped("l1", day=24)
    (row,) = ruled("unaccounted-time", diagnosed(day=0), *treated, contact(day=150))
    assert (row.severity, row.events) == (Severity.WARNING, ("l1-stopped", "last-follow-up", "dx"))
    assert row.summary.startswith("At least 4.1 and at most 4.1 months")
    assert ruled("unaccounted-time", diagnosed(day=0), *treated, contact(day=50)) == ()


def test_untold_time_is_told_reading_by_reading() -> None:
    treated = started("l1", "cisplatin", line=1, day=3), cycle("l1", 1, day=3)
    ends: dict[str, When] = {"early": Timing(day=24), "late": Timing(day=290)}

    def told(preferred: str) -> tuple[str, ...]:
        stop = stopped("l1", at=Timing(question="end", readings=ends, preferred=preferred))
        seen = replace(contact(day=300), off_treatment=YesNo.YES)
        return tuple(row.summary for row in ruled("unaccounted-time", diagnosed(day=0), *treated, stop, seen))

    (chosen,) = told("early")
    assert chosen.startswith("At least 9.1")
    assert ", under the chosen reading early of end (gaps: " in chosen
    assert chosen.endswith("; at least 0.3 under reading late of end")
    (other,) = told("late")
    assert other.startswith("At least 9.1")
    assert ", under reading early of end (gaps: " in other
