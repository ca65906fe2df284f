"""Files on their way in: named bytes to cases. Refuses to hand on any case while one file has a problem."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct, ValidationError, convert

from tracker.adapters.casefile import CaseFile, CaseFileResult, Problem, read_case_file, read_json_lines
from tracker.adapters.casefile.lines import lines_of, looks_like_json_lines
from tracker.adapters.casefile.reading import LARGEST_YAML
from tracker.adapters.mcode.detection import LARGEST_BUNDLE, looks_like_fhir
from tracker.casebook.unknown import Unsound
from tracker.decisions.refused import Refused
from tracker.store.places import seeds_folder
from tracker.store.told import Told, nobody
from tracker.values.identifiers import Patient

STANDARD_INPUT = "-"
KEPT_BYTES = 20_000_000
"""Files up to this size together are read once; larger ones a second time while they are recorded."""
FIRST_BYTES = 1_000_000
"""Enough of a file to tell JSON Lines from YAML."""


class Incoming(Struct, frozen=True):
    """A file and the name to report its problems under."""

    name: str
    path: Path | None
    data: bytes = b""
    """The bytes of what has no path."""

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.data) if self.path is None else self.path.stat().st_size

    def read(self) -> bytes:
        """Every byte that is looked at."""
        if self.path is None:
            return self.data
        with self.path.open("rb") as stream:
            return _looked_at(self.name, stream)

    def results(self, told: Told = nobody) -> Iterator[CaseFileResult]:
        """The cases of the file or their problems; JSON Lines one case at a time, however large the file is."""
        if self.path is None:
            yield read_case_file(self.name, self.data)
            return
        with self.path.open("rb") as stream:
            streamed = looks_like_json_lines(self.name, stream.read(FIRST_BYTES))
            stream.seek(0)
            if streamed:
                size = self.size
                for result in read_json_lines(self.name, lines_of(stream)):
                    told(stream.tell(), size)
                    yield result
            else:
                yield read_case_file(self.name, _looked_at(self.name, stream))


def _looked_at(name: str, stream: BinaryIO) -> bytes:
    """The bytes of a file; of YAML enough to see that it is too large, for a device may never end."""
    first = stream.read(FIRST_BYTES)
    if looks_like_fhir(first):
        return first + stream.read(LARGEST_BUNDLE + 1 - len(first))
    return first + stream.read(-1 if looks_like_json_lines(name, first) else LARGEST_YAML + 1 - len(first))


def incoming(path: str) -> Incoming:
    """Name a file, or the standard input by `-`. What is no regular file, such as a pipe, can be read once, and is.

    Raises:
        Refused: when it is not there or cannot be read.
    """
    if path == STANDARD_INPUT:
        name = "standard input"
        return Incoming(name, None, _looked_at(name, sys.stdin.buffer))
    try:
        with Path(path).open("rb") as stream:
            if not Path(path).is_file():
                return Incoming(path, None, _looked_at(path, stream))
            return Incoming(path, Path(path))
    except OSError as error:
        raise Refused(f"{path}: cannot be read ({error.strerror or error}); name a file") from error


def pseudonym(text: str) -> str:
    """A name that a patient can have.

    Raises:
        Refused: when it has other signs than letters, digits, `-`, `.` and `_`, or is too long.
    """
    try:
        return convert(text, Patient)
    except ValidationError:
        raise Refused(f"{text!r} is no pseudonym; use letters, digits, - . and _, at most 80 of them") from None


def bundled() -> tuple[Incoming, ...]:
    """The two published cases that come with the package."""
    return tuple(Incoming(path.name, path) for path in sorted(seeds_folder().glob("*.yaml")))


class FileCase(Struct, frozen=True):
    """A sound case and the name of the file that it stands in."""

    file: str
    case: CaseFile


class Streamed(Struct, frozen=True):
    """Cases of files that were found sound, read again each time."""

    files: Sequence[Incoming]
    count: int

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[FileCase]:
        for file in self.files:
            for result in file.results():
                if result.problems:
                    raise Refused(f"{file.name}: was changed while it was read; nothing was recorded, import it again")
                yield from (FileCase(file.name, case) for case in result.cases)


Cases = Sequence[FileCase] | Streamed
"""So many cases, which can be gone through once or more."""


def read_cases(files: Sequence[Incoming], told: Told = nobody) -> Cases:
    """Read every case of every file.

    Returns:
        The cases; those of large files are read again, one after the other, while the caller goes through them.

    Raises:
        Unsound: naming every problem of every file, and every patient that stands twice.
    """
    keep = sum(file.size for file in files) <= KEPT_BYTES
    problems: list[Problem] = []
    cases: list[FileCase] = []
    stands: dict[str, str] = {}
    for file in files:
        found = False
        for result in file.results(told):
            found = found or bool(result.cases or result.problems)
            problems.extend(result.problems)
            for case in result.cases:
                if case.patient in stands:
                    again = f"{case.patient} stands in {stands[case.patient]} already; put one case into one file"
                    problems.append(Problem(file.name, 0, "", again))
                stands[case.patient] = file.name
                if keep:
                    cases.append(FileCase(file.name, case))
        if not found:
            problems.append(Problem(file.name, 0, "", "the file holds no case; `tracker new` writes an empty one"))
    if problems:
        raise Unsound(problems)
    return cases if keep else Streamed(files, len(stands))
