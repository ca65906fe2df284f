"""`tracker export`: cases in other people's formats. Refuses to lose anything without saying so."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.progress import bar
from tracker.cli.settings import Format, Settings, shared, takes_settings, warn
from tracker.cli.tables import as_json, plain
from tracker.decisions.refused import Refused

if TYPE_CHECKING:
    from tracker.casebook.exports import Exported
    from tracker.casebook.library import Library


@click.command("export")
@click.argument("cases", nargs=-1, metavar="[CASE]…")
@click.option(
    "--to",
    type=(str, str),
    metavar="FORMAT PATH",
    help="Write this format to this file or folder, which is not there yet.",
)
@shared
@takes_settings
def export_command(settings: Settings, cases: tuple[str, ...], to: tuple[str, str] | None) -> int:
    """Write cases as a case file to stdout, or in another format to a file or folder.

    Without a CASE it writes all of them. What a format cannot hold is said. FORMAT is one of: case (a case
    file), csv, parquet (a folder with every public view, a time-to-event table and one for swimmer plots).
    """
    from tracker.casebook.exports import FORMATS, export_of  # noqa: PLC0415 - a usage error needs no casebook
    from tracker.decisions.refused import resembling  # noqa: PLC0415 - as above

    form = settings.only(Format.TEXT, Format.JSON)
    if to is not None and to[0] not in FORMATS:
        known = ", ".join(FORMATS)
        raise click.UsageError(f"--to {to[0]}: there is no such format; say one of {known}{resembling(to[0], FORMATS)}")
    with settings.library() as library:
        patients = _patients(library, cases)
        if to is None:
            from tracker.casebook.exports.case import case_file  # noqa: PLC0415 - as above

            sys.stdout.write(case_file(library, patients))
            return 0
        with bar("exporting") as told:
            exported = export_of(to[0])(library, patients, Path(to[1]).expanduser(), told)
    _say(form, exported)
    return 0


def _patients(library: "Library", cases: tuple[str, ...]) -> tuple[str, ...]:
    for patient in cases:
        library.known(patient)
    found = tuple(dict.fromkeys(cases)) or tuple(str(row["patient"]) for row in library.patients())
    if not found:
        raise Refused(f"{library.place.path} holds no case; `tracker import FILE` records one")
    return found


def _say(form: Format, exported: "Exported") -> None:
    if form is Format.JSON:
        click.echo(
            as_json({"files": [str(file) for file in exported.files], "losses": list(exported.losses)}, indent=2)
        )
        return
    for file in exported.files:
        click.echo(plain(str(file)))
    for loss in exported.losses:
        warn(loss)
