"""What a field takes, in the curator's words, read off the annotations of the event classes. Refuses msgspec's own words."""

import re
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from msgspec import Meta, Struct, structs

from tracker.decisions.refused import resembling
from tracker.events.fault import Path
from tracker.values.durations import DURATION_PATTERN
from tracker.values.identifiers import KEY_PATTERN
from tracker.values.when import Lasting, Timing

Kind = Any
"""A type annotation: msgspec's own word for it, and mypy has none."""

_WORDS_FOR_PATTERNS = {
    KEY_PATTERN: "a key, such as labs-1: letters, digits, - and _, no dot or blank",
    DURATION_PATTERN: "a duration: a number and d, wk, mo or a, such as 7 mo",
}

_WORDS_FOR_LENGTHS = {
    Timing: "a time, such as 2023-04-12, 2023-04, time-zero, {after: KEY, stated: 7 mo}, {with: KEY} or unknown",
    Lasting: "a length, such as {stated: 21 d} or {at_least: 7 d, at_most: 28 d}",
}
_BOUND = re.compile(r"\s*[<>≤≥~≈]")


def origin_of(kind: Kind) -> Any:  # noqa: ANN401 - a special form of typing, or a class
    """What an annotation is made of: `tuple`, `dict`, a union; None for a class."""
    return get_origin(kind)


@lru_cache(maxsize=1024)
def bare_kind(kind: Kind) -> tuple[Kind, tuple[Meta, ...]]:
    """An annotation without its bounds and descriptions, and those."""
    if origin_of(kind) is Annotated:
        inner, *extras = get_args(kind)
        return inner, tuple(extra for extra in extras if isinstance(extra, Meta))
    return kind, ()


@lru_cache(maxsize=1024)
def options_of(kind: Kind) -> tuple[Kind, ...]:
    """The alternatives of a union, without None; of anything else itself."""
    bare, _ = bare_kind(kind)
    if origin_of(bare) in {Union, UnionType}:
        return tuple(option for option in get_args(bare) if option is not NoneType)
    return (kind,)


def is_class(kind: Kind, parent: type) -> bool:
    """Whether an annotation is a class that comes of another."""
    return isinstance(kind, type) and issubclass(kind, parent)


@lru_cache(maxsize=256)
def fields_of(kind: type[Struct]) -> dict[str, structs.FieldInfo]:
    """The fields of a class by their names on the wire."""
    return {field.encode_name: field for field in structs.fields(kind)}


def expected(kind: Kind) -> str:
    """What a field of this type takes, in the curator's words."""
    wanted: list[str] = []
    if any(bare_kind(option)[0] in _WORDS_FOR_LENGTHS for option in options_of(kind)):
        return next(
            _WORDS_FOR_LENGTHS[bare] for bare, _ in map(bare_kind, options_of(kind)) if bare in _WORDS_FOR_LENGTHS
        )
    for option in options_of(kind):
        bare, metas = bare_kind(option)
        if is_class(bare, Struct):
            wanted.append("a mapping with " + ", ".join(field.encode_name for field in fields_of(bare).values()))
        elif origin_of(bare) is tuple:
            wanted.append("a list")
        elif origin_of(bare) is dict:
            wanted.append("a mapping")
        else:
            wanted.append(expected_text(bare, metas))
    return " or ".join(wanted)


def expected_text(bare: Kind, metas: tuple[Meta, ...]) -> str:
    """What a field of one text takes: a choice, a number, a text of some form."""
    if is_class(bare, Enum):
        return "one of " + ", ".join(str(member.value) for member in bare)
    if bare is bool:
        return "true or false"
    if bare in {int, float, Decimal}:
        number = "a whole number" if bare is int else "a number, such as 61 or 6.15e5"
        least = next((meta.ge for meta in metas if meta.ge is not None), None)
        most = next((meta.le for meta in metas if meta.le is not None), None)
        return number if least is None else f"{number} from {least} to {most}"
    for meta in metas:
        if meta.pattern is not None:
            return _WORDS_FOR_PATTERNS.get(meta.pattern) or meta.description or f"a text like {meta.pattern}"
    return "a text"


_CATCHES_ALL = ("not-stated", "other")
"""Members of a choice for what is none of the others, the one that says less first."""


def about_choice(text: str, choice: type[Enum]) -> str:
    """What to write instead of a word that is none of a choice: the one that was meant, or the one for all the others."""
    values = [str(member.value) for member in choice]
    if hint := resembling(text, values, most=1):
        return hint
    rest = next((value for value in _CATCHES_ALL if value in values), None)
    return "" if rest is None else f"; where it is none of these, write {rest}, and the word itself into note"


def about_number(text: str, path: Path) -> str:
    """What to write instead of a number as documents have it."""
    if path[-1:] == ("value",) and _BOUND.match(text):
        return "; a bound such as < goes into comparator, and the number alone into value"
    if path == ("value",) and text[:1].isalpha():
        return "; a result in words goes into word, where the event has one"
    return "; the decimal sign is a point, and nothing groups digits" if "," in text else ""
