"""The one way into the log: read the stream, decide, append, project, in one transaction. Refuses to decide by itself."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager

from msgspec import Struct

from tracker.casebook import clock
from tracker.casebook.reading import refuse_unreadable
from tracker.casebook.unknown import UnknownPatient
from tracker.decisions.refused import Refused
from tracker.events.catalogue import Event, FactAmended, FactRetracted
from tracker.events.fault import is_printable
from tracker.events.recorded import Recorded
from tracker.projections.history import history_of
from tracker.projections.record import Record, record_after, record_of
from tracker.store import readmodels, streams
from tracker.store.database import Database
from tracker.store.folding import FoldEach
from tracker.store.lines import Line
from tracker.store.log import NewEvent, Recording, append
from tracker.store.refusals import StoreRefused

Decide = Callable[[Record], Sequence[Event]]
"""A decision: the record in, events or a refusal out."""


class Command(Struct, frozen=True):
    """One command of one person: what it records shares an author, an instant and a correlation id."""

    connection: sqlite3.Connection
    recording: Recording
    asked: dict[str, None] = {}
    """Whose records were read, in order."""

    def read(self, patient: str) -> Record:
        """The record of a patient as it stands, within this transaction."""
        self.asked[patient] = None
        return record_of(patient, streams.read_stream(self.connection, patient))

    def read_known(self, patient: str) -> Record:
        """The record of a patient that somebody recorded before.

        Raises:
            UnknownPatient: when nobody did.
        """
        record = self.read(patient)
        if not record.version:
            raise UnknownPatient(patient, streams.patients(self.connection))
        return record

    def carry_out(
        self,
        record: Record,
        events: Sequence[Event],
        imported: Collection[str] = (),
        source: str = clock.CASE_FILE,
    ) -> tuple[Recorded, ...]:
        """Append decided events and project them.

        Args:
            record: What the decision was taken on; it says at which version the stream must still be.
            events: What was decided; nothing is a decision too.
            imported: Keys of new facts that come from an import, whose event ids follow from their keys.
            source: What kind of source they come from, which their ids follow from as well.
        """
        lines = self.append(record, events, imported, source)
        if events:
            stored = streams.read_stream(self.connection, record.patient, after=record.version)
            readmodels.project(self.connection, history_of(record_after(record, stored)))
        return lines

    def append(
        self,
        record: Record,
        events: Sequence[Event],
        imported: Collection[str] = (),
        source: str = clock.CASE_FILE,
    ) -> tuple[Recorded, ...]:
        """The same without projecting, which `project` owes for every stream that has grown."""
        if not events:
            return ()
        patient = record.patient
        versions = {fact.key: fact.origin.version for fact in (*record.facts, *record.retracted)}
        new = [
            NewEvent(
                event=event,
                event_id=_id_of(patient, event, imported, source),
                salt=clock.new_salt(),
                corrects=versions[event.target] if isinstance(event, FactAmended | FactRetracted) else None,
            )
            for event in events
        ]
        return append(self.connection, patient, new, expected=record.version, recording=self.recording)

    def stored(self, patient: str) -> list[Line]:
        """The stream of a patient as it is stored."""
        return streams.stored_stream(self.connection, patient)

    def project(self, grown: Iterable[list[Line]], fold_each: FoldEach) -> None:
        """Project streams that have grown, by the time they are asked for.

        Args:
            grown: Each once, as stored.
            fold_each: From `store.folding`, whose helpers may serve many commands.
        """
        readmodels.project_streams(self.connection, grown, fold_each)


def _id_of(patient: str, event: Event, imported: Collection[str], source: str) -> str:
    key = getattr(event, "key", None)
    return clock.import_id(patient, key, source) if isinstance(key, str) and key in imported else clock.new_id()


@contextmanager
def command(database: Database, *, by: str, correlation_id: str | None = None) -> Iterator[Command]:
    """Everything that one command records lands, or nothing.

    Args:
        database: Where to.
        by: Who records.
        correlation_id: What commands share that are parts of one import; one of its own where none is given.

    The writer's transaction begins before the stream is read, so nobody can append between the decision and its events.

    Raises:
        Refused: when nobody is named as the one who records, or by a name that is not printable.
        StoreRefused: at a line of the log that was changed, so that what it says cannot be placed.
    """
    if not by.strip() or not is_printable(by):
        raise Refused("it is not clear who records this; say --as NAME, or set TRACKER_USER")
    asked: dict[str, None] = {}
    try:
        with database.writing() as connection:
            recording = Recording(at=clock.now(), by=by, correlation_id=correlation_id or clock.new_id())
            yield Command(connection, recording, asked)
    except (Refused, StoreRefused, OSError):
        raise
    except Exception:
        # Nothing is recorded any more, so what is found was there before.
        refuse_unreadable(database, asked)
        raise
