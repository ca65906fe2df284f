"""Each promise of the docs names a test that is there, and each file of fault tests is named."""

import ast
import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
PAGE = (TESTS.parent / "docs" / "guarantees.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`([\w/]+\.py)::(\w+)` \|$", PAGE, re.MULTILINE)


def test_every_promise_names_a_test_that_is_there() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith("| promise")]
    assert len(NAMED) == len(rows)
    assert not [f"{name}::{test}" for name, test in NAMED if test not in functions_of(TESTS / name)]


def test_every_fault_that_is_tried_is_a_promise() -> None:
    promised = set(NAMED)
    tried = {
        (path.relative_to(TESTS).as_posix(), test)
        for path in (TESTS / "faults").glob("test_*.py")
        for test in functions_of(path)
    }
    assert len(tried - promised) <= 1, "a file that may not grow stands for a full disk where nothing can be mounted"


def functions_of(path: Path) -> set[str]:
    """Names of the tests of a file; none where it is not there."""
    if not path.exists():
        return set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in tree.body if isinstance(node, kinds) and node.name.startswith("test_")}
