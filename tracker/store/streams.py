"""Reading the log. Refuses to skip a line it cannot decode: it stops and names it.

An erased stream reads as its last line alone, the erasure; its payloads are gone.
"""

import sqlite3
from collections.abc import Iterator

from tracker.events.recorded import Recorded
from tracker.store import compiled
from tracker.store.lines import Line, decoded, line_of


def read_stream(connection: sqlite3.Connection, patient: str, *, after: int = 0) -> tuple[Recorded, ...]:
    """The stream of a patient in order of recording; empty when there is none.

    Args:
        connection: A reader's or a writer's.
        patient: Whose stream.
        after: Only the lines after this version.

    Raises:
        Undecodable: at a line that this version cannot read.
    """
    return decoded(stored_stream(connection, patient, after=after))


def stored_stream(connection: sqlite3.Connection, patient: str, *, after: int = 0) -> list[Line]:
    """The same lines as stored."""
    return connection.execute(compiled.STREAM, (patient, after)).fetchall()


def stored_streams(connection: sqlite3.Connection) -> Iterator[list[Line]]:
    """Every stream, by patient, one at a time, its lines as stored."""
    lines: list[Line] = []
    for line in connection.execute(compiled.STREAMS):
        if lines and lines[-1][1] != line[1]:
            yield lines
            lines = []
        lines.append(line)
    if lines:
        yield lines


def read_correlation(connection: sqlite3.Connection, correlation_id: str) -> tuple[Recorded, ...]:
    """Everything that one command or one import recorded, in order of recording.

    Lines of erased patients are left out: there is nothing to take back.
    """
    rows = connection.execute(compiled.BY_CORRELATION, (correlation_id,)).fetchall()
    return tuple(line_of(row) for row in rows if row[-1] is not None)


def patients(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Every patient with a stream, erased ones included, in order of their first event."""
    return tuple(str(patient) for (patient,) in connection.execute(compiled.PATIENTS))


def birth_of(connection: sqlite3.Connection, patient: str) -> str:
    """What tells the stream of a patient from every other one, of this file and of others; it outlives an erasure.

    Empty where there is no stream.
    """
    found = connection.execute(compiled.BIRTH, (patient,)).fetchone()
    return "" if found is None else " ".join(map(str, found))
