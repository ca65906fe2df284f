"""Aligned tables for people, as wide as the terminal. Refuses to cut a key where a less needed column can go instead."""

import re
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, zip_longest

from msgspec import Struct

from tracker.cli.tables import TIME_COLUMN, Row, one_line, rounded

GAP = "  "
WIDEST_PIPE = 160
"""Columns of a table that no terminal bounds."""
NARROWEST = 8
"""A column is not squeezed below this."""
LEAST_TEXT = 24
"""Free text has at least this much room, unless it is shorter."""
LONGEST_CELL = 400
"""Signs of a value that is shown as it is stored; wider than a terminal."""
HELD_CELLS = 200_000
"""Cells of rows shown as they are stored that are laid out together; however many follow, they get the same columns."""


class Layout(Struct, frozen=True):
    """How a table gives way where the terminal is narrow."""

    wrap: tuple[str, ...] = ()
    """The columns of free text: they share what room is left, and go on in the next line."""
    spare: tuple[str, ...] = ()
    """Columns that go, the first one first; one that is empty in every row always goes."""
    said: bool = False
    """Whether a line below the table names the columns that had no room."""
    exact: bool = False
    """Values and titles as they are stored, NULL as NULL."""


PLAIN = Layout()
"""Every column, cut where the terminal is too narrow."""


def shown(name: str, value: object, *, exact: bool = False) -> str:
    """A cell of a table for people; `exact` shows a value as it is stored."""
    if exact:
        return _as_stored(value)
    value = rounded(name, value)
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else ""
        case float():
            return f"{value:.2f}" if TIME_COLUMN.search(name) else f"{value:g}"
        case list() | tuple():
            return ", ".join(one_line(str(part)) for part in value)
        case bytes():
            return value.hex()
        case _:
            return one_line(str(value))


def _as_stored(value: object) -> str:
    if value is None:
        return "NULL"
    text = value[:LONGEST_CELL].hex() if isinstance(value, bytes) else str(value)
    return one_line(text if len(text) <= LONGEST_CELL else f"{text[:LONGEST_CELL]}…")


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
    columns: Sequence[str], rows: Iterable[Row], layout: Layout = PLAIN, *, width: int | None = None
) -> Iterator[str]:
    """An aligned table: numbers to the right, a line under the titles.

    Args:
        columns: Names of the columns to show, which are the titles.
        rows: What to show. Of an exact layout they may be without end: only the first ones are held.
        layout: How the table gives way.
        width: Columns to fill; the terminal's unless given.
    """
    room = width or terminal_width()
    cells_of = ({name: shown(name, row.get(name), exact=layout.exact) for name in columns} for row in rows)
    held = list(islice(cells_of, HELD_CELLS // max(len(columns), 1) + 1) if layout.exact else cells_of)
    wanted = {name: max([width_of(_title(name, layout)), *(width_of(row[name]) for row in held)]) for name in columns}
    names = _kept(wanted, held, layout, room)
    table = [tuple(row[name] for name in names) for row in held]
    numeric = {
        place
        for place in range(len(names))
        if all(_is_number(cells[place]) for cells in table) and any(cells[place] for cells in table)
    }
    free = [names.index(name) for name in layout.wrap if name in names]
    widths = [wanted[name] for name in names]
    _fit(widths, room - len(GAP) * (len(names) - 1), free)
    titles = [_broken(_title(name, layout), widths[place]) for place, name in enumerate(names)]
    for line in zip_longest(*titles, fillvalue=""):
        yield _line(line, widths, numeric)
    yield _line(["─" * size for size in widths], widths, set())
    for cells in chain(table, (tuple(row[name] for name in names) for row in cells_of)):
        parts = [wrapped(cell, widths[place]) if place in free else (cell,) for place, cell in enumerate(cells)]
        for line in zip_longest(*parts, fillvalue=""):
            yield _line(line, widths, numeric)
    left_out = [name for name in columns if name not in names and any(row[name] for row in held)]
    if layout.said and left_out:
        yield f"no room for {', '.join(left_out)}: a wider terminal or --format csv shows them"
    narrow = (
        [name for place, name in enumerate(names) if max(width_of(row[name]) for row in held) > widths[place]]
        if held
        else []
    )
    if layout.exact and narrow:
        yield f"cut to fit: {', '.join(map(one_line, narrow))}; fewer columns, a wider terminal or --format csv show them whole"


def _title(name: str, layout: Layout) -> str:
    return one_line(name if layout.exact else name.replace("_", " "))


def _broken(title: str, width: int) -> tuple[str, ...]:
    """A title in lines, broken after `_` and blanks where it is wider than its column.

    >>> _broken("start_day_earliest", 10)
    ('start_day_', 'earliest')
    """
    lines = [""]
    for part in re.findall(r"[^_ ]*[_ ]|[^_ ]+", title):
        if lines[-1] and width_of((lines[-1] + part).rstrip()) > width:
            lines.append("")
        lines[-1] += part
    return tuple(lines)


def _kept(wanted: dict[str, int], table: Sequence[dict[str, str]], layout: Layout, room: int) -> list[str]:
    """The columns that stay: spare ones go while the others would have to be cut."""
    empty = {name for name in layout.spare if not any(row[name] for row in table)}
    names = [name for name in wanted if name not in empty]
    for name in layout.spare:
        needed = sum(min(wanted[n], LEAST_TEXT) if n in layout.wrap else wanted[n] for n in names)
        if needed + len(GAP) * (len(names) - 1) <= room:
            break
        names = [other for other in names if other != name]
    return names


def _is_number(text: str) -> bool:
    return text in {"", "NULL"} or re.fullmatch(r"[-+]?[\d.]+(e[-+]?\d+)?", text) is not None


def _fit(widths: list[int], room: int, free: Sequence[int]) -> None:
    """Narrow the widest free column first, then whichever is widest, until the table fits or nothing can give."""
    over = sum(widths) - room
    least = {place: min(widths[place], LEAST_TEXT) for place in free}
    while over > 0 and (wide := [place for place in free if widths[place] > least[place]]):
        widths[max(wide, key=lambda place: widths[place])] -= 1
        over -= 1
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
