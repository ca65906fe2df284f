"""Changing what is filled into a form, entry by entry, and listing it line by line. Refuses to change anything in place."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from tracker.decisions.form import Filled, FormField, Path, Values, blank_entry


class FormLine(Struct, frozen=True, kw_only=True):
    """A line of a form: a field to fill in, or what heads a group or an entry of it."""

    path: Path
    field: FormField
    depth: int
    label: str
    text: str = ""
    """What is filled in."""
    heads: bool = False
    """Whether it only heads the lines below it."""
    entries: int | None = None
    """Of the head of a repeated field, how many entries there are; None for every other line."""


def lines_of(fields: tuple[FormField, ...], values: Mapping[str, Filled], path: Path = ()) -> Iterator[FormLine]:
    """Every line of a form, in its order."""
    depth = len(path)
    for field in fields:
        where = (*path, field.name)
        filled = values.get(field.name, "")
        if not field.repeated:
            yield from _lines(field, filled, where, depth, field.label)
            continue
        entries = filled if isinstance(filled, list) else []
        yield FormLine(path=where, field=field, depth=depth, label=field.label, heads=True, entries=len(entries))
        for place, entry in enumerate(entries):
            yield from _lines(field, entry, (*where, place), depth + 1, f"{field.label} {place + 1}")


def _lines(field: FormField, filled: Filled, path: Path, depth: int, label: str) -> Iterator[FormLine]:
    if field.fields:
        yield FormLine(path=path, field=field, depth=depth, label=label, heads=True)
        yield from lines_of(field.fields, filled if isinstance(filled, dict) else {}, path)
    else:
        text = filled if isinstance(filled, str) else ""
        yield FormLine(path=path, field=field, depth=depth, label=label, text=text)


def at(values: Values, path: Path) -> Filled:
    """What is filled in at a path.

    Raises:
        LookupError: where there is no such place.
    """
    found: Filled = values
    for part in path:
        match found, part:
            case dict(), str():
                found = found[part]
            case list(), int():
                found = found[part]
            case _:
                raise LookupError(part)
    return found


def put(values: Values, path: Path, filled: Filled) -> Values:
    """The values with something else at a path."""
    changed = _put(values, path, filled)
    return changed if isinstance(changed, dict) else values


def _put(here: Filled, path: Path, filled: Filled) -> Filled:
    if not path:
        return filled
    part, rest = path[0], path[1:]
    if isinstance(here, dict) and isinstance(part, str):
        return {**here, part: _put(here[part], rest, filled)}
    if isinstance(here, list) and isinstance(part, int):
        return [*here[:part], _put(here[part], rest, filled), *here[part + 1 :]]
    raise LookupError(part)


def with_entry(values: Values, path: Path, field: FormField, place: int) -> Values:
    """The values with an empty entry more in a repeated field.

    Args:
        values: What is filled in.
        path: Where the field is.
        field: The field.
        place: Which entry the new one is, from 0.
    """
    entries = _entries(values, path)
    return put(values, path, [*entries[:place], blank_entry(field), *entries[place:]])


def without_entry(values: Values, path: Path, place: int) -> Values:
    """The values with an entry less in a repeated field."""
    entries = _entries(values, path)
    return put(values, path, [*entries[:place], *entries[place + 1 :]])


def _entries(values: Values, path: Path) -> list[Filled]:
    found = at(values, path)
    return found if isinstance(found, list) else []


def beside(values: Values, path: Path) -> Mapping[str, Filled]:
    """What is filled in beside a field; what its entry does not say, the form says."""
    found: dict[str, Filled] = dict(values)
    for length in range(1, len(path)):
        part = at(values, path[:length])
        if isinstance(part, dict):
            found.update(part)
    return found
