"""Every kind of tampering is found and named, and nothing is found where nothing was done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from sqlite3 import Connection

import pytest

from tests.examples import amended, ecog, erased, lab
from tests.ledger import BY_TESTER, CHART, new, record_stream, shell
from tracker.store import folding
from tracker.store.database import Database, open_database
from tracker.store.digests import Columns, link
from tracker.store.guards import expected
from tracker.store.log import ANY, append
from tracker.store.verification import Finding, verify

LINKED = (
    "CAST(patient AS BLOB), version, CAST(event_id AS BLOB), CAST(type AS BLOB), schema_version, corrects, "
    "CAST(recorded_at AS BLOB), CAST(recorded_by AS BLOB), CAST(correlation_id AS BLOB), payload_digest"
)


@contextmanager
def unguarded(path: Path) -> Iterator[Connection]:
    """The hand of somebody who puts the guards back afterwards."""
    with shell(path) as connection:
        for guard in expected():
            connection.execute(f"DROP TRIGGER {guard}")
        yield connection
        for text in expected().values():
            connection.execute(text)


def findings(path: Path) -> tuple[Finding, ...]:
    with open_database(path) as database:
        return verify(database)


def rehash(connection: Connection, seq: int) -> None:
    """Make one row's own digests fit its content again."""
    salt, payload = connection.execute(
        "SELECT salt, CAST(payload AS BLOB) FROM events WHERE seq = ?", (seq,)
    ).fetchone()
    of_payload = sha256(salt + payload).digest()
    connection.execute("UPDATE events SET payload_digest = ? WHERE seq = ?", (of_payload, seq))
    (before,) = connection.execute("SELECT digest FROM events WHERE seq = ?", (seq - 1,)).fetchone()
    columns: Columns = connection.execute(f"SELECT {LINKED} FROM events WHERE seq = ?", (seq,)).fetchone()
    connection.execute("UPDATE events SET digest = ? WHERE seq = ?", (link(before, columns), seq))


def test_an_untouched_database_has_no_findings(recorded: Path) -> None:
    assert findings(recorded) == ()


def test_an_empty_database_has_no_findings(path: Path) -> None:
    assert findings(path) == ()


def edit(connection: Connection) -> None:
    connection.execute("UPDATE events SET payload = replace(payload, '131', '13') WHERE seq = 6")


def edit_and_rehash(connection: Connection) -> None:
    edit(connection)
    rehash(connection, 6)


def backdate(connection: Connection) -> None:
    connection.execute("UPDATE events SET recorded_at = '2024-05-03T12:00:00.000000Z' WHERE seq = 6")


def hand_over(connection: Connection) -> None:
    connection.execute("UPDATE events SET recorded_by = 'somebody else' WHERE seq = 6")


def delete(connection: Connection) -> None:
    connection.execute("DELETE FROM events WHERE seq = 6")


def cut_tail(connection: Connection) -> None:
    connection.execute("DELETE FROM events WHERE seq IN (8, 9)")


def close_ranks(connection: Connection) -> None:
    connection.execute("DELETE FROM events WHERE seq = 6")
    for seq in range(7, 19):
        connection.execute("UPDATE events SET seq = seq - 1 WHERE seq = ?", (seq,))
    for version in range(7, 10):
        connection.execute(
            "UPDATE events SET version = version - 1 WHERE patient = 'npc-1' AND version = ?", (version,)
        )


def swap(connection: Connection) -> None:
    connection.execute("UPDATE events SET version = 99 WHERE seq = 5")
    connection.execute("UPDATE events SET version = 5 WHERE seq = 6")
    connection.execute("UPDATE events SET version = 6 WHERE seq = 5")


def swap_payloads(connection: Connection, columns: tuple[str, ...] = ("payload", "salt")) -> None:
    for name in columns:
        (mine,), (other,) = connection.execute(f"SELECT {name} FROM events WHERE seq IN (2, 6) ORDER BY seq").fetchall()
        connection.execute(f"UPDATE events SET {name} = ? WHERE seq = 2", (other,))
        connection.execute(f"UPDATE events SET {name} = ? WHERE seq = 6", (mine,))


def swap_payloads_with_digests(connection: Connection) -> None:
    swap_payloads(connection, ("payload", "salt", "payload_digest"))


def empty(connection: Connection) -> None:
    connection.execute("UPDATE events SET payload = NULL, salt = NULL WHERE seq = 6")


def garble(connection: Connection) -> None:
    connection.execute("UPDATE events SET payload = CAST(x'7bff' AS TEXT) WHERE seq = 6")


def point_elsewhere(connection: Connection) -> None:
    connection.execute("UPDATE events SET corrects = 3 WHERE seq = 7")


def swap_seq(connection: Connection) -> None:
    connection.execute("UPDATE events SET seq = 99 WHERE seq = 5")
    connection.execute("UPDATE events SET seq = 5 WHERE seq = 6")
    connection.execute("UPDATE events SET seq = 6 WHERE seq = 99")


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        pytest.param(edit, {"event 6 of the log (patient npc-1, version 6) has a payload that is not the one recorded"}, id="edit"),
        pytest.param(edit_and_rehash, {"event 7 of the log (patient npc-1, version 7) does not continue its chain"}, id="edit and re-hash"),
        pytest.param(backdate, {"event 6 of the log (patient npc-1) was recorded before the one it follows", "event 6 of the log (patient npc-1, version 6) does not continue its chain"}, id="backdate"),
        pytest.param(hand_over, {"event 6 of the log (patient npc-1, version 6) does not continue its chain"}, id="another author"),
        pytest.param(delete, {"event 6 is missing from the log", "the stream of patient npc-1 misses versions 6 to 6", "event 7 of the log (patient npc-1, version 7) does not continue its chain"}, id="delete"),
        pytest.param(cut_tail, {"events 8 to 9 are missing from the log"}, id="cut tail"),
        pytest.param(close_ranks, {"event 6 of the log (patient npc-1, version 6) does not continue its chain"}, id="delete and renumber"),
        pytest.param(swap, {"event 6 of the log (patient npc-1, version 5) does not continue its chain", "event 5 of the log (patient npc-1, version 6) does not continue its chain"}, id="swap"),
        pytest.param(swap_seq, {"event 5 of the log (patient npc-1, version 6) was recorded before event 6, which it follows"}, id="swap in the order of recording"),
        pytest.param(swap_payloads, {"event 2 of the log (patient npc-1, version 2) has a payload that is not the one recorded", "event 6 of the log (patient npc-1, version 6) has a payload that is not the one recorded"}, id="swap payloads"),
        pytest.param(swap_payloads_with_digests, {"event 2 of the log (patient npc-1, version 2) does not continue its chain", "event 6 of the log (patient npc-1, version 6) does not continue its chain"}, id="swap payloads and their digests"),
        pytest.param(empty, {"event 6 of the log (patient npc-1, version 6) lost its payload without an erasure on record"}, id="empty"),
        pytest.param(garble, {"event 6 of the log (patient npc-1, version 6) has a payload that is not the one recorded", "event 6 of the log (patient npc-1) cannot be read"}, id="garble"),
        pytest.param(point_elsewhere, {"event 7 of the log (patient npc-1) corrects ebv-3, but names version 3, which is another fact"}, id="another target"),
    ],
)  # fmt: skip
def test_tampering_is_found_and_named(recorded: Path, tamper: Callable[[Connection], None], said: set[str]) -> None:
    with unguarded(recorded) as connection:
        tamper(connection)
    sentences = [finding.sentence for finding in findings(recorded)]
    for expected_words in said:
        assert any(sentence.startswith(expected_words) for sentence in sentences), sentences
    assert not any("npc-2" in sentence for sentence in sentences)


def test_a_finding_names_patient_and_seq_for_machines_too(recorded: Path) -> None:
    with unguarded(recorded) as connection:
        hand_over(connection)
    found = [finding for finding in findings(recorded) if finding.what == "chain"]
    assert [(finding.patient, finding.seq) for finding in found] == [("npc-1", 6)]


@pytest.mark.parametrize("helpers", [1, 2])
def test_a_payload_that_decodes_but_cannot_be_placed_hides_no_other_finding(
    recorded: Path, helpers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folding, "processors", lambda: helpers)
    monkeypatch.setattr(folding, "LINES_WORTH_HELP", 1)
    with unguarded(recorded) as connection:
        connection.execute(
            """UPDATE events SET payload = replace(payload, '"1 mo"', '"1 mo","at":"2023-99"') WHERE seq = 4"""
        )
        connection.execute("UPDATE events SET recorded_by = 'somebody else' WHERE seq = 15")
        connection.execute("DELETE FROM labs_rows WHERE patient = 'npc-2'")
    sentences = [finding.sentence for finding in findings(recorded)]
    for start in (
        "event 4 of the log (patient npc-1, version 4) has a payload that is not the one recorded",
        "event 15 of the log (patient npc-2, version 6) does not continue its chain",
        "event 4 of the log (patient npc-1) cannot be read: what it says cannot be placed (ValueError: ",
        "labs of patient npc-2: 0 stored rows",
    ):
        assert any(sentence.startswith(start) for sentence in sentences), sentences


def test_a_table_of_rows_that_is_gone_is_not_taken_for_a_log_that_cannot_be_read(recorded: Path) -> None:
    with shell(recorded) as connection:
        connection.execute("DROP TABLE labs_rows")
    found = findings(recorded)
    assert {finding.what for finding in found} == {"schema", "read-model"}
    assert any("cannot be read (no such table: labs_rows)" in finding.sentence for finding in found)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("DROP TRIGGER events_delete", "the trigger events_delete was dropped"),
        ("DROP VIEW labs", "the view labs was dropped"),
        ("DROP INDEX events_by_corrected", "the index events_by_corrected was dropped"),
        (
            "CREATE VIEW drugs AS SELECT 1",
            "the view drugs does not belong to the database; `DROP VIEW drugs` in sqlite3 takes it out",
        ),
        (
            'CREATE TABLE "my drugs" (a)',
            "the table my drugs does not belong to the database; `DROP TABLE [my drugs]` in sqlite3 takes it out",
        ),
        ("ALTER TABLE labs_rows ADD COLUMN mine TEXT", "the table labs_rows was changed"),
    ],
)
def test_a_changed_schema_is_found(recorded: Path, change: str, said: str) -> None:
    with shell(recorded) as connection:
        connection.execute(change)
    assert said in [finding.sentence for finding in findings(recorded) if finding.what == "schema"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param("UPDATE labs_rows SET value = 5 WHERE patient = 'npc-1'", "labs of patient npc-1: 1 stored row", id="changed"),
        pytest.param("DELETE FROM cycles_rows WHERE patient = 'npc-2'", "cycles of patient npc-2: 0 stored rows", id="deleted"),
        pytest.param("UPDATE patients_rows SET patient = 'x' WHERE patient = 'npc-2'", "patients has rows of x, of whom", id="a stranger"),
        pytest.param("UPDATE labs_rows SET unit = CAST(x'ff' AS TEXT)", "the rows of patient npc-1 cannot be read", id="not UTF-8"),
    ],
)  # fmt: skip
def test_a_row_that_does_not_follow_from_the_log_is_found(recorded: Path, change: str, said: str) -> None:
    with shell(recorded) as connection:
        connection.execute(change)
    found = [finding for finding in findings(recorded) if finding.what == "read-model"]
    assert any(finding.sentence.startswith(said) for finding in found), found


def test_a_correction_that_names_another_fact_is_found_whatever_its_digests_say(database: Database) -> None:
    record_stream(database, "npc-1", CHART[:3])
    with database.writing() as connection:
        wrong = new(amended(lab("EBV-DNA", 1, key="ebv-0")), corrects=1)
        append(connection, "npc-1", [wrong], expected=ANY, recording=BY_TESTER)
    sentences = [finding.sentence for finding in verify(database) if finding.what == "payload"]
    assert sentences == [
        "event 4 of the log (patient npc-1) corrects ebv-0, but names version 1, which is another fact"
    ]


def test_the_chain_survives_an_erasure(recorded: Path, database: Database) -> None:
    with database.writing() as connection:
        append(connection, "npc-1", [new(erased())], expected=ANY, recording=BY_TESTER)
    unfinished = {finding.sentence for finding in verify(database) if finding.what == "payload"}
    assert len(unfinished) == len(CHART)
    assert all("still holds its payload, but the patient was erased" in sentence for sentence in unfinished)
    with shell(recorded) as connection:
        connection.execute(
            "UPDATE events SET payload = NULL, salt = NULL WHERE patient = 'npc-1' AND type <> 'patient-erased'"
        )
    assert {finding.what for finding in verify(database)} == {"read-model"}


def test_rows_of_an_erased_patient_do_not_follow_from_the_log_any_more(database: Database) -> None:
    record_stream(database, "npc-1")
    with database.writing() as connection:
        append(connection, "npc-1", [new(erased())], expected=ANY, recording=BY_TESTER)
    found = [finding.sentence for finding in verify(database) if finding.what == "read-model"]
    assert found
    assert all("npc-1" in sentence and "0 that do are missing" in sentence for sentence in found)


def test_a_file_damaged_inside_is_found(recorded: Path) -> None:
    with shell(recorded) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'events_by_corrected'").fetchone()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with recorded.open("r+b") as file:
        file.seek((root - 1) * size + size - 40)
        file.write(b"\x00" * 40)
    assert any(finding.what == "file" for finding in findings(recorded))


def test_verifying_changes_nothing(recorded: Path, database: Database) -> None:
    database.close()
    before = recorded.read_bytes()
    with open_database(recorded) as again:
        verify(again)
    assert recorded.read_bytes() == before


def test_a_stream_goes_on_after_verifying(database: Database) -> None:
    record_stream(database, "npc-1")
    verify(database)
    with database.writing() as connection:
        (line,) = append(connection, "npc-1", [new(ecog(1))], expected=len(CHART), recording=BY_TESTER)
    assert line.patient == "npc-1"
    assert [finding for finding in verify(database) if finding.what != "read-model"] == []
