"""What of a case a cursor has in sight: the months on the time scale, the day within the month, the chart of both.

Refuses to draw.
"""

from hashlib import sha256

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
    """The chosen curve, else the one whose first number was told of first, of those that a number is told of.

    That a marker will be measured, and how often, is the future's. What was told of first stays so: the chart keeps its marker
    while the cursor moves.
    """
    curves = reel.picture.curves
    told = [(first, curve) for curve in curves if (first := _first_told(curve, cut)) is not None]
    if cursor.marker is not None:
        for _, curve in told:
            if number_of(curve) == cursor.marker:
                return curve
    return min(told, key=lambda each: each[0])[1] if told else None


def number_of(curve: MarkerCurve) -> int:
    """A number for a marker that is the same however many others are recorded: a digest of its name and unit."""
    return int.from_bytes(sha256(f"{curve.analyte}\0{curve.unit}".encode()).digest()[:6])


def _first_told(curve: MarkerCurve, cut: Cut) -> float | None:
    """The day on which the first number of a curve was told; None of one of which nothing is drawn."""
    days = [
        max(point.day, point.known) if cut.known else point.day
        for point in curve.points
        if cut.drawn(point.day, point.known)
    ]
    return min(days, default=None)
