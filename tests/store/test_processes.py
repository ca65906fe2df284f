"""Several processes at once, and processes that are killed."""

import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.ledger import contents, record_stream, shell, streams_of
from tests.store.appender import SHARED
from tracker.store.database import Database, open_database
from tracker.store.verification import digest_findings, order_findings, verify

ROOT = Path(__file__).parents[2]
REBUILD = """
import sys
from pathlib import Path
from tracker.store import readmodels
from tracker.store.database import open_database
with open_database(Path(sys.argv[1])) as database:
    print("ready", flush=True)
    while True:
        with database.writing() as connection:
            readmodels.rebuild(connection)
"""


def appender(path: Path, name: str, events: int, batch: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.store.appender", str(path), name, str(events), str(batch)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def lengths(database: Database) -> dict[str, int]:
    """Length of each stream, with nothing wrong in order or chain."""
    with database.reading() as connection:
        assert [*order_findings(connection), *digest_findings(connection)] == []
        return {patient: len(stream) for patient, stream in streams_of(connection).items()}


@pytest.mark.parametrize("there", [True, False], ids=["into a database", "creating it"])
def test_four_processes_that_append_at_once_lose_nothing(path: Path, there: bool) -> None:
    if not there:
        path.unlink()
    processes = [appender(path, f"p{number}", 60, 3) for number in range(4)]
    said = [process.communicate(timeout=60) for process in processes]
    assert [process.returncode for process in processes] == [0] * 4, said
    with open_database(path) as database:
        assert lengths(database) == {**{f"p{number}": 60 for number in range(4)}, SHARED: 240}
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("moment", [0.01, 0.05, 0.12])
def test_a_process_killed_while_it_appends_leaves_whole_batches_and_all_that_it_confirmed(
    path: Path, moment: float
) -> None:
    batch = 25
    process = appender(path, "p0", 1_000_000, batch)
    assert process.stdout is not None
    confirmed = [int(process.stdout.readline())]
    time.sleep(moment)
    process.kill()
    confirmed += [int(line) for line in process.stdout.read().splitlines()]
    process.communicate()
    with open_database(path) as database:
        found = lengths(database)
    assert all(length % batch == 0 for length in found.values())
    assert found["p0"] >= found[SHARED] >= confirmed[-1] + batch
    again = appender(path, "p0", confirmed[-1] + 2 * batch, batch)
    assert again.communicate(timeout=60)[1] == ""
    with open_database(path) as database:
        goes_on = lengths(database)
    assert goes_on["p0"] >= max(found["p0"], confirmed[-1] + 2 * batch)


def test_a_process_killed_while_it_rebuilds_changes_nothing(path: Path) -> None:
    with open_database(path) as database:
        for number in range(20):
            record_stream(database, f"npc-{number}")
    before = contents(path)
    for moment in (0.01, 0.03, 0.06):
        process = subprocess.Popen([sys.executable, "-c", REBUILD, path], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(moment)
        process.kill()
        process.communicate()
        assert contents(path) == before
    with open_database(path) as database:
        assert verify(database) == ()


def test_what_two_processes_record_for_one_patient_is_one_order_for_everybody(path: Path) -> None:
    processes = [appender(path, f"p{number}", 40, 1) for number in range(2)]
    for process in processes:
        assert process.communicate(timeout=60)[1] == ""
    with shell(path) as connection:
        rows = connection.execute(
            "SELECT version, row_number() OVER (ORDER BY seq) FROM events WHERE patient = ?", (SHARED,)
        ).fetchall()
        keys = connection.execute("SELECT json_extract(payload, '$.key') FROM events WHERE patient = ?", (SHARED,))
        assert Counter(key.split("-")[0] for (key,) in keys) == {"p0": 40, "p1": 40}
    assert all(version == place for version, place in rows)
