"""A process that does one kind of work on a database again and again: `python -m tests.faults.worker ACTION PATH NAME …`.

Prints `ready`, and a line once each piece of work is committed, so that whoever kills it knows what must be there.
"""

import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from time import monotonic, sleep

from tests.cohort import chart_of
from tests.examples import ecog
from tests.ledger import CHART
from tracker.adapters.casefile import CaseFile, FileEvent
from tracker.casebook import upkeep
from tracker.casebook.erasing import erase_patient
from tracker.casebook.files import FileCase
from tracker.casebook.importing import import_cases
from tracker.casebook.recording import record_entries
from tracker.events.catalogue import Entered, FactAmended, FactRetracted
from tracker.store import schema
from tracker.store.backup import back_up
from tracker.store.database import Database, connect_for_migration, open_database

SHARED = "shared"
IMPORTED_TOGETHER = 5
READERS_PAUSE_SECONDS = 0.01
"""So that ten readers on two processors leave the writers something of them."""


def entered(seed: int) -> tuple[Entered, ...]:
    """A chart of sixty facts without corrections, which a case file may hold."""
    facts: list[Entered] = []
    for event in (*CHART, *chart_of(seed, 60)):
        if isinstance(event, FactAmended | FactRetracted):
            continue
        assert not hasattr(event, "legal_basis")
        if getattr(event, "key", "") not in {getattr(fact, "key", "") for fact in facts}:
            facts.append(event)
    return tuple(facts)


def record(database: Database, name: str) -> Iterator[str]:
    """One fact at a time, by turns into a stream of its own and into one that all share."""
    for number in count():
        for patient in (name, SHARED):
            record_entries(database, patient, (ecog(number % 5, key=f"{name}-{number}"),), by=name)
            yield f"{patient} {name}-{number}"


def bring(database: Database, name: str) -> Iterator[str]:
    """Whole files of several cases each."""
    facts = tuple(FileEvent(fact, 0) for fact in entered(1))
    for number in count():
        together = [CaseFile(f"{name}-{number}-{place}", facts) for place in range(IMPORTED_TOGETHER)]
        import_cases(database, [FileCase("cohort.jsonl", case) for case in together], by=name)
        yield f"{name}-{number}"


def derive(database: Database, _: str) -> Iterator[str]:
    """Every row, from the log."""
    while True:
        yield str(upkeep.rebuild(database)[1])


def migrate(database: Database, _: str) -> Iterator[str]:
    """Down to the first schema and up again."""
    path = database.path
    database.close()
    for number in count():
        with connect_for_migration(path) as connection:
            schema.migrate(connection, schema.revisions()[0])
        yield f"{number} down"
        open_database(path).close()
        yield f"{number} up"


def erase(database: Database, name: str) -> Iterator[str]:
    """Patients, one after the other."""
    for number in count():
        erase_patient(database, f"{name}-{number}", legal_basis="request", by=name)
        yield f"{name}-{number}"


def copy(database: Database, folder: str) -> Iterator[str]:
    """Backups, each under a name of its own."""
    for number in count():
        assert back_up(database, Path(folder) / f"{number}.db") == ()
        yield f"{number}.db"


def read(database: Database, _: str) -> Iterator[str]:
    """What readers ask: the log has no gap, and the rows are those of the log that is read with them."""
    while True:
        with database.reading() as connection:
            ask = connection.execute
            lines, last = ask("SELECT count(*), coalesce(max(seq), 0) FROM events").fetchone()
            gaps = ask("SELECT patient FROM events GROUP BY patient HAVING count(*) <> max(version)").fetchall()
            rows = ask("SELECT count(*) FROM performance WHERE ecog IS NOT NULL").fetchone()[0]
        assert (lines, gaps, rows) == (last, [], lines), (lines, last, gaps, rows)
        yield str(lines)
        sleep(READERS_PAUSE_SECONDS)


ACTIONS: dict[str, Callable[[Database, str], Iterator[str]]] = {
    "record": record,
    "import": bring,
    "rebuild": derive,
    "migrate": migrate,
    "erase": erase,
    "backup": copy,
    "read": read,
}


def main(action: str, path: Path, name: str, seconds: float) -> None:
    """Work until the time is over."""
    with open_database(path) as database:
        work = ACTIONS[action](database, name)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        end = monotonic() + seconds
        while monotonic() < end:
            sys.stdout.write(f"{next(work)}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3], float(sys.argv[4]) if len(sys.argv) > 4 else 3600)
