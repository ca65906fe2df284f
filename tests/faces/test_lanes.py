import re

import pytest
from msgspec.structs import replace

from tests.faces.cases import sheet_of
from tests.faces.pictures import MONTH, PICTURE
from tests.faces.screens import bundled_library, on_screen, settled, text_of
from tracker.projections.picture import Band, BandKind, Lane, Mark, Picture
from tracker.tui.command import Place
from tracker.tui.cut import Cut, Future
from tracker.tui.glyphs import GLYPHS, GlyphSet
from tracker.tui.grid import Grid
from tracker.tui.lanes import draw_lanes, lanes_of
from tracker.tui.plot import Plot
from tracker.tui.scale import TimeScale
from tracker.tui.treatments import short_name

BRAILLE = GLYPHS[GlyphSet.BRAILLE]


def band(label: str, start: float, stop: float | None, *, doubtful: bool = False, partly: bool = False) -> Band:
    return Band(
        key=label,
        label=label,
        kind=BandKind.CHEMOTHERAPY,
        start=start,
        start_earliest=start,
        start_latest=start,
        stop=stop,
        stop_earliest=stop,
        stop_latest=stop,
        doubtful=doubtful,
        partly_doubtful=partly,
    )


def mark(label: str, day: float) -> Mark:
    return Mark(key=f"{label}{day}", label=label, day=day, earliest=None, latest=None)


def row(*bands: Band, marks: tuple[Mark, ...] = (), end: float = 1000, future: Future = Future.HIDDEN) -> str:
    """A lane of 100 columns, one for each 10 days, without its name."""
    plot = Plot(
        picture=replace(PICTURE, lanes=(Lane(name="Lane", bands=bands, marks=marks),)),
        curve=None,
        scale=TimeScale(first=0, last=1000, left=10, width=100),
        cut=Cut(start=end - MONTH, end=end, future=future),
        glyphs=BRAILLE,
        sheets=(sheet_of("made-up", 0),),
    )
    grid = Grid(110, 1)
    draw_lanes(grid, plot, 0, 1, 1)
    return "".join(char for char, _ in grid.rows[0])[10:]


def test_the_end_of_a_treatment_has_a_sign_and_so_has_its_going_on() -> None:
    assert row(band("cisplatin", 0, 200))[:20] == "├cisplatin━━━━━━━━━┤"
    assert row(band("cisplatin", 0, None), end=200)[:20] == "├cisplatin━━━━━━━━━▸"


@pytest.mark.parametrize("stop", [110, 120, 130, 150, 180, 300])
def test_nothing_is_written_where_a_treatment_was_not_given(stop: int) -> None:
    text = row(band("PGTVnx 60 Gy/30", 100, stop), band("tisle", 500, 510))
    given = text[10 : stop // 10]
    assert (text[:10] + text[stop // 10 : 50] + text[51:]).strip("│ ") == ""
    assert (
        given
        == {
            110: "┤",
            120: "├┤",
            130: "├━┤",
            150: "├━━━┤",
            180: "├PGTVn…┤",
            300: "├PGTVnx 60 Gy/30━━━┤",
        }[stop]
    )


def test_of_two_treatments_that_begin_together_each_keeps_its_begin_or_its_end() -> None:
    text = row(band("tisle", 100, 150), band("capecitabine", 100, 400))
    assert text[10:40] == "├━━━┤capecitabine" + "━" * 12 + "┤"


def test_a_treatment_is_named_again_where_it_goes_on_after_a_later_one() -> None:
    text = row(band("capecitabine", 100, 500), band("tisle", 150, 250))
    assert text[10:50] == "├━━━━├tisle━━━┤" + "capecitabine" + "━" * 12 + "┤"


def test_radiotherapy_has_a_name_where_two_cells_of_it_are_seen() -> None:
    course = replace(band("PGTVnx 60 Gy/30", 100, 240), kind=BandKind.RADIOTHERAPY)
    assert row(course, band("cisplatin", 110, 210))[10:24] == "├├cisplat…┤RT┤"
    assert row(course, band("cisplatin", 110, 220))[10:24] == "├├cisplatin┤━┤"


def test_what_is_still_to_come_of_a_treatment_is_seen_without_colors() -> None:
    text = row(band("RT", 100, 400), end=250, future=Future.GHOST)
    assert text[10:40] == "├RT" + "━" * 12 + "┄" * 14 + "┤"


@pytest.mark.parametrize("name", list(GlyphSet))
def test_blocks_have_signs_of_their_own_in_every_set(name: GlyphSet) -> None:
    glyphs = GLYPHS[name]
    signs = (glyphs.given, glyphs.begun, glyphs.ended, glyphs.ongoing, glyphs.doubt, glyphs.coming, glyphs.line[0], " ")
    assert len(set(signs)) == len(signs)


@pytest.mark.parametrize("end", [120, 160, 300])
def test_no_name_reaches_over_a_hidden_future(end: int) -> None:
    assert row(band("PGTVnx 60 Gy/30, PGTVm 45 Gy/25", 100, None), end=end)[end // 10 :].strip() == ""


def test_a_name_is_left_out_rather_than_cut_to_nothing() -> None:
    text = row(band("a", 0, 10), band("capecitabine", 10, 40), band("b", 40, 400))
    assert "…" not in text[:4]


@pytest.mark.parametrize("stop", [20, 30, 60, 300])
def test_a_doubt_is_seen_whatever_the_name(stop: float) -> None:
    for label in ("tisle?", "nab-P + tisle? + cape?"):
        for doubt in ({"doubtful": True}, {"partly": True}):
            text = row(band("a", 0, 10), band(label, 10, 10 + stop, **doubt), band("b", 10 + stop, None))
            assert BRAILLE.doubt in text[1 : int(1 + stop // 10)]


def test_a_shortened_name_keeps_its_question_mark() -> None:
    assert short_name("nab-P + tisle?", 9, "…") == "nab-P +…?"
    assert short_name("nab-P + tisle", 9, "…") == "nab-P + …"


def test_a_progression_keeps_its_place_beside_a_response_of_the_same_day() -> None:
    text = row(marks=(mark("?", 500), mark("PD", 500), mark("CR", 500), mark("SD", 500)))
    assert "PD" in text[48:58]
    assert "SD" in text[48:58]


def test_marks_that_find_no_room_are_counted() -> None:
    plot_marks = tuple(mark("CT", 500) for _ in range(5))
    picture = replace(PICTURE, lanes=(Lane(name="Scan", marks=plot_marks),))
    plot = Plot(
        picture=picture,
        curve=None,
        scale=TimeScale(first=0, last=1000, left=10, width=100),
        cut=Cut(start=969, end=1000),
        glyphs=BRAILLE,
        sheets=(sheet_of("made-up", 0),),
    )
    grid = Grid(110, 1)
    draw_lanes(grid, plot, 0, 1, 1)
    shown = grid.row_text(0)
    assert f"Scan +{5 - shown.count('CT')}" in shown
    assert shown.count("CT") > 1


@pytest.mark.parametrize("rows", [2, 3, 6])
def test_a_low_terminal_leaves_out_no_treatment(rows: int) -> None:
    picture: Picture = PICTURE
    lanes = lanes_of(picture, rows)
    assert len(lanes) == rows
    assert {each.key for lane in lanes for each in lane.bands} == {each.key for each in picture.bands}


@pytest.mark.parametrize(
    ("size", "said"),
    [
        ((80, 24), "3: Scan AE ECOG"),
        ((80, 22), "3: 8 lanes"),
        ((60, 24), "3: Scan AE ECOG"),
        ((120, 36), ""),
    ],
)
async def test_lanes_without_a_row_are_named_with_the_key_that_shows_them(size: tuple[int, int], said: str) -> None:
    async with on_screen(Place.REPLAY, bundled_library(), "npc-1", size) as pilot:
        rows = text_of(pilot.app).splitlines()
        assert any(row.rstrip().endswith(f" {said}") for row in rows) == bool(said)
        assert not any("3: " in row and row.rstrip().endswith(" ECOG") for row in rows if not said)


async def test_a_row_of_80_columns_says_warnings_in_full() -> None:
    async with on_screen(Place.REPLAY, bundled_library(), "npc-1", (80, 24)) as pilot:
        await pilot.press("G")
        await settled(pilot)
        row = text_of(pilot.app).splitlines()[0]
        assert row.startswith(" npc-1 ")
        assert re.search(r"!\d+ warnings ", f"{row} ")
