"""From the tree of a mapping to what a row fills in, checked against the event's own class. Refuses an unknown field.

The check builds the event with a stand-in for every cell, so that whatever the mapping fixes is found out with its line
before a row is read.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import Enum
from types import NoneType
from typing import Any, get_args

from msgspec import Struct

from tracker.adapters.casefile.expecting import bare_kind, expected, fields_of, origin_of
from tracker.adapters.casefile.problems import Flaw, quoted
from tracker.adapters.casefile.shape import Told, fill, option_for, stand_in
from tracker.adapters.casefile.tree import ListNode, MapEntry, MapNode, Node, TextNode
from tracker.adapters.tables.conditions import read_where, texts_of
from tracker.adapters.tables.dates import format_flaw
from tracker.adapters.tables.mapping import Cell, Field, Fixed, Joined, Layout, ListPart, MapPart, Part
from tracker.adapters.tables.numbers import NumberFormat
from tracker.decisions.refused import resembling
from tracker.events.fault import Path

CELL_FIELDS = ("column", "as", "values", "otherwise", "except", "dates", "decimal", "thousands", "times", "plus_days")
READINGS = ("text", "number", "date", "key", "comparator")
TIMES = frozenset({"occurred", "known", "at"})
CONDITIONS = frozenset({"where", "filled"})
MOST_PIECES = 64
"""Texts and columns in one `text`."""

_PIECE = re.compile(r"\{([^{}]*)\}")


class Growing(Struct, frozen=True):
    """What is needed while a mapping is read."""

    layout: Layout
    flaws: list[Flaw]

    def say(self, line: int, path: Path, message: str) -> None:
        """Note what is wrong."""
        self.flaws.append(Flaw(line, path, message))


def grown(node: Node, kind: Any, path: Path, growing: Growing) -> tuple[Part, Node]:  # noqa: ANN401 - an annotation
    """What a row fills in, and the same with stand-ins.

    Args:
        node: The part of the mapping.
        kind: The annotation of what it becomes.
        path: Where it stands in the event.
        growing: Layout of the table, and the flaws.
    """
    match node:
        case MapNode() if any(entry.name == "column" for entry in node.entries):
            cell = read_cell(node, path, growing, reading=_reading_of(kind, path))
            return cell, _stand_in(cell, kind, node, path, growing)
        case MapNode() if any(entry.name == "text" for entry in node.entries):
            joined = read_joined(node, path, growing)
            return joined, _plain_stand_in(kind, node, path, growing)
        case MapNode():
            return _map(node, kind, path, growing)
        case ListNode(items=items, line=line):
            option = option_for(node, kind)
            inner = get_args(bare_kind(option)[0]) if option is not None else ()
            kinds = [_item_kind(inner, place) for place in range(len(items))]
            made = [grown(item, kinds[place], (*path, place), growing) for place, item in enumerate(items)]
            shown = ListNode(tuple(stand for _, stand in made), line)
            if all(isinstance(part, Fixed) for part, _ in made):
                return Fixed(node), shown
            return ListPart(tuple(part for part, _ in made)), shown
        case TextNode():
            return Fixed(node), node


def _item_kind(inner: tuple[Any, ...], place: int) -> Any:  # noqa: ANN401 - an annotation
    if not inner:
        return None
    endless = inner[-1] is Ellipsis
    return inner[0] if endless else inner[min(place, len(inner) - 1)]


def _map(node: MapNode, kind: Any, path: Path, growing: Growing) -> tuple[Part, Node]:  # noqa: ANN401 - an annotation
    option = option_for(node, kind) if kind is not None else None
    bare = bare_kind(option)[0] if option is not None else None
    known = fields_of(bare) if isinstance(bare, type) and issubclass(bare, Struct) else {}
    value_kind = get_args(bare)[1] if origin_of(bare) is dict else None
    fields: list[Field] = []
    shown: list[MapEntry] = []
    for entry in node.entries:
        if entry.name in CONDITIONS:
            continue
        found = known.get(entry.name)
        inner = found.type if found is not None else value_kind
        part, stand = grown(entry.value, inner, (*path, entry.name), growing)
        required = found is not None and found.required
        fields.append(Field(entry.name, part, required))
        shown.append(MapEntry(entry.name, entry.line, stand))
    where = read_where(node, path, growing.flaws)
    conditional = any(entry.name in CONDITIONS for entry in node.entries)
    if not conditional and path and all(isinstance(field.part, Fixed) for field in fields):
        return Fixed(node), MapNode(tuple(shown), node.line)
    return MapPart(tuple(fields), where), MapNode(tuple(shown), node.line)


def _reading_of(kind: Any, path: Path) -> str:  # noqa: ANN401 - an annotation
    """How a column is read where the mapping does not say: by what the field takes."""
    names = [part for part in path if isinstance(part, str)]
    if names and (names[-1] in TIMES or (names[0] in TIMES and "readings" in names[-2:-1])):
        return "date"
    options = get_args(kind) if NoneType in get_args(kind) else (kind,)
    wanted = {bare_kind(option)[0] for option in options}
    return "number" if wanted & {int, float, Decimal} else "text"


def read_cell(node: MapNode, path: Path, growing: Growing, *, reading: str) -> Cell:
    """A `{column: …}` of the mapping."""
    for entry in node.entries:
        if entry.name not in CELL_FIELDS:
            hint = resembling(entry.name, CELL_FIELDS, most=1)
            growing.say(entry.line, path, f"no {quoted(entry.name)} beside column{hint} ({', '.join(CELL_FIELDS)})")
    asked = node.text("as") or reading
    if asked not in READINGS:
        growing.say(node.line, path, f"as: expects one of {', '.join(READINGS)}; found {quoted(asked)}")
    if not node.text("column").strip():
        growing.say(node.line, path, "column: expects the name of a column")
    layout = growing.layout
    given = NumberFormat(
        node.text("decimal") or layout.numbers.decimal, node.text("thousands") or layout.numbers.thousands
    )
    return Cell(
        column=node.text("column").strip(),
        reading=asked,
        values=_values(node, "values", path, growing),
        otherwise=node.get("otherwise"),
        exceptions=_values(node, "except", path, growing) or {},
        dates=read_formats(node, path, growing.flaws) or layout.dates,
        numbers=given,
        times=_factor(node, path, growing),
        plus_days=node.text("plus_days").strip(),
    )


def _values(node: MapNode, name: str, path: Path, growing: Growing) -> dict[str, Node] | None:
    listed = node.get(name)
    if listed is None:
        return None
    if not isinstance(listed, MapNode):
        growing.say(listed.line, path, f"{name}: expects a mapping, a text of the column to what it means")
        return None
    return {entry.name.strip(): entry.value for entry in listed.entries}


def _factor(node: MapNode, path: Path, growing: Growing) -> Decimal | None:
    text = node.text("times")
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,12})?", text) or not Decimal(text):
        growing.say(node.line, path, f"times: expects a number such as 0.01; found {quoted(text)}")
        return None
    return Decimal(text)


def read_formats(node: MapNode, path: Path, flaws: list[Flaw]) -> tuple[str, ...]:
    """The date formats that a part of the mapping declares."""
    formats = texts_of(node, "dates", path, flaws)
    wrong = {text: format_flaw(text) for text in formats}
    flaws.extend(
        Flaw(node.line, (*path, "dates"), f"{said}; found {quoted(text)}") for text, said in wrong.items() if said
    )
    return tuple(text for text in formats if not wrong[text])


def read_joined(node: MapNode, path: Path, growing: Growing) -> Joined:
    """A `{text: "…{column}…"}` of the mapping."""
    for entry in node.entries:
        if entry.name not in {"text", "as"}:
            growing.say(entry.line, path, f"no {quoted(entry.name)} beside text; it may have as: key")
    asked = node.text("as")
    if asked not in {"", "key", "text"}:
        growing.say(node.line, path, f"as: expects key or text; found {quoted(asked)}")
    template = node.text("text")
    pieces: list[tuple[str, bool]] = []
    place = 0
    for found in _PIECE.finditer(template):
        pieces += [(template[place : found.start()], False), (found[1].strip(), True)]
        place = found.end()
    pieces.append((template[place:], False))
    if not any(is_column for _, is_column in pieces) or len(pieces) > MOST_PIECES:
        growing.say(node.line, path, "text: expects a text with the names of columns in braces, such as cycle-{number}")
    return Joined(tuple(piece for piece in pieces if piece[0]), asked == "key")


def _stand_in(cell: Cell, kind: Any, node: MapNode, path: Path, growing: Growing) -> Node:  # noqa: ANN401 - as above
    """What stands for a cell while the mapping is checked; every value that it may have is checked as well."""
    given: Iterable[Node] = (cell.values or {}).values()
    meant = [*given, *cell.exceptions.values(), *(() if cell.otherwise is None else (cell.otherwise,))]
    checked = [value for value in meant if not (isinstance(value, TextNode) and value.blank)]
    growing.flaws.extend(flaw for value in checked for flaw in _flaws_of(value, kind, path))
    return checked[0] if checked and cell.values is not None else _plain_stand_in(kind, node, path, growing)


def _flaws_of(value: Node, kind: Any, path: Path) -> list[Flaw]:  # noqa: ANN401 - as above
    told = Told([], [], [])
    if kind is not None:
        fill(value, kind, path, told)
    return told.flaws


def _plain_stand_in(kind: Any, node: MapNode, path: Path, growing: Growing) -> Node:  # noqa: ANN401 - as above
    if kind is None:
        return TextNode("stand-in", node.line)
    names = [part for part in path if isinstance(part, str)]
    if names and (names[-1] in TIMES or (names[0] in TIMES and "readings" in names[-2:-1])):
        return TextNode("unknown", node.line)
    option = option_for(TextNode("", node.line), kind)
    if option is None:
        growing.say(node.line, path, f"expects {expected(kind)}, which a column holds only by its values: add values")
        made = stand_in(kind)
        return ListNode((), node.line) if isinstance(made, list) else MapNode((), node.line)
    made = stand_in(option)
    text = str(made.value if isinstance(made, Enum) else made)
    return TextNode(text.lower() if isinstance(made, bool) else text, node.line)
