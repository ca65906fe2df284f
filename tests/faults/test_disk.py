"""A disk without room, and a file that somebody else holds: one clear line, nothing lost, and on it goes afterwards."""

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.examples import ecog
from tests.faces.command_line import Clinic, case_file, tracker
from tests.faults.setting import ROOT
from tests.faults.worker import entered
from tests.ledger import contents, shell
from tracker.store.database import open_database
from tracker.store.verification import verify

WORKS = {
    "an import": ("import", "{folder}/many.jsonl"),
    "a backup": ("backup", "{disk}/copy.db"),
    "a rebuild": ("rebuild",),
    "an erasure": ("erase", "mini", "--basis", "request", "--yes"),
}


def limited(arguments: list[str], most_bytes: int) -> "subprocess.CompletedProcess[str]":
    """Run a command that may write no file longer than that, as on a disk that is full."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))

    command = [sys.executable, "-m", "tracker", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, preexec_fn=limit)


def many(folder: Path) -> Path:
    """A file that needs more room than there is."""
    notes = [ecog(1, key=f"e-{number}", note="x" * 3900) for number in range(400)]
    return case_file(folder / "many.jsonl", [*entered(1), *notes], "many")


def sound(path: Path) -> bool:
    with open_database(path) as database:
        return verify(database) == ()


@pytest.mark.parametrize("work", ["an import", "a backup"])
def test_a_file_that_may_not_grow_is_left_as_it_was(tmp_path: Path, work: str) -> None:
    clinic = Clinic(tmp_path).holds_mini()
    many(tmp_path)
    before = contents(clinic.db)
    arguments = [part.format(folder=tmp_path, disk=tmp_path) for part in WORKS[work]]
    done = limited(["--db", str(clinic.db), *arguments], 400_000 if work == "an import" else 100_000)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
    assert "check the disk" in done.stderr or "the disk is full" in done.stderr
    assert not list(tmp_path.glob("copy.db*"))
    assert contents(clinic.db) == before
    assert clinic("import", tmp_path / "many.jsonl").code == 0
    assert sound(clinic.db)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes, where one may be had."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)]
    if os.getuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def fill(ballast: Path) -> None:
    """Take all the room that there is."""
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))


@pytest.mark.parametrize("room", [0, 48 * 1024], ids=["no room at all", "room for a beginning"])
@pytest.mark.parametrize("work", WORKS)
def test_a_full_disk_changes_nothing_and_the_work_succeeds_when_there_is_room(
    small_disk: Path, tmp_path: Path, work: str, room: int
) -> None:
    clinic = Clinic(small_disk)
    case_file(tmp_path / "mini.yaml")
    many(tmp_path)
    assert clinic("import", tmp_path / "mini.yaml").code == 0
    before = contents(clinic.db)
    ballast = small_disk / "ballast"
    fill(ballast)
    os.truncate(ballast, ballast.stat().st_size - room)
    arguments = [part.format(folder=tmp_path, disk=small_disk) for part in WORKS[work]]
    said = clinic(*arguments)
    assert (said.code, said.out) == (1, "")
    assert "disk" in said.complaint
    assert not list(small_disk.glob("copy.db*"))
    ballast.unlink()
    assert contents(clinic.db) == before
    again = tracker("--db", clinic.db, "cases")
    assert again.code == 0
    if work != "an import":
        assert clinic(*arguments).code == 0
    assert sound(clinic.db)


def test_a_database_that_another_program_holds_is_left_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.store.database.BUSY_MILLISECONDS", 50)
    clinic = Clinic(tmp_path).holds_mini()
    many(tmp_path)
    before = contents(clinic.db)
    with shell(clinic.db) as other:
        other.execute("BEGIN IMMEDIATE")
        for work in ("an import", "a rebuild", "an erasure"):
            said = clinic(*[part.format(folder=tmp_path, disk=tmp_path) for part in WORKS[work]])
            assert said.code == 1, work
            assert "by another program" in said.complaint
        assert clinic("cases").code == 0
    assert contents(clinic.db) == before
    with shell(clinic.db) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        said = clinic("cases")
        assert (said.code, said.out) == (1, "")
        assert "locked by another program" in said.complaint
