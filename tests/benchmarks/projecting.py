"""Folding, recording with projection, rebuilding and verifying, beside the raw limit of inserting the very same rows."""

import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.benchmarks.rounds import interleaved, percentile, report, seconds
from tests.cohort import cohort
from tests.examples import lab
from tests.ledger import copy_of_template
from tracker.casebook import clock
from tracker.casebook.appending import command
from tracker.events.catalogue import Event, FactAmended, FactRetracted
from tracker.projections.evolve import fold
from tracker.projections.history import history_of
from tracker.projections.record import record_of
from tracker.store import readmodels
from tracker.store.database import Database, open_database
from tracker.store.log import ANY, NewEvent, Recording, append
from tracker.store.streams import read_stream
from tracker.store.verification import digest_findings

PATIENTS = 1_000
EVENTS = 200
RECORDED_ONE_BY_ONE = 100
NOON = Recording(at="2025-05-03T12:00:00.000000Z", by="bench")


def _numbered(stream: tuple[Event, ...]) -> list[NewEvent]:
    """The events as the log takes them; a correction names the version of the fact it corrects."""
    versions: dict[str, int] = {}
    new = []
    for version, item in enumerate(stream, 1):
        corrects = None
        if isinstance(item, FactAmended | FactRetracted):
            corrects = versions[item.target]
        elif key := getattr(item, "key", None):
            versions[key] = version
        new.append(NewEvent(event=item, event_id=clock.new_id(), salt=clock.new_salt(), corrects=corrects))
    return new


def _fill(database: Database) -> int:
    count = 0
    with database.writing() as connection:
        for patient, stream in cohort(PATIENTS, EVENTS):
            append(connection, patient, _numbered(stream), expected=ANY, recording=NOON)
            count += len(stream)
    return count


def _rows_inserted_raw(source: Path, target: Path) -> float:
    """Insert every row of the read models into equal, empty tables, as raw sqlite3 does it."""
    target.unlink(missing_ok=True)
    reader, writer = sqlite3.connect(source), sqlite3.connect(target, isolation_level=None)
    writer.execute("PRAGMA journal_mode=WAL")
    writer.execute("PRAGMA synchronous=FULL")
    tables = reader.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name LIKE '%!_rows' ESCAPE '!'"
    )
    held = []
    for name, sql in tables.fetchall():
        writer.execute(sql)
        rows = reader.execute(f"SELECT * FROM {name}").fetchall()
        if rows:
            held.append((f"INSERT INTO {name} VALUES ({','.join('?' * len(rows[0]))})", rows))
    begin = perf_counter()
    writer.execute("BEGIN IMMEDIATE")
    for sql, rows in held:
        writer.executemany(sql, rows)
    writer.execute("COMMIT")
    taken = perf_counter() - begin
    reader.close()
    writer.close()
    return taken


def _decode_and_fold(database: Database, patient: str) -> float:
    with database.reading() as connection:
        stream = read_stream(connection, patient)
        return seconds(lambda: fold(history_of(record_of(patient, read_stream(connection, patient))))) / len(stream)


def _record_one_by_one(database: Database, patient: str) -> list[float]:
    taken = []
    for number in range(RECORDED_ONE_BY_ONE):
        begin = perf_counter()
        with command(database, by="bench") as doing:
            record = doing.read_known(patient)
            doing.carry_out(record, (lab("EBV-DNA", 100 + number, "{copies}/mL", key=f"bench-{number}"),))
        taken.append(1000 * (perf_counter() - begin))
    return taken


def _rebuild(database: Database) -> float:
    def work() -> None:
        with database.writing() as connection:
            readmodels.rebuild(connection)

    return seconds(work)


def measure() -> None:
    """Fill a cohort, rebuild it against raw inserts, then record one by one on one of its patients."""
    with TemporaryDirectory() as folder:
        path = copy_of_template(Path(folder) / "ours.db")
        with open_database(path) as database:
            count = _fill(database)
            _rebuild(database)
            times = interleaved(
                {
                    "tracker": lambda _: _rebuild(database),
                    "raw sqlite3": lambda _: _rows_inserted_raw(path, Path(folder) / "raw.db"),
                }
            )
            report(f"rebuild of {count:,} events", f"{times['tracker']:.1f} s", "")
            report("raw sqlite3 inserting the same rows", f"{times['raw sqlite3']:.1f} s", "")
            report("rebuild: ratio to raw", f"{times['tracker'] / times['raw sqlite3']:.2f} ×", "≤ 3 ×")

            def verify(_: int) -> float:
                with database.reading() as connection:
                    return seconds(lambda: list(digest_findings(connection)))

            digests = interleaved({"digests": verify})["digests"]
            report("verify, digests", f"{count / digests:,.0f} events/s", "≥ 80,000")
            folding = interleaved({"fold": lambda _: _decode_and_fold(database, "syn-0001")})["fold"]
            report("decode, place and fold", f"{1e6 * folding:.1f} µs an event", "")
            taken = _record_one_by_one(database, "syn-0002")
            figure = f"p50 {percentile(taken, 50):.1f}, p95 {percentile(taken, 95):.1f} ms"
            report(f"record one event on a patient of {EVENTS}, projected", figure, "p95 ≤ 15 ms")
