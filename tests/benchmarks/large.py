"""`make bench-large`: a cohort from an import to a question, at three sizes, beside raw sqlite3 inserting the same rows; a study.

`make bench-large ARGS="1000"` takes at most so many patients; 5,000 of 200 events are the default. Every step of the
command line is a process of its own, so that its memory is its own.
"""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from msgspec import Struct

from tests.benchmarks import studies
from tests.benchmarks.rounds import percentile, report
from tests.cohort import chart_of
from tests.docs.queries import EXAMPLES
from tests.examples import lab
from tracker.adapters.casefile import CaseFile, FileEvent, to_json_lines
from tracker.casebook.library import Place, open_library
from tracker.casebook.recording import record_entries
from tracker.events.catalogue import FactAmended, FactRetracted, PatientErased
from tracker.store.database import open_database
from tracker.store.verification import digest_findings

PATIENTS = 5_000
EVENTS = 200
SMALLER = (100, 10)
"""The other sizes are so many times smaller."""
LATE = 10
"""Some events of a generated chart are corrections, which a case file does not hold: so many more are generated."""
OPENED = 20
RECORDED = 50
ROWS_AT_ONCE = 20_000
MOST_MEGABYTES = 500


class Step(Struct, frozen=True):
    """What one command took."""

    seconds: float
    megabytes: float
    """At most resident, of the process itself."""


def cases(patients: int) -> Iterator[CaseFile]:
    """Charts of about two hundred facts."""
    for number in range(1, patients + 1):
        facts = [
            FileEvent(event, 0)
            for event in chart_of(number, EVENTS + LATE)
            if not isinstance(event, FactAmended | FactRetracted | PatientErased)
        ]
        yield CaseFile(f"syn-{number:04}", tuple(facts))


def run(database: Path, *arguments: str) -> Step:
    """Run one command line, and end where it fails."""
    begin = perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "tracker", "--db", str(database), *arguments], stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"tracker {' '.join(arguments)} ended with {process.returncode}")
    return Step(perf_counter() - begin, usage.ru_maxrss / 1024)


def insert_raw(source: Path, target: Path, *, log: bool) -> float:
    """Seconds to insert the very same rows into the same tables with the same indices; reading them is not counted."""
    target.unlink(missing_ok=True)
    taken = 0.0
    with closing(sqlite3.connect(source)) as reader, closing(sqlite3.connect(target, isolation_level=None)) as writer:
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            writer.execute(f"PRAGMA {pragma}")
        found = reader.execute("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
        wanted = {
            name
            for kind, name, *_ in found
            if kind == "table" and (name.endswith("_rows") or (log and name == "events"))
        }
        for kind, _, table, sql in sorted(found, key=lambda each: each[0] != "table"):
            if kind in {"table", "index"} and table in wanted:
                writer.execute(sql)
        begin = perf_counter()
        writer.execute("BEGIN IMMEDIATE")
        taken += perf_counter() - begin
        for name in sorted(wanted):
            rows = reader.execute(f"SELECT * FROM {name}")
            places = ",".join("?" * len(rows.description))
            while part := rows.fetchmany(ROWS_AT_ONCE):
                begin = perf_counter()
                writer.executemany(f"INSERT INTO {name} VALUES ({places})", part)
                taken += perf_counter() - begin
        begin = perf_counter()
        writer.execute("COMMIT")
        taken += perf_counter() - begin
    return taken


def _inside(database: Path, events: int) -> None:
    """What is measured within a process: digests, opening a case, recording one event."""
    with open_database(database) as opened, opened.reading() as connection:
        begin = perf_counter()
        wrong = list(digest_findings(connection))
        report("verify, digests alone", f"{events / (perf_counter() - begin):,.0f} events/s", "≥ 80,000")
        assert not wrong
    taken = []
    with open_library(Place(database, default=False)) as library:
        names = library.names()[1:]  # the first one was erased
        for number in range(OPENED):
            begin = perf_counter()
            library.case(names[number * (len(names) // OPENED)]).frame(None)
            taken.append(1000 * (perf_counter() - begin))
        report("open the replay of one case, p95", f"{percentile(taken, 95):.0f} ms", "≤ 100 ms")
        taken.clear()
        for number in range(RECORDED):
            begin = perf_counter()
            record_entries(
                library.database, names[0], (lab("EBV-DNA", number, "{copies}/mL", key=f"b-{number}"),), by="bench"
            )
            taken.append(1000 * (perf_counter() - begin))
        figure = f"p50 {percentile(taken, 50):.1f}, p95 {percentile(taken, 95):.1f} ms"
        report("record one event, projected", figure, "p95 ≤ 10 ms")


def measure(folder: Path, patients: int) -> None:
    """One size: import, rebuild, verify, questions, erasure."""
    database, file = folder / f"{patients}.db", folder / f"{patients}.jsonl"
    with file.open("wb") as out:
        out.writelines(to_json_lines(cases(patients)))
    steps = {"import": run(database, "import", str(file))}
    with closing(sqlite3.connect(database)) as connection:
        events = connection.execute("SELECT count(*) FROM events").fetchone()[0]
        rows = connection.execute("SELECT count(*) FROM timeline").fetchone()[0]
    assert events == rows
    report(f"── {patients:,} patients, {events:,} events", f"{file.stat().st_size / 1e6:,.0f} MB of JSON Lines", "")
    raw = {"import": insert_raw(database, folder / "raw.db", log=True)}
    steps["rebuild"] = run(database, "rebuild")
    raw["rebuild"] = insert_raw(database, folder / "raw.db", log=False)
    steps["verify"] = run(database, "verify")
    for name in ("import", "rebuild"):
        step = steps[name]
        figure = f"{step.seconds:.1f} s, {1e6 * step.seconds / events:.0f} µs an event"
        report(name, figure, "")
        report(f"{name}: ratio to raw sqlite3 ({raw[name]:.1f} s)", f"{step.seconds / raw[name]:.2f} ×", "≤ 2 ×")
    report("verify", f"{steps['verify'].seconds:.1f} s", "")
    report("verify: ratio to rebuild", f"{steps['verify'].seconds / steps['rebuild'].seconds:.2f} ×", "≤ 2 ×")
    slowest = max(run(database, "sql", example.sql, "--timeout", "600").seconds for example in EXAMPLES)
    report(f"the slowest of {len(EXAMPLES)} documented queries", f"{slowest:.1f} s", "")
    steps["backup"] = run(database, "backup", str(folder / f"{patients}-copy.db"))
    steps["erase"] = run(database, "erase", "syn-0001", "--basis", "bench", "--yes")
    for name in ("backup", "erase"):
        report(name, f"{steps[name].seconds:.1f} s", "")
    figure = ", ".join(f"{name} {step.megabytes:.0f}" for name, step in steps.items())
    report(
        "memory at most, MB", f"{max(step.megabytes for step in steps.values()):.0f}", f"≤ {MOST_MEGABYTES}: {figure}"
    )
    _inside(database, events)
    report("the file", f"{database.stat().st_size / 1e6:,.0f} MB", "")


def main() -> None:
    """Three sizes, the largest last."""
    patients = int(sys.argv[1]) if len(sys.argv) > 1 else PATIENTS
    report("what", "measured", "target")
    with TemporaryDirectory(prefix="tracker-large-") as folder:
        for size in (*(patients // part for part in SMALLER), patients):
            measure(Path(folder), max(size, OPENED))
        studies.measure(Path(folder), patients, patients * studies.ROWS // studies.PATIENTS)


if __name__ == "__main__":
    main()
