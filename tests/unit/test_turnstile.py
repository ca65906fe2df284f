"""Writers take turns: whoever comes back stands behind whoever waits."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from threading import Event, Thread, Timer
from time import monotonic, sleep

import pytest

from tests.examples import ecog
from tests.ledger import BY_TESTER, copy_of_template, new
from tracker.store.database import Database, open_database
from tracker.store.log import ANY, append
from tracker.store.turnstile import Turnstile

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="has no advisory locks on folders")


def put(database: Database, number: int) -> None:
    with database.writing() as connection:
        append(connection, "npc-1", [new(ecog(1), number)], expected=ANY, recording=BY_TESTER)
        sleep(0.02)


def test_whoever_comes_back_does_not_overtake_who_waits(tmp_path: Path) -> None:
    path = copy_of_template(tmp_path / "tracker.db")
    order: list[str] = []
    done = Event()

    def hurry() -> None:
        with open_database(path) as database:
            number = 0
            while not done.is_set():
                put(database, number)
                order.append("hurried")
                number += 1

    busy = Thread(target=hurry)
    busy.start()
    try:
        with open_database(path) as database:
            for number in range(5):
                while len(order) < 2:
                    sleep(0.001)
                order.clear()
                put(database, -1 - number)
                assert len(order) <= 4, "somebody who came back was let in again and again"
    finally:
        done.set()
        busy.join()


def test_a_turnstile_is_taken_by_one_at_a_time_and_waiting_ends(tmp_path: Path) -> None:
    first, second = Turnstile(tmp_path, 50), Turnstile(tmp_path, 50)
    with first.turn(monotonic() + 1):
        assert not second._wait(monotonic() + 0.02)
        with second.turn(monotonic() + 0.02):
            assert not Turnstile(tmp_path, 50)._wait(monotonic())
    with second.turn(monotonic() + 1):
        assert not first._wait(monotonic() + 0.02)
    first.dispose()
    second.dispose()


def test_who_stands_in_the_queue_longer_than_the_lock_is_waited_for_is_not_turned_away(tmp_path: Path) -> None:
    ahead, behind = Turnstile(tmp_path, 200), Turnstile(tmp_path, 200)
    began = Event()

    def get_on() -> None:
        with ahead.turn(monotonic() + 1):
            began.set()
            sleep(0.5)

    slow = Thread(target=get_on)
    slow.start()
    assert began.wait(5)
    start = monotonic()
    with closing(sqlite3.connect(copy_of_template(tmp_path / "tracker.db"), isolation_level=None)) as driver:
        other = sqlite3.connect(tmp_path / "tracker.db", isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        release = Timer(0.6, other.execute, ("COMMIT",))
        release.start()
        behind.begin_writing(driver)
        assert monotonic() - start > 0.4
        driver.execute("ROLLBACK")
        release.join()
        other.close()
    slow.join()
    ahead.dispose()
    behind.dispose()


def test_where_there_is_no_folder_to_lock_nobody_is_kept_waiting(tmp_path: Path) -> None:
    missing = Turnstile(tmp_path / "nowhere", 50)
    with missing.turn(monotonic()):
        assert not missing._wait(monotonic() + 60)
