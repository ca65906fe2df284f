"""What stands above the events of a case file: pseudonym, format, documents, default author. Refuses a second meaning.

Also expands the short forms that the header makes possible: a source as a bare locator, a document by its short name.
"""

import re
from collections.abc import Mapping

from msgspec import Struct, ValidationError, convert

from tracker.adapters.casefile.problems import Flaw, quoted
from tracker.adapters.casefile.result import Document
from tracker.adapters.casefile.shape import built
from tracker.adapters.casefile.tree import ListNode, MapEntry, MapNode, Node, TextNode
from tracker.decisions.refused import resembling
from tracker.values.identifiers import KEY_PATTERN, Patient

FORMAT = "1"
"""Version of the case-file format."""

NO_DOCUMENT = "none"
"""In place of a document: a source outside of every document that the header lists."""

FIELDS = ("format", "case", "documents", "asserted_by", "events")

_SHA256 = re.compile(r"[0-9a-f]{64}")


class Header(Struct, frozen=True):
    """The header of one case."""

    patient: str
    documents: Mapping[str, Document]
    asserted_by: str
    """Author of every event that names none."""
    lists_documents: bool = True
    """Whether there is a place in the file where documents could be listed."""


def read_header(node: MapNode, case: str | None, flaws: list[Flaw]) -> Header:
    """Read the header of a case.

    Args:
        node: The whole case.
        case: Whose record it goes to, where that is settled already; the file may then leave out `case` and `format`.
        flaws: Takes what is wrong.
    """
    for entry in node.entries:
        if entry.name not in FIELDS:
            hint = resembling(entry.name, FIELDS, most=1)
            flaws.append(
                Flaw(
                    entry.line,
                    (),
                    f"no field {quoted(entry.name)} in a case file{hint} (fields are {', '.join(FIELDS)})",
                )
            )
    stated = node.text("format")
    if stated != FORMAT and (stated or case is None):
        found = f"found {quoted(stated)}" if stated else "it is missing"
        flaws.append(Flaw(_line(node, "format"), (), f"format: expects {FORMAT}; {found}"))
    author = node.get("asserted_by")
    if author is not None and not isinstance(author, TextNode):
        flaws.append(Flaw(author.line, (), "asserted_by: expects a text, who says so, such as authors"))
    return Header(_patient(node, case, flaws), _documents(node, flaws), node.text("asserted_by"))


def _line(node: MapNode, name: str) -> int:
    return next((entry.line for entry in node.entries if entry.name == name), node.line)


def _patient(node: MapNode, case: str | None, flaws: list[Flaw]) -> str:
    stated = node.text("case")
    line = _line(node, "case")
    if case is not None and stated in {"", case}:
        return case
    if case is not None:
        flaws.append(Flaw(line, (), f"case: expects {case}, whose record this is; found {quoted(stated)}"))
        return case
    try:
        convert(stated, Patient)
    except ValidationError:
        expects = "expects the pseudonym of the patient: letters, digits, - . and _"
        found = f"found {quoted(stated)}" if stated else "it is missing"
        flaws.append(Flaw(line, (), f"case: {expects}; {found}"))
    return stated


def _documents(node: MapNode, flaws: list[Flaw]) -> dict[str, Document]:
    listed = node.get("documents")
    if listed is None:
        return {}
    if not isinstance(listed, MapNode):
        flaws.append(Flaw(listed.line, (), "documents: expects a mapping of short names to sha256 and citation"))
        return {}
    documents: dict[str, Document] = {}
    for entry in listed.entries:
        inner: list[Flaw] = []
        if entry.name == NO_DOCUMENT or _SHA256.fullmatch(entry.name) or not re.match(KEY_PATTERN, entry.name):
            expects = f"expects a short name of letters, digits, - and _, and not {NO_DOCUMENT}"
            flaws.append(Flaw(entry.line, ("documents",), f"{expects}; found {quoted(entry.name)}"))
        if not isinstance(entry.value, MapNode):
            inner.append(Flaw(entry.line, (), "expects a mapping with sha256 and citation"))
        elif (document := built(entry.value, Document, inner)) is not None:
            documents[entry.name] = document
        flaws.extend(Flaw(flaw.line, ("documents", entry.name, *flaw.path), flaw.message) for flaw in inner)
    return documents


def expanded(event: MapNode, header: Header, flaws: list[Flaw]) -> MapNode:
    """The event with its sources written out and the default author filled in."""
    entries = []
    for entry in event.entries:
        value = entry.value
        if entry.name == "asserted_by" and event.get("asserted_by") is None:
            continue
        if entry.name in {"sources", "statements"} and isinstance(value, ListNode):
            items = tuple(_source(item, header, (entry.name, place), flaws) for place, item in enumerate(value.items))
            value = ListNode(items, value.line)
        entries.append(MapEntry(entry.name, entry.line, value))
    if header.asserted_by and event.get("asserted_by") is None and event.text("type") != "reading-selected":
        entries.append(MapEntry("asserted_by", event.line, TextNode(header.asserted_by, event.line)))
    return MapNode(tuple(entries), event.line)


def _source(node: Node, header: Header, path: tuple[str, int], flaws: list[Flaw]) -> Node:
    match node:
        case TextNode(text=text, line=line) if not node.blank:
            return MapNode((*_default_document(header, line), MapEntry("locator", line, TextNode(text, line))), line)
        case MapNode():
            entries: list[MapEntry] = []
            named = False
            for entry in node.entries:
                if entry.name != "document" or not isinstance(entry.value, TextNode) or entry.value.blank:
                    entries.append(entry)
                    continue
                named = True
                entries.extend(_named_document(entry, entry.value.text, header, path, flaws))
            return MapNode((*(() if named else _default_document(header, node.line)), *entries), node.line)
        case _:
            return node


def _default_document(header: Header, line: int) -> tuple[MapEntry, ...]:
    first = next(iter(header.documents.values()), None)
    return () if first is None else (MapEntry("document", line, TextNode(first.sha256, line)),)


def _named_document(
    entry: MapEntry, name: str, header: Header, path: tuple[str, int], flaws: list[Flaw]
) -> tuple[MapEntry, ...]:
    if name == NO_DOCUMENT:
        return ()
    document = header.documents.get(name)
    if document is None and not _SHA256.fullmatch(name):
        if not header.lists_documents:
            message = f"expects the SHA-256 of a document, or {NO_DOCUMENT}; found {quoted(name)}"
            flaws.append(Flaw(entry.line, (*path, "document"), message))
            return ()
        listed = ", ".join(header.documents) or "none"
        hint = resembling(name, header.documents)
        message = f"no document {quoted(name)} in the header{hint} (documents are: {listed})"
        flaws.append(Flaw(entry.line, (*path, "document"), message))
        return ()
    sha256 = name if document is None else document.sha256
    return (MapEntry("document", entry.line, TextNode(sha256, entry.line)),)
