"""One row to the events that a mapping makes of it. Refuses the whole row where one of its events is not sound.

While an event is built, every text knows the column that it comes from in place of its line, so that a fault names it.
"""

from collections.abc import Mapping as Lookup
from collections.abc import Sequence
from typing import cast

from msgspec import Struct, ValidationError, convert

from tracker.adapters.casefile.problems import Flaw, shown_path
from tracker.adapters.casefile.shape import built
from tracker.adapters.casefile.tree import ListNode, MapEntry, MapNode, Node, TextNode, line_at
from tracker.adapters.tables.conditions import holds
from tracker.adapters.tables.dates import date_text, days_later
from tracker.adapters.tables.mapping import Cell, Fixed, Joined, ListPart, MapPart, Mapping, Part, Rule
from tracker.adapters.tables.numbers import Undeclared, comparator_of, number_text, scaled, without_comparator
from tracker.adapters.tables.problems import CellFault
from tracker.events.catalogue import Fact
from tracker.events.fault import is_printable
from tracker.events.soundness import faults_of
from tracker.values.identifiers import Patient

NO_EVENT = "no event of the mapping is for this row; map it, or say under leave_out why it is left out"
LONGEST_SHOWN = 40


class RowEvents(Struct, frozen=True):
    """What a row says: events of a patient, or why it says nothing."""

    patient: str = ""
    facts: tuple[Fact, ...] = ()
    faults: tuple[CellFault, ...] = ()
    left_out: bool = False
    """Whether the mapping leaves it out, as its fault says."""


class RowReader:
    """Reads rows of tables that have the same columns."""

    def __init__(self, mapping: Mapping, columns: Sequence[str]) -> None:
        self._mapping = mapping
        self._columns: Lookup[str, int] = {name: place for place, name in enumerate(columns)}
        self._names = ("", *columns)
        """Column by the number that stands in place of a line."""
        self._cells: Sequence[str] = ()
        self._compared: frozenset[str] = frozenset()

    def read(self, cells: Sequence[str]) -> RowEvents:
        """Read one row, as many cells as there are columns."""
        self._cells = cells
        for left_out in self._mapping.left_out:
            if holds(left_out.where, self._text):
                said = CellFault("", f"left out by the mapping: {left_out.why}")
                return RowEvents(faults=(said,), left_out=True)
        faults: list[CellFault] = []
        patient = self._patient(faults)
        facts = [fact for rule in self._mapping.rules if (fact := self._fact(rule, faults)) is not None]
        if not facts and not faults:
            faults.append(CellFault("", NO_EVENT))
        # Events of one row share cells, and say the same of them.
        return RowEvents(patient, (), tuple(dict.fromkeys(faults))) if faults else RowEvents(patient, tuple(facts))

    def _text(self, column: str) -> str:
        """The text of a cell, empty where it says nothing."""
        text = self._cells[self._columns[column]].strip()
        return "" if text in self._mapping.layout.missing else text

    def _patient(self, faults: list[CellFault]) -> str:
        part = self._mapping.patient
        node = self._filled(part, faults)
        column = part.column if isinstance(part, Cell) else ""
        if not isinstance(node, TextNode):
            if not faults:
                faults.append(CellFault(column, "is blank; expects whose row it is"))
            return ""
        try:
            return convert(node.text, Patient)
        except ValidationError:
            shown = node.text[:LONGEST_SHOWN]
            expects = "expects a pseudonym of letters, digits, - . and _, at most 80 of them"
            faults.append(CellFault(column, f"{expects}; found {shown!r}"))
            return ""

    def _fact(self, rule: Rule, faults: list[CellFault]) -> Fact | None:
        if not holds(rule.part.where, self._text):
            return None
        wrong: list[CellFault] = []
        self._compared = rule.compared
        node = self._map(rule.part, wrong)
        if not wrong:
            made = self._with_extra(rule, node)
            flaws: list[Flaw] = []
            fact = cast("Fact | None", built(made, rule.kind, flaws))
            if fact is not None:
                flaws.extend(Flaw(line_at(made, fault.path), fault.path, fault.message) for fault in faults_of(fact))
            if not flaws:
                return fact
            wrong = [self._of_flaw(flaw) for flaw in flaws]
        faults.extend(
            CellFault(fault.column, f"{rule.type} (mapping line {rule.line}): {fault.message}", fault.undeclared)
            for fault in wrong
        )
        return None

    def _of_flaw(self, flaw: Flaw) -> CellFault:
        where = shown_path(flaw.path)
        column = self._names[flaw.line] if 0 <= flaw.line < len(self._names) else ""
        return CellFault(column, f"{where}: {flaw.message}" if where else flaw.message)

    def _with_extra(self, rule: Rule, node: MapNode) -> MapNode:
        kept = tuple(
            MapEntry(column, 0, TextNode(text, self._columns[column] + 1))
            for column in rule.extra
            if (text := self._cells[self._columns[column]].strip())
        )
        return MapNode((*node.entries, MapEntry("extra", 0, MapNode(kept, 0))), 0) if kept else node

    def _filled(self, part: Part, faults: list[CellFault]) -> Node | None:
        """The part with the cells of the row; None where it says nothing."""
        match part:
            case Fixed(node=node):
                return _placeless(node)
            case Cell() | Joined():
                try:
                    return self._cell(part) if isinstance(part, Cell) else self._joined(part)
                except Undeclared as undeclared:
                    faults.append(CellFault(_columns_in(part)[0], str(undeclared), undeclared=True))
                except ValueError as error:
                    faults.append(CellFault(_columns_in(part)[0], str(error)))
                return None
            case ListPart(items=items):
                made = [self._filled(item, faults) for item in items]
                kept = tuple(item for item in made if item is not None)
                return ListNode(kept, 0) if kept else None
            case MapPart(where=where):
                return self._map(part, faults) if holds(where, self._text) else None

    def _map(self, part: MapPart, faults: list[CellFault]) -> MapNode:
        entries = []
        for field in part.fields:
            before = len(faults)
            node = self._filled(field.part, faults)
            if node is not None:
                entries.append(MapEntry(field.name, node.line, node))
            elif field.required and len(faults) == before:
                blank = next((column for column in _columns_in(field.part) if not self._text(column)), "")
                said = (
                    f"is blank, but {field.name} is needed; say filled: [{blank}] where the event is not always there"
                )
                faults.append(CellFault(blank, said))
        return MapNode(tuple(entries), 0)

    def _cell(self, cell: Cell) -> Node | None:
        raw = self._text(cell.column)
        place = self._columns[cell.column] + 1
        if raw in cell.exceptions:
            return _meant(cell.exceptions[raw], place)
        if cell.values is not None and (raw in cell.values or raw):
            if raw in cell.values:
                return _meant(cell.values[raw], place)
            if cell.otherwise is not None:
                return _meant(cell.otherwise, place)
            listed = ", ".join(map(repr, cell.values))
            raise ValueError(f"values says nothing of {raw[:LONGEST_SHOWN]!r} (it has {listed}); add it, or otherwise")
        if not raw:
            return None
        if not is_printable(raw):
            raise ValueError("holds a control character, or a byte that is not in the encoding of the table")
        text = self._read(cell, raw)
        return TextNode(text, place) if text else None

    def _read(self, cell: Cell, raw: str) -> str:
        match cell.reading:
            case "comparator":
                return comparator_of(raw)
            case "number":
                if comparator_of(raw) and cell.column not in self._compared:
                    said = f"read it as well: comparator: {{column: {cell.column}, as: comparator}}"
                    raise ValueError(f"{raw[:LONGEST_SHOWN]!r} is a bound; {said}")
                number = number_text(without_comparator(raw), cell.numbers)
                return number if cell.times is None else scaled(number, cell.times)
            case "date":
                day = date_text(raw, cell.dates)
                if not cell.plus_days:
                    return day
                # Without the days there is no date: the one that they count from is another's.
                days = self._text(cell.plus_days)
                return days_later(day, number_text(days, cell.numbers)) if days else ""
            case "key":
                return _as_key(raw)
            case _:
                return raw

    def _joined(self, joined: Joined) -> Node | None:
        texts = [self._text(text) if is_column else text for text, is_column in joined.pieces]
        if not all(texts):
            return None
        if joined.as_key:
            texts = [_as_key(text) if piece[1] else text for text, piece in zip(texts, joined.pieces, strict=True)]
        columns = [self._columns[text] + 1 for text, is_column in joined.pieces if is_column]
        return TextNode("".join(texts), columns[0] if len(columns) == 1 else 0)


def _as_key(text: str) -> str:
    """The text with a hyphen in place of what a key cannot hold.

    Raises:
        ValueError: where nothing of it is left.

    >>> _as_key("2023/17 (left)")
    '2023-17-left'
    """
    signs = (sign if sign.isascii() and (sign.isalnum() or sign in "-_") else " " for sign in text)
    key = "-".join("".join(signs).split())
    if not key:
        raise ValueError(f"nothing of {text[:LONGEST_SHOWN]!r} can be part of a key; expects letters or digits")
    return key


def _columns_in(part: Part) -> tuple[str, ...]:
    match part:
        case Cell(column=column, plus_days=plus_days):
            return (column, plus_days) if plus_days else (column,)
        case Joined(pieces=pieces):
            return tuple(text for text, is_column in pieces if is_column)
        case ListPart(items=items):
            return tuple(column for item in items for column in _columns_in(item))
        case MapPart(fields=fields, where=where):
            own = (*(column for column, _ in where.equal), *where.filled)
            return (*own, *(column for field in fields for column in _columns_in(field.part)))
        case Fixed():
            return ()


def _placeless(node: Node) -> Node | None:
    """What the mapping fixes, which comes from no column; None where it says nothing."""
    return None if isinstance(node, TextNode) and node.blank else _at(node, 0)


def _meant(node: Node, place: int) -> Node | None:
    return None if isinstance(node, TextNode) and node.blank else _at(node, place)


def _at(node: Node, place: int) -> Node:
    match node:
        case TextNode(text=text, plain=plain):
            return TextNode(text, place, plain)
        case ListNode(items=items):
            return ListNode(tuple(_at(item, place) for item in items), place)
        case MapNode(entries=entries):
            return MapNode(tuple(MapEntry(entry.name, place, _at(entry.value, place)) for entry in entries), place)
