"""`tracker replay`: the terminal interface. The only verb that imports it; refuses where there is no terminal."""

import os
import sys
from typing import TYPE_CHECKING

import click

from tracker.cli.clocks import as_recorded_option, instant
from tracker.cli.looks import chosen_look, look_options
from tracker.cli.settings import Settings, shared, takes_settings
from tracker.decisions.refused import Refused

if TYPE_CHECKING:
    from tracker.casebook.library import Library


DRIVER_VARIABLE = "TEXTUAL_DRIVER"
"""Set where a server passes on what a browser shows and types."""


@click.command("replay")
@click.argument("case", required=False)
@click.option("--month", type=int, metavar="N", help="The month to begin with.")
@look_options
@click.option("--write", is_flag=True, help="Open it for writing: a records an event, x corrects the selected one.")
@as_recorded_option
@shared
@takes_settings
def replay_command(
    settings: Settings,
    *,
    case: str | None,
    month: int | None,
    glyphs: str | None,
    theme: str | None,
    write: bool,
    as_recorded: str | None,
) -> int:
    """Open the replay in the terminal.

    A case opens as it was left, unless a month is named; TRACKER_NO_STATE=1 keeps nothing of how. For reading alone, unless
    --write is said.
    """
    if write and as_recorded is not None:
        raise click.UsageError("--write records now, and --as-recorded shows what was recorded then; say one of them")
    for option, value in (("--month", month), ("--as-recorded", as_recorded)):
        if value is not None and case is None:
            raise click.UsageError(f"{option} needs a CASE")
    return replay_case(settings, case, month, look=(glyphs, theme), as_recorded=instant(as_recorded), write=write)


def replay_case(
    settings: Settings,
    case: str | None,
    month: int | None,
    *,
    look: tuple[str | None, str | None] = (None, None),
    as_recorded: str | None = None,
    write: bool = False,
) -> int:
    """Open the terminal interface on the cases, or on one of them.

    Args:
        settings: Which database.
        case: Whose replay; None opens the list.
        month: Where to begin.
        look: Signs and colors as said; None is what the environment says, else the settings.
        as_recorded: The instant, as the log writes it, whose record of the case is shown, and of no other case.
        write: Let events be recorded and corrected.

    Raises:
        Exception: whatever ended the application that nobody expected; the guard says so.
        Refused: for an unknown case, a month that it does not have, unknown signs, and where there is no terminal.
    """
    glyphs, theme = chosen_look(*look, on_terminal=DRIVER_VARIABLE not in os.environ)
    from tracker.casebook.library import LibraryThen, LibraryWith  # noqa: PLC0415 - a usage error needs no casebook
    from tracker.casebook.remembering import memory_of  # noqa: PLC0415 - as above

    served = DRIVER_VARIABLE in os.environ
    with settings.library(read_only=served) as library:
        shown: Library | LibraryWith | LibraryThen = library
        if case is not None:
            found = library.case(case, as_recorded=as_recorded)
            found.frame(month)
            shown = LibraryWith(library, found) if as_recorded is None else LibraryThen(found)
        if not served and not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise Refused("the replay needs a terminal; `tracker show CASE --month N` prints a month anywhere")
        from tracker.casebook.auditing import Auditor  # noqa: PLC0415 - as above
        from tracker.casebook.console import Console  # noqa: PLC0415 - as above
        from tracker.casebook.exports.writing import write_new  # noqa: PLC0415 - as above
        from tracker.tui.app import TrackerApp  # noqa: PLC0415 - the command line starts without Textual
        from tracker.tui.desk import Look, Tools  # noqa: PLC0415 - as above
        from tracker.tui.glyphs import GlyphSet  # noqa: PLC0415 - as above
        from tracker.tui.themes import Theme  # noqa: PLC0415 - as above

        # A record of an earlier day is a visit, and so is a browser's: how the case was left stays as it is.
        visit = served or as_recorded is not None
        clerk = None
        if write and not served:
            from tracker.casebook.clerk import Clerk  # noqa: PLC0415 - forms are for those who write

            clerk = Clerk(library, settings.recorder())
        app = TrackerApp(
            shown,
            case,
            month,
            look=Look(glyphs=GlyphSet(glyphs), theme=Theme(theme)),
            tools=Tools(
                console=Console(library),
                auditor=Auditor(library),
                memory=None if visit else memory_of(library.place.path),
                write=None if served else write_new,
                clerk=clerk,
            ),
        )
        app.run()
        if app.failure is not None:
            raise app.failure
        return app.return_code or 0
