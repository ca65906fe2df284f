"""A case as faces read it: the record, when everything was, and what follows from it. Refuses to change anything.

Everything that costs time is computed when it is first asked for, and once.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import CursorResult

from tracker.casebook.unknown import UnknownPatient
from tracker.decisions.refused import Refused
from tracker.events.recorded import Recorded
from tracker.projections.history import History, history_of
from tracker.projections.months import Frame, months_of
from tracker.projections.record import Record, record_of
from tracker.store.database import Database
from tracker.store.streams import patients, read_stream

DEFAULT_TOLERANCE = 0.5
"""Half of the stated unit: how far a stated number of months or years may be rounded."""


def as_dicts(result: CursorResult[Any]) -> tuple[dict[str, Any], ...]:
    """Rows of a view as dictionaries by column, in the order of the columns."""
    return tuple(dict(row._mapping) for row in result)  # noqa: SLF001 - SQLAlchemy's public name for a row as a mapping


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
) -> "Case":
    """Read one case.

    Raises:
        UnknownPatient: when nobody recorded this patient.
        Refused: when the patient was erased, or nothing was recorded by that instant.
    """
    return case_of(patient, read_lines(database, patient), tolerance=tolerance, as_recorded=as_recorded)


def case_of(
    patient: str,
    lines: Sequence[Recorded],
    *,
    tolerance: float = DEFAULT_TOLERANCE,
    as_recorded: str | None = None,
) -> "Case":
    """The case that the lines of a log tell.

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
    return Case(record, tolerance)


class Case:
    """One case, finished; threads may share it once it is loaded."""

    def __init__(self, record: Record, tolerance: float = DEFAULT_TOLERANCE) -> None:
        self.record = record
        self.tolerance = tolerance

    @property
    def patient(self) -> str:
        """Whose case it is."""
        return self.record.patient

    @cached_property
    def history(self) -> History:
        """The facts in the order of living."""
        return history_of(self.record, tolerance=self.tolerance)

    @cached_property
    def _frames(self) -> dict[bool, tuple[Frame, ...]]:
        return {}

    def frames(self, *, known: bool = False) -> tuple[Frame, ...]:
        """One finished frame per month, from the first to the last.

        Args:
            known: Fold into every month only what the treating team could know by its end.
        """
        if known not in self._frames:
            self._frames[known] = months_of(self.history, known=known)
        return self._frames[known]
