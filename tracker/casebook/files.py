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
from tracker.casebook.exports.writing import typed_path
from tracker.casebook.unknown import Unsound
from tracker.decisions.refused import Refused
from tracker.store.paths import unreadable
from tracker.store.places import seeds_folder
from tracker.store.told import Told, nobody
from tracker.values.identifiers import Patient

STANDARD_INPUT = "-"
KEPT_BYTES = 6_000_000
"""Cases of files up to this size together are held; those of larger ones, which helpers are worth, are recorded while they
are read."""
BYTES_OF_A_FACT = 300
"""Of a line, roughly."""
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
    place = typed_path(path)
    try:
        with place.open("rb") as stream:
            if not place.is_file():
                return Incoming(path, None, _looked_at(path, stream))
            return Incoming(path, place)
    except OSError as error:
        raise Refused(unreadable(path, error)) from error


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
    """Cases of large files, read one after the other each time they are gone through.

    None is handed on after the first problem. At the end every problem is named, so whoever goes through them may keep
    nothing before the end.
    """

    files: Sequence[Incoming]

    def __iter__(self) -> Iterator[FileCase]:
        return self.each(nobody)

    def each(self, told: Told) -> Iterator[FileCase]:
        """Every case, as far as all of them are sound.

        Raises:
            Unsound: at the end, naming every problem of every file, and every patient that stands twice.
        """
        problems: list[Problem] = []
        stands: dict[str, str] = {}
        for file in self.files:
            found = False
            for result in file.results(told):
                found = found or bool(result.cases or result.problems)
                problems.extend(result.problems)
                for case in result.cases:
                    if case.patient in stands:
                        again = f"{case.patient} stands in {stands[case.patient]} already; put one case into one file"
                        problems.append(Problem(file.name, 0, "", again))
                    stands[case.patient] = file.name
                    if not problems:
                        yield FileCase(file.name, case)
            if not found:
                problems.append(Problem(file.name, 0, "", "the file holds no case; `tracker new` writes an empty one"))
        if problems:
            raise Unsound(problems)


Cases = Sequence[FileCase] | Streamed
"""Cases that can be gone through once or more."""


def read_cases(files: Sequence[Incoming], told: Told = nobody) -> Cases:
    """Read every case of every file.

    Returns:
        The cases; those of large files are read only while the caller goes through them.

    Raises:
        Unsound: naming every problem of every file, and every patient that stands twice; of large files it is raised later,
            by going through them.
    """
    streamed = Streamed(files)
    return streamed if sum(file.size for file in files) > KEPT_BYTES else list(streamed.each(told))


def each(cases: Cases, told: Told) -> Iterator[FileCase]:
    """Go through cases, telling how much is done."""
    if isinstance(cases, Streamed):
        yield from cases.each(told)
        return
    for done, case in enumerate(cases):
        told(done, len(cases))
        yield case


def facts_in(cases: Cases) -> int:
    """How many facts there are, of large files roughly."""
    if isinstance(cases, Streamed):
        return sum(file.size for file in cases.files) // BYTES_OF_A_FACT
    return sum(len(case.case.facts) for case in cases)
