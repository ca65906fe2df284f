"""The log alone against the `eventsourcing` library at the level a user calls, and against raw sqlite3; all durable."""

import sqlite3
import uuid
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from eventsourcing.sqlite import SQLiteApplicationRecorder

from tests.benchmarks.rounds import interleaved, report, seconds
from tests.cohort import chart_of
from tests.ledger import copy_of_template
from tracker.casebook import clock
from tracker.events.catalogue import Event, FactAmended, FactRetracted
from tracker.store import codec
from tracker.store.database import Database, open_database
from tracker.store.log import ANY, NewEvent, Recording, append
from tracker.store.streams import read_stream

SINGLE = 200
BATCH = 100
BATCHES = 20
SYNCHRONOUS = ("OFF", "NORMAL", "FULL", "EXTRA")
NOON = Recording(at="2025-05-03T12:00:00.000000Z", by="bench")


def _payloads() -> list[Event]:
    facts: list[Event] = [item for item in chart_of(1, 200) if not isinstance(item, FactAmended | FactRetracted)]
    return facts[:BATCH]


class Chart(Aggregate):
    """The peer's aggregate: the same facts as plain objects, which its transcoder writes as JSON."""

    @event("Created")
    def __init__(self) -> None:
        """Begin empty."""
        self.payloads: list[dict[str, Any]] = []

    @event("Recorded")
    def record(self, payload: dict[str, Any]) -> None:
        """Add a payload."""
        self.payloads.append(payload)


class Peer:
    """The peer's application on a file of its own."""

    def __init__(self, folder: Path, number: int) -> None:
        """Open it durable, as its documentation says."""
        self.application: Application[uuid.UUID] = Application(
            env={"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(folder / f"peer-{number}.db")}
        )
        self.chart = Chart()
        self.application.save(self.chart)

    def append(self, payloads: list[dict[str, Any]]) -> None:
        """Record payloads in one save."""
        for payload in payloads:
            self.chart.record(payload)
        self.application.save(self.chart)

    def durability(self) -> str:
        """How its connections commit, as SQLite says."""
        recorder = self.application.recorder
        if not isinstance(recorder, SQLiteApplicationRecorder):
            raise TypeError(f"the peer keeps its events in {type(recorder).__name__}")
        with recorder.datastore.transaction(commit=False) as cursor:
            cursor.execute("SELECT journal_mode, synchronous FROM pragma_journal_mode, pragma_synchronous")
            mode, synchronous = cursor.fetchone()
        return f"{mode}, {SYNCHRONOUS[synchronous]}"

    def replay(self) -> object:
        """Read the aggregate back."""
        return self.application.repository.get(self.chart.id)


def _new(items: list[Event]) -> list[NewEvent]:
    return [NewEvent(event=item, event_id=clock.new_id(), salt=clock.new_salt()) for item in items]


def _ours(database: Database, items: list[Event]) -> None:
    with database.writing() as connection:
        append(connection, "syn-1", _new(items), expected=ANY, recording=NOON)


def _raw(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE events (seq INTEGER PRIMARY KEY, id TEXT UNIQUE, payload TEXT)")
    return connection


def _raw_append(connection: sqlite3.Connection, payloads: list[str]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    rows = [(clock.new_id(), payload) for payload in payloads]
    connection.executemany("INSERT INTO events (id, payload) VALUES (?, ?)", rows)
    connection.execute("COMMIT")


def _ratio(what: str, times: dict[str, float], count: int, target: str, against: str) -> None:
    for name, taken in times.items():
        report(f"{what}: {name}", f"{count / taken:,.0f} events/s", "")
    report(f"{what}: ratio to {against}", f"{times[against] / times['tracker']:.2f} ×", target)


def measure() -> None:
    """Append single events and batches, then read a stream back."""
    items = _payloads()
    texts = [codec.encode(item).decode() for item in items]
    plain = [msgspec.json.decode(text) for text in texts]
    with TemporaryDirectory() as folder:
        home = Path(folder)
        with open_database(copy_of_template(home / "ours.db")) as database:
            raw, peer = _raw(home / "raw.db"), Peer(home, 0)
            report("append: how eventsourcing commits by default", peer.durability(), "wal, FULL as ours")

            def each(one: Callable[[Any], None], things: list[Any], times: int) -> Callable[[int], float]:
                def work() -> None:
                    for number in range(times):
                        one([things[number % len(things)]])

                return lambda _: seconds(work)

            def batches(one: Callable[[Any], None], things: list[Any]) -> Callable[[int], float]:
                def work() -> None:
                    for _ in range(BATCHES):
                        one(things)

                return lambda _: seconds(work)

            singles = interleaved(
                {
                    "tracker": each(lambda them: _ours(database, them), items, SINGLE),
                    "eventsourcing": each(peer.append, plain, SINGLE),
                    "raw sqlite3": each(lambda them: _raw_append(raw, them), texts, SINGLE),
                }
            )
            _ratio("append, single, durable", singles, SINGLE, "≥ 1 ×", "eventsourcing")
            many = interleaved(
                {
                    "tracker": batches(lambda them: _ours(database, them), items),
                    "eventsourcing": batches(peer.append, plain),
                    "raw sqlite3": batches(lambda them: _raw_append(raw, them), texts),
                }
            )
            _ratio(f"append, batch of {BATCH}, durable", many, len(items) * BATCHES, "≥ 1 ×", "eventsourcing")
            _replay(database, peer)
            raw.close()
            peer.application.close()


def _replay(database: Database, peer: Peer) -> None:
    """Both streams are as long as the appends before made them; the figure is per event."""

    def ours(_: int) -> float:
        with database.reading() as connection:
            return seconds(lambda: read_stream(connection, "syn-1")) / stored

    with database.reading() as connection:
        stored = len(read_stream(connection, "syn-1"))
    theirs = len(peer.chart.payloads)
    times = interleaved({"tracker": ours, "eventsourcing": lambda _: seconds(peer.replay) / theirs})
    _ratio("stream replay", times, 1, "≥ 5 ×", "eventsourcing")
