"""Rows of public relations, patient groups one after the other, in bounded memory. Refuses to sort by anything else.

A partition is the first two digits of the SHA-256 of the pseudonym: 256 groups of about the same size, the same in every
export. It spreads patients; it hides nobody.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

ROWS_AT_ONCE = 5_000
"""Rows that are handed on together."""

MOST_NAMED = 500
"""Patients that SQLite is asked for by name; of more, every row is read and the others are passed over."""

Rows = list[tuple[Any, ...]]


def partition_of(patient: str) -> str:
    """The partition of a patient.

    >>> partition_of("npc-1"), partition_of("npc-2")
    ('2a', 'ee')
    """
    return sha256(patient.encode()).hexdigest()[:2]


def rows_by_partition(
    connection: sqlite3.Connection, select: str, order: Sequence[str], patients: frozenset[str] | None
) -> Iterator[tuple[str, Rows]]:
    """The rows of a query by partition, some thousands at a time; those of a partition follow each other.

    Args:
        connection: A reading one.
        select: One of the project's own queries, whose first column is `patient`.
        order: Columns that order the rows of a partition.
        patients: Whose; None for everybody.
    """
    connection.create_function("patient_hash", 1, partition_of, deterministic=True)
    named = sorted(patients) if patients is not None and len(patients) <= MOST_NAMED else []
    where = f" WHERE patient IN ({','.join('?' * len(named))})" if named else ""
    ordered = ", ".join(("patient_hash(patient)", *order))
    asked = f"SELECT patient_hash(patient), * FROM ({select}){where} ORDER BY {ordered}"  # noqa: S608 - the words are ours
    partition = ""
    held: Rows = []
    for group, *row in connection.execute(asked, named):
        if held and (group != partition or len(held) >= ROWS_AT_ONCE):
            yield partition, held
            held = []
        partition = group
        if patients is None or named or row[0] in patients:
            held.append(tuple(row))
    if held:
        yield partition, held
