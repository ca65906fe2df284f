"""`tracker replay`: the terminal interface. The only verb that imports it; refuses where there is no terminal."""

import os
import sys
from typing import TYPE_CHECKING

import click

from tracker.cli.clocks import as_recorded_option, instant
from tracker.cli.settings import Settings, shared, takes_settings
from tracker.decisions.refused import Refused

if TYPE_CHECKING:
    from tracker.casebook.library import Library

GLYPHS_VARIABLE = "TRACKER_GLYPHS"
GLYPH_SETS = ("braille", "block", "ascii")
"""As the screens name them, who are not loaded to say so."""


@click.command("replay")
@click.argument("case", required=False)
@click.option("--month", type=int, metavar="N", help="The month to begin with.")
@click.option(
    "--glyphs",
    type=click.Choice(GLYPH_SETS),
    metavar="SET",
    help=f"The signs that the terminal can show: {', '.join(GLYPH_SETS)} ({GLYPHS_VARIABLE}).",
)
@as_recorded_option
@shared
@takes_settings
def replay_command(
    settings: Settings, *, case: str | None, month: int | None, glyphs: str | None, as_recorded: str | None
) -> int:
    """Open the replay in the terminal."""
    for option, value in (("--month", month), ("--as-recorded", as_recorded)):
        if value is not None and case is None:
            raise click.UsageError(f"{option} needs a CASE")
    return replay_case(settings, case, month, glyphs, as_recorded=instant(as_recorded))


def replay_case(
    settings: Settings,
    case: str | None,
    month: int | None,
    glyphs: str | None = None,
    *,
    as_recorded: str | None = None,
) -> int:
    """Open the terminal interface on the cases, or on one of them.

    Args:
        settings: Which database.
        case: Whose replay; None opens the list.
        month: Where to begin.
        glyphs: One of `GLYPH_SETS`; None is what the environment says, else the first.
        as_recorded: The instant, as the log writes it, whose record of the case is shown, and of no other case.

    Raises:
        Exception: whatever ended the application that nobody expected; the guard says so.
        Refused: for an unknown case, a month that it does not have, unknown signs, and where there is no terminal.
    """
    chosen = glyphs or os.environ.get(GLYPHS_VARIABLE) or GLYPH_SETS[0]
    if chosen not in GLYPH_SETS:
        raise Refused(f"{GLYPHS_VARIABLE} is {chosen!r}, which is not one of {', '.join(GLYPH_SETS)}")
    from tracker.casebook.library import LibraryThen, LibraryWith  # noqa: PLC0415 - a usage error needs no casebook

    with settings.library() as library:
        shown: Library | LibraryWith | LibraryThen = library
        if case is not None:
            found = library.case(case, as_recorded=as_recorded)
            found.frame(month)
            shown = LibraryWith(library, found) if as_recorded is None else LibraryThen(found)
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise Refused("the replay needs a terminal; `tracker show CASE --month N` prints a month anywhere")
        from tracker.tui.app import TrackerApp  # noqa: PLC0415 - the command line starts without Textual
        from tracker.tui.glyphs import GlyphSet  # noqa: PLC0415 - as above

        app = TrackerApp(shown, case, month, glyphs=GlyphSet(chosen))
        app.run()
        if app.failure is not None:
            raise app.failure
        return app.return_code or 0
