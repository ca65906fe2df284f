"""What `check` says of the two bundled cases: no error, every ambiguity in sight, and the contradiction when it is there."""

import re
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.examples import reading, record
from tracker.adapters.casefile import read_case_file
from tracker.events.catalogue import Event
from tracker.events.deliberation import AmbiguityNoted
from tracker.events.laboratory import LabResulted
from tracker.events.treatment import CycleGiven
from tracker.projections.discrepancies import Discrepancy, discrepancies_of
from tracker.projections.history import history_of
from tracker.projections.months import months_of
from tracker.values.vocabularies import Severity
from tracker.values.when import Basis, Lasting

SEEDS = Path(__file__).parents[2] / "seeds"
CASES = ("npc-1", "npc-2")


@cache
def events(case: str) -> tuple[Event, ...]:
    path = SEEDS / f"{case}.yaml"
    result = read_case_file(path.name, path.read_bytes())
    assert result.problems == ()
    return tuple(result.cases[0].facts)


def found(case: str, *more: Event) -> tuple[Discrepancy, ...]:
    return discrepancies_of(record(*events(case), *more, patient=case))


def three_weekly() -> tuple[Event, ...]:
    """Case 2 with nab-paclitaxel every 21 d; toripalimab for one 21-d cycle at least is in the case."""
    length = Lasting(stated="21 d", basis=Basis.ASSUMED)
    return tuple(
        replace(event, lasting=length) if isinstance(event, CycleGiven) and event.regimen == "l2" else event
        for event in events("npc-2")
    )


@pytest.mark.parametrize("case", CASES)
def test_a_bundled_case_has_no_error(case: str) -> None:
    assert [row.summary for row in found(case) if row.severity is Severity.ERROR] == []


@pytest.mark.parametrize(("case", "total"), [("npc-1", "restaging-2"), ("npc-2", "death")])
def test_the_stated_months_fit_within_rounding_only(case: str, total: str) -> None:
    rows = [row for row in found(case) if row.rule == "rounding-only"]
    assert rows
    assert any(total in row.events for row in rows)
    assert {(row.severity, row.tolerance_months) for row in rows} == {(Severity.WARNING, 0.0)}
    assert all(row.excess_months is not None and row.excess_months > 0 for row in rows)


@pytest.mark.parametrize("case", CASES)
def test_every_noted_ambiguity_is_in_sight_with_facts_of_the_case(case: str) -> None:
    noted = {event.key: event for event in events(case) if isinstance(event, AmbiguityNoted)}
    rows = {row.events[0]: row for row in found(case) if row.events[0] in noted}
    assert rows.keys() == noted.keys()
    keys = record(*events(case)).keys
    for key, event in noted.items():
        assert (rows[key].rule, rows[key].severity, rows[key].summary) == (event.rule, event.severity, event.summary)
        assert set(rows[key].events) <= keys
    least = {"npc-1": 7, "npc-2": 9}[case]
    assert sum(row.rule == "reader-noted" for row in rows.values()) >= least


@pytest.mark.parametrize("case", CASES)
def test_every_result_without_a_value_is_named(case: str) -> None:
    empty = {event.key for event in events(case) if isinstance(event, LabResulted) and event.value is None}
    empty -= {"labs-4-peak"}  # a word for the number of labs-4-ebv
    assert {row.events[0] for row in found(case) if row.rule == "missing-value"} == empty


@pytest.mark.parametrize(
    ("case", "question", "name"),
    [
        ("npc-1", "seven-months", "T"),
        ("npc-1", "seven-months", "E"),
        ("npc-1", "course-3-end", "C"),
        ("npc-2", "six-months", "O"),
    ],
)
def test_the_other_readings_fit_within_rounding_too(case: str, question: str, name: str) -> None:
    assert not [row for row in found(case, reading(question, name)) if row.severity is Severity.ERROR]


def test_case_2_with_cycles_of_21_days_contradicts_itself_at_both_tolerances_and_still_replays() -> None:
    case = record(*three_weekly(), patient="npc-2")
    rows = [row for row in discrepancies_of(case) if row.rule == "inconsistent-time"]
    assert [(row.severity, row.tolerance_months) for row in rows] == [(Severity.ERROR, 0.0), (Severity.ERROR, 0.5)]
    face_value, rounded = (row.excess_months for row in rows)
    assert face_value is not None
    assert rounded is not None
    assert face_value == pytest.approx(2.87, abs=0.005)
    assert face_value > rounded > 0
    for row in rows:
        assert {"dx", "death", "l2-c4", "restaging-4", "rt-1", "l4", "l5"} <= set(row.events)
        assert re.search(r"l2-c4: lasting 21 d", row.summary)
    frames = months_of(history_of(case))
    assert frames[-1].state.death is not None
