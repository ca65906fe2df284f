"""Reading a mapping file, YAML. Refuses one of which any part is wrong, and names every part that is, with its line."""

import re
from codecs import lookup

from msgspec import Struct

from tracker.adapters.casefile.problems import Flaw, Problem, quoted
from tracker.adapters.casefile.tree import ListNode, MapEntry, MapNode, Node, TextNode, line_at, yaml_trees
from tracker.adapters.signatures import no_utf8
from tracker.adapters.tables.conditions import read_where, texts_of
from tracker.adapters.tables.mapping import Cell, Joined, Layout, LeftOut, Mapping
from tracker.adapters.tables.numbers import GROUPING, SIGNS, NumberFormat
from tracker.adapters.tables.parts import CONDITIONS, Growing, read_cell, read_formats, read_joined
from tracker.adapters.tables.rules import read_rules
from tracker.decisions.refused import resembling
from tracker.values.identifiers import KEY_PATTERN

FORMAT = "1"
"""Version of the mapping format."""

FIELDS = ("format", "mapping", "table", "patient", "asserted_by", "events", "leave_out", "unused")
LAYOUT_FIELDS = ("encoding", "delimiter", "decimal", "thousands", "dates", "missing")
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|", ",": ",", ";": ";", "\t": "\t", "|": "|"}
ENCODINGS = ("utf-8", "utf-16", "cp1252", "cp1250", "cp1251", "iso8859-1", "iso8859-2", "iso8859-15", "gb18030", "shift_jis", "euc_kr")  # fmt: skip
"""Encodings that tables come in, by Python's names."""
LARGEST_MAPPING = 1_000_000
"""Bytes."""


class MappingResult(Struct, frozen=True):
    """A mapping, or its problems."""

    mapping: Mapping | None
    problems: tuple[Problem, ...] = ()


def read_mapping(name: str, data: bytes) -> MappingResult:
    """Read a mapping file.

    Args:
        name: What the file is called in problems.
        data: The bytes of the file, UTF-8.
    """
    if len(data) > LARGEST_MAPPING:
        return _only(Problem(name, 0, "", f"more than {LARGEST_MAPPING:,} bytes; a mapping is what a person writes"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _only(Problem(name, data.count(b"\n", 0, error.start) + 1, "", no_utf8(data, "a mapping")))
    trees, found = yaml_trees(text)
    flaws = list(found)
    mapping: Mapping | None = None
    if trees and isinstance(trees[0], MapNode) and trees[0].get("case") is not None and trees[0].get("mapping") is None:
        flaws = [Flaw(trees[0].line, (), "a case file, not a mapping; `tracker import FILE` records it")]
    elif len(trees) == 1 and isinstance(trees[0], MapNode):
        mapping = _mapping(trees[0], flaws)
    elif not flaws:
        said = "expects one mapping with format, mapping, patient and events; see docs/exchange.md"
        flaws.append(Flaw(trees[0].line if trees else 0, (), said))
    if flaws:
        # A rule with `each` says the same of every entry.
        told = dict.fromkeys(flaw.within(name, "") for flaw in flaws)
        return MappingResult(None, tuple(sorted(told, key=lambda problem: problem.line)))
    return MappingResult(mapping)


def _only(problem: Problem) -> MappingResult:
    return MappingResult(None, (problem,))


def _unknown(node: MapNode, known: tuple[str, ...], where: str, flaws: list[Flaw]) -> None:
    for entry in node.entries:
        if entry.name not in known:
            hint = resembling(entry.name, known, most=1)
            said = f"no field {quoted(entry.name)} in {where}{hint} (fields are {', '.join(known)})"
            flaws.append(Flaw(entry.line, (), said))


def _mapping(node: MapNode, flaws: list[Flaw]) -> Mapping:
    _unknown(node, FIELDS, "a mapping", flaws)
    if node.text("format") != FORMAT:
        found = f"found {quoted(node.text('format'))}" if node.text("format") else "it is missing"
        flaws.append(Flaw(line_at(node, ("format",)), (), f"format: expects {FORMAT}; {found}"))
    named = node.text("mapping")
    if not _is_name(named):
        said = "a name of letters, digits, - and _; facts keep it, so that it never changes"
        flaws.append(Flaw(line_at(node, ("mapping",)), (), f"mapping: expects {said}; found {quoted(named)}"))
    layout = _layout(node.get("table"), flaws)
    growing = Growing(layout, flaws)
    return Mapping(
        name=named,
        layout=layout,
        patient=_patient(node, growing),
        rules=read_rules(node, node.text("asserted_by"), growing),
        left_out=_left_out(node.get("leave_out"), flaws),
        unused=texts_of(node, "unused", (), flaws),
    )


def _is_name(text: str) -> bool:

    return re.match(KEY_PATTERN, text) is not None and len(text) <= 60  # noqa: PLR2004 - as long as a name may be


def _layout(node: Node | None, flaws: list[Flaw]) -> Layout:
    if node is None:
        return Layout()
    if not isinstance(node, MapNode):
        flaws.append(Flaw(node.line, (), f"table: expects a mapping with {', '.join(LAYOUT_FIELDS)}"))
        return Layout()
    _unknown(node, LAYOUT_FIELDS, "table", flaws)
    inner: list[Flaw] = []
    encoding, delimiter = node.text("encoding"), node.text("delimiter")
    if encoding and _encoding(encoding) is None:
        said = f"encoding: expects one of {', '.join(ENCODINGS)}; found {quoted(encoding)}"
        inner.append(Flaw(line_at(node, ("encoding",)), (), said))
    if delimiter and delimiter not in DELIMITERS:
        said = f"delimiter: expects comma, semicolon, tab or pipe; found {quoted(delimiter)}"
        inner.append(Flaw(line_at(node, ("delimiter",)), (), said))
    decimal, thousands = node.text("decimal") or None, node.text("thousands") or None
    if decimal is not None and decimal not in SIGNS:
        inner.append(Flaw(line_at(node, ("decimal",)), (), f"decimal: expects '.' or ','; found {quoted(decimal)}"))
    if thousands is not None and (thousands not in GROUPING or thousands == decimal or decimal is None):
        said = "thousands: expects one of . , ' and a blank, and decimal as another sign beside it"
        inner.append(Flaw(line_at(node, ("thousands",)), (), f"{said}; found {quoted(thousands)}"))
    made = Layout(
        encoding=_encoding(encoding) if encoding else None,
        delimiter=DELIMITERS.get(delimiter),
        missing=frozenset(texts_of(node, "missing", (), inner)),
        dates=read_formats(node, (), inner),
        numbers=NumberFormat(decimal, thousands),
    )
    flaws.extend(Flaw(flaw.line, ("table", *flaw.path), flaw.message) for flaw in inner)
    return made


def _encoding(text: str) -> str | None:
    try:
        found = lookup(text).name
    except (LookupError, ValueError):
        return None
    return found if found in ENCODINGS else None


def _patient(node: MapNode, growing: Growing) -> Cell | Joined:
    found = node.get("patient")
    if isinstance(found, MapNode) and found.text("as") not in {"", "text"}:
        said = "as: a pseudonym stays as it is, or two patients might become one; clean the column instead"
        growing.say(line_at(found, ("as",)), ("patient",), said)
    match found:
        case MapNode() if any(entry.name == "text" for entry in found.entries):
            return read_joined(found, ("patient",), growing)
        case MapNode():
            return read_cell(found, ("patient",), growing, reading="text")
        case TextNode(text=text, line=line):
            return read_cell(
                MapNode((MapEntry("column", line, TextNode(text, line)),), line), ("patient",), growing, reading="text"
            )
        case _:
            said = "patient: expects the column with the pseudonym, or {text: …} with columns in braces"
            growing.say(line_at(node, ("patient",)), (), said)
            return Cell(column="", reading="text")


def _left_out(node: Node | None, flaws: list[Flaw]) -> tuple[LeftOut, ...]:
    if node is None:
        return ()
    found: list[LeftOut] = []
    for item in node.items if isinstance(node, ListNode) else (node,):
        if not isinstance(item, MapNode) or not item.text("why") or not any(item.get(name) for name in CONDITIONS):
            flaws.append(Flaw(item.line, ("leave_out",), "expects a list of mappings with where or filled, and why"))
            continue
        _unknown(item, (*sorted(CONDITIONS), "why"), "leave_out", flaws)
        found.append(LeftOut(read_where(item, ("leave_out",), flaws), item.text("why")))
    return tuple(found)
