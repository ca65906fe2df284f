"""Open connections to one file, each in the hands of one thread at a time. Refuses to begin a transaction, and to keep one.

A connection that was given back waits for whoever is next: opening one costs more than most questions.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


class Connections:
    """Connections that are opened alike."""

    def __init__(self, opened: Callable[[], sqlite3.Connection]) -> None:
        """Take what opens one, for any thread to use and close."""
        self._opened = opened
        # Taking and giving back are single steps of a list, which no other thread can come between.
        self._waiting: list[sqlite3.Connection] = []
        self._disposed = False

    @contextmanager
    def taken(self) -> Iterator[sqlite3.Connection]:
        """One that nobody else has meanwhile; what its holder began and did not end is rolled back."""
        try:
            connection = self._waiting.pop()
        except IndexError:
            connection = self._opened()
        try:
            yield connection
        finally:
            self._give_back(connection)

    def _give_back(self, connection: sqlite3.Connection) -> None:
        try:
            # An interrupt can come when a transaction has begun and nobody is there yet to end it.
            if connection.in_transaction:
                connection.rollback()
        except sqlite3.Error:
            connection.close()
            return
        self._waiting.append(connection)
        if self._disposed:
            self.dispose()

    @property
    def waits(self) -> bool:
        """Whether there is an open one in nobody's hands."""
        return bool(self._waiting)

    def dispose(self) -> None:
        """Close every connection: those that wait now, those in somebody's hands when they are given back."""
        self._disposed = True
        with suppress(IndexError):
            while True:
                self._waiting.pop().close()
