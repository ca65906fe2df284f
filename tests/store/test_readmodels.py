"""Read models equal the fold of the log, always: after an append, after a rebuild, after any order of both."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cohort import cohort
from tests.examples import amended, ecog, erased, lab
from tests.ledger import BY_TESTER, CHART, all_new, contents, copy_of_template, new, record_stream, shell
from tracker.casebook.upkeep import rebuild
from tracker.events.catalogue import Event
from tracker.projections.history import history_of
from tracker.projections.record import record_of
from tracker.projections.rows import READ_MODELS, rows_of
from tracker.store import readmodels
from tracker.store.database import Database, open_database
from tracker.store.log import ANY, NewEvent, append
from tracker.store.refusals import Undecodable
from tracker.store.streams import read_stream
from tracker.store.verification import verify


def project(database: Database, patient: str, events: Sequence[NewEvent] = ()) -> tuple[int, int]:
    """Append and project as the casebook does; how many rows that wrote, and how many SQLite counted."""
    with database.writing() as connection:
        append(connection, patient, events, expected=ANY, recording=BY_TESTER)
        before = connection.total_changes
        written = readmodels.project(connection, history_of(record_of(patient, read_stream(connection, patient))))
        return written, connection.total_changes - before


@pytest.fixture(scope="module")
def charts() -> list[tuple[str, tuple[Event, ...]]]:
    return list(cohort(3, 80))


def test_stored_rows_are_the_rows_of_the_projection(
    database: Database, path: Path, charts: list[tuple[str, tuple[Event, ...]]]
) -> None:
    wanted: dict[str, list[tuple[object, ...]]] = {model.name: [] for model in READ_MODELS if model.derive}
    for patient, events in charts:
        record_stream(database, patient, events)
        with database.reading() as connection:
            history = history_of(record_of(patient, read_stream(connection, patient)))
        for name, rows in rows_of(history).items():
            wanted[name].extend(rows)
    with shell(path) as connection:
        for name, rows in wanted.items():
            stored = connection.execute(f"SELECT * FROM {name}_rows").fetchall()
            assert len(stored) == len(rows)
            assert set(stored) == set(rows), name
    assert sum(map(len, wanted.values())) > 300


def test_a_rebuild_changes_nothing(database: Database, path: Path, charts: list[tuple[str, tuple[Event, ...]]]) -> None:
    for patient, events in charts:
        for event in all_new(patient, events):
            project(database, patient, [event])
    before = contents(path)
    with database.writing() as connection:
        assert readmodels.rebuild(connection) == len(charts)
    assert contents(path) == before


def test_deleted_rows_come_back_by_a_rebuild(recorded: Path, database: Database) -> None:
    before = contents(recorded)
    with shell(recorded) as connection:
        for name in readmodels.statements():
            connection.execute(f"DELETE FROM {name}_rows")
        connection.execute("INSERT INTO sources_rows VALUES ('stranger', 'k', 1, NULL, '§1', NULL, NULL, 0)")
    with database.writing() as connection:
        readmodels.rebuild(connection)
    assert contents(recorded) == before


def test_a_result_changes_its_own_rows_and_no_others(database: Database) -> None:
    record_stream(database, "npc-1")
    written, counted = project(database, "npc-1", [new(lab("Hb", 110, "g/L", after="dx", stated="3 mo"))])
    # The row of the result in labs and in timeline, the count of facts in patients, and the old and new rows of the four
    # intervals that reach to the last date known alive.
    assert counted == written == 12


def test_an_amendment_replaces_the_rows_of_its_fact(database: Database, path: Path) -> None:
    record_stream(database, "npc-1")
    with shell(path) as connection:
        rows_before = connection.execute("SELECT * FROM labs ORDER BY key").fetchall()
    change = amended(lab("EBV-DNA", 140, "{copies}/mL", key="ebv-3", after="dx", stated="3 mo"))
    project(database, "npc-1", [new(change, corrects=6)])
    with shell(path) as connection:
        rows_after = connection.execute("SELECT * FROM labs ORDER BY key").fetchall()
        assert connection.execute("SELECT value FROM labs WHERE key = 'ebv-3'").fetchall() == [(140.0,)]
    assert len(rows_after) == len(rows_before)


def test_projecting_again_writes_nothing(database: Database) -> None:
    record_stream(database, "npc-1")
    assert project(database, "npc-1") == (0, 0)


def test_other_patients_are_not_touched(recorded: Path, database: Database) -> None:
    question = "SELECT * FROM timeline WHERE patient = 'npc-2'"
    with shell(recorded) as connection:
        before = connection.execute(question).fetchall()
    project(database, "npc-1", [new(ecog(2, after="dx", stated="2 mo"))])
    with shell(recorded) as connection:
        assert connection.execute(question).fetchall() == before


def test_an_erased_patient_has_no_rows(recorded: Path, database: Database) -> None:
    project(database, "npc-1", [new(erased())])
    stored = contents(recorded)
    for name in readmodels.statements():
        assert all(row[0] != "npc-1" for row in stored[f"{name}_rows"]), name
    with database.writing() as connection:
        readmodels.rebuild(connection)
    assert contents(recorded) == stored


def test_a_rebuild_that_meets_an_undecodable_line_changes_nothing(recorded: Path, database: Database) -> None:
    with shell(recorded) as connection:
        (guard,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'events_update'").fetchone()
        connection.execute("DROP TRIGGER events_update")
        connection.execute("UPDATE events SET payload = '{' WHERE seq = 12")
        connection.execute(guard)
    before = contents(recorded)
    with pytest.raises(Undecodable, match="event 12"), database.writing() as connection:
        readmodels.rebuild(connection)
    assert contents(recorded) == before


def test_rows_of_another_version_are_built_again_at_the_next_start(recorded: Path) -> None:
    before = contents(recorded)
    with shell(recorded) as connection:
        connection.execute("DELETE FROM labs_rows")
        connection.execute("PRAGMA user_version = 0")
    with open_database(recorded) as database:
        assert database.findings == ()
    assert contents(recorded) == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("DROP TABLE labs_rows", "the table labs_rows was dropped"),
        ("ALTER TABLE labs_rows ADD COLUMN mine TEXT", "the table labs_rows was changed"),
        ("DROP VIEW patients", "the view patients was dropped"),
        ("DROP INDEX events_by_corrected", "the index events_by_corrected was dropped"),
    ],
)
def test_a_rebuild_puts_back_what_was_dropped_or_changed(recorded: Path, change: str, said: str) -> None:
    before = contents(recorded)
    with shell(recorded) as connection:
        connection.execute(change)
    with open_database(recorded) as database:
        assert rebuild(database) == ((said,), 2)
        assert verify(database) == ()
    assert contents(recorded) == before


def test_a_rebuild_leaves_alone_what_does_not_belong_to_the_database(recorded: Path) -> None:
    with shell(recorded) as connection:
        connection.execute("CREATE TABLE mine AS SELECT 1 AS one")
    with open_database(recorded) as database:
        assert rebuild(database) == ((), 2)
    assert contents(recorded)["mine"] == [(1,)]


def test_a_table_that_is_gone_does_not_keep_rows_of_another_version_from_being_built(recorded: Path) -> None:
    before = contents(recorded)
    with shell(recorded) as connection:
        connection.execute("DROP TABLE labs_rows")
        connection.execute("PRAGMA user_version = 0")
    with open_database(recorded) as database:
        assert database.findings == ()
    assert contents(recorded) == before


def test_a_log_that_cannot_be_folded_after_an_update_is_still_read_and_reported(recorded: Path) -> None:
    with shell(recorded) as connection:
        (guard,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'events_update'").fetchone()
        connection.execute("DROP TRIGGER events_update")
        connection.execute("UPDATE events SET schema_version = 9 WHERE seq = 12")
        connection.execute(guard)
        connection.execute("PRAGMA user_version = 0")
    with open_database(recorded) as database, database.reading() as connection:
        (finding,) = database.findings
        assert finding.startswith("the read models are out of date: event 12 of the log (patient npc-2) cannot be read")
        assert len(read_stream(connection, "npc-1")) == len(CHART)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(1, 4)), max_size=8))
def test_live_rows_equal_a_rebuild_however_the_streams_grew(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    path = copy_of_template(tmp_path_factory.mktemp("grown") / "tracker.db")
    waiting = {patient: iter(all_new(patient, CHART)) for patient in "ab"}
    with open_database(path) as database:
        for patient, count in steps:
            project(database, patient, [event for _, event in zip(range(count), waiting[patient], strict=False)])
        live = contents(path)
        with database.writing() as connection:
            readmodels.rebuild(connection)
        assert contents(path) == live
        assert verify(database) == ()


def test_rows_are_found_by_patient_through_an_index(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for model in READ_MODELS:
            if model.derive:
                plan = connection.execute(
                    f"EXPLAIN QUERY PLAN SELECT * FROM {model.name} WHERE patient = 'x'"
                ).fetchall()
                searched = [step for *_, step in plan if step.partition(" ")[2].startswith(f"{model.name}_rows")]
                assert searched
                assert all("PRIMARY KEY (patient=?" in step for step in searched), model.name
