"""What a figure of a case is of: the picture, cut where the replay stands, in inches of paper.

Refuses a marker of which nothing is told by then.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from tracker.projections.picture import Band, Mark, MarkerCurve, Milestone, MilestoneKind, Picture
from tracker.tui.cut import Cut, Future
from tracker.tui.figures.style import WIDTH
from tracker.tui.reel import Cursor, Reel
from tracker.tui.sight import curve_of
from tracker.tui.stills.paper import running_version

MARGIN = 0.06
"""Inches before the first month and after the last."""
RIGHT = 0.16
"""Inches right of the axes: half of a month's number, and the arrow of what goes on."""


class Scene(Struct, frozen=True, kw_only=True):
    """A case at a month."""

    picture: Picture
    months: tuple[float, ...]
    """The day on which each month begins, and the end of the last that is drawn."""
    first: int
    """The first month."""
    month: int
    """The one looked at."""
    cut: Cut
    curve: MarkerCurve | None
    caption: str
    left: float = 0.0
    """Inches left of the axes."""

    @property
    def breadth(self) -> float:
        """Inches of the axes."""
        return WIDTH - self.left - RIGHT

    @property
    def limits(self) -> tuple[float, float]:
        """The first and the last day of the axes."""
        first, last = self.months[0], self.months[-1]
        aside = max(last - first, 1) * MARGIN / (self.breadth - 2 * MARGIN)
        return first - aside, last + aside

    @property
    def marks_month(self) -> bool:
        """Whether a line stands where the month ends that is looked at: more than that is drawn."""
        return self.cut.future is not Future.HIDDEN and self.cut.end < self.months[-1]

    @property
    def origin(self) -> str:
        """What the months are counted from, as the axis has it."""
        at_zero = (stone.day == stone.earliest == stone.latest == 0 for stone in self.stones(MilestoneKind.DIAGNOSIS))
        return "diagnosis" if any(at_zero) else "the origin"

    def inches(self, day: float) -> float:
        """From the left edge of the axes to a day, within them."""
        first, last = self.limits
        return min(max((day - first) / (last - first), 0), 1) * self.breadth

    def day(self, inches: float) -> float:
        """The day that stands so far from the left edge of the axes."""
        first, last = self.limits
        return first + inches / self.breadth * (last - first)

    def bands(self, bands: Iterable[Band]) -> list[Band]:
        """Those that are drawn."""
        return [band for band in bands if self.cut.drawn(band.start, band.known)]

    def marks(self, marks: Iterable[Mark]) -> list[Mark]:
        """Those that are drawn, in order of their days."""
        return sorted((mark for mark in marks if self.cut.drawn(mark.day, mark.known)), key=lambda mark: mark.day)

    def stones(self, kind: MilestoneKind) -> list[Milestone]:
        """The milestones of a kind that are drawn."""
        return [
            stone for stone in self.picture.milestones if stone.kind is kind and self.cut.drawn(stone.day, stone.known)
        ]

    def stop(self, band: Band) -> float:
        """Where a treatment ends on paper."""
        return max(self.cut.clip(self.months[-1] if band.stop is None else band.stop), band.start)


def scene_of(reel: Reel, cursor: Cursor, curve: MarkerCurve | None = None) -> Scene:
    """A case as the replay shows it: the same month, known then or as corrected, its future, the marker of its chart.

    Args:
        reel: The case.
        cursor: Where the replay stands. A hidden future is not on the scale either.
        curve: Another marker than that of the chart.
    """
    sheets, sheet, cut = reel.sheets(cursor), reel.sheet(cursor), reel.cut(cursor)
    shown = sheets[: cursor.index + 1] if cut.future is Future.HIDDEN else sheets
    parts = (
        reel.patient,
        f"as of the end of M{sheet.month}, {'known then' if cursor.known else 'as corrected'}",
        f"as recorded {reel.as_recorded}" if reel.as_recorded else "",
        "" if cut.future is Future.HIDDEN or len(sheets) == cursor.index + 1 else f"future {_FUTURES[cut.future]}",
        "" if sheet.label != f"M{sheet.month}" else "the record has no date",
        f"tracker {running_version()}",
    )
    return Scene(
        picture=reel.picture,
        months=(*(each.start_day for each in shown), shown[-1].end_day),
        first=sheets[0].month,
        month=sheet.month,
        cut=cut,
        curve=curve if curve is not None else _numbered(reel, cursor),
        caption=" · ".join(part for part in parts if part),
    )


_FUTURES = {Future.GHOST: "dim", Future.SHOWN: "shown"}


def _numbered(reel: Reel, cursor: Cursor) -> MarkerCurve | None:
    """The marker of the chart; another one where that has no number so far."""
    cut = reel.cut(cursor)
    chosen = curve_of(reel, cursor, cut)
    return next((curve for curve in (chosen, *reel.picture.curves) if curve is not None and charted(curve, cut)), None)


def charted(curve: MarkerCurve, cut: Cut) -> bool:
    """Whether a marker has a number to draw by then."""
    return any(cut.drawn(point.day, point.known) for point in curve.points)


def charted_curves(curves: Sequence[MarkerCurve], cut: Cut) -> list[MarkerCurve]:
    """The markers that have such a number."""
    return [curve for curve in curves if charted(curve, cut)]
