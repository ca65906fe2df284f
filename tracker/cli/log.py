"""`tracker events`: the log of one case as recorded. Refuses to leave out what was corrected."""

import click

from tracker.cli.rows import print_rows
from tracker.cli.settings import Settings, shared, takes_settings
from tracker.cli.tables import Row, Stored
from tracker.cli.text import Layout

LOG = Layout(wrap=("what",), spare=("corrects", "by", "seq", "recorded at"))


@click.command("events")
@click.argument("case")
@shared
@takes_settings
def events_command(settings: Settings, case: str) -> None:
    """Print the log of a case as recorded."""
    from tracker.casebook.log import LOG_COLUMNS, read_log, summary_of  # noqa: PLC0415 - a usage error needs no database

    with settings.library() as library:
        rows = read_log(library.database, case)
        shown = [_shown(row, summary_of(row["payload"])) for row in rows]
        exact = [{**row, "payload": _stored(row["payload"])} for row in rows]
        print_rows(settings.format, exact, columns=LOG_COLUMNS, shown=shown, layout=LOG)


def _stored(payload: str | None) -> str | None:
    """The payload with the digits that were stored; a damaged one is a text, and `tracker verify` names it."""
    from tracker.casebook.log import read_payload  # noqa: PLC0415 - as above

    return payload if payload is None or read_payload(payload) is None else Stored(payload)


def _shown(row: Row, what: str) -> Row:
    return {
        "seq": row["seq"],
        "version": row["version"],
        "recorded at": str(row["recorded_at"])[:19].replace("T", " "),
        "by": row["recorded_by"],
        "type": row["type"],
        "corrects": row["corrects"],
        "what": what,
    }
