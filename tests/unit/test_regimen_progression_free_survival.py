"""Progression-free survival per regimen, by imaging, oncologist, either and both."""

import pytest
from msgspec.structs import replace

from tests.examples import contact, cycle, diagnosed, died, progression, response, scan, started
from tests.spans import spans
from tracker.events.catalogue import Event
from tracker.events.observation import ImagingStudy
from tracker.projections.intervals.interval import Interval
from tracker.projections.intervals.regimen_progression_free_survival import derive_regimen_progression_free_survival
from tracker.values.vocabularies import Certainty, DiseaseStatus, Modality, OverallChange

FIRST = (diagnosed(day=0), started("l1", "cisplatin", day=8), cycle("l1", 1, day=10))
NEXT = started("l2", "docetaxel", day=100)
WORSE, BETTER = OverallChange.WORSE, OverallChange.BETTER
BASIS = (scan("ct-0", overall=OverallChange.SAME, day=5), contact("visit-0", DiseaseStatus.STABLE, day=5))
"""So that every flavor has reports to count."""


def first_regimen(*events: Event) -> dict[str, Interval]:
    found = spans(derive_regimen_progression_free_survival, *FIRST, *events)
    return {str(each.assessed_by): each for each in found if each.regimen == "l1"}


def outcomes(*events: Event) -> dict[str, tuple[str | None, float | None, bool | None]]:
    return {name: (each.stop, each.estimate_days, each.censored) for name, each in first_regimen(*events).items()}


def test_each_flavor_takes_its_own_first_report_and_both_the_later_of_them() -> None:
    assert outcomes(*BASIS, scan("ct", overall=WORSE, day=50), progression(1, day=60), contact(day=90), NEXT) == {
        "imaging": ("ct", 40, False),
        "oncologist": ("pd-1", 50, False),
        "either": ("ct", 40, False),
        "both": ("pd-1", 50, False),
    }


@pytest.mark.parametrize(
    "report",
    [
        pytest.param(progression(1, key="said", day=50), id="a declared progression"),
        pytest.param(progression(1, key="said", certainty=Certainty.POSSIBLE, day=50), id="even a possible one"),
        pytest.param(response("said", "PD", day=50), id="an assessed PD"),
        pytest.param(response("said", "iCPD", day=50), id="a confirmed progression by iRECIST"),
        pytest.param(contact("said", DiseaseStatus.PROGRESSING, day=50), id="a contact that says progression"),
    ],
)
def test_the_oncologist_reports_worsening_in_several_ways(report: Event) -> None:
    assert outcomes(*BASIS, report, contact("end", day=90))["oncologist"] == ("said", 40, False)


@pytest.mark.parametrize(
    "report",
    [
        pytest.param(response("said", "iUPD", day=50), id="an unconfirmed progression"),
        pytest.param(scan("said", overall=OverallChange.MIXED, day=50), id="a mixed scan"),
        pytest.param(response("said", "SD", day=50), id="stable disease"),
        pytest.param(progression(1, key="said", day=10), id="a progression on the day of the first dose"),
    ],
)
def test_what_is_no_worsening_after_the_start_leaves_every_flavor_censored(report: Event) -> None:
    found = outcomes(*BASIS, report, contact("end", day=90))
    assert set(found.values()) == {("end", 80, True)}


def test_a_report_on_the_day_of_the_next_regimen_is_no_outcome_of_this_one() -> None:
    found = outcomes(*BASIS, scan("ct", overall=WORSE, day=100), progression(1, day=100), NEXT, contact(day=200))
    assert set(found.values()) == {("l2", 90, True)}


def test_it_is_censored_at_the_next_regimen_or_the_last_date_known_alive_whichever_is_earlier() -> None:
    assert outcomes(*BASIS, NEXT, contact("end", day=300))["either"] == ("l2", 90, True)
    assert outcomes(*BASIS, contact("end", day=70))["either"] == ("end", 60, True)


def test_death_is_an_outcome_of_every_flavor_and_comes_before_a_later_second_report() -> None:
    found = outcomes(*BASIS, scan("ct", overall=WORSE, day=50), died(day=60))
    reported, dead = ("ct", 40, False), ("death", 50, False)
    assert found == {"imaging": reported, "oncologist": dead, "either": reported, "both": dead}


def of_studies(key: str, *changes: OverallChange, overall: OverallChange = OverallChange.NOT_STATED, day: int) -> Event:
    """A report whose studies state a change each: MRI, CT, PET-CT."""
    ways = (Modality.MRI, Modality.CT, Modality.PET_CT)
    studies = tuple(ImagingStudy(modality=way, overall=change) for way, change in zip(ways, changes, strict=False))
    return replace(scan(key, overall=overall, day=day), studies=studies)


@pytest.mark.parametrize(
    ("report", "note"),
    [
        pytest.param(of_studies("ct", WORSE, day=50), "MRI overall worse", id="one study"),
        pytest.param(
            of_studies("ct", BETTER, WORSE, WORSE, day=50), "CT, PET-CT overall worse", id="the worst of several"
        ),
        pytest.param(of_studies("ct", BETTER, overall=WORSE, day=50), "scan overall worse", id="all of them together"),
    ],
)
def test_a_change_is_heard_wherever_the_report_states_it(report: Event, note: str) -> None:
    found = first_regimen(report, contact(day=90))["imaging"]
    assert (found.stop, found.note, found.censored) == ("ct", note, False)


@pytest.mark.parametrize(
    "report",
    [
        pytest.param(of_studies("ct", WORSE, overall=OverallChange.MIXED, day=50), id="the report weighs its studies"),
        pytest.param(of_studies("ct", BETTER, OverallChange.NOT_STATED, day=50), id="no study is worse"),
    ],
)
def test_a_report_that_is_not_worse_is_no_outcome_though_it_states_a_change(report: Event) -> None:
    found = first_regimen(report, contact("end", day=90))["imaging"]
    assert (found.stop, found.censored) == ("end", True)


@pytest.mark.parametrize(
    ("events", "evaluable"),
    [
        pytest.param((progression(1, day=50), scan("ct", day=40)), {"oncologist", "either"}, id="no overall change"),
        pytest.param((scan("ct", overall=WORSE, day=50),), {"imaging", "either"}, id="nobody assessed"),
        pytest.param(
            (contact("visit", day=50), response("r", "not-stated", day=50)), set(), id="neither says anything"
        ),
    ],
)
def test_a_flavor_without_any_such_report_is_not_evaluable(events: tuple[Event, ...], evaluable: set[str]) -> None:
    found = first_regimen(*events, contact(day=90))
    assert {name for name, each in found.items() if each.evaluable} == evaluable
    assert all(
        "overall change" in each.note or "oncologist" in each.note for each in found.values() if not each.evaluable
    )


def test_a_regimen_without_recorded_cycles_begins_with_its_start() -> None:
    found = spans(derive_regimen_progression_free_survival, *FIRST, *BASIS, NEXT, contact(day=150))
    assert {each.start for each in found if each.regimen == "l2"} == {"l2"}
    assert {(each.line, each.rule_set) for each in found} == {(None, None)}


def test_a_regimen_that_is_started_again_is_the_next_one_and_has_its_own_intervals() -> None:
    again = (started("l1", "cisplatin", key="again", day=200), cycle("l1", 2, day=203))
    found = spans(derive_regimen_progression_free_survival, *FIRST, NEXT, *again, *BASIS, contact(day=300))
    rows = [(each.regimen, each.start, each.stop) for each in found if each.assessed_by == "either"]
    assert rows == [("l1", "l1-c1", "l2"), ("l2", "l2", "again"), ("l1", "l1-c2", "last-follow-up")]


def test_a_first_recorded_cycle_with_a_number_above_1_is_no_first_dose() -> None:
    facts = (diagnosed(day=0), started("l1", "cisplatin", day=8), cycle("l1", 5, day=92), progression(1, day=150))
    found = spans(derive_regimen_progression_free_survival, *facts)
    assert {(each.start, each.estimate_days) for each in found if each.assessed_by == "oncologist"} == {("l1", 142)}
