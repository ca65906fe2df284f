"""The database itself refuses to change the log, in anybody's shell."""

import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.examples import ecog, erased
from tests.ledger import BY_TESTER, CHART, contents, new, record_stream, shell
from tracker.store.database import Database, open_database
from tracker.store.guards import expected, restore
from tracker.store.log import append
from tracker.store.refusals import StoreRefused

COLUMNS = (
    "seq, patient, version, event_id, type, schema_version, corrects, recorded_at, recorded_by, correlation_id, "
    "payload, salt, payload_digest, digest"
)
STAGE_IV = (
    "SELECT seq, patient, version, event_id, type, schema_version, corrects, recorded_at, recorded_by, "
    "correlation_id, '{}', salt, payload_digest, digest FROM events WHERE seq = 2"
)

ATTACKS = [
    pytest.param("UPDATE events SET payload = '{}' WHERE seq = 2", id="update"),
    pytest.param("UPDATE OR REPLACE events SET seq = 1 WHERE seq = 2", id="update or replace"),
    pytest.param("DELETE FROM events WHERE seq = 2", id="delete"),
    pytest.param("DELETE FROM events", id="delete everything"),
    pytest.param(f"INSERT OR REPLACE INTO events ({COLUMNS}) {STAGE_IV}", id="insert or replace"),
    pytest.param(f"REPLACE INTO events ({COLUMNS}) {STAGE_IV}", id="replace into"),
    pytest.param(f"INSERT OR IGNORE INTO events ({COLUMNS}) {STAGE_IV}", id="insert or ignore"),
    pytest.param(
        f"INSERT INTO events ({COLUMNS}) {STAGE_IV} ON CONFLICT DO UPDATE SET payload = excluded.payload", id="upsert"
    ),
]


@pytest.mark.parametrize("recursive_triggers", ["OFF", "ON"])
@pytest.mark.parametrize("attack", ATTACKS)
def test_no_statement_changes_the_log(recorded: Path, attack: str, recursive_triggers: str) -> None:
    before = contents(recorded)
    with shell(recorded) as connection:
        connection.execute(f"PRAGMA recursive_triggers = {recursive_triggers}")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(attack)
    assert contents(recorded) == before


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="the plain shell is not installed")
@pytest.mark.parametrize("attack", ATTACKS)
def test_the_plain_shell_is_refused_too(recorded: Path, attack: str) -> None:
    before = contents(recorded)
    done = subprocess.run(["sqlite3", recorded, attack], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "log" in done.stderr
    assert contents(recorded) == before


def test_a_dropped_guard_is_reported_at_the_next_start_and_nothing_is_recorded_until_it_is_back(recorded: Path) -> None:
    with shell(recorded) as connection:
        connection.execute("DROP TRIGGER events_update")
    with open_database(recorded) as database:
        assert database.findings == ("the guard events_update of the log was dropped",)
        with pytest.raises(StoreRefused, match="takes no changes: the guard events_update"):
            record_stream(database, "npc-3")
        with database.reading() as reader:
            assert reader.execute("SELECT count(*) FROM events").fetchone()[0] == 2 * len(CHART)


def test_a_weakened_guard_and_a_foreign_trigger_are_reported_and_mended(recorded: Path) -> None:
    with shell(recorded) as connection:
        connection.execute("DROP TRIGGER events_delete")
        connection.execute("CREATE TRIGGER events_delete BEFORE DELETE ON events BEGIN SELECT 1; END")
        connection.execute("CREATE TRIGGER quiet AFTER INSERT ON events BEGIN UPDATE labs_rows SET value = 0; END")
    with open_database(recorded) as database:
        assert database.findings == (
            "the guard events_delete of the log was changed",
            "the trigger quiet does not belong to the database",
        )
        database.findings = ()
        with database.writing() as writer:
            assert len(restore(writer)) == 2
    with open_database(recorded) as database:
        assert database.findings == ()


def test_the_guards_in_force_are_three() -> None:
    assert list(expected()) == ["events_delete", "events_insert", "events_update"]


def following(connection: sqlite3.Connection, **changes: object) -> None:
    """Insert a row that follows the last one of `npc-1`, but for the changes."""
    seq, version, at = connection.execute(
        "SELECT max(seq), max(version) FILTER (WHERE patient = 'npc-1'), max(recorded_at) FROM events"
    ).fetchone()
    row = {
        "seq": seq + 1,
        "patient": "npc-1",
        "version": version + 1,
        "event_id": "fresh",
        "type": "ecog",
        "schema_version": 1,
        "corrects": None,
        "recorded_at": at,
        "recorded_by": "me",
        "payload": "{}",
        "salt": bytes(16),
        "payload_digest": bytes(32),
        "digest": bytes(32),
    } | changes
    names = ", ".join(row)
    places = ", ".join(f":{name}" for name in row)
    connection.execute(f"INSERT INTO events ({names}) VALUES ({places})", row)


def test_a_row_that_follows_the_last_one_is_accepted(recorded: Path) -> None:
    with shell(recorded) as connection:
        following(connection)
        following(connection, event_id="another", type="fact-retracted", corrects=2)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({"payload": None}, "payload and a salt", id="no payload"),
        pytest.param({"salt": None}, "payload and a salt", id="no salt"),
        pytest.param({"salt": bytes(8)}, "payload and a salt", id="a short salt"),
        pytest.param({"seq": None}, "seq must follow", id="no seq"),
        pytest.param({"seq": 7}, "seq must follow", id="a seq that is taken"),
        pytest.param({"seq": 99}, "seq must follow", id="a gap in the log"),
        pytest.param({"version": 1}, "version must follow", id="a version that is taken"),
        pytest.param({"version": 99}, "version must follow", id="a gap in the stream"),
        pytest.param({"patient": "npc-3"}, "version must follow", id="a stream that does not begin at 1"),
        pytest.param({"recorded_at": "2025-05-03T11:59:59.999999Z"}, "does not go back", id="an earlier instant"),
        pytest.param({"recorded_at": "2026"}, "CHECK", id="an instant that is none"),
        pytest.param({"corrects": 2}, "name the version they correct", id="a fact that corrects"),
        pytest.param({"type": "fact-amended"}, "name the version they correct", id="an amendment of nothing"),
        pytest.param({"type": "fact-amended", "corrects": 7}, "not itself a correction", id="correcting a correction"),
        pytest.param({"type": "fact-retracted", "corrects": 10}, "an earlier fact", id="correcting itself"),
        pytest.param({"type": "fact-retracted", "corrects": 99}, "an earlier fact", id="correcting what is not there"),
        pytest.param({"digest": bytes(16)}, "CHECK", id="a short digest"),
        pytest.param({"version": "ten"}, "cannot store TEXT", id="a version in words"),
    ],
)
def test_a_row_out_of_order_is_refused(recorded: Path, changes: dict[str, object], said: str) -> None:
    with shell(recorded) as connection, pytest.raises(sqlite3.IntegrityError, match=said):
        following(connection, **changes)


def test_an_event_id_on_record_is_refused(recorded: Path) -> None:
    with shell(recorded) as connection:
        (taken,) = connection.execute("SELECT event_id FROM events WHERE seq = 3").fetchone()
        with pytest.raises(sqlite3.IntegrityError, match="event_id is on record"):
            following(connection, event_id=taken)


@pytest.fixture
def with_erasure(recorded: Path, database: Database) -> Path:
    """The erasure of `npc-1` is on record; its payloads are still there."""
    with database.writing() as connection:
        append(connection, "npc-1", [new(erased())], expected=len(CHART), recording=BY_TESTER)
    return recorded


def test_an_erasure_on_record_lets_payloads_and_salts_go(with_erasure: Path) -> None:
    with shell(with_erasure) as connection:
        gone = connection.execute(
            "UPDATE events SET payload = NULL, salt = NULL WHERE patient = 'npc-1' AND type <> 'patient-erased'"
        )
        assert gone.rowcount == len(CHART)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param("payload = NULL, salt = NULL WHERE patient = 'npc-2'", id="of somebody else"),
        pytest.param("payload = NULL, salt = NULL WHERE type = 'patient-erased'", id="of the erasure itself"),
        pytest.param("payload = NULL WHERE seq = 2", id="without the salt"),
        pytest.param("salt = NULL WHERE seq = 2", id="without the payload"),
        pytest.param("payload = '{}', salt = NULL WHERE seq = 2", id="to something else"),
        pytest.param("payload = NULL, salt = NULL, seq = 99 WHERE seq = 2", id="and seq"),
        pytest.param("payload = NULL, salt = NULL, patient = 'x' WHERE seq = 2", id="and patient"),
        pytest.param("payload = NULL, salt = NULL, version = 99 WHERE seq = 2", id="and version"),
        pytest.param("payload = NULL, salt = NULL, event_id = 'x' WHERE seq = 2", id="and event_id"),
        pytest.param("payload = NULL, salt = NULL, type = 'x' WHERE seq = 2", id="and type"),
        pytest.param("payload = NULL, salt = NULL, schema_version = 2 WHERE seq = 2", id="and schema_version"),
        pytest.param("payload = NULL, salt = NULL, corrects = 1 WHERE seq = 2", id="and corrects"),
        pytest.param("payload = NULL, salt = NULL, recorded_at = '2026' WHERE seq = 2", id="and recorded_at"),
        pytest.param("payload = NULL, salt = NULL, recorded_by = 'x' WHERE seq = 2", id="and recorded_by"),
        pytest.param("payload = NULL, salt = NULL, correlation_id = NULL WHERE seq = 2", id="and correlation_id"),
        pytest.param("payload = NULL, salt = NULL, payload_digest = zeroblob(32) WHERE seq = 2", id="and its digest"),
        pytest.param("payload = NULL, salt = NULL, digest = zeroblob(32) WHERE seq = 2", id="and the link"),
    ],
)
def test_an_erasure_lets_nothing_else_change(with_erasure: Path, change: str) -> None:
    with shell(with_erasure) as connection, pytest.raises(sqlite3.IntegrityError, match="never changed"):
        connection.execute(f"UPDATE events SET {change}")


def test_an_erased_stream_takes_no_more_rows(with_erasure: Path) -> None:
    with shell(with_erasure) as connection, pytest.raises(sqlite3.IntegrityError, match="takes no more events"):
        following(connection)


def test_the_log_goes_on_for_others_after_an_erasure(with_erasure: Path) -> None:
    with open_database(with_erasure) as database, database.writing() as connection:
        append(connection, "npc-2", [new(ecog(1))], expected=len(CHART), recording=BY_TESTER)
