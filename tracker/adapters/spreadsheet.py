"""Rows as CSV that no spreadsheet takes for a formula. Refuses to round, and to guard what is a number."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What makes a spreadsheet take a text for a formula, also in the wide letters of Chinese and Japanese."""


def csv_rows(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """A header and one line per row; NULL is empty, and no text is a formula, not even the name of a column."""
    yield csv_line(columns)
    for row in rows:
        yield csv_line([row[name] for name in columns])


def csv_line(values: Iterable[object]) -> str:
    r"""One line without its line break; a text that begins like a formula has an apostrophe before it.

    >>> csv_line(["=1+1", -2, None, "a,b"])
    '\'=1+1,-2,,"a,b"'
    """
    buffer = io.StringIO()
    # The module quotes the signs of its line end only: with both of them no cell breaks its line.
    csv.writer(buffer, lineterminator="\r\n").writerow(map(_cell, values))
    return buffer.getvalue().removesuffix("\r\n")


def _cell(value: object) -> object:
    match value:
        case None:
            return ""
        case bool():
            return int(value)
        case str():
            return f"'{value}" if value.startswith(FORMULA_STARTS) else value
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
