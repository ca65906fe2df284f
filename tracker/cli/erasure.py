"""`tracker erase`: destroy what a case says. Refuses to do so on a slip: the name is typed again, or --yes is said."""

import sys
from typing import TYPE_CHECKING

import click

from tracker.cli.settings import Format, Settings, shared, takes_settings
from tracker.cli.tables import as_json
from tracker.decisions.refused import Refused
from tracker.values.counts import agreeing, counted

if TYPE_CHECKING:
    from tracker.casebook.erasing import Erased

OUT_OF_REACH = (
    "backups, exports and case files are out of reach, and so is what the disk itself keeps of deleted files: destroy "
    "those of this case, and make a new backup"
)


@click.command("erase")
@click.argument("case")
@click.option(
    "--basis", metavar="TEXT", required=True, help="The law or the request that asks for it; this text stays."
)
@click.option("--yes", is_flag=True, help="Do not ask; needed where there is no terminal.")
@shared
@takes_settings
def erase_command(settings: Settings, case: str, basis: str, yes: bool) -> int:
    """Destroy everything that a case says, for good.

    Pseudonym, times of recording, authors and digests of its events stay, so that the log can still be verified; payloads and
    rows go, and attached documents that its facts name. The file is then searched for them, byte by byte. The pseudonym is never used again.

    Backups, exports and case files are out of reach. Exits with 1 when something is left.
    """
    from tracker.casebook.erasing import erase_patient  # noqa: PLC0415 - a usage error needs no casebook
    from tracker.casebook.remembering import memory_of  # noqa: PLC0415 - as above

    form = settings.only(Format.TEXT, Format.JSON)
    with settings.library() as library:
        library.known(case)
        if not yes:
            _ask(case)
        done = erase_patient(library.database, case, legal_basis=basis, by=settings.recorder())
        memory = memory_of(library.place.path)
        if memory is not None:
            memory.forget(case)
        if form is Format.JSON:
            click.echo(as_json(_object(case, done), indent=2))
        else:
            _say(case, done)
        if done.proof.left:
            raise Refused(
                f"{case} was erased, but bytes of what it said are still in {library.place.path} or beside it: "
                "close whatever else uses the file and run the command again"
            )
    return 0


def _ask(case: str) -> None:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise click.UsageError("an erasure cannot be taken back: say --yes where nobody can be asked")
    typed = click.prompt(
        f"{case} will be erased for good; type its name to go on", default="", show_default=False, err=True
    )
    if typed != case:
        raise Refused(f"{case} was not erased: {typed!r} is not its name")


def _object(case: str, done: "Erased") -> dict[str, object]:
    proof = done.proof
    return {
        "patient": case,
        "seq": done.line and done.line.seq,
        "version": done.line and done.line.version,
        "payloads": done.events,
        "documents": done.documents,
        "pieces": proof.pieces,
        "searched_bytes": proof.searched_bytes,
        "shared": proof.shared,
        "left": proof.left,
        "drafts": done.drafts,
        "rewritten": proof.rewritten or done.line is None,
        "out_of_reach": OUT_OF_REACH,
    }


def _say(case: str, done: "Erased") -> None:
    proof = done.proof
    if done.line is None:
        click.echo(f"{case}: was erased before; the file was written anew, without anything that no row holds")
    else:
        click.echo(
            f"{case}: erased {counted(done.events, 'event')}; that it was erased is its event {done.line.version}"
        )
        others = "; what other cases say in the same words stays" if proof.shared else ""
        left = "some of it is left" if proof.left else "nothing of it is left"
        click.echo(
            f"searched the whole file, {counted(proof.searched_bytes, 'byte')}, for what they said: {left}{others}"
        )
    if done.documents:
        click.echo(
            f"removed {counted(done.documents, 'attached document')} that its facts named; where facts of other cases name "
            f"{agreeing(done.documents, 'it', 'one')} too, attach it again"
        )
    if done.drafts:
        click.echo(
            f"removed {counted(done.drafts, 'draft')} of forms that {agreeing(done.drafts, 'was', 'were')} not recorded"
        )
    click.echo(OUT_OF_REACH)
