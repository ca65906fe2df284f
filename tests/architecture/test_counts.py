"""No message says `1 rows`: whatever is counted for people is worded in one place. Refuses a plural made by hand."""

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tracker.values.counts import agreeing, counted

TRACKER = Path(__file__).parents[2] / "tracker"
PLACE = TRACKER / "values" / "counts.py"

COUNTED = (
    "bytes|cases|cells|characters|columns|cycles|days|discrepancies|documents|drafts|drugs|elements|entries|events|facts|files|findings|"
    "keys|lanes|lesions|lines|lists|patients|payloads|pieces|problems|progressions|readings|resources|results|rows|"
    "samples|streams|studies|tables|units|values|versions"
)
"""What messages count; months are lengths, of which one is rarely whole."""

AFTER_A_NUMBER = re.compile(rf" (?:(?:attached|different|more|new|other|rejected|stored) )?(?:{COUNTED})\b")


def by_hand(source: str) -> Iterator[str]:
    """What of a module counts something in words of its own."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.JoinedStr(values=parts):
                for number, words in pairwise(parts):
                    if isinstance(number, ast.FormattedValue) and isinstance(words, ast.Constant):
                        yield from _after(number, str(words.value))
            case ast.BinOp(left=ast.Constant(value="s"), op=ast.Mult()):
                yield f"line {node.lineno}: {ast.unparse(node)}"
            case ast.IfExp(
                test=ast.Compare(ops=[ast.Eq() | ast.NotEq()], comparators=[ast.Constant(value=1)]),
                body=ast.Constant(value=str()),
                orelse=ast.Constant(value=str()),
            ):
                yield f"line {node.lineno}: {ast.unparse(node)}"
            case _:
                pass


def _after(number: ast.FormattedValue, words: str) -> Iterator[str]:
    said = ast.unparse(number.value)
    # A limit is never one, a number with decimals is a length, and texts that are joined are no number.
    spec = "" if number.format_spec is None else ast.unparse(number.format_spec).strip("f'\"")
    fixed = "join(" in said or said.rpartition(".")[2].isupper() or bool(re.search("[0-9]$|g", spec))
    if AFTER_A_NUMBER.match(words) and not fixed:
        yield f"line {number.lineno}: {{{said}}}{words[:40]}"


def test_every_count_that_people_read_is_worded_in_one_place() -> None:
    found = {
        str(path.relative_to(TRACKER)): hits
        for path in sorted(TRACKER.rglob("*.py"))
        if path != PLACE and (hits := list(by_hand(path.read_text(encoding="utf-8"))))
    }
    assert found == {}


@pytest.mark.parametrize(
    "source",
    ['f"{len(rows)} rows"', 'f"{n:,} new facts of"', "f\"{n} row{'s' * (n != 1)}\"", 'x = "row" if n == 1 else "rows"'],
)
def test_a_count_made_by_hand_is_found(source: str) -> None:
    assert len(list(by_hand(source))) == 1


@pytest.mark.parametrize(
    "source", ['f"at most {MOST_ROWS} rows"', "f\"{counted(n, 'row')} in\"", 'f"{size:.0f} months"']
)
def test_limits_and_lengths_are_no_counts(source: str) -> None:
    assert not list(by_hand(source))


@pytest.mark.parametrize(
    ("number", "regular", "irregular", "verb"),
    [(0, "0 rows", "0 entries", "are"), (1, "1 row", "1 entry", "is"), (2, "2 rows", "2 entries", "are")],
)
def test_none_one_and_two_are_said_right(number: int, regular: str, irregular: str, verb: str) -> None:
    assert counted(number, "row") == regular
    assert counted(number, "entry", "entries") == irregular
    assert agreeing(number, "is", "are") == verb
