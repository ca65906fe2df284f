import pytest
from msgspec.structs import replace

from tests import examples as ex
from tests.sheets import line, lines, sheets
from tracker.events.catalogue import Fact
from tracker.projections.current_line import CurrentLine, Lasting, current_line
from tracker.projections.line_lines import lasting_text
from tracker.projections.months import months_of
from tracker.values import vocabularies as words

MONTH = 30.4375


def current(month: int, *facts: Fact, known: bool = False) -> CurrentLine | None:
    found = ex.history(ex.diagnosed(day=0), *facts)
    return next(current_line(found, frame) for frame in months_of(found, known=known) if frame.month == month)


def days(lasting: Lasting | None) -> tuple[float | None, float, float | None]:
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


def test_progression_free_time_runs_to_the_end_of_the_month_until_a_progression_is_declared() -> None:
    running, ended = current(1, *COURSE), current(3, *COURSE)
    assert running is not None
    assert ended is not None
    assert days(running.progression_free) == (2 * MONTH - 10,) * 3
    assert (days(ended.progression_free), ended.progression_free.stop) == ((90, 90, 90), "pd-1")


def test_the_line_before_says_what_ended_it_in_the_month_of_the_change() -> None:
    found = sheets(*COURSE)
    assert (line(found[4], "Line").text, line(found[4], "Line").was) == ("2 since M4.2 (asserted)", "1")
    assert line(found[4], "PFS").was == "line 1: 2.9 mo to progression declared"
    assert line(found[5], "PFS").was == ""


def test_treatment_free_time_runs_from_the_end_of_treatment_to_the_next_line() -> None:
    free = {month: line.treatment_free for month in range(6) if (line := current(month, *COURSE)) is not None}
    assert [month for month, lasting in free.items() if lasting is not None] == [1, 2, 3]
    assert days(free[2]) == (3 * MONTH - 40,) * 3


def test_bounds_are_those_of_the_first_dose_and_of_a_month_that_ends_for_certain() -> None:
    found = current(2, ex.started("l1", line=1, day=(10, 20)), ex.contact(day=80))
    assert found is not None
    assert days(found.progression_free) == (3 * MONTH - 20, 3 * MONTH - 15, 3 * MONTH - 10)


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
    assert (found.treatment_free is not None) is free


def test_a_course_of_radiotherapy_is_treatment_until_its_end_has_come() -> None:
    course = replace(ex.radiotherapy("rt", 60, 30, day=20), line=1)
    free = [current(month, course, ex.contact(day=80)) for month in range(3)]
    assert [found is not None and found.treatment_free is not None for found in free] == [False, False, True]


def test_a_record_without_numbers_has_its_lines_counted_and_says_by_which_rules() -> None:
    found = sheets(
        ex.started("a", "cisplatin", day=10),
        ex.cycle("a", 1, ex.drug("cisplatin", 75), day=10),
        ex.progression(1, day=60),
        ex.started("b", "gemcitabine", day=70),
        ex.cycle("b", 1, ex.drug("gemcitabine", 75), day=70),
    )
    assert [line(found[month], "Line").text for month in (0, 2)] == ["1 since M0.3 (rw120)", "2 since M2.2 (rw120)"]


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
        pytest.param((30.4375, 91.3125), "≈2.0 mo [1.0–3.0]", id="between bounds"),
        pytest.param((61.0, None), "≥2.0 mo", id="no most"),
        pytest.param((None, 61.0), "≤2.0 mo", id="no least"),
        pytest.param((None, None), "open", id="neither"),
    ],
)
def test_a_time_is_told_with_its_bounds(bounds: tuple[float | None, float | None], text: str) -> None:
    lasting = Lasting(
        start="l1", stop=None, earliest_days=bounds[0], latest_days=bounds[1], estimate_days=61.0, note=""
    )
    assert lasting_text(lasting) == text


def test_nothing_is_said_of_a_line_where_there_is_none() -> None:
    assert not [each for label in ("Line", "PFS", "Free") for each in lines(sheets(ex.contact(day=20))[0], label)]
