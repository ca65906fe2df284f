"""Looking after the file: erasing asks first, backups and anchors say what they did, and nothing is done by halves."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faces.command_line import Clinic
from tests.ledger import shell

BASIS = ("--basis", "Art. 17 GDPR")


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return Clinic(tmp_path).holds_mini()


def test_an_erasure_says_what_it_did_and_what_it_cannot_reach(clinic: Clinic) -> None:
    said = clinic("erase", "mini", *BASIS, "--yes")
    assert said.code == 0
    first, second, third = said.out.splitlines()
    assert first == "mini: erased 14 events; that it was erased is its event 15"
    assert second.startswith(f"searched the whole file, {clinic.db.stat().st_size:,} bytes, for what they said: ")
    assert "nothing of it is left" in second
    assert third.startswith("backups, exports and case files are out of reach")
    assert clinic("verify").code == 0
    assert clinic("events", "mini", "--format", "json").json[-1]["payload"]["legal_basis"] == "Art. 17 GDPR"


def test_no_command_counts_a_case_that_was_erased(clinic: Clinic) -> None:
    assert clinic("rebuild").out == "rebuilt 1 case from the log\n"
    clinic("erase", "mini", *BASIS, "--yes")
    assert clinic("rebuild").out == "rebuilt 0 cases from the log\n"
    assert clinic("where", "--format", "json").json["patients"] == 0


def test_an_erased_case_is_neither_shown_nor_imported_again(clinic: Clinic) -> None:
    clinic("erase", "mini", *BASIS, "--yes")
    assert clinic("show", "mini").complaint == "tracker: mini was erased; only the erasure is on record"
    assert clinic("cases", "--format", "json").json == []
    again = clinic("import", clinic.file())
    assert (again.code, "mini was erased and takes no more events" in again.complaint) == (1, True)
    by_hand = clinic("record", "mini", "-", stdin="key: e\ntype: performance-assessed\noccurred: time-zero\necog: 1\n")
    assert "mini was erased and takes no more events" in by_hand.complaint


def test_an_erasure_in_json_has_every_figure(clinic: Clinic) -> None:
    found = clinic("erase", "mini", *BASIS, "--yes", "--format", "json").json
    assert (found["patient"], found["version"], found["payloads"], found["left"]) == ("mini", 15, 14, 0)
    assert found["pieces"] > 100
    again = clinic("erase", "mini", *BASIS, "--yes", "--format", "json").json
    assert (again["seq"], again["payloads"], again["rewritten"]) == (None, 0, True)


def test_an_erasure_again_says_that_it_was_done(clinic: Clinic) -> None:
    clinic("erase", "mini", *BASIS, "--yes")
    assert clinic("erase", "mini", *BASIS, "--yes").out.startswith("mini: was erased before; the file was written anew")


def test_an_erasure_that_leaves_something_is_not_called_done(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.store.database.Database.rewrite", lambda _: None)
    monkeypatch.setattr("tracker.store.database._WRITER", ("synchronous = FULL", "secure_delete = OFF"))
    said = clinic("erase", "mini", *BASIS, "--yes")
    assert said.code == 1
    assert "mini was erased, but" in said.complaint
    assert "bytes of what it said are still in" in said.complaint


def test_an_erasure_that_nobody_can_be_asked_about_needs_yes(clinic: Clinic) -> None:
    said = clinic("erase", "mini", *BASIS)
    assert (said.code, "say --yes" in said.complaint) == (2, True)
    assert clinic("erase", "mini", "--yes").code == 2
    assert "did you mean mini" in clinic("erase", "minni", *BASIS, "--yes").complaint
    assert len(clinic.standing()) == 14


@pytest.mark.parametrize(("typed", "code"), [("mini", 0), ("yes", 1), ("", 1)])
def test_at_a_terminal_the_name_is_typed_again(clinic: Clinic, typed: str, code: int) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "tracker", "--db", clinic.db, "erase", "mini", *BASIS],
        stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    os.close(theirs)
    asked = os.read(ours, 1000)
    os.write(ours, f"{typed}\n".encode())
    process.communicate(timeout=60)
    os.close(ours)
    assert b"mini will be erased for good; type its name to go on" in asked
    assert process.returncode == code
    assert (clinic("show", "mini").code == 0) == (code != 0)


def test_a_backup_says_where_it_is(clinic: Clinic) -> None:
    target = clinic.folder / "copy.db"
    assert clinic("backup", target).out.startswith(f"{target}: a verified copy of {clinic.db}, ")
    assert (
        clinic("backup", target).complaint
        == f"tracker: {target} is there already: name a file that is not; nothing is written over"
    )
    assert clinic("backup", clinic.folder / "b.db", "--format", "json").json["size_bytes"] == target.stat().st_size


def test_a_backup_of_what_is_not_sound_is_refused(clinic: Clinic) -> None:
    with shell(clinic.db) as connection:
        connection.execute("DELETE FROM labs_rows")
    said = clinic("backup", clinic.folder / "copy.db")
    assert (said.code, "is not sound, so no backup was kept: labs of patient mini" in said.complaint) == (1, True)
    assert not list(clinic.folder.glob("copy.db*"))


def test_an_anchor_is_written_once_and_checked_ever_after(clinic: Clinic) -> None:
    anchor = clinic.folder / "clinic.anchor"
    first = clinic("verify", "--anchor", anchor)
    assert (first.code, f"{anchor} now vouches for the log up to event 14" in first.err) == (0, True)
    written = anchor.read_bytes()
    clinic("retract", "mini", "seven", "--reason", "read again")
    second = clinic("verify", "--anchor", anchor)
    assert (second.code, "vouches for the log up to event 14, and it is the same" in second.err) == (0, True)
    assert anchor.read_bytes() == written


def test_an_anchor_of_another_log_is_a_finding(clinic: Clinic, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = Clinic(tmp_path / "other").holds_mini()
    anchor = tmp_path / "other.anchor"
    other("verify", "--anchor", anchor)
    said = clinic("verify", "--anchor", anchor, "--format", "json")
    assert said.code == 1
    assert [row["what"] for row in said.json] == ["anchor"]
    assert "the log does not begin as other.anchor says" in said.json[0]["sentence"]


def test_a_log_that_is_not_sound_gets_no_anchor(clinic: Clinic) -> None:
    with shell(clinic.db) as connection:
        connection.execute("DELETE FROM labs_rows")
    said = clinic("verify", "--anchor", clinic.folder / "clinic.anchor")
    assert (said.code, "was not written: an anchor would vouch for what was found" in said.complaint) == (1, True)
    assert not (clinic.folder / "clinic.anchor").exists()


def test_a_case_file_is_no_anchor(clinic: Clinic) -> None:
    said = clinic("verify", "--anchor", clinic.file())
    assert (said.code, "is not an anchor" in said.complaint) == (1, True)
