"""`tracker replay`: the terminal interface. The only verb that imports it; refuses where there is no terminal."""

import sys

import click

from tracker.cli.settings import Settings, shared, takes_settings
from tracker.decisions.refused import Refused


@click.command("replay")
@click.argument("case", required=False)
@click.option("--month", type=int, metavar="N", help="The month to begin with.")
@shared
@takes_settings
def replay_command(settings: Settings, case: str | None, month: int | None) -> int:
    """Open the replay in the terminal."""
    if month is not None and case is None:
        raise click.UsageError("--month needs a CASE")
    return replay_case(settings, case, month)


def replay_case(settings: Settings, case: str | None, month: int | None) -> int:
    """Open the terminal interface on the cases, or on one of them.

    Raises:
        Refused: for an unknown case, a month that it does not have, and where there is no terminal.
    """
    with settings.library() as library:
        if case is not None:
            library.case(case).frame(month)
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise Refused("the replay needs a terminal; `tracker show CASE --month N` prints a month anywhere")
        from tracker.tui.app import TrackerApp  # noqa: PLC0415 - the command line starts without Textual

        app = TrackerApp(library, case, month)
        app.run()
        return app.return_code or 0
