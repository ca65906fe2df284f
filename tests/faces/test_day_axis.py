"""Days on an axis of months: where they begin, by the calendar or by the month, and no date where the record has none."""

import re
from datetime import date
from itertools import pairwise

import pytest

from tests.faces.cases import sheet_of
from tests.faces.pictures import LAST, MONTH
from tests.faces.screens import bundled_library, on_replay, settled, text_of
from tracker.projections.days import days_of
from tracker.projections.sheet import Sheet
from tracker.tui.day_axis import draw_days
from tracker.tui.grid import Grid
from tracker.tui.scale import TimeScale
from tracker.values.months import Calendar

ORIGIN = date(2023, 7, 12)


def row(sheets: list[Sheet], width: int, origin: date | None) -> tuple[str, TimeScale]:
    first, last = sheets[0].start_day, sheets[-1].end_day
    scale = TimeScale(first=first, last=last, left=10, width=width)
    grid = Grid(10 + width, 1)
    draw_days(grid, 0, scale, sheets, origin)
    return grid.row_text(0), scale


@pytest.mark.parametrize("width", [40, 69, 108, 300])
@pytest.mark.parametrize("origin", [None, ORIGIN])
@pytest.mark.parametrize("months", [1, 3])
def test_a_day_stands_where_it_begins(width: int, origin: date | None, months: int) -> None:
    sheets = [sheet_of("made-up", month) for month in range(8, 8 + months)]
    text, scale = row(sheets, width, origin)
    places = {}
    for sheet in sheets:
        for number, day in enumerate(days_of(sheet), start=1):
            dated = Calendar(origin).date_of(day)
            places[scale.column(day), f"d{number}" if dated is None else f"{dated:%m-%d}"] = day
    found = [(match.start(), match.group()) for match in re.finditer(r"\S+", text)]
    assert all(each in places for each in found)
    assert found or width / months < 45


@pytest.mark.parametrize("origin", [None, ORIGIN])
def test_a_whole_case_has_no_days(origin: date | None) -> None:
    text, _ = row([sheet_of("made-up", month) for month in range(LAST + 1)], 108, origin)
    assert not text.strip()


@pytest.mark.parametrize("width", range(40, 300))
def test_labels_of_days_stand_apart(width: int) -> None:
    text, _ = row([sheet_of("made-up", 8)], width, None)
    found = list(re.finditer(r"\S+", text))
    assert all(after.start() - before.end() >= 2 for before, after in pairwise(found))


def test_the_first_of_a_month_of_the_calendar_has_a_label_whatever_the_step() -> None:
    text, _ = row([sheet_of("made-up", 8)], 108, ORIGIN)
    assert "03-15" in text
    assert "03-16" not in text
    assert "04-01" in text


def test_days_give_way_to_what_stands_in_their_row() -> None:
    sheet = sheet_of("made-up", 8)
    scale = TimeScale(first=sheet.start_day, last=sheet.start_day + MONTH, left=0, width=108)
    grid = Grid(108, 1)
    grid.put(0, 0, "in M8".ljust(60, "."))
    draw_days(grid, 0, scale, [sheet], None)
    assert grid.row_text(0).startswith("in M8....")
    assert "d20" in grid.row_text(0)


async def test_the_nearest_chart_and_the_nearest_timeline_of_a_case_without_dates_name_days_of_the_month() -> None:
    async with on_replay(bundled_library(), "npc-1", 8) as pilot:
        await pilot.press(*["plus"] * 9)
        await pilot.pause()
        chart = next(line for line in text_of(pilot.app).splitlines() if "  d10" in line)
        assert "M8" in chart
        assert "20" not in re.sub(r"d\d+", "", chart)
        await pilot.press("3")
        await settled(pilot)
        await pilot.press(*["plus"] * 9)
        await pilot.pause()
        assert re.search(r" M8 d1 +d2 ", text_of(pilot.app))
