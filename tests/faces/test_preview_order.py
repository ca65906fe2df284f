"""What decides comes first in a preview, and all of it can be read: by lines, by pages, in a small terminal."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from tests import examples as ex
from tests.faces.command_line import MINI
from tests.faces.screens import text_of
from tests.faces.test_forms import press, settle, writing
from tracker.casebook.clerk import Clerk
from tracker.casebook.library import Library, Place, open_library
from tracker.casebook.recording import record_entries
from tracker.decisions.form import Aim, Values, Verb
from tracker.tui.forms.preview import Preview


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with open_library(Place(tmp_path / "clinic.db", default=False), create=True) as library:
        record_entries(library.database, "mini", MINI, by="tests")
        yield library


def tenfold(library: Library) -> Preview:
    """The preview of a correction that makes a dose ten times what it was."""
    entering = Clerk(library, "dr. test").open("mini", Aim(Verb.AMEND, "l1-c2"))
    (drug,) = cast("list[Values]", entering.values["drugs"])
    values: Values = {**entering.values, "drugs": [{**drug, "dose": "4000"}], "corrected_because": "read again"}
    return Preview(entering, values, "amend l1-c2", entering.foresee(values))


async def test_a_dose_ten_times_the_others_is_in_sight_at_once(library: Library) -> None:
    async with writing(library, size=(80, 24)) as pilot:
        await pilot.app.push_screen(tenfold(library))
        await settle(pilot)
        shown = " ".join(text_of(pilot.app).split())
        assert "nab-paclitaxel 4000 mg (l1-c2) is 10 times what this case gives of it elsewhere" in shown
        assert shown.index("What does not fit") < shown.index("When")


async def test_a_date_to_come_is_told_before_it_is_recorded(library: Library) -> None:
    record_entries(library.database, "dated", (ex.diagnosed(at="2023-01-02"),), by="tests")
    entering = Clerk(library, "dr. test").open("dated", Aim(Verb.RECORD, "patient-died"))
    outlook = entering.foresee({**entering.values, "occurred": "2062-01-04"})
    assert outlook.foresight is not None
    (first, *_) = outlook.foresight.parts
    assert (first.title, "after-recording" in [change.what.split(", ")[-1] for change in first.changes]) == (
        "What does not fit",
        True,
    )


async def test_pages_of_a_preview_are_turned_by_keys(library: Library) -> None:
    async with writing(library, size=(80, 16)) as pilot:
        await pilot.app.push_screen(tenfold(library))
        await settle(pilot)
        top = text_of(pilot.app)
        assert "more" in top
        assert "above" not in top
        await press(pilot, "pagedown")
        paged = text_of(pilot.app)
        assert "above" in paged
        await press(pilot, "pageup")
        assert text_of(pilot.app) == top
        await press(pilot, "space")
        assert text_of(pilot.app) == paged
