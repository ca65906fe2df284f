"""What forms and their fields are found by: the words of the clinic, other names of drugs and analytes, nothing far-fetched."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faces.command_line import MINI
from tests.store.test_entering import entering, texts
from tracker.casebook.clerk import Clerk
from tracker.casebook.library import Library, Place, open_library
from tracker.casebook.recording import record_entries
from tracker.decisions.form import Verb, field_at
from tracker.decisions.forms import ENTERED_CLASSES, SOUGHT_BY


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """A short case, and a state directory of its own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with open_library(Place(tmp_path / "clinic.db", default=False), create=True) as library:
        record_entries(library.database, "mini", MINI, by="tests")
        yield library


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("death", "patient-died"),
        ("chemotherapy", "cycle-given"),
        ("biopsy", "pathology-reported"),
        ("surgery", "procedure-performed"),
        ("mri", "scan-reported"),
        ("blood", "lab-resulted"),
        ("toxicity", "adverse-event-noted"),
        ("follow-up", "patient-contacted"),
        ("tnm", "stage-assigned"),
        ("radiation", "radiotherapy-given"),
        ("pause", "regimen-held"),
        ("comorbidity", "patient-registered"),
        ("contradiction", "ambiguity-noted"),
    ],
)
def test_a_word_of_the_clinic_finds_its_form(library: Library, word: str, form: str) -> None:
    offers = Clerk(library, "dr. test").types("mini")
    found = [offer.title for offer in offers if word in f"{offer.title} {offer.says} {offer.also}".casefold()]
    assert form in found
    assert len(found) <= 4


def test_every_form_is_sought_by_some_word() -> None:
    assert SOUGHT_BY.keys() == ENTERED_CLASSES.keys()


def test_another_name_of_a_drug_or_an_analyte_finds_the_usual_one(library: Library) -> None:
    cycle = entering(library, Verb.RECORD, "cycle-given")
    drug = field_at(cycle.form.fields, ("drugs", 0, "drug"))
    assert [option.text for option in cycle.complete(drug, {}, "5-FU")] == ["5-fluorouracil"]
    assert [option.text for option in cycle.complete(drug, {}, "abraxane")] == ["nab-paclitaxel"]
    lab = entering(library, Verb.RECORD, "lab-resulted")
    assert texts(lab, "analyte", "haemo") == ["Hb"]
    assert texts(lab, "unit", analyte="haemoglobin") == ["g/L", "g/dL", "mmol/L"]


def test_what_is_offered_begins_like_what_is_typed_and_nothing_far_fetched_is(library: Library) -> None:
    cycle = entering(library, Verb.RECORD, "cycle-given")
    drug = field_at(cycle.form.fields, ("drugs", 0, "drug"))

    def offered(typed: str) -> list[str]:
        return [option.text for option in cycle.complete(drug, {}, typed)]

    assert offered("cis")[0] == "cisplatin"
    assert offered("taxel")[:2] == ["nab-paclitaxel", "cabazitaxel"]
    assert offered("cisplatine") == ["cisplatin"]
    assert offered("mother") == []
    assert "cisplatin" in offered("chemo")
