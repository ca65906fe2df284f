"""Times of FHIR and of facts: dates as precise as they are, relative ones through the extension, nothing invented."""

from typing import Any

import pytest

from tests.bundles import condition, facts, observation, quantity, relative, result
from tracker.adapters.mcode.times import Places, read_length, read_point, write_moment, write_point
from tracker.values.when import Basis, Lasting, Timing, When

NAMES = Places({"dx": "Condition/dx", "l1": "MedicationRequest/l1"}, lambda _key: (3.0, 40.5))
BACK = Places({name: key for key, name in NAMES.names.items()})


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("2018", "2018"),
        ("2018-05", "2018-05"),
        ("2018-05-20", "2018-05-20"),
        ("2018-05-20T23:30:00-05:00", "2018-05-20"),
        ("0001-01-01", "unknown"),
        ("9999-12-31", "unknown"),
    ],
)
def test_a_date_keeps_its_precision_and_a_stand_in_is_none(stated: str, expected: str) -> None:
    assert facts(observation("lab", category="laboratory", effectiveDateTime=stated))["lab"].occurred == expected


def test_a_period_is_some_day_in_it_and_one_without_an_end_its_start() -> None:
    period = {"start": "2018-05", "end": "2018-06-20"}
    assert (
        facts(observation("lab", category="laboratory", effectivePeriod=period))["lab"].occurred == "2018-05/2018-06-20"
    )
    assert facts(observation("lab", category="laboratory", effectivePeriod={"start": "2018"}))["lab"].occurred == "2018"


@pytest.mark.parametrize(
    "when",
    [
        pytest.param("2023-04", id="a partial date"),
        pytest.param("time-zero", id="at the origin"),
        pytest.param(Timing(after="dx", stated="7 mo"), id="a stated duration, not a number of days"),
        pytest.param(Timing(before="l1", at_most="14 d"), id="a range before"),
        pytest.param(Timing(after="dx", at_least="3 wk", at_most="2 mo"), id="a range in two units"),
        pytest.param(Timing(after="l1.end"), id="open, after an end"),
        pytest.param(Timing(with_="dx"), id="with"),
        pytest.param(Timing(day=(-30.0, 12.5)), id="days on both sides of the origin"),
        pytest.param(Timing(day=(-30.0, -12.0)), id="days before the origin"),
        pytest.param(Timing(day=213.0), id="an exact day"),
        pytest.param("unknown", id="nothing"),
    ],
)
def test_a_time_that_fhir_can_state_reads_back(when: When) -> None:
    holder: dict[str, Any] = {}
    write_point(holder, "onsetDateTime", when, "own", NAMES)
    assert read_point(holder, "onsetDateTime", BACK) == when


@pytest.mark.parametrize(
    "when",
    [
        pytest.param(Timing(between=("dx", "l1")), id="between two facts"),
        pytest.param((Timing(after="dx"), Timing(before="l1")), id="several at once"),
        pytest.param(
            Timing(question="q", readings={"A": "2023", "B": Timing(after="dx")}, preferred="A"), id="readings"
        ),
        pytest.param(Timing(after="nobody", stated="3 d"), id="after what is not in the bundle"),
    ],
)
def test_a_time_that_fhir_cannot_state_is_written_as_its_bounds(when: When) -> None:
    holder: dict[str, Any] = {}
    write_point(holder, "onsetDateTime", when, "own", NAMES)
    assert read_point(holder, "onsetDateTime", BACK) == Timing(day=(3.0, 40.5))
    nothing: dict[str, Any] = {}
    write_point(nothing, "onsetDateTime", when, "own", Places(NAMES.names))
    assert nothing == {}


def test_the_basis_of_a_time_is_no_part_of_it_in_fhir() -> None:
    holder: dict[str, Any] = {}
    write_point(holder, "onsetDateTime", Timing(at="2023-04", basis=Basis.ASSUMED), "own", NAMES)
    assert holder == {"onsetDateTime": "2023-04"}


def test_some_day_between_two_dates_is_a_period() -> None:
    said: dict[str, Any] = {}
    write_moment(said, "effective", "2023-04/2023-06-30", "own", NAMES)
    assert said == {"effectivePeriod": {"start": "2023-04", "end": "2023-06-30"}}


@pytest.mark.parametrize(
    ("offset", "expected"),
    [
        ({"valueDuration": quantity(3, "wk")}, Timing(after="dx", stated="3 wk")),
        (
            {"valueRange": {"low": quantity(2, "d"), "high": quantity(9, "d")}},
            Timing(after="dx", at_least="2 d", at_most="9 d"),
        ),
        ({"valueRange": {"low": quantity(9, "d"), "high": quantity(2, "d")}}, "unknown"),
        ({"valueDuration": quantity(3, "h")}, "unknown"),
        ({"valueDuration": quantity(-3, "d")}, "unknown"),
    ],
)
def test_a_foreign_relative_time_is_read_or_said_to_be_unread(offset: dict[str, Any], expected: When) -> None:
    lab = observation("lab", category="laboratory", _effectiveDateTime=relative("Condition/dx", "after", offset))
    assert facts(condition(), lab)["lab"].occurred == expected
    unread = "not recorded: Observation/lab: its time, which is none that a fact can state"
    assert (unread in result(condition(), lab).left_out) == (expected == "unknown")


def test_a_time_relative_to_what_is_no_fact_is_unknown_and_said() -> None:
    group = {"resourceType": "Group", "id": "g", "type": "person", "actual": True}
    lab = observation(
        "lab",
        category="laboratory",
        _effectiveDateTime=relative("Group/g", "after", {"valueDuration": quantity(3, "d")}),
    )
    assert facts(group, lab)["lab"].occurred == "unknown"
    assert any("g" in said and "left out" in said for said in result(group, lab).left_out)


@pytest.mark.parametrize(
    ("start", "end", "length"),
    [
        ("2023-01-01", "2023-01-22", Lasting(stated="21 d")),
        ("2023-01", "2023-01", Lasting(at_most="30 d")),
        ("2023-01", "2023-03", Lasting(at_least="29 d", at_most="89 d")),
        ("2023-02", "2023-01", None),
        ("2023-02", "unknown", None),
    ],
)
def test_a_length_is_as_sure_as_its_dates(start: str, end: str, length: Lasting | None) -> None:
    assert read_length(start, end) == length
