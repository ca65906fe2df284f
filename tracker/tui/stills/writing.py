"""A month or the whole replay as the bytes of a file, by the end of its name. Refuses a name that says nothing of its format."""

from collections.abc import Iterator
from pathlib import PurePath

from tracker.decisions.refused import Refused
from tracker.tui.reel import Cursor, Reel
from tracker.tui.stills.cast import Scene, cast_of
from tracker.tui.stills.frame import caption, draw_frame
from tracker.tui.stills.page import page_of
from tracker.tui.stills.paper import Paper
from tracker.tui.stills.svg import svg_of

FORMATS = {
    ".txt": "the month as text",
    ".svg": "the month as a picture",
    ".html": "the whole replay as a page with a slider and the same keys",
    ".cast": "the whole replay as a recording of a terminal (asciicast v2)",
}
"""End of the name to what is written."""
_BUSY_SECONDS, _EMPTY_SECONDS, _STONE_SECONDS = 1.2, 0.25, 2.0
"""How long a recording stays at a month: longer where something happened, longest at a milestone."""


def written(reel: Reel, cursor: Cursor, paper: Paper, name: str) -> Iterator[bytes]:
    """What a file of that name holds.

    Args:
        reel: The case.
        cursor: The month, and how it is looked at.
        paper: How large, with which signs, in which colors.
        name: Of the file; its end is one of `FORMATS`.

    Raises:
        Refused: for another end.
    """
    title = caption(reel, cursor)
    match PurePath(name).suffix.lower():
        case ".txt":
            text = draw_frame(reel, cursor, paper).text() + "\n"
        case ".svg":
            text = svg_of(draw_frame(reel, cursor, paper), title, paper.theme)
        case ".html":
            text = page_of(reel, cursor, paper)
        case ".cast":
            return (line.encode() for line in cast_of(_scenes(reel, cursor, paper), paper, title))
        case _:
            raise Refused(f"{name}: say by its end what to write: {', '.join(FORMATS)}")
    return iter((text.encode(),))


def _scenes(reel: Reel, cursor: Cursor, paper: Paper) -> Iterator[Scene]:
    stones: dict[int, list[str]] = {}
    for stone in reel.picture.milestones:
        stones.setdefault(stone.month, []).append(f"M{stone.month} {stone.label}")
    for index, sheet in enumerate(reel.sheets(cursor)):
        marks = tuple(stones.get(sheet.month, ()))
        seconds = _STONE_SECONDS if marks else _BUSY_SECONDS if sheet.events else _EMPTY_SECONDS
        yield Scene(draw_frame(reel, reel.at(cursor, index), paper), seconds, marks)
