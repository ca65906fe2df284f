"""`make bench`: every measurement, or the ones named: `make bench ARGS="append replay"`.

Each part runs in a process of its own: what another part has imported would lie in the way of its garbage collector.
"""

import gc
import subprocess
import sys
from importlib import import_module

from tests.benchmarks.rounds import report
from tracker.__main__ import LOOKS_OF_THE_COLLECTOR

PARTS = {"append": "appending", "derive": "deriving", "project": "projecting", "replay": "replaying"}


def main() -> None:
    """Run the parts in order."""
    named = sys.argv[1:] or list(PARTS)
    unknown = set(named) - set(PARTS)
    if unknown:
        sys.exit(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    if len(named) == 1:
        gc.set_threshold(*LOOKS_OF_THE_COLLECTOR)  # as the command line does
        import_module(f"tests.benchmarks.{PARTS[named[0]]}").measure()
        return
    report("what", "measured", "target")
    for name in named:
        subprocess.run([sys.executable, "-m", "tests.benchmarks", name], check=True)


if __name__ == "__main__":
    main()
