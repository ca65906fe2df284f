"""The replay as files, for `tracker export`. Refuses more than one case in a file: a picture is of somebody."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

if TYPE_CHECKING:
    from tracker.casebook.library import Library
    from tracker.tui.stills.paper import Told

STILLS = {
    "text": ".txt",
    "svg": ".svg",
    "html": ".html",
    "cast": ".cast",
}
"""Format to the end of its files' names."""


class View(Struct, frozen=True, kw_only=True):
    """How a case is looked at."""

    month: int | None
    known: bool
    future: str
    size: tuple[int, int]
    look: tuple[str, str]
    """Signs and colors."""


def size_of(_: click.Context, __: click.Parameter, value: str) -> tuple[int, int]:
    """Columns and rows, as `120x36`."""
    width, _x, height = value.partition("x")
    if not (width.isdecimal() and height.isdecimal() and len(width) < 4 and len(height) < 4):  # noqa: PLR2004 - 999 is plenty
        raise click.BadParameter(f"{value!r} is no size; write columns x rows, such as 120x36")
    return int(width), int(height)


def write_still(library: "Library", patients: tuple[str, ...], to: tuple[str, str], view: View, told: "Told") -> Path:
    """Write one case as one file.

    Args:
        library: The cases.
        patients: Whose; exactly one.
        to: One of `STILLS`, and where to.
        view: How it is looked at.
        told: How many of how many frames are drawn.

    Raises:
        Refused: for a month that the case does not have, a size that is too small, and a file that is there.
    """
    from tracker.casebook.exports.writing import typed_path, write_new  # noqa: PLC0415 - only this format draws
    from tracker.decisions.refused import Refused  # noqa: PLC0415 - as above
    from tracker.tui.cut import Future  # noqa: PLC0415 - as above: the command line works without the screens
    from tracker.tui.glyphs import GLYPHS, GlyphSet  # noqa: PLC0415 - as above
    from tracker.tui.loading import reel_of  # noqa: PLC0415 - as above
    from tracker.tui.reel import Cursor  # noqa: PLC0415 - as above
    from tracker.tui.stills.paper import Paper  # noqa: PLC0415 - as above
    from tracker.tui.stills.writing import written  # noqa: PLC0415 - as above
    from tracker.tui.themes import Theme  # noqa: PLC0415 - as above

    if len(patients) != 1:
        raise Refused(f"--to {to[0]} draws one case; name one, and no more")
    glyphs, theme = view.look
    paper = Paper(size=view.size, glyphs=GLYPHS[GlyphSet(glyphs)], theme=Theme(theme))
    case = library.case(patients[0])
    frame = case.frame(view.month)
    reel = reel_of(patients[0], case, ascii_only=paper.glyphs.ascii_only)
    cursor = Cursor(index=reel.index_of(frame.month), known=view.known, future=Future(view.future))
    target = typed_path(to[1])
    end = STILLS[to[0]]
    write_new(target, written(reel, cursor, paper, f"{target.stem}{end}", told))
    return target
