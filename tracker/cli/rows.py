"""Rows in the format asked for. Refuses to show people other rows than machines get, only fewer columns."""

import sys
from collections.abc import Iterable, Sequence

from tracker.adapters.spreadsheet import csv_rows
from tracker.cli.settings import Format
from tracker.cli.tables import Row, json_rows, plain, print_lines
from tracker.cli.text import PLAIN, Layout, text_rows


def print_rows(
    form: Format,
    rows: Iterable[Row],
    *,
    columns: Sequence[str],
    shown: Sequence[Row] | None = None,
    layout: Layout = PLAIN,
) -> None:
    """Print rows to stdout.

    Args:
        form: Text, JSON or CSV.
        rows: What machines get, with every column.
        columns: The public columns, for a header even where there is no row.
        shown: The same rows for people, where other columns read better.
        layout: How the table for people gives way; an exact one also rounds nothing in JSON.
    """
    match form:
        case Format.JSON:
            print_lines(json_rows(rows, exact=layout.exact))
        case Format.CSV:
            lines = csv_rows(columns, rows)
            print_lines(map(plain, lines) if sys.stdout.isatty() else lines)
        case Format.TEXT:
            titles = tuple(shown[0]) if shown else tuple(columns)
            print_lines(text_rows(titles, rows if shown is None else shown, layout))
