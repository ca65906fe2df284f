"""Processes killed at any moment leave a whole log, and everything that they had confirmed."""

import subprocess
import time
from pathlib import Path

import pytest

from tests.examples import ecog
from tests.faults.setting import KILLS, moments, worker
from tests.faults.worker import IMPORTED_TOGETHER, entered
from tests.ledger import contents, copy_of_template, record_stream
from tests.store.test_erasure import holding
from tracker.casebook.erasing import erase_patient
from tracker.store.database import open_database
from tracker.store.streams import patients, read_stream
from tracker.store.verification import verify

KEEPER = "the lighthouse keeper of Westerhever, number {}"


def killed(process: subprocess.Popen[str], pieces: float) -> list[str]:
    """Kill a process so many pieces of work after its first one, however fast the machine is; what it confirmed by then."""
    assert process.stdout is not None
    ready = process.stdout.readline()
    assert ready == "ready\n", process.communicate()
    begun = time.monotonic()
    first = process.stdout.readline()
    time.sleep(pieces * (time.monotonic() - begun))
    process.kill()
    said, complaint = process.communicate()
    assert complaint == ""
    return [first.rstrip("\n"), *said.splitlines()]


def whole(path: Path) -> dict[str, list[str]]:
    """Every stream with its keys, in a database with nothing wrong in it."""
    with open_database(path) as database:
        assert verify(database) == ()
        with database.reading() as connection:
            streams = {patient: read_stream(connection, patient) for patient in patients(connection)}
    return {patient: [str(getattr(line.event, "key", "")) for line in lines] for patient, lines in streams.items()}


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A database of ten charts."""
    path = copy_of_template(tmp_path / "tracker.db")
    with open_database(path) as database:
        for number in range(10):
            record_stream(database, f"npc-{number}", entered(number))
    return path


def test_recording_that_is_killed_loses_nothing_that_it_confirmed(tmp_path: Path) -> None:
    path, when = copy_of_template(tmp_path / "tracker.db"), moments("record")
    confirmed: set[tuple[str, str]] = set()
    for number in range(KILLS):
        said = killed(worker("record", path, f"w{number}"), when.uniform(0, 2))
        confirmed.update((patient, key) for patient, key in (line.split() for line in said))
        found = whole(path)
        assert confirmed <= {(patient, key) for patient, keys in found.items() for key in keys}
    assert confirmed


def test_an_import_that_is_killed_lands_whole_or_not_at_all(tmp_path: Path) -> None:
    path, when = copy_of_template(tmp_path / "tracker.db"), moments("import")
    confirmed: set[str] = set()
    for number in range(KILLS):
        confirmed.update(killed(worker("import", path, f"w{number}"), when.uniform(0, 2)))
        found = whole(path)
        landed = [patient.rpartition("-")[0] for patient in found]
        assert confirmed <= set(landed)
        assert all(landed.count(name) == IMPORTED_TOGETHER for name in landed)
        assert {len(keys) for keys in found.values()} <= {len(entered(1))}


@pytest.mark.parametrize("action", ["rebuild", "migrate"])
def test_work_on_the_rows_that_is_killed_leaves_them_as_they_were(filled: Path, action: str) -> None:
    before, when = contents(filled), moments(action)
    for _ in range(KILLS):
        killed(worker(action, filled, "w"), when.uniform(0, 2))
        whole(filled)
        assert contents(filled) == before


def test_an_erasure_that_is_killed_is_done_or_was_never_begun(tmp_path: Path) -> None:
    path, when = copy_of_template(tmp_path / "tracker.db"), moments("erase")
    for number in range(KILLS):
        name = f"w{number}"
        with open_database(path) as database:
            for place in range(30):
                record_stream(
                    database, f"{name}-{place}", (*entered(place), ecog(1, note=KEEPER.format(f"{name}-{place}.")))
                )
        confirmed = killed(worker("erase", path, name), when.uniform(0, 2))
        for patient in confirmed:
            assert holding(path, KEEPER.format(f"{patient}.")) == [], patient
        found = whole(path)
        lengths = {patient: len(keys) for patient, keys in found.items()}
        assert all(length in {1, len(entered(int(patient.split("-")[1]))) + 1} for patient, length in lengths.items())
        assert all(lengths[patient] == 1 for patient in confirmed)
        begun = f"{name}-{len(confirmed)}"
        with open_database(path) as database:
            done = erase_patient(database, begun, legal_basis="request", by="tester")
        assert (done.line is None) == (len(found[begun]) == 1)
        assert done.proof.left == 0
        assert holding(path, KEEPER.format(f"{begun}.")) == []
    whole(path)


def test_a_backup_that_is_killed_has_no_name(filled: Path, tmp_path: Path) -> None:
    when = moments("backup")
    for number in range(KILLS):
        folder = tmp_path / f"backups-{number}"
        folder.mkdir()
        confirmed = killed(worker("backup", filled, str(folder)), when.uniform(0, 2))
        named = sorted(path.name for path in folder.glob("*.db"))
        assert set(confirmed) <= set(named)
        for name in named:
            assert whole(folder / name) == whole(filled)
