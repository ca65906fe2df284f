"""The audit screen: every line of the log, found by words, shown whole, verified."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot
from textual.widgets import Input

from tests import examples as ex
from tests.faces.command_line import Clinic
from tests.faces.screens import bundled_library, text_of
from tracker.casebook.auditing import PAGE_LINES, Auditor
from tracker.casebook.library import Library, Place, open_library
from tracker.casebook.recording import record_entries
from tracker.tui.app import TrackerApp
from tracker.tui.audit import Audit
from tracker.tui.cases import Cases
from tracker.tui.desk import Tools


@asynccontextmanager
async def on_audit(library: Library, size: tuple[int, int] = (120, 36)) -> AsyncIterator[Pilot[None]]:
    app = TrackerApp(library, tools=Tools(auditor=Auditor(library)))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.press("6")
        await settled(pilot)
        yield pilot


async def settled(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def search(pilot: Pilot[None], words: str) -> None:
    await pilot.press("slash")
    pilot.app.screen.query_one(Input).value = words
    await pilot.press("enter")
    await settled(pilot)


async def test_the_log_is_shown_with_the_latest_line_first() -> None:
    async with on_audit(bundled_library()) as pilot:
        text = text_of(pilot.app)
        assert "140 lines of the log" in text
        assert "npc-2 76" in text
        assert "event_id" in text


async def test_words_find_the_lines_that_have_all_of_them() -> None:
    async with on_audit(bundled_library()) as pilot:
        await search(pilot, "npc-1 Progression-DECLARED")
        rows = [line for line in text_of(pilot.app).splitlines() if "progression-declared  " in line]
        assert rows
        assert all("npc-1" in row for row in rows)
        await search(pilot, "nothing-has-this")
        assert "no line has all of these words" in text_of(pilot.app)


@pytest.mark.parametrize("words", ["ÜBELKEIT", "übelkeit", "STRASSE", "straße", "ΠΥΡΕΤΌΣ", "ЯЩИК", "müller STRASSE"])
def test_words_are_found_in_whatever_letters(tmp_path: Path, words: str) -> None:
    with open_library(Place(tmp_path / "clinic.db", default=False), create=True) as library:
        finding = replace(ex.finding("f", "nausea", after="dx"), note="Übelkeit, Straße, πυρετός, ящик")
        record_entries(library.database, "p", (ex.diagnosed(), ex.ecog(1, with_="dx")), by="somebody")
        record_entries(library.database, "p", (finding,), by="Müller")
        found = Auditor(library).page(words).lines
        assert [line.type for line in found] == ["finding-noted"]


async def test_typing_words_neither_verifies_nor_quits() -> None:
    async with on_audit(bundled_library()) as pilot:
        await pilot.press("slash", *"vq5j")
        await pilot.pause()
        assert type(pilot.app.screen) is Audit
        assert pilot.app.screen.query_one(Input).value.endswith("vq5j")
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert [type(screen) for screen in pilot.app.screen_stack[1:]] == [Cases]


async def test_a_line_is_shown_whole_with_its_digests() -> None:
    async with on_audit(bundled_library()) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        with bundled_library().database.reading() as connection:
            row = connection.execute("SELECT digest FROM events ORDER BY seq DESC LIMIT 1").fetchone()
        assert row[0].hex() in text_of(pilot.app)


async def test_verifying_a_sound_database_says_so() -> None:
    async with on_audit(bundled_library()) as pilot:
        await pilot.press("v")
        await settled(pilot)
        assert "verified: file, guards, digests and rows are sound" in text_of(pilot.app)


async def test_verifying_a_changed_log_names_the_line(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path).holds_mini()
    with closing(sqlite3.connect(clinic.db)) as connection:
        guard = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'events' AND sql LIKE '%UPDATE%'"
        ).fetchall()
        for (name,) in guard:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE events SET payload = replace(payload, 'female', 'male') WHERE version = 1")
        connection.commit()
    with open_library(Place(clinic.db, default=False)) as library:
        async with on_audit(library) as pilot:
            await pilot.press("v")
            await settled(pilot)
            text = text_of(pilot.app)
    assert "mini" in text
    assert "findings of the verification" in text


def test_a_long_log_is_read_page_by_page_and_no_line_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.casebook.auditing.PAGE_LINES", 50)
    auditor = Auditor(bundled_library())
    seen: list[int] = []
    while page := auditor.page(before=seen[-1] if seen else None).lines:
        seen += [line.seq for line in page]
    assert seen == list(range(140, 0, -1))
    assert PAGE_LINES == 1000


@pytest.mark.parametrize("size", [(40, 12), (20, 5), (80, 24), (200, 60), (1, 1)])
async def test_any_size_can_be_drawn(size: tuple[int, int]) -> None:
    async with on_audit(bundled_library(), size) as pilot:
        await pilot.press("j", "G", "g", "pagedown", "pageup", "enter", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Audit)
