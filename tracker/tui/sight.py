"""What of a case a cursor has in sight: the months on the time scale, the day within the month, the chart of both.

Refuses to draw.
"""

from tracker.projections.days import DayReached, day_reached
from tracker.projections.picture import MarkerCurve
from tracker.tui.cut import Cut
from tracker.tui.glyphs import Glyphs
from tracker.tui.plot import Plot
from tracker.tui.reel import Cursor, Reel
from tracker.tui.scale import TimeScale
from tracker.tui.zoom import window

GUTTER = 10
"""Columns before the time scale, the same in scrub bar, chart and lanes: one cursor runs through all of them."""


def day_of(reel: Reel, cursor: Cursor) -> DayReached | None:
    """The day of the cursor and what had happened by then; None at the end of the month."""
    if cursor.day is None:
        return None
    return day_reached(reel.sheet(cursor), cursor.day, reel.picture.origin, known=cursor.known)


def plot_of(reel: Reel, cursor: Cursor, glyphs: Glyphs, right: int) -> Plot:
    """The chart of the months in sight, between the gutter and column `right`."""
    every = reel.sheets(cursor)
    seen = window(cursor.index, cursor.span, len(every))
    sheets = every[seen.start : seen.stop]
    first, last = sheets[0].start_day, sheets[-1].end_day
    cut, day = reel.cut(cursor), day_of(reel, cursor)
    return Plot(
        picture=reel.picture,
        curve=curve_of(reel, cursor, cut),
        scale=TimeScale(
            first=first,
            last=max(last, first + 1),
            left=GUTTER,
            width=max(right - GUTTER, 1),
            cut_left=seen.start > 0,
            cut_right=seen.stop < len(every),
        ),
        cut=cut,
        glyphs=glyphs,
        sheets=sheets,
        day_end=None if day is None else day.end_day,
    )


def curve_of(reel: Reel, cursor: Cursor, cut: Cut) -> MarkerCurve | None:
    """The chosen curve, else the first one, of those that something is told of: that a marker will be measured is the future's."""
    curves = reel.picture.curves
    chosen = curves[cursor.curve : cursor.curve + 1] if cursor.curve > 0 else ()
    return next(
        (
            curve
            for curve in (*chosen, *curves)
            if any(cut.drawn(point.day, point.known) for point in curve.points)
            or any(cut.drawn(word.day, word.known) for word in curve.words)
        ),
        None,
    )
