"""Rows as JSON or CSV, and values as text. Refuses to let data steer the terminal or a spreadsheet.

Months and days are rounded to two decimals in text and JSON, as they are estimates; CSV and SQL keep them whole.
"""

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from math import isfinite
from typing import Any

import click

from tracker.values.rounding import half_up, outwards

Row = Mapping[str, Any]


class Stored(str):
    """JSON as it is stored, which is printed with the digits that it has."""

    __slots__ = ()


UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters and marks that turn the direction of text: they would steer the terminal."""

TIME_COLUMN = re.compile(r"(^|_)(days?|months?)($|_)")
"""Names of columns in days or months."""


def plain(text: str) -> str:
    r"""Show control characters instead of sending them to the terminal.

    >>> plain("a\x1b[31m")
    'a\\x1b[31m'
    """
    return UNSAFE.sub(lambda found: found.group().encode("unicode_escape").decode(), text)


def one_line(text: str) -> str:
    """A text on one line, whatever its line breaks, with control characters shown."""
    return plain(" ".join(text.split()))


def rounded(name: str, value: object) -> object:
    """The value of a column for text and JSON: times in days and months to two decimals, decimals as numbers.

    >>> rounded("start_day", 227.53125), rounded("value", 227.53125)
    (227.53, 227.53125)
    """
    if isinstance(value, Decimal):
        value = int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, float) and TIME_COLUMN.search(name):
        return half_up(value, 2)
    return value


def rounded_row(row: Row) -> Row:
    """A row for text and JSON; a lower and an upper bound of a time are rounded outwards.

    >>> rounded_row({"estimate_months": 1.5, "earliest_months": 1.006, "latest_months": 1.994})
    {'estimate_months': 1.5, 'earliest_months': 1.0, 'latest_months': 2.0}
    """
    found = {name: rounded(name, value) for name, value in row.items()}
    for earliest in filter(TIME_COLUMN.search, row):
        latest = earliest.replace("earliest", "latest")
        if latest != earliest and latest in row:
            found[earliest], found[latest] = outwards(row[earliest], row[latest], 2)
    return found


def as_json(value: object, *, indent: int | None = None) -> str:
    """Any JSON value as text that holds no control character, whatever the data."""
    if isinstance(value, dict) and any(isinstance(part, Stored) for part in value.values()):
        parts = (
            f"{as_json(name)}: {_as_stored(part) if isinstance(part, Stored) else as_json(part)}"
            for name, part in value.items()
        )
        return f"{{{', '.join(parts)}}}"
    ascii_only = _ascii_only()
    try:
        text = json.dumps(value, ensure_ascii=ascii_only, allow_nan=False, default=_jsonable, indent=indent)
    except ValueError:
        # SQL can answer with an infinity, which JSON does not have.
        text = json.dumps(_finite(value), ensure_ascii=ascii_only, allow_nan=False, default=_jsonable, indent=indent)
    return _STEERING.sub(_escaped, text)


_STEERING = re.compile("[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_OTHER_THAN_ASCII = re.compile("[^\x00-\x7e]")


def _ascii_only() -> bool:
    return "utf" not in (sys.stdout.encoding or "utf-8").lower()


def _escaped(found: re.Match[str]) -> str:
    return json.dumps(found.group())[1:-1] if found.group() != "\x7f" else "\\u007f"


def _as_stored(text: Stored) -> str:
    # Where JSON has a line break, it is between values: within a text it is written as one.
    return (_OTHER_THAN_ASCII if _ascii_only() else _STEERING).sub(_escaped, re.sub("[\t\n\r]", " ", text))


def _finite(value: object) -> object:
    if isinstance(value, dict):
        return {name: _finite(part) for name, part in value.items()}
    return str(value) if isinstance(value, float) and not isfinite(value) else value


def _jsonable(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def json_rows(rows: Iterable[Row], *, exact: bool = False) -> Iterator[str]:
    """An array, one row a line; `exact` rounds nothing."""
    yield "["
    before = None
    for row in rows:
        if before is not None:
            yield f"{before},"
        before = as_json(dict(row) if exact else rounded_row(row))
    if before is not None:
        yield before
    yield "]"


def print_lines(lines: Iterable[str]) -> None:
    """Print lines to stdout, as far as somebody reads them: the command goes on and keeps its exit code."""
    try:
        for line in lines:
            click.echo(line)
    except BrokenPipeError:
        close_quietly()


def close_quietly() -> None:
    """Whoever read the output has gone; nothing may complain when what is left is printed or flushed."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
