"""Rows that were not recorded, in a file of their own: where each stands, why, and the row itself. Refuses to write over one.

It is a table of tabs as the study's own, which spreadsheets open: a text that would be a formula is marked as in every CSV,
and a cell with a quotation mark or a carriage return is in quotation marks.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from msgspec import Struct

from tracker.adapters.spreadsheet import table_line
from tracker.decisions.refused import Refused
from tracker.store.paths import unwritable

MOST_KEPT = 10_000
"""Rejected rows that are held in memory and printed; all of them are in the file."""

HEADER = b"file\tline\treason\trow\n"


class Rejected(Struct, frozen=True):
    """One row that was not recorded."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class RejectedRows:
    """Takes rejected rows; the file is made with the first of them, for its owner alone."""

    def __init__(self, target: Path | None) -> None:
        """Take rows.

        Args:
            target: A file that is not there yet; None keeps no file, as a dry run does.

        Raises:
            Refused: where there is such a file.
        """
        self.target = target
        self.rows: list[Rejected] = []
        """The first ones."""
        self.count = 0
        """All of them."""
        self._stream: BinaryIO | None = None
        if target is not None and target.exists():
            raise Refused(f"{target} is there already: name another file with --rejected; nothing is written over")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        if self._stream is not None:
            self._stream.close()

    @property
    def written(self) -> Path | None:
        """The file, if there is one."""
        return self.target if self._stream is not None else None

    def add(self, rejected: Rejected, raw: bytes) -> None:
        """Take one more row."""
        self.count += 1
        if len(self.rows) < MOST_KEPT:
            self.rows.append(rejected)
        if self.target is None:
            return
        try:
            if self._stream is None:
                self._stream = os.fdopen(os.open(self.target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb")
                self._stream.write(HEADER)
            reason = " ".join(rejected.reason.split())
            # A row may be rejected for being no UTF-8: its bytes stay as they are.
            row = raw.decode(errors="surrogateescape").split("\t")
            line = table_line((rejected.file, str(rejected.line), reason, *row))
            self._stream.write(line.encode(errors="surrogateescape") + b"\n")
        except OSError as error:
            raise Refused(unwritable(self.target, error)) from error


def free_name(folder: Path, study: str) -> Path:
    """A name for the file in a folder that no file has: `<study>-rejected.tsv`, then with a number."""
    return next(name for name in _names(folder, re.sub(r"[^A-Za-z0-9_-]+", "-", study)[:100]) if not name.exists())


def _names(folder: Path, study: str) -> Iterator[Path]:
    yield folder / f"{study}-rejected.tsv"
    number = 2
    while True:
        yield folder / f"{study}-rejected-{number}.tsv"
        number += 1
