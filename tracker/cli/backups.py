"""`tracker backup`: a verified copy. Refuses to write over anything."""

import click

from tracker.cli.progress import bar
from tracker.cli.settings import Format, Settings, shared, takes_settings
from tracker.cli.tables import as_json
from tracker.decisions.refused import Refused
from tracker.values.counts import counted


@click.command("backup")
@click.argument("path")
@shared
@takes_settings
def backup_command(settings: Settings, path: str) -> None:
    """Copy the database to a new file, and verify the copy.

    Others may use it meanwhile. The copy is one file for its owner alone; it holds patients, so it is kept as safely as the
    database. How to restore it is in docs/looking-after.md.
    """
    from tracker.casebook.exports.writing import typed_path  # noqa: PLC0415 - a usage error needs no database
    from tracker.casebook.upkeep import backup  # noqa: PLC0415 - as above

    form = settings.only(Format.TEXT, Format.JSON)
    target = typed_path(path)
    with settings.library() as library:
        with bar("copying and verifying") as told:
            findings = backup(library.database, target, told)
        if findings:
            raise Refused(
                f"{library.place.path} is not sound, so no backup was kept: {findings[0].sentence}; `tracker verify` says all"
            )
        size = target.stat().st_size
        if form is Format.JSON:
            click.echo(as_json({"backup": str(target.absolute()), "size_bytes": size}, indent=2))
        else:
            click.echo(f"{target}: a verified copy of {library.place.path}, {counted(size, 'byte')}")
