"""One of several processes that append to one database: `python -m tests.store.appender PATH NAME EVENTS BATCH`.

Prints the number of the first event of every batch once it is committed, so that whoever kills it knows what must be
there. Appends to a stream of its own and to one that all share.
"""

import sys
from pathlib import Path

from tests.examples import ecog
from tests.ledger import BY_TESTER, new
from tracker.store.database import open_database
from tracker.store.log import ANY, append

SHARED = "shared"


def main(path: Path, name: str, events: int, batch: int) -> None:
    """Append, batch by batch, each half to a stream of its own and half to the shared one."""
    with open_database(path, create=True) as database:
        for first in range(0, events, batch):
            for patient in (name, SHARED):
                made = [
                    new(ecog(1, key=f"{name}-{place}"), patient, name, place) for place in range(first, first + batch)
                ]
                with database.writing() as connection:
                    append(connection, patient, made, expected=ANY, recording=BY_TESTER)
            sys.stdout.write(f"{first}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
