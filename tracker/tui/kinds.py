"""What can be written of what a screen shows: kinds of files, each with its key, its sentence and a name to propose.

Refuses to draw before a file is asked for: a kind holds how, and what the screen showed when it was offered.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from tracker.tui.cut import Future
from tracker.tui.desk import Desk
from tracker.tui.reel import Cursor, Reel

if TYPE_CHECKING:  # what draws is imported when something is written
    from tracker.tui.pair import Pair

_LATER = {Future.GHOST: "dim", Future.SHOWN: "in full"}
Told = Callable[[int, int], None]
Pieces = Callable[[str, Told], Iterator[bytes]]
"""What a file of a name holds; is told how far it is, where that takes long."""


class Kind(Struct, frozen=True, kw_only=True):
    """A kind of file."""

    key: str
    group: str
    """What it is of, in words."""
    says: str
    end: str
    name: str
    """Proposed for the file."""
    ends: str
    """What the name may end in."""
    pieces: Pieces
    extra: bool = False
    """Needs the extra `plot`."""

    @property
    def question(self) -> str:
        """Asks where to."""
        return f"Write {self.group[0].lower()}{self.group[1:]}, {self.says} ({self.ends}), to"


def kinds_of_case(reel: Reel, cursor: Cursor, desk: Desk) -> tuple[Kind, ...]:
    """What can be written of a case as it is looked at."""

    def still(path: str, told: Told) -> Iterator[bytes]:
        from tracker.tui.stills.paper import Paper  # noqa: PLC0415 - only where something is written
        from tracker.tui.stills.writing import written  # noqa: PLC0415 - as above

        return written(reel, cursor, Paper(glyphs=desk.glyphs, theme=desk.theme), path, told)

    def figure(path: str, _told: Told) -> Iterator[bytes]:
        from tracker.tui.figures.drawing import case_figure, drawn  # noqa: PLC0415 - only where something is written

        return drawn(lambda: case_figure(reel, cursor), path, f"{reel.patient} M{month}")

    month = reel.sheet(cursor).month
    name = f"{reel.patient}-M{month}"
    hidden = cursor.future is Future.HIDDEN
    until = f"up to M{month}" if hidden else f"of the whole case, what comes after M{month} {_LATER[cursor.future]},"
    of_month, of_replay = f"M{month} as the replay shows it", "The whole replay"
    return (
        _kind("t", of_month, "as text", f"{name}.txt", still, ".txt, .svg"),
        _kind("s", of_month, "as a picture", f"{name}.svg", still, ".txt, .svg"),
        *_figures(f"The figure {until} for a paper", f"{name if hidden else reel.patient}-figure", figure),
        _kind("p", of_replay, "as a page for any browser", f"{reel.patient}-replay.html", still, ".html, .cast"),
        _kind("r", of_replay, "as a recording of a terminal", f"{reel.patient}-replay.cast", still, ".html, .cast"),
    )


def kinds_of_pair(pair: "Pair", month: int, cursor: Cursor) -> tuple[Kind, ...]:
    """What can be written of two cases as they are compared."""

    def figure(path: str, _told: Told) -> Iterator[bytes]:
        from tracker.tui.figures.drawing import drawn, pair_figure  # noqa: PLC0415 - only where something is written

        return drawn(lambda: pair_figure(pair, month, cursor), path, f"{name} {month}")

    name = "-".join(side.reel.patient for side in pair.sides)
    return _figures("Both cases as a swimmer plot for a paper", f"{name}-figure", figure)


def _figures(group: str, name: str, pieces: Pieces) -> tuple[Kind, ...]:
    return (
        _kind("f", group, "as a drawing that scales", f"{name}.svg", pieces, ".svg, .png", extra=True),
        _kind("g", group, "as an image, for slides and documents", f"{name}.png", pieces, ".svg, .png", extra=True),
    )


def _kind(  # noqa: PLR0913, PLR0917 - a line of the list has that many columns
    key: str, group: str, says: str, name: str, pieces: Pieces, ends: str, *, extra: bool = False
) -> Kind:
    end = name[name.rindex(".") :]
    return Kind(key=key, group=group, says=says, end=end, name=name, ends=ends, pieces=pieces, extra=extra)
