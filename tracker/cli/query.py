"""`tracker sql`: read-only questions to the views. Refuses to write, and to run for ever."""

import re
import sys

import click

from tracker.cli.rows import print_rows
from tracker.cli.settings import Settings, shared, takes_settings
from tracker.cli.text import Layout

_REMARK = re.compile(r"--[^=\s]*\s")
DEADLINE_SECONDS = 30.0
MOST_SECONDS = 86_400


def _seconds(_: click.Context, __: click.Parameter, value: float) -> float:
    if not 0 < value <= MOST_SECONDS:
        raise click.BadParameter(f"{value:g} is no time to wait; write seconds, more than 0 and at most {MOST_SECONDS}")
    return value


class Query(click.Command):
    """A command whose argument may begin with a remark of SQL, `-- …`, which is no option: it holds a blank."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Move the remark away from the place where options begin."""
        return super().parse_args(ctx, [f" {arg}" if _REMARK.match(arg) else arg for arg in args])


@click.command("sql", cls=Query)
@click.argument("query")
@click.option(
    "--timeout",
    type=float,
    default=DEADLINE_SECONDS,
    show_default=True,
    metavar="SECONDS",
    callback=_seconds,
    help="How long the query may run.",
)
@shared
@takes_settings
def sql_command(settings: Settings, query: str, timeout: float) -> None:
    """Ask the views in SQL, read-only.

    - reads the query from stdin; values are printed as stored. What can be asked for is asked for by

    SELECT v.name, c.name FROM sqlite_master v, pragma_table_info(v.name) c WHERE v.type = 'view'
    """
    from tracker.casebook.asking import ask  # noqa: PLC0415 - a usage error needs no database

    statement = sys.stdin.read() if query == "-" else query
    with settings.library() as library:
        columns, rows = ask(library, statement, deadline_seconds=timeout)
        found = (dict(zip(columns, row, strict=True)) for row in rows)
        print_rows(settings.format, found, columns=columns, layout=Layout(exact=True))
