"""What a chart and its lanes are drawn from, and the months under them, with days where one looks near enough.

Refuses to draw the name of a month or a day anywhere but at its start.
"""

from msgspec import Struct

from tracker.projections.picture import MarkerCurve, MarkerPoint, MarkerWord, Milestone, Picture
from tracker.projections.sheet import Sheet
from tracker.tui import palette
from tracker.tui.cut import Cut
from tracker.tui.day_axis import draw_days
from tracker.tui.glyphs import Glyphs
from tracker.tui.grid import Grid
from tracker.tui.scale import TimeScale
from tracker.tui.value_scale import on_logarithms, scale_name
from tracker.tui.zoom import months_text


class Plot(Struct, frozen=True, kw_only=True):
    """What a chart is drawn from: a curve of the picture, the whole time scale, where it is cut, and with which signs."""

    picture: Picture
    curve: MarkerCurve | None
    scale: TimeScale
    cut: Cut
    glyphs: Glyphs
    sheets: tuple[Sheet, ...]
    """The months in sight, for their names under the chart."""
    day_end: float | None = None
    """Where the line of the cursor stands: the end of a day of the month, None at the end of the month."""

    @property
    def line_day(self) -> float:
        """The end of the time that the line of the cursor stands for."""
        return self.cut.end if self.day_end is None else self.day_end

    @property
    def unit(self) -> str:
        """Of the curve; empty without one."""
        return "" if self.curve is None else self.curve.unit

    def title(self) -> str:
        """The analyte, its unit and scale, what a hollow point and the line of a progression mean, which months are in sight."""
        if self.curve is None:
            return "no marker with numbers"
        signs = f"{self.glyphs.hollow} below limit  {self.glyphs.progression} progression"
        cut = self.scale.cut_left or self.scale.cut_right
        sight = f"   {months_text(self.sheets[0].month, self.sheets[-1].month)} in sight" if cut else ""
        name = scale_name(log=on_logarithms((point.value for point in self.drawn_points()), self.unit))
        return f"{self.curve.analyte} {self.unit}, {name}   {signs}{sight}"

    def drawn_points(self) -> list[MarkerPoint]:
        """The points that are drawn, in order of living."""
        points = self.curve.points if self.curve is not None else ()
        return [p for p in points if self.cut.drawn(p.day, p.known)]

    def drawn_words(self) -> list[MarkerWord]:
        """The results without a number that are drawn, in order of living."""
        words = self.curve.words if self.curve is not None else ()
        return [word for word in words if self.cut.drawn(word.day, word.known)]

    def drawn_milestones(self) -> list[Milestone]:
        """The milestones that are drawn and in sight."""
        stones = self.picture.milestones
        return [s for s in stones if self.cut.drawn(s.day, s.known) and self.scale.holds(s.day)]


def draw_months(grid: Grid, plot: Plot, y: int) -> None:
    """Name months under the plot where they begin, as many as there is room for and the cursor's in any case; then days."""
    first, last = plot.sheets[0].month, plot.sheets[-1].month
    spacing = plot.scale.width / max(last - first + 1, 1)
    step = next((s for s in (1, 2, 3, 6, 12, 24, 60, 120) if s * spacing >= 6), 240)  # noqa: PLR2004 - `M12` and a gap
    free = 0
    for sheet in plot.sheets:
        x = plot.scale.column(sheet.start_day)
        label = f"M{sheet.month}"
        if (
            sheet.start_day != plot.cut.start
            and sheet.month % step == 0
            and x >= free
            and x + len(label) <= plot.scale.right
        ):
            free = grid.put(x, y, label, palette.QUIET) + 1
    here = next((s for s in plot.sheets if s.start_day == plot.cut.start), None)
    if here is not None:
        label = f"M{here.month}"
        x = min(plot.scale.column(here.start_day), plot.scale.right - len(label))
        blank_from, blank_to = max(x - 1, plot.scale.left), min(x + len(label) + 1, plot.scale.right)
        for column in _word_cells(grid, y, range(blank_from, blank_to), range(plot.scale.left, plot.scale.right)):
            grid.put(column, y, " ")
        grid.put(x, y, label, palette.CURSOR)
    draw_days(grid, y, plot.scale, plot.sheets, plot.picture.origin)


def _word_cells(grid: Grid, y: int, stretch: range, within: range) -> range:
    """The cells of a stretch with the whole words that reach into it, up to the edges of what it lies within."""
    begin, end = stretch.start, stretch.stop
    while begin > within.start and grid.char(begin, y) != " ":
        begin -= 1
    while end < within.stop and grid.char(end, y) != " ":
        end += 1
    return range(begin, end)
