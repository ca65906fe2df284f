"""Where the rows of every patient stand, so that a study of any size is read patient by patient. Refuses to hold a row.

A run of rows of one patient takes 32 bytes, whatever the rows say; files that are sorted by patient have few runs.
"""

from array import array
from collections.abc import Iterator
from contextlib import ExitStack
from typing import BinaryIO, Self

from msgspec import Struct

from tracker.adapters.cbioportal.rows import BOM, LONGEST_LINE, PATIENT_ID, Misfit, Row, row_of
from tracker.casebook.studies.folder import Study, StudyFile
from tracker.decisions.refused import Refused
from tracker.store.told import Told

_RUN = 4
"""Numbers of a run: file, byte, line, rows."""
_TELL_EVERY = 10_000


class Unread(Struct, frozen=True):
    """A row that cannot be read, and why."""

    file: str
    line: int
    raw: bytes
    reason: str


class Found(Struct, frozen=True):
    """A row as it was read, with its bytes."""

    row: Row
    raw: bytes
    place: int
    """Which file of the study."""


class Index:
    """The runs of rows of every patient, in the order in which patients first appear."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.rows = [0] * len(study.files)
        """How many rows each file has; blank lines are none."""
        self._runs: dict[bytes, array[int]] = {}

    @property
    def total(self) -> int:
        """Rows of all files."""
        return sum(self.rows)

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._runs)

    def __len__(self) -> int:
        return len(self._runs)

    def count(self, patient: bytes) -> int:
        """How many rows a patient has."""
        return sum(self._runs[patient][_RUN - 1 :: _RUN])

    def build(self, told: Told) -> None:
        """Go through every file once."""
        sizes = sum(file.path.stat().st_size for file in self.study.files)
        before = 0
        for place, file in enumerate(self.study.files):
            with file.path.open("rb") as stream:
                for offset, number, line in lines_from(stream, file.header.lines):
                    self._add(place, file, offset, number, line)
                    if number % _TELL_EVERY == 0:
                        told(before + offset, sizes)
            before += file.path.stat().st_size

    def _add(self, place: int, file: StudyFile, offset: int, number: int, line: bytes) -> None:
        if not line.strip():
            return
        self.rows[place] += 1
        column = file.header.columns.index(PATIENT_ID)
        cells = line.split(b"\t", column + 1)
        patient = cells[column].strip() if column < len(cells) else b""
        runs = self._runs.get(patient)
        if runs is None:
            runs = self._runs[patient] = array("Q")
        elif runs[-_RUN] == place and runs[-2] + runs[-1] == number:
            runs[-1] += 1
            return
        runs.extend((place, offset, number, 1))

    def reader(self) -> "Reader":
        """Reads the rows of one patient after the other."""
        return Reader(self, self._runs)


class Reader:
    """Open files of a study; a context."""

    def __init__(self, index: Index, runs: dict[bytes, "array[int]"]) -> None:
        self._index = index
        self._runs = runs
        self._stack = ExitStack()
        self._open: dict[int, BinaryIO] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def of(self, patient: bytes) -> Iterator[Found | Unread]:
        """Every row of a patient, file by file.

        Raises:
            Refused: where a file was changed since the index was built.
        """
        runs = self._runs[patient]
        for start in range(0, len(runs), _RUN):
            place, offset, number, count = runs[start : start + _RUN]
            file = self._index.study.files[place]
            stream = self._stream(place, file)
            stream.seek(offset)
            for step in range(count):
                yield self._row(place, file, number + step, whole_line(stream), patient)

    def _stream(self, place: int, file: StudyFile) -> BinaryIO:
        if place not in self._open:
            self._open[place] = self._stack.enter_context(file.path.open("rb"))
        return self._open[place]

    def _row(self, place: int, file: StudyFile, number: int, line: bytes, patient: bytes) -> Found | Unread:
        raw = line.rstrip(b"\r\n")
        try:
            row = row_of(file.name, number, line, file.header.columns)
        except Misfit as misfit:
            return Unread(file.name, number, raw, str(misfit))
        if row.patient.encode() != patient:
            raise Refused(f"{file.name}: was changed while it was read; import the study again, what is recorded stays")
        return Found(row, raw, place)


def whole_line(stream: BinaryIO) -> bytes:
    """The next line; of one that is too long, so much that it is seen to be."""
    line = stream.readline(LONGEST_LINE + 1)
    rest = line
    while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
        rest = stream.readline(LONGEST_LINE + 1)
    return line


def lines_from(stream: BinaryIO, skipped: int) -> Iterator[tuple[int, int, bytes]]:
    """Byte, number and bytes of every line after some first ones."""
    offset = number = 0
    while line := whole_line(stream):
        number += 1
        if number > skipped:
            yield offset, number, line.removeprefix(BOM) if number == 1 else line
        # A line that was cut is longer than what was kept of it.
        offset = offset + len(line) if len(line) <= LONGEST_LINE else stream.tell()
