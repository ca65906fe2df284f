"""`make bench`: every measurement, or the ones named: `make bench ARGS="append replay"`."""

import sys

from tests.benchmarks import appending, deriving, projecting, replaying
from tests.benchmarks.rounds import report

PARTS = {
    "append": appending.measure,
    "derive": deriving.measure,
    "project": projecting.measure,
    "replay": replaying.measure,
}


def main() -> None:
    """Run the parts in order."""
    named = sys.argv[1:] or list(PARTS)
    unknown = set(named) - set(PARTS)
    if unknown:
        sys.exit(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    report("what", "measured", "target")
    for name in named:
        PARTS[name]()


if __name__ == "__main__":
    main()
