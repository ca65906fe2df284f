"""Everything the store says no to, in one sentence each. Refuses to show a traceback or to repeat a payload."""

import sqlite3
from pathlib import Path

from sqlalchemy.exc import DBAPIError


class StoreRefused(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """The store cannot or will not do it; the message says what, where and what to do, in one sentence."""


class ConcurrentAppend(StoreRefused):
    """The stream moved on since it was read: read again, decide again."""

    def __init__(self, patient: str, *, expected: str, actual: int) -> None:
        super().__init__(
            f"the record of {patient} has changed meanwhile (expected {expected}, found version {actual}): try again"
        )
        self.patient = patient
        self.actual = actual


class DifferentContent(StoreRefused):
    """An event id is on record with other content. It is never dropped silently."""


class StreamErased(StoreRefused):
    """The patient was erased; the stream takes no more events."""

    def __init__(self, patient: str) -> None:
        super().__init__(f"the record of {patient} was erased and takes no more events: use another pseudonym")
        self.patient = patient


class Undecodable(StoreRefused):
    """A line of the log that this version cannot read. Skipping it would lose data, so reading stops here."""

    def __init__(self, *, seq: int, patient: str, reason: str) -> None:
        super().__init__(f"event {seq} of the log (patient {patient}) cannot be read: {reason}")
        self.seq = seq
        self.patient = patient
        self.reason = reason


def explained(error: sqlite3.Error | DBAPIError, path: Path) -> StoreRefused:
    """Put what SQLite says into a sentence about the file, with what to do.

    Args:
        error: As raised by the driver or wrapped by SQLAlchemy.
        path: The database file.
    """
    cause = error.orig if isinstance(error, DBAPIError) else error
    name = str(getattr(cause, "sqlite_errorname", "") or "")
    for prefix, sentence in _SENTENCES.items():
        if name.startswith(prefix):
            return StoreRefused(sentence.format(path=path, cause=cause))
    if "UTF-8" in str(cause):
        return StoreRefused(f"{path} holds text that is not UTF-8: run `tracker verify` to find it")
    return StoreRefused(f"{path} could not be used: {cause}")


_SENTENCES = {
    "SQLITE_BUSY": "{path} is locked by another program: close it, or try again when it is done",
    "SQLITE_LOCKED": "{path} is locked by another program: close it, or try again when it is done",
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
