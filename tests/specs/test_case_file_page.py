"""The page on case files is run as it stands: every example of it imports."""

import re
from pathlib import Path

import pytest

from tracker.adapters.casefile import read_case_file, template
from tracker.adapters.casefile.entries import ENTERED_CLASSES
from tracker.adapters.casefile.reading import LARGEST_YAML
from tracker.values.units import UCUM_UNITS
from tracker.values.when import Basis, Timing

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "case-file.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```(yaml|yaml fragment|json)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(("kind", "text"), EXAMPLES)
def test_every_example_of_the_page_imports(kind: str, text: str) -> None:
    case, known = ("case-7", frozenset({"dx"})) if kind == "yaml fragment" else (None, frozenset())
    result = read_case_file("-", text.encode(), known_keys=known, case=case)
    assert [str(problem) for problem in result.problems] == []
    assert [found.events for found in result.cases]


def test_the_page_has_examples_of_every_kind() -> None:
    assert {kind for kind, _ in EXAMPLES} == {"yaml", "yaml fragment", "json"}


@pytest.mark.parametrize(
    "form", re.findall(r"`(\{[^`…]+\})`", PAGE.partition("## Sources")[0].partition("## Times")[2])
)
def test_every_time_of_the_page_imports(form: str) -> None:
    event = f"key: death\ntype: patient-died\noccurred: {form}\n"
    keys = frozenset({"dx", "l1", "l1-c1"})
    assert read_case_file("-", event.encode(), known_keys=keys, case="p").problems == ()


def test_the_page_names_every_form_of_a_time_and_every_basis() -> None:
    names = [field for field in Timing.__struct_encode_fields__ if field != "basis"]
    assert [name for name in (*names, *Basis) if f"{name}:" not in PAGE and f"`{name}`" not in PAGE] == []


def test_the_units_of_the_page_are_accepted() -> None:
    (named,) = re.findall(r"^- Units are UCUM: ([^.]*)\.", PAGE, re.MULTILINE)
    units = re.findall("`([^`]+)`", named)
    assert units
    assert set(units) <= UCUM_UNITS


def test_the_page_says_how_large_a_yaml_file_may_be() -> None:
    assert f"more than {LARGEST_YAML // 1_000_000} MB" in PAGE


def test_every_event_type_that_a_file_may_hold_is_named_in_the_form_of_a_new_case() -> None:
    assert [name for name in ENTERED_CLASSES if name not in template("p")] == []
