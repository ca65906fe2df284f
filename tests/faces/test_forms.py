"""Recording and correcting in the terminal: what keys do in forms, and what is then on record."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from tests.faces.command_line import MINI
from tests.faces.screens import replay_of, text_of
from tests.store.test_entering import LAB
from tracker.casebook.clerk import Clerk
from tracker.casebook.drafts import drafts_folder
from tracker.casebook.library import Library, Place, open_library
from tracker.casebook.recording import record_entries
from tracker.tui.app import TrackerApp
from tracker.tui.commands import Place as On
from tracker.tui.commands import commands_of
from tracker.tui.desk import Tools
from tracker.tui.forms.chooser import Chooser
from tracker.tui.forms.fields import Typed
from tracker.tui.forms.form import FormScreen
from tracker.tui.forms.preview import Preview
from tracker.tui.replay import Replay


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """The short case, and a state directory of its own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with open_library(Place(tmp_path / "clinic.db", default=False), create=True) as library:
        record_entries(library.database, "mini", MINI, by="tests")
        yield library


@asynccontextmanager
async def writing(
    library: Library, size: tuple[int, int] = (120, 36), *, write: bool = True
) -> AsyncIterator[Pilot[None]]:
    """A replay of the short case, opened for writing."""
    clerk = Clerk(library, "dr. test") if write else None
    app = TrackerApp(library, "mini", 8, tools=Tools(clerk=clerk))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        yield pilot


async def settle(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


async def open_form(pilot: Pilot[None], name: str) -> FormScreen:
    """The form of an event type, opened as a user does."""
    await press(pilot, "a")
    pilot.app.screen.query_one("#sought", Input).value = name
    await press(pilot, "enter")
    return form_of(pilot)


def form_of(pilot: Pilot[None]) -> FormScreen:
    """The form that is shown."""
    form = pilot.app.screen
    assert isinstance(form, FormScreen)
    return form


def shows(pilot: Pilot[None], kind: type[Screen[Any]]) -> bool:
    return isinstance(pilot.app.screen, kind)


def type_into(form: FormScreen, **texts: object) -> None:
    for editor in form.query(Typed):
        if len(editor.line.path) == 1 and str(editor.line.path[0]) in texts:
            editor.value = str(texts[str(editor.line.path[0])])


async def test_without_write_nothing_opens_and_a_sentence_says_how_to(library: Library) -> None:
    async with writing(library, write=False) as pilot:
        for key in ("a", "x"):
            await press(pilot, key)
            assert shows(pilot, Replay)
            assert "opened for reading; `tracker replay --write`" in text_of(pilot.app)


async def test_what_is_filled_in_is_previewed_recorded_and_shown(library: Library) -> None:
    async with writing(library) as pilot:
        form = await open_form(pilot, "lab-resulted")
        type_into(form, **LAB)
        await press(pilot, "ctrl+s")
        assert shows(pilot, Preview)
        for said in ("labs-2 would be recorded", "State at the end of M9", "2.63e3 copies/mL → 9.9e5 copies/mL"):
            assert said in text_of(pilot.app)
        version = library.case("mini").record.version
        await press(pilot, "ctrl+s")
        assert library.case("mini").record.version == version
        await press(pilot, "ctrl+r")
        assert library.case("mini").record.version == version + 1
        assert library.case("mini").record.facts[-1].origin.recorded_by == "dr. test"
        assert replay_of(pilot).month == 9
        assert "recorded labs-2" in text_of(pilot.app)
        assert "9.9e5" in text_of(pilot.app)
    assert list(drafts_folder().rglob("*.json")) == []


async def test_no_letter_writes_and_the_key_that_confirms_is_not_the_one_that_opens(library: Library) -> None:
    keys = {place: {key for command in commands_of(place) for key in command.keys} for place in On}
    confirming = {key for command in commands_of(On.PREVIEW) if command.action == "confirm" for key in command.keys}
    opening = {key for command in commands_of(On.FORM) if command.action == "foresee" for key in command.keys}
    assert not confirming & (opening | keys[On.FORM] | keys[On.CHOOSER] | keys[On.REPLAY])
    assert all(len(key) > 1 for place in (On.FORM, On.CHOOSER) for key in keys[place])
    version = library.case("mini").record.version
    async with writing(library) as pilot:
        form = await open_form(pilot, "lab-resulted")
        type_into(form, **LAB)
        await press(pilot, "ctrl+s")
        await press(pilot, *(key for key in "abcdefghilmnopqrstuvwxyzABCXRSY"), "enter", "space")
        assert library.case("mini").record.version == version


async def test_typing_in_chooser_and_form_never_scrubs(library: Library) -> None:
    async with writing(library) as pilot:
        replay = replay_of(pilot)
        cursor = replay.cursor
        form = await open_form(pilot, "lab-resulted")
        await press(pilot, *"hlHL[]{}gGq1wfj", "left", "right", "home", "end", "down", "up")
        assert isinstance(form.focused, Input)
        assert form.focused.value.startswith("hlHL[]{}gGq1wfj")
        await press(pilot, "escape")
        assert pilot.app.screen is replay
        assert replay.cursor == cursor


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 16)])
async def test_every_event_type_has_a_form_that_opens_and_closes(library: Library, size: tuple[int, int]) -> None:
    clerk = Clerk(library, "dr. test")
    types = clerk.types("mini") if size == (80, 24) else clerk.types("mini")[::12]
    async with writing(library, size) as pilot:
        for offer in types:
            form = await open_form(pilot, offer.title)
            assert f"record {offer.title} · mini" in text_of(pilot.app)
            assert form.focused is not None
            await press(pilot, "ctrl+s")
            assert "fill" in form.matter
            assert pilot.app.screen is form
            await press(pilot, "escape")
            assert shows(pilot, Replay)


async def test_a_terminal_that_is_too_small_says_so_and_does_nothing_but_close(library: Library) -> None:
    async with writing(library, (40, 12)) as pilot:
        await press(pilot, "a")
        assert "a form needs 60x16, this terminal has 40x12" in " ".join(text_of(pilot.app).split())
        await press(pilot, "enter")
        assert shows(pilot, Chooser)
        await press(pilot, "escape")
        assert shows(pilot, Replay)


async def test_a_terminal_that_becomes_too_small_keeps_what_was_typed(library: Library) -> None:
    async with writing(library, (80, 24)) as pilot:
        form = await open_form(pilot, "lab-resulted")
        type_into(form, analyte="Hb")
        await pilot.resize_terminal(40, 12)
        await press(pilot, "ctrl+l", "ctrl+s")
        assert "a form needs 60x16" in text_of(pilot.app)
        assert form.values["analyte"] == "Hb"
        await pilot.resize_terminal(80, 24)
        await press(pilot, "tab")
        assert form.focused is not None
        await pilot.resize_terminal(59, 15)
        await press(pilot, "escape")
        await pilot.resize_terminal(80, 24)
        form = await open_form(pilot, "lab-resulted")
        assert form.values["analyte"] == "Hb"
        assert "^l drops it" in text_of(pilot.app)


async def test_entries_are_added_to_a_group_and_taken_out(library: Library) -> None:
    async with writing(library) as pilot:
        form = await open_form(pilot, "cycle-given")
        await press(pilot, "tab", "tab", "tab", "tab")
        assert form.focused is not None
        await press(pilot, "ctrl+n", *"cisplatin")
        await press(pilot, "ctrl+n", *"gemcitabine")
        drugs = form.values["drugs"]
        assert isinstance(drugs, list)
        assert [drug["drug"] for drug in drugs if isinstance(drug, dict)] == ["cisplatin", "gemcitabine"]
        await press(pilot, "shift+tab", "ctrl+t")
        assert [drug["drug"] for drug in form.values["drugs"] if isinstance(drug, dict)] == ["gemcitabine"]
        await press(pilot, "ctrl+l", "ctrl+l")
        assert form.values["drugs"] == []


async def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(library: Library) -> None:
    async with writing(library, (80, 24)) as pilot:
        form = await open_form(pilot, "lab-resulted")
        type_into(form, **{**LAB, "occurred": "soon", "unit": "furlong"})
        await press(pilot, "ctrl+s")
        assert pilot.app.screen is form
        assert form.matter.startswith("occurred: 'soon' is not a time")
        assert form.matter.endswith("(also unit)")
        assert isinstance(form.focused, Typed)
        assert form.focused.line.path == ("occurred",)
        assert form.values["value"] == "9.9e5"


async def test_a_refusal_of_the_decision_is_said_in_the_form(library: Library) -> None:
    async with writing(library) as pilot:
        form = await open_form(pilot, "lab-resulted")
        type_into(form, **{**LAB, "key": "labs-1"})
        await press(pilot, "ctrl+s")
        assert "the key is used already" in text_of(pilot.app)
        assert form.values["value"] == "9.9e5"


async def test_what_is_offered_is_taken_with_arrows_and_enter(library: Library) -> None:
    async with writing(library) as pilot:
        form = await open_form(pilot, "cycle-given")
        await press(pilot, *"within 2 wk after l1-c2")
        await press(pilot, "down", "enter")
        assert form.values["occurred"] == "within 2 wk after l1-c2.end"
        await press(pilot, "tab", "down", "enter")
        assert form.values["regimen"] == "l1"
        assert isinstance(form.focused, Typed)
        assert form.focused.line.path == ("number",)


async def test_the_selected_event_is_amended_with_every_difference_told(library: Library) -> None:
    async with writing(library) as pilot:
        await press(pilot, "right_square_bracket", "x")
        assert shows(pilot, Chooser)
        await press(pilot, "enter")
        form = form_of(pilot)
        key = str(form.values["key"])
        await press(pilot, *"read again")
        type_into(form, asserted_by="oncologist")
        await press(pilot, "ctrl+s")
        assert "What it says" in text_of(pilot.app)
        assert "asserted by oncologist" in text_of(pilot.app)
        await press(pilot, "ctrl+r")
        standing = next(fact for fact in library.case("mini").record.facts if fact.key == key)
        assert standing.fact.asserted_by == "oncologist"
        assert len(standing.corrections) == 1


async def test_without_a_selected_event_nothing_is_corrected(library: Library) -> None:
    async with writing(library) as pilot:
        await press(pilot, "x")
        assert shows(pilot, Replay)
        assert "] selects an event" in text_of(pilot.app)


async def test_a_fact_is_retracted_and_leaves_the_screen(library: Library) -> None:
    async with writing(library) as pilot:
        await press(pilot, "right_square_bracket")
        event = replay_of(pilot).cursor.event
        assert event is not None
        reel = replay_of(pilot).reel
        assert reel is not None
        lines = [line.key for line in reel.sheet(replay_of(pilot).cursor).events]
        replay_of(pilot).show(replace(replay_of(pilot).cursor, event=lines.index("response-1")))
        await press(pilot, "x", *"retract", "enter")
        assert shows(pilot, FormScreen)
        await press(pilot, *"said of another")
        await press(pilot, "ctrl+s")
        assert "response-1 would be taken back" in text_of(pilot.app)
        await press(pilot, "ctrl+r")
        assert "retracted response-1" in text_of(pilot.app)
        assert "response-1" not in library.case("mini").record.keys
        reel = replay_of(pilot).reel
        assert reel is not None
        assert all(line.key != "response-1" for sheet in reel.now for line in sheet.events)


async def test_escape_closes_and_the_draft_is_offered_again(library: Library) -> None:
    async with writing(library) as pilot:
        form = await open_form(pilot, "finding-noted")
        await press(pilot, *"day 3", "escape")
        assert shows(pilot, Replay)
        await press(pilot, "a")
        assert "draft of" in text_of(pilot.app)
        await press(pilot, "enter")
        again = form_of(pilot)
        assert again.values == form.values
        await press(pilot, "ctrl+l", "ctrl+l", "escape", "a")
        assert "draft of" not in text_of(pilot.app)
