"""The SQL screen in tests: opened, asked, looked at. Refuses another database than that of the bundled cases."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from tests.faces.screens import bundled_library
from tracker.casebook.console import Console
from tracker.casebook.exports.writing import write_new
from tracker.tui.app import TrackerApp
from tracker.tui.desk import Tools
from tracker.tui.sql import Sql


@asynccontextmanager
async def on_sql(size: tuple[int, int] = (120, 36), query: str = "") -> AsyncIterator[Pilot[None]]:
    """The screen on the bundled cases, with a query that has run."""
    library = bundled_library()
    app = TrackerApp(library, tools=Tools(console=Console(library), write=write_new))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.press("5")
        await pilot.pause()
        if query:
            await ask(pilot, query)
        yield pilot


async def ask(pilot: Pilot[None], query: str) -> None:
    screen = sql_of(pilot)
    screen.editor.text = query
    await pilot.press("ctrl+r")
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def sql_of(pilot: Pilot[None]) -> Sql:
    assert isinstance(pilot.app.screen, Sql)
    return pilot.app.screen


def is_typing(pilot: Pilot[None]) -> bool:
    return sql_of(pilot).editor.has_focus


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]
