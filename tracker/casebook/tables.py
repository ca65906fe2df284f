"""Tables on their way in, by a declared mapping. Refuses to record any row of a table that cannot be trusted.

Everything that one command records lands, or nothing; a row that is not sound is rejected alone, and told.
"""

import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO

from msgspec import Struct

from tracker.adapters.signatures import kind_of_binary
from tracker.adapters.tables.layout import Found, encoding_of
from tracker.adapters.tables.mapping import Mapping
from tracker.adapters.tables.mapping_file import LARGEST_MAPPING, read_mapping
from tracker.adapters.tables.problems import TableProblem
from tracker.adapters.tables.table import LONGEST_LINE, Head, Row, TableReader
from tracker.casebook.exports.writing import typed_path
from tracker.casebook.files import STANDARD_INPUT
from tracker.casebook.unknown import Unsound
from tracker.decisions.adding import Row as PatientRow
from tracker.decisions.refused import Refused
from tracker.store.paths import unreadable
from tracker.store.told import Told, nobody

FIRST_BYTES = 16
"""Enough for a byte order mark, and for the signature of what is no text."""

LINES_BETWEEN_SAYINGS = 1000

MOST_ROWS = 1_000_000
"""Rows of one command, whose events are held in memory."""


class Rejection(Struct, frozen=True):
    """A row that is not recorded, and why."""

    file: str
    line: int
    column: str
    reason: str
    patient: str = ""
    left_out: bool = False
    """Whether the mapping leaves it out on purpose."""

    def __str__(self) -> str:
        return str(TableProblem(self.file, self.line, self.column, self.reason))


class Tables(Struct, frozen=True):
    """Everything that tables say, sound rows by patient."""

    mapping: Mapping
    rows: dict[str, list[PatientRow]]
    rejected: list[Rejection]
    """Rows that say nothing sound by themselves."""
    unmapped: dict[str, None]
    """Columns that the mapping neither reads nor names as unused."""
    count: int
    """Rows in."""


class Looked(Struct, frozen=True):
    """The first rows of a table, for whoever writes a mapping."""

    file: str
    encoding: Found
    head: Head | None
    rows: tuple[Row, ...]
    more: bool
    """Whether the table goes on."""
    problems: tuple[TableProblem, ...]


def mapping_of(path: str) -> Mapping:
    """Read a mapping file.

    Raises:
        Unsound: naming every problem of it.
        Refused: when it cannot be read.
    """
    with _opened(path) as stream:
        result = read_mapping(path, stream.read(LARGEST_MAPPING + 1))
    if result.mapping is None:
        raise Unsound(result.problems)
    return result.mapping


@contextmanager
def _opened(path: str) -> Iterator[BinaryIO]:
    if path == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    try:
        stream = typed_path(path).open("rb")
    except OSError as error:
        raise Refused(unreadable(path, error)) from error
    with stream:
        yield stream


@contextmanager
def _reader(mapping: Mapping, path: str, told: Told = nobody) -> Iterator[tuple[TableReader, Found]]:
    with _opened(path) as stream:
        buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(io.BytesIO(stream.read()))
        first = buffered.peek(FIRST_BYTES)[:FIRST_BYTES]
        kind = kind_of_binary(first)
        if kind:
            raise Refused(f"{_name(path)}: is {kind}, not a table; save each sheet as CSV (UTF-8)")
        encoding = encoding_of(first, mapping.layout)
        # Where a table stands on a disk, a bar can say how much of it is read.
        size = 0 if path == STANDARD_INPUT or not typed_path(path).is_file() else typed_path(path).stat().st_size
        text = io.TextIOWrapper(buffered, encoding.value, errors="surrogateescape", newline="")

        def lines() -> Iterator[str]:
            # None of them is longer than a line of a table and one character more.
            for number, line in enumerate(iter(lambda: text.readline(LONGEST_LINE + 1), "")):
                if size and not number % LINES_BETWEEN_SAYINGS:
                    told(min(buffered.tell(), size), size)
                yield line

        try:
            yield TableReader(mapping, _name(path), lines()), encoding
        finally:
            text.detach()


def _name(path: str) -> str:
    return "standard input" if path == STANDARD_INPUT else path


def look_at(mapping: Mapping, path: str, rows: int) -> Looked:
    """Read the first rows of a table, and record nothing.

    Raises:
        Refused: when it cannot be read.
    """
    with _reader(mapping, path) as (reader, encoding):
        found: list[Row] = []
        for row in reader.rows():
            found.append(row)
            if len(found) > rows:
                break
        return Looked(
            _name(path), encoding, reader.head, tuple(found[:rows]), len(found) > rows, tuple(reader.problems)
        )


def read_tables(mapping: Mapping, paths: Sequence[str], told: Told = nobody) -> Tables:
    """Read every row of every table.

    Raises:
        Unsound: naming what keeps a whole table from being recorded, for every table at once.
        Refused: when one cannot be read, or they are too long together.
    """
    tables = Tables(mapping, {}, [], {}, 0)
    problems: list[TableProblem] = []
    count = 0
    for path in paths:
        with _reader(mapping, path, told) as (reader, _):
            name = _name(path)
            for row in reader.rows():
                count += 1
                if count > MOST_ROWS:
                    raise Refused(f"{name}: more than {MOST_ROWS:,} rows in one command; split the table by patients")
                _take(tables, name, row)
            problems.extend(reader.problems)
            if reader.head is not None:
                tables.unmapped.update(dict.fromkeys(reader.head.unmapped(mapping)))
    if problems:
        raise Unsound(problems)
    return Tables(mapping, tables.rows, tables.rejected, tables.unmapped, count)


def _take(tables: Tables, name: str, row: Row) -> None:
    says = row.says
    if says.faults:
        reason = "; ".join(
            f"{fault.column}: {fault.message}" if place and fault.column else fault.message
            for place, fault in enumerate(says.faults)
        )
        tables.rejected.append(Rejection(name, row.line, says.faults[0].column, reason, says.patient, says.left_out))
    else:
        tables.rows.setdefault(says.patient, []).append(PatientRow(f"{name}:{row.line}", says.facts))
