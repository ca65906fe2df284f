"""A filled form to an event and back. Refuses to drop a word: what a form cannot hold is said, not left out.

The way in is that of a case file: the same walk over the same classes names every flaw, each at its field.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from msgspec import Struct, to_builtins

from tracker.adapters.casefile.problems import Flaw
from tracker.adapters.casefile.shape import Told, sketched
from tracker.adapters.casefile.tree import ListNode, MapEntry, MapNode, Node, TextNode
from tracker.casebook.field_docs import field_docs
from tracker.decisions.form import (
    Complaint,
    Completion,
    FieldKind,
    Filled,
    Form,
    FormField,
    Path,
    Values,
    blank,
    field_at,
    is_blank,
)
from tracker.decisions.forms import ENTERED_CLASSES, NO, YES, form_of
from tracker.decisions.references import known_in, lost_in
from tracker.events.catalogue import Entered, wire_name
from tracker.events.soundness import faults_of
from tracker.projections.record import Record
from tracker.values.durations import DAYS_PER_UNIT
from tracker.values.months import Calendar
from tracker.values.said_lengths import said_lasting, told_lasting
from tracker.values.said_times import said_when, told_when
from tracker.values.units import unit_meant
from tracker.values.when import UNKNOWN, Lasting, Timing

_NO_LINE = 0
_STAND_INS = {FieldKind.TIME: UNKNOWN, FieldKind.LENGTH: {"stated": "1 d"}, FieldKind.RANGE: ["0", "1"]}
"""What stands for words that were refused, so that the rest can be looked at."""
_TRUTH = {YES: "true", NO: "false"}


def form_for(name: str) -> Form:
    """The form of an event type, with its help."""
    return form_of(ENTERED_CLASSES[name], field_docs)


def forms() -> tuple[Form, ...]:
    """Every form there is, in the order of the catalogue."""
    return tuple(map(form_for, ENTERED_CLASSES))


def filled_from(event: Entered, calendar: Calendar | None = None) -> Values:
    """The form of an event, filled with what it says; months as such where the calendar of the case has no dates."""
    form = form_for(wire_name(event))
    return _filled_struct(form.fields, event, calendar)


def _filled_struct(fields: tuple[FormField, ...], part: Struct, calendar: Calendar | None) -> Values:
    stands = dict(zip(part.__struct_encode_fields__, part.__struct_fields__, strict=True))
    values = blank(fields)
    for field in fields:
        value = getattr(part, stands[field.name])
        if field.kind is FieldKind.COLUMNS:
            values[field.name] = [{"column": column, "text": text} for column, text in value.items()]
        elif field.repeated:
            values[field.name] = [_filled(field, item, calendar) for item in value]
        elif value is not None:
            values[field.name] = _filled(field, value, calendar)
    return values


def _filled(field: FormField, value: object, calendar: Calendar | None) -> Filled:
    match value:
        case Timing():
            return told_when(value, calendar)
        case Lasting():
            return told_lasting(value)
        case Struct():
            return _filled_struct(field.fields, value, calendar)
        case tuple() if field.kind is FieldKind.TIME:
            return told_when(value, calendar)
        case tuple():
            return " to ".join(map(str, value))
        case bool():
            return (YES if value else NO) if field.default != (YES if value else NO) else ""
        case _:
            text = str(to_builtins(value))
            return "" if text == field.default and not field.filled else text


class Reading(Struct, frozen=True):
    """What was read out of a filled form."""

    event: Entered | None
    """None where something is wrong."""
    complaints: tuple[Complaint, ...]


def read_filled(name: str, values: Values, record: Record, calendar: Calendar) -> Reading:
    """The event that a filled form says, sound in itself and in its case.

    Args:
        name: Wire name of its type.
        values: What was filled in.
        record: What the case says, to which the event may point.
        calendar: Of the case.
    """
    sketch, told, complaints = sketched_from(name, values, calendar)
    if sketch is None:
        return Reading(None, tuple(complaints))
    refused = [complaint.path for complaint in complaints]
    known = known_in(
        (*(standing.fact for standing in record.facts), sketch),
        retracted=frozenset(standing.key for standing in record.retracted),
    )
    found = [*((fault.path, fault.message) for fault in faults_of(sketch)), *lost_in(sketch, known)]
    complaints.extend(
        Complaint(path, message)
        for path, message in found
        if not told.hides(path) and not any(path[: len(place)] == place for place in refused)
    )
    return Reading(None if complaints else sketch, tuple(complaints))


def sketched_from(name: str, values: Values, calendar: Calendar) -> tuple[Entered | None, Told, list[Complaint]]:
    """The event with stand-ins for what does not fit, where they stand, and every flaw at its field.

    Places in lists count the entries that are filled in.
    """
    complaints: list[Complaint] = []
    fields = form_for(name).fields
    node = _map(fields, values, (), _Words(calendar, complaints))
    told = Told([], [], [])
    sketch = cast("Entered | None", sketched(node, ENTERED_CLASSES[name], told))
    # Every flaw of a form has its stand-in beside it, which says the field where something is missing.
    where = told.stand_ins if len(told.stand_ins) == len(told.flaws) else [flaw.path for flaw in told.flaws]
    for path, flaw in zip(where, told.flaws, strict=True):
        complaints.append(Complaint(path, _said_of(fields, path, flaw)))
    return sketch, told, complaints


def _said_of(fields: tuple[FormField, ...], path: Path, flaw: Flaw) -> str:
    """What is wrong with a field, and what to do there, in the words of the form."""
    try:
        field = field_at(fields, path)
    except LookupError:
        return flaw.message
    if path != flaw.path:
        return f"nothing is filled in; {_asks(field)}"
    if flaw.hint:
        asks = _asks(field)
        stop = "" if flaw.hint.endswith("?") else "."
        return f"{flaw.found} does not fit{flaw.hint}{stop} {asks[0].upper()}{asks[1:]}"
    if flaw.found or field.kind is FieldKind.RANGE:
        return f"{flaw.found or 'this'} does not fit; {_asks(field)}"
    return flaw.message


def _asks(field: FormField) -> str:
    """What to do in a field, as a sentence goes on."""
    if field.kind is FieldKind.CHOICE:
        return f"choose {', '.join(field.choices[:-1])} or {field.choices[-1]}"
    return f"type {_A_TIME if field.kind is FieldKind.TIME else field.expects}"


_A_TIME = "a date (2023-04-12, 2023-04), a time beside another fact (7 mo after KEY, with KEY), a month of the case (M8) or unknown"


class _Words(Struct, frozen=True):
    """Who reads words, and who hears what is wrong with them."""

    calendar: Calendar
    complaints: list[Complaint]

    def read(self, field: FormField, text: str, path: Path) -> object:
        """What the words of a field say, as plain data."""
        try:
            return self._read(field, text)
        except ValueError as error:
            self.complaints.append(Complaint(path, str(error)))
            return _STAND_INS.get(field.kind, text)

    def _read(self, field: FormField, text: str) -> object:
        match field.kind:
            case FieldKind.TIME:
                return to_builtins(said_when(text, self.calendar))
            case FieldKind.LENGTH:
                return to_builtins(said_lasting(text))
            case FieldKind.DURATION:
                return _duration(text)
            case FieldKind.RANGE:
                return [part.strip() for part in text.replace("–", " to ").replace("-", " to ").split(" to ")]
            case FieldKind.CHOICE:
                return _TRUTH.get(text, text) if field.choices == (YES, NO) else text
            case FieldKind.WHOLE | FieldKind.NUMBER:
                return text.replace(" ", "")
            case _ if field.completion is Completion.UNITS:
                return unit_meant(text)
            case _:
                return text


def _duration(text: str) -> str:
    if text.rstrip().lstrip("0123456789. ") in DAYS_PER_UNIT:
        return text.strip()
    return said_lasting(text).stated or text


def _map(fields: tuple[FormField, ...], values: Mapping[str, Filled], path: Path, words: _Words) -> MapNode:
    return MapNode(tuple(_entries(fields, values, path, words)), _NO_LINE)


def _entries(
    fields: tuple[FormField, ...], values: Mapping[str, Filled], path: Path, words: _Words
) -> Iterator[MapEntry]:
    for field in fields:
        filled, where = values.get(field.name, ""), (*path, field.name)
        if isinstance(filled, list):
            entries = [entry for entry in filled if not is_blank(field, entry)]
            if field.at_least_one and not entries:
                entries = filled  # an empty one, whose fields say what it needs
            if field.kind is FieldKind.COLUMNS:
                node: Node = MapNode(tuple(_columns(entries, where, words)), _NO_LINE)
            else:
                items = enumerate(entries)
                node = ListNode(tuple(_node(field, entry, (*where, at), words) for at, entry in items), _NO_LINE)
            if entries or field.at_least_one:
                yield MapEntry(field.name, _NO_LINE, node)
        elif field.filled or (field.required and field.fields) or not is_blank(field, filled):
            yield MapEntry(field.name, _NO_LINE, _node(field, filled, where, words))


def _columns(entries: Sequence[Filled], path: Path, words: _Words) -> Iterator[MapEntry]:
    """Columns by name; one that has no name, or the name of one before it, would be lost without a word."""
    named: set[str] = set()
    for place, entry in enumerate(entries):
        name, text = (str(entry.get(part, "")) if isinstance(entry, dict) else "" for part in ("column", "text"))
        if name and name not in named:
            yield MapEntry(name, _NO_LINE, _plain(text))
        else:
            said = (
                f"there is a column {name!r} already; name each once"
                if name
                else "nothing is filled in; type the name of the column"
            )
            words.complaints.append(Complaint((*path, place, "column"), said))
        named.add(name)


def _node(field: FormField, filled: Filled, path: Path, words: _Words) -> Node:
    if isinstance(filled, dict):
        return _map(field.fields, filled, path, words)
    return _plain(words.read(field, str(filled), path))


def _plain(value: object) -> Node:
    """Plain data as a bare tree."""
    match value:
        case dict():
            return MapNode(tuple(MapEntry(str(k), _NO_LINE, _plain(v)) for k, v in value.items()), _NO_LINE)
        case list() | tuple():
            return ListNode(tuple(map(_plain, value)), _NO_LINE)
        case _:
            return TextNode(str(value), _NO_LINE)
