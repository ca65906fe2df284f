"""`tracker export`: cases in other people's formats. Refuses to lose anything without saying so."""

import sys
from typing import TYPE_CHECKING

import click

from tracker.cli.looks import chosen_look, look_options
from tracker.cli.progress import bar
from tracker.cli.settings import Format, Settings, shared, takes_settings, warn
from tracker.cli.stills import STILLS, View, size_of, write_still
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
@click.option("--month", type=int, metavar="N", help="The month of a picture; the last unless named.")
@click.option("--known", is_flag=True, help="A picture as the treating team knew it then.")
@click.option(
    "--future", type=click.Choice(("hidden", "ghost", "shown")), default="hidden", help="What of it a picture shows."
)
@click.option(
    "--size", default="120x36", callback=size_of, metavar="COLUMNSxROWS", help="Of a picture, at least 108x34."
)
@look_options
@shared
@takes_settings
def export_command(  # every option is an argument
    settings: Settings,
    *,
    cases: tuple[str, ...],
    to: tuple[str, str] | None,
    month: int | None,
    known: bool,
    future: str,
    size: tuple[int, int],
    glyphs: str | None,
    theme: str | None,
) -> int:
    """Write cases as a case file to stdout, or in another format to a file or folder.

    Without a CASE it writes all of them. What a format cannot hold is said. FORMAT is one of: case (a case file), cbioportal (a
    study folder), csv and parquet (a folder with every public view, a time-to-event table and one for swimmer plots), mcode (a
    folder of FHIR bundles), phenopackets (a folder of Phenopackets v2); of one case text and svg (a month), html (the whole
    replay as a page with the same keys) and cast (a recording, asciicast v2).
    """
    from tracker.casebook.exports import FORMATS, Exported, export_of  # noqa: PLC0415 - a usage error needs no casebook
    from tracker.casebook.exports.writing import typed_path  # noqa: PLC0415 - as above
    from tracker.decisions.refused import resembling  # noqa: PLC0415 - as above

    form = settings.only(Format.TEXT, Format.JSON)
    formats = (*FORMATS, *STILLS)
    if to is not None and to[0] not in formats:
        named = ", ".join(formats)
        raise click.UsageError(f"--to {to[0]}: there is no such format; say one of {named}{resembling(to[0], formats)}")
    with settings.library() as library:
        patients = _patients(library, cases)
        if to is None:
            from tracker.casebook.exports.case import case_file  # noqa: PLC0415 - as above

            sys.stdout.write(case_file(library, patients))
            return 0
        if to[0] in STILLS:
            view = View(month=month, known=known, future=future, size=size, look=chosen_look(glyphs, theme))
            with bar("drawing") as told:
                drawn = write_still(library, patients, to, view, told)
            _say(form, Exported((drawn,)))
            return 0
        with bar("exporting") as told:
            exported = export_of(to[0])(library, patients, typed_path(to[1]), told)
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
