import pytest

from tests import examples as ex
from tests.said import Said
from tests.sheets import line, sheets
from tracker.projections.moments import moment_text
from tracker.projections.months import months_of
from tracker.projections.sheets import sheets_of


def test_an_event_that_is_not_certain_says_so_and_a_possible_one_is_listed_apart() -> None:
    found = sheets(ex.ecog(1, day=(20, 80)), ex.contact(day=100))
    assert [(event.when, event.possible) for event in found[0].possible] == [("≥M0.6", True)]
    assert found[1].events[0].when == "≈M1.6"


@pytest.mark.parametrize(
    ("said", "when", "age", "span"),
    [
        pytest.param({"day": 20}, "M0.7", "≈", "", id="an exact day"),
        pytest.param({"day": (10, 20)}, "≈M0.5", "≈", "", id="not certain to the day"),
        pytest.param({"after": "dx"}, "≥M0.0", "", "≥M0", id="no latest day"),
        pytest.param({"before": "dx"}, "≤M0.0", "", "≤M0", id="no earliest day"),
        pytest.param({"at": "unknown"}, "open", "", "open", id="neither"),
        pytest.param({"day": (10, 100)}, "≈M1.8", "", "M0–M3", id="too uncertain for an age"),
    ],
)
def test_a_time_says_how_certain_it_is(said: Said, when: str, age: str, span: str) -> None:
    found = sheets(ex.ecog(2, **said), ex.contact(day=200))
    event = next(event for sheet in found.values() for event in sheet.events if event.key == "ecog-0")
    shown = line(found[6], "ECOG")
    assert (event.when, bool(shown.age), shown.span) == (when, bool(age), span)


def test_a_bound_after_the_month_is_not_told() -> None:
    found = sheets(ex.ecog(2, day=(10, 400)), ex.contact(day=410))
    assert [line(found[month], "ECOG").span for month in (7, 13)] == ["≥M0", "M0–M13"]


def test_an_event_known_only_later_says_so() -> None:
    found = sheets(ex.response("r", "PR", day=5, known="publication"), ex.ecog(1, day=5))
    assert {event.key: event.late for event in found[0].events if event.key != "dx"} == {"r": True, "ecog-0": False}


def test_a_dated_case_shows_days_it_knows_and_months_it_does_not() -> None:
    found = ex.history(ex.diagnosed(at="2023-01-10"), ex.ecog(1, at="2023-01"), ex.ecog(2, key="e2", at="2023-01-20"))
    (sheet,) = sheets_of(found, months_of(found))
    assert {event.key: event.when for event in sheet.events} == {
        "dx": "2023-01-10",
        "ecog-0": "2023-01",
        "e2": "2023-01-20",
    }
    assert sheet.label == "M0 · to 2023-02-09"


def test_an_undated_case_shows_no_date() -> None:
    assert sheets(ex.contact(day=40))[1].label == "M1"


def test_a_dated_fact_shows_its_date_where_the_origin_has_none() -> None:
    found = ex.history(ex.diagnosed(), ex.scan("s", at="2023-05-10"), ex.scan("t", at="2023-06"))
    calendar = found.calendar
    assert [moment_text(calendar, found.by_key[key].start, 90) for key in ("dx", "s", "t")] == [
        "M0.0",
        "2023-05-10",
        "2023-06",
    ]
