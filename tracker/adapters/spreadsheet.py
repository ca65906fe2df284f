"""Rows as CSV that no spreadsheet takes for a formula. Refuses to round, and to guard what is a number."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from typing import Any

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What makes a spreadsheet take a text for a formula, also in the wide letters of Chinese and Japanese."""

GUARD = "'"
"""What a spreadsheet takes as the mark of a text."""

LINE_END = "\r\n"
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")

_SUSPECT = frozenset((*FORMULA_STARTS, GUARD))
"""First signs that are looked at any further: an export has millions of cells."""


def guarded(text: str) -> str:
    """The text with a mark before it where it would be a formula; one that is marked already gets another mark.

    >>> guarded("=1+1"), guarded("'=1+1"), guarded("nab-paclitaxel")
    ("'=1+1", "''=1+1", 'nab-paclitaxel')
    """
    if text[:1] not in _SUSPECT:
        return text
    return f"{GUARD}{text}" if text.lstrip(GUARD).startswith(FORMULA_STARTS) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given.

    >>> unguarded("'=1+1"), unguarded("'s-Hertogenbosch")
    ('=1+1', "'s-Hertogenbosch")
    """
    return text[len(GUARD) :] if text.startswith(GUARD) and guarded(text) != text else text


def csv_rows(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """A header and one line per row; NULL is empty, and no text is a formula, not even the name of a column."""
    for line in csv_lines(chain((columns,), ([row[name] for name in columns] for row in rows))):
        yield line.removesuffix(LINE_END)


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    r"""One line per row with its line end, RFC 4180; a text that begins like a formula has an apostrophe before it.

    >>> list(csv_lines([["=1+1", -2, None, "a,b"]]))
    ['\'=1+1,-2,,"a,b"\r\n']
    """
    buffer = io.StringIO()
    # The module quotes the signs of its line end only: with both of them no cell breaks its line.
    writer = csv.writer(buffer, lineterminator=LINE_END)
    for row in rows:
        writer.writerow(map(_cell, row))
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def guarded_cell(text: str) -> str:
    """The text as `guarded` marks it, of a table in which numbers are texts too: those stay numbers.

    >>> guarded_cell("-30"), guarded_cell("+1.5e3"), guarded_cell("-30+1"), guarded_cell("@x")
    ('-30', '+1.5e3', "'-30+1", "'@x")
    """
    return text if _NUMBER.fullmatch(text) else guarded(text)


def table_line(cells: Iterable[str]) -> str:
    r"""One line of a table of tabs, without its line end, marked by `guarded_cell`.

    A cell that would end before its tab, or begin after a quotation mark, is in quotation marks.

    >>> table_line(["=1", 'b"c']).split("\t")
    ["'=1", '"b""c"']
    """
    buffer = io.StringIO()
    csv.writer(buffer, delimiter="\t", lineterminator=LINE_END).writerow(map(guarded_cell, cells))
    return buffer.getvalue().removesuffix(LINE_END)


def _cell(value: object) -> object:
    if type(value) is str:  # most of an export
        return guarded(value)
    match value:
        case None:
            return ""
        case bool():
            return int(value)
        case str():
            return guarded(value)
        case list() | tuple() | dict():
            return json.dumps(value, ensure_ascii=False, default=_jsonable)
        case bytes():
            return value.hex()
        case _:
            return value


def _jsonable(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)
