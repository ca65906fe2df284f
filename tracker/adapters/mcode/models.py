"""A bundle checked against the R4B models of `fhir.resources`, which are loaded only here. Refuses a bundle of which any part is invalid.

Limits: 20 MB, 50 levels deep, 20,000 entries; a larger bundle is split by whoever sends it.
"""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NoReturn

from tracker.adapters.casefile import Problem
from tracker.adapters.mcode.detection import LARGEST_BUNDLE
from tracker.adapters.mcode.elements import Json, list_at, text_at
from tracker.events.fault import Path
from tracker.values.extras import install

DEEPEST = 50
MOST_ENTRIES = 20_000
MOST_DIGITS, MOST_EXPONENT = 40, 400
"""Digits of a number, and powers of ten that it may be away from 1, as any 64-bit number is; beyond them arithmetic takes
minutes, or fails."""
SHOWN_ERRORS = 20
"""Errors of one bundle that are named one by one."""

NEEDS_EXTRA = f"reading and writing FHIR needs the package fhir.resources; install it with {install('fhir')}"


class ExtraMissingError(Exception):
    """`fhir.resources` is not installed."""

    def __init__(self) -> None:
        super().__init__(NEEDS_EXTRA)


def need_models() -> None:
    """Make sure that the models are there.

    Raises:
        ExtraMissingError: with what to install.
    """
    try:
        from fhir.resources.R4B import get_fhir_model_class  # noqa: F401, PLC0415 - an extra; 0.1 s, for FHIR alone
    except ImportError as error:
        raise ExtraMissingError from error


def read_json(name: str, data: bytes) -> tuple[Json | None, tuple[Problem, ...]]:
    """The bundle as JSON with exact numbers, or why it is none."""
    if len(data) > LARGEST_BUNDLE:
        return None, (Problem(name, 0, "", f"more than {LARGEST_BUNDLE / 1e6:.0f} MB; split the bundle by patient"),)
    try:
        found: object = json.loads(
            data.decode("utf-8-sig"),
            parse_float=_number,
            parse_int=_integer,
            parse_constant=_no_number,
            object_pairs_hook=_object,
        )
    except UnicodeDecodeError:
        return None, (Problem(name, 0, "", "not UTF-8; FHIR JSON is UTF-8"),)
    except RecursionError:
        return None, (Problem(name, 0, "", f"deeper than {DEEPEST} levels; no FHIR resource is"),)
    except (ValueError, ArithmeticError) as error:
        line = getattr(error, "lineno", 0)
        if str(error).startswith("Extra data"):
            said = "holds several JSON values; a bundle is one, so put the resources of NDJSON into its entries"
            return None, (Problem(name, line, "", said),)
        return None, (Problem(name, line, "", f"not JSON: {error}"),)
    if not isinstance(found, dict) or text_at(found, "resourceType") != "Bundle":
        return None, (Problem(name, 0, "", "expects a FHIR resource of the type Bundle"),)
    if _depth(found) > DEEPEST:
        return None, (Problem(name, 0, "", f"deeper than {DEEPEST} levels; no FHIR resource is"),)
    if len(list_at(found, "entry")) > MOST_ENTRIES:
        return None, (Problem(name, 0, "", f"more than {MOST_ENTRIES:,} entries; split the bundle by patient"),)
    return found, ()


def _object(pairs: list[tuple[str, Any]]) -> Json:
    found: Json = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"{key[:80]!r} stands twice in one object")
        found[key] = value
    return found


def _number(text: str) -> Decimal:
    found = Decimal(text)
    if len(text) > MOST_DIGITS or abs(found.adjusted()) > MOST_EXPONENT:
        raise ValueError(f"{text[:40]} is no number that can be measured")
    return found


def _integer(text: str) -> int:
    if len(text) > MOST_DIGITS:
        raise ValueError(f"{text[:40]}… is no number that can be measured")
    return int(text)


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number of JSON")


def _depth(found: object) -> int:
    level, nodes = 0, [found]
    while nodes and level <= DEEPEST:
        level += 1
        nodes = [
            inner
            for node in nodes
            if isinstance(node, dict | list)
            for inner in (node.values() if isinstance(node, dict) else node)
        ]
    return level


def problems_of(name: str, bundle: Json) -> tuple[Problem, ...]:
    """Everything that the R4B models find wrong with a bundle, entry by entry."""
    found = list(_bundle_problems(name, bundle))
    if len(found) > SHOWN_ERRORS:
        more = len(found) - SHOWN_ERRORS
        found = [*found[:SHOWN_ERRORS], Problem(name, 0, "", f"and {more} more of the same kind")]
    return tuple(found)


def _bundle_problems(name: str, bundle: Json) -> Iterator[Problem]:
    outer = {key: value for key, value in bundle.items() if key != "entry"}
    for path, message in faults_of_resource(outer):
        yield Problem(name, 0, "", f"Bundle{_shown(path)}: {message}")
    if "entry" in bundle and not isinstance(bundle["entry"], list):
        yield Problem(name, 0, "", "Bundle.entry: expects a list")
    for place, entry in enumerate(list_at(bundle, "entry")):
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if not isinstance(resource, dict):
            yield Problem(name, 0, "", f"entry {place + 1}: expects a resource")
            continue
        where = f"entry {place + 1}, {text_at(resource, 'resourceType') or 'no type'}/{text_at(resource, 'id') or '?'}"
        for path, message in faults_of_resource(resource):
            yield Problem(name, 0, "", f"{where}{_shown(path)}: {message}")


def _shown(path: Path) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)


def faults_of_resource(resource: Json) -> tuple[tuple[Path, str], ...]:
    """What the model of its type finds wrong with a resource: where, and a clause."""
    from fhir.resources.R4B import get_fhir_model_class  # noqa: PLC0415 - an extra; 0.1 s, for FHIR alone
    from pydantic import ValidationError  # noqa: PLC0415 - as above

    kind = text_at(resource, "resourceType")
    try:
        model = get_fhir_model_class(kind)
    except (LookupError, ImportError, AttributeError, ValueError):
        return (((), f"{kind!r} is no resource type of FHIR R4B"),)
    try:
        held = model.model_validate(resource).model_dump()
    except ValidationError as error:
        return tuple((_places(item["loc"]), " ".join(item["msg"].split())) for item in error.errors())
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError) as error:
        return (((), " ".join(str(error).split())[:200] or type(error).__name__),)
    return tuple(_misspelled(resource, held, ()))


def _misspelled(said: object, held: object, path: Path) -> Iterator[tuple[Path, str]]:
    """Numbers and truth values in quotes, and the like: the models read them, but JSON says something else."""
    if isinstance(said, dict) and isinstance(held, Mapping):
        for key, value in said.items():
            yield from _misspelled(value, held.get(key), (*path, key))
    elif isinstance(said, list) and isinstance(held, list):
        for place, (value, other) in enumerate(zip(said, held, strict=False)):
            yield from _misspelled(value, other, (*path, place))
    elif isinstance(held, bool) and not isinstance(said, bool):
        yield path, "expects true or false, without quotes"
    elif isinstance(held, int | float | Decimal) and (isinstance(said, bool | str)) and not isinstance(held, bool):
        yield path, "expects a number, without quotes"


def _places(found: tuple[int | str, ...]) -> Path:
    return tuple(found)
