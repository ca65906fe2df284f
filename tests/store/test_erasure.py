"""An erasure leaves no byte of what was said: not in the file, not in the WAL, not in a backup made afterwards."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.examples import ecog, finding, lab
from tests.ledger import BY_TESTER, CHART, NOON, contents, new, record_stream, shell
from tracker.casebook.erasing import erase_patient
from tracker.casebook.unknown import UnknownPatient
from tracker.decisions.refused import Refused
from tracker.store import erasure, verification
from tracker.store.backup import back_up
from tracker.store.database import Database, open_database
from tracker.store.erasure import SIDECARS, Proof
from tracker.store.log import ANY, append
from tracker.store.refusals import StoreRefused, StreamErased

KEEPER = "the lighthouse keeper of Westerhever, who whistled in the scanner"
LONG = f"{KEEPER} {' '.join(f'whistle {number}' for number in range(320))}"
"""Its line of the log needs more than one page."""
BASIS = "Art. 17 GDPR, request of 3 May"
TOLD = (*CHART, finding("f1", "hemoptysis", note=KEEPER), ecog(1, key="e1", note=LONG))


def erase(database: Database, patient: str = "npc-9") -> Proof:
    return erase_patient(database, patient, legal_basis=BASIS, by="tester").proof


def holding(path: Path, text: str) -> list[str]:
    """The files of a database that hold a text."""
    files = [path.with_name(f"{path.name}{suffix}") for suffix in SIDECARS]
    return [file.name for file in files if file.exists() and text.encode() in file.read_bytes()]


@pytest.fixture
def told(recorded: Path, database: Database) -> Path:
    """Two short streams, and a third with something to find, in the WAL as well as in the file."""
    record_stream(database, "npc-9", TOLD[:-1])
    database.fold_wal()
    with database.reading():
        record_stream(database, "npc-9", TOLD)
        assert holding(recorded, KEEPER) == [recorded.name, f"{recorded.name}-wal"]
    return recorded


def test_no_byte_of_an_erased_patient_is_left_in_the_file_or_beside_it(told: Path, database: Database) -> None:
    with shell(told) as connection:
        rows = connection.execute("SELECT payload, salt FROM events WHERE patient = 'npc-9'").fetchall()
    others = {payload for (payload,) in contents_of(told, "npc-1")}
    proof = erase(database)
    assert holding(told, KEEPER[:12]) == []
    files = b"".join(path.read_bytes() for path in told.parent.glob(f"{told.name}*"))
    for payload, salt in rows:
        assert salt not in files
        assert payload in others or payload.encode() not in files
    assert (proof.left, proof.pieces > 400, proof.searched_bytes > 0) == (0, True, True)


def contents_of(path: Path, patient: str) -> list[tuple[str]]:
    with shell(path) as connection:
        return connection.execute("SELECT payload FROM events WHERE patient = ?", (patient,)).fetchall()


def test_no_byte_of_an_erased_patient_is_in_a_backup_made_afterwards(
    told: Path, database: Database, tmp_path: Path
) -> None:
    before, after = tmp_path / "before.db", tmp_path / "after.db"
    assert back_up(database, before) == ()
    erase(database)
    assert back_up(database, after) == ()
    assert KEEPER.encode() in before.read_bytes()
    assert KEEPER[:12].encode() not in after.read_bytes()
    assert holding(told, KEEPER[:12]) == []


def test_the_chain_still_verifies_and_every_row_follows(told: Path, database: Database) -> None:
    before = contents(told)["events"]
    erase(database)
    assert verification.verify(database) == ()
    after = contents(told)["events"]
    kept = slice(0, 10), slice(12, None)
    assert [[row[part] for part in kept] for row in after[:-1]] == [[row[part] for part in kept] for row in before]
    gone = [row for row in after if row[1] == "npc-9"]
    assert [row[10:12] for row in gone[:-1]] == [(None, None)] * len(TOLD)
    assert (gone[-1][4], BASIS in str(gone[-1][10])) == ("patient-erased", True)


def test_a_patient_who_was_erased_is_in_no_read_model(told: Path, database: Database) -> None:
    erase(database)
    stored = contents(told)
    assert not [name for name, rows in stored.items() if name.endswith("_rows") and any("npc-9" in row for row in rows)]
    assert [row for row in stored["labs_rows"] if "npc-1" in row]


def test_an_erased_stream_takes_no_more_events_and_is_not_imported_again(told: Path, database: Database) -> None:
    erase(database)
    with pytest.raises(StreamErased, match="erased and takes no more events"):
        record_stream(database, "npc-9", TOLD)
    with pytest.raises(StreamErased, match="erased and takes no more events"), database.writing() as connection:
        append(connection, "npc-9", [new(ecog(2))], expected=ANY, recording=BY_TESTER)
    with shell(told) as connection, pytest.raises(sqlite3.IntegrityError, match="the stream takes no more events"):
        connection.execute(
            "INSERT INTO events SELECT max(seq) + 1, 'npc-9', (SELECT max(version) + 1 FROM events WHERE patient = 'npc-9'),"
            " 'x', 'performance-assessed', 1, NULL, recorded_at, 'x', NULL, '{}', zeroblob(16), payload_digest, digest"
            " FROM events"
        )


def test_an_erasure_that_fails_midway_erases_nothing(
    told: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(told)
    destroy = erasure.destroy

    def torn(connection: sqlite3.Connection, patient: str) -> int:
        destroy(connection, patient)
        raise StoreRefused("the lights went out")

    monkeypatch.setattr(erasure, "destroy", torn)
    with pytest.raises(StoreRefused, match="lights"):
        erase(database)
    assert contents(told) == before


def test_erasing_again_records_nothing_and_writes_the_file_anew(told: Path, database: Database) -> None:
    erase(database)
    before = contents(told)
    done = erase_patient(database, "npc-9", legal_basis=BASIS, by="tester")
    assert (done.line, done.events, contents(told)) == (None, 0, before)


def test_what_two_patients_say_in_the_same_words_stays_with_the_other(told: Path, database: Database) -> None:
    record_stream(database, "npc-8", TOLD)
    proof = erase(database)
    assert (proof.left, proof.shared > 100) == (0, True)
    assert holding(told, KEEPER) == [told.name]
    assert verification.verify(database) == ()


def test_bytes_that_the_database_did_not_overwrite_are_found_and_the_file_is_written_anew(
    told: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.store.database._WRITER", ("synchronous = FULL", "secure_delete = OFF"))
    database.close()
    found: list[int] = []
    search = erasure._search

    def watched(*asked: Any, rewritten: bool) -> Proof:
        proof = search(*asked, rewritten=rewritten)
        found.append(proof.left)
        return proof

    monkeypatch.setattr(erasure, "_search", watched)
    proof = erase(database)
    assert found[0] > 0
    assert (found[1:], proof.left, proof.rewritten) == ([0], 0, True)
    assert holding(told, KEEPER[:12]) == []


def test_nothing_is_erased_while_another_program_keeps_old_bytes(
    told: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.store.database.BUSY_MILLISECONDS", 50)
    database.close()
    before = contents(told)
    with shell(told) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM events").fetchone()
        with open_database(told) as other:
            record_stream(other, "npc-7", [lab("EBV-DNA", 1, key="x")])
        with pytest.raises(StoreRefused, match="is in use by another program, which keeps old bytes"):
            erase(database)
    assert contents(told)["events"][: len(before["events"])] == before["events"]
    assert erase(database).left == 0


def test_a_stream_that_cannot_be_read_is_erased_all_the_same(told: Path, database: Database) -> None:
    with shell(told) as connection:
        for guard in ("events_update", "events_insert", "events_delete"):
            connection.execute(f"DROP TRIGGER {guard}")
        connection.execute("UPDATE events SET payload = CAST(x'7bff' AS TEXT) WHERE patient = 'npc-9' AND version = 3")
        from tracker.store.guards import expected  # noqa: PLC0415 - the hand of somebody who puts the guards back

        for text in expected().values():
            connection.execute(text)
    assert erase(database).left == 0
    assert holding(told, KEEPER[:12]) == []


@pytest.mark.parametrize("basis", ["", "  ", "x" * 4001, "a\x00b"], ids=["empty", "blank", "too long", "control sign"])
def test_an_erasure_without_a_readable_basis_is_refused(told: Path, database: Database, basis: str) -> None:
    before = contents(told)
    with pytest.raises(Refused, match="legal basis"):
        erase_patient(database, "npc-9", legal_basis=basis, by="tester")
    assert contents(told) == before


def test_somebody_nobody_recorded_is_not_erased(told: Path, database: Database) -> None:
    before = contents(told)
    with pytest.raises(UnknownPatient, match="no case npc-90"):
        erase_patient(database, "npc-90", legal_basis=BASIS, by="tester")
    assert contents(told) == before


@pytest.mark.usefixtures("told")
def test_an_erasure_never_goes_back_in_time(database: Database) -> None:
    done = erase_patient(database, "npc-9", legal_basis=BASIS, by="tester")
    assert done.line is not None
    assert done.line.recorded_at > NOON
