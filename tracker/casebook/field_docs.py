"""What the fields of an event mean, from the docstrings below them: Python keeps none of a field at run time.

Refuses to fail where the source is not shipped: a form then has no help, and works.
"""

import ast
import inspect
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from pathlib import Path


@lru_cache(maxsize=64)
def _classes(file: str) -> Mapping[str, ast.ClassDef]:
    tree = ast.parse(Path(file).read_text(encoding="utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}


@lru_cache(maxsize=256)
def field_docs(cls: type) -> Mapping[str, str]:
    """What stands in quotes below each field of a class, those it inherits included, on one line."""
    docs: dict[str, str] = {}
    for owner in reversed(cls.__mro__):
        for field, below in pairwise(_body(owner)):
            if not (isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)):
                continue
            if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
                docs[field.target.id] = " ".join(str(below.value.value).split())
    return docs


def _body(owner: type) -> list[ast.stmt]:
    if not owner.__module__.startswith("tracker."):
        return []
    try:
        file = inspect.getsourcefile(owner)
        found = None if file is None else _classes(file).get(owner.__name__)
    except (OSError, TypeError, SyntaxError):
        return []
    return [] if found is None else found.body
