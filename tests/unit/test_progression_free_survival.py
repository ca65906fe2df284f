"""Progression-free survival per line: which progression counts for which line, and where it is censored."""

import pytest

from tests.examples import contact, cycle, diagnosed, died, progression, response, scan, started
from tests.spans import days, exactly, spans
from tracker.events.catalogue import Event
from tracker.projections.intervals.interval import Interval
from tracker.projections.intervals.progression_free_survival import derive_progression_free_survival
from tracker.values.vocabularies import Certainty, DiseaseStatus, OverallChange, ProgressionExtent

FIRST = (diagnosed(day=0), started("l1", "cisplatin", line=1, day=10), cycle("l1", 1, day=10))
SECOND = (started("l2", "docetaxel", line=2, day=200), cycle("l2", 1, day=200))
QUIET = DiseaseStatus.STABLE


def asserted(*events: Event) -> list[Interval]:
    found = spans(derive_progression_free_survival, *events)
    return [interval for interval in found if interval.assessed_by == "asserted"]


@pytest.mark.parametrize(
    ("declared", "first", "second"),
    [
        pytest.param(150, ("pd-1", 140), ("l2-c1", 0), id="within the line"),
        pytest.param(10, ("l1-c1", 0), ("l2-c1", 0), id="on the day the first line starts it belongs to nothing"),
        pytest.param(
            200, ("pd-1", 190), ("l2-c1", 0), id="on the day the next line starts it belongs to the line it ends"
        ),
        pytest.param(201, ("l1-c1", 0), ("pd-1", 1), id="strictly after the start of its line"),
        pytest.param(5, ("l1-c1", 0), ("l2-c1", 0), id="before the first line"),
    ],
)
def test_a_progression_belongs_to_one_line(declared: int, first: tuple[str, int], second: tuple[str, int]) -> None:
    found = asserted(*FIRST, *SECOND, progression(1, day=declared))
    assert [(each.stop, each.estimate_days) for each in found] == [first, second]
    assert [each.censored for each in found] == [stop != "pd-1" for stop, _ in (first, second)]


def test_a_progression_in_an_uncertain_month_belongs_to_the_line_that_is_timed_after_it() -> None:
    second = (started("l2", line=2, after="pd-1", at_least="0 d", at_most="14 d"), cycle("l2", 1, with_="l2"))
    found = asserted(*FIRST, progression(1, day=(150, 250)), *second)
    assert [(each.stop, days(each)) for each in found] == [("pd-1", (140, 190, 240)), ("l2-c1", exactly(0))]


def test_the_first_progression_counts() -> None:
    (found,) = asserted(*FIRST, progression(2, day=180), progression(1, day=150))
    assert (found.stop, found.note) == ("pd-1", "progression declared")


def test_death_without_progression_is_the_outcome_of_the_last_line() -> None:
    first, second = asserted(*FIRST, *SECOND, died(day=300))
    assert (second.stop, second.censored, days(second), second.note) == ("death", False, exactly(100), "death")
    assert (first.stop, first.censored) == ("l1-c1", True)


@pytest.mark.parametrize(
    ("source", "note"),
    [
        pytest.param(contact("visit", QUIET, day=90), True, id="a contact whose stated status is stable"),
        pytest.param(contact("visit", DiseaseStatus.NO_EVIDENCE, day=90), True, id="no evidence of disease"),
        pytest.param(response("visit", "PR", day=90), True, id="an assessed response"),
        pytest.param(scan("visit", overall=OverallChange.SAME, day=90), True, id="a scan that is overall the same"),
        pytest.param(contact("visit", day=90), False, id="a contact without a stated status"),
        pytest.param(contact("visit", DiseaseStatus.PROGRESSING, day=90), False, id="a contact that says progression"),
        pytest.param(response("visit", "not-stated", day=90), False, id="a response without a category"),
        pytest.param(response("visit", "iUPD", day=90), False, id="an unconfirmed progression says neither"),
        pytest.param(scan("visit", overall=OverallChange.MIXED, day=90), False, id="a mixed scan"),
        pytest.param(contact("visit", QUIET, day=5), False, id="what came before the line"),
    ],
)
def test_without_progression_it_is_censored_at_the_last_stated_status_that_is_not_progression(
    source: Event, note: bool
) -> None:
    (found,) = asserted(*FIRST, source, contact("end", day=400))
    assert found.censored
    assert (found.stop, found.estimate_days) == (("visit", 80) if note else ("l1-c1", 0))
    assert found.note.startswith("last contact or assessment" if note else "start of the line")


def test_a_status_after_the_next_line_began_censors_that_line() -> None:
    first, second = asserted(*FIRST, *SECOND, contact("a", QUIET, day=200), contact("b", QUIET, day=201))
    assert [(each.stop, days(each)) for each in (first, second)] == [("a", exactly(190)), ("b", exactly(1))]


def test_a_judgment_after_the_last_contact_censors_nothing() -> None:
    (found,) = asserted(*FIRST, contact("visit", QUIET, day=90), response("late", "SD", day=120))
    assert found.stop == "visit"


@pytest.mark.parametrize(
    ("certainty", "extent", "note"),
    [
        pytest.param(Certainty.POSSIBLE, ProgressionExtent.NOT_STATED, ", only possible", id="only possible"),
        pytest.param(Certainty.PROBABLE, ProgressionExtent.LOCAL, ", probable", id="probable"),
        pytest.param(Certainty.CONFIRMED, ProgressionExtent.BIOCHEMICAL_ONLY, ", biochemical only", id="biochemical"),
    ],
)
def test_a_doubtful_progression_is_an_outcome_and_the_note_says_so(
    certainty: Certainty, extent: ProgressionExtent, note: str
) -> None:
    (found,) = asserted(*FIRST, progression(1, extent=extent, certainty=certainty, day=90))
    assert (found.stop, found.censored, found.note) == ("pd-1", False, f"progression declared{note}")


def test_a_category_that_nobody_declared_a_progression_is_no_outcome_but_is_named() -> None:
    (found,) = asserted(*FIRST, response("r-1", "SD", day=60), response("r-2", "PD", day=90), contact(day=100))
    assert (found.stop, found.censored) == ("r-1", True)
    assert found.note.endswith("; PD at r-2 is not declared a progression")


def test_the_number_of_a_line_carries_its_rule_set() -> None:
    assert [(each.line, each.rule_set) for each in asserted(*FIRST, *SECOND)] == [(1, "asserted"), (2, "asserted")]


def test_a_line_whose_earlier_regimen_has_no_cycles_runs_from_its_start() -> None:
    facts = (
        diagnosed(day=0),
        started("gp", "cisplatin", line=1, day=0),
        started("m", "tislelizumab", line=1, day=130),
        cycle("m", 1, day=130),
    )
    (found,) = asserted(*facts, progression(1, day=200))
    assert (found.start, found.stop, days(found)) == ("gp", "pd-1", exactly(200))


def test_nothing_is_free_of_progression_past_an_assessed_one_that_nobody_declared() -> None:
    looks = (response("r-1", "SD", day=60), response("r-2", "PD", day=90), contact("visit", QUIET, day=150))
    (found,) = asserted(*FIRST, *looks)
    assert (found.stop, found.estimate_days, found.censored) == ("r-1", 50, True)
    assert found.note.endswith("PD at r-2 is not declared a progression")


def test_a_line_after_the_death_has_no_outcome() -> None:
    first, second = asserted(*FIRST, died(day=150), *SECOND)
    assert (first.stop, first.estimate_days, first.censored) == ("death", 140, False)
    assert (second.evaluable, second.note) == (False, "l2-c1 lies after the death")


@pytest.mark.parametrize(
    ("cycles", "first"),
    [
        pytest.param((), "l1", id="no cycle on record"),
        pytest.param((cycle("l1", 5, day=94),), "l1", id="a cycle whose number is above 1 is no first dose"),
        pytest.param((cycle("l1", 1, day=12), cycle("l1", 5, day=94)), "l1-c1", id="cycle 1, once it is recorded"),
        pytest.param((cycle("l1", 5, day=8),), "l1-c5", id="not a start that comes after the cycle"),
    ],
)
def test_the_first_dose_is_cycle_1_if_it_is_recorded_and_else_the_start(cycles: tuple[Event, ...], first: str) -> None:
    facts = (diagnosed(day=0), started("l1", "cisplatin", line=1, day=10), *cycles, progression(1, day=150))
    (found,) = asserted(*facts)
    assert (found.start, found.stop) == (first, "pd-1")


def test_a_regimen_that_is_started_again_goes_on_from_its_last_cycle_on_record() -> None:
    again = (started("l1", "cisplatin", line=2, key="l1-again", day=200), cycle("l1", 2, day=203))
    assert [each.start for each in asserted(*FIRST, *again)] == ["l1-c1", "l1-c2"]
