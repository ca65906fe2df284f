"""The chain of digests that makes tampering show. Refuses to re-serialize: digests are over the bytes as stored.

The digest of a payload is salted, so that a tiny one ("M, 51 y") cannot be found by guessing after an erasure. A link
takes in the link before it and every other column but `seq`, `payload` and `salt`, so the chain survives an erasure and
moving a stream elsewhere.
"""

from functools import lru_cache
from hashlib import sha256

FIRST_LINK = bytes(32)
"""What the first link of a stream follows."""

_NULL = (2**64 - 1).to_bytes(8, "big")


def payload_digest(salt: bytes, payload: bytes) -> bytes:
    """SHA-256 over salt and stored payload."""
    return sha256(salt + payload).digest()


def _framed(value: bytes) -> bytes:
    return len(value).to_bytes(8, "big") + value


@lru_cache(maxsize=4096)
def _framed_often(*values: bytes | int | None) -> bytes:
    """Frame values that recur together from line to line: a patient, a version, a type, an author with a command."""
    return b"".join(
        _NULL if value is None else _framed(b"%d" % value if isinstance(value, int) else value) for value in values
    )


Columns = tuple[bytes, int, bytes, bytes, int, int | None, bytes, bytes, bytes | None, bytes]
"""Patient, version, event id, type, schema version, corrects, recorded at, recorded by, correlation id, payload digest."""


def link(previous: bytes, columns: Columns) -> bytes:
    """The next link of a stream's chain.

    Each column, in the order of the table, goes in as its length (8 bytes, big-endian) and its bytes: text as UTF-8,
    integers as decimal text, NULL as the length 2⁶⁴ - 1. Lengths, not separators: no two rows share an encoding.
    """
    patient, version, event_id, kind, schema_version, corrects, recorded_at, recorded_by, correlation, of_payload = (
        columns
    )
    framed = (
        previous,
        _framed_often(patient),
        _framed_often(version),
        _framed(event_id),
        _framed_often(kind, schema_version, corrects),
        _framed(recorded_at),
        _framed_often(recorded_by, correlation),
        _framed(of_payload),
    )
    return sha256(b"".join(framed)).digest()
