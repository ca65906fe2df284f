"""What analysts get: every public view, and two tables that are made of them. Refuses a table that no view gives."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from msgspec import Struct
from msgspec.structs import astuple

from tracker.casebook.exports import Exported
from tracker.casebook.exports.columns import Column, columns_of
from tracker.casebook.exports.swimmer import SELECT, SwimmerRow
from tracker.casebook.exports.time_to_event import PARAMETERS, TimeToEventRow, time_to_event_row
from tracker.casebook.exports.writing import new_folder
from tracker.casebook.library import Library
from tracker.decisions.refused import Refused, every
from tracker.projections.rows import READ_MODELS
from tracker.projections.rows.intervals import IntervalRow
from tracker.store.partitions import partition_of, rows_by_partition
from tracker.store.told import Told

PARTITIONED_BY = "patient_hash"


class Relation(Struct, frozen=True, kw_only=True):
    """One table that goes out."""

    name: str
    row: type[Struct]
    select: str
    """Its rows, or what they are made of; the first column is `patient`."""
    order: tuple[str, ...]
    """Columns of the query that order the rows of a partition."""
    make: Callable[[Mapping[str, Any]], Struct] | None = None
    """Makes a row of what the query gives; None: that is the row."""
    asked: tuple[str, ...] = ()
    """Columns of the query, where rows are made of them."""


_INTERVALS = IntervalRow.__struct_fields__
_CENSORABLE = ", ".join(f"'{name}'" for name in PARAMETERS)

OF_ANALYSTS = (
    Relation(
        name="adtte",
        row=TimeToEventRow,
        select=f"SELECT {', '.join(_INTERVALS)} FROM intervals WHERE reading IS NULL AND interval IN ({_CENSORABLE})",  # noqa: S608 - the words are ours
        order=("patient", "interval", "item"),
        make=time_to_event_row,
        asked=_INTERVALS,
    ),
    Relation(name="swimmer", row=SwimmerRow, select=SELECT, order=("patient", "start_day", "kind", "key")),
)
"""Tables beside the views."""

RELATIONS: tuple[Relation, ...] = (
    *(
        Relation(
            name=model.name,
            row=model.row,
            select=f"SELECT {', '.join(model.row.__struct_fields__)} FROM {model.name}",  # noqa: S608 - as above
            order=model.key,
        )
        for model in READ_MODELS
    ),
    *OF_ANALYSTS,
)
"""Every table that goes out, in the order of `docs/sql.md`."""


class Sink(Protocol):
    """A file that takes rows."""

    def write(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Add rows."""

    def close(self) -> None:
        """Finish the file."""


Open = Callable[[Path, Sequence[Column]], Sink]
"""Opens a new file for rows of these columns; the path has no suffix yet."""


def export_relations(  # noqa: PLR0913 - what every export takes, how its files end, and who opens them
    library: Library, patients: Sequence[str], target: Path, told: Told, *, suffix: str, opened: Open
) -> Exported:
    """Write every relation into a folder of its own, one file for each partition that has patients.

    Everything is read at one moment; a partition that has no row of a relation has its file all the same.

    Raises:
        Refused: for a patient of whom nothing stands, and where there is something in the folder.
    """
    chosen = _standing(library, patients)
    partitions = sorted({partition_of(patient) for patient in chosen})
    with new_folder(target) as folder, library.database.reading() as connection:
        for number, relation in enumerate(RELATIONS):
            found = rows_by_partition(connection, relation.select, relation.order, chosen)
            made = ((partition, _made(relation, rows)) for partition, rows in found)
            home = folder / relation.name
            home.mkdir(mode=0o700)
            told(number * len(partitions), len(RELATIONS) * len(partitions))
            for done, _ in enumerate(_written(home, columns_of(relation.row), partitions, made, suffix, opened), 1):
                told(number * len(partitions) + done, len(RELATIONS) * len(partitions))
    return Exported((target,))


def _standing(library: Library, patients: Sequence[str]) -> frozenset[str]:
    known = {str(row["patient"]) for row in library.patients()}
    gone = [patient for patient in patients if patient not in known]
    if gone:
        raise Refused(f"{every(gone)}: erased, or every fact was retracted; there is no row to export")
    return frozenset(patients)


def _made(relation: Relation, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    make = relation.make
    if make is None:
        return rows
    return [astuple(make(dict(zip(relation.asked, row, strict=True)))) for row in rows]


def _written(  # noqa: PLR0913, PLR0917 - one folder, what it holds and how it is written
    home: Path,
    columns: Sequence[Column],
    partitions: Sequence[str],
    found: Iterator[tuple[str, list[tuple[Any, ...]]]],
    suffix: str,
    opened: Open,
) -> Iterator[Path]:
    """Write the partitions of a relation one after the other; each is handed on when it is whole."""
    waiting = next(found, None)
    for partition in partitions:
        path = home / f"{PARTITIONED_BY}={partition}" / f"part-0.{suffix}"
        path.parent.mkdir(mode=0o700)
        sink = opened(path, columns)
        try:
            while waiting is not None and waiting[0] == partition:
                sink.write(waiting[1])
                waiting = next(found, None)
        finally:
            sink.close()
        yield path
