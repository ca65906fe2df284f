"""`tracker where`, `verify`, `rebuild`: look after the file. Refuses to mend the log: it only says what is wrong."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.progress import bar
from tracker.cli.rows import print_rows
from tracker.cli.settings import Format, Settings, shared, takes_settings, warn
from tracker.cli.tables import as_json, one_line, plain, print_lines
from tracker.values.counts import counted

if TYPE_CHECKING:
    from tracker.casebook.upkeep import Vouched

FINDING_COLUMNS = ("what", "patient", "seq", "sentence")


@click.command("where")
@shared
@takes_settings
def where_command(settings: Settings) -> None:
    """Say which database is in use.

    With its size, its schema version, and how much is in it.
    """
    from tracker.casebook.upkeep import where  # noqa: PLC0415 - a usage error needs no database

    settings.only(Format.TEXT, Format.JSON)
    place = settings.place()
    found = where(place)
    if place.missing:
        warn(f"{place.path} is not there; `tracker import`, `tracker record` and `tracker demo` make it")
    if settings.format is Format.JSON:
        click.echo(as_json(found, indent=2))
        return
    width = max(map(len, found))
    for name, value in found.items():
        click.echo(f"{name.replace('_', ' '):{width}}  {'–' if value is None else plain(str(value))}")


@click.command("verify")
@click.option(
    "--anchor",
    metavar="FILE",
    help="Also check the log against this file, which vouches for it; a file that is not there is written.",
)
@shared
@takes_settings
def verify_command(settings: Settings, anchor: str | None) -> int:
    """Check the database for damage.

    File, guards, digests and read models; exits with 1 when something is found.

    Digests alone do not show that the end of a stream was cut off, or a whole stream written anew. An anchor does: keep it
    where whoever can change the database cannot change it, and write a new one, under a new name, from time to time.
    """
    from tracker.casebook.exports.writing import typed_path  # noqa: PLC0415 - a usage error needs no database
    from tracker.casebook.upkeep import check_anchor, verify, write_anchor  # noqa: PLC0415 - as above

    path = None if anchor is None else typed_path(anchor)
    with settings.library() as library:
        vouched = None if path is None else check_anchor(library.database, path)
        with bar("verifying") as told:
            findings = (*(vouched.findings if vouched is not None else ()), *verify(library.database, told))
        rows = [
            {"what": found.what, "patient": found.patient, "seq": found.seq, "sentence": found.sentence}
            for found in findings
        ]
        if settings.format is not Format.TEXT:
            print_rows(settings.format, rows, columns=FINDING_COLUMNS)
        elif findings:
            print_lines(f"{found.what}: {one_line(found.sentence)}" for found in findings)
        else:
            click.echo(f"{library.place.path}: the log is whole, and every row follows from it")
        if path is not None:
            _say_of_anchor(path, vouched, lambda: None if findings else write_anchor(library.database, path))
    return int(bool(findings))


def _say_of_anchor(path: Path, vouched: "Vouched | None", write: Callable[[], int | None]) -> None:
    """On stderr, so that rows stay alone: what the anchor vouches for. A log that is not sound gets none."""
    if vouched is not None:
        if not vouched.findings:
            click.echo(f"{path} vouches for the log up to event {vouched.seq}, and it is the same", err=True)
        return
    seq = write()
    if seq is None:
        warn(f"{path} was not written: an anchor would vouch for what was found")
    else:
        click.echo(f"{path} now vouches for the log up to event {seq}: keep it away from the database", err=True)


@click.command("rebuild")
@shared
@takes_settings
def rebuild_command(settings: Settings) -> None:
    """Derive every row from the log again.

    Also puts guards, tables and views back that were dropped; `tracker verify` says whether the log was changed meanwhile.
    """
    from tracker.casebook.upkeep import rebuild  # noqa: PLC0415 - a usage error needs no database

    settings.only(Format.TEXT, Format.JSON)
    with settings.library() as library:
        with bar("rebuilding") as told:
            restored, streams = rebuild(library.database, told)
        if settings.format is Format.JSON:
            click.echo(as_json({"patients": streams, "restored": list(restored)}))
            return
        for sentence in restored:
            click.echo(f"put right: {one_line(sentence)}")
        click.echo(f"rebuilt {counted(streams, 'case')} from the log")
