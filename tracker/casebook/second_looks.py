"""What of an entry is worth a second look, beside its case and all the others. Refuses to keep anybody from recording it."""

from collections.abc import Iterable
from decimal import Decimal

from tracker.decisions.odd_results import Seen, Usual
from tracker.decisions.oddities import oddities_of
from tracker.events.laboratory import LabResulted
from tracker.projections.record import Record, record_of
from tracker.store.database import Database
from tracker.store.streams import read_stream

_USUAL = (
    "SELECT analyte, coalesce(unit, ''), min(value), max(value), count(*) FROM labs "
    "WHERE patient <> ? AND value > 0 AND comparator IS NULL GROUP BY analyte, unit"
)


def usual_results(database: Database, patient: str) -> tuple[Usual, ...]:
    """The results of every case but one, by analyte and unit; what only bounds is left out."""
    with database.reading() as connection:
        rows = connection.execute(_USUAL, (patient,)).fetchall()
    return tuple(
        Usual(analyte, unit, Decimal(repr(least)), Decimal(repr(most)), count)
        for analyte, unit, least, most, count in rows
    )


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
    has_results = any(standing.key in named and isinstance(standing.fact, LabResulted) for standing in record.facts)
    elsewhere = usual_results(database, patient) if has_results else ()
    seen, found = Seen(), dict[str, None]()
    for standing in record.facts:
        if standing.key in named:
            found |= dict.fromkeys(oddities_of(standing.fact, seen, elsewhere))
        seen.add(standing.fact)
    return tuple(found)
