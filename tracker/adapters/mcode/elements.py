"""Parts of a FHIR resource, read by their path, and the few that are written everywhere. Refuses to guess what is not there."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tracker.adapters.mcode.terms import UCUM

Json = dict[str, Any]
"""A resource or a part of one, as `json` reads it: numbers with a point are decimals."""

LONGEST_WORDS = 400
"""Characters of a short text of a fact."""

_TAG = re.compile(r" \([a-z][a-z /]*\)$")
"""SNOMED CT's semantic tag, such as ` (disorder)`: it says what sort of concept it is, not which."""


def at(node: object, *path: str | int) -> Any:  # noqa: ANN401 - whatever stands there
    """What stands at a path, or None."""
    for part in path:
        if isinstance(part, str) and isinstance(node, dict):
            node = node.get(part)
        elif isinstance(part, int) and isinstance(node, list) and len(node) > part:
            node = node[part]
        else:
            return None
    return node


def text_at(node: object, *path: str | int) -> str:
    """The text at a path, or the empty one."""
    found = at(node, *path)
    return found if isinstance(found, str) else ""


def list_at(node: object, *path: str | int) -> list[Any]:
    """The list at a path, or the empty one."""
    found = at(node, *path)
    return found if isinstance(found, list) else []


def number_at(node: object, *path: str | int) -> Decimal | None:
    """The number at a path, with its digits."""
    found = at(node, *path)
    if isinstance(found, bool) or not isinstance(found, int | Decimal):
        return None
    return Decimal(found)


def words(text: str) -> str:
    """A text as a fact holds it: one line, without signs that nobody can print, at most 400 characters.

    >>> words("Primary malignant neoplasm of breast (disorder)")
    'Primary malignant neoplasm of breast'
    """
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    plain = _TAG.sub("", line)
    return plain if len(plain) <= LONGEST_WORDS else f"{plain[: LONGEST_WORDS - 1]}…"


def words_of(concept: object) -> str:
    """What a CodeableConcept says: its text, else the first display, else the first code."""
    codings = list_at(concept, "coding")
    said = [text_at(concept, "text"), *(text_at(coding, "display") for coding in codings)]
    said += [text_at(coding, "code") for coding in codings]
    return next((found for text in said if (found := words(text))), "")


def code_of(concept: object, system: str) -> str:
    """The first code that a CodeableConcept has in a system."""
    codes = (text_at(item, "code") for item in list_at(concept, "coding") if text_at(item, "system") == system)
    return next((code for code in codes if code), "")


def codes_of(concept: object) -> Iterator[str]:
    """Every code of a CodeableConcept, whatever its system."""
    yield from (text_at(item, "code") for item in list_at(concept, "coding"))


def concept(text: str = "", system: str = "", code: str = "", display: str = "") -> Json:
    """A CodeableConcept of a text, a code or both."""
    said: Json = {}
    if code:
        said["coding"] = [{"system": system, "code": code} | ({"display": display} if display else {})]
    if text:
        said["text"] = text
    return said


def quantity(value: Decimal, unit: str = "") -> Json:
    """A Quantity in a UCUM unit."""
    said: Json = {"value": value}
    return said | ({"unit": unit, "system": UCUM, "code": unit} if unit else {})


def extensions(node: object, url: str) -> Iterator[Json]:
    """The extensions of an element that have a URL."""
    yield from (item for item in list_at(node, "extension") if text_at(item, "url") == url)


def extension(node: object, url: str) -> Json:
    """The first extension that has a URL, or the empty one."""
    return next(extensions(node, url), {})


def profiles(resource: Json) -> frozenset[str]:
    """The last parts of the profile URLs that a resource claims."""
    urls = (item.partition("|")[0] for item in list_at(resource, "meta", "profile") if isinstance(item, str))
    return frozenset(url.rpartition("/")[2] for url in urls)


def categories(resource: Json) -> frozenset[str]:
    """Every code of the categories of a resource."""
    found = resource.get("category")
    listed = found if isinstance(found, list) else [found]
    return frozenset(code for item in listed for code in codes_of(item))
