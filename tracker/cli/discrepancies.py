"""`tracker check`: what does not fit, is doubtful or is missing. Refuses to hide a note or to call a doubt an error."""

from collections.abc import Iterable, Iterator, Sequence
from math import isfinite

import click

from tracker.cli.clocks import as_recorded_option, instant
from tracker.cli.rows import print_rows
from tracker.cli.settings import Format, Settings, shared, takes_settings
from tracker.cli.tables import Row
from tracker.cli.text import Layout

COLUMNS = ("patient", "rule", "severity", "summary", "events", "tolerance_months", "excess_months")
MOST_MONTHS = 120
MOST_PARTS = 6
"""Facts, or links of a chain, that a cell names; JSON and CSV keep all of them."""
CHECK = Layout(wrap=("what",), spare=("rule",))


def _tolerances(_: click.Context, __: click.Parameter, value: str) -> tuple[float, ...]:
    try:
        asked = tuple(float(part) for part in value.split(","))
    except ValueError:
        asked = ()
    if not asked or not all(isfinite(part) and 0 <= part <= MOST_MONTHS for part in asked):
        raise click.BadParameter(f"{value!r} is no list of months from 0 on; write --tolerance 0,0.5")
    return asked


@click.command("check")
@click.argument("case", required=False)
@click.option(
    "--tolerance",
    default="0,0.5",
    show_default=True,
    metavar="MONTHS",
    callback=_tolerances,
    help="Rounding of stated months, one or several with commas.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 on a warning or an error.")
@as_recorded_option
@shared
@takes_settings
def check_command(
    settings: Settings, *, case: str | None, tolerance: tuple[float, ...], strict: bool, as_recorded: str | None
) -> int:
    """Name what does not fit or is missing.

    In one case, or in all: contradictions and doubts of the record, with the facts they rest on; as text the first of them where
    there are many.
    """
    then = instant(as_recorded)
    if then is not None and case is None:
        raise click.UsageError("--as-recorded needs a CASE")
    with settings.library() as library:
        patients = [case] if case is not None else [row["patient"] for row in library.patients() if row["facts"]]
        cases = (library.case(patient, as_recorded=then) for patient in patients)
        rows = [row for found in cases for row in found.check(tolerance)]
    if settings.format is Format.TEXT and not rows:
        click.echo("nothing found")
    else:
        print_rows(settings.format, rows, columns=COLUMNS, shown=list(_shown(rows, several=case is None)), layout=CHECK)
    return int(strict and any(row["severity"] != "note" for row in rows))


def few(parts: Sequence[str], between: str) -> str:
    """Some parts as a list; of more than a reader takes in, the first ones and how many more there are.

    >>> few(["a", "b"], "; "), few([str(number) for number in range(23)], ", ")
    ('a; b', '0, 1, 2, 3, 4, 5, and 17 more')
    """
    if len(parts) <= MOST_PARTS + 1:
        return between.join(parts)
    return between.join((*parts[:MOST_PARTS], f"and {len(parts) - MOST_PARTS} more"))


def _shown(rows: Iterable[Row], *, several: bool) -> Iterator[Row]:
    for row in rows:
        facts = f" [{few(row['events'], ', ')}]" if row["events"] else ""
        # The chain of a contradiction is one sentence, its links between semicolons.
        what = f"{few(row['summary'].split('; '), '; ')}{facts}"
        shown = {"severity": row["severity"], "rule": row["rule"], "what": what}
        yield {"patient": row["patient"], **shown} if several else shown
