"""Recording the rows of tables: decide, append and project patient by patient, in one transaction. Refuses half a row."""

from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from tracker.casebook import clock
from tracker.casebook.appending import command
from tracker.casebook.importing import Imported, Preview
from tracker.casebook.tables import Rejection, Tables
from tracker.casebook.unknown import Unsound
from tracker.decisions.adding import Addition, Fate, plan_addition
from tracker.decisions.ahead import ahead
from tracker.decisions.oddities import misnamed_drugs
from tracker.decisions.references import left_hanging
from tracker.decisions.refused import refuse_reason
from tracker.events.recorded import Recorded
from tracker.projections.record import Record, record_of
from tracker.store.database import Database
from tracker.store.streams import read_stream
from tracker.store.told import Told, nobody


class Added(Struct, frozen=True):
    """What became of the rows of tables: recorded, already recorded and rejected ones are all there are."""

    imports: tuple[Imported, ...]
    rows: int
    recorded: int
    already: int
    rejected: tuple[Rejection, ...]
    """In the order of the tables."""
    second_looks: tuple[str, ...] = ()
    """What is worth one of the drugs that were recorded, or would be."""


class Foreseen(Struct, frozen=True):
    """What an import of tables would record."""

    previews: tuple[Preview, ...]
    added: Added


class _Account:
    """Counts what becomes of rows."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._counts = dict.fromkeys(Fate, 0)
        self._rejected = list(tables.rejected)
        self._odd: dict[str, None] = {}

    def take(self, patient: str, addition: Addition) -> None:
        """Count the rows of one patient."""
        for event in addition.plan.events:
            self._odd |= dict.fromkeys(misnamed_drugs(event))
        for row, ruling in zip(self._tables.rows[patient], addition.rulings, strict=True):
            self._counts[ruling.fate] += 1
            if ruling.fate is Fate.REJECTED:
                file, _, line = row.place.rpartition(":")
                self._rejected.append(Rejection(file, int(line), "", ruling.reason, patient))

    def closed(self, imports: Sequence[Imported]) -> Added:
        """The whole account."""
        files = {rejection.file: place for place, rejection in reversed(list(enumerate(self._rejected)))}
        return Added(
            tuple(imports),
            self._tables.count,
            self._counts[Fate.RECORDED],
            self._counts[Fate.ALREADY],
            tuple(sorted(self._rejected, key=lambda rejection: (files[rejection.file], rejection.line))),
            tuple(self._odd),
        )


def add_tables(  # noqa: PLR0913 - the options of one command, and whom to tell
    database: Database, tables: Tables, *, by: str, amend: bool = False, reason: str = "", told: Told = nobody
) -> Added:
    """Record what tables say and the record does not say yet.

    Args:
        database: Where to.
        tables: What they say, from `tables.read_tables`.
        by: Who imports.
        amend: Record other content under a key that stands as an amendment, instead of rejecting the row.
        reason: Why, for those.
        told: Told how many patients are done.

    Raises:
        Unsound: where an amendment takes away what the time of a fact hangs on; nothing is recorded then.
        Refused: for a missing reason.
    """
    account = _Account(tables)
    imports: list[Imported] = []
    refusals: list[str] = []
    source = source_of(tables)
    with command(database, by=by) as session:
        for done, (patient, rows) in enumerate(tables.rows.items()):
            told(done, len(tables.rows))
            record = session.read(patient)
            addition = plan_addition(record, rows, amend=amend, reason=reason)
            account.take(patient, addition)
            plan = addition.plan
            if plan.differs:
                refuse_reason(reason)
                refusals.extend(_left_hanging(record, addition))
            if refusals:
                continue
            lines = session.carry_out(record, plan.events, imported=plan.new, source=source)
            correlation_id = lines[0].correlation_id if lines else None
            if plan.events or plan.unchanged:
                imports.append(Imported(structs.replace(plan, events=()), len(lines), correlation_id))
        if refusals:
            raise Unsound(refusals)
    return account.closed(imports)


def source_of(tables: Tables) -> str:
    """What the ids of imported facts are made of, beside patient and key: no case file takes these facts for its own."""
    return f"table:{tables.mapping.name}"


def preview_tables(database: Database | None, tables: Tables, *, amend: bool = False, reason: str = "") -> Foreseen:
    """What `add_tables` would record; nothing is recorded, and a database that is not there is not made."""
    account = _Account(tables)
    previews = tuple(_previews(database, tables, account, amend=amend, reason=reason))
    return Foreseen(previews, account.closed(()))


def _previews(
    database: Database | None, tables: Tables, account: _Account, *, amend: bool, reason: str
) -> Iterator[Preview]:
    for patient, rows in tables.rows.items():
        stream: tuple[Recorded, ...] = ()
        if database is not None:
            with database.reading() as connection:
                stream = read_stream(connection, patient)
        record = record_of(patient, stream)
        addition = plan_addition(record, rows, amend=amend, reason=reason)
        account.take(patient, addition)
        refusals = tuple(_left_hanging(record, addition)) if addition.plan.differs else ()
        if addition.plan.events or addition.plan.unchanged:
            yield Preview(addition.plan, ahead(record, addition.plan.events, at=clock.now()), refusals)


def _left_hanging(record: Record, addition: Addition) -> Iterator[str]:
    coming = ahead(record, addition.plan.events)
    for complaint in left_hanging(record, coming):
        yield f"{record.patient}: {complaint.key}: {complaint.message}"
