"""Destroying what a stream says, and proving that it is gone. Refuses to take an overwritten cell on trust: it looks.

The lines stay with their digests, so the chain still verifies; payloads, salts and rows go. Bytes outlast their rows in
the WAL and in unused parts of pages. So the WAL is emptied, and the file and whatever SQLite keeps beside it are searched
for every piece of what was erased that nothing living holds as well. Where one is left, the file is written anew.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from tracker.store import compiled, documents, readmodels
from tracker.store.database import Database
from tracker.store.traces import CHUNK_BYTES, chunked, found_in, pieces_of

SIDECARS = ("", "-wal", "-shm", "-journal")
"""What SQLite keeps under the name of a database."""


class Proof(Struct, frozen=True):
    """What the search for erased bytes found."""

    pieces: int
    """Pieces of what was erased that were looked for."""
    searched_bytes: int
    """Bytes of the file and its sidecars."""
    shared: int
    """Pieces that are there because living streams hold the very same bytes."""
    left: int
    """Pieces that are there and ought not to be."""
    rewritten: bool
    """Whether the file had to be written anew."""


def pieces_to_lose(connection: sqlite3.Connection, patient: str) -> frozenset[bytes]:
    """Every piece of what an erasure destroys: payloads, salts, the text of the rows, documents that the patient's facts name.

    Args:
        connection: The writer's, before `destroy`.
        patient: Whose.
    """
    pieces: set[bytes] = set()
    for payload, salt in connection.execute(compiled.PAYLOADS, (patient,)):
        pieces.update(pieces_of(payload or b""))
        pieces.update(pieces_of(salt or b""))
    for digest in documents.named_by(connection, patient):
        pieces.update(pieces_of(documents.content_of(connection, digest) or b""))
    for sql in readmodels.statements().values():
        for row in connection.execute(sql.of_patient, (patient,)):
            pieces.update(piece for text in row if isinstance(text, str) for piece in pieces_of(text.encode()))
    return frozenset(pieces)


def destroy(connection: sqlite3.Connection, patient: str) -> int:
    """Set payloads and salts of an erased stream to NULL, the erasure's own apart, and remove the rows of the patient.

    Attached documents that the patient's facts name go too, even where facts of others name them: what they tell of this
    patient cannot be told apart. They can be attached again.

    The guard of the log allows it only after the erasure is on record.

    Returns:
        How many lines lost their payload.
    """
    for digest in documents.named_by(connection, patient):
        documents.detach(connection, digest)
    lost = connection.execute(compiled.LOSE_PAYLOADS, (patient,)).rowcount
    for sql in readmodels.statements().values():
        connection.execute(sql.forget, (patient,))
    return lost


def prove(database: Database, pieces: frozenset[bytes]) -> Proof:
    """Empty the WAL and search every byte; where something is left, write the file anew and search again.

    Args:
        database: After the erasure was committed. Its connections are let go of meanwhile.
        pieces: From `pieces_to_lose`.

    Raises:
        StoreRefused: when another program keeps reading an older state, or the file cannot be written anew.
    """
    database.empty_wal()
    proof = _search(database, pieces, rewritten=False)
    if proof.left:
        database.rewrite()
        proof = _search(database, pieces, rewritten=True)
    return proof


def _search(database: Database, pieces: frozenset[bytes], *, rewritten: bool) -> Proof:
    # Closing a file that SQLite has open in this process would drop its locks: all connections go first.
    database.close()
    there: set[bytes] = set()
    size = 0
    for suffix in SIDECARS:
        path = database.path.with_name(f"{database.path.name}{suffix}")
        if path.exists():
            size += path.stat().st_size
            there |= found_in(chunked(_read(path)), pieces)
    shared = found_in(chunked(_living(database)), there) if there else frozenset()
    return Proof(len(pieces), size, len(shared), len(there - shared), rewritten)


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while part := file.read(CHUNK_BYTES):
            yield part


def _living(database: Database) -> Iterator[bytes]:
    """Everything that the database still says: every value of the log, of every row, and the schema."""
    with database.reading() as connection:
        names = ("events", "documents", "sqlite_master", *(f"{name}_rows" for name in readmodels.statements()))
        for name in names:
            for row in connection.execute(f"SELECT * FROM {name}"):  # noqa: S608 - the names are ours
                for value in row:
                    if isinstance(value, str):
                        yield value.encode() + b"\0"
                    elif isinstance(value, bytes):
                        yield value + b"\0"
