"""What `tracker check` finds of what was recorded just now, read off the rows. Refuses to run a rule again.

The rows were written in the transaction that recorded it, so both say the same, and asking costs no more for many cases.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from tracker.projections.discrepancies import ON_ENTRY
from tracker.store.database import Database
from tracker.values.counts import counted
from tracker.values.vocabularies import Severity

_FOUND = "SELECT rule, summary, events FROM discrepancies WHERE patient = ? ORDER BY item"
_COUNTS = "SELECT severity, count(*) FROM discrepancies WHERE patient = ? GROUP BY severity"


class Count(Struct, frozen=True):
    """How much does not fit in one case."""

    errors: int
    warnings: int


def counts_words(counts: Mapping[str, Count]) -> str:
    """What does not fit in cases, in one sentence with the command that shows it; empty where all fits."""
    cases = [patient for patient, count in counts.items() if count.errors or count.warnings]
    errors, warnings = (sum(getattr(count, what) for count in counts.values()) for what in ("errors", "warnings"))
    if not cases:
        return ""
    parts = [counted(number, what) for number, what in ((errors, "error"), (warnings, "warning")) if number]
    where, command = (
        (cases[0], f"tracker check {cases[0]}") if len(cases) == 1 else (counted(len(cases), "case"), "tracker check")
    )
    return f"check finds {' and '.join(parts)} in {where}; see `{command}`"


def found_on_entry(database: Database, patient: str, keys: Iterable[str]) -> tuple[str, ...]:
    """What rules about slips and impossible times find in facts that were recorded just now, a sentence each.

    Args:
        database: Where they are recorded.
        patient: Whose they are.
        keys: Of the facts; what rests on others alone was there before.
    """
    named = frozenset(keys)
    with database.reading() as connection:
        rows = connection.execute(_FOUND, (patient,)).fetchall()
    return tuple(
        summary
        for rule, summary, events in rows
        if rule in ON_ENTRY and not named.isdisjoint((events or "").split(", "))
    )


def counts_of(database: Database, patients: Iterable[str]) -> dict[str, Count]:
    """How many errors and warnings each case has, in the rows of `tracker check`."""
    with database.reading() as connection:
        found = {patient: dict(connection.execute(_COUNTS, (patient,)).fetchall()) for patient in patients}
    return {
        patient: Count(each.get(Severity.ERROR, 0), each.get(Severity.WARNING, 0)) for patient, each in found.items()
    }
