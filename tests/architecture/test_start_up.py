"""What starting costs: a verb imports what it needs, and nothing that belongs to another face."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.examples import lab
from tests.faces.command_line import case_file
from tracker.__main__ import LOOKS_OF_THE_COLLECTOR

ROOT = Path(__file__).parents[2]
RUN = "import json, sys\nfrom tracker.cli.guard import run\ncode = run(sys.argv[1:])\n"
SAY = "print('\\n' + json.dumps({'code': code, 'modules': sorted(sys.modules)}))"
VERBS = (
    ("where",),
    ("cases",),
    ("show", "npc-1", "--month", "8"),
    ("show", "npc-1", "--month", "8", "--format", "json"),
    ("timeline", "npc-2"),
    ("events", "npc-1"),
    ("check", "npc-2"),
    ("sql", "SELECT count(*) FROM patients"),
    ("--help",),
)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment whose database holds the bundled cases and is up to date."""
    path = tmp_path_factory.mktemp("start-up") / "tracker.db"
    environment = dict(os.environ, TRACKER_DB=str(path), TRACKER_USER="tester")
    subprocess.run(
        [sys.executable, "-m", "tracker", "demo"], env=environment, cwd=ROOT, check=True, capture_output=True
    )
    return environment


def modules_after(arguments: tuple[str, ...], environment: dict[str, str], before: str = "") -> set[str]:
    """The modules that one run of the command line imported, after a line of our own."""
    run = subprocess.run(
        [sys.executable, "-c", before + RUN + SAY, *arguments],
        env=environment,
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    said = json.loads(run.stdout.splitlines()[-1])
    assert said["code"] in {0, 1}, run.stderr
    return {name.partition(".")[0] for name in said["modules"]} | set(said["modules"])


@pytest.mark.parametrize("arguments", VERBS, ids=" ".join)
def test_the_command_line_imports_no_terminal_calendar_or_migration(
    arguments: tuple[str, ...], environment: dict[str, str]
) -> None:
    modules = modules_after(arguments, environment)
    assert not modules & {"sqlalchemy", "textual", "rich", "pendulum", "alembic", "ruamel", "tracker.tui"}


@pytest.mark.parametrize(
    "arguments", [("verify",), ("rebuild",), ("demo",), ("check", "npc-1", "--strict")], ids=" ".join
)
def test_no_verb_but_replay_imports_textual(arguments: tuple[str, ...], environment: dict[str, str]) -> None:
    """Some of these need the migrations or read case files."""
    assert not modules_after(arguments, environment) & {"textual", "rich", "tracker.tui"}


def test_a_replay_loads_a_case_without_sqlalchemy_and_what_other_screens_need(environment: dict[str, str]) -> None:
    left_when_loaded = "from tracker.tui.replay import Replay\nReplay._complete = lambda self, reel: self.app.exit()\n"
    headless = environment | {"TEXTUAL_DRIVER": "textual.drivers.headless_driver:HeadlessDriver"}
    modules = modules_after(("replay", "npc-1"), headless, left_when_loaded)
    assert "tracker.projections.discrepancies" in modules, "the case was not loaded"
    assert not modules & {"sqlalchemy", "alembic", "ruamel", "tree_sitter", "matplotlib", "textual.widgets.text_area"}


def test_no_collection_of_garbage_delays_the_first_frame(environment: dict[str, str]) -> None:
    program = (
        "import gc, sys\n"
        "from tracker.__main__ import main\n"
        "from tracker.tui import replay\n"
        "looks = []\n"
        "say = lambda: print('looks', len(looks), gc.collect() and gc.get_threshold())\n"
        "replay.Replay._loaded = lambda self, reel: self.app.exit(say())\n"
        "gc.callbacks.append(lambda phase, _: looks.append(phase))\n"
        "sys.argv = ['tracker', 'replay', 'npc-1']\n"
        "main()\n"
    )
    headless = environment | {"TEXTUAL_DRIVER": "textual.drivers.headless_driver:HeadlessDriver"}
    run = subprocess.run(
        [sys.executable, "-c", program], env=headless, cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert run.stdout.splitlines()[-1] == f"looks 0 {LOOKS_OF_THE_COLLECTOR}", run.stdout


def test_recording_imports_no_sqlalchemy(environment: dict[str, str], tmp_path: Path) -> None:
    contact = case_file(tmp_path / "contact.yaml", [lab("Hb", 120, "g/L", key="hb-more", day=1)], "npc-2")
    modules = modules_after(("record", "npc-2", str(contact)), environment)
    assert "tracker.projections.rows" in modules, "nothing was recorded"
    assert "sqlalchemy" not in modules


def test_the_projections_load_without_anything_that_does_io() -> None:
    program = "import sys, tracker.projections.sheets, tracker.projections.rows; print(*sorted(sys.modules))"
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True)
    loaded = {name.partition(".")[0] for name in run.stdout.split()}
    assert not loaded & {"sqlalchemy", "sqlite3", "textual", "rich", "click", "ruamel", "platformdirs", "pendulum"}


def test_a_replay_imports_no_screen_or_form_before_it_is_opened() -> None:
    program = "import sys, tracker.tui.app, tracker.tui.replay; print(*sorted(sys.modules))"
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True)
    opened_later = {
        f"tracker.tui.{screen}" for screen in ("sql", "audit", "timeline", "compare", "forms.form", "stills", "figures")
    }
    opened_later |= {
        "matplotlib",
        "tracker.projections.foresight",
        "tracker.projections.rows",
        "tree_sitter",
        "textual.widgets.text_area",
    }
    assert not opened_later & set(run.stdout.split())
