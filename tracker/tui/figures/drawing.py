"""The figure of what a screen shows, as the bytes of a file. Refuses a name that says neither SVG nor PNG."""

from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING

from tracker.decisions.refused import Refused
from tracker.projections.alignment import Alignment
from tracker.tui.cut import Future
from tracker.tui.figures.extra import ENDS, refuse_missing_extra
from tracker.tui.stills.paper import running_version

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from tracker.tui.pair import Pair
    from tracker.tui.reel import Cursor, Reel


def drawn(draw: "Callable[[], Figure]", name: str, title: str) -> Iterator[bytes]:
    """A figure as a file; drawn when it is asked for.

    Args:
        draw: Draws it, in the style of all figures.
        name: Of the file; its end is one of `ENDS`.
        title: Said in the metadata of the file.

    Raises:
        Refused: for another end, and without the extra.
    """
    end = PurePath(name).suffix.lower()
    if end not in ENDS:
        raise Refused(f"{name}: say by its end what to draw: {' or '.join(ENDS)}")
    refuse_missing_extra()
    return _pieces(draw, end, title)


def _pieces(draw: "Callable[[], Figure]", end: str, title: str) -> Iterator[bytes]:
    import matplotlib as mpl  # noqa: PLC0415 - the extra is for figures alone

    from tracker.tui.figures.style import saved, settings  # noqa: PLC0415 - as above

    with mpl.rc_context(settings()):
        yield saved(draw(), end, title)


def case_figure(reel: "Reel", cursor: "Cursor") -> "Figure":
    """The case as the replay shows it, with the marker of its chart."""
    from tracker.tui.figures.case import draw_case  # noqa: PLC0415 - the extra is for figures alone
    from tracker.tui.figures.scene import scene_of  # noqa: PLC0415 - as above

    return draw_case(scene_of(reel, cursor))


def pair_figure(pair: "Pair", month: int, cursor: "Cursor") -> "Figure":
    """Two cases as swimmers, aligned and cut as they are compared.

    Args:
        pair: The two.
        month: The aligned month at the cursor.
        cursor: How both are looked at.
    """
    from tracker.tui.figures.swimmers import draw_swimmers, swimmer_of  # noqa: PLC0415 - the extra is for figures alone

    swimmers = [
        swimmer_of(
            side.reel.patient,
            side.reel.picture,
            side.reel.case.chronicle,
            pair.zero(side) or 0.0,
            pair.cut(side, month, cursor),
        )
        for side in pair.sides
    ]
    named = {Alignment.CALENDAR: pair.epoch or "", Alignment.ORIGIN: pair.alignment.value}
    axis = named.get(pair.alignment, f"the {pair.alignment.value}")
    parts = (
        "2 cases",
        "" if cursor.future is Future.SHOWN and not cursor.known else f"as of the end of month {month}",
        "known then" if cursor.known else "as corrected",
        "" if cursor.future is Future.HIDDEN else f"future {'dim' if cursor.future is Future.GHOST else 'shown'}",
        *(
            f"{patient} counted from its origin: no {pair.alignment.value}"
            for patient in pair.lacking(pair, month, cursor)
        ),
        "lines: from the earliest to the latest day",
        f"tracker {running_version()}",
    )
    return draw_swimmers(swimmers, axis, " · ".join(part for part in parts if part))
