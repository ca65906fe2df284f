"""What the columns of the public relations are: type, unit, meaning, from the annotations of their rows.

Refuses a column of a type that SQL has not.
"""

from collections.abc import Iterator

from msgspec import Struct, inspect

_SQL_TYPES = {
    inspect.StrType: "TEXT",
    inspect.IntType: "INTEGER",
    inspect.FloatType: "REAL",
    inspect.BoolType: "INTEGER",
}


class Column(Struct, frozen=True):
    """A public column."""

    name: str
    sql_type: str
    """With `NOT NULL` where it always has a value."""
    unit: str
    """Empty where it has none."""
    meaning: str


def columns_of(row: type[Struct]) -> Iterator[Column]:
    """The columns of a relation, in order."""
    info = inspect.type_info(row)
    if isinstance(info, inspect.StructType):
        yield from (_column(each.encode_name, each.type) for each in info.fields)


def _column(name: str, kind: inspect.Type) -> Column:
    meaning, unit = "", ""
    nullable = False
    while not isinstance(kind, tuple(_SQL_TYPES)):
        match kind:
            case inspect.Metadata(type=inner, extra_json_schema=schema, extra=extra):
                meaning = (schema or {}).get("description", meaning)
                unit = (extra or {}).get("unit", unit)
                kind = inner
            case inspect.UnionType(types=types):
                nullable = True
                kind = next(each for each in types if not isinstance(each, inspect.NoneType))
            case _:
                raise TypeError(f"no SQL type for {kind}")
    return Column(name, _SQL_TYPES[type(kind)] + ("" if nullable else " NOT NULL"), unit, meaning)
