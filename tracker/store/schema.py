"""What is in the file: whose database it is, at which schema, and how it gets to the newest one.

Refuses a database of another program or of a newer tracker. Alembic is imported only when there is something to migrate.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.store.places import migrations_folder
from tracker.store.refusals import StoreRefused

if TYPE_CHECKING:
    from sqlalchemy import Connection

APPLICATION_ID = 0x6F6E6374
"""`onct` in the header of the file."""

ROWS_VERSION = 4
"""Version of the rows that the projections derive, kept in the file as `PRAGMA user_version`.

Raised when the meaning of a row changes while its table does not; a migration that touches a read model sets the stored
one to 0. Either way the next start builds the rows again.
"""


LOG = "table events"
"""The one object that nothing brings back."""

DOCUMENTS = "table documents"
"""What is in it does not follow from the log either: it is made again where it was dropped, and never dropped."""

_MADE_IN_ORDER = ("table", "index", "view", "trigger")


class Age(Enum):
    """How the schema of a database compares with the newest one."""

    EMPTY = "empty"
    OLDER = "older"
    CURRENT = "current"


@cache
def revisions() -> tuple[str, ...]:
    """Every schema version there is, oldest first; a migration's file name begins with it."""
    return tuple(sorted(path.name[:4] for path in (migrations_folder() / "versions").glob("[0-9]*_*.py")))


def stored_revision(connection: sqlite3.Connection) -> str | None:
    """The schema version of the database, None before the first migration."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return None if row is None else str(row[0])


def age_of(connection: sqlite3.Connection, path: Path) -> Age:
    """Compare the schema of a database with the newest one.

    Raises:
        StoreRefused: when it is the database of another program or of a newer tracker.
    """
    found = connection.execute("PRAGMA application_id").fetchone()[0]
    if found != APPLICATION_ID:
        if found == 0 and not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            return Age.EMPTY
        raise StoreRefused(f"{path} is the database of another program: name another file with --db")
    revision = stored_revision(connection)
    if revision is None:
        raise StoreRefused(f"{path} is not whole: its schema version is missing; restore a backup")
    rows = stored_rows_version(connection)
    if rows > ROWS_VERSION:
        raise StoreRefused(
            f"{path} was filled by a newer tracker (rows {rows}, this one derives {ROWS_VERSION}): update tracker"
        )
    if revision not in revisions():
        raise StoreRefused(
            f"{path} was written by a newer tracker (schema {revision}, this one knows up to {revisions()[-1]}): "
            "update tracker"
        )
    return Age.CURRENT if revision == revisions()[-1] else Age.OLDER


def migrate(connection: sqlite3.Connection, to: str = "head") -> None:
    """Bring a database to a schema version, up or down, within the transaction that is open.

    Args:
        connection: A writer's connection.
        to: A revision such as `0001`, `head`, or `base`.
    """
    from alembic import command  # noqa: PLC0415 - a third of a second that only a migration pays
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    stored = stored_revision(connection) or ""
    with lent(connection) as config.attributes["connection"]:
        if to == "head" or (to != "base" and to >= stored):
            command.upgrade(config, to)
        else:
            command.downgrade(config, to)


class _Lent:
    """A connection whose transaction is its owner's: who it was lent to can neither commit, nor roll back, nor close it."""

    def __init__(self, owned: sqlite3.Connection) -> None:
        self._owned = owned

    def __getattr__(self, name: str) -> object:
        return getattr(self._owned, name)

    def commit(self) -> None:
        """Left to the owner."""

    def rollback(self) -> None:
        """Left to the owner: what fails in a migration fails in its transaction."""

    def close(self) -> None:
        """Left to the owner."""


@contextmanager
def lent(connection: sqlite3.Connection) -> Iterator["Connection"]:
    """A writer's connection as SQLAlchemy's, for Alembic, within the transaction that is open.

    Raises:
        sqlite3.Error: what fails in it, as the driver raised it.
    """
    from sqlalchemy import create_engine  # noqa: PLC0415 - a seventh of a second that only a migration pays
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415 - as above
    from sqlalchemy.pool import StaticPool  # noqa: PLC0415 - as above

    engine = create_engine("sqlite://", creator=lambda: _Lent(connection), poolclass=StaticPool)
    try:
        with engine.connect() as found:
            yield found
    except DBAPIError as error:
        # Whoever opened the transaction explains what its driver says of the file, and knows of no other.
        if isinstance(error.orig, sqlite3.Error):
            raise error.orig from None
        raise
    finally:
        engine.dispose()


def stored_rows_version(connection: sqlite3.Connection) -> int:
    """The version of the stored read models; 0 where they have to be built."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def mark_rows_current(connection: sqlite3.Connection) -> None:
    """Say that the read models were built by this version, within the transaction that built them."""
    connection.execute(f"PRAGMA user_version = {ROWS_VERSION}")


def objects(connection: sqlite3.Connection) -> dict[str, str]:
    """Every table, index, trigger and view with its text, by kind and name; Alembic's own table is left to it."""
    rows = connection.execute(
        "SELECT type || ' ' || name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version' ORDER BY 1"
    )
    return {str(name): str(text) for name, text in rows}


def deviations(connection: sqlite3.Connection) -> dict[str, str]:
    """What is not as the migrations make it, by kind and name, each with a sentence."""
    wanted, found = expected_objects(), objects(connection)
    return {
        **{name: f"the {name} was dropped" for name in wanted if name not in found},
        **{name: f"the {name} was changed" for name, text in wanted.items() if found.get(name, text) != text},
        **{name: _foreign(name) for name in found if name not in wanted},
    }


def _foreign(name: str) -> str:
    """What somebody made in the file; a trigger goes with the next rebuild, all else may hold what nobody should lose."""
    kind, _, of_it = name.partition(" ")
    said = f"the {name} does not belong to the database"
    if kind == "trigger":
        return said
    quoted = of_it if of_it.isidentifier() else f"[{of_it}]"
    return f"{said}; `DROP {kind.upper()} {quoted}` in sqlite3 takes it out"


def restore(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Make everything again that was dropped or changed and holds nothing but what follows from the log.

    The log itself is left alone, and so is what does not belong to the database. Tables come back empty. The triggers
    are guards, which `guards.restore` puts back.

    Returns:
        What was wrong, a sentence each.
    """
    wanted = expected_objects()
    kept = {LOG} | {DOCUMENTS} & objects(connection).keys()
    wrong = {
        name: sentence
        for name, sentence in deviations(connection).items()
        if name in wanted and name not in kept and not name.startswith("trigger ")
    }
    for name in wrong:
        kind, quoted = name.split(" ", 1)
        connection.execute(f'DROP {kind} IF EXISTS "{quoted}"')
    found = objects(connection)
    for name in sorted(wanted.keys() - found.keys(), key=lambda name: _MADE_IN_ORDER.index(name.split(" ", 1)[0])):
        if name != LOG and not name.startswith("trigger "):
            connection.execute(wanted[name])
    return tuple(wrong.values())


@cache
def expected_objects() -> dict[str, str]:
    """What `objects` must find in a database at the newest schema: what the migrations make of an empty one."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        return objects(connection)
