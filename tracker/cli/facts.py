"""`tracker record`, `amend`, `retract`: facts by hand. Refuses a correction without a reason."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from tracker.cli.receipts import print_lines_recorded, warn_of
from tracker.cli.settings import Format, Settings, shared, takes_settings
from tracker.projections.record import said_by

if TYPE_CHECKING:
    from tracker.events.recorded import Recorded
    from tracker.store.database import Database

REASON = click.option("--reason", metavar="TEXT", required=True, help="Why the record is corrected.")
WITH_DEPENDENTS = click.option(
    "--with-dependents", is_flag=True, help="Also the facts that hang on it: by a time, as evidence, as their regimen."
)


def no_empty_base(
    _: click.Context, __: click.Parameter, said: "str | tuple[str, ...] | None"
) -> "str | tuple[str, ...] | None":
    """Refuse an event id without a character, as a variable that is not set leaves it."""
    named = (said,) if isinstance(said, str) else said or ()
    if not all(base.strip() for base in named):
        raise click.UsageError(
            "--based-on is empty; expects an event_id from `tracker events CASE --format json`, or leave it out"
        )
    return said


BASED_ON = click.option(
    "--based-on",
    "base",
    metavar="EVENT",
    callback=no_empty_base,
    help="The version that you looked at, by its event_id in `tracker events CASE --format json`; left out, the one of now.",
)
EACH_BASED_ON = click.option(
    "--based-on",
    "named",
    metavar="EVENT",
    multiple=True,
    callback=no_empty_base,
    help="As in `tracker amend`; with dependents, once for each fact that goes.",
)


@click.command("record")
@click.argument("case")
@click.argument("file")
@shared
@takes_settings
def record_command(settings: Settings, case: str, file: str) -> None:
    """Record the facts of a file.

    In case-file form, where the header may be left out; - is stdin. Facts that stand already record nothing new.
    """
    from tracker.casebook.files import incoming  # noqa: PLC0415 - a usage error needs no casebook
    from tracker.casebook.on_entry import counts_of  # noqa: PLC0415 - as above
    from tracker.casebook.recording import read_entries, record_entries  # noqa: PLC0415 - as above

    form = settings.only(Format.TEXT, Format.JSON)
    found = incoming(file)
    # A file that is not sound must not leave an empty database behind.
    entries = read_entries(None, case, found) if settings.place().missing else None
    with settings.library(create=True) as library:
        if entries is None:
            entries = read_entries(library.database, case, found)
        lines = record_entries(library.database, case, entries, by=settings.recorder())
        _note(library.database, case, lines)
        print_lines_recorded(form, case, lines, counts_of(library.database, (case,)))


def _note(database: "Database", case: str, lines: "Iterable[Recorded]") -> None:
    """Say on stderr what of it is worth a second look."""
    facts = (said_by(line.event) for line in lines)
    warn_of(database, {case: [fact.key for fact in facts if fact is not None]})


@click.command("amend")
@click.argument("case")
@click.argument("key")
@click.argument("file")
@REASON
@BASED_ON
@shared
@takes_settings
def amend_command(settings: Settings, *, case: str, key: str, file: str, reason: str, base: str | None) -> None:
    """Replace a fact by the one in a file.

    As a whole, its times included; - is stdin. Amending a retracted fact restores it. A fact that somebody corrected
    meanwhile is not amended.
    """
    from tracker.casebook.correcting import Warrant, amend_fact, versions_now  # noqa: PLC0415 - a usage error needs no casebook
    from tracker.casebook.files import incoming  # noqa: PLC0415 - as above
    from tracker.casebook.on_entry import counts_of  # noqa: PLC0415 - as above
    from tracker.casebook.recording import read_entries  # noqa: PLC0415 - as above

    form = settings.only(Format.TEXT, Format.JSON)
    with settings.library() as library:
        library.known(case)
        # Before stdin is read, which somebody may be typing.
        bases = versions_now(library.database, case, key) if base is None else {key: base}
        entries = read_entries(library.database, case, incoming(file))
        warrant = Warrant(by=settings.recorder(), reason=reason, bases=bases)
        lines = amend_fact(library.database, case, key, entries, warrant)
        _note(library.database, case, lines)
        print_lines_recorded(form, case, lines, counts_of(library.database, (case,)))


@click.command("retract")
@click.argument("case", required=False)
@click.argument("key", required=False)
@click.option("--import", "identifier", metavar="ID", help="Take back everything that one import recorded.")
@REASON
@EACH_BASED_ON
@WITH_DEPENDENTS
@shared
@takes_settings
def retract_command(
    settings: Settings,
    *,
    case: str | None,
    key: str | None,
    identifier: str | None,
    reason: str,
    named: tuple[str, ...],
    with_dependents: bool,
) -> None:
    """Take a fact back, or a whole import.

    A fact on which others hang goes only --with-dependents. A fact that somebody corrected meanwhile is
    not taken back, and nothing that it would take along.
    """
    from tracker.casebook.correcting import (  # noqa: PLC0415 - a usage error needs no casebook
        Warrant,
        retract_fact,
        retract_import,
        versions_now,
    )

    form = settings.only(Format.TEXT, Format.JSON)
    if (identifier is None) == (case is None or key is None) or (identifier is not None and case is not None):
        raise click.UsageError("say either CASE and KEY, or --import ID")
    if identifier is not None and named:
        raise click.UsageError("--based-on goes with CASE and KEY: an import is taken back whatever became of it since")
    with settings.library() as library:
        if identifier is not None:
            warrant = Warrant(by=settings.recorder(), reason=reason)
            lines = retract_import(library.database, identifier, warrant, with_dependents=with_dependents)
        else:
            bases = versions_now(library.database, case or "", key or "", named, with_dependents=with_dependents)
            warrant = Warrant(by=settings.recorder(), reason=reason, bases=bases)
            lines = retract_fact(library.database, case or "", key or "", warrant, with_dependents=with_dependents)
        print_lines_recorded(form, case or "", lines)
