"""What every example may say about itself: its time in parts, its certainty, its source. Refuses to know event types."""

import re
from typing import Required, TypedDict, Unpack

from tracker.events.fact import Source
from tracker.values.vocabularies import Certainty
from tracker.values.when import Basis, Timing, When


class Said(TypedDict, total=False):
    """What every fact may say besides its own fields: its time in parts, and where it comes from."""

    at: When
    day: float | tuple[float, float]
    after: str
    before: str
    with_: str
    between: tuple[str, str]
    stated: str
    at_least: str
    at_most: str
    basis: Basis
    known: When
    certainty: Certainty
    asserted_by: str
    note: str
    sources: tuple[Source, ...]
    extra: dict[str, str]


class Kept(TypedDict, total=False):
    """The fields that every fact has."""

    key: Required[str]
    occurred: Required[When]
    known: When
    certainty: Certainty
    asserted_by: str
    note: str
    sources: tuple[Source, ...]
    extra: dict[str, str]


_PARTS = frozenset({"day", "after", "before", "with_", "between", "stated", "at_least", "at_most"})


def time(**said: Unpack[Said]) -> When:
    """Build the wire form of a time from its parts; nothing said is time zero.

    Raises:
        ValueError: for a whole time beside parts of one.
    """
    parts = {name: value for name, value in said.items() if name in _PARTS}
    if not parts:
        at = said.get("at", "time-zero")
        return Timing(at=at, basis=said["basis"]) if "basis" in said and isinstance(at, str) else at
    if "at" in said:
        raise ValueError(f"a whole time beside {', '.join(sorted(parts))}")
    if "basis" in said:
        parts["basis"] = said["basis"]
    return Timing(**parts)  # type: ignore[arg-type]  # the names were checked against Said


def kept(key: str, said: Said) -> Kept:
    """The common fields of a fact, from its key and what is said of it."""
    fields: Kept = {"key": key, "occurred": time(**said)}
    for name in ("known", "certainty", "asserted_by", "note", "sources", "extra"):
        if name in said:
            fields[name] = said[name]
    return fields


def slug(text: str) -> str:
    """A key made of a name."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
