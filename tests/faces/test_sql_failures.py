"""Whatever goes wrong behind the SQL screen ends in a sentence on it."""

import sqlite3
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.faces.screens import text_of
from tests.faces.sql import ask, names_in, on_sql, sql_of


async def test_a_query_that_has_run_does_not_give_way_to_what_is_typed_next() -> None:
    async with on_sql() as pilot:
        example = sql_of(pilot).editor.text
        await pilot.press("ctrl+r")
        await pilot.app.workers.wait_for_complete()
        await pilot.press(*" x")
        assert sql_of(pilot).editor.text == f"{example} x"


@pytest.mark.parametrize("keys", [("tab", "enter"), ("ctrl+up",), ("ctrl+up", "ctrl+up")], ids=" ".join)
async def test_a_typed_query_comes_back_after_another_took_its_place(keys: tuple[str, ...]) -> None:
    async with on_sql() as pilot:
        await pilot.press("f7", *"select 17 as mine", *keys)
        await pilot.pause()
        editor = sql_of(pilot).editor
        assert editor.has_focus
        assert "mine" not in editor.text
        await pilot.press(*["ctrl+z"] * sum(key != "tab" for key in keys))
        await pilot.pause()
        assert editor.text == "select 17 as mine"


@pytest.mark.parametrize("query", ["SELECT '\ud800'", "SELECT 1 \x00", "SELECT abs(-9223372036854775808)"])
async def test_what_sqlite_cannot_even_read_is_refused_in_a_sentence(query: str) -> None:
    async with on_sql() as pilot:
        screen = sql_of(pilot)
        screen.run_query(query)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "the query cannot be run" in text_of(pilot.app)
        await ask(pilot, "SELECT 1 AS one")
        assert "row 1 of 1" in text_of(pilot.app)


@pytest.mark.parametrize(
    "error",
    [
        sqlite3.OperationalError("disk I/O error"),
        sqlite3.InterfaceError("bad parameter"),
        sqlite3.Warning("two"),
        OSError(24, "Too many open files"),
        MemoryError(),
        ValueError("embedded null character"),
    ],
)
async def test_any_failure_of_a_question_or_an_export_ends_in_a_sentence(
    error: Exception, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async with on_sql(query="SELECT 1 AS one") as pilot:

        def fails(*_: object, **__: object) -> None:
            raise error

        await pilot.press("escape", "e")
        await pilot.pause()
        monkeypatch.setattr("tracker.casebook.console.ask", fails)
        pilot.app.screen.query_one(Input).value = str(tmp_path / "out.csv")
        await pilot.press("enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "nothing is written" in text_of(pilot.app)
        assert names_in(tmp_path) == []
        await pilot.press("ctrl+r")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "no answer" in text_of(pilot.app)
        assert "ask for less" in text_of(pilot.app) or "cannot be run" in text_of(pilot.app)
