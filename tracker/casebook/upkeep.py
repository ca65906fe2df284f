"""Looking after the file: where it is, and deriving its rows again. Refuses to mend a line of the log."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from tracker.casebook.library import Place, open_library
from tracker.store import guards, readmodels, schema, tables, verification
from tracker.store.database import Database
from tracker.store.verification import Finding


def where(place: Place) -> dict[str, Any]:
    """Which file is in use, and what is in it; a named file that is not there is not made."""
    found: dict[str, Any] = {
        "database": str(place.path.absolute()),
        "named_by": "the user's data directory" if place.default else "--db or TRACKER_DB",
        "size_bytes": None,
        "schema_version": None,
        "patients": None,
        "events": None,
    }
    if place.missing:
        return found
    with open_library(place) as library:
        with library.database.reading() as connection:
            found["events"] = connection.scalar(select(func.count()).select_from(tables.events))
        found["patients"] = len(library.names())
        found["schema_version"] = library.database.schema_version
        found["size_bytes"] = sum(part.stat().st_size for part in _parts(place.path))
    return found


def _parts(path: Path) -> Iterator[Path]:
    """The file with what SQLite keeps beside it."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        if path.with_name(name).exists():
            yield path.with_name(name)


def verify(database: Database) -> tuple[Finding, ...]:
    """Everything that is wrong with the file, its guards, the log or the rows that follow from it."""
    return verification.verify(database)


def rebuild(database: Database) -> tuple[tuple[str, ...], int]:
    """Put back what was dropped or changed, the log apart, and derive every row of the read models again.

    Returns:
        What was wrong with guards, tables and views, a sentence each, and how many streams were folded.
    """
    # The store takes no changes while a guard is missing; this is the one command that may, to put it back.
    database.findings = ()
    with database.writing() as connection:
        restored = (*guards.restore(connection), *schema.restore(connection))
        return restored, readmodels.rebuild(connection)
