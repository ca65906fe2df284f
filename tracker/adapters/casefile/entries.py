"""The events of one case: from mappings to sound facts, checked one by one and against each other.

Refuses nothing early: a problem in one event hides none in another.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import cast

from msgspec import Struct, structs

from tracker.adapters.casefile.header import Header, expanded
from tracker.adapters.casefile.problems import Flaw, Problem, quoted
from tracker.adapters.casefile.result import FileEvent
from tracker.adapters.casefile.shape import Told, sketched
from tracker.adapters.casefile.tree import MapNode, Node, line_at
from tracker.decisions.references import known_in, lost_in
from tracker.decisions.refused import resembling
from tracker.events.catalogue import FACT_CLASSES, Entered, wire_name
from tracker.events.deliberation import ReadingSelected
from tracker.events.soundness import faults_of

ENTERED_CLASSES: dict[str, type[Struct]] = {
    wire_name(kind): kind for kind in (*FACT_CLASSES, cast("type[Struct]", ReadingSelected))
}
"""Event types that a case file may hold."""

_INSTEAD = {
    "fact-amended": "use tracker amend",
    "fact-retracted": "use tracker retract",
    "patient-erased": "use tracker erase",
}


MOST_HINTS = 12
"""Missing names for which a file is searched for similar ones; who has misspelled more has renamed something."""


class _Read(Struct, frozen=True):
    """One event of the file, as far as it could be read."""

    node: Node
    key: str
    event: Entered | None
    """The event; None where it is not sound."""
    sketch: Entered | None
    """The event with stand-ins for what does not fit, whose other parts can be looked at."""
    told: Told


def _kind_of(node: MapNode, flaws: list[Flaw]) -> type[Struct] | None:
    name = node.text("type")
    kind = ENTERED_CLASSES.get(name)
    if kind is not None:
        return kind
    line = line_at(node, ("type",))
    if name in _INSTEAD:
        flaws.append(Flaw(line, ("type",), f"a case file says what holds; to record a {name}, {_INSTEAD[name]}"))
    elif not name:
        flaws.append(Flaw(line, (), f"type is missing; expects one of {', '.join(ENTERED_CLASSES)}"))
    else:
        hint = resembling(name, ENTERED_CLASSES, most=1) or f"; expects one of {', '.join(ENTERED_CLASSES)}"
        flaws.append(Flaw(line, ("type",), f"no event type {quoted(name)}{hint}"))
    return None


def _read(node: Node, header: Header) -> _Read:
    told = Told([], [], [])
    key = _key_of(node)
    if not isinstance(node, MapNode):
        told.flaws.append(Flaw(node.line, (), "expects an event: a mapping with key, type, occurred and its fields"))
        return _Read(node, key, None, None, told)
    kind = _kind_of(node, told.flaws)
    if kind is None:
        return _Read(node, key, None, None, told)
    written_out = expanded(node, header, told.flaws)
    fields = tuple(entry for entry in written_out.entries if entry.name != "type")
    sketch = cast("Entered | None", sketched(MapNode(fields, node.line), kind, told))
    event = None if told.flaws else sketch
    for fault in () if sketch is None else faults_of(sketch):
        if not told.hides(fault.path):
            told.flaws.append(Flaw(line_at(node, fault.path), fault.path, fault.message))
    return _Read(node, key, event, sketch, told)


def _key_of(node: Node) -> str:
    return node.text("key") or node.text("question") if isinstance(node, MapNode) else ""


def read_entries(
    file: str, nodes: Iterable[Node], header: Header, known_keys: AbstractSet[str]
) -> tuple[tuple[FileEvent, ...], tuple[Problem, ...]]:
    """Read the events of one case and name everything that is wrong with them, in the order of the file."""
    read: list[_Read] = []
    problems: list[Problem] = []
    first_line: dict[str, int] = {}
    for node in nodes:
        entry = _read(node, header)
        flaws = list(entry.told.flaws)
        if isinstance(node, MapNode) and (named := node.text("key")):
            if named in first_line:
                said = f"{named} is the key of the event in line {first_line[named]}; a key is used once"
                flaws.append(Flaw(line_at(node, ("key",)), ("key",), said))
            first_line.setdefault(named, node.line)
        problems.extend(flaw.within(file, entry.key) for flaw in flaws)
        read.append(entry)
    problems.extend(_dangling(file, read, known_keys))
    events = tuple(FileEvent(entry.event, entry.node.line) for entry in read if entry.event is not None)
    return events, tuple(problems)


def is_sound(events: Sequence[Entered], known_keys: AbstractSet[str]) -> bool:
    """Whether events that were read strictly are sound, alone and together; what is wrong, `read_entries` tells."""
    keys = [event.key for event in events if not isinstance(event, ReadingSelected)]
    if len(set(keys)) < len(keys) or any(faults_of(event) for event in events):
        return False
    known = known_in(events, unseen=known_keys)
    return not any(True for event in events for _ in lost_in(event, known))


def _dangling(file: str, read: list[_Read], known_keys: AbstractSet[str]) -> Iterable[Problem]:
    unsound = {name for entry in read if entry.event is None for name in _names_in(entry.node)}
    known = known_in((entry.event for entry in read if entry.event is not None), unseen=known_keys | unsound)
    named = 0
    for entry in read:
        if entry.sketch is None:
            continue
        for path, message in lost_in(
            entry.sketch, known if named < MOST_HINTS else structs.replace(known, hints=False)
        ):
            if not entry.told.hides(path):
                named += 1
                yield Flaw(line_at(entry.node, path), path, message).within(file, entry.key)


def _names_in(node: Node) -> tuple[str, ...]:
    """What an unreadable event would have declared, so that nothing that points to it is called dangling."""
    return (node.text("key"), node.text("regimen")) if isinstance(node, MapNode) else ()
