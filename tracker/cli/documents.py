"""`tracker document`: attach the sources of facts, so that the replay shows the passage. Refuses what no fact names."""

import click

from tracker.cli.nouns import Nouns
from tracker.cli.rows import print_rows
from tracker.cli.settings import Format, Settings, shared, takes_settings
from tracker.cli.tables import as_json
from tracker.cli.text import Layout
from tracker.values.counts import counted

COLUMNS = ("sha256", "citation", "state", "size_bytes", "attached_at", "attached_by", "facts", "patients")
DOCUMENTS = Layout(wrap=("citation",), spare=("by", "attached"))
_SHORT = 12
"""Characters of a digest that people read."""


@click.group("document", cls=Nouns, no_args_is_help=False)
@shared
def document_command() -> None:
    """Attach the source documents of facts.

    Facts name a document by the SHA-256 of its text. Attached, the replay shows the paragraph behind a fact.
    """


@document_command.command("add")
@click.argument("file")
@click.option("--citation", default="", metavar="TEXT", help="How the document is cited.")
@shared
@takes_settings
def add_command(settings: Settings, file: str, citation: str) -> None:
    """Attach the text of a document that facts name.

    It is kept in the database: backups have it, and erasing a patient whose facts name it removes it. The name of the file is
    not kept.
    """
    from tracker.casebook.documents import attach  # noqa: PLC0415 - a usage error needs no casebook
    from tracker.casebook.exports.writing import typed_path  # noqa: PLC0415 - as above

    form = settings.only(Format.TEXT, Format.JSON)
    with settings.library() as library:
        done = attach(library.database, typed_path(file), citation=citation, by=settings.recorder())
    if form is Format.JSON:
        click.echo(as_json({name: getattr(done, name) for name in done.__struct_fields__}, indent=2))
        return
    cases = f"{counted(done.facts, 'fact')} of {counted(done.patients, 'case')}"
    again = "attached again" if done.again else "attached"
    click.echo(f"{again} {done.sha256[:_SHORT]}…: {counted(done.characters, 'character')}, named by {cases}")


@document_command.command("list")
@shared
@takes_settings
def list_command(settings: Settings) -> None:
    """List the documents that facts name, attached or not."""
    from tracker.casebook.documents import listed  # noqa: PLC0415 - a usage error needs no casebook

    with settings.library() as library:
        rows = listed(library.database)
    if settings.format is Format.TEXT and not rows:
        click.echo("no fact names a document")
        return
    shown = [
        {
            "document": f"{row['sha256'][:_SHORT]}…",
            "state": row["state"],
            "facts": row["facts"],
            "cases": row["patients"],
            "citation": row["citation"],
            "attached": (row["attached_at"] or "")[:10],
            "by": row["attached_by"] or "",
        }
        for row in rows
    ]
    print_rows(settings.format, rows, columns=COLUMNS, shown=shown, layout=DOCUMENTS)


@document_command.command("remove")
@click.argument("digest")
@shared
@takes_settings
def remove_command(settings: Settings, digest: str) -> None:
    """Remove an attached document from the database; facts keep naming it.

    DIGEST is its SHA-256, or the beginning of it.
    """
    from tracker.casebook.documents import detach  # noqa: PLC0415 - a usage error needs no casebook

    settings.only(Format.TEXT)
    with settings.library() as library:
        click.echo(f"removed {detach(library.database, digest)}; backups and copies of the file still have it")
