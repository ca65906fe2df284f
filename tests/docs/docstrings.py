"""Docstrings of classes and of their fields, read from the source: Python keeps no docstring of a field at run time."""

import ast
import inspect
from functools import lru_cache
from itertools import pairwise
from pathlib import Path


@lru_cache(maxsize=64)
def _classes(file: str) -> dict[str, ast.ClassDef]:
    tree = ast.parse(Path(file).read_text(encoding="utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}


def field_docs(cls: type) -> dict[str, str]:
    """What stands in quotes below each field of a class, those it inherits included."""
    docs: dict[str, str] = {}
    for owner in reversed(cls.__mro__):
        file = inspect.getsourcefile(owner) if owner.__module__.startswith("tracker.") else None
        if file is None:
            continue
        body = _classes(file)[owner.__name__].body
        for field, below in pairwise(body):
            if not (isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)):
                continue
            if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
                docs[field.target.id] = " ".join(str(below.value.value).split())
    return docs


def paragraphs(cls: type) -> str:
    """The docstring of a class as Markdown, without the breaks of its lines."""
    return "\n\n".join(" ".join(part.split()) for part in inspect.getdoc(cls).split("\n\n"))  # type: ignore[union-attr]  # all have one
