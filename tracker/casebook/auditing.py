"""The log as it was recorded, for a screen: page by page, searched, verified. Refuses to show a salt, and to mend anything."""

import json
from collections.abc import Sequence

from msgspec import Struct

from tracker.casebook.library import Library
from tracker.casebook.log import read_payload, summary_of
from tracker.casebook.reading import as_dicts
from tracker.store.told import Told

PAGE_LINES = 1000

_SEARCHED = ("patient", "type", "recorded_by", "recorded_at", "payload")


class LogLine(Struct, frozen=True):
    """A line of the log."""

    seq: int
    patient: str
    version: int
    type: str
    recorded_at: str
    recorded_by: str
    corrects: int | None
    """The version that it corrects."""
    what: str
    """Key and reason, in a few words."""
    details: tuple[tuple[str, str], ...]
    """Everything else that is stored, by name: the payload field by field, and the digests in hexadecimal."""


class LogPage(Struct, frozen=True):
    """Some lines, the latest first."""

    lines: tuple[LogLine, ...]
    total: int
    """How many there are of that sort in the whole log."""


class Auditor:
    """Looks at the log of one database."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def page(self, words: str = "", before: int | None = None) -> LogPage:
        """The latest lines that have every one of some words, in any letters, wherever in the line.

        Args:
            words: Separated by blanks; none finds every line.
            before: Only lines before this one of the log: the next page.
        """
        # Composed for what somebody looks for; everything else does without SQLAlchemy.
        from sqlalchemy import and_, func, or_, select, true  # noqa: PLC0415 - a seventh of a second of the first frame

        from tracker.store.tables import events, run  # noqa: PLC0415 - as above

        log = events.c
        searched = [func.casefold(log[name]) for name in _SEARCHED]
        says = (or_(*(func.instr(text, word) > 0 for text in searched)) for word in words.casefold().split())
        found = and_(true(), *says)
        page = found if before is None else and_(found, log.seq < before)
        columns = [column for column in log if column.name != "salt"]
        with self._library.database.reading() as connection:
            (total,) = run(connection, select(func.count()).select_from(events).where(found)).fetchone()
            asked = select(*columns).where(page).order_by(log.seq.desc()).limit(PAGE_LINES)
            lines = tuple(map(_line, as_dicts(run(connection, asked))))
        return LogPage(lines, total)

    def verify(self, told: Told) -> tuple[str, ...]:
        """Everything that is wrong with the database, a sentence each."""
        from tracker.casebook.upkeep import verify  # noqa: PLC0415 - the first frame of a replay verifies nothing

        return tuple(
            finding.sentence if finding.patient is None else f"{finding.patient}: {finding.sentence}"
            for finding in verify(self._library.database, told)
        )


def _line(row: dict[str, object]) -> LogLine:
    payload = row["payload"]
    digests = [(name, _shown(row[name])) for name in ("payload_digest", "digest")]
    meta = [(name, _shown(row[name])) for name in ("event_id", "correlation_id", "schema_version")]
    return LogLine(
        seq=int(str(row["seq"])),
        patient=str(row["patient"]),
        version=int(str(row["version"])),
        type=str(row["type"]),
        recorded_at=str(row["recorded_at"]),
        recorded_by=str(row["recorded_by"]),
        corrects=None if row["corrects"] is None else int(str(row["corrects"])),
        what=summary_of(None if payload is None else str(payload)),
        details=(*_fields(payload), *meta, *digests),
    )


def _fields(payload: object) -> Sequence[tuple[str, str]]:
    if payload is None:
        return [("payload", "erased")]
    said = read_payload(str(payload))
    if said is None:
        return [("payload", f"damaged: {payload}")]
    return [
        (name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
        for name, value in said.items()
    ]


def _shown(value: object) -> str:
    if value is None:
        return "–"
    return value.hex() if isinstance(value, bytes) else str(value)
