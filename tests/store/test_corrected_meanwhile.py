"""A correction rests on the version that somebody looked at: what another one corrected meanwhile is said, never undone."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest
from msgspec.structs import replace

from tests import examples as ex
from tests.faces.command_line import MINI
from tests.store.test_entering import entering
from tracker.casebook.correcting import Route, Warrant, amend_fact, move_facts, retract_fact, versions_now
from tracker.casebook.drafts import drafts_folder
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


def drugs_of(form: Entering) -> list[tuple[object, object]]:
    return [(each["drug"], each["dose"]) for each in cast("list[Values]", form.values["drugs"])]


def test_a_dose_is_put_upon_its_drug_and_upon_no_other(library: Library) -> None:
    first, second = cast("list[Values]", entering(library, Verb.AMEND, "l1").values["drugs"])
    begin(library, "l1", {"drugs": [{**first, "dose": "20", "unit": "mg/m2"}, second]})
    names = [str(first["drug"]), str(second["drug"])]
    correct(library, "l1", drugs=(RegimenDrug(drug=names[0]), RegimenDrug(drug=names[1], days="1")))
    form = entering(library, Verb.AMEND, "l1")
    assert (drugs_of(form), form.meanwhile.both) == ([(names[0], "20"), (names[1], "")], ())
    assert cast("list[Values]", form.values["drugs"])[1]["days"] == "1"
    for order in ((names[1], names[0]), (names[1],), (names[1], "carboplatin")):
        correct(library, "l1", drugs=tuple(RegimenDrug(drug=name) for name in order))
        form = entering(library, Verb.AMEND, "l1")
        assert drugs_of(form) == [(names[0], "20"), (names[1], "")], "as typed"
        assert form.meanwhile.both == (("drugs",),)
        assert "yours stands in what you changed too (drugs): decide there" in form.meanwhile.says


def test_a_number_is_not_torn_from_its_unit(library: Library) -> None:
    form = corrected_beside_a_draft(library, {"value": "2700"}, unit="[IU]/mL")
    assert (form.values["value"], form.values["unit"]) == ("2700", "{copies}/mL")
    assert form.meanwhile.both == (("value",), ("unit",))


def test_a_conflict_is_marked_until_its_field_was_decided(library: Library) -> None:
    form = corrected_beside_a_draft(library, {"value": "9"}, value=Decimal("6.15e6"))
    form.keep({**form.values, "note": "seen"})
    again = entering(library, Verb.AMEND, "labs-0")
    assert (again.meanwhile, again.values["note"]) == (form.meanwhile, "seen")
    assert len(again.foresee({**again.values, **WHY}).meanwhile) == 1
    correct(library, "labs-0", specimen="plasma")
    third = entering(library, Verb.AMEND, "labs-0")
    assert (third.meanwhile.both, third.values["specimen"]) == ((("value",),), "plasma")
    assert [each.path for each in third.meanwhile.differences] == [("value",), ("specimen",)]
    third.keep({**third.values, "value": "10"})
    assert entering(library, Verb.AMEND, "labs-0").meanwhile.says == ""
    assert entering(library, Verb.AMEND, "labs-0").values["value"] == "10"


@pytest.mark.parametrize("base", [None, "nonsense"])
def test_a_draft_of_a_version_that_nobody_knows_stays_and_marks_what_differs(
    library: Library, base: str | None
) -> None:
    begin(library, "labs-0", {"value": "9", "specimen": "plasma", **WHY})
    (kept,) = drafts_folder().rglob("*.json")
    draft = {**json.loads(kept.read_bytes()), "base": base}
    kept.write_text(json.dumps({name: said for name, said in draft.items() if said is not None}))
    form = entering(library, Verb.AMEND, "labs-0")
    assert (form.values["specimen"], form.values["corrected_because"]) == ("plasma", "read again")
    assert form.meanwhile.says.startswith(
        "the draft rests on a version that the log does not hold: compare every field"
    )
    assert form.meanwhile.both == (("value",), ("specimen",))
    form.keep({**form.values, "value": "10"})
    again = entering(library, Verb.AMEND, "labs-0")
    assert (again.meanwhile.says, again.meanwhile.both) == (form.meanwhile.says, (("specimen",),))
    again.keep({**again.values, "specimen": "serum"})
    assert entering(library, Verb.AMEND, "labs-0").meanwhile.says == ""


ALONG: Values = {**WHY, "with_what_hangs_on_it": "yes", "to_the_case": "other"}


@pytest.mark.parametrize("verb", [Verb.RETRACT, Verb.MOVE])
def test_a_form_takes_nothing_along_that_was_corrected_or_recorded_since(library: Library, verb: Verb) -> None:
    record_entries(library.database, "other", (ex.registered(), ex.diagnosed()), by="tests")
    begin(library, "ct", ALONG, verb)
    form = entering(library, verb, "ct")
    correct(library, "labs-1", value=Decimal(3))
    (complaint,) = form.foresee({**form.values, **ALONG}).complaints
    assert complaint.message.startswith("labs-1 was corrected meanwhile, by dr. b on ")
    with pytest.raises(Refused, match="labs-1 was corrected meanwhile"):
        form.confirm({**form.values, **ALONG})
    form = entering(library, verb, "ct")
    assert form.meanwhile.says.startswith("labs-1 was corrected meanwhile, by dr. b on ")
    lab = ex.lab("EBV-DNA", "5", "{copies}/mL", key="labs-2", with_="ct")
    record_entries(library.database, "mini", (lab,), by="dr. b")
    with pytest.raises(Refused, match="labs-2 was recorded meanwhile"):
        form.confirm({**form.values, **ALONG})
    assert {"ct", "labs-1", "labs-2"} <= library.case("mini").record.keys


def test_what_goes_along_is_compared_under_the_lock(library: Library) -> None:
    record_entries(library.database, "other", (ex.registered(), ex.diagnosed()), by="tests")
    bases = versions_now(library.database, "mini", "ct", with_dependents=True)
    warrant, route = Warrant(by="dr. a", reason="no", bases=bases), Route(patient="mini", keys=("ct",), to="other")
    correct(library, "labs-1", value=Decimal(3))
    with pytest.raises(CorrectedSince, match="labs-1 was corrected meanwhile"):
        retract_fact(library.database, "mini", "ct", warrant, with_dependents=True)
    with pytest.raises(CorrectedSince, match="labs-1 was corrected meanwhile"):
        move_facts(library.database, route, warrant, with_dependents=True)
    labs = Route(patient="mini", keys=("labs-0", "labs-1"), to="other")
    seen = versions_now(library.database, "mini", "labs-0") | bases
    with pytest.raises(CorrectedSince, match="labs-1 was corrected meanwhile"):
        move_facts(library.database, labs, Warrant(by="dr. a", reason="no", bases=seen))
    now = versions_now(library.database, "mini", "ct", with_dependents=True)
    seeing = Warrant(by="dr. a", reason="no", bases=versions_now(library.database, "mini", "labs-0") | now)
    assert move_facts(library.database, Route(patient="mini", keys=("labs-0",), to="other"), seeing).lines
    assert len(retract_fact(library.database, "mini", "ct", seeing, with_dependents=True)) == len(now)


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
    bases, chosen = (
        versions_now(library.database, "mini", "ecog-0"),
        choice_now(library.database, "mini", "seven-months"),
    )
    ecog = fact(library, "ecog-0")
    correct(library, "ecog-0", ecog=3)
    warrant = Warrant(by="dr. b", reason="read again", bases=bases)
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
    bases, ecog = versions_now(library.database, "mini", "ecog-0"), entering(library, Verb.AMEND, "ecog-0")
    retract_fact(library.database, "mini", "ecog-0", Warrant(by="dr. b", reason="no"))
    (complaint,) = ecog.foresee({**ecog.values, **WHY, "ecog": "3"}).complaints
    assert complaint.message.startswith("ecog-0 was taken back meanwhile, by dr. b on ")
    event = next(each for each in MINI if getattr(each, "key", "") == "ecog-0")
    with pytest.raises(CorrectedSince, match="was taken back meanwhile"):
        amend_fact(library.database, "mini", "ecog-0", (event,), Warrant(by="dr. c", reason="x", bases=bases))
