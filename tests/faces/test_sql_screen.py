"""The SQL screen: what it offers, what it answers, and that it can be stopped and left."""

import csv
import json
from pathlib import Path
from threading import Event

import pytest
from textual.widgets import Input

from tests.faces.screens import bundled_library, text_of
from tests.faces.sql import ask, is_typing, names_in, on_sql, sql_of
from tracker.casebook.console import Console, Question
from tracker.casebook.sql_examples import EXAMPLES
from tracker.decisions.refused import Refused
from tracker.tui.cases import Cases
from tracker.tui.glyphs import GLYPHS, GlyphSet
from tracker.tui.grid import Grid
from tracker.tui.result_grid import Spot, draw_table, table_of
from tracker.tui.sql import Sql

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


async def test_a_query_shows_its_rows_and_how_many_there_are() -> None:
    async with on_sql(query="SELECT patient, number FROM cycles WHERE patient = 'npc-1' ORDER BY start_day") as pilot:
        text = text_of(pilot.app)
        assert "npc-1" in text
        assert "row 1 of" in text


async def test_typing_a_query_moves_nothing_and_leads_nowhere() -> None:
    async with on_sql() as pilot:
        screen = sql_of(pilot)
        screen.editor.text = ""
        await pilot.press(*"q1/?ehl")
        await pilot.pause()
        assert pilot.app.screen is screen
        assert screen.editor.text == "q1/?ehl"


async def test_after_a_query_letters_still_go_where_they_are_typed_and_tab_leads_to_the_rows() -> None:
    async with on_sql(query="SELECT 1 AS one") as pilot:
        screen = sql_of(pilot)
        assert is_typing(pilot)
        assert "tab leads to the rows" in text_of(pilot.app).splitlines()[-1]
        screen.editor.text = ""
        await pilot.press(*"q1h")
        assert (screen.editor.text, pilot.app.screen) == ("q1h", screen)
        await pilot.press("tab")
        assert not is_typing(pilot)
        assert "1 cases" in text_of(pilot.app).splitlines()[-1]
        await pilot.press("ctrl+r")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert not is_typing(pilot)


async def test_null_is_shown_as_null_and_markup_as_its_characters() -> None:
    async with on_sql(query="SELECT NULL AS nothing, '[bold]x[/bold]' AS text") as pilot:
        assert "NULL" in text_of(pilot.app)
        assert "[bold]x[/bold]" in text_of(pilot.app)


@pytest.mark.parametrize(
    ("query", "says"),
    [
        pytest.param("DELETE FROM events", "not read-only", id="a statement that changes something"),
        pytest.param("ATTACH 'x' AS y", "not read-only", id="another database"),
        pytest.param("SELECT x FROM nowhere", "no such table", id="a table that is not there"),
        pytest.param("SELECT 1; SELECT 2", "more than one statement", id="two statements"),
    ],
)
async def test_what_cannot_be_asked_is_refused_in_one_sentence(query: str, says: str) -> None:
    async with on_sql(query=query) as pilot:
        assert says in text_of(pilot.app)
        assert "no answer" in text_of(pilot.app).splitlines()[0]


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_why_there_is_no_answer_is_said_to_its_end(size: tuple[int, int]) -> None:
    async with on_sql(size, "SELECT * FROM cycels") as pilot:
        said = " ".join(text_of(pilot.app).split())
        with pytest.raises(Refused) as refusal:
            Console(bundled_library()).question("SELECT * FROM cycels").ask()
        assert " ".join(str(refusal.value).split()) in said
        await ask(pilot, "SELECT 1 AS one")
        assert "cycels" not in text_of(pilot.app)


async def test_escape_stops_a_query_that_runs() -> None:
    async with on_sql() as pilot:
        sql_of(pilot).editor.text = ENDLESS
        await pilot.press("ctrl+r")
        await pilot.pause(0.2)
        assert "esc stops it" in text_of(pilot.app)
        await pilot.press("escape")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "the query was stopped" in text_of(pilot.app)
        await ask(pilot, "SELECT 41 + 1 AS answer")
        assert "42" in text_of(pilot.app)


async def test_escape_stops_a_query_whose_thread_has_not_begun() -> None:
    async with on_sql() as pilot:
        screen = sql_of(pilot)
        screen.editor.text = ENDLESS
        # Both keys are there before any thread can have begun.
        screen.action_run_query()
        await screen.action_back()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "the query was stopped" in text_of(pilot.app)


def test_a_question_that_was_stopped_before_it_ran_never_runs() -> None:
    question = Console(bundled_library()).question("SELECT 1")
    question.stop()
    with pytest.raises(Refused, match="the query was stopped"):
        question.ask()


async def test_escape_stops_an_export_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    long = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
    async with on_sql(query="SELECT 1 AS i") as pilot:
        screen = sql_of(pilot)
        screen._answered = long
        await pilot.press("escape", "e")
        await pilot.pause()
        pilot.app.screen.query_one(Input).value = str(tmp_path / "out.csv")
        await pilot.press("enter")
        await pilot.pause(0.2)
        assert "writing … esc stops it" in text_of(pilot.app)
        assert (tmp_path / "out.csv.part").exists()
        await pilot.press("escape")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "the query was stopped; nothing is written" in text_of(pilot.app)
        await ask(pilot, "SELECT 41 + 1 AS answer")
        assert "42" in text_of(pilot.app)
    assert names_in(tmp_path) == []


async def test_leaving_the_screen_stops_the_question_that_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, stopped = Event(), Event()

    def ask_for_long(_: Question) -> None:
        begun.set()
        stopped.wait(5)
        raise Refused("the query was stopped")

    monkeypatch.setattr(Question, "ask", ask_for_long)
    monkeypatch.setattr(Question, "stop", lambda _: stopped.set())
    async with on_sql() as pilot:
        await pilot.press("ctrl+r")
        while not begun.is_set():
            await pilot.pause(0.01)
        assert not stopped.is_set()
        await pilot.app.pop_screen()
        assert stopped.is_set()


async def test_escape_leaves_the_editor_and_then_the_screen() -> None:
    async with on_sql() as pilot:
        await pilot.press("escape")
        await pilot.pause()
        assert not sql_of(pilot).editor.has_focus
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Cases)


async def test_the_footer_names_no_letter_while_letters_are_typed() -> None:
    async with on_sql() as pilot:
        footer = text_of(pilot.app).splitlines()[-1]
        assert "esc leaves the editor" in footer
        assert "^r run" in footer
        assert not any(word in footer for word in ("1 cases", "6 audit", "e export"))
        await pilot.press("escape")
        await pilot.pause()
        assert "1 cases" in text_of(pilot.app).splitlines()[-1]


async def test_going_back_in_the_history_finds_every_example_and_what_was_asked() -> None:
    async with on_sql(query="SELECT 1 AS one") as pilot:
        seen = []
        for _ in range(len(EXAMPLES) + 1):
            await pilot.press("ctrl+up")
            seen.append(sql_of(pilot).editor.text)
        assert seen == ["SELECT 1 AS one", *(example.statement for example in reversed(EXAMPLES))]


async def test_a_name_of_the_views_is_written_into_the_query() -> None:
    async with on_sql() as pilot:
        screen = sql_of(pilot)
        screen.editor.text = "SELECT * FROM "
        screen.editor.move_cursor(screen.editor.document.end)
        await pilot.press("tab", "tab", "enter")
        await pilot.pause()
        assert screen.editor.text == "SELECT * FROM patients"
        assert screen.editor.has_focus


@pytest.mark.parametrize("name", ["out.csv", "out.json"])
async def test_the_rows_are_written_to_a_file_where_no_text_is_a_formula(tmp_path: Path, name: str) -> None:
    async with on_sql(query="SELECT '=1+1' AS text, -2 AS number UNION ALL SELECT NULL, 3") as pilot:
        await pilot.press("escape", "e")
        await pilot.pause()
        pilot.app.screen.query_one(Input).value = str(tmp_path / name)
        await pilot.press("enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert f"2 rows are in {tmp_path / name}" in text_of(pilot.app)
    text = (tmp_path / name).read_text(encoding="utf-8")
    if name.endswith("csv"):
        assert sorted(csv.reader(text.splitlines())) == [["", "3"], ["'=1+1", "-2"], ["text", "number"]]
    else:
        assert {"text": "=1+1", "number": -2} in json.loads(text)


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("mine", encoding="utf-8")
    with pytest.raises(Refused, match="is there already"):
        Console(bundled_library()).question("SELECT 1").export(str(target))
    assert target.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("query", [example.statement for example in EXAMPLES])
def test_every_example_has_an_answer(query: str) -> None:
    assert Console(bundled_library()).question(query).ask().rows


def test_a_hundred_thousand_rows_are_drawn_as_quickly_as_ten() -> None:
    rows = [(number, f"text {number}", None) for number in range(100_000)]
    table = table_of(("number", "text", "nothing"), rows)
    spot = Spot().moved(table, 10**9, 0, 20)
    grid = Grid(80, 21)
    draw_table(grid, table, spot, GLYPHS[GlyphSet.BRAILLE], focused=True)
    assert spot == Spot(99_999, 0, 99_980)
    assert "text 99999" in grid.text().splitlines()[-1]


async def test_any_size_can_be_drawn() -> None:
    async with on_sql(query="SELECT * FROM timeline") as pilot:
        for size in ((40, 12), (200, 60), (20, 5), (80, 24), (1, 1), (71, 15)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        assert isinstance(pilot.app.screen, Sql)
