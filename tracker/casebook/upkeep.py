"""Looking after the file: where it is, and deriving its rows again. Refuses to mend a line of the log."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from tracker.casebook.config import config_path
from tracker.casebook.library import Place, open_library
from tracker.store import anchors, compiled, guards, readmodels, schema, verification
from tracker.store import backup as copies
from tracker.store.database import Database
from tracker.store.told import Told, nobody
from tracker.store.verification import Finding


def where(place: Place) -> dict[str, Any]:
    """Which file is in use, and what is in it, erased patients aside; a named file that is not there is not made."""
    settings = config_path()
    found: dict[str, Any] = {
        "database": str(place.path.absolute()),
        "named_by": "the user's data directory" if place.default else "--db, TRACKER_DB or the settings",
        "settings": None if settings is None else str(settings),
        "size_bytes": None,
        "schema_version": None,
        "patients": None,
        "events": None,
    }
    if place.missing:
        return found
    with open_library(place) as library:
        with library.database.reading() as connection:
            found["events"] = connection.execute(compiled.COUNT).fetchone()[0]
            erased = {str(patient) for (patient,) in connection.execute(compiled.ERASED_PATIENTS)}
        found["patients"] = len(set(library.names()) - erased)
        found["schema_version"] = library.database.schema_version
        found["size_bytes"] = sum(part.stat().st_size for part in _parts(place.path))
    return found


def _parts(path: Path) -> Iterator[Path]:
    """The file with what SQLite keeps beside it."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        if path.with_name(name).exists():
            yield path.with_name(name)


def verify(database: Database, told: Told = nobody) -> tuple[Finding, ...]:
    """Everything that is wrong with the file, its guards, the log or the rows that follow from it."""
    return verification.verify(database, told)


class Vouched(Struct, frozen=True):
    """What a file vouches for, and what of it does not hold any more."""

    seq: int
    """The last event that it vouches for."""
    findings: tuple[Finding, ...]


def check_anchor(database: Database, path: Path) -> Vouched | None:
    """Compare the log with an anchor; None where there is no such file.

    Raises:
        StoreRefused: when the file is no anchor.
    """
    kept = anchors.read_anchor(path)
    if kept is None:
        return None
    with database.reading() as connection:
        said = anchors.differences(connection, kept, path.name)
    return Vouched(kept.seq, tuple(Finding(what="anchor", sentence=sentence) for sentence in said))


def write_anchor(database: Database, path: Path) -> int:
    """Write the anchor of the log as it is; the event up to which it vouches.

    Raises:
        StoreRefused: when the file cannot be written.
    """
    with database.reading() as connection:
        anchor, _ = anchors.anchor_of(connection)
    anchors.write_anchor(path, anchor)
    return anchor.seq


def backup(database: Database, target: Path, told: Told = nobody) -> tuple[Finding, ...]:
    """Copy the database to a file that is not there yet, and verify the copy.

    Returns:
        What is wrong with it; nothing is kept then.
    """
    return copies.back_up(database, target, told=told)


def rebuild(database: Database, told: Told = nobody) -> tuple[tuple[str, ...], int]:
    """Put back what was dropped or changed, the log apart, and derive every row of the read models again.

    Returns:
        What was wrong with guards, tables and views, a sentence each, and how many cases have rows.
    """
    # The store takes no changes while a guard is missing; this is the one command that may, to put it back.
    database.findings = ()
    with database.writing() as connection:
        restored = (*guards.restore(connection), *schema.restore(connection))
        return restored, readmodels.rebuild(connection, told)
