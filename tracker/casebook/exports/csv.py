"""Every public view as CSV, for DuckDB, Spark, a warehouse or a spreadsheet. Refuses to let a text become a formula.

UTF-8, RFC 4180, NULL is empty, numbers whole and unrounded, truth values 1 and 0.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tracker.adapters.spreadsheet import csv_lines
from tracker.casebook.exports import Exported
from tracker.casebook.exports.columns import Column
from tracker.casebook.exports.relations import export_relations
from tracker.casebook.library import Library
from tracker.store.told import Told


class _CsvFile:
    def __init__(self, path: Path, columns: Sequence[Column]) -> None:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        self._file = os.fdopen(descriptor, "w", encoding="utf-8", errors="surrogatepass", newline="")
        self.write([tuple(column.name for column in columns)])

    def write(self, rows: Sequence[tuple[Any, ...]]) -> None:
        self._file.writelines(csv_lines(rows))

    def close(self) -> None:
        self._file.close()


def export(library: Library, patients: Sequence[str], target: Path, told: Told) -> Exported:
    """Write every view, `adtte` and `swimmer` into folders of CSV files."""
    return export_relations(library, patients, target, told, suffix="csv", opened=_CsvFile)
