"""`tracker where`, `verify`, `rebuild`: look after the file. Refuses to mend the log: it only says what is wrong."""

import click

from tracker.cli.rows import print_rows
from tracker.cli.settings import Format, Settings, shared, takes_settings
from tracker.cli.tables import as_json, one_line, plain, print_lines

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
    found = where(settings.place())
    if settings.format is Format.JSON:
        click.echo(as_json(found, indent=2))
        return
    width = max(map(len, found))
    for name, value in found.items():
        click.echo(f"{name.replace('_', ' '):{width}}  {'–' if value is None else plain(str(value))}")


@click.command("verify")
@shared
@takes_settings
def verify_command(settings: Settings) -> int:
    """Check the database for damage.

    File, guards, digests and read models; exits with 1 when something is found.
    """
    from tracker.casebook.upkeep import verify  # noqa: PLC0415 - a usage error needs no database

    with settings.library() as library:
        findings = verify(library.database)
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
    return int(bool(findings))


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
        restored, streams = rebuild(library.database)
        if settings.format is Format.JSON:
            click.echo(as_json({"patients": streams, "restored": list(restored)}))
            return
        for sentence in restored:
            click.echo(f"put right: {one_line(sentence)}")
        click.echo(f"rebuilt {streams} {'case' if streams == 1 else 'cases'} from the log")
