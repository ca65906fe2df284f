"""What a form offers and what its keys then do to what was typed: nothing is put in that nobody said."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faces.command_line import MINI
from tests.faces.screens import text_of
from tests.faces.test_forms import form_of, open_form, press, settle, type_into, writing
from tracker.casebook.library import Library, open_library
from tracker.casebook.library import Place as Kept
from tracker.casebook.recording import record_entries
from tracker.tui.forms.fields import Typed
from tracker.tui.forms.form import FormScreen


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """The short case, and a state directory of its own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with open_library(Kept(tmp_path / "clinic.db", default=False), create=True) as library:
        record_entries(library.database, "mini", MINI, by="tests")
        yield library


def place_of(form: FormScreen) -> object:
    assert isinstance(form.focused, Typed)
    return form.focused.line.path[0]


@pytest.mark.parametrize("typed", ["2023", "2023-04", "2023-04-1", "day 2", "day 21", "7 mo"])
async def test_enter_never_makes_a_time_of_what_only_shows_how_one_is_written(library: Library, typed: str) -> None:
    async with writing(library) as pilot:
        form = await open_form(pilot, "lab-resulted")
        await press(pilot, *typed, "enter")
        assert form.values["occurred"] == typed
        assert place_of(form) == "analyte"


async def test_a_time_that_shows_how_it_is_written_is_typed_over(library: Library) -> None:
    async with writing(library) as pilot:
        form = await open_form(pilot, "lab-resulted")
        await press(pilot, "down", "down", "enter")
        assert form.values["occurred"] == "7 mo after KEY"
        assert place_of(form) == "occurred"


@pytest.mark.parametrize(
    ("form_name", "field", "typed", "then"),
    [
        pytest.param("response-assessed", "category", "PR", "PR", id="a word as it is"),
        pytest.param("lab-resulted", "certainty", "prob", "probable", id="the one word that begins so"),
        pytest.param("lab-resulted", "certainty", "p", "p", id="two words begin so"),
        pytest.param("lab-resulted", "occurred", "7 mo after d", "7 mo after dx", id="the one fact that begins so"),
        pytest.param("lab-resulted", "occurred", "7 mo after l1-c", "7 mo after l1-c", id="several facts begin so"),
        pytest.param("lab-resulted", "occurred", "unk", "unknown", id="a word of a time"),
        pytest.param("regimen-started", "regimen", "l", "l", id="a new regimen is none that there is"),
    ],
)
async def test_enter_completes_only_what_cannot_be_anything_else(
    library: Library, form_name: str, field: str, typed: str, then: str
) -> None:
    async with writing(library) as pilot:
        form = await open_form(pilot, form_name)
        editor = next(each for each in form.query(Typed) if each.line.path == (field,))
        editor.focus()
        await press(pilot, *typed, "enter")
        assert form.values[field] == then


async def test_what_enter_does_to_a_word_that_nothing_completes_is_said(library: Library) -> None:
    async with writing(library, (80, 24)) as pilot:
        form = await open_form(pilot, "lab-resulted")
        await press(pilot, "tab", *"EBV")
        assert "enter keeps what is typed" in " ".join(text_of(pilot.app).split())
        await press(pilot, "down")
        assert "enter keeps what is typed" not in " ".join(text_of(pilot.app).split())
        await press(pilot, "enter")
        assert form.values["analyte"] == "EBV-DNA"


async def test_a_refusal_is_said_to_its_end_in_a_small_terminal(library: Library) -> None:
    async with writing(library, (60, 16)) as pilot:
        await press(pilot, "slash", *"l1-c1", "enter", "x", *"retract", "enter")
        form = form_of(pilot)
        await press(pilot, *"wrong patient")
        await press(pilot, "ctrl+s")
        assert form.matter.endswith("or amend them first")
        assert "or amend them first" in " ".join(text_of(pilot.app).split())


async def test_a_chooser_that_finds_nothing_says_where_else_to_look(library: Library) -> None:
    async with writing(library, (80, 24)) as pilot:
        await press(pilot, "a", *"choose")
        assert "chooses how an ambiguous time is read" in " ".join(text_of(pilot.app).split())
        await press(pilot, *["backspace"] * 6)
        assert "chooses how an ambiguous time is read" not in " ".join(text_of(pilot.app).split())


async def test_tab_goes_on_whatever_is_offered_and_the_keys_say_so(library: Library) -> None:
    async with writing(library, (80, 24)) as pilot:
        form = await open_form(pilot, "lab-resulted")
        assert "tab field" in text_of(pilot.app)
        await press(pilot, "down", "tab")
        assert form.values["occurred"] == ""
        assert place_of(form) == "analyte"
        await press(pilot, "shift+tab")
        assert place_of(form) == "occurred"


async def test_what_was_typed_is_dropped_only_when_it_is_said_twice(library: Library) -> None:
    async with writing(library) as pilot:
        form = await open_form(pilot, "lab-resulted")
        type_into(form, analyte="Hb", value="61")
        await settle(pilot)
        typed = form.values
        assert typed["analyte"] == "Hb"
        await press(pilot, "ctrl+l")
        assert "^l again drops what is typed here for good" in text_of(pilot.app)
        assert form.values == typed
        await press(pilot, "tab")
        assert "^l again" not in text_of(pilot.app)
        await press(pilot, "ctrl+l")
        assert form.values == typed
        await press(pilot, "x", "ctrl+l")
        assert form.values["analyte"] != ""
        await press(pilot, "ctrl+l")
        assert form.values["analyte"] == ""
        assert "the draft is gone" in text_of(pilot.app)
        await press(pilot, "ctrl+l")
        assert "the draft is gone" in text_of(pilot.app)


async def test_what_begins_a_word_of_a_form_comes_before_what_is_a_part_of_one(library: Library) -> None:
    async with writing(library) as pilot:
        await press(pilot, "a", *"ct")
        shown = text_of(pilot.app)
        assert shown.index("scan-reported") < shown.index("stage-assigned")
        await press(pilot, "enter")
        assert form_of(pilot).heading()[0] == "record scan-reported · mini"


async def test_a_name_is_found_before_a_word_that_is_said_of_another(library: Library) -> None:
    async with writing(library) as pilot:
        assert (await open_form(pilot, "cont")).heading()[0].startswith("record patient-contacted")
        await press(pilot, "escape")
        assert (await open_form(pilot, "ct")).heading()[0].startswith("record scan-reported")
