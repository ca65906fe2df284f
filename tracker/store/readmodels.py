"""The read models in the database: plain rows that follow from the log. Refuses to compute any of them itself.

What the rows are is said in `tracker.projections.rows`; here they are compared with what is stored, and only the
difference is written.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from msgspec import Struct

from tracker.projections.history import History
from tracker.projections.rows import READ_MODELS, rows_of
from tracker.store import compiled, schema
from tracker.store.folding import FoldEach, Row, Rows, folding
from tracker.store.lines import Line
from tracker.store.refusals import Undecodable
from tracker.store.streams import patients, stored_streams
from tracker.store.told import Told, nobody

ROWS_AT_ONCE = 2_000
"""Rows that a rebuild holds before it writes them."""


class Statements(Struct, frozen=True):
    """The SQL of one read model's table, columns in the order of the row."""

    key: tuple[int, ...]
    """Places of the key's columns in a row."""
    of_patient: str
    """Every row of one patient."""
    patients: str
    """Whose rows are stored."""
    insert: str
    delete: str
    forget: str
    """Delete every row of one patient."""
    clear: str


@cache
def statements() -> Mapping[str, Statements]:
    """The statements of every read model that has rows of its own, by name; its table is `<name>_rows`."""
    found = {}
    for model in READ_MODELS:
        if model.derive is None:
            continue
        names = model.row.__struct_fields__
        rows = f"{model.name}_rows"
        # With its table: a quoted name alone that is no column would be taken for a text.
        column = {name: f'{rows}."{name}"' for name in names}
        quoted, places = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
        keys = " AND ".join(f"{column[name]} = ?" for name in model.key)
        found[model.name] = Statements(
            key=tuple(names.index(name) for name in model.key),
            of_patient=f"SELECT {', '.join(column.values())} FROM {rows} WHERE patient = ?",  # noqa: S608 - the names are ours
            patients=f"SELECT DISTINCT patient FROM {rows}",  # noqa: S608 - as above
            insert=f"INSERT INTO {rows} ({quoted}) VALUES ({places})",  # noqa: S608 - as above
            delete=f"DELETE FROM {rows} WHERE {keys}",  # noqa: S608 - as above
            forget=f"DELETE FROM {rows} WHERE patient = ?",  # noqa: S608 - as above
            clear=f"DELETE FROM {rows}",  # noqa: S608 - as above
        )
    return found


class Difference(Struct, frozen=True):
    """How the stored rows of one patient in one read model differ from those that follow from the log."""

    name: str
    gone: tuple[Row, ...]
    """Stored, but not following from the log."""
    new: tuple[Row, ...]
    """Following from the log, but not stored."""


def differences(connection: sqlite3.Connection, patient: str, rows: Rows) -> Iterator[Difference]:
    """Compare the stored rows of one patient with those that follow from the log; yields read models that differ.

    Args:
        connection: A reader's or a writer's.
        patient: Whose rows.
        rows: All of them, by read model.
    """
    for name, sql in statements().items():
        stored = set(connection.execute(sql.of_patient, (patient,)))
        gone = stored.difference(rows[name])
        new = tuple(row for row in rows[name] if row not in stored)
        if gone or new:
            yield Difference(name, tuple(gone), new)


def project(connection: sqlite3.Connection, history: History) -> int:
    """Bring the read models of one patient in line with the history; write only rows that differ.

    Args:
        connection: The writer's transaction in which the log has grown.
        history: Of the whole stream, at the default tolerance.

    Returns:
        How many rows were removed and written.
    """
    return _align(connection, history.patient, rows_of(history))


def project_streams(connection: sqlite3.Connection, streams: Iterable[list[Line]], fold_each: FoldEach) -> None:
    """The same for many patients.

    Args:
        connection: As above; the log may still grow while `streams` is gone through.
        streams: Whole streams as stored.
        fold_each: From `folding`.

    Raises:
        Undecodable: at a line that cannot be read or placed.
    """
    for patient, rows in fold_each(streams):
        if isinstance(rows, Undecodable):
            raise rows
        _align(connection, patient, rows)


def _align(connection: sqlite3.Connection, patient: str, rows: Rows) -> int:
    """Write the difference; how many rows were removed and written."""
    written = 0
    for difference in differences(connection, patient, rows):
        sql = statements()[difference.name]
        connection.executemany(sql.delete, [tuple(row[place] for place in sql.key) for row in difference.gone])
        connection.executemany(sql.insert, difference.new)
        written += len(difference.gone) + len(difference.new)
    return written


def rebuild(connection: sqlite3.Connection, told: Told = nobody) -> int:
    """Delete every row of every read model and derive them again from the log, in the writer's transaction.

    Returns:
        How many cases have rows; one that was erased has none.

    Raises:
        Undecodable: at a line of the log that this version cannot read; nothing is changed then.
    """
    for sql in statements().values():
        connection.execute(sql.clear)
    waiting: Rows = {name: [] for name in statements()}
    count = 0
    for _, rows in fold_all(connection, told):
        if isinstance(rows, Undecodable):
            raise rows
        count += any(rows.values())
        for name, added in rows.items():
            waiting[name].extend(added)
        if sum(map(len, waiting.values())) >= ROWS_AT_ONCE:
            _write(connection, waiting)
    _write(connection, waiting)
    schema.mark_rows_current(connection)
    return count


def fold_all(connection: sqlite3.Connection, told: Told = nobody) -> Iterator[tuple[str, Rows | Undecodable]]:
    """Every patient with the rows that follow from the log, or with the reason why they cannot be known."""
    (lines, _) = connection.execute(compiled.LOG_HEAD).fetchone() or (0, "")
    with folding(lines) as fold_each:
        yield from fold_each(_counted(stored_streams(connection), lines, told))


def _counted(streams: Iterable[list[Line]], lines: int, told: Told) -> Iterator[list[Line]]:
    done = 0
    for stream in streams:
        done += len(stream)
        told(done, lines)
        yield stream


def _write(connection: sqlite3.Connection, waiting: Rows) -> None:
    for name, rows in waiting.items():
        connection.executemany(statements()[name].insert, rows)
        rows.clear()


def strangers(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Read model and patient wherever rows are stored of somebody who has no stream at all."""
    known = set(patients(connection))
    for name, sql in statements().items():
        for (patient,) in connection.execute(sql.patients):
            if patient not in known:
                yield name, str(patient)
