"""The replay through a pseudo-terminal: a key goes in, the clock stops at the last byte before silence."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import pyte

from tests.benchmarks.rounds import percentile, report
from tests.cohort import chart_of
from tests.ledger import copy_of_template, record_stream
from tracker.store.database import open_database

PATIENT = "syn-0001"
SILENCE_SECONDS = 0.06
FIRST_BYTE_SECONDS = 1.0
COLUMNS, ROWS = 120, 36
EVENTS = 3_000
STEPS = 200
ROUNDS = 5
BURST = 28


class Terminal:
    """The replay in a terminal of our own."""

    def __init__(self, *arguments: str, environment: dict[str, str]) -> None:
        """Start it at 120x36."""
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self.stream = pyte.ByteStream(self.screen)
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        # Whoever runs this may have said how large their own terminal is.
        environment = {name: value for name, value in environment.items() if name not in {"COLUMNS", "LINES"}}
        self.began = perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tracker", *arguments], stdin=slave, stdout=slave, stderr=slave, env=environment
        )
        os.close(slave)

    def settle(self, silence: float = SILENCE_SECONDS, patience: float = 10.0) -> tuple[float, int]:
        """Read until nothing comes for a while: when the last byte came, and how many came."""
        last, count, begin = perf_counter(), 0, perf_counter()
        while perf_counter() - begin < patience:
            # Silence before the first byte is the answer being made, not its end.
            ready, _, _ = select.select([self.master], [], [], silence if count else max(silence, FIRST_BYTE_SECONDS))
            if not ready:
                break
            data = os.read(self.master, 65536)
            last = perf_counter()
            count += len(data)
            self.stream.feed(data)
        return last, count

    def wait_for(self, text: str, seconds: float = 20.0) -> float:
        """When the text was on the screen, in seconds from the start."""
        while perf_counter() - self.began < seconds:
            last, _ = self.settle(0.02)
            if self.shows(text):
                return last - self.began
        raise TimeoutError(f"{text!r} never came:\n" + "\n".join(self.screen.display))

    def shows(self, text: str) -> bool:
        """Whether the text is on the screen."""
        return any(text in line for line in self.screen.display)

    def month(self) -> int:
        """The month that is shown."""
        shown = re.search(r"end of month (-?\d+)", "\n".join(self.screen.display))
        if shown is None:
            raise LookupError("no month on the screen:\n" + "\n".join(self.screen.display))
        return int(shown[1])

    def press(self, keys: str) -> tuple[float, int]:
        """Milliseconds from the key to the last byte, and the bytes."""
        begin = perf_counter()
        os.write(self.master, keys.encode())
        last, count = self.settle()
        return 1000 * (last - begin), count

    def megabytes(self) -> float:
        """What it holds in memory now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024

    def close(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(10)
        os.close(self.master)


def measure() -> None:
    """Scrub a long chart there and back, then a burst of held keys."""
    with TemporaryDirectory() as folder:
        path = copy_of_template(Path(folder) / "bench.db")
        with open_database(path) as database:
            record_stream(database, PATIENT, chart_of(1, EVENTS))
        environment = dict(os.environ, TERM="xterm-256color", TEXTUAL_ANIMATIONS="none", COLORTERM="truecolor")
        environment["TRACKER_DB"] = str(path)
        environment["TRACKER_NO_STATE"] = "1"
        terminal = Terminal("replay", PATIENT, "--month", "0", environment=environment)
        try:
            paint = terminal.wait_for("State at the end of month 0")
            terminal.settle(0.3)
            pressed = [terminal.press("l" if step < STEPS // 2 else "h") for step in range(STEPS)]
            terminal.press("g")
            first = terminal.month()
            burst, _ = terminal.press("l" * BURST)
            landed = terminal.month() == first + BURST
            memory = terminal.megabytes()
        finally:
            terminal.close()
    times = [milliseconds for milliseconds, _ in pressed]
    figure = f"{percentile(times, 50):.0f} / {percentile(times, 95):.0f} / {max(times):.0f} ms"
    report("key to last byte, p50 / p95 / max", figure, "≤ 35 / 80 / 150 ms")
    report("bytes a frame, max", f"{max(count for _, count in pressed):,}", "≤ 16,000")
    report("start of the process to the first frame", f"{1000 * paint:.0f} ms", "≤ 800 ms")
    report(f"burst of {BURST} keys", f"{burst:.0f} ms, {'right month' if landed else 'WRONG MONTH'}", "≤ 250 ms")
    report("memory after all that", f"{memory:.0f} MB", "≤ 80 MB")
    report("importing the projections, over bare Python", f"{_import_milliseconds():.0f} ms", "≤ 80 ms")


def _import_milliseconds() -> float:
    """How much longer Python takes with everything from values to projections."""

    def best(program: str) -> float:
        times = []
        for _ in range(ROUNDS):
            begin = perf_counter()
            subprocess.run([sys.executable, "-c", program], check=True)
            times.append(perf_counter() - begin)
        return percentile(times, 50)

    return 1000 * (best("import tracker.projections.sheets, tracker.projections.rows") - best("pass"))
