"""Whose turn it is to write next. Refuses to protect anything: SQLite's lock does that, this one only makes waiting fair.

SQLite has no queue. A writer that begins again as soon as it has committed is always first, and among several of them one
can wait in vain however long it waits. So whoever wants to write takes the turnstile first, and lets go of it when its
transaction has begun: the next one stands in it meanwhile, and nobody who comes back overtakes. It is an advisory lock on
the folder, so that no file is needed; where there is none to be had, writers wait as SQLite has it.
"""

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

if sys.platform != "win32":
    import fcntl

LOOK_AGAIN_SECONDS = 0.002
"""How long whoever waits sleeps before looking again."""

TURNS_IN_QUEUE = 12
"""How many times as long as for the lock somebody waits for the turnstile: whoever is ahead there gets on, or gives up in time.

Who of several is next is chance, so that somebody out of luck sees a few pass.
"""


class Turnstile:
    """The turnstile of a folder, for all databases in it."""

    def __init__(self, folder: Path, patience_milliseconds: int) -> None:
        """Take a folder.

        Args:
            folder: Where the database is.
            patience_milliseconds: How long whose turn it is waits for the lock before giving up.
        """
        self.patience = patience_milliseconds
        self._handle: int | None = None
        if sys.platform != "win32":
            with suppress(OSError):
                self._handle = os.open(folder, os.O_RDONLY)

    def begin_writing(self, driver: sqlite3.Connection) -> None:
        """Begin a writer's transaction when it is this writer's turn.

        Raises:
            sqlite3.OperationalError: when somebody else writes for longer than the patience, counted from this writer's turn.
        """
        patience = self.patience / 1000
        with self.turn(monotonic() + TURNS_IN_QUEUE * patience):
            end = monotonic() + patience
            driver.execute("PRAGMA busy_timeout = 0")
            try:
                while not _begun(driver, end):
                    sleep(LOOK_AGAIN_SECONDS)
            finally:
                driver.execute(f"PRAGMA busy_timeout = {self.patience}")

    @contextmanager
    def turn(self, until: float) -> Iterator[None]:
        """Stand in the turnstile, or beside it when the time is over.

        Args:
            until: On the monotonic clock.
        """
        taken = self._wait(until)
        try:
            yield
        finally:
            if taken and self._handle is not None and sys.platform != "win32":
                fcntl.flock(self._handle, fcntl.LOCK_UN)

    def _wait(self, until: float) -> bool:
        if self._handle is None or sys.platform == "win32":
            return False
        while True:
            try:
                fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if monotonic() > until:
                    return False
                sleep(LOOK_AGAIN_SECONDS)
            except OSError:
                return False
            else:
                return True

    def dispose(self) -> None:
        """Let go of the folder."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _begun(driver: sqlite3.Connection, end: float) -> bool:
    try:
        driver.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > end:
            raise
        return False
    return True
