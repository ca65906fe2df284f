"""A month or the whole replay as the bytes of a file, by the end of its name. Refuses a name that says nothing of its format."""

from collections.abc import Callable, Iterator
from pathlib import PurePath

from tracker.decisions.refused import Refused
from tracker.tui.reel import Cursor, Reel
from tracker.tui.stills.cast import Scene, cast_of
from tracker.tui.stills.frame import caption, draw_frame, room_of
from tracker.tui.stills.page import page_of
from tracker.tui.stills.paper import Paper, Told
from tracker.tui.stills.svg import svg_of
from tracker.tui.stills.whole import draw_whole

FORMATS = {
    ".txt": "the month as text",
    ".svg": "the month as a picture",
    ".html": "the whole replay as a page with a slider and the same keys",
    ".cast": "the whole replay as a recording of a terminal (asciicast v2)",
}
"""End of the name to what is written."""
_BUSY_SECONDS, _EMPTY_SECONDS, _STONE_SECONDS = 1.2, 0.25, 2.0
"""How long a recording stays at a month: longer where something happened, longest at a milestone."""


def untold(_done: int, _of: int) -> None:
    """Nobody asks how far it is."""


def written(reel: Reel, cursor: Cursor, paper: Paper, name: str, told: Told = untold) -> Iterator[bytes]:
    """What a file of that name holds; drawn when it is asked for, so that a file that cannot be is refused before.

    Args:
        reel: The case.
        cursor: The month, and how it is looked at.
        paper: How large, with which signs, in which colors.
        name: Of the file; its end is one of `FORMATS`.
        told: How many of how many frames are drawn; nothing of a month alone.

    Raises:
        Refused: for another end.
    """
    title = caption(reel, cursor)
    drawn: dict[str, Callable[[], Iterator[str]]] = {
        ".txt": lambda: iter((draw_whole(reel, cursor, paper).text() + "\n",)),
        ".svg": lambda: iter((svg_of(draw_whole(reel, cursor, paper), title, paper.theme),)),
        ".html": lambda: iter((page_of(reel, cursor, paper, told),)),
        ".cast": lambda: cast_of(_scenes(reel, cursor, paper, told), paper, title),
    }
    draw = drawn.get(PurePath(name).suffix.lower())
    if draw is None:
        raise Refused(f"{name}: say by its end what to write: {', '.join(FORMATS)}")
    return (text.encode() for each in (draw,) for text in each())


def _scenes(reel: Reel, cursor: Cursor, paper: Paper, told: Told) -> Iterator[Scene]:
    stones: dict[int, list[str]] = {}
    for stone in reel.picture.milestones:
        stones.setdefault(stone.month, []).append(f"M{stone.month} {stone.label}")
    sheets, room = reel.sheets(cursor), room_of(reel, paper)
    for index, sheet in enumerate(sheets):
        told(index, len(sheets))
        marks = tuple(stones.get(sheet.month, ()))
        seconds = _STONE_SECONDS if marks else _BUSY_SECONDS if sheet.events else _EMPTY_SECONDS
        yield Scene(draw_frame(reel, reel.at(cursor, index), paper, room), seconds, marks)
    told(len(sheets), len(sheets))
