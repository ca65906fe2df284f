"""Deriving every interval of a cohort from folded histories, and asking SQL for a median over the rows of a large one."""

import sqlite3
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from msgspec.structs import astuple

from tests.benchmarks.rounds import ROUNDS, percentile, report
from tests.cohort import recorded_cohort
from tests.docs.queries import EXAMPLES
from tests.ledger import copy_of_template
from tracker.projections.history import History, history_of
from tracker.projections.intervals.catalogue import derive_intervals
from tracker.projections.record import record_of
from tracker.projections.rows.intervals import derive_interval_rows
from tracker.projections.rows.regimens import derive_regimens
from tracker.store.readmodels import statements

PATIENTS, EVENTS = 10_000, 60
"""A chart of the generator has at least so many events."""
AT_ONCE = 500
"""Histories that are held together, so that memory stays bounded."""
LARGE_PATIENTS, LARGE_EVENTS = 5_000, 200


def _histories(patients: int, events: int) -> Iterator[History]:
    for stream in recorded_cohort(patients, events):
        yield history_of(record_of(stream[0].patient, stream))


def measure() -> None:
    """Derive the intervals of a cohort of short charts; ask for a median over a cohort of long ones."""
    _derive()
    _ask()


def _derive() -> None:
    histories = _histories(PATIENTS, EVENTS)
    taken = count = 0.0
    rates: list[float] = []
    while part := list(islice(histories, AT_ONCE)):
        begin = perf_counter()
        for history in part:
            count += len(derive_intervals(history))
        taken += perf_counter() - begin
        rates.append(AT_ONCE / (perf_counter() - begin))
    report(f"intervals of {PATIENTS:,} patients × {EVENTS} events", f"{PATIENTS / taken:,.0f} patients/s", "≥ 2,000")
    report("  median part, and how many intervals", f"{percentile(rates, 50):,.0f} patients/s, {count:,.0f}", "")


def _ask() -> None:
    """Fill the two relations of the question with the rows of a million events; nothing else is asked for."""
    (question,) = [example for example in EXAMPLES if example.question.startswith("Median progression-free survival")]
    with TemporaryDirectory() as folder:
        connection = sqlite3.connect(copy_of_template(Path(folder) / "large.db"), isolation_level=None)
        connection.execute("BEGIN")
        for history in _histories(LARGE_PATIENTS, LARGE_EVENTS):
            for name, rows in (("intervals", derive_interval_rows(history)), ("regimens", derive_regimens(history))):
                connection.executemany(statements()[name].insert, [astuple(row) for row in rows])
        connection.execute("COMMIT")
        (rows,) = connection.execute("SELECT count(*) FROM intervals").fetchone()
        times = []
        for _ in range(ROUNDS):
            begin = perf_counter()
            connection.execute(question.sql).fetchall()
            times.append(perf_counter() - begin)
        connection.close()
    what = f"median by regimen in SQL, {LARGE_PATIENTS * LARGE_EVENTS:,} events, {rows:,} intervals"
    report(what, f"{percentile(times, 50) * 1000:.0f} ms", "well under 1 s")
