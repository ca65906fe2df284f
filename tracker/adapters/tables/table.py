"""A table as a stream of lines, row by row to events. Refuses to go on in a table that it cannot trust.

A row that is not sound is rejected alone. What concerns the table as a whole (its encoding, a quotation mark that is never
closed, a missing column, a date that may be of two days) ends the reading: no row of it can be trusted.
"""

import csv
import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from tracker.adapters.tables.layout import Found, columns_faults, delimiter_of
from tracker.adapters.tables.mapping import Mapping, columns_of
from tracker.adapters.tables.problems import CellFault, TableProblem
from tracker.adapters.tables.rows import RowEvents, RowReader
from tracker.values.counts import counted

LONGEST_LINE = 1_000_000
"""Characters of a line of a table."""
MOST_COLUMNS = 20_000
MOST_FAULTS = 20
"""Faults of one row that are told, and problems of one table that end its reading."""

_NOT_IN_ENCODING = re.compile("[\udc80-\udcff]")
"""What stands for a byte that the encoding does not have."""


class Row(Struct, frozen=True):
    """One row and what it says."""

    line: int
    """Where it begins, from 1."""
    says: RowEvents


class Head(Struct, frozen=True):
    """What is known of a table before its first row."""

    delimiter: Found
    columns: tuple[str, ...]

    def unmapped(self, mapping: Mapping) -> tuple[str, ...]:
        """Columns that the mapping neither reads nor names as unused."""
        known = {*columns_of(mapping), *mapping.unused}
        return tuple(name for name in self.columns if name not in known)


class _TooLong(Exception):  # noqa: N818 - never leaves this module
    pass


class TableReader:
    """Reads one table from its lines, once."""

    def __init__(self, mapping: Mapping, file: str, lines: Iterable[str]) -> None:
        self._mapping = mapping
        self._file = file
        self._lines = iter(lines)
        self.problems: list[TableProblem] = []
        """What keeps the whole table from being recorded, after reading."""
        self.head: Head | None = None
        """What the header says, once reading has begun."""

    def rows(self) -> Iterator[Row]:
        """Every row; ends early where the table cannot be trusted, and is worth nothing where `problems` has any."""
        try:
            yield from self._rows()
        except _TooLong:
            self._fail(0, CellFault("", f"a line has more than {LONGEST_LINE:,} characters; this is no table"))
        except csv.Error as error:
            self._fail(self._line, CellFault("", f"{_of_csv(error)}; the row begins here"))
        except UnicodeError:
            self._fail(self._line, CellFault("", "the bytes are not in this encoding; declare table: encoding"))

    _line = 1

    def _rows(self) -> Iterator[Row]:
        first = next(self._checked(), "")
        columns = columns_of(self._mapping)
        delimiter = delimiter_of(first, columns, self._mapping.layout)
        if isinstance(delimiter, CellFault):
            self._fail(1, delimiter)
            return
        reader = csv.reader(self._again(first), delimiter=delimiter.value, strict=True)
        names = next(reader, [])
        found = tuple(name.strip() or f"column {place}" for place, name in enumerate(names, 1))
        if len(found) > MOST_COLUMNS or not any(name.strip() for name in names):
            said = "the table is empty" if not first.strip() else f"expects a header of at most {MOST_COLUMNS:,} names"
            self._fail(1, CellFault("", said))
            return
        self.head = Head(delimiter, found)
        for fault in (*self._encoded(names), *columns_faults(found, columns)):
            self._fail(1, fault)
        if self.problems:
            return
        rows = RowReader(self._mapping, found)
        while True:
            self._line = reader.line_num + 1
            cells = next(reader, None)
            if cells is None or len(self.problems) >= MOST_FAULTS:
                return
            if not cells:
                continue
            says = self._read(rows, cells, len(found))
            for fault in says.faults:
                if fault.undeclared and all(fault.column != problem.column for problem in self.problems):
                    self._fail(self._line, fault)
            yield Row(self._line, says)

    def _read(self, rows: RowReader, cells: list[str], width: int) -> RowEvents:
        wrong = self._encoded(cells)
        if wrong:
            return RowEvents(faults=wrong)
        while len(cells) > width and not cells[-1].strip():
            cells.pop()
        if len(cells) != width:
            said = (
                f"has {counted(len(cells), 'cell')} where the header has {width}; quote a cell that holds the delimiter"
            )
            return RowEvents(faults=(CellFault("", said),))
        says = rows.read(cells)
        return RowEvents(says.patient, says.facts, says.faults[:MOST_FAULTS], says.left_out)

    def _encoded(self, cells: Iterable[str]) -> tuple[CellFault, ...]:
        if not any(_NOT_IN_ENCODING.search(cell) for cell in cells):
            return ()
        return (CellFault("", "the bytes are not in this encoding; declare table: encoding", undeclared=True),)

    def _fail(self, line: int, fault: CellFault) -> None:
        self.problems.append(TableProblem(self._file, line, fault.column, fault.message))

    def _checked(self) -> Iterator[str]:
        for line in self._lines:
            if len(line) > LONGEST_LINE:
                raise _TooLong
            yield line

    def _again(self, first: str) -> Iterator[str]:
        yield first
        yield from self._checked()


def _of_csv(error: csv.Error) -> str:
    said = str(error)
    if "field larger" in said or "unexpected end" in said:
        return "a quotation mark is opened and never closed"
    if "expected after" in said:
        return "a quotation mark is closed within a cell; double the quotation marks of a text"
    return f"not a table: {said}"
