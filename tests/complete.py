"""Complete examples: a payload of a type that says something in every field it has. Refuses to know types by name.

Built from the classes themselves, so a field that is added is in the next example without anybody remembering it.
"""

import re
from decimal import Decimal
from typing import Any, TypeVar

import msgspec
from msgspec import inspect

from tracker.values.when import Basis, Lasting, Timing

T = TypeVar("T", bound=msgspec.Struct)

OCCURRED = (
    "2023-04",
    Timing(after="l1-c1.end", stated="7 mo", basis=Basis.DERIVED),
    Timing(
        question="seven-months",
        readings={"F": Timing(after="l1-c1", at_least="1 d"), "T": (Timing(between=("dx", "l1")),)},
        preferred="F",
    ),
)
BY_FIELD: dict[str, object] = {
    "key": "l1-c2",
    "target": "l1-c2",
    "occurred": OCCURRED,
    "known": "publication",
    "from_": "dx",
    "lasting": Lasting(at_least="7 d", at_most="28 d", basis=Basis.ASSUMED),
    "span": (120, 245),
}
"""Fields whose parts must go together."""

TEXTS = ("l1-c2", "7 mo", "1-14", "0" * 64)
"""One of these matches every pattern in the catalogue."""


def _text(kind: inspect.StrType, name: str) -> str:
    if kind.pattern is None:
        return name.replace("_", " ")
    return next(text for text in TEXTS if re.search(kind.pattern, text))


def _value(kind: inspect.Type, name: str, default: object) -> Any:
    """A value of that type which is not the default, for defaults are left out on the wire."""
    match kind:
        case inspect.Metadata(type=inner):
            return _value(inner, name, default)
        case inspect.UnionType(types=types):
            return _value(next(each for each in types if not isinstance(each, inspect.NoneType)), name, default)
        case inspect.StructType(cls=cls):
            return complete(cls)
        case inspect.VarTupleType(item_type=item):
            return (_value(item, name, None),)
        case inspect.DictType():
            return {"column of an import": "text"}
        case inspect.EnumType(cls=enum):
            return next(member for member in enum if member != default)
        case inspect.StrType():
            return _text(kind, name)
        case inspect.IntType(ge=least):
            return max(least or 0, 2)
        case inspect.DecimalType():
            return Decimal("1.50")
        case inspect.BoolType():
            return True
        case _:
            raise TypeError(f"{name}: no example of {kind}")


def complete(cls: type[T]) -> T:
    """An instance in which no field is left out."""
    info = inspect.type_info(cls)
    assert isinstance(info, inspect.StructType)
    return cls(
        **{each.name: BY_FIELD.get(each.name) or _value(each.type, each.name, each.default) for each in info.fields}
    )
