"""Every field of a fact in words, one line each, for whoever asks what a fact says. Refuses to leave a field out.

What was not stated is named once, in a line of its own. A field that nobody wrote and that has a meaning all the same, such as
once a day, was not said: it is told only to whoever compares two facts. Which fields there are is read off the class, so that
a new event is told without a line here.
"""

from collections.abc import Iterator
from decimal import Decimal
from enum import Enum

from msgspec import Struct

from tracker.events.fact import Entry, LastingFact, RecordedFact, Site, Source
from tracker.projections.words import listed, number_words, site_words
from tracker.values.units import shown_unit

NOT_STATED = "not-stated"

_ELSEWHERE = frozenset(
    {
        name
        for kind in (Entry, RecordedFact, LastingFact)
        for name in kind.__struct_fields__
        if name not in {"certainty", "asserted_by", "note", "extra"}
    }
)
"""Fields that say when something was, where it stands and how it is called: told by themselves."""

_MEASURED = {
    "mm": ("size", "mm"),
    "perpendicular_mm": ("across", "mm"),
    "previously_mm": ("before", "mm"),
    "dose_gy": ("dose", "Gy"),
    "volume_ml": ("volume", "mL"),
}
"""Fields whose name holds their unit."""

_OPEN_BESIDE = {"axis": "mm"}
"""Fields whose default is a doubt about another field: told where that one is there."""

_LAST = ("certainty", "asserted_by", "note", "extra")
"""What is said about a fact comes after what the fact says."""


class Particular(Struct, frozen=True, kw_only=True):
    """One field."""

    label: str
    text: str
    depth: int = 0
    """How far inside other fields it stands: a lesion of a study of a scan is at 2."""


def particulars_of(fact: Entry, *, usual: bool = False) -> tuple[Particular, ...]:
    """Every field that says something, and one line that names those that say nothing; times and sources apart.

    Args:
        fact: Which.
        usual: Whether what a field means where nothing was written is told like what was written.
    """
    names = [name for name in fact.__struct_fields__ if name not in _ELSEWHERE and name not in _LAST]
    found: list[Particular] = []
    silent: list[str] = []
    for name in (*names, *_LAST):
        said = list(_field(name, getattr(fact, name), 0, usual=usual))
        if said and not usual and _is_default(fact, name):
            continue
        found.extend(said)
        if not said and name in names:
            silent.append(_label(name))
    if silent:
        found.append(Particular(label="not stated", text=", ".join(silent)))
    return tuple(found)


def _is_default(item: Struct, name: str) -> bool:
    """Whether a field has the value that it has where nothing is written; on record the two are one."""
    if name in _OPEN_BESIDE and getattr(item, _OPEN_BESIDE[name], None) is not None:
        return False
    place = item.__struct_fields__.index(name) - len(item.__struct_fields__) + len(item.__struct_defaults__)
    return place >= 0 and getattr(item, name) == item.__struct_defaults__[place]


def _field(name: str, value: object, depth: int, *, usual: bool) -> Iterator[Particular]:
    if isinstance(value, tuple) and any(isinstance(item, Struct) and not isinstance(item, Site) for item in value):
        for number, item in enumerate(value, 1):
            label = _label(name) if len(value) == 1 else f"{_label(name)} {number}"
            yield from _struct(label, item, depth, usual=usual)
        return
    text = _words(name, value)
    if text:
        yield Particular(label=_label(name), text=text, depth=depth)


def _struct(label: str, item: object, depth: int, *, usual: bool) -> Iterator[Particular]:
    """A part with fields of its own: those of one line together, then the parts that it has itself."""
    if not isinstance(item, Struct) or isinstance(item, Source):
        yield Particular(label=label, text=_words(label, item), depth=depth)
        return
    plain: list[str] = []
    inner: list[Particular] = []
    for place, name in enumerate(item.__struct_fields__):
        said = list(_field(name, getattr(item, name), depth + 1, usual=usual))
        if said and not usual and _is_default(item, name):
            continue
        if name == "per" and not said and getattr(item, "dose", None) is not None:
            said = [Particular(label="per", text="day or cycle: not stated", depth=depth + 1)]
        flat = len(said) == 1 and said[0].label == _label(name) and not isinstance(getattr(item, name), tuple)
        if flat:
            plain.append(said[0].text if place == 0 else f"{said[0].label} {said[0].text}")
        else:
            inner.extend(said)
    yield Particular(label=label, text="; ".join(plain), depth=depth)
    yield from inner


def _words(name: str, value: object) -> str:
    """A value as people say it; empty where it says nothing."""
    match value:
        case None | "" | ():
            return ""
        case bool():
            return "yes" if value else "no"
        case Enum():
            text = str(value.value)
            return "" if text == NOT_STATED else text.replace("-", " ") if text.islower() else text
        case Decimal():
            number = number_words(value)
            return f"{number} {_MEASURED[name][1]}" if name in _MEASURED else number
        case Site():
            return listed((site_words(value), value.code))
        case Source():
            return value.locator
        case dict():
            return "; ".join(f"{key}: {text}" for key, text in value.items())
        case tuple():
            return "; ".join(filter(None, (_words(name, item) for item in value)))
        case _:
            text = str(value)
            if text == NOT_STATED:
                return ""
            return shown_unit(text) if name == "unit" else text


def _label(name: str) -> str:
    return _MEASURED[name][0] if name in _MEASURED else name.rstrip("_").replace("_", " ")
