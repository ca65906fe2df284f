"""Screens under test: an app on made-up or real cases, and the text that a reader sees."""

import atexit
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

# No animation and no blinking: what a test sees must not depend on when it looks. Read when textual is imported.
os.environ["TEXTUAL_ANIMATIONS"] = "none"

from textual.app import App
from textual.pilot import Pilot

from tests.faces.cases import MadeUpLibrary
from tracker.casebook.exports.writing import write_new
from tracker.casebook.library import Library as CasebookLibrary
from tracker.casebook.library import Place, open_library
from tracker.tui.app import TrackerApp
from tracker.tui.command import Place as Shown
from tracker.tui.desk import Tools
from tracker.tui.library import Library
from tracker.tui.memory import Memory
from tracker.tui.replay import Replay


@cache
def bundled_library() -> CasebookLibrary:
    """A database with the two cases that come with the tracker, open until the tests are over."""
    folder = tempfile.mkdtemp()
    library = open_library(Place(Path(folder) / "cases.db", default=False), create=True)
    atexit.register(shutil.rmtree, folder)
    atexit.register(library.close)
    library.record_bundled("tests")
    return library


def text_of(app: App[None]) -> str:
    """The characters on the screen, rows without trailing blanks."""
    rows = app.screen._compositor.render_strips()
    return "\n".join("".join(strip.text for strip in row).rstrip() for row in rows)


def replay_of(pilot: Pilot[None]) -> Replay:
    """The replay screen that is shown."""
    screen = pilot.app.screen
    assert isinstance(screen, Replay)
    return screen


@asynccontextmanager
async def on_replay(
    library: Library | None = None,
    patient: str = "made-up",
    month: int | None = 0,
    size: tuple[int, int] = (120, 36),
    memory: Memory | None = None,
) -> AsyncIterator[Pilot[None]]:
    """A replay, loaded and drawn."""
    tools = Tools(write=write_new, memory=memory)
    app = TrackerApp(library or MadeUpLibrary(), patient, month, tools=tools)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        yield pilot


NUMBERS = {Shown.CASES: "1", Shown.REPLAY: "2", Shown.TIMELINE: "3", Shown.COMPARE: "4"}


@asynccontextmanager
async def on_screen(
    place: Shown,
    library: Library | None = None,
    patient: str = "made-up",
    size: tuple[int, int] = (80, 24),
    memory: Memory | None = None,
) -> AsyncIterator[Pilot[None]]:
    """One of the screens that the numbers lead to, of a case whose replay was never opened, loaded and drawn."""
    app = TrackerApp(library or MadeUpLibrary(), tools=Tools(memory=memory))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        names = sorted(str(row["patient"]) for row in app.desk.library.patients())
        await pilot.press(*["j"] * names.index(patient), NUMBERS[place])
        await settled(pilot)
        yield pilot


async def settled(pilot: Pilot[None]) -> None:
    """Wait until everything is loaded and drawn, and what that asks for as well."""
    for _ in range(3):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()
