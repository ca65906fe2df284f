"""A database for tests, made by the migrations, and short words for appending to it. Refuses to know the time."""

import shutil
import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.examples import amended, cycle, diagnosed, lab, registered, retracted, started, stopped
from tracker.events.catalogue import Event, FactAmended, FactRetracted
from tracker.events.recorded import Recorded
from tracker.projections.history import history_of
from tracker.projections.record import record_of
from tracker.store import readmodels
from tracker.store.database import Database, open_database
from tracker.store.log import ANY, Expected, NewEvent, Recording, append
from tracker.store.streams import patients, read_stream

NOON = "2025-05-03T12:00:00.000000Z"
BY_TESTER = Recording(at=NOON, by="tester", correlation_id="command-1")

CHART = (
    registered(),
    diagnosed(),
    lab("EBV-DNA", "6.15e5", "{copies}/mL", key="ebv-0"),
    started("l1", "cisplatin", line=1, after="dx", stated="1 mo"),
    cycle("l1", 1, after="dx", stated="1 mo"),
    lab("EBV-DNA", 131, "{copies}/mL", key="ebv-3", after="dx", stated="3 mo"),
    amended(lab("EBV-DNA", 133, "{copies}/mL", key="ebv-3", after="dx", stated="3 mo")),
    stopped("l1", after="dx", stated="4 mo"),
    retracted("ebv-0"),
)
"""A short chart with an amendment and a retraction."""


@cache
def _template() -> tuple[TemporaryDirectory[str], Path]:
    folder = TemporaryDirectory(prefix="tracker-template-")
    path = Path(folder.name) / "tracker.db"
    open_database(path, create=True).close()
    return folder, path


def copy_of_template(path: Path) -> Path:
    """A freshly migrated, empty database at a path."""
    shutil.copy(_template()[1], path)
    return path


def event_id(*parts: object) -> str:
    """The same id for the same parts."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, repr(parts)))


def new(event: Event, *parts: object, corrects: int | None = None) -> NewEvent:
    """An event on its way into the log; id and salt follow from the parts, by default from the event."""
    made_from = parts or (event,)
    salt = sha256(repr(made_from).encode()).digest()[:16]
    return NewEvent(event=event, event_id=event_id(*made_from), salt=salt, corrects=corrects)


def all_new(patient: str, events: Iterable[Event]) -> list[NewEvent]:
    """The events of a stream from its beginning, corrections pointed at the facts they name."""
    versions: dict[str, int] = {}
    made = []
    for version, event in enumerate(events, 1):
        corrects = None
        if isinstance(event, FactAmended | FactRetracted):
            corrects = versions[event.target]
        elif (key := getattr(event, "key", None)) is not None:
            versions[key] = version
        made.append(new(event, patient, version, corrects=corrects))
    return made


def record_stream(
    database: Database,
    patient: str = "npc-1",
    events: Sequence[Event] = CHART,
    *,
    expected: int | Expected = ANY,
    recording: Recording = BY_TESTER,
) -> tuple[Recorded, ...]:
    """Append a whole stream and project it, as the casebook does."""
    with database.writing() as connection:
        lines = append(connection, patient, all_new(patient, events), expected=expected, recording=recording)
        readmodels.project(connection, history_of(record_of(patient, read_stream(connection, patient))))
    return lines


def streams_of(connection: sqlite3.Connection) -> dict[str, tuple[Recorded, ...]]:
    """Every stream, by patient, in order of the name."""
    return {patient: read_stream(connection, patient) for patient in sorted(patients(connection))}


@contextmanager
def shell(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection of somebody who knows nothing of the tracker: every pragma as SQLite has it."""
    connection = sqlite3.connect(path)
    try:
        with connection:
            yield connection
    finally:
        connection.close()


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table as stored, by table, in the order of its key."""
    with shell(path) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in sorted(names)}
