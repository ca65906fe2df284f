"""The one SQLite file: opened for writing or for reading, checked before either. Refuses a file that is not the tracker's.

Everything that only SQLite knows (pragmas, file modes, BEGIN IMMEDIATE) is here, in `guards`, `query` and the
migrations, so that another database can take its place.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from tracker.store import guards, schema
from tracker.store.connections import Connections
from tracker.store.explanations import explained
from tracker.store.paths import unwritable
from tracker.store.refusals import StoreRefused, Undecodable
from tracker.store.sharing import uri_for_reading
from tracker.store.turnstile import Turnstile

BUSY_MILLISECONDS = 5000
"""How long one writer waits for another."""

_EVERYBODY = ("foreign_keys = ON", "recursive_triggers = ON", "trusted_schema = OFF")
_WRITER = ("synchronous = FULL", "secure_delete = ON")


_NOT_OF_THIS_TRACKER = (
    "was written last by an older tracker: any command, such as `tracker cases`, brings it up to date first"
)
_CREATING = "`tracker import`, `tracker record` and `tracker demo`"


class Database:
    """An opened database. Threads may share it; every `writing` and `reading` has a connection of its own.

    `findings` holds what was wrong with it at the start, a sentence each: a guard that is gone or was changed.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Take a file.

        Args:
            path: Where it is.
            read_only: Never hold a connection that could write.
        """
        self.path = path
        self.read_only = read_only
        self.findings: tuple[str, ...] = ()
        # Made here, though nothing is opened before it is used: threads that came first together would make two of each.
        self._readers = Connections(lambda: _opened(uri_for_reading(path), writes=False))
        self._writers = Connections(self._opened_for_writing)
        self._turnstile = Turnstile(path.parent, BUSY_MILLISECONDS)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction that nobody else writes beside: all of it lands, durably, or nothing.

        Raises:
            StoreRefused: when the file is locked, read-only, full or damaged, or a guard of the log is missing.
        """
        if self.findings:
            raise StoreRefused(f"{self.path} takes no changes: {self.findings[0]}; run `tracker verify`")
        with self._transaction(self._writers, self._turnstile.begin_writing) as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One consistent view of the file. Keep it short: as long as it is open, the WAL grows.

        Raises:
            StoreRefused: when the file is locked or damaged.
        """
        with self._transaction(self._readers, _begin_reading) as connection:
            yield connection

    @contextmanager
    def _transaction(
        self, connections: Connections, begin: Callable[[sqlite3.Connection], object]
    ) -> Iterator[sqlite3.Connection]:
        try:
            with connections.taken() as connection:
                begin(connection)
                with connection:
                    yield connection
        except (sqlite3.ProgrammingError, sqlite3.InterfaceError):
            raise
        except sqlite3.Error as error:
            raise explained(error, self.path) from error

    @property
    def schema_version(self) -> str:
        """The schema version of the file, such as `0002`."""
        with self.reading() as connection:
            return schema.stored_revision(connection) or "none"

    def fold_wal(self) -> None:
        """Bring the file itself up to date, so that a copy of it alone is whole; waits for no reader."""
        if self.read_only:
            return
        try:
            with self._writers.taken() as connection:
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        except sqlite3.Error:
            # Nothing is lost: SQLite reads the WAL along with the file, and the next writer folds it.
            return

    def empty_wal(self) -> None:
        """Bring the file up to date and empty the WAL, so that neither holds what was there before the last commit.

        Raises:
            StoreRefused: when another program reads an older state for as long as one writer waits for another.
        """
        try:
            with self._writers.taken() as connection:
                (busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.Error as error:
            raise explained(error, self.path) from error
        if busy:
            raise StoreRefused(
                f"{self.path} is in use by another program, which keeps old bytes in {self.path.name}-wal: close it and try again"
            )

    def rewrite(self) -> None:
        """Write the whole file anew, without anything that no row holds; needs as much room again while it lasts.

        Raises:
            StoreRefused: when the file is locked, or there is no room.
        """
        try:
            with self._writers.taken() as connection:
                connection.execute("VACUUM")
        except sqlite3.Error as error:
            raise explained(error, self.path) from error
        self.empty_wal()

    def close(self) -> None:
        """Let go of every connection; what is asked afterwards opens one for itself.

        The writer goes last: a reader that did could not fold the WAL into the file.
        """
        if self._writers.waits:
            self.fold_wal()
        for held in (self._readers, self._writers, self._turnstile):
            held.dispose()

    def _opened_for_writing(self) -> sqlite3.Connection:
        if self.read_only:
            raise StoreRefused(f"{self.path} was opened for reading alone")
        return _opened(f"{self.path.resolve().as_uri()}?mode=rw", writes=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_database(path: Path, *, create: bool = False, read_only: bool = False) -> Database:
    """Open a database, migrated to the newest schema, its guards checked.

    Args:
        path: The file.
        create: Make the file (mode 0600) and its folder (0700) when they are not there, or it is empty.
        read_only: Open it for reading alone, at the level of SQLite (`mode=ro`), and migrate nothing.

    Raises:
        StoreRefused: when there is no such file, or it is another program's, a newer tracker's, locked or damaged; read-only,
            also when an older tracker wrote it last.
    """
    if path.is_dir():
        raise StoreRefused(f"{path} is a folder: name a file with --db")
    if path.exists() and not path.is_file():
        raise StoreRefused(f"{path} is a device or a pipe: name a file with --db")
    if not path.exists():
        if not create:
            raise StoreRefused(f"there is no database at {path}: {_CREATING} create it")
        _create(path)
    database = Database(path, read_only=read_only)
    try:
        _make_current(database, create=create)
    except BaseException:
        database.close()
        raise
    return database


def _make_current(database: Database, *, create: bool) -> None:
    with database.reading() as connection:
        age = schema.age_of(connection, database.path)
    current = age is schema.Age.CURRENT
    if age is schema.Age.OLDER and database.read_only:
        raise StoreRefused(f"{database.path} {_NOT_OF_THIS_TRACKER}")
    if age is schema.Age.EMPTY:
        if not create:
            raise StoreRefused(f"{database.path} is empty: {_CREATING} make it a database")
        database.path.chmod(0o600)
    if not current:
        with database.writing() as connection:
            # Another process may have been faster; Alembic then finds nothing to do.
            schema.migrate(connection)
    with database.reading() as connection:
        database.findings = guards.findings(connection)
        outdated = schema.stored_rows_version(connection) != schema.ROWS_VERSION
    if outdated and database.read_only:
        raise StoreRefused(f"{database.path} {_NOT_OF_THIS_TRACKER}")
    if outdated and not database.findings:
        _build_rows(database)
    if not current or outdated:
        database.fold_wal()


def _build_rows(database: Database) -> None:
    from tracker.store import readmodels  # noqa: PLC0415 - the projections are loaded only where rows are derived

    try:
        with database.writing() as connection:
            try:
                readmodels.rebuild(connection)
            except sqlite3.OperationalError:
                if not schema.restore(connection):
                    raise
                readmodels.rebuild(connection)
    except Undecodable as error:
        database.findings = (f"the read models are out of date: {error}",)


def _begin_reading(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN")


@contextmanager
def connect_for_migration(path: Path) -> Iterator[sqlite3.Connection]:
    """A writer's transaction on a file that is migrated by hand, whatever its schema."""
    if not path.exists():
        _create(path)
    database = Database(path)
    try:
        with database.writing() as connection:
            yield connection
    finally:
        database.close()


def _create(path: Path) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise StoreRefused(f"{unwritable(path, error)} with --db") from error


def _casefold(value: object) -> str | None:
    """The text of a value in letters without case; NULL stays NULL."""
    return None if value is None else str(value).casefold()


def _opened(uri: str, *, writes: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(
        uri,
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_MILLISECONDS / 1000,
        cached_statements=256,
    )
    try:
        if writes and connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            connection.execute("PRAGMA journal_mode = WAL")
        # SQLite's own lower() knows the letters of English alone.
        connection.create_function("casefold", 1, _casefold, deterministic=True)
        for pragma in (*_EVERYBODY, *(_WRITER if writes else ())):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection
