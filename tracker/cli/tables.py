"""Rows as text, JSON or CSV. Refuses to let data steer the terminal or a spreadsheet.

Months and days are rounded to two decimals in text and JSON, as they are estimates; CSV and SQL keep them whole.
"""

import csv
import io
import json
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from math import isfinite
from typing import Any

import click

Row = Mapping[str, Any]

UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters and marks that turn the direction of text: they would steer the terminal."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a text for a formula."""

GAP = "  "
WIDEST_PIPE = 160
"""Columns of a table that no terminal bounds."""
NARROWEST = 8
"""A column is not squeezed below this."""

_TIME_COLUMN = re.compile(r"(^|_)(days?|months?)($|_)")


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
    if isinstance(value, float) and _TIME_COLUMN.search(name):
        return round(value, 2) + 0.0
    return value


def as_json(value: object, *, indent: int | None = None) -> str:
    """Any JSON value as text that holds no control character, whatever the data."""
    ascii_only = "utf" not in (sys.stdout.encoding or "utf-8").lower()
    try:
        text = json.dumps(value, ensure_ascii=ascii_only, allow_nan=False, default=_jsonable, indent=indent)
    except ValueError:
        # SQL can answer with an infinity, which JSON does not have.
        text = json.dumps(_finite(value), ensure_ascii=ascii_only, allow_nan=False, default=_jsonable, indent=indent)
    return re.sub(
        "[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", lambda found: f"\\u{ord(found.group()):04x}", text
    )


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
        before = as_json(dict(row) if exact else {name: rounded(name, value) for name, value in row.items()})
    if before is not None:
        yield before
    yield "]"


def csv_rows(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """A header and one line per row; NULL is empty, and no text is a formula."""
    yield _csv_line(columns)
    for row in rows:
        yield _csv_line([_cell(row[name]) for name in columns])


def _csv_line(cells: Sequence[object]) -> str:
    buffer = io.StringIO()
    # The module quotes the signs of its line end only: with both of them no cell breaks its line.
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
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
            return as_json(value)
        case bytes():
            return value.hex()
        case _:
            return value


def shown(name: str, value: object, *, exact: bool = False) -> str:
    """A cell of a table for people; `exact` shows a value as it is stored."""
    if exact:
        return "NULL" if value is None else value.hex() if isinstance(value, bytes) else one_line(str(value))
    value = rounded(name, value)
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else ""
        case float():
            return f"{value:.2f}" if _TIME_COLUMN.search(name) else f"{value:g}"
        case list() | tuple():
            return ", ".join(one_line(str(part)) for part in value)
        case bytes():
            return value.hex()
        case _:
            return one_line(str(value))


def width_of(text: str) -> int:
    """Cells that a text takes in a terminal."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )


def _cut(text: str, width: int) -> str:
    if width_of(text) <= width:
        return text
    kept = text[: width - 1]
    while width_of(kept) > width - 1:
        kept = kept[:-1]
    return f"{kept}…"


def terminal_width() -> int:
    """Columns of the terminal; a pipe has more, so that little is cut on its way to a file."""
    return shutil.get_terminal_size((WIDEST_PIPE, 24)).columns if sys.stdout.isatty() else WIDEST_PIPE


def text_rows(
    columns: Sequence[str], rows: Iterable[Row], *, wrap: str = "", width: int | None = None, exact: bool = False
) -> Iterator[str]:
    """An aligned table: numbers to the right, the column `wrap` broken into lines, others cut only where it is narrow.

    Args:
        columns: Names of the columns to show, which are the titles.
        rows: What to show.
        wrap: The column of free text that takes what room is left.
        width: Columns to fill; the terminal's unless given.
        exact: Show values and titles as they are stored.
    """
    room = width or terminal_width()
    table = [tuple(shown(name, row.get(name), exact=exact) for name in columns) for row in rows]
    numeric = {
        place
        for place, name in enumerate(columns)
        if table and all(_is_number(cells[place]) for cells in table) and any(cells[place] for cells in table)
    }
    titles = tuple(one_line(name if exact else name.replace("_", " ")) for name in columns)
    widths = [max(map(width_of, (title, *(cells[place] for cells in table)))) for place, title in enumerate(titles)]
    free = columns.index(wrap) if wrap in columns else -1
    _fit(widths, room - len(GAP) * (len(columns) - 1), free)
    yield _line(titles, widths, numeric)
    yield _line(["─" * size for size in widths], widths, set())
    for cells in table:
        if free < 0:
            yield _line(cells, widths, numeric)
            continue
        for place, part in enumerate(wrapped(cells[free], widths[free])):
            around = cells if place == 0 else [""] * len(cells)
            yield _line([*around[:free], part, *around[free + 1 :]], widths, numeric)


def _is_number(text: str) -> bool:
    return text in {"", "NULL"} or re.fullmatch(r"[-+]?[\d.]+(e[-+]?\d+)?", text) is not None


def _fit(widths: list[int], room: int, free: int) -> None:
    """Narrow the free column first, then whichever is widest, until the table fits or nothing can give."""
    over = sum(widths) - room
    if free >= 0 and over > 0:
        least = min(widths[free], 3 * NARROWEST)
        taken = min(over, widths[free] - least)
        widths[free] -= taken
        over -= taken
    while over > 0 and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1
        over -= 1


def _line(cells: Sequence[str], widths: Sequence[int], numeric: set[int]) -> str:
    parts = []
    for place, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        text = _cut(cell, width)
        padding = " " * (width - width_of(text))
        parts.append(padding + text if place in numeric else text + padding)
    return GAP.join(parts).rstrip()


def wrapped(text: str, width: int) -> Iterator[str]:
    """Break a text into lines at its spaces; at least one line."""
    line = ""
    for word in text.split(" "):
        rest = word
        while width_of(rest) > width:
            if line:
                yield line
                line = ""
            cut = _cut(rest, width + 1)[:-1] or rest[:1]
            yield cut
            rest = rest[len(cut) :]
        if line and width_of(line) + 1 + width_of(rest) > width:
            yield line
            line = rest
        else:
            line = f"{line} {rest}" if line else rest
    yield line


def print_lines(lines: Iterable[str]) -> None:
    """Print lines to stdout."""
    for line in lines:
        click.echo(line)
