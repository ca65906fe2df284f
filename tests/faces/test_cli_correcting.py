"""Corrections from end to end on the command line: moved facts, chosen readings, refusals with a sentence."""

from pathlib import Path

import pytest

from tests import examples as ex
from tests.faces.command_line import MINI, Clinic, Said
from tracker.casebook import files

OTHER = (ex.diagnosed("lymphoma"), ex.ecog(0, key="ecog-other", day=3))


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    clinic = Clinic(tmp_path).holds_mini()
    assert clinic("import", clinic.file(*OTHER, name="other.yaml", patient="other")).code == 0
    return clinic


def keys(clinic: Clinic, case: str) -> set[str]:
    return {row["key"] for row in clinic("timeline", case, "--format", "json").json}


def test_a_move_lands_in_both_records_under_one_command(clinic: Clinic) -> None:
    said = clinic("move", "mini", "labs-0", "--to", "other", "--reason", "tubes mixed up", "--format", "json")
    assert [(row["patient"], row["done"], row["key"]) for row in said.json] == [
        ("mini", "retracted", "labs-0"),
        ("other", "recorded", "labs-0"),
    ]
    assert len({row["correlation_id"] for row in said.json}) == len({row["recorded_at"] for row in said.json}) == 1
    assert "labs-0: counted from the origin or from facts of mini, and now from those of other" in said.complaint
    assert ("labs-0" in keys(clinic, "mini"), "labs-0" in keys(clinic, "other")) == (False, True)
    assert clinic("verify").code == 0


def test_a_move_is_taken_back_like_an_import(clinic: Clinic) -> None:
    said = clinic("move", "mini", "labs-0", "--to", "other", "--reason", "tubes mixed up", "--format", "json")
    assert clinic("retract", "--import", said.json[0]["correlation_id"], "--reason", "no").code == 0
    assert ("labs-0" in keys(clinic, "mini"), "labs-0" in keys(clinic, "other")) == (True, False)


def test_a_move_that_is_refused_leaves_both_records_as_they_were(clinic: Clinic) -> None:
    before = clinic("events", "mini").out, clinic("events", "other").out
    assert "other cannot take it: l1-c2: no fact has the key l1-c1" in (
        clinic("move", "mini", "l1-c2", "--to", "other", "--reason", "x", "--with-dependents").complaint
    )
    assert "there is no case othr; did you mean other?" in (
        clinic("move", "mini", "labs-0", "--to", "othr", "--reason", "x").complaint
    )
    assert (clinic("events", "mini").out, clinic("events", "other").out) == before


def test_two_edited_case_files_move_a_fact_in_one_command(clinic: Clinic) -> None:
    mini = clinic.file(*(fact for fact in MINI if getattr(fact, "key", "") != "labs-0"), name="a.yaml")
    labs = next(fact for fact in MINI if getattr(fact, "key", "") == "labs-0")
    other = clinic.file(*OTHER, labs, name="b.yaml", patient="other")
    assert clinic("import", mini, other, "--amend", "--reason", "tubes mixed up").code == 0
    last = [clinic("events", case, "--format", "json").json[-1] for case in ("mini", "other")]
    assert [line["type"] for line in last] == ["fact-retracted", "lab-resulted"]
    assert len({line["correlation_id"] for line in last}) == 1


def test_a_reading_is_chosen_and_chosen_again(clinic: Clinic) -> None:
    def ct() -> float:
        return float(
            next(row["day"] for row in clinic("timeline", "mini", "--format", "json").json if row["key"] == "ct")
        )

    preferred = ct()
    assert clinic("choose", "mini", "seven-months", "T", "--reason", "the table").out == (
        "mini: recorded seven-months (version 15)\n"
    )
    assert ct() < preferred
    assert "nothing new" in clinic("choose", "mini", "seven-months", "T", "--reason", "the table").out
    assert clinic("choose", "mini", "seven-months", "F", "--reason", "the authors wrote back").code == 0
    assert ct() == preferred
    last = clinic("events", "mini", "--format", "json").json[-1]
    assert (last["type"], last["payload"]["why"]) == ("reading-selected", "the authors wrote back")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(("choose", "mini", "seven-month", "T"), "did you mean seven-months?", id="an unknown question"),
        pytest.param(
            ("choose", "mini", "seven-months", "X"),
            "tracker: seven-months: has no reading X; expects one of F, T",
            id="no such reading",
        ),
        pytest.param(("retract", "mini", "ecog-other"), "it is a fact of other", id="another patient's fact"),
        pytest.param(("move", "mini", "ecog-other", "--to", "other"), "it is a fact of other", id="moved already"),
        pytest.param(("retract", "mini", "zzz"), "`tracker timeline` lists the keys", id="nobody's fact"),
        pytest.param(("move", "mini", "dx", "--to", "mini"), "name another case", id="to where it stands"),
    ],
)
def test_a_correction_that_does_not_fit_is_refused_with_a_sentence(
    clinic: Clinic, arguments: tuple[str, ...], sentence: str
) -> None:
    before = clinic("events", "mini").out
    said = clinic(*arguments, "--reason", "x")
    assert (said.code, sentence in said.complaint) == (1, True), said.err
    assert clinic("events", "mini").out == before


def test_a_correction_is_never_corrected(clinic: Clinic) -> None:
    assert clinic("retract", "mini", "labs-0", "--reason", "x").code == 0
    correction = clinic("events", "mini", "--format", "json").json[-1]["event_id"]
    assert "a correction is never corrected; amend labs-0 again" in (
        clinic("retract", "mini", correction, "--reason", "x").complaint
    )


def test_a_fact_cannot_be_amended_into_a_life_after_death(clinic: Clinic) -> None:
    assert clinic("record", "mini", clinic.file(ex.died(day=900), name="death.yaml")).code == 0
    late = "key: ecog-0\ntype: performance-assessed\noccurred: {day: 950}\necog: 1\n"
    assert "ecog-0: is certainly after the death (death), by at least 50 d" in (
        clinic("amend", "mini", "ecog-0", "-", "--reason", "x", stdin=late).complaint
    )


def test_an_import_records_what_is_odd_and_check_reports_it(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path)
    odd = clinic.file(ex.diagnosed(), ex.died(day=90), ex.ecog(1, key="late", day=120))
    assert clinic("import", odd).code == 0
    assert "after-death" in {row["rule"] for row in clinic("check", "mini", "--format", "json").json}
    assert (
        clinic(
            "amend",
            "mini",
            "late",
            "-",
            "--reason",
            "x",
            stdin=("key: late\ntype: performance-assessed\noccurred: {day: 120}\necog: 2\n"),
        ).code
        == 0
    )


def test_a_correction_of_a_version_that_does_not_stand_any_more_is_refused(clinic: Clinic) -> None:
    seen = {row["payload"].get("key"): row["event_id"] for row in clinic("events", "mini", "--format", "json").json}
    file = clinic.file(ex.ecog(3), name="ecog.yaml")
    amend = ("amend", "mini", "ecog-0", file, "--reason", "read again", "--based-on", seen["ecog-0"])
    assert clinic(*amend).code == 0
    assert clinic(*amend).code == 0, "it says so already"
    clinic.file(ex.ecog(4), name="ecog.yaml")
    said = clinic(*amend)
    assert (said.code, said.complaint[:56]) == (1, "tracker: ecog-0 was corrected meanwhile, by dr. test on ")
    assert said.complaint.endswith("; nothing is recorded: look at what it says now, then correct it anew")
    taken = clinic("retract", "mini", "ecog-0", "--reason", "no", "--based-on", seen["ecog-0"])
    assert "was corrected meanwhile" in taken.complaint
    wrong = clinic("retract", "mini", "ecog-0", "--reason", "no", "--based-on", seen["labs-0"])
    assert (
        f"{seen['labs-0']} is no version of ecog-0; `tracker events mini --format json` shows them" in wrong.complaint
    )
    assert clinic("retract", "--import", "x", "--reason", "no", "--based-on", "y").code == 2


def test_what_goes_along_is_named_with_its_version_too(clinic: Clinic) -> None:
    def versions() -> dict[str, str]:
        lines = clinic("events", "mini", "--format", "json").json
        return {row["payload"].get("target") or row["payload"].get("key"): row["event_id"] for row in lines}

    def retract(seen: dict[str, str], *keys: str) -> Said:
        named = [word for key in keys for word in ("--based-on", seen[key])]
        return clinic("retract", "mini", "ct", "--with-dependents", "--reason", "no", *named)

    seen = versions()
    file = clinic.file(ex.lab("EBV-DNA", "3", "{copies}/mL", key="labs-1", with_="ct"), name="lab.yaml")
    assert clinic("amend", "mini", "labs-1", file, "--reason", "read again").code == 0
    said = retract(seen, "ct")
    assert said.code == 1
    assert "labs-1" in said.complaint
    assert "would be corrected as well; name the version of each that you looked at with --based-on" in said.complaint
    dependents = said.complaint.removeprefix("tracker: ").split(": would be")[0].replace(" and ", ", ").split(", ")
    assert "labs-1 was corrected meanwhile" in retract(seen, "ct", *dependents).complaint
    assert {"ct", *dependents} <= keys(clinic, "mini")
    assert retract(versions(), "ct", *dependents).code == 0
    assert not {"ct", *dependents} & keys(clinic, "mini")


@pytest.mark.parametrize("verb", ["amend", "retract", "choose"])
def test_an_empty_version_is_refused_and_not_taken_for_none(clinic: Clinic, verb: str) -> None:
    file = clinic.file(ex.ecog(3), name="ecog.yaml")
    rest = {"amend": ("ecog-0", file), "retract": ("ecog-0",), "choose": ("seven-months", "T")}[verb]
    said = clinic(verb, "mini", *rest, "--reason", "x", "--based-on", "")
    assert said.code == 2
    assert "--based-on is empty; expects an event_id from `tracker events CASE --format json`" in said.err


def test_a_choice_beside_another_choice_is_refused(clinic: Clinic) -> None:
    choose = ("choose", "mini", "seven-months")
    first = clinic(*choose, "T", "--reason", "it says so", "--format", "json").json[0]["event_id"]
    assert clinic(*choose, "F", "--reason", "it does not", "--based-on", first).code == 0
    said = clinic(*choose, "T", "--reason", "it does", "--based-on", first)
    assert said.complaint.startswith("tracker: seven-months was read as F meanwhile, by dr. test on ")


def test_what_is_corrected_while_a_replacement_is_typed_is_not_undone(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file on stdin is read until its end, which may be minutes."""
    typed = files.incoming

    def another_one_is_faster(path: str) -> files.Incoming:
        monkeypatch.setattr(files, "incoming", typed)
        assert clinic("amend", "mini", "ecog-0", clinic.file(ex.ecog(3), name="b.yaml"), "--reason", "b").code == 0
        return typed(path)

    slow = clinic.file(ex.ecog(4), name="a.yaml")
    monkeypatch.setattr(files, "incoming", another_one_is_faster)
    said = clinic("amend", "mini", "ecog-0", slow, "--reason", "a")
    assert "ecog-0 was corrected meanwhile, by dr. test on " in said.complaint


def test_a_result_that_looks_like_a_slip_is_recorded_and_said_beside_what_is_known(clinic: Clinic) -> None:
    assert clinic("record", "mini", clinic.file(ex.lab("Hb", 61, "g/L", after="l1"), name="hb.yaml")).err == ""
    said = clinic("record", "mini", clinic.file(ex.lab("Hb", 61000, "g/L", key="hb-2", after="l1"), name="b.yaml"))
    assert said.code == 0
    assert said.err.splitlines() == [
        "tracker: warning: Hb 61000 g/L (hb-2) is more than blood can hold, 300 g/L; is the number or its unit a slip?",
        "tracker: warning: Hb 61000 g/L is 1,000 times the value of this case, 61 g/L (labs-hb)",
    ]
    other = clinic.file(ex.diagnosed(), ex.lab("haemoglobin", 70, "g/L"), name="other.yaml", patient="third")
    said = clinic("import", other)
    assert said.code == 0
    assert "haemoglobin is called Hb in other cases" in said.complaint


def test_of_many_second_looks_the_rest_is_counted(clinic: Clinic) -> None:
    drugs = [ex.drug(f"unheard-{number}", 1) for number in range(20)]
    said = clinic("record", "mini", clinic.file(ex.cycle("l1", 3, *drugs, after="l1-c2"), name="c3.yaml"))
    assert len(said.err.splitlines()) == 13
    assert said.err.splitlines()[-1] == "tracker: warning: and 8 more like these; nothing of it is refused"


def test_a_drug_that_nobody_knows_is_recorded_as_written_and_said(clinic: Clinic) -> None:
    cycle = ex.cycle("l1", 3, ex.drug("Cisplatine", 100), ex.drug("Abraxane", 100), after="l1-c2")
    said = clinic("record", "mini", clinic.file(cycle, name="c3.yaml"), "--format", "json")
    assert (said.code, [row["key"] for row in said.json]) == (0, ["l1-c3"])
    sentence = "Cisplatine is no drug we know: it is recorded as written; did you mean cisplatin?"
    assert said.complaint.startswith(f"tracker: warning: {sentence}"[:-1])
    assert clinic("record", "mini", clinic.folder / "c3.yaml").err == ""
    amended = clinic.file(ex.cycle("l1", 3, ex.drug("xyz", 1), after="l1-c2"), name="c3.yaml")
    said = clinic("amend", "mini", "l1-c3", amended, "--reason", "read again")
    assert said.complaint == "tracker: warning: xyz is no drug we know: it is recorded as written"
