"""A terminal that dies in a form takes nothing with it: the log is as it was, and what was typed is offered again."""

import os
import signal
import time
from pathlib import Path

import pytest

pytest.importorskip("pty", reason="a real terminal needs pseudo-terminals, which this system has not")

from tests.benchmarks.replaying import Terminal
from tests.faces.command_line import MINI
from tracker.casebook.recording import record_entries
from tracker.store.database import open_database
from tracker.store.streams import read_stream
from tracker.store.verification import verify

TYPED = "9 mo after dx"
PATIENCE_SECONDS = 90.0
LEAVES_WITHIN_SECONDS = 45.0
"""A second and three on a machine that has nothing else to do: a loaded one is slow, and that is no fault."""


def opened(path: Path, home: Path) -> Terminal:
    """The replay of the short case, opened for writing in a terminal of its own."""
    environment = dict(os.environ, TERM="xterm-256color", TEXTUAL_ANIMATIONS="none", TRACKER_DB=str(path))
    environment |= {name: str(home) for name in ("HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    terminal = Terminal("replay", "mini", "--write", environment=environment)
    terminal.wait_for("State at the end of month 0", PATIENCE_SECONDS)
    return terminal


def killed(terminal: Terminal) -> None:
    """As by `kill -9`, or when the machine runs out of memory."""
    terminal.process.send_signal(signal.SIGKILL)
    terminal.process.wait(10)
    os.close(terminal.master)


def closed(terminal: Terminal) -> None:
    """As by closing the window: the terminal is gone, and the kernel hangs up."""
    os.close(terminal.master)
    terminal.process.send_signal(signal.SIGHUP)
    try:
        terminal.process.wait(10)
    finally:
        terminal.process.kill()


def vanished(terminal: Terminal) -> None:
    """As by a lost connection to a terminal that was never the controlling one: nobody sends a signal."""
    os.close(terminal.master)
    try:
        assert terminal.process.wait(LEAVES_WITHIN_SECONDS) in (0, 1)
    finally:
        terminal.process.kill()


def await_draft(home: Path) -> None:
    """Wait until what was typed last is kept."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if any(b"EBV-DNA" in path.read_bytes() for path in home.rglob("*.json")):
            return
        time.sleep(0.05)
    pytest.fail("no draft was kept")


@pytest.mark.parametrize("end", [killed, closed, vanished])
def test_a_terminal_that_dies_in_a_form_loses_no_word_and_touches_no_log(tmp_path: Path, end: object) -> None:
    assert callable(end)
    path, home = tmp_path / "clinic.db", tmp_path / "home"
    home.mkdir()
    with open_database(path, create=True) as database:
        record_entries(database, "mini", MINI, by="tests")
        with database.reading() as connection:
            before = read_stream(connection, "mini")
    terminal = opened(path, home)
    terminal.press("a")
    terminal.wait_for("lab-resulted", PATIENCE_SECONDS)
    terminal.press("lab")
    terminal.press("\r")
    terminal.wait_for("reference high", PATIENCE_SECONDS)
    terminal.press(f"{TYPED}\t")
    terminal.press("EBV-DNA")
    await_draft(home)
    end(terminal)

    with open_database(path) as database:
        assert verify(database) == ()
        with database.reading() as connection:
            assert read_stream(connection, "mini") == before

    again = opened(path, home)
    try:
        again.press("a")
        again.wait_for("draft of", PATIENCE_SECONDS)
        again.press("\r")
        again.wait_for("^l drops it", PATIENCE_SECONDS)
        again.wait_for(TYPED, PATIENCE_SECONDS)
        assert again.shows("EBV-DNA")
    finally:
        again.close()
    with open_database(path) as database, database.reading() as connection:
        assert read_stream(connection, "mini") == before
