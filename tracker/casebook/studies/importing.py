"""Importing a study: patients in batches, each batch one transaction. Refuses to record half a patient.

A study is larger than one transaction should be: others wait for the database meanwhile. Whoever stops an import half-way
starts it again; what was recorded is then recorded already.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec import Struct

from tracker.adapters.cbioportal.rows import Misfit
from tracker.casebook import clock
from tracker.casebook.appending import Command, command
from tracker.casebook.studies.deciding import Decision, decide, source_of
from tracker.casebook.studies.folder import Study
from tracker.casebook.studies.index import Found, Index, Reader, Unread
from tracker.casebook.studies.reading import Stated, pseudonym_of, read_rows
from tracker.casebook.studies.rejected import MOST_KEPT, RejectedRows
from tracker.decisions.oddities import misnamed_drugs
from tracker.decisions.refused import refuse_reason
from tracker.projections.record import Record, record_of
from tracker.store.database import Database
from tracker.store.folding import folding
from tracker.store.lines import Line
from tracker.store.streams import read_stream
from tracker.store.told import Told

ROWS_AT_ONCE = 2_000
"""Rows of a batch: well under a second in which others wait."""


class FileCount(Struct):
    """The rows of one file and what became of them. Rows in are the sum of the other three."""

    file: str
    rows: int = 0
    recorded: int = 0
    already: int = 0
    """Recorded by an earlier import, or by an earlier row that says the same."""
    rejected: int = 0


class StudyImported(Struct, kw_only=True):
    """What an import of a study did."""

    study: str
    files: list[FileCount]
    patients: int = 0
    """With at least one row that is not rejected."""
    facts: int = 0
    """Recorded now."""
    amended: int = 0
    retracted: int = 0
    gone: int = 0
    """Facts of earlier imports that the study does not state any more; they stand."""
    gone_facts: dict[str, tuple[str, ...]] = {}
    """Patient to the keys of those, or of those that were retracted; of very many the first `MOST_KEPT`."""
    correlation_id: str | None = None
    """What takes the import back; None where nothing was recorded."""
    second_looks: dict[str, None] = {}
    """What is worth one of the drugs that were recorded, each sentence once."""
    not_read: tuple[str, ...] = ()
    grown: list[str] = []
    """Patients of whom something was recorded."""


class _Job(Struct):
    """One import under way."""

    study: Study
    index: Index
    rejected: RejectedRows
    said: StudyImported
    amend: bool
    reason: str

    def decide(self, reader: Reader, patient: bytes, read: "_Read") -> tuple[Record, Decision] | None:
        """Read and decide on one patient, and count the rows; None where the cell names nobody."""
        try:
            name = pseudonym_of(patient)
        except Misfit as misfit:
            rows = reader.of(patient)
            stated = [Stated(*_place(found), reason=str(misfit)) for found in rows]
            self.count(stated)
            return None
        stated = read_rows(self.study, reader.of(patient))
        record = read(name)
        decision = decide(self.study, record, stated, amend=self.amend, reason=self.reason)
        self.count(stated)
        self.said.patients += any(not entry.reason for entry in stated)
        self.said.facts += len(decision.new)
        for event in decision.events:
            self.said.second_looks |= dict.fromkeys(misnamed_drugs(event))
        self.said.amended += decision.amended
        self._count_gone(name, decision)
        return record, decision

    def _count_gone(self, patient: str, decision: Decision) -> None:
        room = MOST_KEPT - self.said.retracted - self.said.gone
        if decision.retracted:
            self.said.retracted += len(decision.gone)
        else:
            self.said.gone += len(decision.gone)
        if decision.gone and room > 0:
            self.said.gone_facts[patient] = decision.gone[:room]

    def record(self, session: Command, reader: Reader, batch: Sequence[bytes]) -> Iterator[list[Line]]:
        """Record the patients of a batch; yields the stream of each that has grown."""
        read = _Read(None, session)
        for patient in batch:
            decided = self.decide(reader, patient, read)
            if decided is not None and decided[1].events:
                record, decision = decided
                session.append(record, decision.events, decision.new, source_of(self.study))
                self.said.correlation_id = session.recording.correlation_id
                self.said.grown.append(record.patient)
                yield session.stored(record.patient)

    def count(self, stated: list[Stated]) -> None:
        """Add rows to the counts of their files, and hand on the rejected ones."""
        by_file = {count.file: count for count in self.said.files}
        for entry in stated:
            count = by_file[entry.file]
            count.rows += 1
            if entry.reason:
                count.rejected += 1
                self.rejected.add(entry.rejected, entry.raw)
            elif entry.new:
                count.recorded += 1
            else:
                count.already += 1


class _Read:
    """Reads the record of a patient."""

    def __init__(self, database: Database | None, session: Command | None) -> None:
        self._database = database
        self._session = session

    def __call__(self, patient: str) -> Record:
        """What stands for a patient."""
        if self._session is not None:
            return self._session.read(patient)
        if self._database is None:
            return Record(patient)
        with self._database.reading() as connection:
            return record_of(patient, read_stream(connection, patient))


def _place(found: Found | Unread) -> tuple[str, int, bytes]:
    row = found.row if isinstance(found, Found) else found
    return row.file, row.line, found.raw


def index_of(study: Study, told: Told) -> Index:
    """Find the rows of every patient."""
    index = Index(study)
    index.build(told)
    return index


def import_study(  # noqa: PLR0913 - the options of one command, and whom to tell
    database: Database,
    index: Index,
    rejected: RejectedRows,
    *,
    by: str,
    told: Told,
    amend: bool = False,
    reason: str = "",
) -> StudyImported:
    """Record what a study says and the record does not say yet, batch by batch.

    Args:
        database: Where to.
        index: The study, from `index_of`.
        rejected: Takes the rows that are not recorded.
        by: Who imports.
        told: Told how many rows are done.
        amend: Record what differs from what stands as amendments, and what is gone as retractions.
        reason: Why, for those.

    Raises:
        Refused: where a file was changed meanwhile, or nobody is named; what was recorded before stays.
    """
    if amend:
        refuse_reason(reason)
    job = _job(index, rejected, amend=amend, reason=reason)
    shared, done = clock.new_id(), 0
    with index.reader() as reader, folding(index.total) as fold_each:
        for batch in _batches(index):
            with command(database, by=by, correlation_id=shared) as session:
                # Recorded patients are folded by helpers while the next one is read and recorded.
                session.project(job.record(session, reader, batch), fold_each)
            done += sum(map(index.count, batch))
            told(done, index.total)
    return job.said


def preview_study(  # noqa: PLR0913 - as above
    database: Database | None,
    index: Index,
    rejected: RejectedRows,
    *,
    told: Told,
    amend: bool = False,
    reason: str = "",
) -> StudyImported:
    """What `import_study` would do; nothing is recorded, and a database that is not there is not made."""
    job = _job(index, rejected, amend=amend, reason=reason or "to be given")
    read, done = _Read(database, None), 0
    with index.reader() as reader:
        for patient in index:
            job.decide(reader, patient, read)
            done += index.count(patient)
            told(done, index.total)
    return job.said


def _job(index: Index, rejected: RejectedRows, *, amend: bool, reason: str) -> _Job:
    study = index.study
    said = StudyImported(
        study=study.name, files=[FileCount(file.name) for file in study.files], not_read=study.not_read
    )
    return _Job(study, index, rejected, said, amend, reason)


def _batches(index: Index) -> Iterator[list[bytes]]:
    patients = iter(index)
    while first := list(islice(patients, 1)):
        batch, rows = first, index.count(first[0])
        while rows < ROWS_AT_ONCE and (more := list(islice(patients, 1))):
            batch.extend(more)
            rows += index.count(more[0])
        yield batch
