"""From the bare tree to an event class, field by field. Refuses to stop at the first field that does not fit.

The classes themselves say what is expected: the walk follows their annotations, reads each text as its field's type wants
it, and leaves the last word to msgspec. A text field takes any text, so that a note saying `no` stays `no`. What does not
fit has a stand-in, so that the rest of the event can be looked at all the same.
"""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import lru_cache
from typing import Annotated, Any, TypeVar, get_args

from msgspec import Meta, Struct, ValidationError, convert, structs

from tracker.adapters.casefile.expecting import (
    Kind,
    about_choice,
    about_number,
    bare_kind,
    expected,
    expected_text,
    fields_of,
    is_class,
    options_of,
    origin_of,
)
from tracker.adapters.casefile.problems import Flaw, quoted
from tracker.adapters.casefile.tree import ListNode, MapEntry, MapNode, Node, TextNode
from tracker.decisions.refused import resembling
from tracker.events.fault import Path
from tracker.values.counts import counted
from tracker.values.units import ucum_of_shown

Built = TypeVar("Built", bound=Struct)


class Told(Struct, frozen=True):
    """What the walk found wrong."""

    flaws: list[Flaw]
    stand_ins: list[Path]
    """Where a value stands in for what did not fit or is missing."""
    unknown: list[Path]
    """Which parts have a field that they cannot have: what else they lack may be what it was meant to say."""

    def hides(self, path: Path) -> bool:
        """Whether what is wrong at a path may follow from a flaw that is told already."""
        return path in self.unknown or any(path[: len(place)] == place for place in self.stand_ins)


_UNIT = "unit"
"""A field that takes a unit as the screens show it, too."""
_STAND_IN_TEXTS = ("stand-in", "1 d", "1", "0" * 64)
"""One of these matches every pattern of a text; none of them is wrong by itself."""

_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
LONGEST_NUMBER = 40
"""Signs of a number; a longer one is a slip, or takes long to compute with."""


def option_for(node: Node, kind: Kind) -> Kind | None:
    """The alternative of a union that a node of this sort can be; None where there is none."""
    return _option_of(type(node), kind)


@lru_cache(maxsize=1024)
def _option_of(sort: type[Node], kind: Kind) -> Kind | None:
    for option in options_of(kind):
        bare, _ = bare_kind(option)
        found: type[Node] = TextNode
        if is_class(bare, Struct) or origin_of(bare) is dict:
            found = MapNode
        elif origin_of(bare) is tuple:
            found = ListNode
        if found is sort:
            return option
    return None


def stand_in(kind: Kind) -> Any:  # noqa: ANN401 - plain data for msgspec
    """The plainest value of a type."""
    bare, metas = bare_kind(options_of(kind)[0])
    if is_class(bare, Struct):
        return {name: stand_in(field.type) for name, field in fields_of(bare).items() if field.required}
    if is_class(bare, Enum):
        return next(iter(bare)).value
    if origin_of(bare) is tuple:
        items = [item for item in get_args(bare) if item is not Ellipsis]
        endless = len(items) < len(get_args(bare))
        return [] if endless and not any(meta.min_length for meta in metas) else [stand_in(item) for item in items]
    if origin_of(bare) is dict:
        return {}
    if bare is str:
        return next(text for text in _STAND_IN_TEXTS if all(re.search(meta.pattern or "", text) for meta in metas))
    return next((meta.ge for meta in metas if meta.ge is not None), bare())


def _replaced(  # noqa: PLR0913 - a flaw and where it stands
    kind: Kind, node: Node, path: Path, message: str, told: Told, *, found: str = "", hint: str = ""
) -> Any:  # noqa: ANN401 - as above
    told.flaws.append(Flaw(node.line, path, message, found, hint))
    told.stand_ins.append(path)
    return stand_in(kind)


def fill(node: Node, kind: Kind, path: Path, told: Told) -> Any:  # noqa: ANN401 - plain data for msgspec
    """Return what msgspec needs to build the type; tells every flaw, and puts a stand-in where nothing fits."""
    option = option_for(node, kind)
    if option is None:
        found = {TextNode: "a text", ListNode: "a list", MapNode: "a mapping"}[type(node)]
        return _replaced(kind, node, path, f"expects {expected(kind)}; found {found}", told)
    bare, metas = bare_kind(option)
    match node:
        case TextNode():
            return _text(node, option, path, told)
        case ListNode():
            return _list(node, bare, metas, path, told)
        case MapNode() if origin_of(bare) is dict:
            return {
                entry.name: fill(entry.value, get_args(bare)[1], (*path, entry.name), told) for entry in node.entries
            }
        case MapNode():
            return _struct(node, bare, path, told)


def _text(node: TextNode, kind: Kind, path: Path, told: Told) -> object:
    bare, metas = bare_kind(kind)
    reading: Callable[[str], object] = _READERS.get(bare, str)
    try:
        value = reading(node.text)
        convert(value, kind)
    except (ValueError, ValidationError, InvalidOperation):
        hint = about_choice(node.text, bare) if is_class(bare, Enum) else ""
        longest = next((meta.max_length for meta in metas if meta.max_length is not None), None)
        if bare is str and longest is not None and len(node.text) > longest:
            return _replaced(
                kind, node, path, f"expects at most {counted(longest, 'character')}; found {len(node.text):,}", told
            )
        if bare in {int, float, Decimal}:
            hint = about_number(node.text, path)
        found = quoted(node.text)
        message = f"expects {expected_text(bare, metas)}; found {found}{hint}"
        return _replaced(kind, node, path, message, told, found=found, hint=hint)
    return value


def _truth(text: str) -> bool:
    if text not in {"true", "false"}:
        raise ValueError(text)
    return text == "true"


def _checked(text: str) -> str:
    if len(text) > LONGEST_NUMBER or not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return text


_READERS: dict[Kind, Callable[[str], object]] = {
    bool: _truth,
    int: lambda text: int(_checked(text)),
    float: lambda text: float(_checked(text)),
    Decimal: lambda text: Decimal(_checked(text)),
}


def _list(node: ListNode, bare: Kind, metas: tuple[Meta, ...], path: Path, told: Told) -> object:
    kinds = get_args(bare)
    endless = len(kinds) == 2 and kinds[1] is Ellipsis  # noqa: PLR2004 - `tuple[X, ...]` has two arguments
    if not endless and len(node.items) != len(kinds):
        return _replaced(
            bare, node, path, f"expects {counted(len(kinds), 'value')} in the list; found {len(node.items)}", told
        )
    if endless and not node.items and any(meta.min_length for meta in metas):
        needed = Annotated[bare, Meta(min_length=1)]
        return _replaced(needed, node, path, "expects at least one entry in the list; found none", told)
    values = []
    for place, item in enumerate(node.items):
        kind, where = kinds[0] if endless else kinds[place], (*path, place)
        if isinstance(item, TextNode) and item.blank:
            message = "an entry of the list is empty; fill it in or remove it"
            values.append(_replaced(kind, item, where, message, told))
        else:
            values.append(fill(item, kind, where, told))
    return values


def _left_out(entry: MapEntry) -> bool:
    return isinstance(entry.value, TextNode) and entry.value.blank


def _struct(node: MapNode, kind: type[Struct], path: Path, told: Told) -> object:
    fields = fields_of(kind)
    values: dict[str, object] = {}
    for entry in node.entries:
        field = fields.get(entry.name)
        if field is None:
            known = ", ".join(fields)
            message = f"no field {quoted(entry.name)} here{resembling(entry.name, fields, most=1)}"
            told.flaws.append(Flaw(entry.line, path, f"{message} (fields are {known})"))
            told.unknown.append(path)
        elif not _left_out(entry):
            value = entry.value
            if entry.name == _UNIT and isinstance(value, TextNode):
                value = structs.replace(value, text=ucum_of_shown(value.text))
            values[entry.name] = fill(value, field.type, (*path, entry.name), told)
    for name, field in fields.items():
        if field.required and name not in values:
            told.flaws.append(Flaw(node.line, path, f"{name} is missing; expects {expected(field.type)}"))
            told.stand_ins.append((*path, name))
            values[name] = stand_in(field.type)
    return values


def sketched(node: MapNode, kind: type[Built], told: Told) -> Built | None:
    """The struct that the mapping describes, with a stand-in for every part that does not fit; tells every flaw."""
    values = fill(node, kind, (), told)
    try:
        return convert(values, kind)
    except ValidationError as error:
        if not told.flaws:
            told.flaws.append(Flaw(node.line, (), f"does not fit: {error}"))
        return None


def built(node: MapNode, kind: type[Built], flaws: list[Flaw]) -> Built | None:
    """The struct that the mapping describes; None after telling every flaw."""
    told = Told([], [], [])
    made = sketched(node, kind, told)
    flaws.extend(told.flaws)
    return None if told.flaws else made
