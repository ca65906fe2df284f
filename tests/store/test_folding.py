"""Folding with helper processes says the same as folding without, and leaves no process behind."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.studies import write_study
from tests.ledger import contents, record_stream, shell
from tests.studies import imported
from tracker.casebook import clock
from tracker.casebook.studies import importing
from tracker.store import folding, readmodels
from tracker.store.database import Database, open_database
from tracker.store.lines import Line
from tracker.store.refusals import Undecodable
from tracker.store.streams import stored_streams
from tracker.store.verification import verify

ROOT = Path(__file__).parents[2]
STREAMS = 20
PATIENTS = 10
REBUILD = """
import multiprocessing, sys
from pathlib import Path
from threading import Thread
from tracker.store import folding, readmodels
from tracker.store.database import open_database
folding.LINES_WORTH_HELP = folding.LINES_AT_ONCE = 1
folding.processors = lambda: 2
def rebuild():
    while True:
        with database.writing() as connection:
            readmodels.rebuild(connection)
with open_database(Path(sys.argv[1])) as database:
    Thread(target=rebuild, daemon=True).start()
    while len(multiprocessing.active_children()) < 2:
        pass
    print("helped", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def many(database: Database, path: Path) -> Path:
    """A database with some streams."""
    for number in range(STREAMS):
        record_stream(database, f"npc-{number}")
    return path


@pytest.fixture
def helped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Helpers are worth it, and there are processors for two."""
    monkeypatch.setattr(folding, "LINES_WORTH_HELP", 1)
    monkeypatch.setattr(folding, "LINES_AT_ONCE", 30)
    monkeypatch.setattr(folding, "processors", lambda: 2)


def not_here(_: object) -> None:
    raise AssertionError("folded in the asking process")


def rebuild(path: Path) -> int:
    """Rebuild; how many streams were folded."""
    with open_database(path) as database, database.writing() as connection:
        return readmodels.rebuild(connection)


@pytest.mark.usefixtures("helped")
def test_helpers_fold_everything_and_change_nothing(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(many)
    monkeypatch.setattr(folding, "fold", not_here)
    assert rebuild(many) == STREAMS
    assert contents(many) == before
    with open_database(many) as database:
        assert verify(database) == ()


def test_a_few_lines_are_folded_without_help(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folding, "ProcessPoolExecutor", None)
    assert rebuild(many) == STREAMS


@pytest.mark.usefixtures("helped")
def test_what_a_helper_cannot_decode_is_named(many: Path) -> None:
    with shell(many) as connection:
        (guard,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'events_update'").fetchone()
        connection.execute("DROP TRIGGER events_update")
        connection.execute("UPDATE events SET payload = '{' WHERE seq = 12")
        connection.execute(guard)
    before = contents(many)
    with pytest.raises(Undecodable, match=r"event 12 of the log \(patient npc-1\)"):
        rebuild(many)
    assert contents(many) == before
    with open_database(many) as database:
        said = [found.sentence for found in verify(database) if found.seq == 12]
    assert any(sentence.startswith("event 12 of the log (patient npc-1) cannot be read") for sentence in said)


@pytest.mark.usefixtures("helped")
@pytest.mark.parametrize("trouble", ["no process can be started", "every helper dies"])
def test_without_helpers_everything_is_folded_here(many: Path, monkeypatch: pytest.MonkeyPatch, trouble: str) -> None:
    before = contents(many)

    def refuse(*_: object) -> None:
        raise OSError(trouble)

    if trouble == "every helper dies":
        monkeypatch.setattr(folding, "_begin_helping", partial(os._exit, 1))
    else:
        monkeypatch.setattr(ProcessPoolExecutor, "submit", refuse)
    assert rebuild(many) == STREAMS
    assert contents(many) == before


@pytest.mark.usefixtures("helped", "many")
def test_a_log_of_any_length_is_held_in_parts(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folding, "LINES_AT_ONCE", 1)
    taken = 0

    def counted(streams: Iterator[list[Line]]) -> Iterator[list[Line]]:
        nonlocal taken
        for stream in streams:
            taken += 1
            yield stream

    with database.reading() as connection, folding.folding(STREAMS) as fold_each:
        folds = fold_each(counted(stored_streams(connection)))
        next(folds)
        assert taken <= 2 * folding.ASKED_AT_ONCE + 1 < STREAMS
        assert len(list(folds)) == STREAMS - 1


def study_rows(path: Path, study: Path) -> dict[str, list[tuple[object, ...]]]:
    """Import a study; the rows of the read models."""
    with open_database(path, create=True) as database:
        said, _ = imported(database, study)
    assert said.correlation_id is not None
    return {name: sorted(rows, key=repr) for name, rows in contents(path).items() if name.endswith("_rows")}


def test_the_same_helpers_fold_every_batch_of_a_study_and_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: "2025-05-03T12:00:00.000000Z")
    write_study(tmp_path / "study", PATIENTS, 4 * PATIENTS)
    alone = study_rows(tmp_path / "alone.db", tmp_path / "study")
    pools = []

    def pool(*arguments: Any) -> ProcessPoolExecutor:
        pools.append(ProcessPoolExecutor(*arguments))
        return pools[-1]

    # Eight rows of two patients are a batch.
    monkeypatch.setattr(importing, "ROWS_AT_ONCE", 8)
    monkeypatch.setattr(folding, "LINES_WORTH_HELP", 4 * PATIENTS)
    monkeypatch.setattr(folding, "processors", lambda: 2)
    monkeypatch.setattr(folding, "ProcessPoolExecutor", pool)
    monkeypatch.setattr(folding, "fold", not_here)
    assert study_rows(tmp_path / "helped.db", tmp_path / "study") == alone
    assert len(pools) == 1


def test_a_killed_process_leaves_no_helper_behind(many: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", REBUILD, many],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"helped\n"
    process.kill()
    # Helpers hold the same standard output: it ends with the last of them.
    process.communicate(timeout=20)
    with open_database(many) as database:
        assert verify(database) == ()
