"""What chart and lanes draw short, in full: treatments, whose names are cut to their bars, and marks that found no room.

On paper nobody can ask for them. Refuses to tell the end of what goes on beyond a hidden cursor.
"""

from collections.abc import Iterator

from tracker.projections.moments import APPROXIMATELY, month_text
from tracker.projections.picture import Band, BandKind
from tracker.tui import palette
from tracker.tui.lanes import without_room
from tracker.tui.panels import flow
from tracker.tui.plot import Plot
from tracker.tui.room import Piece, Row
from tracker.values.months import PRECISION_DAYS, Calendar

_WHEN = 16
"""Cells of from when to when, where it is no longer."""


def rows_in_full(plot: Plot, width: int) -> list[Row]:
    """A treatment each, in order of their start: from when to when, what, and what is in doubt; then marks, lane by lane.

    Args:
        plot: The picture, and where it is cut.
        width: Cells of a row.
    """
    bands = [band for band in plot.picture.bands if plot.cut.begins(band)]
    rows: list[Row] = []
    for band in sorted(bands, key=lambda band: band.start):
        when = _when(band, plot)
        begin = max(_WHEN, len(when) + 1)
        head: Row = ((0, when, palette.QUIET),)
        body = flow(_what(band), width, _WHEN, begin)
        rows += [(*head, *body[0]), *body[1:]]
    rows = rows or [((0, "– no treatment so far", palette.QUIET),)]
    return [*rows, *_marks(plot, width)]


def _marks(plot: Plot, width: int) -> Iterator[Row]:
    for lane in plot.picture.lanes:
        left_out = without_room(plot, lane.marks)
        if left_out:
            texts = [f"{mark.label} {_day(plot, mark.day, mark.earliest, mark.latest)}" for mark in left_out]
            body = flow([(", ".join(texts), palette.TEXT)], width, _WHEN, _WHEN)
            yield ((0, f"also {lane.name}", palette.QUIET), *body[0])
            yield from body[1:]


def _when(band: Band, plot: Plot) -> str:
    start = _day(plot, band.start, band.start_earliest, band.start_latest)
    if band.stop is None or plot.cut.goes_on(band.stop):
        return f"{start} goes on"
    stop = _day(plot, band.stop, band.stop_earliest, band.stop_latest)
    return f"{start}–{stop}"


def _day(plot: Plot, day: float, earliest: float | None, latest: float | None) -> str:
    sure = earliest is not None and latest is not None and latest - earliest <= PRECISION_DAYS
    return f"{'' if sure else APPROXIMATELY}{month_text(Calendar(plot.picture.origin), day)}"


def _what(band: Band) -> Iterator[Piece]:
    short = band.label.split(" + ")
    in_full = len(short) == len(band.drugs)
    names = [f"{drug}{'?' * name.endswith('?')}" for drug, name in zip(band.drugs, short, strict=False)]
    yield " + ".join(names) if in_full else band.label, palette.TEXT
    if band.kind is BandKind.RADIOTHERAPY:
        yield "(radiotherapy)", palette.QUIET
    if band.doubtful:
        yield "not stated as given", palette.WARNING
    elif band.partly_doubtful:
        yield "?: not stated as given", palette.WARNING
