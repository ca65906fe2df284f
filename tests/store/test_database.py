"""Opening a file: what is made, what is refused and in which words."""

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path
from tempfile import gettempdir

import pytest

from tests.examples import ecog
from tests.ledger import BY_TESTER, CHART, contents, copy_of_template, new, shell
from tracker.store.database import Database, open_database
from tracker.store.log import ANY, append
from tracker.store.refusals import StoreRefused
from tracker.store.schema import ROWS_VERSION
from tracker.store.streams import read_stream


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def put(database: Database, score: int = 1) -> None:
    with database.writing() as connection:
        append(connection, "npc-9", [new(ecog(score), score)], expected=ANY, recording=BY_TESTER)


def test_a_new_file_and_its_folder_are_for_their_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "data" / "tracker" / "tracker.db"
    with open_database(path, create=True) as database:
        put(database)
        assert [mode(found) for found in path.parent.iterdir()] == [0o600] * 3
    assert mode(path.parent) == 0o700


def test_a_folder_that_is_there_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    open_database(tmp_path / "tracker.db", create=True).close()
    assert mode(tmp_path) == 0o755


def test_a_file_that_is_missing_is_refused_with_the_commands_that_create_it(tmp_path: Path) -> None:
    path = tmp_path / "tracker.db"
    with pytest.raises(StoreRefused, match=rf"no database at {path}: `tracker import`"):
        open_database(path)
    assert not path.exists()


def test_opening_a_second_time_finds_what_the_first_left(recorded: Path) -> None:
    before = contents(recorded)
    with open_database(recorded, create=True) as database, database.reading() as connection:
        assert len(read_stream(connection, "npc-1")) == len(CHART)
    assert contents(recorded) == before


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("busy_timeout", 5000),
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("secure_delete", 1),
        ("trusted_schema", 0),
    ],
)
def test_the_writer_keeps_every_promise_of_durability(database: Database, pragma: str, value: object) -> None:
    with database.writing() as connection:
        assert connection.execute(f"PRAGMA {pragma}").fetchone()[0] == value


def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(StoreRefused, match="cannot be written to"), database.reading() as connection:
        connection.execute("DELETE FROM labs_rows")


def test_a_reader_sees_one_state_while_another_writes(database: Database) -> None:
    put(database, 1)
    with database.reading() as reader:
        assert len(read_stream(reader, "npc-9")) == 1
        put(database, 2)
        assert len(read_stream(reader, "npc-9")) == 1
    with database.reading() as reader:
        assert len(read_stream(reader, "npc-9")) == 2


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreRefused, match="is a folder: name a file with --db"):
        open_database(tmp_path, create=True)


def test_a_place_where_nothing_can_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreRefused, match=r"cannot be written: .*file is no folder; name another place with --db"):
        open_database(tmp_path / "file" / "tracker.db", create=True)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("A case report. " * 100, encoding="utf-8")
    with pytest.raises(StoreRefused, match=r"report\.txt is not a SQLite database: name another file with --db"):
        open_database(path, create=True)
    assert path.read_text(encoding="utf-8").startswith("A case report.")


@pytest.mark.parametrize("application_id", [0, 7])
def test_the_database_of_another_program_is_refused_and_left_alone(tmp_path: Path, application_id: int) -> None:
    path = tmp_path / "photos.db"
    with shell(path) as connection:
        connection.execute("CREATE TABLE photos (name)")
        connection.execute(f"PRAGMA application_id = {application_id}")
    before = path.read_bytes()
    with pytest.raises(StoreRefused, match=r"photos\.db is the database of another program"):
        open_database(path, create=True)
    assert path.read_bytes() == before


def test_the_database_of_a_newer_tracker_is_refused(recorded: Path) -> None:
    with shell(recorded) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
    with pytest.raises(
        StoreRefused, match=r"newer tracker \(schema 0999, this one knows up to \d{4}\): update tracker"
    ):
        open_database(recorded)


def test_rows_of_a_newer_tracker_are_not_undone(recorded: Path) -> None:
    with shell(recorded) as connection:
        connection.execute("DELETE FROM labs_rows")
        connection.execute(f"PRAGMA user_version = {ROWS_VERSION + 1}")
    before = contents(recorded)
    with pytest.raises(StoreRefused, match=rf"filled by a newer tracker \(rows {ROWS_VERSION + 1}"):
        open_database(recorded)
    assert contents(recorded) == before


def test_a_database_without_its_schema_version_is_not_called_a_newer_one(recorded: Path) -> None:
    with shell(recorded) as connection:
        connection.execute("DELETE FROM alembic_version")
    with pytest.raises(StoreRefused, match="is not whole: its schema version is missing; restore a backup"):
        open_database(recorded)


def test_an_empty_file_becomes_a_database_only_when_told_and_then_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "tracker.db"
    path.touch(0o644)
    with pytest.raises(StoreRefused, match="is empty: `tracker import`"):
        open_database(path)
    assert path.stat().st_size == 0
    open_database(path, create=True).close()
    assert mode(path) == 0o600


def test_a_locked_database_is_refused_after_waiting(recorded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.store.database.BUSY_MILLISECONDS", 50)
    with shell(recorded) as other, open_database(recorded) as database:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreRefused, match="is locked by another program"):
            put(database)
        with database.reading() as connection:
            assert read_stream(connection, "npc-9") == ()


def test_a_full_disk_records_nothing_and_loses_nothing(recorded: Path, database: Database) -> None:
    before = contents(recorded)
    events = [new(ecog(1, key=f"e{place}", note="x" * 3000)) for place in range(100)]
    with database.writing() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
    with (
        pytest.raises(StoreRefused, match="the disk is full; make room and try again"),
        database.writing() as connection,
    ):
        append(connection, "npc-9", events, expected=ANY, recording=BY_TESTER)
    assert contents(recorded) == before


def test_a_damaged_file_is_refused_with_the_advice_to_restore(recorded: Path, database: Database) -> None:
    database.close()
    size = recorded.stat().st_size
    with recorded.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (size - 4096))
    with pytest.raises(StoreRefused, match=r"is damaged .*: restore a backup"):
        open_database(recorded)


READ_AND_WRITE = """
import os
import sys
from pathlib import Path
from tracker.store.database import open_database
from tracker.store.refusals import StoreRefused
from tracker.store.schema import ROWS_VERSION
from tracker.store.streams import patients

def patients_of(path):
    with open_database(path) as database, database.reading() as connection:
        return patients(connection)

patients_of(Path(sys.argv[2]))
if os.getuid() == 0:
    os.setuid(65534)  # root may do everything, and nobody may not even import: that was done with the other file
with open_database(Path(sys.argv[1])) as database:
    with database.reading() as connection:
        print(*patients(connection))
    try:
        with database.writing() as connection:
            connection.execute("DELETE FROM labs_rows")
    except StoreRefused as refused:
        print(refused)
"""


def as_nobody(recorded: Path, mode: int, folder_mode: int) -> "subprocess.CompletedProcess[str]":
    """Open a file of somebody else's, which others may only read."""
    other = copy_of_template(recorded.with_name("other.db"))
    recorded.chmod(mode)
    for folder in recorded.parents:
        if folder.parent == folder or not folder.is_relative_to(gettempdir()) or folder == Path(gettempdir()):
            break
        folder.chmod(folder.stat().st_mode | 0o055)
    recorded.parent.chmod(folder_mode)
    try:
        return subprocess.run(
            [sys.executable, "-c", READ_AND_WRITE, recorded, other], capture_output=True, text=True, check=False
        )
    finally:
        recorded.parent.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="needs users")
@pytest.mark.parametrize("folder_mode", [0o555, 0o777], ids=["read-only folder", "writable folder"])
def test_a_read_only_file_is_read_and_a_change_refused(recorded: Path, database: Database, folder_mode: int) -> None:
    database.close()
    read, refused = as_nobody(recorded, 0o444, folder_mode).stdout.splitlines()
    assert read == "npc-1 npc-2"
    assert "cannot be written to" in refused


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() != 0, reason="needs another user")
def test_a_file_that_its_owner_may_write_meanwhile_is_not_read_without_locks(
    recorded: Path, database: Database
) -> None:
    database.close()
    done = as_nobody(recorded, 0o644, 0o755)
    assert done.stdout == ""
    assert f"SQLite keeps {recorded.name}-shm beside it, and you may not write to that folder" in done.stderr


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() != 0, reason="needs another user")
def test_a_file_that_its_owner_has_open_is_read_by_those_who_may_only_read(recorded: Path, database: Database) -> None:
    with database.reading():
        for name in (f"{recorded.name}-wal", f"{recorded.name}-shm"):
            recorded.with_name(name).chmod(0o644)
        assert as_nobody(recorded, 0o644, 0o755).stdout.splitlines()[0] == "npc-1 npc-2"


def test_opening_a_current_database_does_not_import_alembic(recorded: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tracker.store.database import open_database;"
        "open_database(Path(sys.argv[1])).close();"
        "print([name for name in ('alembic', 'tracker.projections', 'textual') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, recorded], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_error_of_ours_is_not_dressed_up_as_one_of_the_file(database: Database) -> None:
    with pytest.raises(sqlite3.ProgrammingError), database.reading() as connection:
        connection.execute("SELECT ?", ())
