"""A resource as paths and values, and what of it a fact does not hold. Refuses to let a kept element contradict its fact.

Of an imported resource the fact keeps in `extra`, under `fhir:` and the path, every element that writing the fact alone would
not give again; an empty text stands for an element that would be written and was not there.
"""

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from tracker.adapters.mcode.elements import Json
from tracker.adapters.mcode.terms import ABSENT as ABSENT_REASON
from tracker.adapters.mcode.terms import RELATIVE, RELATIVE_DATE, REST_OF_FACT
from tracker.events.fault import is_printable
from tracker.projections.words import ELEMENT

PREFIX = ELEMENT
ABSENT = ""
NOTHING_KEPT = f"{PREFIX}nothing"
"""Stands in the extension of a fact that keeps nothing where its resources would give something."""

LONGEST_LEAF = 4000
"""Characters of one kept element."""

MOST_LEAVES = 400
"""Elements of one resource that a fact keeps."""

_NOT_KEPT = frozenset({REST_OF_FACT, RELATIVE, RELATIVE_DATE})
"""Extensions that are read as part of the fact itself."""

_SCALAR = re.compile(r'-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?|true|false|".*', re.DOTALL)
_PART = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)((?:\[[0-9]{1,3}\])*)")
_PATH = re.compile(rf"(?:[0-9]{{1,3}}/)?{_PART.pattern}(?:\.{_PART.pattern})*")


def leaves_of(resources: list[Json]) -> dict[str, str]:
    """Path to value of everything that some resources say; the second and later ones under their number."""
    found: dict[str, str] = {}
    for place, resource in enumerate(resources):
        lead = f"{place}/" if place else ""
        for path, value in _walk("", resource):
            if path != "resourceType" and (place or path != "id"):
                found[f"{lead}{path}"] = _text(value)
    return found


def _walk(path: str, node: object) -> Iterator[tuple[str, object]]:
    if isinstance(node, dict):
        if node.get("url") in _NOT_KEPT or (node.get("url") == ABSENT_REASON and node.get("valueCode") == "unknown"):
            return
        for key, value in node.items():
            yield from _walk(f"{path}.{key}" if path else key, value)
    elif isinstance(node, list):
        for place, value in enumerate(node):
            yield from _walk(f"{path}[{place}]", value)
    elif node is not None:
        yield path, node


def _text(value: object) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False) if _SCALAR.fullmatch(value) or not value else value
    return str(value).lower() if isinstance(value, bool) else str(value)


def _value(text: str) -> object:
    if not _SCALAR.fullmatch(text):
        return text
    if text in {"true", "false"}:
        return text == "true"
    if text.startswith('"'):
        try:
            return json.loads(text)
        except ValueError:
            return text
    try:
        return int(text) if re.fullmatch(r"-?[0-9]{1,18}", text) else Decimal(text)
    except InvalidOperation:
        return text


def rest_of(read: list[Json], written: list[Json]) -> tuple[dict[str, str], list[str]]:
    """What was read and would not be written again, for `extra`, and the paths of what is too much for it, each with why."""
    there, again = leaves_of(read), leaves_of(written)
    kept: dict[str, str] = {}
    lost: list[str] = []
    for path, text in there.items():
        if again.get(path) == text:
            continue
        if len(text) > LONGEST_LEAF or not is_printable(path + text) or not _PATH.fullmatch(path):
            lost.append(f"{path}: too long, or not printable")
        else:
            kept[PREFIX + path] = text
    kept |= {PREFIX + path: ABSENT for path in again if path not in there and _PATH.fullmatch(path)}
    if len(kept) > MOST_LEAVES:
        why = f"a fact keeps {MOST_LEAVES} elements of a resource, and this one has {len(kept)}"
        return {}, [*lost, *(f"{name.removeprefix(PREFIX)}: {why}" for name, text in kept.items() if text != ABSENT)]
    return kept, lost


def with_rest(written: list[Json], extra: Mapping[str, str]) -> list[Json]:
    """The resources of a fact with the elements that it keeps put in their places."""
    found: list[Json] = [_copy(resource) for resource in written]
    for name, text in extra.items():
        path = name.removeprefix(PREFIX)
        if name == path or not _PATH.fullmatch(path):
            continue
        number, slash, rest = path.partition("/")
        place = int(number) if slash else 0
        if place < len(found):
            _put(found[place], rest if slash else path, ABSENT if text == ABSENT else _value(text), text == ABSENT)
    whole = (_pruned(resource) for resource in found)
    return [resource for resource in whole if isinstance(resource, dict) and "id" in resource]


def _copy(node: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(node, dict):
        return {key: _copy(value) for key, value in node.items()}
    return [_copy(value) for value in node] if isinstance(node, list) else node


def _put(resource: Json, path: str, value: object, absent: bool) -> None:
    steps: list[str | int] = []
    for part in path.split("."):
        name, places = re.fullmatch(_PART, part).groups()  # type: ignore[union-attr]  # the whole path matched
        steps += [name, *(int(place) for place in re.findall(r"[0-9]+", places))]
    node: Any = resource
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        fresh: object = None if following is None else [] if isinstance(following, int) else {}
        if isinstance(step, int):
            if not isinstance(node, list):
                return
            node.extend({} for _ in range(step + 1 - len(node)))
        elif not isinstance(node, dict):
            return
        if following is None:
            node[step] = None if absent else value
        else:
            held = node[step] if isinstance(step, int) else node.get(step)
            if not isinstance(held, type(fresh)) or held == {}:
                node[step] = fresh
            node = node[step]


def _pruned(node: Any) -> Any:  # noqa: ANN401 - JSON
    """Without what is absent, and without what is empty because of it."""
    if isinstance(node, dict):
        found = {
            key: value for key, value in ((key, _pruned(value)) for key, value in node.items()) if value is not None
        }
        return found or None
    if isinstance(node, list):
        return [value for value in (_pruned(item) for item in node) if value is not None] or None
    return node
