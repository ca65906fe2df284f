"""The public relations in the shell's own words: what a user with plain SQL reads is what the projections say."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cohort import recorded_cohort
from tests.docs.queries import EXAMPLES
from tests.examples import cycle, diagnosed, drug, history, radiotherapy, started, stopped
from tracker.events.treatment import CycleGiven
from tracker.projections.history import History, history_of
from tracker.projections.months import months_of
from tracker.projections.record import record_of
from tracker.projections.rows.months import MonthRow
from tracker.projections.states import standing_values
from tracker.store.database import open_database
from tracker.store.readmodels import project
from tracker.values.vocabularies import Per

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
(TOTALS_OF_THE_README,) = re.findall(r'tracker sql "(SELECT [^"]*FROM doses[^"]*)"', README)
TOTALS = EXAMPLES[0].sql


def open_doses() -> History:
    """A cycle whose dose is bounded, one whose number of administrations is open, a drug without any dose, a regimen without cycles."""
    bounded = cycle("l1", 1, drug("cisplatin", 75, per=Per.CYCLE), day=0)
    unbounded = cycle("l1", 2, drug("cisplatin", 75), drug("anlotinib"), day=21)
    without_cycles = started("m1", "capecitabine", day=42)
    return history(diagnosed(), started("l1", "cisplatin", day=0), bounded, unbounded, without_cycles, patient="open")


def two_cycles(patient: str) -> History:
    def given(number: int) -> CycleGiven:
        drugs = drug("cisplatin", 75, days="1-2"), drug("capecitabine", "1.5", "g", per=Per.DOSE, days="1-14")
        return cycle("l1", number, *drugs, day=21 * number)

    events = diagnosed(), started("l1", "cisplatin", line=1, day=21), given(1), given(2), stopped("l1", day=63)
    return history(*events, radiotherapy("rt", 60, 30, day=100), patient=patient)


@pytest.fixture(scope="module")
def cases() -> tuple[History, ...]:
    clean = (history_of(record_of(stream[0].patient, stream)) for stream in recorded_cohort(4))
    return (two_cycles("p"), two_cycles("q"), open_doses(), *clean)


@pytest.fixture(scope="module")
def shell(cases: tuple[History, ...], tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path: Path = tmp_path_factory.mktemp("relations") / "tracker.db"
    with open_database(path, create=True) as database, database.writing() as connection:
        for case in cases:
            project(connection, case)
    opened = sqlite3.connect(path)
    yield opened
    opened.close()


def test_every_month_of_the_view_is_the_frame_of_that_month(
    cases: tuple[History, ...], shell: sqlite3.Connection
) -> None:
    columns = MonthRow.__struct_fields__
    for case in cases:
        found = shell.execute("SELECT * FROM months WHERE patient = ? ORDER BY month", [case.patient]).fetchall()
        frames = months_of(case)
        assert [row[1] for row in found] == [frame.month for frame in frames]
        for row, frame in zip(found, frames, strict=True):
            values = standing_values(frame)
            assert row[2:] == tuple(values.get((column, "")) for column in columns[2:]), (case.patient, frame.month)


def test_cycles_and_total_dose_per_drug_and_patient_is_one_question(shell: sqlite3.Connection) -> None:
    each = [("capecitabine", 2, 42.0, 42.0, "g", 0), ("cisplatin", 2, 150.0, 300.0, "mg", 0)]
    found = [row for row in shell.execute(TOTALS) if row[0] in {"p", "q"}]
    assert found == [(patient, *row) for patient in "pq" for row in each]


@pytest.mark.parametrize("question", [TOTALS, TOTALS_OF_THE_README])
def test_a_total_with_an_open_dose_in_it_has_no_upper_bound(question: str, shell: sqlite3.Connection) -> None:
    found = [row for row in shell.execute(question) if row[0] == "open"]
    assert [row[:6] for row in found] == [
        ("open", "anlotinib", 1, None, None, None),
        ("open", "cisplatin", 2, 150.0, None, "mg"),
    ]
    assert [row[6:] for row in found] in ([(1,), (0,)], [(), ()])


def test_what_no_total_counts_is_one_question(shell: sqlite3.Connection) -> None:
    found = shell.execute(EXAMPLES[1].sql).fetchall()
    assert [row[:3] for row in found if row[0] == "open"] == [("open", "m1", "capecitabine")]


@pytest.mark.parametrize("question", [TOTALS, TOTALS_OF_THE_README])
def test_no_total_has_an_upper_bound_below_its_lower_bound(question: str, shell: sqlite3.Connection) -> None:
    bounds = [(row[3], row[4]) for row in shell.execute(question) if row[4] is not None]
    assert bounds
    assert all(least <= most for least, most in bounds)


def test_what_holds_in_a_month_is_one_condition_on_states(shell: sqlite3.Connection) -> None:
    question = """
        SELECT value FROM states WHERE patient = 'p' AND attribute = 'treatment'
        AND start_month <= ? AND (stop_month IS NULL OR stop_month > ?)
    """
    assert [shell.execute(question, [month, month]).fetchall() for month in (0, 1, 2)] == [
        [("on",)],
        [("on",)],
        [("off",)],
    ]
