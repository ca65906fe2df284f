"""Every error is one line on stderr, with the right exit code, whatever happens."""

import os
import shlex
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests import examples as ex
from tests.faces.command_line import Clinic, tracker
from tracker.casebook.recording import record_entries
from tracker.cli.looks import GLYPH_SETS
from tracker.cli.root import VERBS
from tracker.cli.tables import plain
from tracker.store.database import open_database
from tracker.tui.glyphs import GlyphSet


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return Clinic(tmp_path).holds_mini()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(("shwo",), "did you mean show", id="a verb with a slip"),
        pytest.param(("--write", "cases"), "--write goes with the replay alone", id="writing without the replay"),
        pytest.param(("import", "labs.csv"), "a table, and no mapping says", id="a table without a mapping"),
        pytest.param(("show",), "missing argument 'CASE'", id="a missing argument"),
        pytest.param(("show", "mini", "--month", "eight"), "not a valid integer", id="a month that is no number"),
        pytest.param(("--format", "xml", "cases"), "'xml' is not one of", id="an unknown format"),
        pytest.param(("show", "mini", "--format", "csv"), "no csv", id="csv of show"),
        pytest.param(("new", "npc-3", "--format", "csv"), "no csv", id="csv of a case file"),
        pytest.param(("show", "mini", "--as-recorded", "soon"), "not an instant", id="an instant that is none"),
        pytest.param(("check", "--tolerance", "-1"), "no list of months", id="a tolerance below 0"),
        pytest.param(
            ("sql", "SELECT 1", "--timeout", "nan"), "nan is no time to wait", id="a deadline that never comes"
        ),
        pytest.param(("intervals", "mini", "--tolerance", "nan"), "nan is no rounding", id="a tolerance of nothing"),
        pytest.param(("retract", "mini", "--reason", "x"), "either CASE and KEY", id="a retraction of nothing"),
        pytest.param(("import", "x.yaml", "--amend"), "needs --reason", id="amending without a reason"),
        pytest.param(("import",), "missing argument", id="no file"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(clinic: Clinic, arguments: tuple[str, ...], words: str) -> None:
    said = clinic(*arguments)
    assert (said.code, said.out) == (2, "")
    assert words in said.complaint
    assert "--help" in said.complaint


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(verb: str) -> None:
    said = tracker(verb, "--help")
    assert said.code == 0
    assert "--db" in said.out
    assert "--format" in said.out


def test_options_work_before_and_after_the_verb(clinic: Clinic) -> None:
    before = tracker("--db", clinic.db, "--format", "json", "cases")
    after = tracker("cases", "--db", clinic.db, "--format", "json")
    assert before == after
    assert tracker("--format", "csv", "cases", "--db", clinic.db, "--format", "json") == after


def test_a_reading_command_on_a_missing_file_is_refused_with_advice(tmp_path: Path) -> None:
    for arguments in (("cases",), ("show", "x"), ("sql", "SELECT 1"), ("verify",), ("check",)):
        said = Clinic(tmp_path)(*arguments)
        assert said.code == 1
        assert "`tracker import`" in said.complaint
    assert not list(tmp_path.iterdir())


def test_the_environment_names_the_database(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_DB", str(clinic.db))
    assert tracker("cases", "--format", "json").json[0]["patient"] == "mini"


def test_a_file_of_another_program_is_refused(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path)
    connection = sqlite3.connect(clinic.db)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    assert "another program" in clinic("cases").complaint
    clinic.db.write_text("not a database, but long enough to be taken for the header of one, or so it seems" * 20)
    assert clinic("cases").complaint.startswith("tracker: ")


def test_an_unreadable_file_is_named(clinic: Clinic) -> None:
    assert clinic("import", clinic.folder / "nowhere.yaml").complaint.endswith(
        "nowhere.yaml is not there; name a file that is"
    )
    assert "is no study folder" in clinic("import", clinic.folder).complaint


def test_one_event_and_several_resources_lead_to_the_way_in_that_they_have(clinic: Clinic) -> None:
    event = clinic.folder / "event.yaml"
    event.write_text("key: e\ntype: performance-assessed\noccurred: time-zero\necog: 1\n", encoding="utf-8")
    assert "an event by itself; `tracker record CASE FILE` records it" in clinic("import", event).complaint
    assert clinic("record", "mini", event).code == 0
    bulk = clinic.folder / "bulk.ndjson"
    bulk.write_text('{"resourceType": "Patient", "id": "p"}\n' * 2, encoding="utf-8")
    assert "bulk.ndjson:2: holds several JSON values; a bundle is one" in clinic("import", bulk).complaint


def test_what_is_written_and_not_read_is_refused_in_one_line(clinic: Clinic) -> None:
    packet = clinic.folder / "packet.json"
    packet.write_text('{"id": "x", "subject": {"id": "x"}, "metaData": {}}', encoding="utf-8")
    said = clinic("import", packet)
    assert (said.code, said.err.count("\n")) == (1, 1)
    assert "a Phenopacket, which is written and not read" in said.err


def test_nothing_unexpected_shows_a_traceback(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("line one\nline two \x1b[31m")

    monkeypatch.setattr("tracker.casebook.reading.read_stream", broken)
    monkeypatch.delenv("TRACKER_DEBUG", raising=False)
    said = clinic("show", "mini")
    assert said.code == 1
    assert "TRACKER_DEBUG=1" in said.complaint
    assert "\x1b" not in said.err
    monkeypatch.setenv("TRACKER_DEBUG", "1")
    assert "Traceback" in clinic("show", "mini").err


def test_control_characters_in_data_never_reach_the_terminal(clinic: Clinic) -> None:
    # Case files refuse them; an older ledger or another program may still hold them.
    with open_database(clinic.db) as database:
        record_entries(database, "mini", (ex.finding("odd", "pain \x1b[31mred\x07\u202e\x9b"),), by="dr. test")
    for form in ("text", "json"):
        for verb in (("show", "mini", "--month", "0"), ("timeline", "mini"), ("events", "mini")):
            out = clinic(*verb, "--format", form).out
            assert out == "\n".join(plain(line) for line in out.split("\n")), (verb, form)
    assert "\x1b" not in clinic("sql", "SELECT text FROM timeline WHERE key = 'odd'").out


def test_text_that_a_spreadsheet_would_run_is_quoted_in_csv(clinic: Clinic) -> None:
    rows = clinic("sql", "SELECT '=1+1' AS a, '@x' AS b, -3 AS c, '-3' AS d, 'plain' AS e", "--format", "csv").csv
    assert list(rows[0].values()) == ["'=1+1", "'@x", "-3", "'-3", "plain"]


def test_the_signs_of_the_replay_are_those_that_the_screens_have(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert list(GLYPH_SETS) == [str(name) for name in GlyphSet]
    assert "needs a terminal" in clinic("replay", "mini", "--glyphs", "ascii").complaint
    assert clinic("replay", "mini", "--glyphs", "runes").code == 2
    monkeypatch.setenv("TRACKER_GLYPHS", "runes")
    assert "TRACKER_GLYPHS" in clinic("replay", "mini").complaint
    assert "needs a terminal" in clinic("replay", "mini", "--glyphs", "block").complaint


def test_the_replay_needs_a_terminal(clinic: Clinic) -> None:
    for arguments in ((), ("replay",), ("replay", "mini", "--month", "8")):
        said = clinic(*arguments)
        assert said.code == 1
        assert "needs a terminal" in said.complaint
    assert "did you mean mini" in clinic("replay", "minni").complaint


def test_write_without_a_verb_opens_the_cases_for_writing(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[bool] = []

    def open_replay(_: object, case: str | None, month: int | None, *, write: bool) -> int:
        assert (case, month) == (None, None)
        opened.append(write)
        return 0

    monkeypatch.setattr("tracker.cli.screen.replay_case", open_replay)
    assert [clinic("--write").code, clinic().code] == [0, 0]
    assert opened == [True, False]


def _run(*arguments: str, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TRACKER_", "XDG_", "COV"))}
    return subprocess.run(
        [sys.executable, "-m", "tracker", *arguments],
        env=kept | {"HOME": str(home), "PYTHONPATH": os.pathsep.join(sys.path)} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=home,
    )


@pytest.mark.parametrize("verb", ["show", "export", "cases"])
def test_standard_output_that_was_closed_is_said_and_no_success(clinic: Clinic, verb: str) -> None:
    clinic.holds_mini()
    named = [] if verb == "cases" else ["mini"]
    command = shlex.join([sys.executable, "-m", "tracker", "--db", str(clinic.db), verb, *named])
    run = subprocess.run(["sh", "-c", f"{command} >&-"], capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert run.stderr == "tracker: the output could not be written: it is closed; send it elsewhere\n"


def test_a_closed_pipe_ends_quietly(clinic: Clinic) -> None:
    command = f"{sys.executable} -m tracker --db {clinic.db} events mini --format json | head -c 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, timeout=60)
    assert (done.stdout, done.stderr) == ("[", "")


def test_an_interrupt_is_one_line(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tracker.casebook.reading.read_stream", interrupted)
    said = clinic("show", "mini")
    assert said.code == 130
    assert "interrupted" in said.complaint


def test_reading_imports_neither_textual_nor_alembic_nor_pendulum_nor_yaml(clinic: Clinic) -> None:
    script = (
        "import sys\nfrom tracker.cli.guard import run\n"
        f"code = run(['--db', {str(clinic.db)!r}, 'show', 'mini', '--month', '8'])\n"
        "print([name for name in ('textual', 'alembic', 'pendulum', 'ruamel.yaml') if name in sys.modules], code)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "[] 0"


def test_help_imports_no_terminal_interface() -> None:
    script = (
        "import sys\nfrom tracker.cli.guard import run\nrun(['--help'])\nrun(['replay', '--help'])\n"
        "print('textual' in sys.modules, 'sqlalchemy' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "False False"


def test_text_that_the_terminal_cannot_encode_is_shown_by_its_code(clinic: Clinic) -> None:
    done = _run(
        "--db", str(clinic.db), "timeline", "mini", home=clinic.folder, PYTHONIOENCODING="latin-1", PYTHONUTF8="0"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "\\u2248" in done.stdout
