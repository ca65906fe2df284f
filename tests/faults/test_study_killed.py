"""An import of a study that is killed at any moment leaves whole patients, and goes on where it stopped."""

import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.benchmarks.studies import write_study
from tests.faults.setting import KILLS, ROOT, moments
from tests.studies import counts, imported
from tracker.store.database import open_database
from tracker.store.streams import patients, read_stream
from tracker.store.verification import verify

PATIENTS, ROWS = 60, 3_000
IMPORT = f"""
import sys
from tracker.__main__ import main
from tracker.casebook.studies import importing
from tracker.store import folding
importing.ROWS_AT_ONCE = 500
folding.LINES_WORTH_HELP = int(sys.argv.pop(1))
folding.processors = lambda: 2
if folding.LINES_WORTH_HELP <= {ROWS}:
    folding.fold = None
main()
"""
"""Where helpers are worth it, the importing process itself can fold nothing."""
LONGEST_SECONDS = 60
"""In which another batch has landed on any machine."""


def landed(path: Path) -> dict[str, int]:
    """How many events every patient has, in a database with nothing wrong in it."""
    with open_database(path, create=True) as database:
        assert verify(database) == ()
        with database.reading() as connection:
            return {patient: len(read_stream(connection, patient)) for patient in patients(connection)}


def begun(path: Path) -> int:
    """How many patients have something on record, as another program sees it; none while there are no tables."""
    if not path.exists():
        return 0
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as reader, suppress(sqlite3.Error):
        return int(reader.execute("SELECT count(DISTINCT patient) FROM events").fetchone()[0])
    return 0


@pytest.mark.parametrize("worth_help", [ROWS, ROWS + 1], ids=["with helpers", "alone"])
def test_an_import_of_a_study_that_is_killed_can_be_run_again(tmp_path: Path, worth_help: int) -> None:
    rows = write_study(tmp_path / "study", PATIENTS, ROWS)
    with open_database(tmp_path / "whole.db", create=True) as database:
        said, _ = imported(database, tmp_path / "study")
    assert counts(said) == (rows, rows, 0, 0)
    whole, when = landed(tmp_path / "whole.db"), moments("study")
    path, partly = tmp_path / "killed.db", 0
    for _ in range(KILLS):
        arguments = [str(worth_help), "--db", str(path), "--as", "x", "import", str(tmp_path / "study")]
        command = [sys.executable, "-c", IMPORT, *arguments]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + LONGEST_SECONDS
        while process.poll() is None and begun(path) <= partly and time.monotonic() < until:
            time.sleep(0.02)
        time.sleep(when.uniform(0, 0.2))
        process.kill()
        process.wait()
        found = landed(path)
        assert found.items() <= whole.items()
        partly = len(found)
    with open_database(path) as database:
        again, rejected = imported(database, tmp_path / "study")
    total, recorded, already, _ = counts(again)
    assert (total, rejected) == (rows, [])
    assert already > 0
    assert recorded + already == rows
    assert landed(path) == whole
