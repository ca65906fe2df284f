"""Connections are kept for whoever is next, one holder at a time, and closed with the file."""

import sqlite3

import pytest

from tracker.store.connections import Connections


def connections() -> Connections:
    return Connections(lambda: sqlite3.connect(":memory:", check_same_thread=False))


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
