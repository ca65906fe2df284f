"""The events that a mapping declares, each a rule. Refuses one that its own class would refuse, before a row is read."""

import re
from collections.abc import Iterator
from typing import cast

from msgspec import Struct

from tracker.adapters.casefile.problems import Flaw, quoted
from tracker.adapters.casefile.shape import Told, sketched
from tracker.adapters.casefile.tree import ListNode, MapEntry, MapNode, Node, TextNode, line_at
from tracker.adapters.tables.conditions import texts_of
from tracker.adapters.tables.mapping import Fixed, ListPart, MapPart, Part, Rule, compared_in, texts_asked_for
from tracker.adapters.tables.parts import Growing, grown
from tracker.decisions.refused import resembling
from tracker.events.catalogue import FACT_CLASSES, Fact, wire_name
from tracker.events.fault import Path
from tracker.events.soundness import faults_of

RULE_CLASSES: dict[str, type[Struct]] = {wire_name(kind): kind for kind in FACT_CLASSES}
"""Event types that a table may give."""

OF_RULE = frozenset({"type", "each", "extra"})
MOST_RULES = 2_000
"""Events that one mapping declares, those of `each` counted one by one."""

_NAMED = re.compile(r"\$\(([A-Za-z0-9_-]+)\)")


def read_rules(node: MapNode, author: str, growing: Growing) -> tuple[Rule, ...]:
    """Every rule of a mapping, those of `each` written out."""
    listed = node.get("events")
    if not isinstance(listed, ListNode) or not listed.items:
        line = line_at(node, ("events",))
        growing.say(line, (), "events: expects a list of events, each with type, key, occurred and its fields")
        return ()
    rules: list[Rule] = []
    for item in listed.items:
        if not isinstance(item, MapNode):
            growing.say(item.line, (), "expects an event: a mapping with type, key, occurred and its fields")
            continue
        for written in _written_out(item, growing):
            if len(rules) >= MOST_RULES:
                growing.say(item.line, (), f"more than {MOST_RULES:,} events in one mapping; write several mappings")
                return tuple(rules)
            rule = _rule(written, author, growing)
            if rule is not None:
                rules.append(rule)
    return tuple(rules)


def _written_out(item: MapNode, growing: Growing) -> Iterator[MapNode]:
    """The rule, or one for each entry of `each` with its values in place of `$(name)`."""
    each = item.get("each")
    if each is None:
        yield item
        return
    for entry in each.items if isinstance(each, ListNode) else ():
        names = {field.name: field.value for field in entry.entries} if isinstance(entry, MapNode) else {}
        texts = {name: value.text for name, value in names.items() if isinstance(value, TextNode)}
        if not names or len(texts) < len(names):
            growing.say(entry.line, ("each",), "expects a mapping of names to texts, such as {column: hb, analyte: Hb}")
            continue
        replaced = _replaced(item, texts, growing)
        if isinstance(replaced, MapNode):
            yield replaced
    if not isinstance(each, ListNode) or not each.items:
        growing.say(each.line, ("each",), "expects a list of mappings of names to texts")


def _replaced(node: Node, texts: dict[str, str], growing: Growing) -> Node:
    match node:
        case TextNode(text=text, line=line, plain=plain):
            for name in _NAMED.findall(text):
                if name not in texts:
                    growing.say(line, ("each",), f"no name {quoted(name)} in each{resembling(name, texts, most=1)}")
            made = _NAMED.sub(lambda found: texts.get(found[1], ""), text)
            return TextNode(made, line, plain and (made == text or not made))
        case ListNode(items=items, line=line):
            return ListNode(tuple(_replaced(item, texts, growing) for item in items), line)
        case MapNode(entries=entries, line=line):
            made_of = tuple(
                MapEntry(
                    _NAMED.sub(lambda found: texts.get(found[1], ""), entry.name),
                    entry.line,
                    _replaced(entry.value, texts, growing),
                )
                for entry in entries
                if entry.name != "each"
            )
            return MapNode(made_of, line)


def _rule(node: MapNode, author: str, growing: Growing) -> Rule | None:
    name = node.text("type")
    kind = RULE_CLASSES.get(name)
    if kind is None:
        line = line_at(node, ("type",))
        hint = resembling(name, RULE_CLASSES, most=1) or f"; expects one of {', '.join(RULE_CLASSES)}"
        growing.say(line, ("type",), f"no event type {quoted(name)}{hint}" if name else f"type is missing{hint}")
        return None
    extra = texts_of(node, "extra", (), growing.flaws)
    entries = [entry for entry in node.entries if entry.name not in OF_RULE]
    if author and node.get("asserted_by") is None:
        entries.append(MapEntry("asserted_by", node.line, TextNode(author, node.line)))
    flaws: list[Flaw] = []
    part, shown = grown(MapNode(tuple(entries), node.line), kind, (), Growing(growing.layout, flaws))
    told = Told([], [], [])
    if isinstance(shown, MapNode):
        sketch = cast("Fact | None", sketched(shown, kind, told))
        for fault in () if sketch is None else faults_of(sketch):
            if isinstance(_part_at(part, fault.path), Fixed) and not told.hides(fault.path):
                told.flaws.append(Flaw(line_at(shown, fault.path), fault.path, fault.message))
    growing.flaws.extend(Flaw(flaw.line, (name, *flaw.path), flaw.message) for flaw in (*flaws, *told.flaws))
    if not isinstance(part, MapPart):
        return None
    if never := sorted(texts_asked_for(part) & growing.layout.missing - {""}):
        said = f"{', '.join(map(quoted, never))} is under table: missing, where it says nothing; ask for '' instead"
        growing.say(node.line, (name,), said)
    return Rule(kind, name, node.line, part, extra, compared_in(part))


def _part_at(part: Part, path: Path) -> Part | None:
    """What stands at a path; a fixed part holds everything below it."""
    for step in path:
        if isinstance(part, MapPart):
            found = next((field.part for field in part.fields if field.name == step), None)
        elif isinstance(part, ListPart) and isinstance(step, int):
            found = part.items[step]
        else:
            return part
        if found is None:
            return None
        part = found
    return part
