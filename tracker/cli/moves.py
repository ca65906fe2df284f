"""`tracker move`: a fact to the patient whose it is. Refuses to change one record without the other."""

import click

from tracker.cli.facts import REASON
from tracker.cli.receipts import print_lines_recorded
from tracker.cli.settings import Format, Settings, shared, takes_settings, warn
from tracker.decisions.refused import every


@click.command("move")
@click.argument("case")
@click.argument("keys", nargs=-1, required=True, metavar="KEY…")
@click.option("--to", "other", metavar="CASE", required=True, help="The case that the facts belong to.")
@REASON
@click.option("--with-dependents", is_flag=True, help="Also the facts that hang on these.")
@shared
@takes_settings
def move_command(
    settings: Settings, *, case: str, keys: tuple[str, ...], other: str, reason: str, with_dependents: bool
) -> None:
    """Move facts to another case.

    They are taken back here and recorded there in one transaction, keys and times as written: days count from the origin
    of the other case, and a key names its fact. `tracker retract --import ID` takes the move back.
    """
    from tracker.casebook.correcting import Route, Warrant, move_facts  # noqa: PLC0415 - a usage error needs no casebook

    form = settings.only(Format.TEXT, Format.JSON)
    warrant = Warrant(by=settings.recorder(), reason=reason)
    with settings.library() as library:
        route = Route(patient=case, keys=keys, to=other)
        moved = move_facts(library.database, route, warrant, with_dependents=with_dependents)
    print_lines_recorded(form, case, moved.lines)
    if moved.counted_anew:
        warn(
            f"{every(moved.counted_anew)}: counted from the origin or from facts of {case}, and now from those of {other}"
        )
