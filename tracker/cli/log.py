"""`tracker events`: the log of one case as recorded. Refuses to leave out what was corrected."""

import click

from tracker.cli.rows import print_rows
from tracker.cli.settings import Settings, shared, takes_settings
from tracker.cli.tables import Row
from tracker.cli.text import Layout

LOG = Layout(wrap=("what",), spare=("corrects", "by", "seq", "recorded at"))


@click.command("events")
@click.argument("case")
@shared
@takes_settings
def events_command(settings: Settings, case: str) -> None:
    """Print the log of a case as recorded."""
    from tracker.casebook.log import LOG_COLUMNS, read_log  # noqa: PLC0415 - a usage error needs no database

    with settings.library() as library:
        rows = read_log(library.database, case)
        shown = [_shown(row) for row in rows]
        print_rows(settings.format, rows, columns=LOG_COLUMNS, shown=shown, layout=LOG)


def _shown(row: Row) -> Row:
    payload = row["payload"] or {}
    return {
        "seq": row["seq"],
        "version": row["version"],
        "recorded at": str(row["recorded_at"])[:19].replace("T", " "),
        "by": row["recorded_by"],
        "type": row["type"],
        "corrects": row["corrects"],
        "what": _what(payload) if row["payload"] is not None else "erased",
    }


def _what(payload: Row) -> str:
    parts = [str(payload[name]) for name in ("key", "target", "question", "reading") if payload.get(name)]
    reason = payload.get("reason") if "target" in payload else payload.get("why") or payload.get("legal_basis")
    return " ".join(parts) + (f": {reason}" if reason else "")
