"""The columns of a row class: name, type, unit and meaning. Refuses one without a meaning or of an unknown type."""

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct, inspect


class Column(Struct, frozen=True):
    """One column of a table that goes out."""

    name: str
    type: type
    """`str`, `int`, `float` or `bool`."""
    nullable: bool
    unit: str
    meaning: str


_TYPES: dict[type[inspect.Type], type] = {
    inspect.StrType: str,
    inspect.IntType: int,
    inspect.FloatType: float,
    inspect.BoolType: bool,
}


@lru_cache(maxsize=64)
def columns_of(row: type[Struct]) -> tuple[Column, ...]:
    """The columns, in order."""
    return tuple(_columns(row))


def _columns(row: type[Struct]) -> Iterator[Column]:
    info = inspect.type_info(row)
    if not isinstance(info, inspect.StructType):
        raise TypeError(f"{row.__name__} is no row class")
    for field in info.fields:
        kind, unit, meaning, nullable = field.type, "", "", False
        while type(kind) not in _TYPES:
            match kind:
                case inspect.Metadata(type=inner, extra_json_schema=schema, extra=extra):
                    meaning = str((schema or {}).get("description", meaning))
                    unit = str((extra or {}).get("unit", unit))
                    kind = inner
                case inspect.UnionType(types=types):
                    nullable = True
                    kind = next(each for each in types if not isinstance(each, inspect.NoneType))
                case _:
                    raise TypeError(f"{row.__name__}.{field.name} has no type that a table can hold")
        yield Column(field.encode_name, _TYPES[type(kind)], nullable, unit, meaning)
