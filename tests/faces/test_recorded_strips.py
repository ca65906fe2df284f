"""The list of cases after something was recorded: strips are read anew, and told of what was recorded."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.faces.screens import settled, text_of
from tests.store.test_entering import LAB
from tracker.casebook.clerk import Clerk
from tracker.casebook.library import Library, Place, open_library
from tracker.tui.app import TrackerApp
from tracker.tui.cases import Cases
from tracker.tui.desk import Tools
from tracker.tui.forms.fields import Typed


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """The bundled cases, for writing, and a state directory of its own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with open_library(Place(tmp_path / "clinic.db", default=False), create=True) as library:
        library.record_bundled("tests")
        yield library


async def test_after_something_was_recorded_the_list_shows_the_strips_of_all_cases_again(library: Library) -> None:
    app = TrackerApp(library, tools=Tools(clerk=Clerk(library, "dr. test")))
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        before = text_of(app).splitlines()
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("a")
        await settled(pilot)
        app.screen.query_one("#sought", Input).value = "lab-resulted"
        await pilot.press("enter")
        await settled(pilot)
        for editor in app.screen.query(Typed):
            if len(editor.line.path) == 1 and str(editor.line.path[0]) in LAB:
                editor.value = LAB[str(editor.line.path[0])]
        await pilot.press("ctrl+s")
        await settled(pilot)
        await pilot.press("ctrl+r")
        await settled(pilot)
        assert "recorded labs-2" in text_of(app)
        await pilot.press("1")
        await settled(pilot)
        assert isinstance(app.screen, Cases)
        after = text_of(app).splitlines()
        # The column of facts has one more; everything before it, and so every strip, is as it was.
        assert [line[:110] for line in after[1:4]] == [line[:110] for line in before[1:4]]
        assert all("▲" in line for line in after[2:4])
        assert after[2] != before[2]
