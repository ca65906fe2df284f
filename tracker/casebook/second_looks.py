"""What of an entry is worth a second look, beside its case and all the others. Refuses to keep anybody from recording it."""

from collections.abc import Iterable
from decimal import Decimal

from msgspec import json

from tracker.decisions.odd_results import Elsewhere, Seen, Usual, asks_elsewhere, seen_in
from tracker.decisions.oddities import NOTHING, oddities_of
from tracker.events.catalogue import Event
from tracker.events.laboratory import LabResulted
from tracker.projections.record import Record, record_of
from tracker.store.database import Database
from tracker.store.streams import read_stream
from tracker.values.analytes import analyte_of

_NAMES = "SELECT DISTINCT analyte FROM labs WHERE patient <> ?"
_USUAL = (
    "SELECT analyte, coalesce(specimen, ''), coalesce(unit, ''), min(value), max(value), count(*) FROM labs "
    "WHERE analyte IN (SELECT value FROM json_each(?)) AND patient <> ? AND value > 0 AND comparator IS NULL "
    "GROUP BY analyte, specimen, unit"
)


def usual_results(database: Database, patient: str, labs: Iterable[LabResulted]) -> Elsewhere:
    """What every case but one says of some analytes, by specimen and unit; what only bounds is left out.

    Args:
        database: Where the cases are.
        patient: The one.
        labs: What is asked about; without any, nothing is read.
    """
    wanted = frozenset(analyte_of(lab.analyte) for lab in labs)
    if not wanted:
        return NOTHING
    with database.reading() as connection:
        names = tuple(str(name) for (name,) in connection.execute(_NAMES, (patient,)))
        same = json.encode([name for name in names if analyte_of(name) in wanted]).decode()
        rows = connection.execute(_USUAL, (same, patient)).fetchall()
    usual = (
        Usual(analyte=analyte, specimen=specimen, unit=unit, least=_exactly(least), most=_exactly(most), count=count)
        for analyte, specimen, unit, least, most, count in rows
    )
    return Elsewhere(names, tuple(usual))


def _exactly(number: float) -> Decimal:
    return Decimal(repr(number))


def foreseen_looks(database: Database, record: Record, event: Event) -> tuple[str, ...]:
    """Everything worth a second look in what a form is about to record, without a value of the case.

    A form does not know how much of the case is shown: a value may lie in a future that is hidden.

    Args:
        database: Where the other cases are.
        record: The case as it stands.
        event: What the form says.
    """
    seen = seen_in(record)
    labs = (event,) if isinstance(event, LabResulted) and asks_elsewhere(event, seen) else ()
    return oddities_of(event, seen, usual_results(database, record.patient, labs), telling=False)


def second_looks(database: Database, patient: str, keys: Iterable[str]) -> tuple[str, ...]:
    """Everything worth a second look in what was recorded just now, beside what was recorded before it; each sentence once.

    Args:
        database: Where it is recorded.
        patient: Whose.
        keys: Of the facts that were recorded or amended.
    """
    named = frozenset(keys)
    with database.reading() as connection:
        record = record_of(patient, read_stream(connection, patient)) if named else Record(patient)
    labs = [each.fact for each in record.facts if each.key in named and isinstance(each.fact, LabResulted)]
    elsewhere = usual_results(database, patient, labs)
    seen, found = Seen(), dict[str, None]()
    for standing in record.facts:
        if standing.key in named:
            found |= dict.fromkeys(oddities_of(standing.fact, seen, elsewhere))
        seen.add(standing.fact)
    return tuple(found)
