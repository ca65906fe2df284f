"""What SQL can see: relations over read models, never a payload, and nothing that an untrusted file could abuse."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.docs.sql_page import columns
from tracker.projections.rows import READ_MODELS
from tracker.store.database import open_database

ROOT = Path(__file__).parents[2]
SQL_FILES = sorted((ROOT / "migrations").rglob("*.sql"))


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A new database, seen by a plain client."""
    path = tmp_path_factory.mktemp("surface") / "tracker.sqlite"
    open_database(path, create=True).close()
    with closing(sqlite3.connect(path)) as connection:
        yield connection


def test_no_view_reads_a_payload_or_the_log(database: sqlite3.Connection) -> None:
    read: set[str] = set()

    def note(action: int, table: str | None, *_: object) -> int:
        if action == sqlite3.SQLITE_READ and table is not None:
            read.add(table)
        return sqlite3.SQLITE_OK

    database.set_authorizer(note)
    for model in READ_MODELS:
        database.execute(f"SELECT * FROM {model.name}")
    database.set_authorizer(None)
    assert {f"{model.name}_rows" for model in READ_MODELS if model.derive is not None} <= read
    assert "events" not in read


def test_no_view_in_the_migrations_reads_a_payload() -> None:
    views = [file for file in SQL_FILES if file.parent.name == "views"]
    assert views
    assert not [
        file.name
        for file in views
        if re.search(r"\b(payload|salt|(from|join)\s+events)\b", file.read_text("utf-8"), re.IGNORECASE)
    ]


def test_no_json_function_stands_in_the_schema(database: sqlite3.Connection) -> None:
    """With `trusted_schema` off, SQLite refuses them in a view, a trigger or a check."""
    schema = [sql for (sql,) in database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")]
    schema += [file.read_text("utf-8") for file in SQL_FILES]
    assert not [sql for sql in schema if re.search(r"\bjsonb?_|->", sql, re.IGNORECASE)]


def test_every_relation_is_a_view_with_the_documented_columns(database: sqlite3.Connection) -> None:
    views = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'view'")}
    assert views == {model.name for model in READ_MODELS}
    for model in READ_MODELS:
        seen = [row[1] for row in database.execute(f"PRAGMA table_info({model.name})")]
        assert seen == [name for name, *_ in columns(model.row)], model.name


def test_a_plain_client_needs_no_trusted_schema(database: sqlite3.Connection) -> None:
    database.execute("PRAGMA trusted_schema = OFF")
    for model in READ_MODELS:
        assert database.execute(f"SELECT count(*) FROM {model.name}").fetchone() == (0,)


def test_every_table_is_strict(database: sqlite3.Connection) -> None:
    tables = database.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    ours = {name: strict for name, strict in tables if not name.startswith("sqlite_") and name != "alembic_version"}
    assert ours
    assert all(ours.values()), ours
