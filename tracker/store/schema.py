"""What is in the file: whose database it is, at which schema, and how it gets to the newest one.

Refuses a database of another program or of a newer tracker. Alembic is imported only when there is something to migrate.
"""

from enum import Enum
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, create_engine

from tracker.store.places import migrations_folder
from tracker.store.refusals import StoreRefused

APPLICATION_ID = 0x6F6E6374
"""`onct` in the header of the file."""

ROWS_VERSION = 1
"""Version of the rows that the projections derive, kept in the file as `PRAGMA user_version`.

Raised when the meaning of a row changes while its table does not; a migration that touches a read model sets the stored
one to 0. Either way the next start builds the rows again.
"""


class Age(Enum):
    """How the schema of a database compares with the newest one."""

    EMPTY = "empty"
    OLDER = "older"
    CURRENT = "current"


@cache
def revisions() -> tuple[str, ...]:
    """Every schema version there is, oldest first; a migration's file name begins with it."""
    return tuple(sorted(path.name[:4] for path in (migrations_folder() / "versions").glob("[0-9]*_*.py")))


def stored_revision(connection: Connection) -> str | None:
    """The schema version of the database, None before the first migration."""
    if not connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").first():
        return None
    row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
    return None if row is None else str(row[0])


def age_of(connection: Connection, path: Path) -> Age:
    """Compare the schema of a database with the newest one.

    Raises:
        StoreRefused: when it is the database of another program or of a newer tracker.
    """
    found = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    if found != APPLICATION_ID:
        if found == 0 and not connection.exec_driver_sql("SELECT 1 FROM sqlite_master").first():
            return Age.EMPTY
        raise StoreRefused(f"{path} is the database of another program: name another file with --db")
    revision = stored_revision(connection)
    if revision not in revisions():
        raise StoreRefused(
            f"{path} was written by a newer tracker (schema {revision}, this one knows up to {revisions()[-1]}): "
            "update tracker"
        )
    return Age.CURRENT if revision == revisions()[-1] else Age.OLDER


def migrate(connection: Connection, to: str = "head") -> None:
    """Bring a database to a schema version, up or down, within the transaction that is open.

    Args:
        connection: A writer's connection.
        to: A revision such as `0001`, `head`, or `base`.
    """
    from alembic import command  # noqa: PLC0415 - a third of a second that only a migration pays
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    config.attributes["connection"] = connection
    stored = stored_revision(connection) or ""
    if to == "head" or (to != "base" and to >= stored):
        command.upgrade(config, to)
    else:
        command.downgrade(config, to)


def rows_are_current(connection: Connection) -> bool:
    """Whether the stored read models are of the version that this tracker derives."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one()) == ROWS_VERSION


def mark_rows_current(connection: Connection) -> None:
    """Say that the read models were built by this version, within the transaction that built them."""
    connection.exec_driver_sql(f"PRAGMA user_version = {ROWS_VERSION}")


def objects(connection: Connection) -> dict[str, str]:
    """Every table, index, trigger and view with its text, by kind and name; Alembic's own table is left to it."""
    rows = connection.exec_driver_sql(
        "SELECT type || ' ' || name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version' ORDER BY 1"
    )
    return {str(name): str(text) for name, text in rows}


@cache
def expected_objects() -> dict[str, str]:
    """What `objects` must find in a database at the newest schema: what the migrations make of an empty one."""
    engine = create_engine("sqlite://")
    try:
        with engine.begin() as connection:
            migrate(connection)
            return objects(connection)
    finally:
        engine.dispose()
