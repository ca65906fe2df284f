"""What a cohort answers in SQL about its intervals is what the curve drawn by hand says."""

from math import prod
from pathlib import Path

import pytest

from tests.cohort import cohort
from tests.docs.queries import EXAMPLES
from tests.ledger import record_stream, shell
from tracker.store.database import Database

MEDIANS = next(example.sql for example in EXAMPLES if "Kaplan" in example.question)
Spans = dict[str, list[tuple[float, bool]]]


@pytest.fixture
def spans(database: Database, path: Path) -> Spans:
    """Months and outcome of every regimen of a small cohort, by its name."""
    for patient, events in cohort(24, 140):
        record_stream(database, patient, events)
    found: Spans = {}
    with shell(path) as connection:
        regimens = connection.execute("SELECT patient, regimen, name FROM regimens WHERE name IS NOT NULL")
        names = {(patient, regimen): name for patient, regimen, name in regimens}
        query = """SELECT patient, regimen, estimate_months, censored FROM intervals
        WHERE interval = 'progression_free_survival' AND assessed_by = 'oncologist' AND evaluable"""
        for patient, regimen, months, censored in connection.execute(query):
            found.setdefault(names[patient, regimen], []).append((months, not censored))
    return found


def median(spans: list[tuple[float, bool]]) -> float | None:
    """The first time at which the Kaplan–Meier curve is at one half or below; None where it never is."""
    times = sorted({months for months, outcome in spans if outcome})
    factors = [
        1 - sum(each == (time, True) for each in spans) / sum(months >= time for months, _ in spans) for time in times
    ]
    below = [time for place, time in enumerate(times) if prod(factors[: place + 1]) < 0.500001]
    return below[0] if below else None


def test_the_median_of_the_documented_query_is_that_of_the_curve(spans: Spans, path: Path) -> None:
    with shell(path) as connection:
        rows = connection.execute(MEDIANS).fetchall()
    assert {name: (number, outcomes, value) for name, number, outcomes, value in rows} == {
        name: (len(each), sum(outcome for _, outcome in each), median(each)) for name, each in spans.items()
    }
    assert {value is None for *_, value in rows} == {True, False}


def test_the_query_finds_its_rows_by_the_index(database: Database, path: Path) -> None:
    record_stream(database, "npc-1")
    with shell(path) as connection:
        plan = connection.execute(f"EXPLAIN QUERY PLAN {MEDIANS}").fetchall()
    assert [step for *_, step in plan if "intervals_by_name (interval=? AND assessed_by=?)" in step]
