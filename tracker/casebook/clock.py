"""The one clock, and what is made beside it: identifiers and salts. Nothing else in the project reads the time."""

import secrets
import time
import uuid
from datetime import UTC, date, datetime
from hashlib import sha1

IMPORTS = uuid.UUID("6f0d7c6a-3f0e-5c55-9a5e-2f6d1d1c7b10")
"""Namespace of the event ids of imports. Part of the public format: changing it would import every fact again."""

CASE_FILE = "case-file"
"""The source of facts that come from a case file. A case file is the whole of its patient, so its own name is none."""

SALT_BYTES = 16


def now() -> str:
    """This instant in UTC as the log writes it, 27 characters, so that the order of the text is the order of time."""
    instant = datetime.now(UTC)  # noqa: TID251 - this is the one clock
    return written(instant)


def written(instant: datetime) -> str:
    """An instant in UTC as the log writes it.

    >>> written(datetime(2025, 5, 3, tzinfo=UTC))
    '2025-05-03T00:00:00.000000Z'
    """
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")


def read_instant(text: str) -> str:
    """Bring an instant that a person writes into the form of the log: a day is its end, no zone is UTC.

    Raises:
        ValueError: when the text is no date and no ISO 8601 instant.

    >>> read_instant("2025-05-03"), read_instant("20250503")
    ('2025-05-03T23:59:59.999999Z', '2025-05-03T23:59:59.999999Z')
    >>> read_instant("2025-05-03T12:00:00+02:00")
    '2025-05-03T10:00:00.000000Z'
    """
    try:
        instant = _end_of_day(text) or datetime.fromisoformat(text)
        if instant.tzinfo is None:
            instant = instant.replace(tzinfo=UTC)
        return written(instant)
    except (ValueError, OverflowError):
        raise ValueError(f"{text!r} is not an instant; write 2025-05-03 or 2025-05-03T14:30:00Z") from None


def _end_of_day(text: str) -> datetime | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return datetime(day.year, day.month, day.day, 23, 59, 59, 999_999, tzinfo=UTC)


def new_id() -> str:
    """A UUIDv7: its text sorts by the millisecond in which it was made."""
    milliseconds = time.time_ns() // 1_000_000
    return _written_id(milliseconds << 80 | secrets.randbits(80), version=7)


def _written_id(value: int, *, version: int) -> str:
    """128 bits as a UUID of a version (RFC 9562), without the library's object around each of a million."""
    value = value & ~(0xF << 76) | version << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def import_id(patient: str, source_key: str, source: str = CASE_FILE) -> str:
    """The UUIDv5 of what an import brings: the same fact of the same source always has the same id.

    >>> import_id("npc-1", "dx") == import_id("npc-1", "dx") != import_id("npc-2", "dx")
    True
    """
    name = f"{len(patient)}:{patient}{len(source)}:{source}{source_key}".encode()
    digest = sha1(IMPORTS.bytes + name, usedforsecurity=False).digest()
    return _written_id(int.from_bytes(digest[:16], "big"), version=5)


def new_salt() -> bytes:
    """16 random bytes that keep the digest of a small payload from being guessed after an erasure."""
    return secrets.token_bytes(SALT_BYTES)  # noqa: TID251 - salts are made here, beside the clock
