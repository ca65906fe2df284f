from math import inf

import pytest
from msgspec.structs import replace

from tests import examples as ex
from tests.faces.cases import MadeUpCase, MadeUpLibrary
from tests.faces.pictures import LAST, PICTURE
from tests.faces.screens import bundled_library, on_replay, text_of
from tracker.casebook.case import Case
from tracker.casebook.library import LibraryThen
from tracker.casebook.unknown import UnknownPatient
from tracker.projections.picture import Band, Lane, Mark, MarkerCurve, MarkerPoint, Picture
from tracker.projections.sheet import Sheet
from tracker.store.streams import read_stream
from tracker.tui.board import Board
from tracker.tui.cut import Cut, Future
from tracker.tui.glyphs import BRAILLE, GLYPHS, GlyphSet
from tracker.tui.grid import Grid
from tracker.tui.loading import checked, reel_of, unchecked_reel_of
from tracker.tui.modal import text_of as text_of_rows
from tracker.tui.provenance import provenance_rows
from tracker.tui.reel import Cursor, Reel
from tracker.tui.sight import number_of, plot_of

SEEN = ((0, 0), (2, 0), (2, 1), (8, 0), (8, 1))
"""A month, and the number of the curve that was chosen."""

PARTS = ("identity", "scrub", "state", "labs", "events", "line", "chart", "lanes", "plain")


def without_future(picture: Picture, cut: Cut) -> Picture:
    """The picture as if nothing had happened after the cut; what may be later may be a day later, and how much is not told."""

    def band(its: Band) -> Band:
        return its if its.stop is None or its.stop <= cut.end else replace(its, stop=None, stop_latest=None)

    def bands(them: tuple[Band, ...]) -> tuple[Band, ...]:
        return tuple(band(its) for its in them if cut.past(its.start, its.known))

    def points(them: tuple[MarkerPoint, ...]) -> tuple[MarkerPoint, ...]:
        return tuple(replace(p, latest=min(p.latest or 0, cut.end + 1)) for p in them if cut.past(p.day, p.known))

    def marks(them: tuple[Mark, ...]) -> tuple[Mark, ...]:
        return tuple(replace(m, latest=min(m.latest or 0, cut.end + 1)) for m in them if cut.past(m.day, m.known))

    return replace(
        picture,
        milestones=tuple(stone for stone in picture.milestones if cut.past(stone.day, stone.known)),
        bands=bands(picture.bands),
        lanes=tuple(Lane(name=its.name, bands=bands(its.bands), marks=marks(its.marks)) for its in picture.lanes),
        curves=tuple(MarkerCurve(analyte=c.analyte, unit=c.unit, points=points(c.points)) for c in picture.curves),
    )


def drawing(reel: Reel, cursor: Cursor, part: str, *, boxed: bool = False, tall: int = 12) -> Grid:
    grid = Grid(100, tall)
    board = Board(reel=reel, cursor=cursor, glyphs=GLYPHS[GlyphSet.BRAILLE], boxed=boxed)
    getattr(board, part)(grid)
    return grid


@pytest.fixture(scope="module")
def reel() -> Reel:
    return reel_of("made-up", MadeUpCase())


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize("part", PARTS)
def test_a_hidden_future_draws_as_if_there_were_none(reel: Reel, part: str, known: bool) -> None:
    for index in range(LAST + 1):
        cursor = Cursor(index=index, known=known)
        blind = replace(reel, picture=without_future(PICTURE, reel.cut(cursor)))
        assert drawing(reel, cursor, part).rows == drawing(blind, cursor, part).rows


@pytest.mark.parametrize("part", ["scrub", "chart", "lanes"])
def test_a_shown_future_draws_what_comes(reel: Reel, part: str) -> None:
    hidden = drawing(reel, Cursor(index=3), part)
    assert drawing(reel, Cursor(index=3, future=Future.SHOWN), part).rows != hidden.rows
    assert drawing(reel, Cursor(index=3, future=Future.GHOST), part).rows != hidden.rows


@pytest.mark.parametrize("part", ["scrub", "chart", "lanes"])
def test_a_ghost_differs_from_the_shown_future_only_in_how_it_looks(reel: Reel, part: str) -> None:
    ghost = drawing(reel, Cursor(index=3, future=Future.GHOST), part)
    shown = drawing(reel, Cursor(index=3, future=Future.SHOWN), part)
    assert ghost.rows != shown.rows
    alike = str.maketrans("┄━", "──")
    for mine, its in zip(ghost.text().translate(alike), shown.text().translate(alike), strict=True):
        assert mine == its


def test_what_was_known_later_is_not_drawn_known_then(reel: Reel) -> None:
    assert "▲" in drawing(reel, Cursor(index=8), "scrub").text()
    assert "▲" not in drawing(reel, Cursor(index=8, known=True), "scrub").text()
    assert "▲" in drawing(reel, Cursor(index=9, known=True), "scrub").text()


def test_the_badge_always_says_whose_knowledge_it_is(reel: Reel) -> None:
    for width in (20, 40, 60, 80, 120, 200):
        for part in ("identity", "plain") if width < 60 else ("identity",):
            if part == "identity" and width < 60:
                continue
            for known, badge in ((False, "AS CORRECTED NOW"), (True, "KNOWN THEN")):
                grid = Grid(width, 6)
                board = Board(reel=reel, cursor=Cursor(index=8, known=known), glyphs=GLYPHS[GlyphSet.BRAILLE])
                getattr(board, part)(grid)
                assert badge in grid.text()
                assert "made-up" in grid.text()


def test_discrepancies_that_rest_on_what_is_still_to_come_are_not_counted(reel: Reel) -> None:
    assert reel.count(Cursor(index=7), "warning") == 0
    assert reel.count(Cursor(index=8), "warning") == 1
    assert reel.count(Cursor(index=8, known=True), "warning") == 0
    assert reel.count(Cursor(index=0, future=Future.SHOWN), "warning") == 1


def test_what_a_reader_noted_is_told_with_the_last_fact_it_is_about_and_never_as_known_then() -> None:
    facts = (ex.diagnosed(day=0), ex.ecog(1, day=40), ex.contact(day=300))
    notes = (ex.ambiguity("n1", "no score later", "dx", "ecog-0"), ex.ambiguity("n2", "she lived on"))
    length = ex.interval("span", "dx", "last-follow-up", "10 mo")
    of_length = (
        ex.ambiguity("n3", "ten months", "span"),
        ex.ambiguity("n4", "counted from the diagnosis", "dx", "span"),
    )
    reel = reel_of("p", Case(ex.record(*facts, *notes, length, *of_length)))

    def told(index: int, *, known: bool = False, future: Future = Future.HIDDEN) -> set[str]:
        cursor = Cursor(index=index, known=known, future=future)
        return {found.summary for found in reel.told(cursor) if found.rule == "reader-noted"}

    last = len(reel.now) - 1
    assert [told(index) for index in (0, 1, last)] == [
        set(),
        {"no score later"},
        {"no score later", "she lived on", "ten months", "counted from the diagnosis"},
    ]
    assert told(0, future=Future.SHOWN) == told(last)
    assert told(last, known=True) == told(last, known=True, future=Future.SHOWN) == set()


@pytest.mark.parametrize("part", ["events", "line", "plain"])
def test_a_hidden_future_keeps_what_may_have_happened_to_itself(reel: Reel, part: str) -> None:
    text = drawing(reel, Cursor(index=18), part, tall=60).text()
    assert "decline" not in text
    assert "≈M20.1" not in text
    assert "1 possible by now, hidden" in text
    assert "decline" in drawing(reel, Cursor(index=18, future=Future.GHOST), part, tall=60).text()


@pytest.mark.parametrize("part", ["events", "line", "plain"])
@pytest.mark.parametrize("future", list(Future))
def test_known_then_tells_nothing_that_was_not_known(reel: Reel, part: str, future: Future) -> None:
    text = drawing(reel, Cursor(index=18, known=True, future=future), part, tall=60).text()
    assert "decline" not in text
    assert "possible" not in text


@pytest.mark.parametrize("future", [Future.GHOST, Future.SHOWN])
@pytest.mark.parametrize("part", ["scrub", "lanes", "chart"])
def test_known_then_draws_no_hindsight_in_the_past_whatever_the_future_shows(
    reel: Reel, part: str, future: Future
) -> None:
    cursor = Cursor(index=12, known=True, future=future)
    known_later = replace(PICTURE.lanes[4].marks[0], key="late", label="CR", known=inf)
    lane = replace(PICTURE.lanes[4], marks=(known_later, *PICTURE.lanes[4].marks))
    lanes = (*PICTURE.lanes[:4], lane, *PICTURE.lanes[5:])
    stone = replace(PICTURE.milestones[2], key="late", day=60.0, known=inf)
    point = replace(PICTURE.curves[0].points[1], key="late", day=60.0, value=9e5, known=inf)
    curve = replace(PICTURE.curves[0], points=(*PICTURE.curves[0].points[:1], point, *PICTURE.curves[0].points[1:]))
    picture = replace(PICTURE, lanes=lanes, milestones=(*PICTURE.milestones, stone), curves=(curve,))
    with_it = replace(reel, picture=picture)
    assert drawing(with_it, cursor, part).rows == drawing(reel, cursor, part).rows
    assert drawing(with_it, replace(cursor, known=False), part).rows != drawing(reel, cursor, part).rows


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (50, 12)], ids=str)
async def test_a_record_of_an_earlier_day_says_so_on_every_screen(size: tuple[int, int]) -> None:
    library = MadeUpLibrary()
    case = library.case("made-up")
    case.as_recorded = "2025-05-03T23:59:59.999999Z"
    library.case = lambda _: case  # type: ignore[method-assign,assignment]  # the one case of this library
    async with on_replay(library, size=size) as pilot:
        for key, badge in (
            ("", "AS RECORDED 2025-05-03"),
            ("w", "KNOWN THEN, RECORDED 2025-05-03"),
            ("l", "RECORDED 2025-05-03"),
        ):
            await pilot.press(*key)
            await pilot.pause()
            assert badge in text_of(pilot.app)
            assert "CORRECTED NOW" not in text_of(pilot.app)


def test_a_library_of_an_earlier_day_holds_the_one_case_as_it_was_recorded() -> None:
    with bundled_library().database.reading() as connection:
        last = read_stream(connection, "npc-1")[-1].recorded_at
    library = LibraryThen(bundled_library().case("npc-1", as_recorded=last))
    assert [row["patient"] for row in library.patients()] == ["npc-1"]
    assert library.patients()[0].keys() == bundled_library().patients()[0].keys()
    assert library.case("npc-1").as_recorded == last
    with pytest.raises(UnknownPatient, match="no case npc-2"):
        library.case("npc-2")


class Unfinished(MadeUpCase):
    """A case of which only the months as corrected now are finished."""

    asked: bool = False

    def sheets(self, *, known: bool = False) -> tuple[Sheet, ...]:
        """As of the other case; notes that somebody asked what was known then."""
        self.asked = self.asked or known
        return super().sheets(known=known)


def test_the_first_frame_asks_for_nothing_known_then_and_says_that_it_checks() -> None:
    case = Unfinished()
    first = unchecked_reel_of("made-up", case)
    said = drawing(first, Cursor(index=8), "identity").row_text(0)
    assert "checking" in said
    assert not case.asked
    said = drawing(checked(first), Cursor(index=8), "identity").row_text(0)
    assert "1 error" in said
    assert "checking" not in said
    assert case.asked


def test_the_chart_names_no_marker_of_which_nothing_is_told_yet() -> None:
    late = [ex.lab("late", value, key=f"labs-{value}", day=200 + value) for value in (2, 3)]
    case = Case(ex.record(ex.diagnosed(day=0), ex.lab("early", 12, day=40), *late, ex.contact(day=300)))
    reel = reel_of("p", case)
    numbers = [number_of(curve) for curve in reel.picture.curves]
    named = [
        None if plot.curve is None else plot.curve.analyte
        for plot in (plot_of(reel, Cursor(index=month, marker=numbers[chosen]), BRAILLE, 100) for month, chosen in SEEN)
    ]
    assert named == [None, "early", "early", "early", "late"]


def test_a_correction_of_a_later_day_is_marked_and_says_no_more() -> None:
    case = Case(
        ex.record(
            ex.diagnosed(day=0),
            ex.ecog(1, day=3),
            ex.amended(ex.ecog(2, day=3), reason="she died of it"),
            ex.contact(day=300),
        )
    )
    reel = reel_of("p", case)

    def source(cursor: Cursor) -> str:
        fact = reel.provenance(cursor, "ecog-0")
        assert fact is not None
        return text_of_rows(provenance_rows(fact, 120, GLYPHS[GlyphSet.BRAILLE], whole=False), 120)

    for known, future in ((False, Future.HIDDEN), (True, Future.HIDDEN), (True, Future.SHOWN)):
        text = source(Cursor(known=known, future=future))
        assert "✎ corrected later than this month" in text
        assert "died" not in text
    assert "she died of it" in source(Cursor(future=Future.SHOWN))
