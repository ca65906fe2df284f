"""Writes `docs/analysts.md` from the row classes of the tables that only exports have. Refuses one without a meaning."""

from collections.abc import Iterator

from tests.docs.docstrings import paragraphs
from tracker.casebook.exports.columns import Column, columns_of
from tracker.casebook.exports.relations import OF_ANALYSTS, Relation

HEAD = """# Tables for analysts

What `tracker export --to csv` and `--to parquet` write beside the relations of [sql.md](sql.md). Generated from
`tracker/casebook/exports` by `make docs`; do not edit. How files are laid out and read is in [exchange.md](exchange.md).
"""

TYPES = {str: "text", int: "integer", float: "real", bool: "truth value"}


def _line(column: Column) -> str:
    assert column.meaning, f"{column.name} has no meaning"
    kind = TYPES[column.type] + ("" if column.nullable else ", never NULL")
    return f"| `{column.name}` | {kind} | {column.unit} | {column.meaning.replace('|', '/')} |"


def _table(relation: Relation) -> Iterator[str]:
    yield f"## {relation.name}"
    yield ""
    yield paragraphs(relation.row)
    yield ""
    yield "| column | type | unit | meaning |"
    yield "|---|---|---|---|"
    yield from map(_line, columns_of(relation.row))
    yield ""


def analysts_page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *(line for relation in OF_ANALYSTS for line in _table(relation))]).rstrip() + "\n"
