"""SQL for the screens: what there is to ask for, and answers that can be stopped. Refuses whatever the store refuses.

What was asked is kept as long as the console is, never in a file: a question may name a patient.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count, islice
from math import isfinite
from sqlite3 import Error as SqliteError
from sqlite3 import Warning as SqliteWarning
from time import monotonic
from typing import TYPE_CHECKING, Any

from msgspec import Struct, json

from tracker.adapters.spreadsheet import csv_lines
from tracker.casebook.asking import ask
from tracker.casebook.exports.writing import typed_path, write_new
from tracker.casebook.library import Library
from tracker.casebook.sql_examples import EXAMPLES
from tracker.decisions.refused import Refused
from tracker.store.query import Stopping
from tracker.store.refusals import StoreRefused

if TYPE_CHECKING:
    from tracker.projections.rows.described import Column

DEADLINE_SECONDS = 60.0
MOST_ROWS = 100_000
"""Rows that a screen holds; an export asks again and writes all of them."""


@contextmanager
def _in_a_sentence(more: str) -> Iterator[None]:
    """Whatever goes wrong between a question and its answer is said, and ends the question alone.

    Raises:
        Refused: with the sentence, and `more` after it.
    """
    try:
        yield
    except StoreRefused as refusal:
        raise Refused(f"{refusal}{more}") from refusal
    except MemoryError as error:
        raise Refused(f"the answer is larger than the memory of this machine: ask for less{more}") from error
    except (SqliteError, SqliteWarning, OSError, ValueError, OverflowError) as error:
        raise Refused(f"the query cannot be run: {error}{more}") from error


class View(Struct, frozen=True):
    """A public relation and its columns."""

    name: str
    columns: "tuple[Column, ...]"


class Result(Struct, frozen=True):
    """What a query answered."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    more: bool
    """Whether there are more rows than a screen holds."""
    seconds: float


class Question:
    """One statement to one database; `stop` may be called from another thread, and before anything runs."""

    def __init__(self, library: Library, statement: str, deadline_seconds: float = DEADLINE_SECONDS) -> None:
        self._library = library
        self._statement = statement
        self._deadline = deadline_seconds
        self._stopping = Stopping()

    def ask(self) -> Result:
        """Run it.

        Raises:
            Refused: when it is not one reading statement, cannot be understood, takes too long or was stopped.
        """
        begun = monotonic()
        with _in_a_sentence(""):
            columns, rows = self._rows()
            held = tuple(islice(rows, MOST_ROWS))
            more = next(rows, None) is not None
        return Result(columns, held, more, monotonic() - begun)

    def export(self, path: str) -> int:
        """Write every row to a file that is not there, CSV or by its name JSON; it has its name only when it is whole.

        Raises:
            Refused: when the file is there or cannot be written, and as `ask`.
        """
        target = typed_path(path)
        if target.suffix.lower() not in {".csv", ".json"}:
            raise Refused(f"{target}: say by the name what to write: .csv or .json")
        counted = count()
        with _in_a_sentence("; nothing is written"):
            columns, rows = self._rows()
            pieces = _json(columns, rows, counted) if target.suffix.lower() == ".json" else _csv(columns, rows, counted)
            write_new(target, pieces)
        return next(counted)

    def stop(self) -> None:
        """Stop it, or keep it from running."""
        self._stopping.stop()

    def _rows(self) -> tuple[tuple[str, ...], Iterator[tuple[Any, ...]]]:
        return ask(self._library, self._statement, deadline_seconds=self._deadline, stopping=self._stopping)


class Console:
    """Questions to one database, and what was asked."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.examples = EXAMPLES
        """What a newcomer may ask."""
        self.asked: list[str] = [example.statement for example in EXAMPLES]
        """What was asked, the latest last; examples first of all."""

    @property
    def views(self) -> tuple[View, ...]:
        """What there is to ask for."""
        from tracker.projections.rows import READ_MODELS  # noqa: PLC0415 - the first frame of a replay asks nothing
        from tracker.projections.rows.described import columns_of  # noqa: PLC0415 - as above

        return tuple(View(model.name, tuple(columns_of(model.row))) for model in READ_MODELS)

    def question(self, statement: str) -> Question:
        """A question, remembered, that is asked when somebody runs it."""
        if self.asked[-1:] != [statement]:
            self.asked.append(statement)
        return Question(self._library, statement)


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Any]], counted: Iterator[int]) -> Iterator[bytes]:
    yield from (line.encode() for line in csv_lines((columns,)))
    for line in csv_lines(rows):
        next(counted)
        yield line.encode()


def _json(columns: Sequence[str], rows: Iterable[Sequence[Any]], counted: Iterator[int]) -> Iterator[bytes]:
    lead = b"[\n"
    for row in rows:
        next(counted)
        yield lead + json.encode({name: _plain(value) for name, value in zip(columns, row, strict=True)})
        lead = b",\n"
    yield b"\n]\n" if lead == b",\n" else b"[]\n"


def _plain(value: object) -> object:
    """Bytes in hexadecimal, and a number that JSON has not as a text."""
    if isinstance(value, float) and not isfinite(value):
        return str(value)
    return value.hex() if isinstance(value, bytes) else value
