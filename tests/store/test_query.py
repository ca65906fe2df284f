"""SQL for people reads everything and changes nothing."""

import time
from pathlib import Path

import pytest

from tests.ledger import CHART, contents
from tracker.cli.query import sql_command
from tracker.projections.rows import READ_MODELS
from tracker.store import query
from tracker.store.query import COLUMNS_OF_VIEWS, LONGEST_VALUE, Answer, Deadline
from tracker.store.refusals import StoreRefused

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT {} FROM n"


def ask(path: Path, statement: str, *, deadline_seconds: float = 30) -> Answer:
    return query.ask(path, statement, deadline_seconds=deadline_seconds)


def rows(answer: Answer) -> list[tuple[object, ...]]:
    return list(answer.rows)


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("SELECT patient, count(*) AS events FROM events GROUP BY patient", id="select"),
        pytest.param(
            "WITH e AS (SELECT patient FROM events) SELECT patient, count(*) AS events FROM e GROUP BY 1", id="with"
        ),
        pytest.param("VALUES ('npc-1', 9), ('npc-2', 9);", id="values, with its semicolon"),
        pytest.param("SELECT patient, max(version) FROM events GROUP BY 1 -- and that is all", id="with a remark"),
    ],
)
def test_a_question_is_answered(recorded: Path, statement: str) -> None:
    assert rows(ask(recorded, statement)) == [("npc-1", len(CHART)), ("npc-2", len(CHART))]


def test_columns_have_the_names_that_the_question_gives(recorded: Path) -> None:
    answer = ask(recorded, "SELECT patient AS who, count(*) FROM events")
    assert answer.columns == ("who", "count(*)")
    assert len(rows(answer)) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "PRAGMA table_info(events)",
        "PRAGMA table_list",
        "PRAGMA user_version",
        "SELECT name FROM pragma_table_info('labs')",
        "EXPLAIN QUERY PLAN SELECT * FROM labs",
        "SELECT month, row_number() OVER (PARTITION BY patient ORDER BY month) FROM months",
        "SELECT l.name FROM pragma_table_list AS l, pragma_table_info('labs')",
        "SELECT value FROM json_each('[1, 2]')",
        "SELECT json_extract(payload, '$.key') FROM events",
        "SELECT sql FROM sqlite_master",
    ],
)
def test_looking_around_is_allowed(recorded: Path, statement: str) -> None:
    assert rows(ask(recorded, statement))


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM labs_rows",
        "UPDATE labs_rows SET value = 0",
        "INSERT INTO labs_rows DEFAULT VALUES",
        "DROP TABLE labs_rows",
        "DROP TRIGGER events_update",
        "CREATE TABLE mine (x)",
        "CREATE TEMP TABLE mine (x)",
        "CREATE TEMP VIEW labs AS SELECT 1",
        "ALTER TABLE events RENAME TO others",
        "ATTACH ':memory:' AS other",
        "ATTACH '/etc/passwd' AS other",
        "VACUUM INTO '/tmp/stolen.db'",
        "BEGIN",
        "SAVEPOINT here",
        "PRAGMA query_only = OFF",
        "PRAGMA writable_schema = ON",
        "PRAGMA user_version = 7",
        "PRAGMA journal_mode = DELETE",
        "PRAGMA trusted_schema",
        "ANALYZE",
        "REINDEX",
    ],
)
def test_nothing_but_reading_is_allowed(recorded: Path, statement: str) -> None:
    before = contents(recorded)
    with pytest.raises(StoreRefused):
        rows(ask(recorded, statement))
    assert contents(recorded) == before


def test_an_extension_is_never_loaded(recorded: Path) -> None:
    with pytest.raises(StoreRefused, match="load_extension"):
        ask(recorded, "SELECT load_extension('/tmp/anything.so')")


@pytest.mark.parametrize("statement", ["SELECT 1; SELECT 2", "SELECT 1; DROP TABLE events;", "; SELECT 1; SELECT 2"])
def test_more_than_one_statement_is_refused_as_that(recorded: Path, statement: str) -> None:
    with pytest.raises(StoreRefused, match="more than one statement"):
        ask(recorded, statement)


@pytest.mark.parametrize("statement", ["", "   ", "-- nothing", ";"])
def test_no_statement_is_refused_as_that(recorded: Path, statement: str) -> None:
    with pytest.raises(StoreRefused, match="no statement to run"):
        ask(recorded, statement)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("SELECT hemoglobin FROM labs", "no such column: hemoglobin"),
        ("SELECT start_month FROM patients", "start_month in the views asked; it is a column of states, .*cycles"),
        ("SELECT l.analite FROM labs AS l", r"no such column: l\.analite; did you mean analyte\?"),
        ("SELECT * FROM timelin", r"no such table: timelin; did you mean timeline\?"),
        ("SELECT * FROM laboratories", "no such table: laboratories"),
        ("SELEKT 1", 'near "SELEKT"'),
        ("SELECT '", "unrecognized token"),
        ("SELECT no_such_function(1)", "no such function"),
    ],
)
def test_a_mistake_is_named_with_where_to_look(recorded: Path, statement: str, said: str) -> None:
    with pytest.raises(StoreRefused, match=rf"{said}.*SELECT v\.name, c\.name .* lists the views"):
        ask(recorded, statement)


def test_what_can_be_asked_for_is_itself_a_question(recorded: Path) -> None:
    columns = [(model.name, column) for model in READ_MODELS for column in model.row.__struct_fields__]
    assert sorted(rows(ask(recorded, COLUMNS_OF_VIEWS))) == sorted(columns)
    assert COLUMNS_OF_VIEWS in (sql_command.help or "")


@pytest.mark.parametrize("what", ["count(*)", "i"])
def test_a_question_without_end_stops_at_the_deadline(recorded: Path, what: str) -> None:
    before = time.monotonic()
    with pytest.raises(StoreRefused, match=r"took longer than 0\.2 s"):
        for _ in ask(recorded, ENDLESS.format(what), deadline_seconds=0.2).rows:
            pass
    assert time.monotonic() - before < 3


def test_rows_that_take_sqlite_no_time_stop_at_the_deadline_too(recorded: Path) -> None:
    answer = ask(recorded, "VALUES (1), (2)", deadline_seconds=0.2)
    assert next(answer.rows) == (1,)
    time.sleep(0.3)
    with pytest.raises(StoreRefused, match=r"took longer than 0\.2 s"):
        next(answer.rows)


def test_an_interrupt_from_the_keyboard_is_not_taken_for_the_deadline(
    recorded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupts = iter([KeyboardInterrupt])

    def look(_: Deadline) -> bool:
        for interrupt in interrupts:
            raise interrupt
        return False

    monkeypatch.setattr(Deadline, "passed", look)
    with pytest.raises(KeyboardInterrupt):
        rows(ask(recorded, ENDLESS.format("count(*)")))


def test_a_value_that_would_fill_the_memory_is_refused(recorded: Path) -> None:
    with pytest.raises(StoreRefused, match="too big"):
        rows(ask(recorded, f"SELECT zeroblob({LONGEST_VALUE + 1})"))


def test_a_file_that_is_no_database_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database, " * 100, encoding="utf-8")
    with pytest.raises(StoreRefused, match=r"notes\.txt is not a SQLite database"):
        ask(path, "SELECT 1")


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(StoreRefused, match=r"missing\.db cannot be opened"):
        ask(tmp_path / "missing.db", "SELECT 1")
