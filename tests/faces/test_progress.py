"""A bar is drawn on stderr, at a terminal, for what takes longer than a second; nowhere else."""

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faces.command_line import Clinic, case_file
from tracker.cli import progress
from tracker.store.told import Told

ROOT = Path(__file__).parents[2]


class Terminal(io.StringIO):
    """A stream that says that somebody looks at it."""

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return True


def work(told: Told) -> None:
    for done in range(0, 101, 10):
        told(done, 100)


def test_work_that_is_soon_done_has_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    with progress.bar("rebuilding") as told:
        work(told)
    assert terminal.getvalue() == ""


def test_work_that_takes_longer_has_one_that_comes_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    monkeypatch.setattr(progress, "WAIT_SECONDS", -1)
    with progress.bar("rebuilding") as told:
        work(told)
    assert "rebuilding" in terminal.getvalue()
    assert "100%" in terminal.getvalue()


def test_nothing_is_drawn_where_stderr_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", kept := io.StringIO())
    monkeypatch.setattr(progress, "WAIT_SECONDS", -1)
    with progress.bar("rebuilding") as told:
        work(told)
    assert kept.getvalue() == ""


RUN = "import sys; from tracker.cli import progress; progress.WAIT_SECONDS = -1; from tracker.cli.guard import run; sys.exit(run(sys.argv[1:]))"


@pytest.mark.parametrize(
    ("arguments", "label"),
    [
        (("import", "{folder}/more.jsonl"), b"recording"),
        (("rebuild",), b"rebuilding"),
        (("verify",), b"verifying"),
        (("backup", "{folder}/copy.db"), b"copying"),
        (("export", "mini", "--to", "html", "{folder}/page.html"), b"drawing"),
        (("export", "mini", "--to", "cast", "{folder}/page.cast"), b"drawing"),
    ],
)
def test_stdout_holds_no_bar(tmp_path: Path, arguments: tuple[str, ...], label: bytes) -> None:
    clinic = Clinic(tmp_path).holds_mini()
    case_file(tmp_path / "more.jsonl", patient="more")
    ours, theirs = pty.openpty()
    command = [part.format(folder=tmp_path) for part in arguments]
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, "--db", clinic.db, *command], stdout=subprocess.PIPE, stderr=theirs, cwd=ROOT
    )
    out, _ = process.communicate(timeout=60)
    os.close(theirs)
    drawn = os.read(ours, 100_000)
    os.close(ours)
    assert process.returncode == 0
    assert label in drawn
    assert label not in out
    assert b"\r" not in out
