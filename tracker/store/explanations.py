"""What SQLite says of a file, in a sentence with what to do. Refuses to pass on a bare error name."""

import sqlite3
from pathlib import Path

from tracker.store.refusals import Busy, StoreRefused


def explained(error: sqlite3.Error, path: Path) -> StoreRefused:
    """Put what SQLite says into a sentence about the file, with what to do.

    Args:
        error: As the driver raised it.
        path: The database file.
    """
    name = str(getattr(error, "sqlite_errorname", "") or "")
    if name.startswith(_PASSING):
        return Busy(f"{path} is locked by another program: close it, or try again when it is done")
    for prefix, sentence in _SENTENCES.items():
        if name.startswith(prefix):
            return StoreRefused(sentence.format(path=path, cause=error))
    if "UTF-8" in str(error):
        return StoreRefused(f"{path} holds text that is not UTF-8: run `tracker verify` to find it")
    return StoreRefused(f"{path} could not be used: {error}")


_PASSING = ("SQLITE_BUSY", "SQLITE_LOCKED")
_SENTENCES = {
    "SQLITE_READONLY_DIRECTORY": (
        "{path} cannot be written to, nor read while others may write it: SQLite keeps {path.name}-shm beside it, and you "
        "may not write to that folder; ask for the permission, or for a copy of the file"
    ),
    "SQLITE_READONLY": "{path} cannot be written to: check the permissions of the file and its folder, or copy it",
    "SQLITE_PERM": "{path} cannot be opened: check the permissions of the file and its folder",
    "SQLITE_CANTOPEN": "{path} cannot be opened: check the permissions of the file and its folder",
    "SQLITE_FULL": "{path} could not grow, so nothing was recorded: the disk is full; make room and try again",
    "SQLITE_IOERR": "{path} could not be read or written ({cause}): check the disk; nothing was half recorded",
    "SQLITE_CORRUPT": "{path} is damaged ({cause}): restore a backup, and keep the damaged file",
    "SQLITE_NOTADB": "{path} is not a SQLite database: name another file with --db",
    "SQLITE_CONSTRAINT_TRIGGER": "{path} refused the change: {cause}",
    "SQLITE_CONSTRAINT": "{path} refused the change: {cause}",
    "SQLITE_SCHEMA": "{path} was changed by another program while it was read: try again",
}
"""SQLite's error name, most specific first, to a sentence."""
