"""Forms of a case as a screen fills them: what they foresee is what they record, and their drafts outlive them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import examples as ex
from tests.faces.command_line import MINI
from tracker.casebook.clerk import Clerk
from tracker.casebook.drafts import Drafts, drafts_folder
from tracker.casebook.entering import Entering
from tracker.casebook.erasing import erase_patient
from tracker.casebook.library import Library, Place, open_library
from tracker.casebook.recording import record_entries
from tracker.decisions.form import Aim, Values, Verb, field_at
from tracker.decisions.refused import Refused
from tracker.events.catalogue import Entered
from tracker.projections.foresight import foresee
from tracker.values.when import Timing


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """Two short cases, and a state directory of their own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with open_library(Place(tmp_path / "clinic.db", default=False), create=True) as library:
        record_entries(library.database, "mini", MINI, by="tests")
        record_entries(library.database, "other", (ex.registered(), ex.diagnosed()), by="tests")
        yield library


def entering(library: Library, verb: Verb, subject: str, patient: str = "mini") -> Entering:
    return Clerk(library, "dr. test").open(patient, Aim(verb, subject))


LAB = {"key": "labs-2", "occurred": "9 months after dx", "analyte": "EBV-DNA", "value": "9.9e5", "unit": "{copies}/mL"}
PROGRESSION = {"key": "pd-2", "occurred": "20 mo after dx", "ordinal": "2", "sites": [{"name": "liver"}]}
DEATH = {"key": "death", "occurred": "30 mo after dx", "causes": ["infection"]}
CYCLE = {"key": "l1-c3", "occurred": "21 d after l1-c2", "regimen": "l1", "number": "3", "lasting": "21 d (assumed)"}
AMENDED = {"ecog": "4", "corrected_because": "read again"}
BECAUSE = {"corrected_because": "another patient"}
ENTRIES = [
    pytest.param(Verb.RECORD, "lab-resulted", LAB, 9, id="a result"),
    pytest.param(Verb.RECORD, "progression-declared", PROGRESSION, 20, id="a progression"),
    pytest.param(Verb.RECORD, "patient-died", DEATH, 30, id="a death after the last month"),
    pytest.param(Verb.RECORD, "cycle-given", CYCLE, 1, id="a cycle"),
    pytest.param(Verb.AMEND, "ecog-0", AMENDED, 0, id="an amendment"),
    pytest.param(Verb.RETRACT, "labs-1", BECAUSE, 8, id="a retraction"),
    pytest.param(Verb.RETRACT, "ct", {**BECAUSE, "with_what_hangs_on_it": "yes"}, 8, id="a retraction with dependents"),
    pytest.param(Verb.CHOOSE, "seven-months", {"reading": "T", "why": "it says so"}, 7, id="a reading"),
    pytest.param(Verb.MOVE, "labs-0", {**BECAUSE, "to_the_case": "other"}, 0, id="a move"),
]


@pytest.mark.parametrize(("verb", "subject", "filled", "month"), ENTRIES)
def test_what_is_foreseen_is_what_is_recorded(
    library: Library, verb: Verb, subject: str, filled: Values, month: int
) -> None:
    form = entering(library, verb, subject)
    values: Values = {**form.values, **filled}
    before = library.case("mini").record
    outlook = form.foresee(values)
    assert outlook.complaints == ()
    assert library.case("mini").record == before
    recorded = form.confirm(values)
    after = library.case("mini").record
    assert after.version > before.version
    assert outlook.foresight is not None
    keys = [change.what for change in outlook.foresight.parts[1].changes]
    assert keys
    assert foresee(before, after, keys).parts == outlook.foresight.parts
    assert recorded.month == month


def test_a_correction_tells_every_field_that_changes(library: Library) -> None:
    form = entering(library, Verb.AMEND, "labs-0")
    values: Values = {**form.values, "value": "6.15e6", "specimen": "plasma", "corrected_because": "misread"}
    differences = {each.path: (each.before, each.after) for each in form.foresee(values).differences}
    assert differences == {("value",): ("6.15E+5", "6.15e6"), ("specimen",): ("", "plasma")}


def test_a_correction_without_a_reason_is_refused_at_that_field(library: Library) -> None:
    for verb in (Verb.AMEND, Verb.RETRACT):
        form = entering(library, verb, "labs-0")
        assert [each.path for each in form.foresee(form.values).complaints] == [("corrected_because",)]
        with pytest.raises(Refused, match="needs a reason"):
            form.confirm(form.values)


def test_what_the_decision_refuses_is_said_in_one_sentence(library: Library) -> None:
    used = entering(library, Verb.RECORD, "lab-resulted")
    (complaint,) = used.foresee({**used.values, **LAB, "key": "labs-1"}).complaints
    assert "the key is used already" in complaint.message
    hanging = entering(library, Verb.RETRACT, "ct")
    (complaint,) = hanging.foresee({**hanging.values, **BECAUSE}).complaints
    assert "with what hangs on it: yes" in complaint.message
    unknown = entering(library, Verb.MOVE, "labs-0")
    (complaint,) = unknown.foresee({**unknown.values, **BECAUSE, "to_the_case": "nobody"}).complaints
    assert "there is no case nobody" in complaint.message


def test_the_same_entry_again_has_nothing_to_record(library: Library) -> None:
    form = entering(library, Verb.AMEND, "labs-0")
    (complaint,) = form.foresee({**form.values, "corrected_because": "read again"}).complaints
    assert "nothing to record" in complaint.message


def test_an_amendment_of_what_was_corrected_meanwhile_is_refused(library: Library) -> None:
    form, other = (entering(library, Verb.AMEND, "ecog-0") for _ in range(2))
    other.confirm({**other.values, "ecog": "3", "corrected_because": "read again"})
    values: Values = {**form.values, "ecog": "4", "corrected_because": "read again"}
    (complaint,) = form.foresee(values).complaints
    assert "was corrected meanwhile" in complaint.message
    with pytest.raises(Refused, match="was corrected meanwhile"):
        form.confirm(values)
    assert form.discard()["ecog"] == "3"
    assert form.foresee({**form.standing, "ecog": "4", "corrected_because": "read again"}).complaints == ()


def test_a_form_is_offered_again_as_its_draft_left_it(library: Library) -> None:
    form = entering(library, Verb.RECORD, "lab-resulted")
    values: Values = {**form.values, "analyte": "Hb"}
    assert form.keep(values) == ""
    again = entering(library, Verb.RECORD, "lab-resulted")
    assert again.values == values
    assert again.kept_at
    (first, *rest) = Clerk(library, "dr. test").types("mini")
    assert (first.title, bool(first.kept_at)) == ("lab-resulted", True)
    assert [offer for offer in rest if offer.kept_at] == []
    assert again.discard() == form.standing
    assert entering(library, Verb.RECORD, "lab-resulted").kept_at == ""


def test_recording_removes_the_draft_and_so_does_emptying_the_form(library: Library) -> None:
    form = entering(library, Verb.RECORD, "lab-resulted")
    form.keep({**form.values, **LAB})
    form.confirm({**form.values, **LAB})
    assert entering(library, Verb.RECORD, "lab-resulted").kept_at == ""
    form = entering(library, Verb.RECORD, "finding-noted")
    form.keep({**form.values, "note": "x"})
    form.keep(form.values)
    assert entering(library, Verb.RECORD, "finding-noted").kept_at == ""


def test_a_draft_is_for_its_owner_alone_and_its_place_names_nobody(library: Library) -> None:
    form = entering(library, Verb.AMEND, "labs-0")
    form.keep({**form.values, "note": "x"})
    folder = drafts_folder()
    (kept,) = folder.rglob("*.json")
    assert (kept.stat().st_mode & 0o777, kept.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert not {part for part in ("mini", "labs", "clinic") if part in str(kept.relative_to(folder))}
    assert entering(library, Verb.AMEND, "labs-1").kept_at == ""
    assert list(Drafts("another case").all()) == []


def test_a_draft_that_cannot_be_kept_is_said_and_one_that_cannot_be_read_is_left_alone(library: Library) -> None:
    form = entering(library, Verb.AMEND, "labs-0")
    form.keep({**form.values, "note": "x"})
    (kept,) = drafts_folder().rglob("*.json")
    kept.write_text("{")
    assert entering(library, Verb.AMEND, "labs-0").values == form.standing
    kept.unlink()
    kept.parent.rmdir()
    kept.parent.write_text("in the way")
    assert "the draft cannot be kept" in form.keep({**form.values, "note": "y"})


def test_an_erased_patient_leaves_no_draft(library: Library) -> None:
    for patient in ("mini", "other"):
        form = entering(library, Verb.AMEND, "dx", patient)
        form.keep({**form.values, "note": "x"})
    entering(library, Verb.RECORD, "lab-resulted").keep({"analyte": "Hb"})
    assert erase_patient(library.database, "mini", legal_basis="request", by="tests").drafts == 2
    assert len(list(drafts_folder().rglob("*.json"))) == 1
    assert entering(library, Verb.AMEND, "dx", "other").kept_at


def test_every_correction_of_a_fact_is_offered(library: Library) -> None:
    offers = Clerk(library, "dr. test").corrections("mini", "ct")
    assert [offer.aim for offer in offers] == [
        Aim(Verb.AMEND, "ct"),
        Aim(Verb.CHOOSE, "seven-months"),
        Aim(Verb.RETRACT, "ct"),
        Aim(Verb.MOVE, "ct"),
    ]
    with pytest.raises(Refused, match="does not stand"):
        Clerk(library, "dr. test").corrections("mini", "nothing")


def texts(form: Entering, name: str, typed: str = "", **beside: str) -> list[str]:
    field = next(field for field in form.form.fields if field.name == name)
    return [option.text for option in form.complete(field, beside, typed)]


def test_fields_offer_what_the_case_and_the_vocabularies_know(library: Library) -> None:
    lab = entering(library, Verb.RECORD, "lab-resulted")
    assert texts(lab, "key") == ["lab-1"]
    assert texts(lab, "unit", analyte="Hb") == ["g/L", "g/dL", "mmol/L"]
    assert texts(lab, "unit", analyte="EBV-DNA")[0] == "{copies}/mL"
    assert texts(lab, "unit", "l1", analyte="unknown")[:1] == []
    assert texts(lab, "analyte")[0] == "EBV-DNA"
    assert texts(lab, "comparator") == ["<", "<=", ">=", ">"]
    assert texts(lab, "certainty", "prob") == ["probable"]
    assert texts(lab, "certainty", "probable") == ["confirmed", "probable", "possible"]
    assert texts(lab, "occurred", "7 mo after l1-c2")[:2] == ["7 mo after l1-c2", "7 mo after l1-c2.end"]
    assert "7 mo after dx" in texts(lab, "occurred", "7 mo after KEY")
    measured = entering(library, Verb.RECORD, "measurement-taken")
    assert "in this case" not in {
        option.says for option in measured.complete(field_at(measured.form.fields, ("unit",)), {"what": "weight"}, "")
    }
    cycle = entering(library, Verb.RECORD, "cycle-given")
    assert texts(cycle, "regimen") == ["l1"]
    assert texts(cycle, "key", regimen="l1", number="3") == ["l1-c3"]
    choice = entering(library, Verb.CHOOSE, "seven-months")
    assert texts(choice, "reading", question="seven-months") == ["F", "T"]
    reading = field_at(choice.form.fields, ("reading",))
    assert [option.says for option in choice.complete(reading, {"question": "seven-months"}, "")] == [
        "holds now: 7 mo after the end of l1-c2 (stated)",
        "7 mo after l1-c1 (stated)",
    ]
    assert texts(entering(library, Verb.MOVE, "ct"), "to_the_case") == ["other"]


def test_times_are_offered_as_the_case_says_its_own(library: Library) -> None:
    def offered(patient: str) -> list[str]:
        return texts(entering(library, Verb.RECORD, "lab-resulted", patient), "occurred")

    def begin(patient: str, *events: Entered) -> list[str]:
        record_entries(library.database, patient, events, by="tests")
        return offered(patient)

    assert [text for text in offered("mini") if "2023" in text] == []
    assert {"day 213", "M8", "7 mo after KEY (assumed)"} <= set(offered("mini"))
    dated = begin("dated", ex.diagnosed(at="2023-02-01"))
    assert {"2023-04-12", "M8", "2023-04 (assumed)"} <= set(dated)
    assert "day 213" not in dated
    form = entering(library, Verb.RECORD, "lab-resulted", "dated")
    (complaint,) = form.foresee({**form.values, **LAB, "occurred": "some day"}).complaints
    assert "2023-04-12" in complaint.message
    assert "day 213" not in complaint.message
    assert {"2023-04-12", "day 213"} <= set(begin("new", ex.ecog(1, at="unknown"))), "nothing says yet what it will be"
    counted = begin("counted", ex.diagnosed(at=("2023-02-01", Timing(day=0))), ex.ecog(1, day=3))
    assert {"2023-04-12", "day 213"} <= set(counted)


def test_a_field_offers_only_what_the_case_says_where_a_field_means_the_same(library: Library) -> None:
    record_entries(library.database, "mini", (ex.finding("headache", "headache", at="time-zero"),), by="tests")
    form = entering(library, Verb.RECORD, "finding-noted")
    symptom = field_at(form.form.fields, ("findings", 0, "name"))
    site = field_at(form.form.fields, ("lesions", 0, "site", "name"))
    assert [option.text for option in form.complete(symptom, {}, "")] == ["headache"]
    offered = [option.text for option in form.complete(site, {}, "")]
    assert "axillary node" in offered
    assert "headache" not in offered
    with pytest.raises(LookupError):
        field_at(form.form.fields, ("findings", 0, "nothing"))


def test_what_is_typed_after_an_erasure_is_not_kept(library: Library) -> None:
    form = entering(library, Verb.RECORD, "lab-resulted")
    form.keep({**form.values, **LAB})
    erase_patient(library.database, "mini", legal_basis="Art. 17 GDPR", by="tests")
    assert "was erased meanwhile" in form.keep({**form.values, **LAB, "analyte": "told"})
    assert list(drafts_folder().rglob("*.json")) == []
