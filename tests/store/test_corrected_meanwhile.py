"""A correction rests on the version that somebody looked at: what another one corrected meanwhile is said, never undone."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest
from msgspec.structs import replace

from tests.faces.command_line import MINI
from tests.store.test_entering import entering
from tracker.casebook.correcting import Warrant, amend_fact, retract_fact, version_now
from tracker.casebook.entering import Entering
from tracker.casebook.library import Library, Place, open_library
from tracker.casebook.recording import choice_now, choose_reading, record_entries
from tracker.decisions.bases import CorrectedSince
from tracker.decisions.form import Values, Verb
from tracker.decisions.refused import Refused
from tracker.events.catalogue import Fact
from tracker.events.deliberation import ReadingSelected
from tracker.events.treatment import RegimenDrug

WHY: Values = {"corrected_because": "read again"}


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with open_library(Place(tmp_path / "clinic.db", default=False), create=True) as library:
        record_entries(library.database, "mini", MINI, by="tests")
        yield library


def fact(library: Library, key: str) -> Fact:
    return next(standing.fact for standing in library.case("mini").record.facts if standing.key == key)


def correct(library: Library, key: str, **changed: object) -> None:
    """What somebody else corrects."""
    replacement = replace(fact(library, key), **changed)
    amend_fact(library.database, "mini", key, (replacement,), Warrant(by="dr. b", reason="read again"))


def begin(library: Library, subject: str, filled: Values, verb: Verb = Verb.AMEND) -> None:
    """A draft."""
    form = entering(library, verb, subject)
    form.keep({**form.values, **filled})


def corrected_beside_a_draft(library: Library, draft: Values, **changed: object) -> Entering:
    """A draft of an amendment of a result, taken up after somebody else corrected that."""
    begin(library, "labs-0", draft)
    correct(library, "labs-0", **changed)
    return entering(library, Verb.AMEND, "labs-0")


def test_a_draft_does_not_undo_a_correction_that_it_never_saw(library: Library) -> None:
    form = corrected_beside_a_draft(library, {"specimen": "plasma"}, value=Decimal("6.15e6"))
    assert (form.values["value"], form.values["specimen"]) == ("6.15E+6", "plasma")
    assert form.meanwhile.says.startswith("labs-0 was corrected meanwhile, by dr. b on ")
    assert "value 6.15E+5 → 6.15E+6; what you did not touch says so; ^l drops the draft" in form.meanwhile.says
    outlook = form.foresee({**form.values, **WHY})
    assert [(each.path, each.before, each.after) for each in outlook.meanwhile] == [(("value",), "6.15E+5", "6.15E+6")]
    assert [(each.path, each.before, each.after) for each in outlook.differences] == [(("specimen",), "", "plasma")]
    form.confirm({**form.values, **WHY})
    lab = fact(library, "labs-0")
    assert (str(getattr(lab, "value", "")), getattr(lab, "specimen", "")) == ("6.15E+6", "plasma")


def test_a_field_that_both_changed_keeps_what_was_typed_and_is_named(library: Library) -> None:
    form = corrected_beside_a_draft(library, {"value": "9", "note": "x"}, value=Decimal("6.15e6"), specimen="plasma")
    assert (form.values["value"], form.values["specimen"], form.values["note"]) == ("9", "plasma", "x")
    assert form.meanwhile.both == (("value",),)
    assert "yours stands in what you changed too (value): decide there" in form.meanwhile.says
    assert [each.before for each in form.foresee({**form.values, **WHY}).differences] == ["6.15E+6", ""]


def test_a_draft_that_was_only_looked_at_says_again_what_was_corrected(library: Library) -> None:
    form = corrected_beside_a_draft(library, {"specimen": "plasma"}, value=Decimal("6.15e6"))
    form.keep(form.values)
    assert entering(library, Verb.AMEND, "labs-0").meanwhile == form.meanwhile
    form.keep({**form.values, "note": "seen"})
    form.keep(form.values)
    again = entering(library, Verb.AMEND, "labs-0")
    assert (again.values, again.meanwhile.says) == (form.values, "")


def test_a_draft_of_a_retraction_says_what_was_corrected_since(library: Library) -> None:
    begin(library, "labs-1", WHY, Verb.RETRACT)
    correct(library, "labs-1", value=Decimal(3))
    form = entering(library, Verb.RETRACT, "labs-1")
    assert "value 2.63E+3 → 3; ^l drops this draft" in form.meanwhile.says
    assert form.values == WHY
    assert len(form.foresee(form.values).meanwhile) == 1


def test_entries_of_a_list_are_compared_one_by_one(library: Library) -> None:
    first, second = cast("list[Values]", entering(library, Verb.AMEND, "l1").values["drugs"])
    begin(library, "l1", {"drugs": [first, {**second, "drug": "toripalimab"}]})
    correct(library, "l1", drugs=(RegimenDrug(drug="paclitaxel"), RegimenDrug(drug="tislelizumab")))
    again = entering(library, Verb.AMEND, "l1").values["drugs"]
    assert [each["drug"] for each in cast("list[Values]", again)] == ["paclitaxel", "toripalimab"]


@pytest.mark.parametrize("verb", [Verb.AMEND, Verb.RETRACT, Verb.MOVE])
def test_a_form_refuses_what_was_corrected_since_it_was_opened(library: Library, verb: Verb) -> None:
    form = entering(library, verb, "labs-1")
    correct(library, "labs-1", value=Decimal(3))
    values: Values = {**form.values, **WHY, "note": "x", "to_the_case": "mini"}
    (complaint,) = form.foresee(values).complaints
    assert complaint.message.startswith("labs-1 was corrected meanwhile, by dr. b on ")
    assert complaint.message.endswith(
        "close the form and open it again: it keeps what you typed, and says what was corrected"
    )
    with pytest.raises(Refused, match="was corrected meanwhile"):
        form.confirm(values)


def test_a_form_refuses_a_choice_beside_another_choice(library: Library) -> None:
    form = entering(library, Verb.CHOOSE, "seven-months")
    form.keep({**form.values, "reading": "T"})
    choice = ReadingSelected(question="seven-months", reading="T", why="it says so")
    choose_reading(library.database, "mini", choice, by="dr. b")
    (complaint,) = form.foresee({**form.values, "reading": "F", "why": "no"}).complaints
    assert complaint.message.startswith("seven-months was read as T meanwhile, by dr. b on ")
    again = entering(library, Verb.CHOOSE, "seven-months")
    assert again.meanwhile.says.startswith("seven-months was read as T meanwhile, by dr. b on ")


def test_what_is_decided_under_the_lock_is_compared_there(library: Library) -> None:
    """The preview may be seconds old, and another process may have the lock before."""
    base, chosen = version_now(library.database, "mini", "ecog-0"), choice_now(library.database, "mini", "seven-months")
    ecog = fact(library, "ecog-0")
    correct(library, "ecog-0", ecog=3)
    warrant = Warrant(by="dr. b", reason="read again", base=base)
    with pytest.raises(CorrectedSince, match=r"by dr\. b on .*; nothing is recorded: look at what it says now"):
        amend_fact(library.database, "mini", "ecog-0", (ecog,), warrant)
    with pytest.raises(CorrectedSince):
        retract_fact(library.database, "mini", "ecog-0", warrant)
    amended = fact(library, "ecog-0")
    assert amend_fact(library.database, "mini", "ecog-0", (amended,), warrant) == (), "it says so already"
    choice = ReadingSelected(question="seven-months", reading="T", why="it says so")
    choose_reading(library.database, "mini", choice, by="dr. b", base=chosen)
    back = ReadingSelected(question="seven-months", reading="F", why="it does not")
    with pytest.raises(CorrectedSince, match=r"was read as T meanwhile, by dr\. b"):
        choose_reading(library.database, "mini", back, by="dr. c", base=chosen)
    with pytest.raises(Refused, match="nonsense is no choice of seven-months; `tracker events mini"):
        choose_reading(library.database, "mini", back, by="dr. c", base="nonsense")


def test_a_fact_taken_back_meanwhile_is_not_restored_unseen(library: Library) -> None:
    base, ecog = version_now(library.database, "mini", "ecog-0"), entering(library, Verb.AMEND, "ecog-0")
    retract_fact(library.database, "mini", "ecog-0", Warrant(by="dr. b", reason="no"))
    (complaint,) = ecog.foresee({**ecog.values, **WHY, "ecog": "3"}).complaints
    assert complaint.message.startswith("ecog-0 was taken back meanwhile, by dr. b on ")
    event = next(each for each in MINI if getattr(each, "key", "") == "ecog-0")
    with pytest.raises(CorrectedSince, match="was taken back meanwhile"):
        amend_fact(library.database, "mini", "ecog-0", (event,), Warrant(by="dr. c", reason="x", base=base))
