"""Importing case files: decide, append and project case by case. One command lands whole, or nothing of it does."""

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct, structs

from tracker.adapters.casefile import Problem
from tracker.casebook import clock
from tracker.casebook.appending import Command, command
from tracker.casebook.case import Case
from tracker.casebook.files import Cases, FileCase, each, facts_in
from tracker.casebook.second_looks import usual_results
from tracker.casebook.unknown import Unsound
from tracker.decisions.ahead import ahead
from tracker.decisions.importing import Plan, compare_import, plan_import
from tracker.decisions.odd_results import seen_in
from tracker.decisions.oddities import NOTHING, oddities_of
from tracker.decisions.references import dangling, left_hanging
from tracker.decisions.refused import Refused
from tracker.events.deliberation import ReadingSelected
from tracker.events.laboratory import LabResulted
from tracker.events.recorded import Recorded
from tracker.projections.discrepancies import ON_ENTRY
from tracker.projections.record import Record, record_of
from tracker.projections.rows.timeline import TimelineRow
from tracker.store.database import Database
from tracker.store.folding import folding
from tracker.store.lines import Line
from tracker.store.streams import read_stream
from tracker.store.told import Told, nobody

TIME_RULES = ON_ENTRY | {
    "inconsistent-time",
    "negative-interval",
    "rounding-only",
    "anchor-missing",
    "date-apart",
    "untied-days",
    "after-death",
}
"""What a preview says of the whole case: whether its times fit, and what is likely a slip. `tracker check` says the rest."""


class Imported(Struct, frozen=True):
    """What an import recorded for one patient; not the events themselves, of which a cohort has a million."""

    plan: Plan
    """Its keys, without its events."""
    recorded: int
    """Lines of the log."""
    correlation_id: str | None
    """What takes them back; None where there is nothing to take back."""


class Preview(Struct, frozen=True):
    """What an import would record for one patient, and the record as it would stand then."""

    plan: Plan
    record: Record
    refusals: tuple[str, ...]
    """Why it would be refused as asked; empty where it would not."""
    second_looks: tuple[str, ...] = ()
    """What is worth a second look in new and changed facts, with file, line and key."""

    def foreseen(self) -> tuple[tuple[TimelineRow, ...], tuple[dict[str, Any], ...]]:
        """Where in time the new and changed facts would be, and whether the times of the whole case would fit then."""
        if not self.record.facts:
            return (), ()
        case = Case(self.record)
        touched = {*self.plan.new, *self.plan.changed}
        rows = tuple(row for row in case.timeline() if row.key in touched)
        return rows, tuple(row for row in case.check() if row["rule"] in TIME_RULES)


def import_cases(  # noqa: PLR0913 - the options of one command, and whom to tell
    database: Database, cases: Cases, *, by: str, amend: bool = False, reason: str = "", told: Told = nobody
) -> tuple[Imported, ...]:
    """Record what case files say and the record does not say yet.

    Args:
        database: Where to.
        cases: Sound cases, from `files.read_cases`.
        by: Who imports.
        amend: Record differences from what stands as amendments and retractions instead of refusing them.
        reason: Why, for those.
        told: Told how much is done.

    Raises:
        Unsound: naming what `decisions.importing` refuses, for every patient at once, or every problem of files that are
            read only now; nothing is recorded then.
    """
    imported: list[Imported] = []
    refusals: list[str] = []

    def grown(session: Command) -> Iterator[list[Line]]:
        for entry in each(cases, told):
            record = session.read(entry.case.patient)
            refusals.extend(_refusals(entry, record, amend=amend, reason=reason))
            if refusals:
                continue
            plan = _compared(entry, record, reason)
            lines = session.append(record, plan.events, imported=plan.new)
            correlation_id = lines[0].correlation_id if lines else None
            imported.append(Imported(structs.replace(plan, events=()), len(lines), correlation_id))
            if lines:
                yield session.stored(record.patient)

    with folding(facts_in(cases)) as fold_each, command(database, by=by) as session:
        # Recorded streams are folded by helpers while the next case is read and recorded.
        session.project(grown(session), fold_each)
        if refusals:
            raise Unsound(refusals)
    return tuple(imported)


def preview_cases(
    database: Database | None, cases: Iterable[FileCase], *, amend: bool = False, reason: str = ""
) -> Iterator[Preview]:
    """What `import_cases` would record; nothing is recorded, and a database that is not there is not made."""
    for entry in cases:
        patient = entry.case.patient
        stream: tuple[Recorded, ...] = ()
        if database is not None:
            with database.reading() as connection:
                stream = read_stream(connection, patient)
        record = record_of(patient, stream)
        plan = _compared(entry, record)
        refusals = _refusals(entry, record, amend=amend, reason=reason or "to be given")
        looks = tuple(_second_looks(database, entry, plan, record))
        yield Preview(plan, ahead(record, plan.events, at=clock.now()), refusals, looks)


def _second_looks(database: Database | None, entry: FileCase, plan: Plan, record: Record) -> Iterator[str]:
    """What is odd about each new or changed fact beside what stands and what the file says before it."""
    touched = {*plan.new, *plan.changed}
    seen = seen_in(record)
    labs = [fact for fact in entry.case.facts if isinstance(fact, LabResulted) and fact.key in touched]
    elsewhere = NOTHING if database is None else usual_results(database, plan.patient, labs)
    for found in entry.case.events:
        fact = found.event
        if isinstance(fact, ReadingSelected) or fact.key not in touched:
            continue
        for says in oddities_of(fact, seen, elsewhere):
            yield str(Problem(entry.file, found.line, fact.key, says))
        seen.add(fact)


def imported_keys(record: Record, source: str = clock.CASE_FILE) -> frozenset[str]:
    """Keys of the standing facts that an import from a source recorded first: their event ids follow from their keys."""
    return frozenset(
        fact.key for fact in record.facts if fact.origin.event_id == clock.import_id(record.patient, fact.key, source)
    )


def _compared(entry: FileCase, record: Record, reason: str = "") -> Plan:
    return compare_import(record, entry.case.facts, imported_keys(record), reason=reason)


def _refusals(entry: FileCase, record: Record, *, amend: bool, reason: str) -> tuple[str, ...]:
    try:
        plan = plan_import(record, entry.case.facts, imported_keys(record), amend=amend, reason=reason)
    except Refused as refusal:
        return (f"{entry.file}: {refusal}",)
    lines = {
        found.event.question if isinstance(found.event, ReadingSelected) else found.event.key: found.line
        for found in entry.case.events
    }
    # Facts that are only added take nothing away from the others.
    coming = ahead(record, plan.events) if plan.differs else record
    hanging = left_hanging(record, coming) if plan.differs else ()
    elsewhere = [complaint for complaint in hanging if complaint.key not in lines]
    return tuple(
        str(Problem(entry.file, lines.get(complaint.key, 0), complaint.key, complaint.message))
        for complaint in (*dangling(coming, entry.case.facts), *elsewhere)
    )
