"""Writes `docs/sql.md` from the row types of the read models. Refuses a column without a description."""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from tests.docs.docstrings import paragraphs
from tests.docs.queries import EXAMPLES
from tracker.projections.rows import READ_MODELS, ReadModel
from tracker.projections.rows.columns import DatedRow
from tracker.projections.rows.described import columns_of
from tracker.projections.rows.states import StateRow
from tracker.projections.states import ATTRIBUTES

HEAD = """# SQL

The relations that a database file offers to every SQLite client, read-only by habit. Generated from
`tracker/projections/rows` by `make docs`; do not edit. Names and columns are public: they change with a line in the
changelog, and a released view is never edited.

A relation is written in the same transaction as the events it follows from, corrections applied. No relation reads a
stored payload, so a query never bypasses a correction.

`tracker where` says where the file is; `sqlite3 -readonly PATH` opens it, and `tracker sql` asks it without a path. SQLite keeps
what was written last in `PATH-wal` while a program has the file open: copy it with `sqlite3 PATH ".backup COPY"`, or all of
`PATH`, `PATH-wal` and `PATH-shm`.

The log is the table `events` (`seq`, `patient`, `version`, `event_id`, `type`, `schema_version`, `corrects`,
`recorded_at`, `recorded_by`, `correlation_id`, `payload`, `salt`, `payload_digest`, `digest`). Triggers refuse to change
or delete a row of it, in any client. Its payloads are described in [events.md](events.md); read the relations below instead.

## Time columns

Always the same, and twice (`start_`, `stop_`) where something lasts; the stop is exclusive. The best estimate lies between the
earliest and the latest. Estimates of two events do not subtract to the estimate of the interval between them, but to a length
within its bounds (decision 29). Dates are NULL in a case without a calendar: none is invented.
"""


def columns(row: type[Struct]) -> Iterator[tuple[str, str, str, str]]:
    """Name, SQL type, unit and description of each column, in order."""
    for each in columns_of(row):
        yield each.name, each.sql_type, each.unit, each.meaning


TIMES = tuple(DatedRow.__struct_fields__[2:])
"""The time columns, in the order in which every relation has them."""


def _table(rows: Iterable[tuple[str, str, str, str]]) -> Iterator[str]:
    yield "| column | type | unit | meaning |"
    yield "|---|---|---|---|"
    for name, sql_type, unit, description in rows:
        assert description, f"{name} has no description"
        yield f"| `{name}` | {sql_type} | {unit} | {description.replace('|', '/')} |"
    yield ""


def _times_as_one(rows: Sequence[tuple[str, str, str, str]]) -> Iterator[tuple[str, str, str, str]]:
    """The columns, the seven of a time as one row."""
    names = [name for name, *_ in rows]
    place = 0
    while place < len(rows):
        prefix = names[place].removesuffix("month")
        together = [f"{prefix}{name}" for name in TIMES]
        if names[place : place + len(TIMES)] == together:
            what = {"start_": "when it began", "stop_": "when it ended"}.get(prefix, "when it was")
            null = re.search("; (NULL: .*)", rows[place + 1][3])
            meaning = f"{what}: [time columns](#time-columns){f'; {null[1]}' if null else ''}"
            yield "`, `".join(together), "", "", meaning
            place += len(TIMES)
        else:
            yield rows[place]
            place += 1


def _relation(model: ReadModel) -> Iterator[str]:
    yield f"## {model.name}"
    yield ""
    yield paragraphs(model.row)
    yield ""
    yield f"One row per {', '.join(f'`{name}`' for name in model.key)}."
    yield ""
    yield from _table(_times_as_one(list(columns(model.row))))
    if model.row is StateRow:
        yield "| attribute | meaning |"
        yield "|---|---|"
        yield from (f"| `{name}` | {meaning} |" for name, meaning in ATTRIBUTES.items())
        yield ""


def sql_page() -> str:
    """The whole page."""
    times = [column for column in columns(DatedRow) if column[0] in TIMES]
    lines = [HEAD, *_table(times), *(line for model in READ_MODELS for line in _relation(model)), "## Examples", ""]
    for example in EXAMPLES:
        lines += [f"{example.question}:", "", "```sql", example.sql, "```", ""]
    return "\n".join(lines).rstrip() + "\n"
