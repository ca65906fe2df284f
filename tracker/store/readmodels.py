"""The read models in the database: plain rows that follow from the log. Refuses to compute any of them itself.

What the rows are is said in `tracker.projections.rows`; here they are compared with what is stored, and only the
difference is written.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, and_, bindparam, column, delete, insert, select, table
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql import ClauseElement

from tracker.projections.history import History, history_of
from tracker.projections.record import record_of
from tracker.projections.rows import READ_MODELS, rows_of
from tracker.store import schema, tables
from tracker.store.streams import patients, read_streams

ROWS_AT_ONCE = 2_000
"""Rows that a rebuild holds before it writes them."""

Row = tuple[Any, ...]


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
    clear: str


def _sql(statement: ClauseElement) -> str:
    return str(statement.compile(dialect=sqlite.dialect()))


@cache
def statements() -> Mapping[str, Statements]:
    """The statements of every read model that has rows of its own, by name; its table is `<name>_rows`."""
    found = {}
    for model in READ_MODELS:
        if model.derive is None:
            continue
        names = model.row.__struct_fields__
        rows = table(f"{model.name}_rows", *(column(name) for name in names))
        keys = [rows.c[name] for name in model.key]
        found[model.name] = Statements(
            key=tuple(names.index(name) for name in model.key),
            of_patient=_sql(select(rows).where(rows.c.patient == bindparam("patient"))),
            patients=_sql(select(rows.c.patient).distinct()),
            insert=_sql(insert(rows)),
            delete=_sql(delete(rows).where(and_(*(key == bindparam(f"key_{key.name}") for key in keys)))),
            clear=_sql(delete(rows)),
        )
    return found


class Difference(Struct, frozen=True):
    """How the stored rows of one patient in one read model differ from those that follow from the log."""

    name: str
    gone: tuple[Row, ...]
    """Stored, but not following from the log."""
    new: tuple[Row, ...]
    """Following from the log, but not stored."""


def differences(connection: Connection, history: History) -> Iterator[Difference]:
    """Compare the stored rows of one patient with the history; yields read models that differ, and only those.

    Args:
        connection: A reader's or a writer's.
        history: Of the whole stream, at the default tolerance.
    """
    driver = tables.driver(connection)
    fresh = rows_of(history)
    for name, sql in statements().items():
        stored = set(driver.execute(sql.of_patient, (history.patient,)))
        wanted = fresh[name]
        gone = stored.difference(wanted)
        new = tuple(row for row in wanted if row not in stored)
        if gone or new:
            yield Difference(name, tuple(gone), new)


def project(connection: Connection, history: History) -> int:
    """Bring the read models of one patient in line with the history; write only rows that differ.

    Args:
        connection: The writer's transaction in which the log has grown.
        history: Of the whole stream, at the default tolerance.

    Returns:
        How many rows were removed and written.
    """
    driver = tables.driver(connection)
    written = 0
    for difference in differences(connection, history):
        sql = statements()[difference.name]
        driver.executemany(sql.delete, [tuple(row[place] for place in sql.key) for row in difference.gone])
        driver.executemany(sql.insert, difference.new)
        written += len(difference.gone) + len(difference.new)
    return written


def rebuild(connection: Connection) -> int:
    """Delete every row of every read model and derive them again from the log, in the writer's transaction.

    Returns:
        How many streams were folded.

    Raises:
        Undecodable: at a line of the log that this version cannot read; nothing is changed then.
    """
    driver = tables.driver(connection)
    for sql in statements().values():
        driver.execute(sql.clear)
    waiting: dict[str, list[Row]] = {name: [] for name in statements()}
    streams = 0
    for patient, stream in read_streams(connection):
        streams += 1
        for name, rows in rows_of(history_of(record_of(patient, stream))).items():
            waiting[name].extend(rows)
        if sum(map(len, waiting.values())) >= ROWS_AT_ONCE:
            _write(connection, waiting)
    _write(connection, waiting)
    schema.mark_rows_current(connection)
    return streams


def _write(connection: Connection, waiting: Mapping[str, list[Row]]) -> None:
    driver = tables.driver(connection)
    for name, rows in waiting.items():
        driver.executemany(statements()[name].insert, rows)
        rows.clear()


def strangers(connection: Connection) -> Iterator[tuple[str, str]]:
    """Read model and patient wherever rows are stored of somebody who has no stream at all."""
    driver = tables.driver(connection)
    known = set(patients(connection))
    for name, sql in statements().items():
        for (patient,) in driver.execute(sql.patients):
            if patient not in known:
                yield name, str(patient)
