"""`tracker choose`: how an ambiguous time is read. Refuses a choice without a reason."""

import click

from tracker.cli.facts import no_empty_base
from tracker.cli.receipts import print_lines_recorded
from tracker.cli.settings import Format, Settings, shared, takes_settings


@click.command("choose")
@click.argument("case")
@click.argument("question")
@click.argument("reading")
@click.option("--reason", metavar="TEXT", required=True, help="Why it is read so.")
@click.option(
    "--based-on",
    "base",
    metavar="EVENT",
    callback=no_empty_base,
    help="The choice that you looked at, by its event_id in `tracker events CASE --format json`; left out, the one of now.",
)
@shared
@takes_settings
def choose_command(
    settings: Settings, *, case: str, question: str, reading: str, reason: str, base: str | None
) -> None:
    """Choose how an ambiguous time is read.

    The latest choice holds, and the ones before stay in the log. Where somebody chose meanwhile, nothing is chosen.
    `tracker timeline` shows the questions and their readings.
    """
    from tracker.casebook.recording import choice_now, choose_reading  # noqa: PLC0415 - a usage error needs no casebook
    from tracker.events.deliberation import ReadingSelected  # noqa: PLC0415 - as above

    form = settings.only(Format.TEXT, Format.JSON)
    choice = ReadingSelected(question=question, reading=reading, why=reason)
    with settings.library() as library:
        if base is None:
            base = choice_now(library.database, case, question)
        lines = choose_reading(library.database, case, choice, by=settings.recorder(), base=base)
        print_lines_recorded(form, case, lines)
