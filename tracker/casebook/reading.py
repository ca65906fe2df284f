"""Reading cases from the log. Refuses a patient whom nobody recorded, and one of whom nothing is left."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from tracker.casebook.case import Case
from tracker.casebook.unknown import UnknownPatient
from tracker.decisions.refused import Refused
from tracker.events.recorded import Recorded
from tracker.projections.record import record_of
from tracker.store.database import Database
from tracker.store.streams import patients, read_stream, stored_stream
from tracker.values.durations import DEFAULT_TOLERANCE

if TYPE_CHECKING:
    from tracker.projections.passages import Document

    ReadDocuments = Callable[[Iterable[str]], Mapping[str, Document]]
    """Reads what there is of documents, by digest."""


def as_dicts(result: sqlite3.Cursor) -> tuple[dict[str, Any], ...]:
    """Rows as dictionaries by column, in the order of the columns."""
    names = [column[0] for column in result.description]
    return tuple(dict(zip(names, row, strict=True)) for row in result)


def read_lines(database: Database, patient: str) -> tuple[Recorded, ...]:
    """The log of one patient, in order of recording.

    Raises:
        UnknownPatient: when nobody recorded this patient.
    """
    with database.reading() as connection:
        lines = read_stream(connection, patient)
        if not lines:
            raise UnknownPatient(patient, patients(connection))
        return lines


def load_case(
    database: Database, patient: str, *, tolerance: float = DEFAULT_TOLERANCE, as_recorded: str | None = None
) -> Case:
    """Read one case.

    Raises:
        UnknownPatient: when nobody recorded this patient.
        Refused: when the patient was erased, or nothing was recorded by that instant.
    """
    lines = read_lines(database, patient)
    case = case_of(
        patient, lines, tolerance=tolerance, as_recorded=as_recorded, documents=partial(_documents_in, database)
    )
    case.refuse_unreadable = partial(refuse_unreadable, database, (patient,))
    return case


def refuse_unreadable(database: Database, patients: Iterable[str]) -> None:
    """Name the line of the log that says what cannot be placed; asked when something failed that nobody expected.

    Raises:
        Undecodable: where there is one.
    """
    from tracker.store.folding import unreadable_in  # noqa: PLC0415 - only where a log was changed

    for patient in patients:
        with database.reading() as connection:
            stream = stored_stream(connection, patient)
        found = unreadable_in(stream)
        if found is not None:
            raise found from None


def _documents_in(database: Database, digests: Iterable[str]) -> "dict[str, Document]":
    from tracker.casebook.documents import read_documents  # noqa: PLC0415 - most commands show no source

    return read_documents(database, digests)


def case_of(
    patient: str,
    lines: Sequence[Recorded],
    *,
    tolerance: float = DEFAULT_TOLERANCE,
    as_recorded: str | None = None,
    documents: "ReadDocuments | None" = None,
) -> Case:
    """The case that the lines of a log tell.

    Args:
        patient: Whose.
        lines: Of the log.
        tolerance: Rounding of stated months and years, in that unit.
        as_recorded: An instant as the log writes it; what was recorded after it is left out.
        documents: Reads what there is of documents, by digest; without it there is none.

    Raises:
        Refused: when the patient was erased, or nothing was recorded by that instant.
    """
    record = record_of(patient, lines, as_recorded=as_recorded)
    if record.erased:
        raise Refused(f"{patient} was erased; only the erasure is on record")
    if not record.facts:
        first = lines[0].recorded_at
        if as_recorded is not None and as_recorded < first:
            raise Refused(f"{patient} had no record yet at {as_recorded}; its first event was recorded at {first}")
        raise Refused(f"{patient} has no fact that stands; all of them were retracted (`tracker events {patient}`)")
    return Case(record, tolerance, as_recorded, documents)
