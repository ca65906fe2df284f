"""What a person may enter, as data that a screen can lay out: fields by kind, what is filled in, what was wrong with it.

Refuses to know an event class: a screen that shows a form needs none.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

Filled: TypeAlias = "str | list[Filled] | dict[str, Filled]"
"""What is filled in: a text; of a repeated field a list; of a group its fields by name."""

Values: TypeAlias = dict[str, Filled]
"""What is filled in, field by field. An empty text is left out."""

Path = tuple[str | int, ...]
"""Way to a field: names, places in lists from 0."""


PLACE = "KEY"
"""Stands for a fact in the forms of a time that are offered."""


class FieldKind(StrEnum):
    """What a field takes."""

    TEXT = "text"
    LONG = "long text"
    CHOICE = "choice"
    WHOLE = "whole number"
    NUMBER = "number"
    TIME = "time"
    LENGTH = "length"
    DURATION = "duration"
    RANGE = "range"
    GROUP = "group"
    COLUMNS = "columns"
    """A group of a name and a text."""


class Completion(StrEnum):
    """Where what a field may say comes from, besides its choices."""

    NOTHING = ""
    KEY = "a key that names the fact"
    FACTS = "facts of the case"
    ANCHORS = "facts of the case and their ends"
    TIMES = "forms of a time, facts of the case"
    REGIMENS = "regimens of the case"
    COURSES = "regimens and courses of the case"
    LESIONS = "lesions of the case"
    QUESTIONS = "ambiguities of the case"
    READINGS = "readings of the ambiguity"
    UNITS = "units"
    BEFORE = "what the case says elsewhere"


class FormField(Struct, frozen=True, kw_only=True):
    """One field of a form."""

    name: str
    kind: FieldKind
    help: str = ""
    """What it means, a sentence or two."""
    expects: str = ""
    """What it takes, in a few words."""
    required: bool = False
    default: str = ""
    """What holds when it is left out."""
    choices: tuple[str, ...] = ()
    completion: Completion = Completion.NOTHING
    repeated: bool = False
    at_least_one: bool = False
    """Of a repeated one, whether it may not be empty."""
    fields: "tuple[FormField, ...]" = ()
    """Of a group."""

    @property
    def label(self) -> str:
        """Its name as people read it."""
        return self.name.replace("_", " ")

    @property
    def filled(self) -> bool:
        """Whether an empty text is something else than leaving it out: the default stands in it from the beginning."""
        return bool(self.default) and self.kind in {FieldKind.TEXT, FieldKind.LONG}


class Form(Struct, frozen=True, kw_only=True):
    """What one type of event asks for."""

    type: str
    """Wire name."""
    says: str
    """What the event is, a sentence."""
    fields: tuple[FormField, ...]


class Complaint(Struct, frozen=True):
    """What is wrong, and with which field; without a path it is the entry as a whole."""

    path: Path
    message: str


class Verb(StrEnum):
    """What is done to the record."""

    RECORD = "record"
    AMEND = "amend"
    RETRACT = "retract"
    MOVE = "move"
    CHOOSE = "choose"


class Aim(Struct, frozen=True):
    """What a form is for."""

    verb: Verb
    subject: str
    """The type of event that is recorded, the key of the fact that is corrected, the question that is answered."""

    @property
    def name(self) -> str:
        """Names the form in its case."""
        return f"{self.verb} {self.subject}"


class Offer(Struct, frozen=True):
    """Something that can be done."""

    aim: Aim
    title: str
    says: str
    kept_at: str = ""
    """When a draft of it was kept, `2025-05-03 14:30Z`; empty without one."""
    also: str = ""
    """Other words that people seek it by."""


class Difference(Struct, frozen=True):
    """A field that reads otherwise after a correction."""

    path: Path
    before: str
    after: str


class Option(Struct, frozen=True):
    """Something that a field may say."""

    text: str
    says: str = ""
    """What it is, in a few words."""
    pattern: bool = False
    """Whether it shows how something is written, with figures that nobody stated: it is to be typed over."""


def blank(fields: tuple[FormField, ...]) -> Values:
    """An empty form: defaults that a text has stand in it, and one entry of what may not be empty."""
    return {field.name: _blank(field) for field in fields}


def blank_entry(field: FormField) -> Filled:
    """An empty entry of a repeated field, or an empty group."""
    return blank(field.fields) if field.fields else ""


def _blank(field: FormField) -> Filled:
    if field.repeated:
        return [blank_entry(field)] if field.at_least_one else []
    if field.fields:
        return blank(field.fields)
    return field.default if field.filled else ""


def is_blank(field: FormField, filled: Filled) -> bool:
    """Whether nothing was filled in, in an entry of a repeated field or in a group; spaces alone are nothing."""
    match filled:
        case dict():
            return all(
                is_blank(each, said) or (each.filled and said == each.default)
                for each in field.fields
                for said in [filled.get(each.name, "")]
            )
        case list():
            return all(is_blank(field, entry) for entry in filled)
        case _:
            return not filled.strip()


def left_out(fields: tuple[FormField, ...], values: Mapping[str, Filled], path: Path = ()) -> tuple[Path, ...]:
    """Entries in which nothing is filled in, and texts of spaces alone: `without_blanks` drops them."""
    found: list[Path] = []
    for field in fields:
        filled, where = values.get(field.name, ""), (*path, field.name)
        entries = [(filled, where)]
        if isinstance(filled, list):
            needed = field.at_least_one and is_blank(field, filled)
            entries = [] if needed else [(entry, (*where, place)) for place, entry in enumerate(filled)]
        for entry, place in entries:
            if (field.repeated or (isinstance(entry, str) and entry)) and is_blank(field, entry):
                found.append(place)
            elif isinstance(entry, dict):
                found.extend(left_out(field.fields, entry, place))
    return tuple(found)


def without_blanks(fields: tuple[FormField, ...], values: Mapping[str, Filled]) -> Values:
    """What is filled in, without entries in which nothing is, so that places in lists are those of the event."""
    return {field.name: _without_blanks(field, values.get(field.name, "")) for field in fields}


def _without_blanks(field: FormField, filled: Filled) -> Filled:
    if isinstance(filled, list):
        entries = [_without_blanks(field, entry) for entry in filled if not is_blank(field, entry)]
        return entries or ([blank_entry(field)] if field.at_least_one else [])
    if isinstance(filled, dict):
        return without_blanks(field.fields, filled)
    return filled if filled.strip() else ""


def fitted(fields: tuple[FormField, ...], values: Mapping[str, object]) -> Values:
    """A form with what it has a field for out of values from elsewhere, such as a draft of another version."""
    return {field.name: _fitted(field, values.get(field.name)) for field in fields}


def _fitted(field: FormField, value: object) -> Filled:
    if field.repeated:
        return [_fitted_entry(field, entry) for entry in value] if isinstance(value, list) else _blank(field)
    return _blank(field) if value is None else _fitted_entry(field, value)


def _fitted_entry(field: FormField, value: object) -> Filled:
    if field.fields:
        return fitted(field.fields, value if isinstance(value, dict) else {})
    return value if isinstance(value, str) else ""


def flat(fields: tuple[FormField, ...], values: Mapping[str, Filled], path: Path = ()) -> dict[Path, str]:
    """Every text that is filled in, by its path, in the order of the form; what is left out is not there."""
    found: dict[Path, str] = {}
    for field in fields:
        filled = values.get(field.name, "")
        where = (*path, field.name)
        if isinstance(filled, list):
            for place, entry in enumerate(filled):
                found.update(_flat(field, entry, (*where, place)))
        else:
            found.update(_flat(field, filled, where))
    return found


def _flat(field: FormField, entry: Filled, path: Path) -> dict[Path, str]:
    if isinstance(entry, dict):
        return flat(field.fields, entry, path)
    same = entry == (field.default if field.filled and not field.repeated else "")
    return {} if isinstance(entry, list) or same else {path: entry}


def differences_between(
    fields: tuple[FormField, ...], before: Mapping[str, Filled], after: Mapping[str, Filled]
) -> tuple[Difference, ...]:
    """The fields that read otherwise, in the order of the form."""
    was, reads = flat(fields, before), flat(fields, after)
    return tuple(
        Difference(path, was.get(path, ""), reads.get(path, ""))
        for path in dict.fromkeys((*was, *reads))
        if was.get(path) != reads.get(path)
    )


def field_at(fields: tuple[FormField, ...], path: Path) -> FormField:
    """The field that a path leads to; places in lists lead nowhere else.

    Raises:
        LookupError: where there is no such field.
    """
    name, *within = (part for part in path if isinstance(part, str))
    field = {each.name: each for each in fields}[name]
    return field_at(field.fields, tuple(within)) if within else field


def shown_path(path: Path) -> str:
    """A path as people read it.

    >>> shown_path(("drugs", 0, "dose_most"))
    'drugs 1, dose most'
    """
    words = ""
    for part in path:
        words += f" {part + 1}" if isinstance(part, int) else f"{', ' * bool(words)}{part.replace('_', ' ')}"
    return words
