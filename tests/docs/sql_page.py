"""Writes `docs/sql.md` from the row types of the read models. Refuses a column without a description."""

from collections.abc import Iterator

from msgspec import Struct, inspect

from tests.docs.docstrings import paragraphs
from tests.docs.queries import EXAMPLES
from tracker.projections.rows import READ_MODELS, ReadModel

HEAD = """# SQL

The relations that a database file offers to every SQLite client, read-only by habit. Generated from
`tracker/projections/rows` by `make golden`; do not edit. Names and columns are public: they change with a line in the
changelog, and a released view is never edited.

A relation is written in the same transaction as the events it follows from, corrections applied. No relation reads a
stored payload, so a query never bypasses a correction.

Time columns are always the same, and twice (`start_`, `stop_`) where something lasts. Days are REAL, from the origin of
the case, unrounded; the stop is exclusive. `day` is the best estimate and lies between `day_earliest` and `day_latest`,
which are NULL where nothing bounds that side. Estimates of two events do not subtract to the estimate of the interval
between them. `month` is the whole month that holds `day`. Dates are NULL in a case without a calendar: none is invented.

The log is the table `events` (`seq`, `patient`, `version`, `event_id`, `type`, `schema_version`, `corrects`,
`recorded_at`, `recorded_by`, `correlation_id`, `payload`, `salt`, `payload_digest`, `digest`). Triggers refuse to change
or delete a row of it, in any client. Its payloads are described in [events.md](events.md); read the relations below instead.
"""

SQL_TYPES = {
    inspect.StrType: "TEXT",
    inspect.IntType: "INTEGER",
    inspect.FloatType: "REAL",
    inspect.BoolType: "INTEGER",
}


def _column(kind: inspect.Type) -> tuple[str, str, str]:
    """SQL type, unit and description of a column."""
    description, unit = "", ""
    nullable = False
    while not isinstance(kind, tuple(SQL_TYPES)):
        match kind:
            case inspect.Metadata(type=inner, extra_json_schema=schema, extra=extra):
                description = (schema or {}).get("description", description)
                unit = (extra or {}).get("unit", unit)
                kind = inner
            case inspect.UnionType(types=types):
                nullable = True
                kind = next(each for each in types if not isinstance(each, inspect.NoneType))
            case _:
                raise TypeError(f"no SQL type for {kind}")
    return SQL_TYPES[type(kind)] + ("" if nullable else " NOT NULL"), unit, description


def columns(row: type[Struct]) -> Iterator[tuple[str, str, str, str]]:
    """Name, SQL type, unit and description of each column, in order."""
    info = inspect.type_info(row)
    assert isinstance(info, inspect.StructType)
    for each in info.fields:
        yield (each.encode_name, *_column(each.type))


def _relation(model: ReadModel) -> Iterator[str]:
    yield f"## {model.name}"
    yield ""
    yield paragraphs(model.row)
    yield ""
    yield f"One row per {', '.join(f'`{name}`' for name in model.key)}."
    yield ""
    yield "| column | type | unit | meaning |"
    yield "|---|---|---|---|"
    for name, sql_type, unit, description in columns(model.row):
        assert description, f"{model.name}.{name} has no description"
        yield f"| `{name}` | {sql_type} | {unit} | {description.replace('|', '/')} |"
    yield ""


def sql_page() -> str:
    """The whole page."""
    lines = [HEAD, *(line for model in READ_MODELS for line in _relation(model)), "## Examples", ""]
    for example in EXAMPLES:
        lines += [f"{example.question}:", "", "```sql", example.sql, "```", ""]
    return "\n".join(lines).rstrip() + "\n"
