"""The database in use: where it is, when it is made, and the cases in it. Refuses to fill in cases unasked.

Only the default database, in the user's data directory, is filled with the bundled cases, on first use: demo patients
must never enter a clinic's medians.
"""

import getpass
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from msgspec import Struct, structs

from tracker.casebook.case import Case
from tracker.casebook.config import read_config
from tracker.casebook.reading import as_dicts, load_case, read_lines
from tracker.casebook.unknown import UnknownPatient
from tracker.decisions.refused import Refused
from tracker.store.database import Database, open_database
from tracker.store.log import log_head
from tracker.store.streams import patients
from tracker.values.durations import DEFAULT_TOLERANCE

if TYPE_CHECKING:
    from tracker.casebook.importing import Imported
    from tracker.casebook.news import News
    from tracker.projections.picture import Picture

APPLICATION = "oncology-tracker"
FILE_NAME = "tracker.db"
DATABASE_VARIABLE = "TRACKER_DB"
USER_VARIABLE = "TRACKER_USER"
_YES_NO = frozenset({"de_novo_metastatic"})


class Place(Struct, frozen=True):
    """Where the database is, and whether nobody named it."""

    path: Path
    default: bool

    @property
    def missing(self) -> bool:
        """Whether it was named and is not there. The default one is made on first use."""
        return not self.default and not self.path.exists()


def place_of(named: str | None, environment: Mapping[str, str] = os.environ) -> Place:
    """Where the database is: as named, as `TRACKER_DB` or the settings say, else in the user's data directory.

    Raises:
        Refused: for an empty name, and where there is no such home folder, or no folder that a named file is in: whoever
            mistyped it would find an empty database there.
    """
    if named is not None and not named.strip():
        raise Refused("--db names no file; name one, or leave it out")
    path = named or environment.get(DATABASE_VARIABLE) or read_config(environment).db
    try:
        if path:
            return Place(_in_a_folder(Path(path).expanduser()), default=False)
        from platformdirs import user_data_path  # noqa: PLC0415 - only where nobody named a file

        return Place((user_data_path(APPLICATION, appauthor=False) / FILE_NAME).expanduser(), default=True)
    except RuntimeError:
        where = path or "the user's data directory"
        raise Refused(f"{where}: there is no such home folder; name a file with --db or {DATABASE_VARIABLE}") from None


def _in_a_folder(path: Path) -> Path:
    if not path.parent.is_dir():
        raise Refused(
            f"{path}: there is no folder {path.parent}; make it first, or correct --db, {DATABASE_VARIABLE} or the settings"
        )
    return path


def recorder(named: str | None, environment: Mapping[str, str] = os.environ) -> str:
    """Who records: as named, be it by nothing, as `TRACKER_USER` or the settings say, else the login name."""
    given = (environment.get(USER_VARIABLE) or read_config(environment).user or None) if named is None else named
    if given is not None:
        return given
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        # A container may run under a number without a name.
        return f"uid {os.getuid()}" if hasattr(os, "getuid") else ""


class Library:
    """An opened database, with finished cases for faces: screens never query.

    Threads may share it.
    """

    def __init__(self, database: Database, place: Place, *, made: bool = False) -> None:
        self.database = database
        self.place = place
        self.made = made
        """Whether the file was named, was not there, and was made now."""

    @property
    def findings(self) -> tuple[str, ...]:
        """What was wrong with the database when it was opened, a sentence each."""
        return self.database.findings

    def patients(self) -> tuple[dict[str, Any], ...]:
        """The rows of the view `patients`, in order of the name."""
        with self.database.reading() as connection:
            rows = as_dicts(connection.execute("SELECT * FROM patients ORDER BY patient"))
        # SQLite has no truth values.
        return tuple(
            {name: bool(v) if name in _YES_NO and v is not None else v for name, v in row.items()} for row in rows
        )

    def strips(self, patients: Sequence[str]) -> "dict[str, Picture]":
        """The strip of each of some patients, of whom no case is loaded."""
        from tracker.casebook.strips import read_strips  # noqa: PLC0415 - only the list of cases shows them

        with self.database.reading() as connection:
            return read_strips(connection, patients)

    def head(self) -> int:
        """The number of the last line of the log; 0 before the first."""
        with self.database.reading() as connection:
            return log_head(connection)

    def names(self) -> tuple[str, ...]:
        """Every patient with a stream, erased ones included, in order of the first event."""
        with self.database.reading() as connection:
            return patients(connection)

    def case(self, patient: str, *, tolerance: float = DEFAULT_TOLERANCE, as_recorded: str | None = None) -> Case:
        """Load one case.

        Args:
            patient: Whose.
            tolerance: Rounding of stated months and years, in that unit.
            as_recorded: An instant as the log writes it; what was recorded after it is left out.

        Raises:
            UnknownPatient: when nobody recorded this patient.
            Refused: when the patient was erased, or nothing was recorded by that instant.
        """
        return load_case(self.database, patient, tolerance=tolerance, as_recorded=as_recorded)

    def since(self, patient: str, version: int) -> "tuple[News, ...]":
        """What was recorded about a patient after a version; nothing while another program holds the file.

        Raises:
            StoreRefused: where the file cannot be read, or holds a line that cannot be.
        """
        from tracker.casebook.news import news_since  # noqa: PLC0415 - only a screen stays open while others record

        return news_since(self.database, patient, version)

    def known(self, patient: str) -> None:
        """Make sure that somebody recorded this patient.

        Raises:
            UnknownPatient: when nobody did.
        """
        read_lines(self.database, patient)

    def record_bundled(self, by: str, *, amend: bool = False, reason: str = "") -> "tuple[Imported, ...]":
        """Record the two bundled cases; recorded already, they record nothing.

        Args:
            by: Who records.
            amend: Record as corrections what an earlier release had otherwise, instead of refusing it.
            reason: Why, with `amend`.
        """
        from tracker.casebook.files import bundled, read_cases  # noqa: PLC0415 - reading files is for first use and demo
        from tracker.casebook.importing import import_cases  # noqa: PLC0415 - as above

        return import_cases(self.database, read_cases(bundled()), by=by, amend=amend, reason=reason)

    def close(self) -> None:
        """Let go of the file."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class LibraryWith:
    """A library of which one case was loaded already: handed out once, so that it is read anew when it is opened again."""

    def __init__(self, library: Library, case: Case) -> None:
        self._library = library
        self._loaded: Case | None = case

    def patients(self) -> tuple[dict[str, Any], ...]:
        """The rows of the view `patients`, in order of the name."""
        return self._library.patients()

    def strips(self, patients: Sequence[str]) -> "dict[str, Picture]":
        """What the list of cases draws of some of them."""
        return self._library.strips(patients)

    def head(self) -> int:
        """The number of the last line of the log."""
        return self._library.head()

    def since(self, patient: str, version: int) -> "tuple[News, ...]":
        """What was recorded about a patient after a version."""
        return self._library.since(patient, version)

    def case(self, patient: str) -> Case:
        """One case.

        Raises:
            UnknownPatient: when nobody recorded this patient.
            Refused: when the patient was erased.
        """
        loaded, self._loaded = self._loaded, None
        return loaded if loaded is not None and loaded.patient == patient else self._library.case(patient)


class LibraryThen:
    """One case as it was recorded at an instant, for screens; the other cases are left out."""

    def __init__(self, case: Case) -> None:
        self._case = case

    def patients(self) -> tuple[dict[str, Any], ...]:
        """The row of the view `patients`, as it was then."""
        from tracker.projections.rows.patients import derive_patients  # noqa: PLC0415 - few replays look at an instant

        return tuple(structs.asdict(row) for row in derive_patients(self._case.history))

    def strips(self, patients: Sequence[str]) -> "dict[str, Picture]":
        """The picture of the case, where it is asked for."""
        return {self._case.patient: self._case.picture} if self._case.patient in patients else {}

    def head(self) -> int:
        """Always the same: what the record said at an instant never changes."""
        return self._case.version

    def since(self, patient: str, version: int) -> "tuple[News, ...]":
        """Nothing: what the record said at an instant never changes."""
        del patient, version
        return ()

    def case(self, patient: str) -> Case:
        """The one case.

        Raises:
            UnknownPatient: for another one.
        """
        if patient != self._case.patient:
            raise UnknownPatient(patient, [self._case.patient])
        return self._case


def open_library(place: Place, *, create: bool = False, by: str = "", read_only: bool = False) -> Library:
    """Open the database in use.

    Args:
        place: Where it is.
        create: Make a named file that is not there. The default one is always made, and filled with the bundled cases
            while its log is empty.
        by: Who is named as the one who recorded the bundled cases.
        read_only: Open the file for reading alone: nothing is made, filled or brought up to date.

    Raises:
        StoreRefused: when there is no such file, or it is another program's, a newer tracker's, locked or damaged.
    """
    missing = place.missing
    database = open_database(place.path, create=(create or place.default) and not read_only, read_only=read_only)
    library = Library(database, place, made=missing)
    try:
        if place.default and not read_only and not library.findings and not library.names():
            library.record_bundled(by or recorder(None))
            library.database.fold_wal()
    except BaseException:
        library.close()
        raise
    return library
