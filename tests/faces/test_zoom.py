import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.faces.cases import MadeUpCase
from tests.faces.pictures import LAST, MONTH, PICTURE
from tests.faces.screens import on_replay, replay_of, text_of
from tests.faces.test_hindsight import drawing, without_future
from tracker.projections.picture import MarkerCurve, MarkerPoint
from tracker.tui.cut import Future
from tracker.tui.glyphs import BRAILLE
from tracker.tui.lines import Lines
from tracker.tui.loading import reel_of
from tracker.tui.reel import Cursor, Reel
from tracker.tui.scale import TimeScale
from tracker.tui.sight import plot_of
from tracker.tui.zoom import SPANS, farther, nearer, toggled, window

MONTHS = LAST + 1


@pytest.fixture(scope="module")
def reel() -> Reel:
    return reel_of("made-up", MadeUpCase())


@given(st.integers(1, 400), st.data(), st.sampled_from((None, *SPANS)))
@settings(max_examples=100)
def test_the_cursor_is_always_in_sight(months: int, data: st.DataObject, span: int | None) -> None:
    index = data.draw(st.integers(0, months - 1))
    seen = window(index, span, months)
    assert index in seen
    assert len(seen) == min(span or months, months)
    assert 0 <= seen.start <= seen.stop <= months


@given(st.integers(1, 400), st.sampled_from((None, *SPANS)))
@settings(max_examples=60)
def test_zooming_in_and_out_again_ends_at_the_whole_case(months: int, span: int | None) -> None:
    near = nearer(span, months)
    assert (near or months) <= (span or months)
    for _ in range(len(SPANS) + 1):
        span = farther(span, months)
    assert span is None
    assert toggled(toggled(None, months), months) is None


def test_days_out_of_sight_are_at_no_column() -> None:
    scale = TimeScale(first=100, last=200, left=0, width=50, cut_left=True)
    assert [scale.holds(day) for day in (99, 100, 199, 200, 300)] == [False, True, True, True, True]
    assert [scale.touches(*days) for days in ((0, 99), (0, 100), (150, 160), (300, 400))] == [False, True, True, True]
    assert replace(scale, cut_right=True).holds(200) is False


@pytest.mark.parametrize("part", ["scrub", "chart", "lanes"])
@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize("span", [1, 6, 12])
def test_a_hidden_future_stays_hidden_however_near_one_looks(reel: Reel, part: str, known: bool, span: int) -> None:
    for index in range(MONTHS):
        cursor = Cursor(index=index, known=known, span=span, day=int(index * MONTH) + 12)
        blind = replace(reel, picture=without_future(PICTURE, reel.cut(cursor)))
        assert drawing(reel, cursor, part).rows == drawing(blind, cursor, part).rows


def test_nothing_out_of_sight_is_drawn_at_the_edge(reel: Reel) -> None:
    cursor = Cursor(index=18, span=3, future=Future.SHOWN)
    seen = plot_of(reel, cursor, BRAILLE, 100)
    assert [sheet.month for sheet in seen.sheets] == [17, 18, 19]
    text = drawing(reel, cursor, "lanes").text()
    assert "RT 60 Gy" in text
    assert "├" not in text
    for sign in ("PR", "PD", "G3", "cape"):
        assert sign not in text
    assert not {"◆", "▲", "✝"} & set(drawing(reel, cursor, "scrub").text())


async def test_zoom_keeps_the_month_and_comes_back() -> None:
    async with on_replay(month=8) as pilot:
        before = text_of(pilot.app)
        await pilot.press("z")
        await pilot.pause()
        assert replay_of(pilot).cursor.span == 12
        assert "M0–M11 in sight" in text_of(pilot.app)
        await pilot.press("plus")
        assert replay_of(pilot).cursor.span == 6
        await pilot.press("minus", "minus")
        assert replay_of(pilot).cursor.span == 24
        await pilot.press("underscore", "l", "h")
        await pilot.pause()
        assert text_of(pilot.app) == before


async def test_the_wheel_zooms_on_the_chart_and_steps_on_the_scrub_bar() -> None:
    async with on_replay(month=8) as pilot:
        chart, scrub = (pilot.app.screen.query_one(name, Lines) for name in ("#chart", "#scrub"))
        chart.post_message(Lines.Turned(chart, -3))
        scrub.post_message(Lines.Turned(scrub, 3))
        await pilot.pause()
        assert (replay_of(pilot).cursor.span, replay_of(pilot).cursor.index) == (24, 9)


async def test_zoomed_in_pressing_goes_to_the_month_in_sight() -> None:
    async with on_replay(month=8) as pilot:
        await pilot.press("z")
        await pilot.pause()
        await pilot.click("#scrub", offset=(pilot.app.screen.size.width - 2, 0))
        assert replay_of(pilot).cursor.index == 11


async def test_dragging_over_the_scrub_bar_goes_along() -> None:
    async with on_replay() as pilot:
        visited = []
        await pilot.mouse_down("#scrub", offset=(20, 0))
        for x in (50, 80, 119, 5):
            await pilot.hover("#scrub", offset=(x, 0))
            await pilot.pause()
            visited.append(replay_of(pilot).cursor.index)
        await pilot.mouse_up("#scrub", offset=(5, 0))
        await pilot.pause()
        assert visited == [9, 16, LAST, 0]
        assert replay_of(pilot).cursor.index == 0


async def test_there_and_back_is_the_same_however_near_one_looks() -> None:
    async with on_replay(month=2) as pilot:
        await pilot.press("z", "plus", "d")
        await pilot.press("l", "h")
        await pilot.pause()
        before = text_of(pilot.app)
        await pilot.press(*"lllllll")
        await pilot.pause()
        assert text_of(pilot.app) != before
        await pilot.press(*"hhhhhhh")
        await pilot.pause()
        assert text_of(pilot.app) == before


def test_a_curve_leaves_the_columns_where_it_leaves_the_months_in_sight(reel: Reel) -> None:
    def point(key: str, day: float, value: float) -> MarkerPoint:
        return MarkerPoint(key=key, day=day, earliest=day, latest=day, value=value)

    curve = MarkerCurve(analyte="LDH", unit="U/L", points=(point("a", 40, 1000), point("b", 110, 10)))
    with_it = replace(reel, picture=replace(PICTURE, curves=(curve,)))
    drawn = drawing(with_it, Cursor(index=2, span=1, future=Future.SHOWN), "chart")
    curved = [y for y in range(drawn.height) if any("⠁" <= char <= "⣿" for char in drawn.rows[y][11][0])]
    assert curved
    assert "●" not in drawn.text()


@pytest.mark.parametrize("known", [False, True])
def test_the_course_of_another_marker_hides_its_future_too(reel: Reel, known: bool) -> None:
    points = tuple(replace(point, key=f"ldh-{point.key}", day=point.day + 3) for point in PICTURE.curves[0].points)
    other = MarkerCurve(analyte="LDH", unit="U/L", points=points)
    picture = replace(PICTURE, curves=(*PICTURE.curves, other))
    with_it = replace(reel, picture=picture)
    for index in range(MONTHS):
        cursor = Cursor(index=index, known=known)
        blind = replace(reel, picture=without_future(picture, reel.cut(cursor)))
        assert drawing(with_it, cursor, "chart", tall=16).rows == drawing(blind, cursor, "chart", tall=16).rows
    assert "LDH" in drawing(with_it, Cursor(index=LAST), "chart", tall=16).text()
