"""The bare tree of a file: texts, lists and mappings, each with its line. Refuses whatever needs a meaning to be read.

Every scalar is text: no word turns into a date, a number or a truth value by itself. Aliases, anchors, tags and complex
keys are refused, so that a file of 5 MB is never more than 5 MB of facts.
"""

from collections.abc import Iterator

from msgspec import Struct
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from tracker.adapters.casefile.problems import Flaw, quoted
from tracker.events.fault import Path

DEEPEST = 24
"""Levels of nesting; no event needs more than ten."""

MOST_VALUES = 200_000
"""Texts, lists and mappings in one file; a large chart of 2,000 events has some 20,000. More would be read for minutes."""


class TextNode(Struct, frozen=True):
    """A scalar, as written."""

    text: str
    line: int
    plain: bool = False
    """Without quotation marks."""

    @property
    def blank(self) -> bool:
        """Whether nothing is written; an empty text in quotation marks is something."""
        return self.plain and not self.text


class ListNode(Struct, frozen=True):
    """A list."""

    items: "tuple[Node, ...]"
    line: int


class MapEntry(Struct, frozen=True):
    """One field of a mapping."""

    name: str
    line: int
    value: "Node"


class MapNode(Struct, frozen=True):
    """A mapping; each name once, in the order of the file."""

    entries: tuple[MapEntry, ...]
    line: int

    def get(self, name: str) -> "Node | None":
        """What stands behind the name; None where nothing does."""
        for entry in self.entries:
            if entry.name == name:
                return None if isinstance(entry.value, TextNode) and entry.value.blank else entry.value
        return None

    def text(self, name: str) -> str:
        """The text behind the name; empty where there is none."""
        node = self.get(name)
        return node.text if isinstance(node, TextNode) else ""


Node = TextNode | ListNode | MapNode


def line_at(node: Node, path: Path) -> int:
    """The line of the deepest part that the path reaches."""
    line = node.line
    for part in path:
        match node:
            case MapNode(entries=entries):
                entry = next((entry for entry in entries if entry.name == part), None)
                if entry is None:
                    return line
                line, node = entry.line, entry.value
            case ListNode(items=items) if isinstance(part, int) and part < len(items):
                node = items[part]
                line = node.line
            case _:
                return line
    return line


class _Level(Struct):
    """A list or mapping that is being read."""

    line: int
    is_map: bool
    items: list[Node]
    names: list[tuple[str, int]]
    """Of a mapping: names read so far; one more than items while its value is awaited."""


class _Refusal(Exception):  # noqa: N818 - never leaves this module; it carries the flaw out of the nesting
    def __init__(self, flaw: Flaw) -> None:
        self.flaw = flaw


def _refuse(line: int, message: str) -> _Refusal:
    return _Refusal(Flaw(line, (), message))


def _closed(level: _Level, flaws: list[Flaw]) -> Node:
    if not level.is_map:
        return ListNode(tuple(level.items), level.line)
    entries: dict[str, MapEntry] = {}
    for (name, line), value in zip(level.names, level.items, strict=True):
        if name in entries:
            flaws.append(Flaw(line, (), f"{name} stands twice, first in line {entries[name].line}; write it once"))
        else:
            entries[name] = MapEntry(name, line, value)
    return MapNode(tuple(entries.values()), level.line)


def _line_of(event: Event) -> int:
    mark = event.start_mark
    return 1 if mark is None else int(mark.line) + 1


def _check_markup(event: Event) -> None:
    line = _line_of(event)
    if isinstance(event, AliasEvent):
        raise _refuse(line, "aliases are not read; write out what is meant")
    if getattr(event, "anchor", None):
        raise _refuse(line, "anchors are not read; remove the anchor, or put a text that begins with & in quotes")
    if getattr(event, "tag", None):
        raise _refuse(
            line, "tags are not read, every value is text; remove the tag, or put a text that begins with ! in quotes"
        )


def _grown(events: Iterator[Event], flaws: list[Flaw]) -> Iterator[Node]:
    """Build the tree of every document without recursion."""
    levels: list[_Level] = []
    for number, event in enumerate(events):
        node: Node
        line = _line_of(event)
        _check_markup(event)
        if number > MOST_VALUES:
            raise _refuse(line, f"more than {MOST_VALUES:,} values in one file; write it as JSON Lines (.jsonl)")
        match event:
            case DocumentStartEvent():
                levels.clear()
                continue
            case MappingStartEvent() | SequenceStartEvent():
                if levels and levels[-1].is_map and len(levels[-1].names) == len(levels[-1].items):
                    raise _refuse(line, "a field's name is a word, not a list or a mapping")
                if len(levels) >= DEEPEST:
                    raise _refuse(line, f"nested more than {DEEPEST} levels deep; no event needs that")
                levels.append(_Level(line, isinstance(event, MappingStartEvent), [], []))
                continue
            case MappingEndEvent() | SequenceEndEvent():
                node = _closed(levels.pop(), flaws)
            case ScalarEvent():
                node = TextNode(str(event.value), line, event.style is None)
            case _:
                continue
        if not levels:
            yield node
        elif levels[-1].is_map and len(levels[-1].names) == len(levels[-1].items):
            levels[-1].names.append((node.text if isinstance(node, TextNode) else "", line))
        else:
            levels[-1].items.append(node)


def _flaw_of(error: YAMLError, text: str) -> Flaw:
    mark = getattr(error, "problem_mark", None)
    lines = text.count("\n") + (not text.endswith("\n"))
    line = 0 if mark is None else min(int(mark.line) + 1, lines)  # what is unfinished ends after the last line
    if isinstance(error, ReaderError):
        line = text.count("\n", 0, error.position) + 1
        return Flaw(line, (), f"not YAML: it holds the sign U+{ord(text[error.position]):04X}; take it out")
    if isinstance(error, MarkedYAMLError):
        said = "; ".join(part for part in (error.context, error.problem) if part)
    else:
        said = str(error).splitlines()[0] if str(error) else "unreadable"
    return Flaw(line, (), f"not YAML: {said}; put a text with : # or {{ in quotation marks, and indent with spaces")


def yaml_trees(text: str) -> tuple[tuple[Node, ...], tuple[Flaw, ...]]:
    """Read every YAML document of a text, and what is wrong with it. Reading stops at text that is not YAML."""
    flaws: list[Flaw] = []
    trees: list[Node] = []
    try:
        trees.extend(_grown(iter(YAML(typ="safe", pure=True).parse(text)), flaws))
    except _Refusal as refusal:
        flaws.append(refusal.flaw)
    except YAMLError as error:
        flaws.append(_flaw_of(error, text))
    except (ValueError, OverflowError, RecursionError, AttributeError, IndexError) as error:
        flaws.append(Flaw(0, (), f"not YAML: {quoted(str(error))}; check quotation marks, escapes and directives"))
    return tuple(trees), tuple(flaws)
