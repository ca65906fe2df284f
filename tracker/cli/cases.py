"""`tracker cases`, `new`, `demo`: which cases there are, and how one begins. Refuses to overwrite a file."""

import click

from tracker.cli.receipts import print_imports
from tracker.cli.rows import print_rows
from tracker.cli.settings import Format, Settings, shared, takes_settings
from tracker.cli.text import Layout

CASES = Layout(wrap=("diagnosis",), spare=("dates", "facts", "sex"))


@click.command("cases")
@shared
@takes_settings
def cases_command(settings: Settings) -> None:
    """List the cases, one line each."""
    with settings.library() as library:
        rows = library.patients()
        if settings.format is Format.TEXT and not rows:
            click.echo("no cases yet; `tracker import FILE` records a case file, `tracker demo` the two bundled cases")
            return
        shown = [
            {
                "patient": row["patient"],
                "sex": row["sex"],
                "age": row["age"],
                "diagnosis": row["diagnosis"],
                "months": _span(row["first_month"], row["last_month"]),
                "facts": row["facts"],
                "status": row["vital_status"],
                "dates": row["origin_date"] or "none",
            }
            for row in rows
        ]
        print_rows(settings.format, rows, columns=tuple(rows[0]) if rows else (), shown=shown, layout=CASES)


def _span(first: int | None, last: int | None) -> str:
    return "" if first is None or last is None else f"M{first} – M{last}"


@click.command("new")
@click.argument("case")
@click.option("-o", "--out", "--output", "output", metavar="FILE", help="Write it to a new file instead of stdout.")
@shared
@takes_settings
def new_command(settings: Settings, case: str, output: str | None) -> None:
    """Write a commented case file to fill in."""
    from tracker.adapters.casefile import template  # noqa: PLC0415 - YAML is this verb's own cost
    from tracker.casebook.exports.writing import typed_path, write_new  # noqa: PLC0415 - as above
    from tracker.casebook.files import pseudonym  # noqa: PLC0415 - as above

    settings.only(Format.TEXT)
    text = template(pseudonym(case))
    if output is None:
        click.echo(text, nl=not text.endswith("\n"))
        return
    write_new(typed_path(output), (text.encode(),))
    click.echo(f"{output}: fill it in, then look with `tracker import --dry-run {output}`")


@click.command("demo")
@click.option(
    "--amend", is_flag=True, help="Record what an earlier release had otherwise as amendments and retractions."
)
@click.option("--reason", default="", metavar="TEXT", help="Why, with --amend.")
@shared
@takes_settings
def demo_command(settings: Settings, *, amend: bool, reason: str) -> None:
    """Record the two bundled cases.

    Recorded already, they record nothing. After an update, --amend brings them to what this release says of them.
    """
    from tracker.casebook.on_entry import counts_of  # noqa: PLC0415 - a usage error needs no casebook

    if amend != bool(reason.strip()):
        raise click.UsageError("--amend needs --reason, and --reason goes with --amend: why the record is corrected")
    settings.only(Format.TEXT, Format.JSON)
    with settings.library(create=True) as library:
        imports = library.record_bundled(settings.recorder(), amend=amend, reason=reason)
        print_imports(settings.format, imports, counts_of(library.database, (each.plan.patient for each in imports)))
