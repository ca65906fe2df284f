"""A reader who never saw the manual: what each screen says of itself, and whether the keys that it names lead there."""

import pytest

from tests.faces.screens import bundled_library, on_replay, on_screen, replay_of, settled, text_of
from tests.faces.sql import on_sql, sql_of
from tracker.casebook.console import Console
from tracker.casebook.sql_examples import EXAMPLES
from tracker.tui.command import Place
from tracker.tui.commands import commands_of
from tracker.tui.glyphs import GLYPHS, GlyphSet
from tracker.tui.grid import Grid
from tracker.tui.keys import COMMANDS
from tracker.tui.legend import signs
from tracker.tui.loading import reel_of
from tracker.tui.provenance import ProvenanceScreen
from tracker.tui.view_list import draw_views, view_rows
from tracker.tui.ways import WAYS

CASES = ("npc-1", "npc-2")
EXPLAINED = dict(signs(GLYPHS[GlyphSet.BRAILLE]))


@pytest.mark.parametrize("place", list(WAYS))
def test_the_ways_of_a_screen_are_keys_that_it_has_or_that_a_box_of_it_has(place: Place) -> None:
    its = {key for command in commands_of(place) for key in command.shown.split()}
    boxes = {key for command in COMMANDS if Place.EXPORTS in command.places for key in command.shown.split()}
    for keys, says in WAYS[place]:
        first, *rest = keys.split()
        assert first in its
        assert set(rest) <= its | (boxes if first == "e" else set())
        assert says


@pytest.mark.parametrize("patient", CASES)
def test_every_kind_of_event_is_explained(patient: str) -> None:
    reel = reel_of(patient, bundled_library().case(patient))
    words = set(" ".join(EXPLAINED["Events"]).replace(",", " ").split())
    assert {line.kind for sheet in reel.now for line in sheet.events} <= words


async def test_help_explains_the_short_names_of_drugs_that_have_begun_and_of_no_other() -> None:
    for keys, told, untold in (("", "nab-P nab-paclitaxel", "toripa"), ("ff", "toripa toripalimab", "")):
        async with on_replay(bundled_library(), "npc-1" if untold else "npc-2", 0, size=(120, 60)) as pilot:
            await pilot.press(*keys, "question_mark", *["pagedown"] * 3)
            await pilot.pause()
            words = " ".join(text_of(pilot.app).split())
            assert told in words
            assert not untold or untold not in words


async def test_the_first_progression_and_its_evidence_are_two_keys_of_the_help_away() -> None:
    async with on_replay(bundled_library(), "npc-1", 2) as pilot:
        for _ in range(12):
            await pilot.press("right_curly_bracket")
            await pilot.pause()
            line = replay_of(pilot).board
            assert line is not None
            if "PD1" in line.sheet.badge:
                break
        await pilot.press("right_square_bracket", "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ProvenanceScreen)
        assert "known when" in text_of(pilot.app)


@pytest.mark.parametrize("place", [Place.REPLAY, Place.TIMELINE, Place.COMPARE])
async def test_hindsight_and_future_say_in_one_line_what_became_of_them(place: Place) -> None:
    async with on_screen(place, bundled_library(), "npc-1") as pilot:
        for key, says in (
            ("w", "only what the team could know by then"),
            ("w", "with what came to light later"),
            ("f", "the time after is drawn faintly"),
            ("f", "the time after is drawn in full"),
            ("f", "the time after is hidden"),
        ):
            await pilot.press(key)
            await settled(pilot)
            assert says in text_of(pilot.app)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_selected_line_names_the_key_that_leads_to_its_source(size: tuple[int, int]) -> None:
    async with on_replay(bundled_library(), "npc-1", 8, size=size) as pilot:
        await pilot.press("j", "j")
        await settled(pilot)
        assert "enter source" in text_of(pilot.app).splitlines()[-1]


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_sql_offers_a_query_for_every_task_(size: tuple[int, int]) -> None:
    async with on_sql(size) as pilot:
        text = text_of(pilot.app)
        for task in ("cycles", "progressions", "labs", "response", "overall survival"):
            assert f"   {task}: " in text


async def test_an_example_is_taken_into_the_editor_and_answers() -> None:
    for number, example in enumerate(EXAMPLES):
        async with on_sql() as pilot:
            await pilot.press("tab", *["j"] * number, "enter")
            await pilot.pause()
            assert sql_of(pilot).editor.text == example.statement
            await pilot.press("ctrl+r")
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            assert "row 1 of" in text_of(pilot.app)


@pytest.mark.parametrize("place", [Place.COMPARE, Place.TIMELINE])
async def test_a_long_screen_turns_pages_and_comes_back(place: Place) -> None:
    async with on_screen(place, bundled_library(), "npc-2") as pilot:
        await pilot.press("f", "f", "k")
        await settled(pilot)
        first = text_of(pilot.app)
        await pilot.press("pagedown")
        await settled(pilot)
        second = text_of(pilot.app)
        assert second != first
        await pilot.press("j")
        await settled(pilot)
        assert text_of(pilot.app) != second
        await pilot.press("pageup", "k")
        await settled(pilot)
        assert text_of(pilot.app) == first


@pytest.mark.parametrize("letters", [60, 200, 5000])
async def test_the_cell_looked_at_is_told_in_full_or_says_which_key_copies_it(letters: int) -> None:
    words = " ".join(["word"] * (letters // 5))
    query = (
        f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40) SELECT i, '{words}' AS w FROM n"
    )
    async with on_sql((80, 24), query) as pilot:
        await pilot.press("tab", "l", "G")
        await settled(pilot)
        text = text_of(pilot.app)
        told = " ".join(text[text.index("row 40 of 40") :].split())
        assert words in told if letters < 1000 else "… y copies all of it" in told
        assert "\n 40  word" in text[: text.index("row 40 of 40")]


def test_what_a_column_means_is_told_whole() -> None:
    rows = view_rows(Console(bundled_library()).views)
    for at, row in enumerate(rows):
        grid = Grid(38, 14)
        draw_views(grid, rows, at, GLYPHS[GlyphSet.BRAILLE], focused=True)
        assert row.meaning in " ".join(grid.text().split())


async def test_a_name_of_a_lane_that_is_cut_is_told_in_full_where_its_lane_is_selected() -> None:
    async with on_screen(Place.TIMELINE, bundled_library(), "npc-1") as pilot:
        for _ in range(30):
            row = next(row for row in text_of(pilot.app).splitlines() if row.startswith("▸"))
            if "kidney functi…" in row:
                break
            await pilot.press("j")
            await settled(pilot)
        foot = text_of(pilot.app).splitlines()[-3:]
        assert "kidney function" in foot[0]


async def test_who_it_is_stands_whole_in_the_help_where_the_first_row_cuts_it() -> None:
    for place in (Place.REPLAY, Place.TIMELINE, Place.COMPARE):
        async with on_screen(place, bundled_library(), "npc-1") as pilot:
            whole = "npc-1 male, 51 y nasopharyngeal carcinoma, de novo metastatic"
            await pilot.press("question_mark")
            await settled(pilot)
            assert whole in " ".join(text_of(pilot.app).split())
