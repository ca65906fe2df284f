"""Four writers and ten readers at once: nothing is lost, nobody sees a gap, nobody is turned away."""

from pathlib import Path

from tests.faults.setting import LOAD_SECONDS, worker
from tests.faults.worker import SHARED
from tests.ledger import copy_of_template
from tracker.store.database import open_database
from tracker.store.streams import patients, read_stream
from tracker.store.verification import verify

WRITERS, READERS = 4, 10


def test_four_writers_and_ten_readers_get_on(tmp_path: Path) -> None:
    path = copy_of_template(tmp_path / "tracker.db")
    writers = {f"w{number}": worker("record", path, f"w{number}", LOAD_SECONDS) for number in range(WRITERS)}
    readers = [worker("read", path, f"r{number}", LOAD_SECONDS) for number in range(READERS)]
    said = {name: process.communicate(timeout=LOAD_SECONDS + 120) for name, process in writers.items()}
    seen = [process.communicate(timeout=LOAD_SECONDS + 120) for process in readers]
    assert {complaint for _, complaint in (*said.values(), *seen)} == {""}
    assert {process.returncode for process in (*writers.values(), *readers)} == {0}
    assert all(len(lines.splitlines()) > 1 for lines, _ in (*said.values(), *seen))
    done = [len(lines.splitlines()) for lines, _ in said.values()]
    assert max(done) <= 10 * min(done), "a writer who came back overtook those who waited"
    for lines, _ in seen:
        counts = [int(line) for line in lines.splitlines()[1:]]
        assert counts == sorted(counts)
    with open_database(path) as database:
        assert verify(database) == ()
        with database.reading() as connection:
            found = {patient: read_stream(connection, patient) for patient in patients(connection)}
    recorded = {
        f"{patient} {line.event.key}"
        for patient, lines in found.items()
        for line in lines
        if hasattr(line.event, "key")
    }
    assert recorded == {line for lines, _ in said.values() for line in lines.splitlines()[1:]}
    assert set(found) == {*writers, SHARED}
    assert sum(map(len, found.values())) == len(recorded)
