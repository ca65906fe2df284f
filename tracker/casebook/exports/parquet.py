"""Every public view as Parquet, for DuckDB, Spark or a warehouse. Refuses to begin where pyarrow is not installed.

Types are those of the columns, their units and meanings are in the fields' metadata; truth values are booleans.
"""

import os
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tracker.casebook.exports import Exported
from tracker.casebook.exports.columns import Column
from tracker.casebook.exports.relations import export_relations
from tracker.casebook.library import Library
from tracker.decisions.refused import Refused
from tracker.store.told import Told
from tracker.values.extras import install


class _ParquetFile:
    def __init__(self, path: Path, columns: Sequence[Column]) -> None:
        import pyarrow as pa  # noqa: PLC0415 - an extra that only this format needs
        from pyarrow import parquet  # noqa: PLC0415 - as above

        types = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
        self._schema = pa.schema(
            [
                pa.field(
                    column.name,
                    types[column.type],
                    nullable=column.nullable,
                    metadata={"description": column.meaning, "unit": column.unit},
                )
                for column in columns
            ]
        )
        self._columns = columns
        self._table = pa.Table
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        self._file = os.fdopen(descriptor, "wb")
        self._writer = parquet.ParquetWriter(self._file, self._schema)

    def write(self, rows: Sequence[tuple[Any, ...]]) -> None:
        values = zip(*rows, strict=True)
        arrays = {column.name: _values(column, cells) for column, cells in zip(self._columns, values, strict=True)}
        self._writer.write_table(self._table.from_pydict(arrays, schema=self._schema))

    def close(self) -> None:
        self._writer.close()
        self._file.close()


def _values(column: Column, cells: tuple[Any, ...]) -> list[Any]:
    """The cells; SQLite has no truth values, and keeps a whole number in a column of real ones as it likes."""
    if column.type in {bool, float}:
        return [None if cell is None else column.type(cell) for cell in cells]
    return list(cells)


def export(library: Library, patients: Sequence[str], target: Path, told: Told) -> Exported:
    """Write every view, `adtte` and `swimmer` into folders of Parquet files.

    Raises:
        Refused: where pyarrow is not installed.
    """
    if find_spec("pyarrow") is None:
        raise Refused(f"Parquet is written by pyarrow, which is not installed: {install('parquet')}, or say --to csv")
    return export_relations(library, patients, target, told, suffix="parquet", opened=_ParquetFile)
