"""A backup is whole, sound and alone, however busy the database is; and it can be brought back."""

import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.setting import ROOT, worker
from tests.ledger import contents, record_stream, shell
from tests.store.test_verification import unguarded
from tracker.store import backup
from tracker.store.backup import back_up
from tracker.store.database import Database, open_database
from tracker.store.refusals import StoreRefused
from tracker.store.told import Told
from tracker.store.verification import verify

PAGE = (ROOT / "docs" / "looking-after.md").read_text(encoding="utf-8")


def test_a_backup_holds_what_the_database_holds_and_is_one_file_for_its_owner(
    recorded: Path, database: Database, tmp_path: Path
) -> None:
    target = tmp_path / "backups" / "monday.db"
    target.parent.mkdir()
    assert back_up(database, target) == ()
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert contents(target) == contents(recorded)
    with open_database(target) as copied:
        assert verify(copied) == ()
        record_stream(copied, "npc-3")
        assert verify(copied) == ()


def test_a_backup_made_while_others_record_is_a_state_that_was(path: Path, tmp_path: Path) -> None:
    writers = [worker("record", path, f"w{number}") for number in range(2)]
    try:
        for writer in writers:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "ready\n"
            assert writer.stdout.readline()
        lengths = []
        for number in range(3):
            target = tmp_path / f"{number}.db"
            with open_database(path) as database:
                assert back_up(database, target) == ()
            lengths.append(len(contents(target)["events"]))
        assert 0 < lengths[0] < lengths[1] < lengths[2]
    finally:
        for writer in writers:
            writer.kill()
            writer.communicate()


def test_a_backup_holds_what_is_in_the_wal_alone(recorded: Path, database: Database, tmp_path: Path) -> None:
    with database.reading():
        record_stream(database, "npc-3")
        assert b"npc-3" not in recorded.read_bytes()
        back_up(database, tmp_path / "copy.db")
    assert contents(tmp_path / "copy.db") == contents(recorded)


def test_nothing_is_written_over(database: Database, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    for there in (target, target.with_name(f"{target.name}{backup.UNFINISHED}")):
        there.write_bytes(b"mine")
        with pytest.raises(StoreRefused, match=rf"{there} is there already"):
            back_up(database, target)
        assert there.read_bytes() == b"mine"
        there.unlink()


def test_a_file_that_comes_meanwhile_is_not_written_over(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "copy.db"
    monkeypatch.setattr(backup, "verify", lambda *_: target.write_bytes(b"mine") and ())
    with pytest.raises(StoreRefused, match="cannot be written"):
        back_up(database, target)
    assert target.read_bytes() == b"mine"


def test_a_place_that_is_not_there_is_refused(database: Database, tmp_path: Path) -> None:
    with pytest.raises(StoreRefused, match=r"copy.db cannot be written: there is no folder .*nowhere; make it first"):
        back_up(database, tmp_path / "nowhere" / "copy.db")


def test_a_database_that_is_not_sound_gets_no_backup(recorded: Path, database: Database, tmp_path: Path) -> None:
    with unguarded(recorded) as connection:
        connection.execute("UPDATE events SET recorded_by = 'somebody else' WHERE seq = 6")
    found = back_up(database, tmp_path / "copy.db")
    assert found[0].seq == 6
    assert not list(tmp_path.glob("copy.db*"))


def test_a_copy_that_goes_wrong_is_not_kept(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = backup._copy

    def torn(source: Path, target: Path, told: Told) -> None:
        copy(source, target, told)
        with target.open("r+b") as file:
            file.seek(4096)
            file.write(b"\xa5" * 8192)

    monkeypatch.setattr(backup, "_copy", torn)
    try:
        assert back_up(database, tmp_path / "copy.db")
    except StoreRefused as refused:
        assert "is damaged" in str(refused)  # noqa: PT017 - either way of noticing is one
    assert not list(tmp_path.glob("copy.db*"))


def test_a_backup_says_how_far_it_is(database: Database, tmp_path: Path) -> None:
    said: list[tuple[int, int]] = []
    back_up(database, tmp_path / "copy.db", told=lambda done, of: said.append((done, of)))
    assert max(done for done, of in said if of == said[0][1]) == said[0][1] > 0


RESTORING = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)


def test_the_page_on_looking_after_the_file_works_as_written(tmp_path: Path) -> None:
    environment = {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "HOME": str(tmp_path),
        "TRACKER_USER": "tester",
    }
    said = ""
    for block in RESTORING:
        run = subprocess.run(
            ["sh", "-eu"], input=block, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, f"{block}\n{run.stdout}{run.stderr}"
        said += run.stdout
    assert "ticket 4711" in PAGE
    assert "npc-1: erased" in said
    with shell(tmp_path / "clinic.db") as connection:
        assert connection.execute("SELECT count(*) FROM events WHERE type = 'patient-erased'").fetchone() == (1,)
    assert list(tmp_path.glob("aside-*/clinic.db"))
    with open_database(tmp_path / "clinic.db") as database:
        assert verify(database) == ()
