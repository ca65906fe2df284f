"""For which rows a rule of a mapping holds: `where` and `filled`. Refuses any condition but equal texts."""

from collections.abc import Callable

from tracker.adapters.casefile.problems import Flaw
from tracker.adapters.casefile.tree import ListNode, MapNode, Node, TextNode, line_at
from tracker.adapters.tables.mapping import Where
from tracker.events.fault import Path


def texts_of(node: MapNode, name: str, path: Path, flaws: list[Flaw]) -> tuple[str, ...]:
    """A text or a list of texts behind a name."""
    found = node.get(name)
    texts = None if found is None else _texts(found)
    if found is not None and texts is None:
        flaws.append(Flaw(line_at(node, (name,)), (*path, name), "expects a text or a list of texts"))
    return texts or ()


def _texts(node: Node) -> tuple[str, ...] | None:
    match node:
        case TextNode(text=text):
            return (text.strip(),)
        case ListNode(items=items) if all(isinstance(item, TextNode) for item in items):
            return tuple(item.text.strip() for item in items if isinstance(item, TextNode))
        case _:
            return None


def read_where(node: MapNode, path: Path, flaws: list[Flaw]) -> Where:
    """The conditions of a rule, or of a part of one."""
    equal: list[tuple[str, frozenset[str]]] = []
    listed = node.get("where")
    for entry in listed.entries if isinstance(listed, MapNode) else ():
        texts = _texts(entry.value)
        if texts is None:
            flaws.append(Flaw(entry.line, (*path, "where"), f"{entry.name}: expects a text or a list of texts"))
        equal.append((entry.name.strip(), frozenset(texts or ())))
    if listed is not None and not isinstance(listed, MapNode):
        flaws.append(Flaw(listed.line, (*path, "where"), "expects a mapping, a column to the texts that it has"))
    return Where(tuple(equal), texts_of(node, "filled", path, flaws))


def holds(where: Where, cell: Callable[[str], str]) -> bool:
    """Whether the conditions hold in a row; `cell` is the text of a column, empty where it says nothing."""
    return all(cell(column) in texts for column, texts in where.equal) and all(cell(column) for column in where.filled)
