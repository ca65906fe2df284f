from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ledger import copy_of_template, record_stream
from tracker.store.database import Database, open_database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A migrated database without an event."""
    return copy_of_template(tmp_path / "tracker.db")


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    """The same, opened."""
    with open_database(path) as opened:
        yield opened


@pytest.fixture
def recorded(path: Path, database: Database) -> Path:
    """A database with two short streams, `npc-1` and `npc-2`."""
    record_stream(database, "npc-1")
    record_stream(database, "npc-2")
    return path
