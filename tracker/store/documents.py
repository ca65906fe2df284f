"""Source documents that were attached, by the digest that facts name them by. Refuses to trust a text that it kept.

A document is kept byte by byte in the database itself, so that a backup has it and an erasure reaches it. Its name as a file
is not kept: it may name a person.
"""

import sqlite3
from collections.abc import Iterator
from hashlib import sha256

from msgspec import Struct

_NAMED = """
SELECT document, COUNT(DISTINCT patient || char(0) || key) AS facts, COUNT(DISTINCT patient) AS patients
FROM sources WHERE document IS NOT NULL GROUP BY document ORDER BY document
"""
_NAMED_BY = """
SELECT sha256 FROM documents WHERE EXISTS (
  SELECT 1 FROM events WHERE patient = ? AND payload IS NOT NULL AND instr(payload, documents.sha256) > 0
) ORDER BY sha256
"""
_KEPT = "SELECT sha256, citation, attached_at, attached_by, length(content) FROM documents ORDER BY sha256"
_ATTACH = """
INSERT INTO documents (sha256, citation, attached_at, attached_by, content) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (sha256) DO UPDATE SET citation = excluded.citation, content = excluded.content
"""


class Named(Struct, frozen=True):
    """A document that standing facts name."""

    sha256: str
    facts: int
    patients: int


class Kept(Struct, frozen=True):
    """A document that was attached, without its text."""

    sha256: str
    citation: str
    attached_at: str
    attached_by: str
    size_bytes: int


def digest_of(content: bytes) -> str:
    """SHA-256 of a document, as facts write it."""
    return sha256(content).hexdigest()


def named(connection: sqlite3.Connection) -> tuple[Named, ...]:
    """The documents that standing facts name, with how many name them."""
    return tuple(Named(*row) for row in connection.execute(_NAMED))


def named_by(connection: sqlite3.Connection, patient: str) -> tuple[str, ...]:
    """The attached documents that any line of a patient's log names, corrected ones included."""
    return tuple(digest for (digest,) in connection.execute(_NAMED_BY, (patient,)))


def kept(connection: sqlite3.Connection) -> tuple[Kept, ...]:
    """The documents that were attached."""
    return tuple(Kept(*row) for row in connection.execute(_KEPT))


def attach(connection: sqlite3.Connection, content: bytes, *, citation: str, at: str, by: str) -> str:
    """Keep a document, anew where it was kept before; its digest."""
    digest = digest_of(content)
    connection.execute(_ATTACH, (digest, citation, at, by, content))
    return digest


def detach(connection: sqlite3.Connection, digest: str) -> None:
    """Keep a document no longer."""
    connection.execute("DELETE FROM documents WHERE sha256 = ?", (digest,))


def content_of(connection: sqlite3.Connection, digest: str) -> bytes | None:
    """The bytes kept under a digest, whether or not they are the ones that were attached; None where nothing is."""
    row = connection.execute("SELECT content FROM documents WHERE sha256 = ?", (digest,)).fetchone()
    return None if row is None else bytes(row[0])


def changed(connection: sqlite3.Connection) -> Iterator[str]:
    """The digests under which another text is kept than the one that was attached."""
    for digest, content in connection.execute("SELECT sha256, content FROM documents ORDER BY sha256"):
        if digest_of(content) != digest:
            yield digest
