"""Commands that write: they record what is new, say so, and never half of a command."""

import json
import os
import re
import sys
from pathlib import Path
from threading import Thread

import pytest

from tests import examples as ex
from tests.faces.command_line import MINI, Clinic, tracker


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return Clinic(tmp_path).holds_mini()


def test_importing_the_same_file_again_records_nothing(clinic: Clinic) -> None:
    before = clinic("events", "mini", "--format", "json").json
    said = clinic("import", clinic.file(), "--format", "json")
    assert said.json[0]["recorded"] == 0
    assert clinic("events", "mini", "--format", "json").json == before
    assert clinic("import", clinic.file()).out == "mini: nothing new; 14 unchanged\n"


def test_yaml_and_json_lines_of_one_case_are_the_same_import(clinic: Clinic) -> None:
    assert clinic("import", clinic.file(name="case.jsonl"), "--format", "json").json[0]["recorded"] == 0


def test_a_fact_that_was_retracted_since_is_called_so_and_restored(clinic: Clinic) -> None:
    clinic("retract", "mini", "ecog-0", "--reason", "wrong patient")
    refused = clinic("import", clinic.file())
    assert "(retracted since: ecog-0)" in refused.complaint
    planned = clinic("import", clinic.file(), "--dry-run", "--amend")
    assert planned.out.startswith("mini: 0 new, would restore ecog-0, 13 unchanged\n")
    done = clinic("import", clinic.file(), "--amend", "--reason", "right after all")
    assert done.out.startswith("mini: restored ecog-0, 13 unchanged\n")
    assert "ecog-0" in clinic.standing()


def test_the_hint_at_the_ids_of_imports_leads_to_them(clinic: Clinic) -> None:
    refused = clinic("retract", "--import", "unknown", "--reason", "x").complaint
    (hint,) = re.findall("`tracker (events CASE --format json)` shows the ids, as correlation_id", refused)
    (identifier,) = {line["correlation_id"] for line in clinic(*hint.replace("CASE", "mini").split()).json}
    assert clinic("retract", "--import", identifier, "--reason", "x").code == 0
    assert "no fact that stands" in clinic("timeline", "mini").complaint


def test_an_edited_file_is_refused_whole_naming_every_changed_key(clinic: Clinic) -> None:
    edited = (ex.ecog(1) if fact == ex.ecog(2) else fact for fact in MINI if getattr(fact, "key", "") != "seven")
    file = clinic.file(*edited, name="edited.yaml")
    said = clinic("import", file)
    assert said.code == 1
    assert "changed: ecog-0; gone from the file: seven" in said.complaint
    assert said.complaint.startswith(f"{file}: mini: ")
    done = clinic("import", file, "--amend", "--reason", "second reader", "--format", "json").json[0]
    assert (done["amended"], done["retracted"]) == (["ecog-0"], ["seven"])
    assert "seven" not in clinic.standing()


def test_an_import_taken_back_can_be_imported_again_with_amend(clinic: Clinic) -> None:
    identifier = clinic("events", "mini", "--format", "json").json[0]["correlation_id"]
    assert clinic("retract", "--import", identifier, "--reason", "wrong hospital").code == 0
    assert "no fact that stands" in clinic("timeline", "mini").complaint
    assert clinic("import", clinic.file()).code == 1
    assert clinic("import", clinic.file(), "--amend", "--reason", "right after all").code == 0
    assert len(clinic.standing()) == 14
    assert clinic("verify").code == 0


def test_a_dry_run_shows_bounds_and_records_nothing(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path)
    said = clinic("import", "--dry-run", clinic.file(), "--format", "json")
    assert said.code == 0
    ct = next(row for row in said.json[0]["events"] if row["key"] == "ct")
    assert ct["day_earliest"] < ct["day"] < ct["day_latest"]
    assert not clinic.db.exists()


def test_a_dry_run_names_contradictions(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path)
    impossible = (
        ex.diagnosed(),
        ex.started("l1", after="dx", stated="7 mo"),
        ex.contact(after="l1", stated="7 mo"),
        ex.interval("whole", "dx", "last-follow-up", "10 mo"),
    )
    said = clinic("import", "--dry-run", clinic.file(*impossible), "--format", "json")
    assert {row["rule"] for row in said.json[0]["check"]} == {"inconsistent-time"}


def test_a_dry_run_that_would_be_refused_says_so_and_still_shows_the_difference(clinic: Clinic) -> None:
    said = clinic("import", "--dry-run", clinic.file(ex.diagnosed(), name="short.yaml"), "--format", "json")
    assert said.code == 1
    assert "gone from the file" in said.complaint
    assert len(said.json[0]["retracted"]) == 13
    assert len(clinic.standing()) == 14


def test_every_problem_of_every_file_is_named_and_nothing_is_recorded(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path)
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    first.write_text(
        "format: 1\ncase: one\nevents:\n- key: a\n  type: lab-result\n  occurred: time-zero\n"
        "- key: b\n  type: performance-assessed\n  occurred: time-zero\n  ecog: 9\n"
    )
    second.write_text(
        "format: 1\ncase: two\nevents:\n- key: c\n  type: performance-assessed\n  occurred: soonish\n  ecog: 1\n"
    )
    said = clinic("import", first, clinic.file(), second)
    assert said.code == 1
    lines = said.err.splitlines()
    assert [line.split(": ")[:2] for line in lines] == [
        [f"{first}:5", "a"],
        [f"{first}:10", "b"],
        [f"{second}:6", "c"],
    ]
    assert not clinic.db.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="needs pipes with names")
@pytest.mark.parametrize("name", ["case.yaml", "case.jsonl"])
def test_a_pipe_is_a_file_too(tmp_path: Path, name: str) -> None:
    clinic = Clinic(tmp_path)
    text = clinic.file(name=name).read_bytes()
    for number, command in enumerate((("import",), ("import", "--dry-run"), ("record", "mini"))):
        pipe = tmp_path / f"pipe-{number}"
        os.mkfifo(pipe)
        writer = Thread(target=pipe.write_bytes, args=(text,), daemon=True)
        writer.start()
        said = clinic(*command, pipe)
        writer.join(timeout=10)
        assert (said.code, said.err.removeprefix(f"made a new database: {clinic.db}\n")) == (0, ""), command


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a file without end")
def test_of_a_file_without_end_no_more_is_read_than_a_case_file_may_hold(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path)
    for command in (("import",), ("record", "mini")):
        assert "more than 5 MB of YAML" in clinic(*command, "/dev/zero").complaint
    (tmp_path / "big.yaml").write_bytes(b"#" * 6_000_000)
    assert "more than 5 MB of YAML" in clinic("import", tmp_path / "big.yaml").complaint
    assert "more than 5 MB of YAML" in clinic("import", "-", stdin=b"#" * 6_000_000).complaint


def test_files_of_one_command_land_together_or_not_at_all(clinic: Clinic) -> None:
    other = clinic.file(ex.diagnosed(), ex.ecog(1), name="other.yaml", patient="other")
    edited = clinic.file(ex.diagnosed(), name="edited.yaml")
    assert clinic("import", other, edited).code == 1
    assert [row["patient"] for row in clinic("cases", "--format", "json").json] == ["mini"]
    assert clinic("import", other, clinic.file()).code == 0
    assert [row["patient"] for row in clinic("cases", "--format", "json").json] == ["mini", "other"]


def test_a_case_in_two_files_of_one_command_is_refused(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path)
    said = clinic("import", clinic.file(), clinic.file(name="again.yaml"))
    assert "stands in" in said.complaint


def test_a_fact_is_recorded_by_hand_without_a_header(clinic: Clinic) -> None:
    fact = 'key: ecog-1\ntype: performance-assessed\noccurred: {after: l1-c2.end, stated: "1 mo"}\necog: 1\n'
    assert clinic("record", "mini", "-", stdin=fact).out == "mini: recorded ecog-1 (version 15)\n"
    assert clinic("record", "mini", "-", stdin=fact).out == "mini: nothing new; the record says so already\n"
    assert "key is used already" in clinic("record", "mini", "-", stdin=fact.replace("ecog: 1", "ecog: 0")).complaint
    assert clinic("import", clinic.file()).out == "mini: nothing new; 14 unchanged\n"


def test_recording_makes_a_named_database_but_an_unsound_file_does_not(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path)
    assert clinic("record", "new-1", "-", stdin="key: dx\ntype: cancer-diagnosed\noccurred: soon\n").code == 1
    assert not clinic.db.exists()
    diagnosis = "key: dx\ntype: cancer-diagnosed\noccurred: time-zero\nrole: primary\ndiagnosis: carcinoma\n"
    assert clinic("record", "new-1", "-", stdin=diagnosis).code == 0
    assert clinic.db.exists()


def test_a_choice_of_reading_moves_the_times_that_hang_on_it(clinic: Clinic) -> None:
    choice = "type: reading-selected\nquestion: seven-months\nreading: T\nwhy: the table says so\n"
    before = {row["key"]: row["day"] for row in clinic("timeline", "mini", "--format", "json").json}
    assert clinic("record", "mini", "-", stdin=choice).code == 0
    after = {row["key"]: row["day"] for row in clinic("timeline", "mini", "--format", "json").json}
    assert after["ct"] < before["ct"]
    assert after["dx"] == before["dx"]


def test_an_amendment_keeps_the_key_and_shows_in_the_log(clinic: Clinic) -> None:
    fact = "key: ecog-0\ntype: performance-assessed\noccurred: time-zero\necog: 1\n"
    assert clinic("amend", "mini", "ecog-0", "-", "--reason", "chart", stdin=fact).code == 0
    assert "nothing new" in clinic("amend", "mini", "ecog-0", "-", "--reason", "chart", stdin=fact).out
    last = clinic("events", "mini", "--format", "json").json[-1]
    assert (last["type"], last["corrects"], last["payload"]["reason"]) == ("fact-amended", 4, "chart")
    assert clinic("show", "mini", "--month", 0, "--format", "json").json["state"]["ecog"]["score"] == 1


def test_a_choice_is_no_amendment_and_said_so(clinic: Clinic) -> None:
    said = clinic("amend", "mini", "ct", clinic.file(ex.reading("seven-months", "T"), name="c.yaml"), "--reason", "r")
    assert "an amendment needs a fact, and seven-months is a choice; `tracker record` records it" in said.complaint


def test_a_retraction_names_its_dependents_until_they_go_along(clinic: Clinic) -> None:
    said = clinic("retract", "mini", "l1", "--reason", "never given")
    assert said.code == 1
    assert "l1-c1, l1-c2" in said.complaint
    assert "--with-dependents" in said.complaint
    assert clinic("retract", "mini", "l1", "--reason", "never given", "--with-dependents").code == 0
    assert "l1-c1" not in clinic.standing()
    assert "nothing new" in clinic("retract", "mini", "l1", "--reason", "never given").out


def test_every_line_names_who_recorded_it(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_USER", "nurse")
    tracker("retract", "mini", "seven", "--reason", "read again", "--db", clinic.db)
    assert clinic("events", "mini", "--format", "json").json[-1]["recorded_by"] == "nurse"


def test_a_template_is_a_case_file_and_is_never_written_over_another(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path)
    target = tmp_path / "new.yaml"
    assert clinic("new", "npc-3", "--output", target).code == 0
    assert clinic("import", "--dry-run", target).code == 0
    assert "is there already" in clinic("new", "npc-3", "-o", target).complaint
    assert clinic("new", "npc-3").out == target.read_text(encoding="utf-8")
    assert "is no pseudonym" in clinic("new", "Jane Doe").complaint


def test_rebuild_changes_nothing_and_puts_a_dropped_guard_back(clinic: Clinic) -> None:
    import sqlite3  # noqa: PLC0415 - the stray SQL shell of this one test

    before = clinic("timeline", "mini", "--format", "json").out
    connection = sqlite3.connect(clinic.db)
    (guard,) = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' LIMIT 1").fetchone()
    connection.execute(f"DROP TRIGGER {guard}")
    connection.close()
    reading = clinic("cases")
    assert reading.code == 0
    assert f"guard {guard} of the log was dropped" in reading.complaint
    writing = clinic("retract", "mini", "seven", "--reason", "x")
    assert writing.code == 1
    assert "takes no changes" in writing.err
    assert clinic("verify").code == 1
    assert guard in clinic("rebuild").out
    assert clinic("verify").code == 0
    assert clinic("timeline", "mini", "--format", "json").out == before


def test_receipts_in_json_are_the_lines_of_the_log(clinic: Clinic) -> None:
    said = clinic("retract", "mini", "seven", "--reason", "x", "--format", "json").json[0]
    line = clinic("events", "mini", "--format", "json").json[-1]
    assert {name: line[name] for name in ("seq", "version", "event_id", "correlation_id")}.items() <= said.items()
    assert json.dumps(said)


def test_a_database_that_was_not_there_is_said_once_and_never_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path)
    commands = (("import", clinic.file()), ("record", "mini", clinic.file()), ("demo",))
    for number, command in enumerate(commands):
        clinic.db = tmp_path / f"{number}.db"
        assert clinic(*command).err == f"made a new database: {clinic.db}\n"
        assert clinic(*command).err == ""
        clinic.db = tmp_path / "typo" / "clinic.db"
        said = clinic(*command)
        assert (said.code, f"there is no folder {tmp_path}/typo" in said.complaint) == (1, True)
        assert not clinic.db.parent.exists()
