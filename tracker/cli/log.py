"""`tracker events`: the log of one case as recorded. Refuses to leave out what was corrected."""

import json
from collections.abc import Mapping

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
    from tracker.casebook.log import LOG_COLUMNS, read_log  # noqa: PLC0415 - a usage error needs no database

    with settings.library() as library:
        rows = read_log(library.database, case)
        shown = [_shown(row) for row in rows]
        exact = [{**row, "payload": _stored(row["payload"])} for row in rows]
        print_rows(settings.format, exact, columns=LOG_COLUMNS, shown=shown, layout=LOG)


def _stored(payload: str | None) -> str | None:
    """The payload with the digits that were stored; a damaged one is a text, and `tracker verify` names it."""
    return payload if payload is None or _read(payload) is None else Stored(payload)


def _read(payload: str) -> Mapping[str, object] | None:
    try:
        said = json.loads(payload)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _shown(row: Row) -> Row:
    return {
        "seq": row["seq"],
        "version": row["version"],
        "recorded at": str(row["recorded_at"])[:19].replace("T", " "),
        "by": row["recorded_by"],
        "type": row["type"],
        "corrects": row["corrects"],
        "what": "erased" if row["payload"] is None else _what(_read(row["payload"])),
    }


def _what(payload: Mapping[str, object] | None) -> str:
    if payload is None:
        return "damaged: run `tracker verify`"
    parts = [str(payload[name]) for name in ("key", "target", "question", "reading") if payload.get(name)]
    reason = payload.get("reason") if "target" in payload else payload.get("why") or payload.get("legal_basis")
    return " ".join(parts) + (f": {reason}" if reason else "")
