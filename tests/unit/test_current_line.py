import pytest
from msgspec.structs import replace

from tests import examples as ex
from tests.sheets import line, lines, sheets
from tests.unit.test_discrepancies_of_the_cases import events
from tracker.events.catalogue import Fact
from tracker.projections.current_line import CurrentLine, Lasting, current_line
from tracker.projections.history import history_of
from tracker.projections.line_lines import lasting_text
from tracker.projections.months import months_of
from tracker.projections.record import record_of
from tracker.projections.sheets import sheets_of
from tracker.values import vocabularies as words

MONTH = 30.4375


def current(month: int, *facts: Fact, known: bool = False) -> CurrentLine | None:
    found = ex.history(ex.diagnosed(day=0), *facts)
    return next(current_line(found, frame) for frame in months_of(found, known=known) if frame.month == month)


def days(lasting: Lasting | None) -> tuple[float | None, float | None, float | None]:
    assert lasting is not None
    return lasting.earliest_days, lasting.estimate_days, lasting.latest_days


COURSE = (
    ex.started("l1", "cisplatin", line=1, day=10),
    ex.cycle("l1", 1, day=10),
    ex.stopped("l1", day=40),
    ex.progression(1, day=100),
    ex.started("l2", "gemcitabine", line=2, day=130),
    ex.cycle("l2", 1, day=130),
    ex.contact(day=200),
)


def test_there_is_no_line_before_the_first() -> None:
    assert current(0, ex.started("l1", line=1, day=40)) is None


def test_progression_free_time_is_censored_where_the_patient_was_last_seen_until_a_progression_is_declared() -> None:
    seen = ex.contact("seen", words.DiseaseStatus.STABLE, day=35)
    running, later, ended = (current(month, *COURSE, seen) for month in (1, 2, 3))
    assert running is not None
    assert ended is not None
    assert days(running.progression_free) == (25, 25, 25)
    assert running.progression_free.until == "seen"
    assert later is not None
    assert later.progression_free == running.progression_free
    assert (days(ended.progression_free), ended.progression_free.stop) == ((90, 90, 90), "pd-1")


def test_the_line_before_says_what_ended_it_in_the_month_of_the_change() -> None:
    found = sheets(*COURSE)
    assert (line(found[4], "Line").text, line(found[4], "Line").was) == ("2 since M4.3 (asserted)", "1")
    assert line(found[4], "PFS").was == "line 1: 3.0 mo to progression declared"
    assert line(found[5], "PFS").was == ""


def test_treatment_free_time_runs_to_the_last_date_stated_to_be_without_treatment_until_the_next_line() -> None:
    free = replace(ex.contact("free", day=80), off_treatment=words.YesNo.YES)
    found = {month: each for month in range(6) if (each := current(month, *COURSE, free)) is not None}
    assert [month for month, each in found.items() if each.treatment_free is not None] == [2, 3]
    assert [month for month, each in found.items() if each.untreated_since is not None] == [1, 2, 3]
    assert days(found[3].treatment_free) == (40, 40, 40)
    told = sheets(*COURSE, free)
    assert line(told[1], "Treatment-free").text == "since M1.3, not stated how long"
    assert line(told[3], "Treatment-free").text == "1.3+ mo, stated to M2.6"


def test_bounds_are_those_of_the_first_dose_and_of_the_last_look() -> None:
    facts = (ex.started("l1", line=1, day=(10, 20)), ex.response("r", "SD", day=(50, 60)), ex.contact(day=80))
    found = current(2, *facts)
    assert found is not None
    assert days(found.progression_free) == (30, 40, 50)
    assert line(sheets(*facts)[2], "PFS").text == "line 1: ≈1.3+ mo [0.9–1.7], seen until ≈M1.8"


def test_a_line_without_a_stated_course_of_the_disease_says_only_that_no_progression_was_declared() -> None:
    assert line(sheets(ex.started("l1", line=1, day=10), ex.contact(day=80))[2], "PFS").text == (
        "line 1: no progression declared so far"
    )


def test_a_response_judged_after_the_last_fact_that_shows_life_does_not_prolong_progression_free_time() -> None:
    found = current(2, *COURSE[:3], ex.response("r", "SD", day=70))
    assert found is not None
    assert found.progression_free.until is None


def test_the_cases_are_told_as_their_intervals_are() -> None:
    told = {case: history_of(record_of(case, ex.recorded(case, events(case)))) for case in ("npc-1", "npc-2")}
    shown = {(case, s.month): s for case, found in told.items() for s in sheets_of(found, months_of(found))}
    assert line(shown["npc-1", 28], "PFS").text == "line 3: ≈13.6+ mo [12.5–14.8], seen until ≈M28.0"
    assert line(shown["npc-1", 28], "Treatment-free").text == "≈7.0+ mo [6.5–7.5], stated to ≈M22.7"
    assert line(shown["npc-2", 18], "PFS").text == "line 4: no progression declared so far"


def test_death_ends_progression_free_time_and_nobody_is_free_of_treatment_after_it() -> None:
    found = current(2, *COURSE[:3], ex.died(day=70))
    assert found is not None
    assert (found.progression_free.stop, found.progression_free.note) == ("death", "death")
    assert found.treatment_free is None


@pytest.mark.parametrize(
    ("given", "free"),
    [
        pytest.param(ex.cycle("other", 1, day=60), False, id="a cycle of another regimen"),
        pytest.param(ex.started("other", "capecitabine", day=60), False, id="a regimen of no line"),
        pytest.param(replace(ex.contact(day=60), off_treatment=words.YesNo.NO), False, id="a contact under treatment"),
        pytest.param(
            replace(ex.contact(day=60), off_treatment=words.YesNo.YES), True, id="a contact without treatment"
        ),
    ],
)
def test_time_in_which_drugs_were_given_is_not_free(given: Fact, free: bool) -> None:
    found = current(2, *COURSE[:3], given, ex.contact(key="last", day=80))
    assert found is not None
    assert (found.untreated_since is not None) is free
    assert (found.treatment_free is not None) is free


def test_a_course_of_radiotherapy_is_treatment_until_its_end_has_come() -> None:
    course = replace(ex.radiotherapy("rt", 60, 30, day=20), line=1)
    free = [current(month, course, ex.contact(day=80)) for month in range(3)]
    assert [found is not None and found.untreated_since is not None for found in free] == [False, False, True]


def test_a_record_without_numbers_has_its_lines_counted_and_says_by_which_rules() -> None:
    found = sheets(
        ex.started("a", "cisplatin", day=10),
        ex.cycle("a", 1, ex.drug("cisplatin", 75), day=10),
        ex.progression(1, day=60),
        ex.started("b", "gemcitabine", day=70),
        ex.cycle("b", 1, ex.drug("gemcitabine", 75), day=70),
    )
    told = [line(found[month], "Line") for month in (0, 2)]
    assert [each.text for each in told] == ["1 since M0.3 (counted by rw120)", "2 since M2.3 (counted by rw120)"]
    assert [each.was for each in told] == ["", "1"]


def test_numbers_of_two_rule_sets_are_no_change_of_line_and_the_change_of_rules_is_said() -> None:
    found = sheets(
        ex.started("neo", "docetaxel", day=10),
        ex.stopped("neo", words.ChangeReason.COMPLETED, day=40),
        ex.started("adj", "capecitabine", day=200),
        ex.progression(1, day=280),
        ex.started("m", "cisplatin", line=1, day=310),
        ex.started("n", "gemcitabine", line=2, day=340),
    )
    counted, asserted, following = (line(found[month], "Line") for month in (9, 10, 11))
    assert counted.text == "2 since M6.6 (counted by rw120)"
    assert (asserted.text, asserted.was) == ("1 since M10.2 (asserted, until then 2 as counted by rw120)", "")
    assert line(found[10], "PFS").was == ""
    assert (following.text, following.was) == ("2 since M11.2 (asserted)", "1")


def test_what_was_known_later_does_not_end_a_line_as_known_then() -> None:
    facts = (*COURSE[:2], ex.progression(1, day=50, known="publication"), ex.contact(day=80))
    now, then = current(2, *facts), current(2, *facts, known=True)
    assert now is not None
    assert then is not None
    assert (now.progression_free.stop, then.progression_free.stop) == ("pd-1", None)


@pytest.mark.parametrize(
    ("bounds", "text"),
    [
        pytest.param((61.0, 61.0), "2.0 mo", id="certain"),
        pytest.param((59.0, 63.0), "≈2.0 mo [1.9–2.1]", id="bounds outwards"),
        pytest.param((30.4375, 91.3125), "≈2.0 mo [1.0–3.0]", id="between bounds"),
        pytest.param((61.0, None), "≥2.0 mo", id="no most"),
        pytest.param((None, 61.0), "≤2.1 mo", id="no least"),
        pytest.param((None, None), "open", id="neither"),
    ],
)
def test_a_time_is_told_with_its_bounds(bounds: tuple[float | None, float | None], text: str) -> None:
    lasting = Lasting(
        start="l1", stop=None, earliest_days=bounds[0], latest_days=bounds[1], estimate_days=61.0, note=""
    )
    assert lasting_text(lasting) == text


def test_nothing_is_said_of_a_line_where_there_is_none() -> None:
    assert not [
        each for label in ("Line", "PFS", "Treatment-free") for each in lines(sheets(ex.contact(day=20))[0], label)
    ]
