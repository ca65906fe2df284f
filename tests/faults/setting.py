"""How long the fault tests try: a minute in every run, an hour with `TRACKER_FAULTS=long`."""

import os
import subprocess
import sys
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
LONG = os.environ.get("TRACKER_FAULTS") == "long"
KILLS = 100 if LONG else 3
"""How often each kind of work is killed."""
LOAD_SECONDS = 600 if LONG else 5
SEED = int(os.environ.get("TRACKER_FAULTS_SEED", "20250503"))
"""Says at which moments; the moments of a machine are never the same twice, so a long run may take another one."""


def moments(kind: str) -> Random:
    """The moments of one kind of work."""
    return Random(f"{SEED} {kind}")  # noqa: S311 - not a secret


def worker(action: str, path: Path, name: str, *more: object) -> subprocess.Popen[str]:
    """Start a process that does one kind of work again and again, and says each time that it did."""
    command = [sys.executable, "-m", "tests.faults.worker", action, str(path), name, *map(str, more)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
