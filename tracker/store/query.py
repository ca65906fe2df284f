"""Read-only SQL for people. Refuses everything but reading: an authorizer, a read-only file and a deadline see to it."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec import Struct

from tracker.store.explanations import explained
from tracker.store.refusals import StoreRefused
from tracker.store.sharing import uri_for_reading

COLUMNS_OF_VIEWS = "SELECT v.name, c.name FROM sqlite_master v, pragma_table_info(v.name) c WHERE v.type = 'view'"
"""What there is to ask for, asked in SQL itself: a database has no docs beside it."""

LONGEST_VALUE = 64 * 1024 * 1024
"""Bytes of the longest text that a query may build."""

_STEPS_BETWEEN_LOOKS = 10_000

_READ_PRAGMAS = frozenset(
    {"table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo", "foreign_key_list"}
)
_BARE_PRAGMAS = frozenset({"user_version", "application_id", "schema_version", "compile_options", "encoding"})
_TABLE_FUNCTIONS = ("json_each", "json_tree", *(f"pragma_{name}" for name in sorted(_READ_PRAGMAS)))
_FORBIDDEN_FUNCTIONS = frozenset({"load_extension", "fts3_tokenizer"})


class Deadline(Struct, frozen=True):
    """When a query must be done."""

    seconds: float
    """As asked for."""
    end: float
    """On the monotonic clock."""
    stopping: "Stopping | None" = None
    """Whereby somebody may end it before."""

    def passed(self) -> bool:
        """Whether it is over, or somebody ended it."""
        return self.stopped or time.monotonic() > self.end

    @property
    def stopped(self) -> bool:
        """Whether somebody ended it."""
        return self.stopping is not None and self.stopping.asked


class Stopping:
    """A hand on a running query: another thread may stop it at any moment."""

    def __init__(self) -> None:
        self.asked = False
        self._connection: sqlite3.Connection | None = None

    def hold(self, connection: sqlite3.Connection) -> None:
        """Be able to stop this connection."""
        self._connection = connection

    def stop(self) -> None:
        """Stop what runs, or what will; a query that is done already stays done."""
        self.asked = True
        if self._connection is not None:
            with suppress(sqlite3.ProgrammingError):
                self._connection.interrupt()


class Answer(Struct, frozen=True):
    """What a query answers."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]
    """Read one by one; each step can raise `StoreRefused` at the deadline."""


def ask(path: Path, statement: str, *, deadline_seconds: float, stopping: Stopping | None = None) -> Answer:
    """Run one reading statement on a connection of its own.

    Args:
        path: The database file.
        statement: One SELECT, WITH, VALUES, EXPLAIN or harmless PRAGMA.
        deadline_seconds: How long it may take, from now until the last row is handed over.
        stopping: Whereby somebody else can stop it.

    Raises:
        StoreRefused: when it is not exactly one statement, would change anything, cannot be understood, takes too
            long or was stopped. While its rows are read, only what takes too long, was stopped, or is too big.
    """
    deadline = Deadline(deadline_seconds, time.monotonic() + deadline_seconds, stopping)
    connection = _open(path, deadline)
    if stopping is not None:
        stopping.hold(connection)
    if deadline.stopped:
        # SQLite interrupts only what runs already.
        connection.close()
        raise _too_long(deadline)
    try:
        cursor = connection.execute(statement)
    except (sqlite3.Error, sqlite3.Warning) as error:
        connection.close()
        raise _refused(error, path, deadline) from error
    if cursor.description is None:
        connection.close()
        raise StoreRefused("there is no statement to run: write one SELECT")
    return Answer(tuple(str(column[0]) for column in cursor.description), _rows(connection, cursor, path, deadline))


def _rows(
    connection: sqlite3.Connection, cursor: sqlite3.Cursor, path: Path, deadline: Deadline
) -> Iterator[tuple[Any, ...]]:
    try:
        for row in cursor:
            # A row may take SQLite few steps and everybody else long: it is looked at the clock here too.
            if deadline.passed():
                raise _too_long(deadline)
            yield row
    except sqlite3.Error as error:
        raise _refused(error, path, deadline) from error
    finally:
        connection.close()


def _open(path: Path, deadline: Deadline) -> sqlite3.Connection:
    connection = None
    try:
        connection = sqlite3.connect(uri_for_reading(path), uri=True, isolation_level=None)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA query_only = ON")
        for name in _TABLE_FUNCTIONS:
            # Made known before the authorizer is there: to it, the first use would be a table that is created.
            connection.execute(f"SELECT 1 FROM {name}(NULL) LIMIT 0").close()  # noqa: S608 - the names are ours
        # SQLite reports every mistake of a first statement as a changed schema unless it has read the schema before.
        connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").close()
    except sqlite3.Error as error:
        if connection is not None:
            connection.close()
        raise explained(error, path) from error
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.set_authorizer(_authorize)
    connection.set_progress_handler(deadline.passed, _STEPS_BETWEEN_LOOKS)
    return connection


def _authorize(action: int, first: str | None, second: str | None, _database: str | None, _inner: str | None) -> int:
    """Allow what only reads. A pragma with a value would set it, so those are read bare."""
    match action:
        case sqlite3.SQLITE_SELECT | sqlite3.SQLITE_READ | sqlite3.SQLITE_RECURSIVE:
            allowed = True
        case sqlite3.SQLITE_FUNCTION:
            allowed = (second or "").lower() not in _FORBIDDEN_FUNCTIONS
        case sqlite3.SQLITE_PRAGMA:
            name = (first or "").lower()
            allowed = name in _READ_PRAGMAS or (name in _BARE_PRAGMAS and second is None)
        case _:
            allowed = False
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


def _too_long(deadline: Deadline) -> StoreRefused:
    if deadline.stopped:
        return StoreRefused("the query was stopped")
    return StoreRefused(f"the query took longer than {deadline.seconds:g} s: ask for less")


def _refused(error: sqlite3.Error | sqlite3.Warning, path: Path, deadline: Deadline) -> StoreRefused:
    name = getattr(error, "sqlite_errorname", None)
    if "one statement" in str(error):
        return StoreRefused("this is more than one statement: write one at a time")
    if name == "SQLITE_INTERRUPT":
        if not deadline.passed():
            # An interrupt from the keyboard came while SQLite looked at the clock, and SQLite kept it to itself.
            raise KeyboardInterrupt
        return _too_long(deadline)
    if name == "SQLITE_AUTH":
        return StoreRefused(f"the query is not read-only ({error}): write one SELECT")
    if name in {"SQLITE_ERROR", "SQLITE_TOOBIG", "SQLITE_MISMATCH", "SQLITE_RANGE"}:
        meant = _meant(str(error))
        return StoreRefused(
            f"the query cannot be run: {error}{meant} `{COLUMNS_OF_VIEWS}` lists the views and their columns"
        )
    if isinstance(error, sqlite3.Error) and name is not None:
        return explained(error, path)
    return StoreRefused(f"the query cannot be run: {error}")


def _meant(error: str) -> str:
    """The views that have a column, else the view or column that resembles what is not there, in the middle of a sentence."""
    from tracker.decisions.refused import listed, resembling  # noqa: PLC0415 - only where a query is refused
    from tracker.projections.rows import READ_MODELS  # noqa: PLC0415 - as above

    what, _, name = error.rpartition(": ")
    known = {
        "no such table": [model.name for model in READ_MODELS],
        "no such column": sorted({column for model in READ_MODELS for column in model.row.__struct_fields__}),
    }
    asked = name.rpartition(".")[2]
    having = [model.name for model in READ_MODELS if asked.casefold() in model.row.__struct_fields__]
    if what == "no such column" and having:
        return f" in the views asked; it is a column of {listed(having)};"
    return resembling(asked, known.get(what, ())) or ";"
