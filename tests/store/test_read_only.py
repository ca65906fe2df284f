"""A database opened for reading alone: SQLite itself refuses to write, and nothing is brought up to date."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.ledger import contents, shell
from tracker.store.database import open_database
from tracker.store.refusals import StoreRefused
from tracker.store.schema import ROWS_VERSION
from tracker.store.streams import read_stream


def test_opened_for_reading_alone_no_connection_could_write(recorded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    connect = sqlite3.connect

    def noting(address: str, **options: Any) -> sqlite3.Connection:
        asked.append(address)
        connection: sqlite3.Connection = connect(address, **options)
        return connection

    monkeypatch.setattr(sqlite3, "connect", noting)
    with open_database(recorded, read_only=True) as database:
        with database.reading() as connection:
            assert read_stream(connection, "npc-1")
        for write in (lambda: database.writing().__enter__(), database.rewrite, database.empty_wal):
            with pytest.raises(StoreRefused, match="was opened for reading alone"):
                write()
        database.fold_wal()
    assert asked
    assert all("?mode=ro" in uri for uri in asked)


@pytest.mark.parametrize(
    "change", ["UPDATE alembic_version SET version_num = '0007'", f"PRAGMA user_version = {ROWS_VERSION - 1}"]
)
def test_opened_for_reading_alone_an_older_file_is_not_brought_up_to_date(recorded: Path, change: str) -> None:
    with shell(recorded) as connection:
        connection.execute(change)
    before = contents(recorded)
    with pytest.raises(StoreRefused, match="by an older tracker: any command, such as `tracker cases`, brings it"):
        open_database(recorded, read_only=True)
    assert contents(recorded) == before


def test_opened_for_reading_alone_an_empty_file_stays_empty(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    with pytest.raises(StoreRefused, match="is empty: `tracker import`"):
        open_database(path, read_only=True)
    assert path.stat().st_size == 0
