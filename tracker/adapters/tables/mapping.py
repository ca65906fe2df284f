"""A mapping: how the columns of a table become events. Refuses to say anything about a table that it did not see."""

from collections.abc import Mapping as Lookup
from decimal import Decimal

from msgspec import Struct

from tracker.adapters.casefile.tree import Node
from tracker.adapters.tables.numbers import NumberFormat


class Cell(Struct, frozen=True, kw_only=True):
    """A value that stands in a column."""

    column: str
    reading: str
    """`date`, `number`, `comparator`, `key` or `text`."""
    values: Lookup[str, Node] | None = None
    """What each text of the column means; None takes the text itself."""
    otherwise: Node | None = None
    """What every other text means; None: a row with another text is rejected."""
    exceptions: Lookup[str, Node] = {}
    """What some texts mean; every other one is read as it stands."""
    dates: tuple[str, ...] = ()
    numbers: NumberFormat = NumberFormat()
    times: Decimal | None = None
    """What a number is multiplied by, to bring it into another unit."""
    plus_days: str = ""
    """A column with days to add to a date."""


class Joined(Struct, frozen=True):
    """A text with the values of columns in it."""

    pieces: tuple[tuple[str, bool], ...]
    """A text, or the name of a column (true)."""
    as_key: bool


class Where(Struct, frozen=True):
    """For which rows something holds."""

    equal: tuple[tuple[str, frozenset[str]], ...] = ()
    """A column and the texts of which it has one; an empty text is a cell that says nothing."""
    filled: tuple[str, ...] = ()
    """Columns that say something."""


ALWAYS = Where()


class ListPart(Struct, frozen=True):
    """A list; an entry that says nothing is left out."""

    items: "tuple[Part, ...]"


class Field(Struct, frozen=True):
    """A field of an event or of a part of it."""

    name: str
    part: "Part"
    required: bool


class MapPart(Struct, frozen=True):
    """A part of an event with fields."""

    fields: tuple[Field, ...]
    where: Where = ALWAYS


class Fixed(Struct, frozen=True):
    """What is the same for every row."""

    node: Node


Part = Fixed | Cell | Joined | ListPart | MapPart


class Rule(Struct, frozen=True):
    """One event that a row may give."""

    kind: type[Struct]
    type: str
    """Wire name of the event."""
    line: int
    """Of the mapping."""
    part: MapPart
    extra: tuple[str, ...] = ()
    """Columns that are kept with the event, name to text."""
    compared: frozenset[str] = frozenset()
    """Columns of which the event reads the comparator besides the number."""


class LeftOut(Struct, frozen=True):
    """Rows that the mapping leaves out, and why."""

    where: Where
    why: str


class Layout(Struct, frozen=True, kw_only=True):
    """How the table is written; what is not declared is detected, or refused."""

    encoding: str | None = None
    delimiter: str | None = None
    missing: frozenset[str] = frozenset()
    """Texts that say nothing, beside an empty cell."""
    dates: tuple[str, ...] = ()
    numbers: NumberFormat = NumberFormat()


class Mapping(Struct, frozen=True, kw_only=True):
    """A whole mapping."""

    name: str
    """Part of the identity of every fact that it brings."""
    layout: Layout
    patient: Cell | Joined
    rules: tuple[Rule, ...]
    left_out: tuple[LeftOut, ...] = ()
    unused: tuple[str, ...] = ()
    """Columns that the mapping leaves out on purpose."""


def columns_of(mapping: Mapping) -> tuple[str, ...]:
    """Every column that the mapping reads, each once, in its order."""
    found: dict[str, None] = {}
    _note(mapping.patient, found)
    for rule in mapping.rules:
        _note(rule.part, found)
        found.update(dict.fromkeys(rule.extra))
    for left_out in mapping.left_out:
        _note_where(left_out.where, found)
    return tuple(found)


def texts_asked_for(part: Part) -> frozenset[str]:
    """Texts of columns that a part tells apart, by conditions and by values."""
    match part:
        case Cell(values=values, exceptions=exceptions):
            return frozenset((*(values or ()), *exceptions))
        case ListPart(items=items):
            return frozenset[str]().union(*map(texts_asked_for, items))
        case MapPart(fields=fields, where=where):
            own = (texts for _, texts in where.equal)
            return frozenset[str]().union(*own, *(texts_asked_for(field.part) for field in fields))
        case _:
            return frozenset()


def compared_in(part: Part) -> frozenset[str]:
    """Columns of which a comparator is read."""
    match part:
        case Cell(column=column, reading="comparator"):
            return frozenset({column})
        case ListPart(items=items):
            return frozenset[str]().union(*map(compared_in, items))
        case MapPart(fields=fields):
            return frozenset[str]().union(*(compared_in(field.part) for field in fields))
        case _:
            return frozenset()


def _note_where(where: Where, found: dict[str, None]) -> None:
    found.update(dict.fromkeys((*(column for column, _ in where.equal), *where.filled)))


def _note(part: Part, found: dict[str, None]) -> None:
    match part:
        case Fixed():
            return
        case Cell(column=column, plus_days=plus_days):
            found.update(dict.fromkeys((column, plus_days) if plus_days else (column,)))
        case Joined(pieces=pieces):
            found.update(dict.fromkeys(text for text, is_column in pieces if is_column))
        case ListPart(items=items):
            for item in items:
                _note(item, found)
        case MapPart(fields=fields, where=where):
            _note_where(where, found)
            for field in fields:
                _note(field.part, found)
