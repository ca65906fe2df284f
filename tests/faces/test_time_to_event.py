"""`adtte` and `swimmer`: a parameter is censored or it is not, no date is invented, and a bar ends where an end is known."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests import examples as ex
from tests.cohort import cohort
from tests.faces.command_line import Clinic
from tests.faces.test_cli_relations import in_csv
from tracker.casebook.exports.relations import RELATIONS
from tracker.casebook.exports.time_to_event import PARAMETERS
from tracker.events.catalogue import FactAmended, FactRetracted, PatientErased

ADTTE, SWIMMER = (next(each for each in RELATIONS if each.name == name) for name in ("adtte", "swimmer"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two published cases, which have no dates, and generated charts, which have."""
    clinic = Clinic(tmp_path_factory.mktemp("adtte"))
    clinic("demo")
    for patient, events in cohort(8, 90, seed=3):
        facts = [event for event in events if not isinstance(event, FactAmended | FactRetracted | PatientErased)]
        clinic("import", clinic.file(*facts, name=f"{patient}.yaml", patient=patient))
    clinic("import", clinic.file(ex.registered(), name="bare.yaml", patient="bare"))
    assert clinic("export", "--to", "csv", clinic.folder / "out").code == 0
    return clinic.folder / "out"


def of(folder: Path, patient: str, code: str) -> dict[str, Any]:
    (row,) = [row for row in in_csv(folder, ADTTE) if (row["USUBJID"], row["PARAMCD"]) == (patient, code)]
    return row


def test_survival_of_the_two_cases_is_censored_and_not(folder: Path) -> None:
    first, second = of(folder, "npc-1", "OS"), of(folder, "npc-2", "OS")
    assert (first["AVAL"], first["CNSR"], first["EVNTDESC"], first["CNSDTDSC"]) == (
        852.25,
        1,
        "censored",
        "last date known alive",
    )
    assert (second["AVAL"], second["CNSR"], second["EVNTDESC"], second["CNSDTDSC"]) == (639.1875, 0, "death", None)
    assert (first["aval_earliest"], first["aval_latest"]) == (837.03125, 867.46875)


def test_a_parameter_has_one_row_a_patient_but_for_regimens(folder: Path) -> None:
    counted = Counter((row["USUBJID"], row["PARAMCD"], row["regimen"]) for row in in_csv(folder, ADTTE))
    assert set(counted.values()) == {1}
    regimens = {row["PARAMCD"] for row in in_csv(folder, ADTTE) if row["regimen"]}
    assert regimens <= {"PFSRM", "PFSRO", "PFSRE", "PFSRB"}


def test_a_code_has_one_meaning_and_eight_signs_at_most(folder: Path) -> None:
    meanings: dict[str, set[str]] = {}
    for row in in_csv(folder, ADTTE):
        meanings.setdefault(row["PARAMCD"], set()).add(row["PARAM"])
        assert len(row["PARAMCD"]) <= 8
    assert all(len(words) == 1 for words in meanings.values())
    stems = [code for code, _ in PARAMETERS.values()]
    assert all(any(code.startswith(stem) for code in meanings) for stem in stems)


def test_a_row_is_evaluable_or_says_why_not(folder: Path) -> None:
    rows = list(in_csv(folder, ADTTE))
    for row in rows:
        assert (row["CNSR"] is None) == (row["not_evaluable"] is not None) == (row["EVNTDESC"] is None)
        assert (row["CNSR"] == 1) == (row["CNSDTDSC"] is not None)
    assert {row["CNSR"] for row in rows} == {None, 0, 1}


def test_a_date_stands_only_where_the_record_has_one(folder: Path) -> None:
    rows = list(in_csv(folder, ADTTE))
    assert not [row for row in rows if row["USUBJID"].startswith("npc") and (row["STARTDT"] or row["ADT"])]
    assert [row for row in rows if row["ADT"]]


def test_a_mark_has_no_stop_and_a_bar_that_has_none_goes_on(folder: Path) -> None:
    marks = {"response", "progression", "death", "last known alive"}
    rows = list(in_csv(folder, SWIMMER))
    assert {row["kind"] for row in rows} == marks | {"follow-up", "regimen", "radiotherapy", "hold"}
    for row in rows:
        if row["kind"] in marks:
            assert row["stop_day"] is None
        elif row["stop_day"] is None:
            assert row["ongoing"] == 1
        else:
            assert row["stop_day"] >= row["start_day"]


def test_a_lane_ends_with_a_death_or_where_the_patient_was_last_seen(folder: Path) -> None:
    ends = Counter(
        (row["patient"], row["kind"]) for row in in_csv(folder, SWIMMER) if row["kind"] in {"death", "last known alive"}
    )
    assert set(ends.values()) == {1}
    patients = {patient for patient, _ in ends}
    assert {"npc-1", "npc-2"} <= patients
    assert len(patients) == len(ends)
