"""Writing cases as YAML that reads back to the same events. Refuses to lose a field; what is default is left out.

The text is made here rather than by a YAML library, so that an event looks as a curator would write it: its fields one
below the other, whatever lies deeper in one line where it fits.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec import to_builtins

from tracker.adapters.casefile.header import FORMAT, NO_DOCUMENT
from tracker.adapters.casefile.result import CaseFile, Document
from tracker.events.catalogue import Entered
from tracker.events.deliberation import ReadingSelected

WIDTH = 118
"""Characters of a line, where the parts allow it."""

_PLAIN = re.compile(r"[A-Za-z0-9§][A-Za-z0-9 ._/+*()¶§×–·<>=^-]*(?<! )")
_PRINTABLE = re.compile("[\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_FIRST = ("key", "type", "occurred", "known", "lasting", "question", "reading")
_LAST = ("certainty", "note", "sources", "asserted_by", "extra")


def to_yaml(cases: CaseFile | Iterable[CaseFile]) -> str:
    """Write cases as YAML, one document each; reading it gives the same events in the same order if they are sound."""
    several = (cases,) if isinstance(cases, CaseFile) else cases
    return "---\n".join("".join(f"{line}\n" for line in _case_lines(case)) for case in several)


def _case_lines(case: CaseFile) -> Iterator[str]:
    author = _common_author(case.facts)
    documents = _documents(case)
    yield f"format: {FORMAT}"
    yield f"case: {_text(case.patient)}"
    if documents:
        yield "documents:"
        for name, document in documents.items():
            yield f"  {_text(name)}:"
            yield f"    sha256: {document.sha256}"
            if document.citation:
                yield f"    citation: {_text(document.citation)}"
    if author:
        yield f"asserted_by: {_text(author)}"
    yield "events:" if case.events else "events: []"
    for event in case.facts:
        yield from _event_lines(event, documents, author)


def event_text(event: Entered) -> Iterator[str]:
    """The lines of one event as a case file would have it."""
    yield from _event_lines(event, {}, "")


def _common_author(events: tuple[Entered, ...]) -> str:
    """Who says most of it; nobody where some event has no author, which the default of the header would give it."""
    authors = Counter(event.asserted_by for event in events if not isinstance(event, ReadingSelected))
    return "" if not authors or "" in authors else authors.most_common(1)[0][0]


def _documents(case: CaseFile) -> dict[str, Document]:
    """The documents of the case, with a name for each that only a source mentions."""
    named = dict(case.documents)
    listed = {document.sha256 for document in named.values()}
    for event in case.facts:
        for source in () if isinstance(event, ReadingSelected) else event.sources:
            if source.document is not None and source.document not in listed:
                listed.add(source.document)
                number = next(n for n in range(1, len(named) + 2) if f"document-{n}" not in named)
                named[f"document-{number}"] = Document(sha256=source.document)
    return named


def _event_lines(event: Entered, documents: Mapping[str, Document], author: str) -> Iterator[str]:
    fields: dict[str, object] = to_builtins(event)
    if author and fields.get("asserted_by") == author:
        del fields["asserted_by"]
    for name in ("sources", "statements"):
        listed = fields.get(name)
        if isinstance(listed, list | tuple):
            fields[name] = [_source(source, documents) for source in listed]
    order = (*_FIRST, *(name for name in fields if name not in {*_FIRST, *_LAST}), *_LAST)
    lead = "- "
    for name in order:
        if name in fields:
            yield from _field_lines(lead, "  ", name, fields[name])
            lead = "  "


def _source(source: dict[str, object], documents: Mapping[str, Document]) -> object:
    """The source in its shortest form: without its document where it is the first one, as bare text without a span."""
    names = {document.sha256: name for name, document in reversed(list(documents.items()))}
    document = source.get("document")
    short = {name: value for name, value in source.items() if name != "document"}
    first = next(iter(documents.values()), None)
    if document is None and first is not None:
        short = {"document": NO_DOCUMENT, **short}
    elif document is not None and (first is None or document != first.sha256):
        short = {"document": names.get(str(document), document), **short}
    return short["locator"] if short.keys() == {"locator"} else short


def _field_lines(lead: str, indent: str, name: str, value: object) -> Iterator[str]:
    flow = f"{lead}{_text(name)}: {_flow(value)}"
    if len(flow) <= WIDTH or not isinstance(value, list | tuple | dict) or not value:
        yield flow
        return
    yield f"{lead}{_text(name)}:"
    if isinstance(value, dict):
        for inner, part in value.items():
            yield from _field_lines(f"{indent}  ", f"{indent}  ", str(inner), part)
        return
    for item in value:
        yield from _item_lines(indent, item)


def _item_lines(indent: str, item: object) -> Iterator[str]:
    flow = f"{indent}- {_flow(item)}"
    if len(flow) <= WIDTH or not isinstance(item, dict) or not item:
        yield flow
        return
    lead = f"{indent}- "
    for name, part in item.items():
        yield from _field_lines(lead, f"{indent}  ", str(name), part)
        lead = f"{indent}  "


def _flow(value: object) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{_text(str(name))}: {_flow(part)}" for name, part in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(_flow(part) for part in value) + "]"
        case bool():
            return "true" if value else "false"
        case _:
            return _text(str(value))


def _text(text: str) -> str:
    """The text plain where YAML cannot misread it, else in double quotation marks with escapes."""
    if _PLAIN.fullmatch(text) and text.isprintable():
        return text
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if _PRINTABLE.match(character):
        return character
    code = ord(character)
    return f"\\U{code:08x}" if code > 0xFFFF else f"\\u{code:04x}"  # noqa: PLR2004 - the widths of YAML's two escapes
