"""Connections are kept for whoever is next, one holder at a time, and closed with the file."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from time import sleep

import pytest

from tracker.store.connections import Connections
from tracker.store.database import Database
from tracker.store.sharing import uri_for_reading
from tracker.store.turnstile import Turnstile


def connections() -> Connections:
    return Connections(lambda: sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False))


def test_a_connection_that_was_given_back_is_taken_again() -> None:
    pool = connections()
    with pool.taken() as first:
        pass
    with pool.taken() as second:
        assert second is first
    pool.dispose()


def test_two_holders_at_once_have_two_connections() -> None:
    pool = connections()
    with pool.taken() as first, pool.taken() as second:
        assert second is not first
    pool.dispose()


def test_a_connection_is_given_back_whatever_its_holder_did() -> None:
    pool = connections()
    with pytest.raises(ZeroDivisionError), pool.taken() as first:
        raise ZeroDivisionError
    with pool.taken() as second:
        assert second is first
    pool.dispose()


def test_a_transaction_that_its_holder_left_open_is_rolled_back() -> None:
    pool = connections()
    with pool.taken() as first:
        first.execute("CREATE TABLE given (name)")
        first.execute("BEGIN")
        first.execute("INSERT INTO given VALUES ('x')")
    with pool.taken() as second:
        assert second is first
        assert not second.in_transaction
        assert second.execute("SELECT count(*) FROM given").fetchone() == (0,)
    pool.dispose()


def test_a_connection_that_cannot_roll_back_is_closed_and_not_kept() -> None:
    class Stuck(sqlite3.Connection):
        def rollback(self) -> None:
            raise sqlite3.OperationalError

    pool = Connections(lambda: sqlite3.connect(":memory:", isolation_level=None, factory=Stuck))
    with pool.taken() as first:
        first.execute("BEGIN")
    assert not pool.waits
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        first.execute("SELECT 1")


def test_disposing_closes_what_waits_now_and_what_is_held_when_it_comes_back() -> None:
    pool = connections()
    with pool.taken() as held:
        with pool.taken() as waiting:
            pass
        pool.dispose()
        assert held.execute("SELECT 1").fetchone() == (1,)
    for closed in (waiting, held):
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            closed.execute("SELECT 1")


def test_an_interrupt_as_soon_as_a_transaction_has_begun_leaves_nothing_locked(
    recorded: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = Turnstile.begin_writing

    def interrupted(self: Turnstile, driver: sqlite3.Connection) -> None:
        begin(self, driver)
        raise KeyboardInterrupt

    def write(shared: Database) -> None:
        with shared.writing() as connection:
            connection.execute("DELETE FROM labs_rows")

    with monkeypatch.context() as patched:
        patched.setattr(Turnstile, "begin_writing", interrupted)
        with pytest.raises(KeyboardInterrupt):
            write(database)
    monkeypatch.setattr("tracker.store.database.BUSY_MILLISECONDS", 50)
    with Database(recorded) as other:
        write(other)
    write(database)


def test_what_threads_open_that_come_first_together_is_closed_with_the_database(
    recorded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def after_a_while(path: Path) -> str:
        sleep(0.01)
        return uri_for_reading(path)

    monkeypatch.setattr("tracker.store.database.uri_for_reading", after_a_while)
    database, together = Database(recorded), Barrier(4)

    def read(_: int) -> sqlite3.Connection:
        together.wait()
        with database.reading() as connection:
            return connection

    with ThreadPoolExecutor(4) as threads:
        held = list(threads.map(read, range(4)))
    database.close()
    for connection in held:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            connection.execute("SELECT 1")
