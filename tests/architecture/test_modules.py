"""What every module keeps to: short, named for what it holds, and without a clock of its own."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("tracker", "migrations", "tests")
MODULES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
OF_TRACKER = [path for path in MODULES if path.is_relative_to(ROOT / "tracker")]
MOST_LINES = 300
SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "base", "manager", "managers", "misc"}
CLOCK = ROOT / "tracker" / "casebook" / "clock.py"
CLOCKS = {
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "pendulum": {"now", "today", "yesterday", "tomorrow"},
    "time": {"time", "time_ns", "localtime", "gmtime", "ctime"},
    "uuid": {"uuid1", "uuid4", "uuid6", "uuid7"},
    "os": {"urandom"},
    "secrets": {"token_bytes", "token_hex"},
    "random": {"random", "randbytes"},
}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_module_has_more_than_300_lines() -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert not {name: lines for name, lines in lengths.items() if lines > MOST_LINES}


def test_no_module_or_folder_has_a_name_that_says_nothing() -> None:
    names = {part.removesuffix(".py") for path in MODULES for part in path.relative_to(ROOT).parts}
    assert not {name for name in names if SAY_NOTHING & set(name.split("_"))}


def test_every_module_says_what_it_owns() -> None:
    trees = {name_of(path): ast.parse(path.read_text(encoding="utf-8")) for path in OF_TRACKER}
    assert not [name for name, tree in trees.items() if not ast.get_docstring(tree)]


def test_identifiers_are_spelled_as_the_standards_spell() -> None:
    british = re.compile("behaviour|judgement|tumour|colour|labell|modell|centre|neighbour|haemo|leuko.*aemia|oedema")
    names = {name for path in MODULES for name in (path.stem, *identifiers(path.read_text(encoding="utf-8")))}
    assert "judgment" in names
    assert not {name for name in names if british.search(name.lower())}


def test_only_the_clock_of_the_casebook_reads_a_clock() -> None:
    readings = {path: list(clock_readings(path.read_text(encoding="utf-8"))) for path in OF_TRACKER}
    assert [path for path, read in readings.items() if read] == [CLOCK]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("from datetime import datetime\nx = datetime.now()", id="a class"),
        pytest.param("import datetime\nx = datetime.date.today()", id="a class of a module"),
        pytest.param("from time import time\nx = time()", id="a function by its own name"),
        pytest.param("import uuid\nx = uuid.uuid4", id="a reference without a call"),
    ],
)
def test_a_reading_of_the_clock_is_seen(text: str) -> None:
    assert list(clock_readings(text))


def test_nothing_is_left_to_do() -> None:
    unfinished = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")
    assert not [name_of(path) for path in OF_TRACKER if unfinished.search(path.read_text(encoding="utf-8"))]


def identifiers(text: str) -> Iterator[str]:
    """Every name that a module gives or uses."""
    for node in ast.walk(ast.parse(text)):
        for field in ("name", "id", "attr", "arg"):
            if isinstance(name := getattr(node, field, None), str):
                yield name


def clock_readings(text: str) -> Iterator[str]:
    """Names of the clocks and random sources that a module uses."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute):
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            if node.attr in CLOCKS.get(owner, ()):
                yield f"{owner}.{node.attr}"
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if alias.name in CLOCKS.get(node.module or "", ()):
                    yield f"{node.module}.{alias.name}"
