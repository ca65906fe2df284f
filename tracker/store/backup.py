"""A copy of the database that is whole while others write to it. Refuses to write over a file, or to keep a copy that is not sound.

The copy is one file of mode 0600 without anything beside it. It takes its name only when it was verified: what has the name
of a backup is one.
"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tracker.store.database import Database, open_database
from tracker.store.explanations import explained
from tracker.store.paths import unwritable
from tracker.store.refusals import StoreRefused
from tracker.store.sharing import uri_for_reading
from tracker.store.told import Told, nobody
from tracker.store.verification import Finding, verify
from tracker.store.whole import take_name

UNFINISHED = ".part"
"""What the name of a copy ends in until it was verified."""


def back_up(database: Database, target: Path, *, told: Told = nobody) -> tuple[Finding, ...]:
    """Copy the database as it is at this moment, and verify the copy.

    Args:
        database: May be in use: whoever writes meanwhile is not kept waiting, and not in the copy.
        target: A file that is not there yet.
        told: Told how many pages are copied, and then what `verify` says.

    Returns:
        What is wrong with the copy; it is removed then.

    Raises:
        StoreRefused: when there is such a file, it cannot be written, the disk is full, or the database cannot be read.
    """
    if target.exists():
        raise StoreRefused(f"{target} is there already: name a file that is not; nothing is written over")
    part = target.with_name(f"{target.name}{UNFINISHED}")
    _reserve(part)
    try:
        _copy(database.path, part, told)
        with open_database(part) as copied:
            found = verify(copied, told)
        if not found:
            _name(part, target)
        return found
    finally:
        part.unlink(missing_ok=True)


def _reserve(path: Path) -> None:
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError as error:
        raise StoreRefused(
            f"{path} is there already: a backup is being written, or was interrupted; delete it if none is"
        ) from error
    except OSError as error:
        raise StoreRefused(unwritable(path.with_name(path.name.removesuffix(UNFINISHED)), error)) from error


def _name(part: Path, target: Path) -> None:
    """Give the copy its name, never to another file's cost."""
    try:
        with part.open("rb") as file:
            os.fsync(file.fileno())
        take_name(part, target)
    except OSError as error:
        raise StoreRefused(unwritable(target, error)) from error


def _copy(source: Path, target: Path, told: Told) -> None:
    try:
        with closing(sqlite3.connect(uri_for_reading(source), uri=True)) as reader:
            # One transaction: a copy in steps would begin anew with everything that others commit meanwhile.
            reader.execute("BEGIN")
            reader.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
            with closing(sqlite3.connect(target)) as writer:
                reader.backup(writer, pages=4096, progress=_progress(told), sleep=0)
                # One file, whole by itself: no WAL, of which a copy would be without its last commits.
                writer.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        failed = source if str(getattr(error, "sqlite_errorname", "")).startswith("SQLITE_CORRUPT") else target
        raise explained(error, failed) from error


def _progress(told: Told) -> Callable[[int, int, int], None]:
    def progress(_: int, remaining: int, total: int) -> None:
        told(total - remaining, total)

    return progress
