"""What a form says before anything is recorded: what somebody else corrected meanwhile, what it drops, what looks odd."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest

from tests import examples as ex
from tests.faces.command_line import MINI
from tests.faces.screens import text_of
from tests.faces.test_forms import open_form, press, settle, shows, type_into, writing
from tests.store.test_corrected_meanwhile import begin, correct
from tracker.casebook.clerk import Clerk
from tracker.casebook.library import Library, Place, open_library
from tracker.casebook.recording import record_entries
from tracker.decisions.form import Aim, Values, Verb
from tracker.events.treatment import RegimenDrug
from tracker.tui.forms.fields import Head
from tracker.tui.forms.form import FormScreen
from tracker.tui.forms.preview import Preview


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with open_library(Place(tmp_path / "clinic.db", default=False), create=True) as library:
        record_entries(library.database, "mini", MINI, by="tests")
        yield library


async def test_a_draft_taken_up_says_what_was_corrected_before_any_difference(library: Library) -> None:
    begin(library, "labs-0", {"value": "9", "note": "x", "corrected_because": "read again"})
    correct(library, "labs-0", value=Decimal("6.15e6"), specimen="plasma")
    async with writing(library) as pilot:
        form = FormScreen(Clerk(library, "dr. test"), "mini", Aim(Verb.AMEND, "labs-0"))
        await pilot.app.push_screen(form)
        await settle(pilot)
        shown = " ".join(text_of(pilot.app).split())
        assert "labs-0 was corrected meanwhile, by dr. b on " in shown
        assert "yours stands in what you changed too (value): decide there" in shown
        await press(pilot, "ctrl+s")
        assert shows(pilot, Preview)
        lines = [line.strip() for line in text_of(pilot.app).splitlines()]
        meanwhile, says = lines.index("Corrected meanwhile"), lines.index("What it says")
        assert [line.split() for line in lines[meanwhile + 1 : says - 1]] == [
            ["·", "value", "6.15E+5", "→", "6.15E+6"],
            ["+", "specimen", "plasma"],
        ]
        assert lines[says + 1].split() == ["·", "value", "6.15E+6", "→", "9"]


async def test_a_list_that_both_changed_is_marked_at_its_head(library: Library) -> None:
    first, second = cast("list[Values]", Clerk(library, "dr. test").open("mini", Aim(Verb.AMEND, "l1")).values["drugs"])
    begin(library, "l1", {"drugs": [{**first, "dose": "20"}, second]})
    correct(library, "l1", drugs=(RegimenDrug(drug=str(second["drug"])),))
    async with writing(library) as pilot:
        await pilot.app.push_screen(FormScreen(Clerk(library, "dr. test"), "mini", Aim(Verb.AMEND, "l1")))
        await settle(pilot)
        marked = [head.line.path for head in pilot.app.screen.query(Head) if head.has_class("-wrong")]
        assert marked == [("drugs",)]


async def test_the_preview_says_that_a_result_looks_like_a_slip_and_records_it_all_the_same(library: Library) -> None:
    record_entries(library.database, "mini", (ex.lab("Hb", 61, "g/L", after="l1"),), by="tests")
    async with writing(library) as pilot:
        form = await open_form(pilot, "lab-resulted")
        type_into(form, key="hb-2", occurred="9 mo after dx", analyte="haemoglobin", value="61000", unit="g/L")
        await press(pilot, "ctrl+s")
        assert shows(pilot, Preview)
        shown = " ".join(text_of(pilot.app).split())
        assert "! haemoglobin is called Hb in this case; one name lets a query find both" in shown
        assert "! haemoglobin 61000 g/L is far beyond the values of this case" in shown
        assert "labs-hb" not in shown
        await press(pilot, "ctrl+r")
        assert "hb-2" in library.case("mini").record.keys


async def test_the_preview_says_what_is_left_out_and_which_drug_nobody_knows(library: Library) -> None:
    async with writing(library) as pilot:
        form = await open_form(pilot, "cycle-given")
        type_into(form, key="l1-c3", occurred="21 d after l1-c2", regimen="l1", number="3", asserted_by="  ")
        await press(pilot, "tab", "tab", "tab", "tab", "ctrl+n", *"cisplatine", "ctrl+n")
        await press(pilot, "ctrl+s")
        assert shows(pilot, Preview)
        shown = [" ".join(line.split()) for line in text_of(pilot.app).splitlines()]
        assert "! drugs 2 is left out: nothing is filled in" in shown
        assert "! asserted by is left out: nothing is filled in" in shown
        odd = "! cisplatine is no drug we know: it is recorded as written; did you mean cisplatin"
        assert any(line.startswith(odd) for line in shown)
        await press(pilot, "ctrl+r")
        assert "l1-c3" in library.case("mini").record.keys
