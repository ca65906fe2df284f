"""Encoding, delimiter and columns of a table, detected or declared. Refuses to choose where two would do."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Sequence

from msgspec import Struct

from tracker.adapters.tables.mapping import Layout
from tracker.adapters.tables.problems import CellFault

WORDS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
_BOMS = ((BOM_UTF8, "utf-8-sig"), (BOM_UTF16_LE, "utf-16"), (BOM_UTF16_BE, "utf-16"))


class Found(Struct, frozen=True):
    """A property of a table, and how it is known."""

    value: str
    how: str
    """Such as `declared` or `by its byte order mark`."""


def encoding_of(first: bytes, layout: Layout) -> Found:
    """The encoding of a table: its byte order mark, else as declared, else UTF-8, which no other text passes for.

    Args:
        first: The first bytes of the table.
        layout: What the mapping declares.
    """
    for mark, name in _BOMS:
        if first.startswith(mark):
            return Found(name, "by its byte order mark")
    if layout.encoding is not None:
        return Found(layout.encoding, "declared")
    return Found("utf-8", "nothing declared; every other one is refused")


def delimiter_of(header: str, columns: Sequence[str], layout: Layout) -> Found | CellFault:
    """The sign between the cells of a table.

    Args:
        header: The first line.
        columns: What the mapping reads, which settles it where the header has several signs.
        layout: What the mapping declares.
    """
    if layout.delimiter is not None:
        return Found(layout.delimiter, "declared")
    there = [sign for sign in WORDS if sign in header]
    if len(there) == 1:
        return Found(there[0], "the only one in the header")
    if not there:
        return Found(",", "the table has one column")
    fits = [sign for sign in there if set(columns) <= set(cells_of_header(header, sign))]
    if len(fits) == 1:
        return Found(fits[0], "the only one that gives the columns of the mapping")
    listed = " and ".join(WORDS[sign] for sign in there)
    return CellFault("", f"the header has {listed}; declare table: delimiter", undeclared=True)


def cells_of_header(header: str, delimiter: str) -> list[str]:
    """The names in a header line, without what quotes them."""
    from csv import Error, reader  # noqa: PLC0415 - only where a header is looked at

    try:
        return [name.strip() for name in next(reader([header], delimiter=delimiter), [])]
    except Error:
        return []


def columns_faults(found: Sequence[str], read: Sequence[str]) -> tuple[CellFault, ...]:
    """Columns that the mapping reads and the table does not have, or has twice."""
    from tracker.decisions.refused import resembling  # noqa: PLC0415 - only where a table is looked at

    faults = []
    for column in read:
        if column not in found:
            faults.append(CellFault(column, f"the table has no such column{resembling(column, found, most=1)}"))
        elif found.count(column) > 1:
            faults.append(CellFault(column, "stands twice in the header; name its columns apart"))
    return tuple(faults)
