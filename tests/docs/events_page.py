"""Writes `docs/events.md` from the event classes. Refuses a field without a meaning."""

from collections.abc import Iterator
from enum import StrEnum

from msgspec import NODEFAULT, Struct, inspect

from tests.docs.docstrings import field_docs, paragraphs
from tracker.events.catalogue import CLINICAL_CLASSES, EVENT_CLASSES, FACT_CLASSES, SCHEMA_VERSIONS, wire_name
from tracker.events.fact import Entry, LastingFact, RecordedFact
from tracker.values.when import Lasting, Timing

TERM = "the source's own short term, never a sentence"

HEAD = f"""# Events

Everything the log can hold. Generated from the classes in `tracker/events` by `make docs`; do not edit.

An event is stored as one JSON object: `type` is its wire name, fields that have their default are left out, decimals are
numbers with the digits the source gave. `schema_version` is the version of that object; stored objects of older versions
are raised by upcasters when they are read and never rewritten. A *time* is one of the forms described in
[case-file.md](case-file.md); a *term* is {TERM}.
"""


class Page:
    """The page while it is written; collects the parts and words that its tables mention."""

    def __init__(self) -> None:
        self.parts: dict[str, type] = {}
        self.words: dict[str, type[StrEnum]] = {}

    def type_of(self, kind: inspect.Type) -> str:
        """How a reader would name the type of a field."""
        match kind:
            case inspect.Metadata(type=inner, extra_json_schema=schema):
                description = (schema or {}).get("description")
                return "term" if description == TERM else description or self.type_of(inner)
            case inspect.UnionType(types=types):
                if any(isinstance(each, inspect.StructType) and each.cls is Timing for each in types):
                    return "a time"
                if sum(isinstance(each, inspect.StructType) for each in types) > 1:
                    return "a fact"
                return next(self.type_of(each) for each in types if not isinstance(each, inspect.NoneType))
            case inspect.StructType(cls=cls) if cls is Lasting:
                return "a length: `stated`, or `at_least` and `at_most`, and `basis`"
            case inspect.StructType(cls=cls):
                self.parts[cls.__name__] = cls
                return f"[{cls.__name__}](#{cls.__name__.lower()})"
            case inspect.EnumType(cls=enum):
                assert issubclass(enum, StrEnum)
                self.words[enum.__name__] = enum
                return f"[{enum.__name__}](#{enum.__name__.lower()})"
            case inspect.VarTupleType(item_type=item):
                named = self.type_of(item)
                return f"list, each a {named}" if named.startswith("name of") else f"list of {named}"
            case inspect.TupleType(item_types=items):
                return f"{len(items)} × {self.type_of(items[0])}"
            case inspect.IntType(ge=least, le=most):
                return f"integer, {least} to {most}"
            case inspect.StrType():
                return "text"
            case inspect.DecimalType():
                return "decimal number"
            case inspect.BoolType():
                return "true or false"
            case inspect.DictType():
                return "object of texts"
            case _:
                raise TypeError(f"no name for {kind}")

    def table(self, cls: type[Struct], without: type[Struct] | None = None) -> Iterator[str]:
        """One row per field that the class does not have from `without`."""
        info = inspect.type_info(cls)
        assert isinstance(info, inspect.StructType)
        inherited = set(without.__struct_fields__) if without else set()
        docs = field_docs(cls)
        fields = [each for each in info.fields if each.name not in inherited]
        if not fields:
            yield "No fields of its own."
            return
        yield "| field | type | left out | meaning |"
        yield "|---|---|---|---|"
        for each in fields:
            assert docs.get(each.name), f"{cls.__name__}.{each.name} has no docstring below it that says what it means"
            yield f"| `{each.encode_name}` | {self.type_of(each.type)} | {_default(each)} | {docs[each.name]} |"


def _default(each: inspect.Field) -> str:
    if each.required:
        return "required"
    match each.default:
        case None | "" | ():
            return ""
        case value if value is NODEFAULT:  # a default that is made anew: an empty object
            return ""
        case StrEnum() as word:
            return f"`{word.value}`"
        case bool() as flag:
            return f"`{str(flag).lower()}`"
        case value:
            return f"`{value}`"


def _base(cls: type[Struct]) -> type[Struct] | None:
    """The class whose fields are described once for all."""
    return next((base for base in (LastingFact, RecordedFact, Entry) if issubclass(cls, base)), None)


def _carries(cls: type[Struct]) -> str:
    if issubclass(cls, LastingFact):
        return " Carries [what every fact carries](#what-every-fact-carries) and a length."
    if issubclass(cls, RecordedFact):
        return " Carries [what every fact carries](#what-every-fact-carries)."
    if issubclass(cls, Entry):
        return " Carries [what every fact carries](#what-every-fact-carries), except times."
    return ""


def events_page() -> str:
    """The whole page."""
    page = Page()
    lines = [HEAD, "## What every fact carries", "", paragraphs(Entry), "", *page.table(Entry), ""]
    lines += [paragraphs(RecordedFact), "", *page.table(RecordedFact, Entry), ""]
    lines += [paragraphs(LastingFact), "", *page.table(LastingFact, RecordedFact), ""]
    groups = (
        ("Clinical facts", CLINICAL_CLASSES),
        ("Facts about the record", FACT_CLASSES[len(CLINICAL_CLASSES) :]),
        ("Choices, corrections, erasure", EVENT_CLASSES[len(FACT_CLASSES) :]),
    )
    for title, classes in groups:
        lines += [f"## {title}", ""]
        for cls in classes:
            name = wire_name(cls)
            lines += [f"### {name}", "", f"Version {SCHEMA_VERSIONS[name]}.{_carries(cls)}", "", paragraphs(cls), ""]
            lines += [*page.table(cls, _base(cls)), ""]
    lines += ["## Parts", ""]
    described: set[str] = set()
    while missing := [name for name in page.parts if name not in described]:
        for name in missing:
            described.add(name)
            lines += [f"### {name}", "", paragraphs(page.parts[name]), "", *page.table(page.parts[name]), ""]
    lines += ["## Words", ""]
    for name, enum in sorted(page.words.items()):
        lines += [f"### {name}", "", paragraphs(enum), "", ", ".join(f"`{word.value}`" for word in enum), ""]
    return "\n".join(lines).rstrip() + "\n"
