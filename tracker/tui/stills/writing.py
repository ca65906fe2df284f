"""A month or the whole replay as the bytes of a file, by the end of its name. Refuses a name that says nothing of its format."""

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of
from pathlib import PurePath

from tracker.decisions.refused import Refused
from tracker.tui.glyphs import Glyphs
from tracker.tui.reel import Cursor, Reel
from tracker.tui.stills.cast import Scene, cast_of
from tracker.tui.stills.frame import LEAST, USUAL, caption, draw_frame
from tracker.tui.stills.page import page_of
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


def written(reel: Reel, cursor: Cursor, glyphs: Glyphs, name: str, *, size: tuple[int, int] = USUAL) -> Iterator[bytes]:
    """What a file of that name holds.

    Args:
        reel: The case.
        cursor: The month, and how it is looked at.
        glyphs: The signs to draw with.
        name: Of the file; its end is one of `FORMATS`.
        size: Columns and rows.

    Raises:
        Refused: for another end, or a size in which not everything has room.
    """
    if size[0] < LEAST[0] or size[1] < LEAST[1]:
        raise Refused(f"a frame of {size[0]}x{size[1]} has no room for everything; say at least {LEAST[0]}x{LEAST[1]}")
    end = PurePath(name).suffix.lower()
    version = running_version()
    title = caption(reel, cursor, version)
    match end:
        case ".txt":
            text = draw_frame(reel, cursor, glyphs, size, version).text() + "\n"
        case ".svg":
            text = svg_of(draw_frame(reel, cursor, glyphs, size, version), title)
        case ".html":
            text = page_of(reel, cursor, glyphs, size, version)
        case ".cast":
            return (line.encode() for line in cast_of(_scenes(reel, cursor, glyphs, size, version), size, title))
        case _:
            raise Refused(f"{name}: say by its end what to write: {', '.join(FORMATS)}")
    return iter((text.encode(),))


def running_version() -> str:
    """The version of the tracker that runs."""
    try:
        return version_of("oncology-tracker")
    except PackageNotFoundError:
        return "of a checkout"


def _scenes(reel: Reel, cursor: Cursor, glyphs: Glyphs, size: tuple[int, int], version: str) -> Iterator[Scene]:
    stones: dict[int, list[str]] = {}
    for stone in reel.picture.milestones:
        stones.setdefault(stone.month, []).append(f"M{stone.month} {stone.label}")
    for index, sheet in enumerate(reel.sheets(cursor)):
        marks = tuple(stones.get(sheet.month, ()))
        seconds = _STONE_SECONDS if marks else _BUSY_SECONDS if sheet.events else _EMPTY_SECONDS
        yield Scene(draw_frame(reel, reel.at(cursor, index), glyphs, size, version), seconds, marks)
