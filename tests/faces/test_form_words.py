"""What a form understands, offers and says: units, months, evidence, a file that is held up, a line that takes no text."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import examples as ex
from tests.faces.command_line import MINI
from tests.faces.screens import text_of
from tests.faces.test_forms import open_form, press, shows, type_into, writing
from tests.store.test_entering import LAB
from tracker.casebook import entering as module
from tracker.casebook.clerk import Clerk
from tracker.casebook.library import Library, Place, open_library
from tracker.casebook.recording import record_entries
from tracker.decisions.form import Aim, FormField, Values, Verb, field_at
from tracker.store.refusals import StoreRefused
from tracker.tui.forms.fields import Head
from tracker.tui.forms.form import FormScreen
from tracker.tui.forms.preview import Preview
from tracker.values.when import Timing


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with open_library(Place(tmp_path / "clinic.db", default=False), create=True) as library:
        record_entries(library.database, "mini", MINI, by="tests")
        yield library


def filled(library: Library, **values: str) -> tuple[module.Entering, Values]:
    entering = Clerk(library, "dr. test").open("mini", Aim(Verb.RECORD, "lab-resulted"))
    return entering, {**entering.values, **LAB, **values}


def test_a_unit_in_small_letters_is_recorded_as_the_one_that_is_meant(library: Library) -> None:
    entering, values = filled(library, key="z", analyte="ferritin", unit="ng/ml")
    entering.confirm(values)
    (fact,) = (standing.fact for standing in library.case("mini").record.facts if standing.key == "z")
    assert getattr(fact, "unit", "") == "ng/mL"


def test_two_sentences_about_a_number_are_two(library: Library) -> None:
    entering, values = filled(library, value="7,5")
    (complaint,) = entering.foresee(values).complaints
    assert complaint.message.startswith(
        "'7,5' does not fit; the decimal sign is a point, and nothing groups digits. Type a number"
    )


def test_a_month_comes_back_as_it_was_said(library: Library) -> None:
    entering, values = filled(library, key="z", occurred="M12", unit="")
    entering.confirm(values)
    assert Clerk(library, "dr. test").open("mini", Aim(Verb.AMEND, "z")).values["occurred"] == "M12"
    days = ex.ecog(1, key="days", at=Timing(day=(366.0, 396.0)))
    record_entries(library.database, "mini", (days,), by="tests")
    assert Clerk(library, "dr. test").open("mini", Aim(Verb.AMEND, "days")).values["occurred"] == "day 366 to 396"


def field(entering: module.Entering, name: str) -> FormField:
    return field_at(entering.form.fields, (name,))


def test_the_month_on_the_screen_is_offered_first_and_not_typed_for_anybody(library: Library) -> None:
    entering = Clerk(library, "dr. test").open("mini", Aim(Verb.RECORD, "lab-resulted"), 8)
    first = entering.complete(field(entering, "occurred"), {}, "")[0]
    assert (first.text, first.says, entering.values["occurred"]) == ("M8", "some day in the month on the screen", "")


def test_evidence_offers_imaging_and_the_nearest_first_and_remarks_last(library: Library) -> None:
    scans = (
        ex.scan("early", after="dx", stated="1 mo"),
        ex.scan("late", after="dx", stated="27 mo"),
        ex.ambiguity("odd", "?", "ct"),
    )
    record_entries(library.database, "mini", scans, by="tests")
    for month, order in ((8, ["ct", "early", "late"]), (27, ["late", "ct", "early"])):
        entering = Clerk(library, "dr. test").open("mini", Aim(Verb.RECORD, "progression-declared"), month)
        offered = [option.text for option in entering.complete(field(entering, "evidence"), {}, "")]
        assert offered[:3] == order
        assert set(offered[-2:]) == {"odd", "seven"}


async def test_a_preview_that_is_held_up_stays_and_records_when_it_is_asked_again(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object, **__: object) -> None:
        raise StoreRefused("clinic.db is locked by another program: close it, or try again when it is done")

    async with writing(library) as pilot:
        form = await open_form(pilot, "lab-resulted")
        type_into(form, **{**LAB, "key": "z"})
        await press(pilot, "ctrl+s")
        with monkeypatch.context() as patched:
            patched.setattr(module, "record_entries", locked)
            await press(pilot, "ctrl+r")
            assert shows(pilot, Preview)
            said = " ".join(text_of(pilot.app).split())
            assert "try again when it is done; nothing was recorded, ^r tries again" in said
        await press(pilot, "ctrl+r")
        assert "z" in library.case("mini").record.keys


async def test_a_head_of_a_group_says_that_it_takes_no_text(library: Library) -> None:
    async with writing(library) as pilot:
        form = await open_form(pilot, "cycle-given")
        next(head for head in form.query(Head) if head.line.path == ("drugs",)).focus()
        await press(pilot, "c")
        assert form.matter == "this line heads a group and takes no text: ^n adds an entry"
        assert isinstance(pilot.app.screen, FormScreen)
