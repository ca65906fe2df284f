"""Days on an axis of months, where one looks near enough: calendar days where the record has them, else days of the month.

Refuses a date in a record without one.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from tracker.projections.days import days_of
from tracker.projections.sheet import Sheet
from tracker.tui import palette
from tracker.tui.grid import Grid
from tracker.tui.scale import TimeScale
from tracker.values.months import Calendar

_STEPS = (1, 2, 5, 10)
_GAP = 3
"""Columns from the end of a label to the next."""


def draw_days(grid: Grid, y: int, scale: TimeScale, sheets: Iterable[Sheet], origin: date | None) -> None:
    """Label days in a row, where they begin and the row is still empty; none where fewer than each tenth day has room.

    Args:
        grid: Where to.
        y: The row, in which the months are named already.
        scale: Of the row.
        sheets: The months.
        origin: The date of day 0, where there is one.
    """
    for sheet in sheets:
        for day, label in _labels(sheet, scale, origin):
            x = scale.column(day)
            around = range(max(x - 1, scale.left), x + len(label) + 1)
            inside = scale.first <= day < scale.last and x + len(label) <= scale.right
            if inside and all(grid.char(each, y) == " " for each in around if each < scale.right):
                grid.put(x, y, label, palette.FAINT)


def _labels(sheet: Sheet, scale: TimeScale, origin: date | None) -> Iterator[tuple[int, str]]:
    """The days of a month that have a label, `03-15` by the calendar, else `d15` as `.` counts them."""
    days, calendar = days_of(sheet), Calendar(origin)
    wide = scale.position(days.start + 1) - scale.position(days.start)
    widest = len("d30") if origin is None else len("03-15")
    step = next((step for step in _STEPS if step * wide >= widest + _GAP), None)
    if step is None:
        return
    for day in days:
        dated = calendar.date_of(day)
        number = day - days.start + 1 if dated is None else dated.day
        label = f"d{number}" if dated is None else f"{dated:%m-%d}"
        if number % step == 0 or (number == 1 and dated is not None):
            yield day, label
